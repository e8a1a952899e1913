"""Why something could not be read, in one sentence."""

from __future__ import annotations


def sentence_of(origin: str, reason: str) -> str:
    """The `reason`, beginning with where it arose unless it names that place itself."""
    return reason if origin in reason else f"{origin}: {reason}"
