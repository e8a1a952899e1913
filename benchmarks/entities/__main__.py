"""How well people, places and organisations are named: python -m benchmarks.entities

Exact matches, of characters and label, on the tenth of WiNER-fr that is held out of training; where annotated names
stand one inside another, the outermost counts.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.report import DATA, circumstances, table, write_json
from selon.articles import parse_text
from selon.extract.reader import Reader
from selon.model.encoder import WEIGHTS
from selon.record import Span
from training.examples import load, outermost
from training.held_out import FRENCH, held_out

_NAMES = {"PER": "people", "LOC": "places", "ORG": "organisations"}


@dataclass
class Counts:
    """How many entities were annotated, found, and both, by label."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Iterable[tuple[Span, str]], found: Iterable[tuple[Span, str]]) -> None:
        """Count the entities of one article."""
        wanted, got = set(gold), set(found)
        self.gold.update(label for _, label in wanted)
        self.found.update(label for _, label in got)
        self.right.update(label for _, label in wanted & got)

    def row(self, label: str) -> dict[str, Any]:
        """Precision, recall and F1 of a label, in per cent."""
        right, found, gold = self.right[label], self.found[label], self.gold[label]
        shares = {"precision": right / max(found, 1), "recall": right / max(gold, 1), "f1": 2 * right / (found + gold)}
        return {"label": label, "annotated": gold} | {name: round(100 * share, 1) for name, share in shares.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the held-out articles and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entities", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with gold/ (default: ../shared)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="selon's model")
    parser.add_argument("--json", type=Path, help="write the rows as JSON")
    chosen = parser.parse_args(arguments)
    reader, counts = Reader(chosen.weights), Counts()
    _, articles = held_out(load(chosen.data / "gold" / "entities-fr-train.jsonl"), FRENCH)
    for row in articles:
        counts.add(outermost(row["entities"]), reader.entities(parse_text(row["text"], language=row["language"])))
    rows = [counts.row(label) for label in _NAMES]
    cells = [[_NAMES[row["label"]], *(str(value) for value in list(row.values())[1:])] for row in rows]
    print(circumstances())
    print(table(["", "annotated", "precision", "recall", "F1"], cells))
    if chosen.json:
        write_json(chosen.json, rows)


if __name__ == "__main__":
    main()
