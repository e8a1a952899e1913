"""Numbers of things in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """`number` and the noun in its number: "1 article", "2,304 statements"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def were(number: int) -> str:
    """The verb for so many things."""
    return "was" if number == 1 else "were"
