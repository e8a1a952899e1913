"""How well people, places and organisations are named: python -m benchmarks.entities

Exact matches, of characters and label, on the tenth of WiNER-fr that is held out of training; where annotated names
stand one inside another, the outermost counts.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import DATA, circumstances, table, write_json
from selon.articles import parse_text
from selon.extract.reader import Reader
from selon.model.shipped import WEIGHTS
from selon.score import Score, Tally
from selon.score.entities import score_entities
from training.examples import load
from training.held_out import FRENCH, held_out


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the held-out articles and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entities", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with gold/ (default: ../shared)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="selon's model")
    parser.add_argument("--json", type=Path, help="write the rows as JSON")
    chosen = parser.parse_args(arguments)
    _, articles = held_out(load(chosen.data / "gold" / "entities-fr-train.jsonl"), FRENCH)
    read = Reader(chosen.weights).read_many(parse_text(row["text"], language=row["language"]) for row in articles)
    score = Score()
    for row, record in zip(articles, read, strict=True):
        score_entities(row, record.to_dict(), score)
    rows = [_row(measure, tally) for measure, tally in score.measures.items()]
    cells = [[str(value) for value in row.values()] for row in rows]
    print(circumstances())
    print(table(["", "annotated", "precision", "recall", "F1"], cells))
    if chosen.json:
        write_json(chosen.json, rows)


def _row(measure: str, tally: Tally) -> dict[str, Any]:
    shares = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {"label": measure, "annotated": tally.gold} | {name: round(100 * one, 1) for name, one in shares.items()}


if __name__ == "__main__":
    main()
