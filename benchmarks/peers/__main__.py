"""selon beside every peer that is installed, quality beside speed, in one run: python -m benchmarks.peers

All read the same articles, PolNeAR's in English and Wikinews' in French, from plain text to statements, in a process on
one core and in two on two, which share the articles; the clock starts when each process has read one. First come the
development articles, on which quality is measured, then those of the training file, so that reading takes long enough
to be timed. Systems take turns, `--repeat` times, and the best time of each counts, so that another program's work
meets all alike.
"spaCy alone" finds no statements: it is the small pipeline that textacy and sayswho run first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.worker import ALONE, candidates
from benchmarks.processes import measured_together, together
from benchmarks.report import DATA, circumstances, table, write_json
from benchmarks.statements.systems import FAST, SELON
from selon.model.shipped import WEIGHTS

# The articles on which quality is measured, and more of the same source.
_SOURCES = (
    ("polnear-dev.jsonl", "polnear-train.jsonl"),
    ("wikinews-fr-dev.jsonl", "wikinews-fr-train.jsonl"),
)
_PROCESSES = (1, 2)
_FIGURES = ("loose", "strict", "source")
_HEADER = ("", "cores", "words/s", "loading s", "peak MB", *_FIGURES, "articles")

Row = dict[str, Any]


def main() -> None:
    """Measure every system, then print one table. Raises OSError when a gold file cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with gold/ (default: ../shared)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder of selon's model")
    parser.add_argument("--words", type=int, default=100_000, help="of each language, if so many (default: 100000)")
    parser.add_argument("--repeat", type=int, default=3, help="run each so often and take its best (default: 3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    rows: list[Row] = []
    for names in _SOURCES:
        gold, further = (arguments.data / "gold" / name for name in names)
        options = ["--further", str(further), "--words", str(arguments.words), "--weights", str(arguments.weights)]
        rows += _measured(gold, arguments.weights, options, arguments.repeat)
    print(f"F1 in per cent; the best of {arguments.repeat}; memory of the largest process; {circumstances()}")
    print(table(_HEADER, list(_lines(rows))))
    for reason in dict.fromkeys(f"{row['system']}: {row['unavailable']}" for row in rows if row["unavailable"]):
        print(reason)
    for sentence in _comparisons(rows):
        print(sentence)
    if arguments.json:
        write_json(arguments.json, rows)


def _measured(gold: Path, weights: Path, options: Sequence[str], repeat: int) -> list[Row]:
    """A row for each system that reads the language of `gold` and each number of cores: its best run.

    options: what the worker is told beside the system and the gold file.
    """
    with gold.open(encoding="utf-8") as lines:
        language = json.loads(next(lines))["language"]
    names = [one.name for one in candidates(weights) if language in one.languages]
    best: dict[tuple[int, str], Row] = {}
    for _ in range(repeat):
        for processes in _PROCESSES:
            for name in names:
                row = _run(name, gold, options, processes)
                held = best.setdefault((processes, name), row)
                if not row["unavailable"] and (held["unavailable"] or row["seconds"] < held["seconds"]):
                    best[processes, name] = row
    # What is found does not depend on how many look for it.
    whole = {name: row["figures"] for (processes, name), row in best.items() if processes == 1 and "figures" in row}
    return [row | {"figures": whole.get(row["system"], {})} for row in best.values()]


def _run(name: str, gold: Path, options: Sequence[str], processes: int) -> Row:
    found = measured_together("benchmarks.peers.worker", [name, str(gold), *options], processes)
    named = {"gold": gold.stem, "system": name, "processes": processes}
    reasons = [one["unavailable"] for one in found if one["unavailable"]]
    if reasons:
        return named | {"unavailable": reasons[0]}
    given_up = sum(one["given_up"] for one in found)
    return named | together(found) | {"unavailable": None, "given_up": given_up, "figures": found[0]["figures"]}


def _lines(rows: Sequence[Row]) -> Iterator[list[str]]:
    before = None
    for row in rows:
        if row["gold"] != before:
            before = row["gold"]
            yield [str(before).upper(), *[""] * (len(_HEADER) - 1)]
        yield _cells(row)


def _cells(row: Row) -> list[str]:
    name, processes = row["system"], str(row["processes"])
    if row["unavailable"]:
        return [name, processes, *["–"] * (len(_HEADER) - 2)]
    costs = [f"{_speed(row):,.0f}", f"{row['loading']:.1f}", f"{row['megabytes']:,.0f}"]
    figures = ["–" if name == ALONE else f"{row['figures'][measure]:.1f}" for measure in _FIGURES]
    return [name, processes, *costs, *figures, f"{row['articles'] - row['given_up']} of {row['articles']}"]


def _speed(row: Mapping[str, Any]) -> float:
    return float(row["words"] / row["seconds"])


def _comparisons(rows: Sequence[Row]) -> Iterator[str]:
    """selon beside the best peer at each thing, gold file by gold file."""
    ran = [row for row in rows if not row["unavailable"]]
    for gold, processes in dict.fromkeys((row["gold"], row["processes"]) for row in ran):
        here = {row["system"]: row for row in ran if (row["gold"], row["processes"]) == (gold, processes)}
        models, alone = [here.pop(name, None) for name in (SELON, FAST)], here.pop(ALONE, None)
        where = f"{gold}, {processes} core{'s' if processes > 1 else ''}"
        for own in models:
            if own and here:
                yield f"{where}, {own['system']}: {'; '.join(_ratios(own, list(here.values()), alone))}"
        standard, fast = models
        if standard and fast:
            yield f"{where}, {FAST}: {_speed(fast) / _speed(standard):.2f} times as fast as the standard one"


def _ratios(own: Row, peers: Sequence[Row], alone: Row | None) -> Iterator[str]:
    fastest = max(peers, key=_speed)
    yield f"{_speed(own) / _speed(fastest):.2f} times as fast as the fastest peer ({fastest['system']})"
    if alone:
        yield f"{_speed(own) / _speed(alone):.2f} times as fast as spaCy alone"
    for measure in _FIGURES:
        best = max(peers, key=lambda row: row["figures"][measure])
        figures = f"{own['figures'][measure]:.1f}, the best peer {best['figures'][measure]:.1f}"
        yield f"{measure} {figures} ({best['system']})"


if __name__ == "__main__":
    main()
