"""What scoring counts: hits among annotated and predicted items, and the disagreements to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """Hits among gold and predicted items, and the figures they make."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    def add(self, hits: int, gold: int, predicted: int) -> None:
        """Count one more article."""
        self.hits += hits
        self.gold += gold
        self.predicted += predicted

    @property
    def precision(self) -> float:
        """Hits per predicted item, 0 when nothing was predicted."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Hits per gold item, 0 when there is no gold."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement to read: what kind, in which article, and the two statements (one may be missing)."""

    kind: str
    article: str
    gold: str | None
    predicted: str | None


@dataclass(slots=True)
class Score:
    """Tallies by measure, recall of gold contents by form, and the disagreements in order of the text."""

    measures: dict[str, Tally] = field(default_factory=dict)
    forms: dict[str, Tally] = field(default_factory=dict)
    agreement: dict[str, Tally] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    def tally(self, name: str) -> Tally:
        """The tally of a measure, made when first asked for."""
        return self.measures.setdefault(name, Tally())


def kinds_of(errors: Iterable[Error]) -> Counter[str]:
    """How many errors of each kind."""
    return Counter(error.kind for error in errors)
