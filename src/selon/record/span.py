"""A stretch of an article's characters."""

from __future__ import annotations

from dataclasses import dataclass

_set = object.__setattr__


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Characters `start` up to but not including `end` of an article's text.

    Raises ValueError when the bounds are not 0 <= start <= end.
    """

    start: int
    end: int

    # Spelt out, for there are more spans than anything else: this takes a third of the time.
    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"a span must have 0 <= start <= end, not ({start}, {end})")
        _set(self, "start", start)
        _set(self, "end", end)

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """True when `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share a character."""
        return self.start < other.end and other.start < self.end
