"""How well predicted figures agree with annotated ones.

Two figures are paired, one to one, when their spans share a character, those that share most of theirs first. *Found*:
a pair. *Value*: a pair with the same value, low and high. *Unit*: a pair with the same unit. *Speaker*: a pair on the
word of the same speaker, or both on the reporter's own. *All*: a pair that agrees in all of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from selon.record import Figure, Statement
from selon.score.statements import same_speaker
from selon.score.tally import Error, Json, Score, Tally

MEASURES = ("found", "value", "unit", "speaker", "all")


@dataclass(frozen=True, slots=True)
class FigureError:
    """One disagreement to read: the measures that fail, and the two figures (one may be missing)."""

    wrong: tuple[str, ...]
    gold: Json | None
    predicted: Json | None


@dataclass(slots=True)
class FigureScore:
    """Tallies by measure, and the disagreements in the order they were met."""

    measures: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})
    errors: list[FigureError] = field(default_factory=list)

    def add(self, gold: Sequence[Json], predicted: Sequence[Json]) -> None:
        """Count one article: figures as JSON objects with span, value, low, high, unit and speaker."""
        pairs = _pairs(gold, predicted)
        agreed = {(i, j): _agreement(gold[i], predicted[j]) for i, j in pairs.items()}
        for name, tally in self.measures.items():
            tally.add(sum(name in agrees for agrees in agreed.values()), len(gold), len(predicted))
        self.errors += _errors(gold, predicted, pairs)


def score_figures(gold: Json, predicted: Json, score: Score) -> None:
    """Add the figures of one article to `score`, and the disagreements.

    A figure's speaker stands in it, or is that of the statement whose index stands in it.
    """
    own = FigureScore()
    own.add(*([_with_speaker(row, one) for row in one["figures"]] for one in (gold, predicted)))
    for name, tally in own.measures.items():
        score.tally(f"figures: {name}").add(tally.hits, tally.gold, tally.predicted)
    for error in own.errors:
        shown = (_shown(gold["text"], row) for row in (error.gold, error.predicted))
        score.errors.append(Error("figure", str(gold["id"]), *shown))


def _with_speaker(row: Json, article: Json) -> Json:
    if "speaker" in row:
        return row
    number = row.get("statement")
    return {**row, "speaker": None if number is None else article["statements"][number].get("speaker")}


def _shown(text: str, row: Json | None) -> str | None:
    if row is None:
        return None
    told = (f"{name} {row[name]}" for name in ("value", "low", "high", "unit", "speaker") if row.get(name) is not None)
    return f"{' '.join(text[slice(*row['span'])].split())} | {', '.join(told)}"


def figure_rows(figures: Sequence[Figure], statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """Figures as the gold has them: JSON types, with the name of the speaker on whose word they are."""
    return [
        {
            "span": [figure.span.start, figure.span.end],
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "speaker": _speaker(figure, statements),
        }
        for figure in figures
    ]


def _speaker(figure: Figure, statements: Sequence[Statement]) -> str | None:
    speaker = statements[figure.statement].speaker if figure.statement is not None else None
    return speaker.name if speaker else None


def _pairs(gold: Sequence[Json], predicted: Sequence[Json]) -> dict[int, int]:
    """The index of the predicted figure for each gold one that has its own."""
    shares = [(-_share(g["span"], p["span"]), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for share, i, j in sorted(shares):
        if share < 0 and i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _share(one: Sequence[int], other: Sequence[int]) -> float:
    together = min(one[1], other[1]) - max(one[0], other[0])
    return together / (max(one[1], other[1]) - min(one[0], other[0])) if together > 0 else 0.0


def _agreement(gold: Json, predicted: Json) -> frozenset[str]:
    agrees = {"found"}
    if all(gold[name] == predicted[name] for name in ("value", "low", "high")):
        agrees.add("value")
    if gold["unit"] == predicted["unit"]:
        agrees.add("unit")
    if same_speaker(gold["speaker"], predicted["speaker"]):
        agrees.add("speaker")
    return frozenset(agrees | {"all"} if len(agrees) == len(MEASURES) - 1 else agrees)


def _errors(gold: Sequence[Json], predicted: Sequence[Json], pairs: Mapping[int, int]) -> Iterator[FigureError]:
    for i, wanted in enumerate(gold):
        if i not in pairs:
            yield FigureError(("found",), wanted, None)
            continue
        found = predicted[pairs[i]]
        wrong = tuple(name for name in MEASURES[:-1] if name not in _agreement(wanted, found))
        if wrong:
            yield FigureError(wrong, wanted, found)
    for j in set(range(len(predicted))) - set(pairs.values()):
        yield FigureError(("found",), None, predicted[j])
