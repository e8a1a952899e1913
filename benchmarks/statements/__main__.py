"""How well statements are found, by selon and by every peer that is installed: python -m benchmarks.statements

Each system reads exactly the same articles and its statements go through `selon.score`. Loose: half of the words of a
content shared; strict: the same words. Why a peer could not be run stands under the table.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.report import DATA, circumstances, table, write_json
from benchmarks.statements.measuring import GOLD, MEASURES, Result, measure
from benchmarks.statements.systems import System, systems
from selon.model.shipped import WEIGHTS

_HEADER = ("", *MEASURES, "precision", "recall", "words/s", "articles")


def main() -> None:
    """Run every system over every gold file, then print one table. Raises OSError when a file cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, help="further gold files, each of one language")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with gold/ (default: ../shared)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder of selon's model")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    files = [arguments.data / "gold" / name for name in GOLD] + arguments.gold
    results = [result for file in files for result in _results(file, systems(arguments.weights))]
    print(f"F1 in per cent; words/s on one core; {circumstances()}")
    print(table(_HEADER, list(_rows(results))))
    for reason in dict.fromkeys(f"{one.system}: {one.unavailable}" for one in results if one.unavailable):
        print(reason)
    if arguments.json:
        write_json(arguments.json, [asdict(result) for result in results])


def _rows(results: Sequence[Result]) -> Iterator[list[str]]:
    before = None
    for result in results:
        if result.gold != before:
            before = result.gold
            yield [before.upper(), *[""] * (len(_HEADER) - 1)]
        yield _cells(result)


def _cells(result: Result) -> list[str]:
    if result.unavailable:
        return [result.system, *["–"] * (len(_HEADER) - 1)]
    figures = [f"{result.figures[name]:.1f}" if name in result.figures else "–" for name in _HEADER[1:-2]]
    articles = f"{result.articles - result.given_up} of {result.articles}"
    return [result.system, *figures, f"{result.words_per_second:,.0f}", articles]


def _results(file: Path, candidates: Sequence[System]) -> Iterator[Result]:
    gold = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    language = gold[0]["language"]
    for system in candidates:
        if language in system.languages:
            yield measure(file.stem, language, gold, system)


if __name__ == "__main__":
    main()
