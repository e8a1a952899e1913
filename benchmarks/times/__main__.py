"""How well time expressions are found and resolved, beside dateparser's search: python -m benchmarks.times

The texts are the development halves of the French TimeBank and of TimeBank with AQUAINT, in `shared/gold`; every text
is read as one passage. The measures are those of TempEval-3 (`selon.score.times`).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.report import DATA, circumstances, table, write_json
from benchmarks.times.search import searched
from selon.extract.dates import find_times
from selon.record import Span
from selon.score.times import MEASURES, TimeError, TimeScore, time_rows

_FILES = ("times-fr-dev.jsonl", "times-en-dev.jsonl")
_AROUND = 60
Finder = Callable[[str, str, date], list[dict[str, Any]]]


def main() -> None:
    """Score both files and print one table. Raises OSError when the texts are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with gold/ (default: ../shared)")
    parser.add_argument("--errors", action="store_true", help="show selon's errors")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    rows = []
    for name in _FILES:
        lines = (arguments.data / "gold" / name).read_text(encoding="utf-8").splitlines()
        articles = [json.loads(line) for line in lines]
        rows.append(_row("selon", _found, articles, show=arguments.errors))
        if searched:
            rows.append(_row("dateparser", searched, articles, show=False))
    print(f"F1 in per cent; {circumstances()}")
    print(table(list(rows[0]), [[_cell(value) for value in row.values()] for row in rows]))
    if not searched:
        print("dateparser: pip install dateparser")
    if arguments.json:
        write_json(arguments.json, rows)


def _found(text: str, language: str, published: date) -> list[dict[str, Any]]:
    return time_rows(find_times(text, [Span(0, len(text))], language, published))


def _row(system: str, find: Finder, articles: Sequence[dict[str, Any]], *, show: bool) -> dict[str, Any]:
    score, seconds, words = TimeScore(), 0.0, 0
    find("2001", articles[0]["language"], date.today())
    for article in articles:
        before, started = len(score.errors), time.process_time()
        predicted = find(article["text"], article["language"], date.fromisoformat(article["published"][:10]))
        seconds += time.process_time() - started
        words += len(article["text"].split())
        score.add(article["times"], predicted)
        for error in score.errors[before:] if show else ():
            print(_shown(error, article))
    row: dict[str, Any] = {"system": system, "language": articles[0]["language"], "gold": score.measures["value"].gold}
    row |= {name: round(100 * score.measures[name].f1, 1) for name in MEASURES}
    return row | {"words/s": round(words / seconds)}


def _shown(error: TimeError, article: dict[str, Any]) -> str:
    text, (start, end) = article["text"], (error.gold or error.predicted or {})["span"]
    around = f"{text[max(start - _AROUND, 0) : start]}[{text[start:end]}]{text[end : end + _AROUND]}"
    told = " ".join(around.split())
    return f"{article['published']} {told}\n    gold {_told(error.gold, text)}\n    read {_told(error.predicted, text)}"


def _told(row: Any, text: str) -> str:
    return f"{text[slice(*row['span'])]!r} {row['type']} {row['value']} {row['mod'] or ''}" if row else "–"


def _cell(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    main()
