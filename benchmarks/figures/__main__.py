"""How well figures are found, bounded, given a unit and put on somebody's word: python -m benchmarks.figures

The articles were drawn at random from Wikinews and from the SemEval-2023 news of ../shared/articles, 60 French and 40
English, and annotated by reading before any rule was written; `benchmarks/gold` has the offsets without the texts, and
on whose word each figure is. What counts as a figure, and its bounds and units, is said at `selon.record.Figure`.
Every other article of a file, in the order of their names, is for development; its errors are shown with --errors.
The others are measured and not read. Statements are those that selon reads itself.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.report import DATA, circumstances, table, write_json
from selon.articles import Failure, read_articles
from selon.extract.figures import find_figures
from selon.extract.reader import Reader
from selon.record import PassageKind, Record, Span
from selon.score.figures import MEASURES, FigureError, FigureScore, figure_rows

GOLD = Path(__file__).parents[1] / "gold"
_LANGUAGES = ("fr", "en")
_HALVES = ("development", "measured")
_READ = (PassageKind.HEADLINE, PassageKind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article as selon read it, and its annotated figures."""

    record: Record
    figures: Sequence[dict[str, Any]]


def main() -> None:
    """Score both halves and print one table. Raises OSError or ValueError when gold or articles do not fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with articles/ (default: ../shared)")
    parser.add_argument("--errors", action="store_true", help="show the errors of the development half")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    rows = []
    for language in _LANGUAGES:
        articles = list(_annotated(arguments.data, language))
        for half, part in zip(_HALVES, (articles[::2], articles[1::2]), strict=True):
            rows.append(_row(language, half, part, show=arguments.errors and half == _HALVES[0]))
    print(f"F1 in per cent; words/s on one core, statements read before; {circumstances()}")
    print(table(list(rows[0]), [[_cell(value) for value in row.values()] for row in rows]))
    if arguments.json:
        write_json(arguments.json, rows)


def _annotated(data: Path, language: str) -> Iterator[Annotated]:
    gold = {}
    for line in (GOLD / f"figures-{language}.jsonl").read_text(encoding="utf-8").splitlines():
        note = json.loads(line)
        gold[note["id"]] = note
    inputs = read_articles(str(data / "articles" / "*.jsonl"))
    articles = [one for one in inputs if not isinstance(one, Failure) and one.name in gold]
    if {article.name: article.id for article in articles} != {name: note["text"] for name, note in gold.items()}:
        raise ValueError(f"the annotated articles are not in {data / 'articles'}, or their texts have changed")
    for record in Reader().read_many(sorted(articles, key=lambda article: str(article.name))):
        yield Annotated(record, gold[record.article.name]["figures"])


def _row(language: str, half: str, articles: Sequence[Annotated], *, show: bool) -> dict[str, Any]:
    score, seconds, words = FigureScore(), 0.0, 0
    find_figures("", [Span(0, 0)], language, [])  # Reads the language's data, which is not to be timed.
    for one in articles:
        article, before = one.record.article, len(score.errors)
        passages = [passage.span for passage in article.passages if passage.kind in _READ]
        started = time.perf_counter()
        found = find_figures(article.text, passages, article.language, one.record.statements)
        seconds += time.perf_counter() - started
        words += len(article.text.split())
        score.add(one.figures, figure_rows(found, one.record.statements))
        for error in score.errors[before:] if show else ():
            print(_shown(error, article.text))
    figures = {name: round(100 * score.measures[name].f1, 1) for name in MEASURES}
    found_tally = score.measures["found"]
    figures |= {"precision": round(100 * found_tally.precision, 1), "recall": round(100 * found_tally.recall, 1)}
    row = {"language": language, "half": half, "articles": len(articles), "gold": found_tally.gold}
    return row | figures | {"words/s": round(words / seconds)}


def _shown(error: FigureError, text: str) -> str:
    either = error.gold or error.predicted or {}
    start, end = either["span"]
    around = " ".join(f"{text[max(start - 60, 0) : start]}[{text[start:end]}]{text[end : end + 60]}".split())
    return f"{','.join(error.wrong)}: {around}\n    gold {_told(error.gold)}\n    read {_told(error.predicted)}"


def _told(row: Any) -> str:
    return ", ".join(f"{name} {value}" for name, value in row.items() if value is not None) if row else "–"


def _cell(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    main()
