"""How fast articles become records, beside a small spaCy pipeline on the same ones: python -m benchmarks.throughput

selon does all it does: from plain text, through parsing and the model, to the record. spaCy does the tok2vec, tagger
(French: morphologizer), parser and NER of its small trained pipelines, through `nlp.pipe`, with the language of each
article given. Each runs in one process on one core, then in two on two cores, which share the articles; the clock
starts when each process has read an article of each language. Words are those between white space.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.articles import sampled
from benchmarks.processes import last_line, measured_together, together
from benchmarks.report import DATA, circumstances, table, write_json

_ARTICLES = ("wikinews-fr.jsonl", "semeval23-en.jsonl", "semeval23-fr.jsonl")
_WEIGHTS = Path("src", "selon", "model", "weights", "standard")
_NAMES = {"selon": "selon", "fast": "selon, fast model", "spacy": "spaCy, small pipelines"}
_PROCESSES = (1, 2)
_HEADER = ("", "processes", "words/s", "articles/s", "peak MB, largest process", "loading s", "words", "articles")

# What the installed `selon` command runs.
_SELON = "import sys; from selon.cli import main; sys.exit(main())"


def main() -> None:
    """Measure every system, then print one table. Raises OSError when a file of articles cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="articles, one a line (default: those of --data)")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with articles/ (default: ../shared)")
    parser.add_argument("--words", type=int, default=300_000, help="read so many words, evenly from all files")
    parser.add_argument("--weights", type=Path, default=Path(__file__).parents[2] / _WEIGHTS, help="selon's model")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    files = arguments.files or [arguments.data / "articles" / name for name in _ARTICLES]
    with tempfile.TemporaryDirectory() as folder:
        articles, first = Path(folder, "articles.jsonl"), Path(folder, "first.txt")
        sample = list(sampled(files, arguments.words))
        articles.write_text("".join(f"{json.dumps(row)}\n" for row in sample), encoding="utf-8")
        first.write_text(sample[0]["text"], encoding="utf-8")
        pairs = [(system, processes) for processes in _PROCESSES for system in _NAMES]
        rows = [_measured(system, processes, articles, arguments.weights) for system, processes in pairs]
        started = _first_record(first)
    print(circumstances())
    print(table(_HEADER, [_cells(row) for row in rows]))
    for reason in dict.fromkeys(
        f"{_NAMES[row['system']]}: {row['unavailable']}" for row in rows if "unavailable" in row
    ):
        print(reason)
    print(f"from the start of `selon read` to its first record: {started}")
    if arguments.json:
        write_json(arguments.json, [*rows, {"system": "selon read", "first_record": started}])


def _measured(system: str, processes: int, articles: Path, weights: Path) -> dict[str, Any]:
    options = [system, str(articles), "--weights", str(weights)]
    found = measured_together("benchmarks.throughput.worker", options, processes)
    return {"system": system, "processes": processes} | together(found)


def _cells(row: Mapping[str, Any]) -> list[str]:
    name, processes = _NAMES[row["system"]], str(row["processes"])
    if "unavailable" in row:
        return [name, processes, *["–"] * (len(_HEADER) - 2)]
    speeds = [f"{row['words'] / row['seconds']:,.0f}", f"{row['articles'] / row['seconds']:,.1f}"]
    costs = [f"{row['megabytes']:,.0f}", f"{row['loading']:.1f}"]
    return [name, processes, *speeds, *costs, f"{row['words']:,}", f"{row['articles']:,}"]


def _first_record(article: Path) -> str:
    """Seconds from the start of a fresh `selon read` to the first line of its record, or why there was none."""
    command = [sys.executable, "-c", _SELON, "read", "--jsonl", str(article)]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - started
        errors = process.communicate()[1]
    return f"{seconds:.2f} s" if line else last_line(errors)


if __name__ == "__main__":
    main()
