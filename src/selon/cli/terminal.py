"""Messages to the person at the terminal."""

from __future__ import annotations

import sys

from selon.exports.safe import plain, to_json

__all__ = ["plain", "say", "to_json"]


def say(message: str) -> None:
    """One line to the person at the terminal, on standard error."""
    print(plain(message), file=sys.stderr, flush=True)
