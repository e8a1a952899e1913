"""What becomes of one input among many that cannot be read: it is set aside with the reason, the others go on."""

from __future__ import annotations

from dataclasses import dataclass

from selon.errors import SelonError


@dataclass(frozen=True, slots=True)
class Failure:
    """An input among several that could not be read.

    origin: its path or address, with its place inside (a line, a record) where it holds several articles.
    reason: one sentence on what is wrong and what to do.
    """

    origin: str
    reason: str

    @classmethod
    def of(cls, origin: str, error: Exception) -> Failure:
        """What `error` did to the input `origin`, foreseen or not: it must not cost the others."""
        foreseen = isinstance(error, SelonError | OSError)
        reason = str(error) if foreseen else f"{origin} could not be read ({type(error).__name__}: {error})"
        return cls(origin, reason)
