"""How well people, places and organisations are named: python -m benchmarks.entities

Exact matches, of characters and label, on the tenth of WiNER-fr that is held out of training, and on those of its
articles that are in Wikinews-fr dev, which no model learns from either; where annotated names stand one inside another,
the outermost counts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import DATA, circumstances, table, write_json
from selon.articles import parse_text
from selon.extract.reader import Reader
from selon.model.shipped import WEIGHTS
from selon.score import Score, Tally
from selon.score.entities import score_entities
from training.examples import Json, load
from training.held_out import FRENCH, held_out


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the held-out articles and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entities", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with gold/ (default: ../shared)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="selon's model")
    parser.add_argument("--json", type=Path, help="write the rows as JSON")
    chosen = parser.parse_args(arguments)
    reader = Reader(chosen.weights)
    rows = [row for name, articles in _sets(chosen.data) for row in _scored(reader, name, articles)]
    cells = [[str(value) for value in row.values()] for row in rows]
    print(circumstances())
    print(table(["", "", "annotated", "precision", "recall", "F1"], cells))
    if chosen.json:
        write_json(chosen.json, rows)


def _sets(data: Path) -> Iterator[tuple[str, list[Json]]]:
    """The articles with annotated names that no model learns from, by where they come from."""
    kept, aside = held_out(load(data / "gold" / "entities-fr-train.jsonl"), FRENCH)
    development = {row["id"] for row in load(data / "gold" / "wikinews-fr-dev.jsonl")}
    yield f"a tenth, {len(aside)} articles", aside
    others = [row for row in kept if row["id"] in development]
    yield f"Wikinews-fr dev, {len(others)}", others


def _scored(reader: Reader, name: str, articles: Sequence[Json]) -> Iterator[dict[str, Any]]:
    read = reader.read_many(parse_text(row["text"], language=row["language"]) for row in articles)
    score = Score()
    for row, record in zip(articles, read, strict=True):
        score_entities(row, record.to_dict(), score)
    return (_row(name, measure, tally) for measure, tally in score.measures.items())


def _row(name: str, measure: str, tally: Tally) -> dict[str, Any]:
    shares = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    counted = {"data": name, "label": measure, "annotated": tally.gold}
    return counted | {name: round(100 * one, 1) for name, one in shares.items()}


if __name__ == "__main__":
    main()
