"""How well predicted time expressions agree with annotated ones, as TempEval-3 measures it.

*Strict*: the same span. *Relaxed*: spans that share a character, paired one to one, those that share most first.
*Type*, *value* and *mod*: relaxed pairs that agree in it, over all that either side has, so that what was not found
counts against them too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from selon.record import TimeExpression
from selon.score.tally import Error, Json, Score, Tally

MEASURES = ("strict", "relaxed", "type", "value", "mod")
_ATTRIBUTES = ("type", "value", "mod")


@dataclass(frozen=True, slots=True)
class TimeError:
    """One disagreement to read: the two expressions, one of which may be missing."""

    gold: Json | None
    predicted: Json | None


@dataclass(slots=True)
class TimeScore:
    """Tallies by measure, and the disagreements in span or value in the order they were met."""

    measures: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})
    errors: list[TimeError] = field(default_factory=list)

    def add(self, gold: Sequence[Json], predicted: Sequence[Json]) -> None:
        """Count one article: expressions as JSON objects with span, type, value and mod."""
        pairs = _pairs(gold, predicted)
        matched = [(gold[i], predicted[j]) for i, j in pairs.items()]
        hits = {name: sum(one.get(name) == other.get(name) for one, other in matched) for name in _ATTRIBUTES}
        hits |= {"relaxed": len(matched), "strict": sum(list(g["span"]) == list(p["span"]) for g, p in matched)}
        for name, tally in self.measures.items():
            tally.add(hits[name], len(gold), len(predicted))
        self.errors += _errors(gold, predicted, pairs)


def score_times(gold: Json, predicted: Json, score: Score) -> None:
    """Add the time expressions of one article to `score`, and the disagreements in span or value."""
    own = TimeScore()
    own.add(gold["times"], predicted["times"])
    for name, tally in own.measures.items():
        score.tally(f"times: {name}").add(tally.hits, tally.gold, tally.predicted)
    for error in own.errors:
        shown = (_shown(gold["text"], row) for row in (error.gold, error.predicted))
        score.errors.append(Error("time", str(gold["id"]), *shown))


def _shown(text: str, row: Json | None) -> str | None:
    if row is None:
        return None
    return " ".join(f"{text[slice(*row['span'])]} | {row['type']} {row['value']} {row.get('mod') or ''}".split())


def time_rows(times: Sequence[TimeExpression]) -> list[dict[str, Any]]:
    """Time expressions as the gold has them: JSON types."""
    return [
        {"span": [time.span.start, time.span.end], "type": time.type.value, "value": time.value, "mod": time.mod}
        for time in times
    ]


def _pairs(gold: Sequence[Json], predicted: Sequence[Json]) -> dict[int, int]:
    """The index of the predicted expression for each annotated one that has its own."""
    shared = [(-_shared(g["span"], p["span"]), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    pairs: dict[int, int] = {}
    for share, i, j in sorted(shared):
        if share < 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _shared(one: Sequence[int], other: Sequence[int]) -> float:
    together = min(one[1], other[1]) - max(one[0], other[0])
    return together / (max(one[1], other[1]) - min(one[0], other[0])) if together > 0 else 0.0


def _errors(gold: Sequence[Json], predicted: Sequence[Json], pairs: Mapping[int, int]) -> Iterator[TimeError]:
    for i, one in enumerate(gold):
        other = predicted[pairs[i]] if i in pairs else None
        if other is None or one["value"] != other["value"]:
            yield TimeError(one, other)
    yield from (TimeError(None, other) for j, other in enumerate(predicted) if j not in pairs.values())
