"""Choose the threshold: `python -m training.choose` scores the articles held out of training at several thresholds."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from selon.articles import parse_text
from selon.extract.reader import Reader
from selon.model.shipped import MODELS
from selon.score import Score, score_article
from training.annotations import annotated
from training.examples import Json, load
from training.held_out import ENGLISH, FRENCH, OWN, SHARED, held_out

_THRESHOLDS = (0.5, 0.6, 0.7)
_MEASURES = ("contents, loose", "contents, strict", "with the right source", "with the right speaker")


def sets(shared: Path) -> dict[str, list[Json]]:
    """The held-out articles by the data set they come from."""
    gold = shared / "gold"
    return {
        "PolNeAR": held_out(load(gold / "polnear-train.jsonl"), ENGLISH)[1],
        "Wikinews-fr": held_out(load(gold / "wikinews-fr-train.jsonl"), FRENCH)[1],
        "own, French": held_out(annotated(shared, "fr"), OWN)[1],
        "own, English": held_out(annotated(shared, "en"), OWN)[1],
    }


def scored(reader: Reader, rows: Iterable[Json]) -> Score:
    """The score of what `reader` finds in annotated articles."""
    score = Score()
    for row in rows:
        record = reader.read(parse_text(row["text"], language=row["language"]))
        score_article(row, record.to_dict(), score)
    return score


def main(arguments: Sequence[str] | None = None) -> None:
    """Print F1, in per cent, of every measure for each data set and threshold, and the mean of the first."""
    parser = argparse.ArgumentParser(prog="python -m training.choose", description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with gold/ and articles/")
    parser.add_argument("--model", choices=MODELS, default=MODELS[0], help="which model (default: standard)")
    chosen = parser.parse_args(arguments)
    found = sets(chosen.shared)
    for threshold in _THRESHOLDS:
        reader, loose = Reader(chosen.model, threshold=threshold), []
        for name, rows in found.items():
            measures = scored(reader, rows).measures
            loose.append(measures[_MEASURES[0]].f1)
            shown = ", ".join(f"{m} {100 * measures[m].f1:.1f}" for m in _MEASURES if m in measures)
            print(f"{threshold:.1f} {name}: {shown}")
        print(f"{threshold:.1f} mean: {_MEASURES[0]} {100 * sum(loose) / len(loose):.1f}")


if __name__ == "__main__":
    main()
