"""How fast a ledger takes articles in and answers, and how large it grows: python -m benchmarks.ledger

Adding is measured beside reading alone, on the same real articles, in turns. Searching is measured on as many
statements as are asked for, which have the shapes of those read. Then many short articles are added of which one in a
hundred is damaged, and every one must be accounted for.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import DATA, circumstances, table, write_json

_ARTICLES = ("wikinews-fr.jsonl", "semeval23-en.jsonl", "semeval23-fr.jsonl")
_TURNS = 3
_DAMAGED_EVERY = 100
_SHORT = 600


def main() -> None:
    """Measure, then print the tables. Raises OSError when a file of articles cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with articles/ (default: ../shared)")
    parser.add_argument("--words", type=int, default=150_000, help="read and add so many words in each turn")
    parser.add_argument("--statements", type=int, default=1_000_000, help="search among so many")
    parser.add_argument("--articles", type=int, default=10_000, help="add so many short articles, some damaged")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    files = [arguments.data / "articles" / name for name in _ARTICLES]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [
            _adding(files, folder, arguments.words),
            _searching(folder, arguments.statements),
            _damaged(files, folder, arguments.articles),
        ]
    print(circumstances())
    for row in rows:
        print()
        print(table(row["header"], row["cells"]))
    if arguments.json:
        write_json(arguments.json, [row["figures"] for row in rows])


def _adding(files: Sequence[Path], folder: Path, words: int) -> dict[str, Any]:
    """Reading alone and adding, in turns; the fastest of each counts, for anything else is the machine's doing."""
    articles, records = folder / "articles.jsonl", folder / "records.jsonl"
    articles.write_text("".join(_lines(files, words)), encoding="utf-8")
    turns = [
        (_run("read", articles, records), _run("add", articles, folder / f"turn-{turn}.duckdb"))
        for turn in range(_TURNS)
    ]
    reading = min((read for read, _ in turns), key=lambda row: float(row["seconds"]))
    adding = min((added for _, added in turns), key=lambda row: float(row["seconds"]))
    share = reading["seconds"] / adding["seconds"]
    cells = [
        ["reading alone", f"{words / reading['seconds']:,.0f}", "", f"{reading['megabytes']:,.0f}", ""],
        [
            "adding",
            f"{words / adding['seconds']:,.0f}",
            f"{share:.1%}",
            f"{adding['megabytes']:,.0f}",
            f"{adding['file'] / adding['text']:.2f}",
        ],
    ]
    header = ("", "words/s", "of reading", "peak MB", "file / text")
    return {"header": header, "cells": cells, "figures": {"reading": reading, "adding": adding}}


def _searching(folder: Path, statements: int) -> dict[str, Any]:
    ledger = folder / "large.duckdb"
    grown = _run("grow", folder / "records.jsonl", ledger, "--statements", str(statements))
    found = _run("find", ledger)
    every = sorted(seconds for times in found["seconds"].values() for seconds in times)
    cells = [
        [question[:60], f"{statistics.median(times) * 1000:,.0f}", f"{max(times) * 1000:,.0f}"]
        for question, times in found["seconds"].items()
    ]
    speed = statements / grown["seconds"]
    middle, last = statistics.median(every), every[int(len(every) * 0.99)]
    counts = f"{found['statements']:,} statements"
    cells += [
        ["all questions: median, 99th percentile", f"{middle * 1000:,.0f}", f"{last * 1000:,.0f}"],
        [f"peak MB: searching, writing {counts}", f"{found['megabytes']:,.0f}", f"{grown['megabytes']:,.0f}"],
        ["file / text; statements written a second", f"{grown['file'] / grown['text']:.2f}", f"{speed:,.0f}"],
    ]
    header = ("question", "median ms", "slowest ms")
    return {"header": header, "cells": cells, "figures": {"growing": grown, "finding": found}}


def _damaged(files: Sequence[Path], folder: Path, articles: int) -> dict[str, Any]:
    """Add short articles of which one in a hundred is broken off in the middle of its JSON."""
    path = folder / "damaged.jsonl"
    path.write_text("".join(_short(files, articles)), encoding="utf-8")
    found = _run("add", path, folder / "damaged.duckdb")
    accounted = found["articles"] + found["failed"] + found["kept"]
    numbers = (articles, found["articles"], found["kept"], found["failed"], found["listed"], accounted)
    cells = [[*(f"{number:,}" for number in numbers), f"{found['megabytes']:,.0f}"]]
    header = ("articles given", "added", "there before", "failed", "listed failures", "accounted for", "peak MB")
    return {"header": header, "cells": cells, "figures": {"damaged": found}}


def _lines(files: Sequence[Path], words: int) -> Iterator[str]:
    """Lines with one article each in the order of their files, as many from each as make up its part of `words`."""
    for file in files:
        read = 0
        for line in file.read_text(encoding="utf-8").splitlines(keepends=True):
            if read >= words / len(files):
                break
            read += len(json.loads(line)["text"].split())
            yield line


def _short(files: Sequence[Path], articles: int) -> Iterator[str]:
    texts = [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    pieces = (text[start : start + _SHORT] for start in range(0, 20_000, _SHORT) for text in texts if len(text) > start)
    for number, piece in zip(range(articles), pieces, strict=False):
        line = json.dumps({"id": number, "text": f"{number}. {piece}", "language": "fr"}, ensure_ascii=False)
        yield (line[: len(line) // 2] if number % _DAMAGED_EVERY == 0 else line) + "\n"


def _run(*command: str | Path) -> dict[str, Any]:
    words = [sys.executable, "-m", "benchmarks.ledger.worker", *map(str, command)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"benchmarks.ledger.worker {command[0]} failed: {done.stderr.strip().splitlines()[-1]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
