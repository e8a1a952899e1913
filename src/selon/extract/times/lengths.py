"""Lengths of time, as TIMEX3 writes them: P3M, PT30M, P2Y6M, PXD."""

from __future__ import annotations

from selon.extract.times.grammar import Phrase
from selon.language.numbers import Amount

# What a unit counts in TIMEX3: how many of which letter; those of the clock stand behind a T.
_LETTERS = {
    "TS": (1, "S"),
    "TM": (1, "M"),
    "TH": (1, "H"),
    "D": (1, "D"),
    "WE": (1, "WE"),
    "W": (1, "W"),
    "2W": (2, "W"),
    "M": (1, "M"),
    "Q": (1, "Q"),
    "H": (6, "M"),
    "Y": (1, "Y"),
    "E": (10, "Y"),
    "25Y": (25, "Y"),
    "C": (100, "Y"),
    "L": (1000, "Y"),
}
# Half of a unit, in the next smaller one.
_HALVES = {
    "Y": (6, "M"),
    "H": (3, "M"),
    "M": (15, "D"),
    "D": (12, "TH"),
    "TH": (30, "TM"),
    "TM": (30, "TS"),
    "E": (5, "Y"),
    "C": (50, "Y"),
}
# Longer than this, in any unit, no news text means it.
_LONGEST = 10**10


def length(phrase: Phrase) -> str | None:
    """The length that `phrase` names: its count of its unit, and what a second unit or a half adds."""
    unit = phrase.code("unit")
    if "half" in phrase:
        return _written([_HALVES[unit]]) if unit in _HALVES else None
    count = counted(phrase)
    if "count" in phrase and (count is None or not 0 <= count < _LONGEST):
        return None
    parts: list[tuple[Amount | None, str]] = [(count, unit)]
    if "and_half" in phrase and unit in _HALVES:
        parts.append(_HALVES[unit])
    if "smaller_unit" in phrase:
        parts.append((phrase.amount("smaller_count"), phrase.code("smaller_unit")))
    return _written(parts)


def counted(phrase: Phrase) -> Amount | None:
    """How many units `phrase` counts: one where it gives no count, None where the count is vague or absurd."""
    if "vague" in phrase:
        return None
    if "couple" in phrase:
        return phrase.number("couple")
    return phrase.amount("count") if "count" in phrase else 1


def _written(parts: list[tuple[Amount | None, str]]) -> str:
    written, clock = "P", False
    for count, unit in parts:
        times, letter = _LETTERS[unit]
        if unit.startswith("T") and not clock:
            written, clock = written + "T", True
        written += f"{'X' if count is None else _plain(count * times)}{letter}"
    return written


def _plain(count: Amount) -> Amount:
    """`count` without decimals where they are none: half a century is 50 years."""
    return int(count) if count == int(count) else count
