"""What befell those who are counted: killed, wounded, arrested …, by the words before and behind each count."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from selon.extract.counted import Counted
from selon.extract.figure_words import FigureWords
from selon.extract.quantities import Quantity
from selon.language.measures import is_currency, is_time
from selon.record import Span, Unit

# How far, in characters, before and behind a count the words are looked for that say what befell the counted.
_BEFORE, _BEHIND, _OBJECT = 120, 110, 20
_CLAUSE_END = re.compile(r"[.!?](?=\s|$)|[;:\n]")
_HARMS = frozenset(Unit) - {Unit.PERSON, Unit.PERCENT}
_OPEN = frozenset((Unit.PERSON, Unit.CASUALTY, Unit.DISPLACED, Unit.DETAINED, Unit.HOSTAGE))


class Side(Enum):
    """Where the words stand that say what befell the counted."""

    BEFORE = auto()
    BEHIND = auto()


@dataclass(frozen=True, slots=True)
class Count:
    """A number, what it counts, and on which side of it stand the words that say what befell them, if any do."""

    quantity: Quantity
    counted: Counted
    unit: str | None
    told: Side | None = None

    @property
    def span(self) -> Span:
        """From the first word that bounds the number to the last that says what is counted."""
        return Span(self.quantity.span.start, max(self.quantity.span.end, self.counted.end))

    @property
    def is_open(self) -> bool:
        """Whether nothing yet says what befell the counted, or only what they are called (refugees, victims)."""
        return self.unit is None or self.unit in _OPEN

    @property
    def is_harm(self) -> bool:
        """Whether its unit says what befell people."""
        return self.unit in _HARMS


def with_casualties(
    lower: str, counts: Sequence[Count], start: int, ends: Sequence[int], words: FigureWords
) -> list[Count]:
    """The counts of one passage, in order, each with what befell the counted where the words around it say so.

    lower: the text in lower case. start: where the passage begins. ends: up to where, at most, the words that tell of
    each count stand.
    """
    rooms = _rooms(counts, start, ends)
    told = [_told(lower, count, room, words) for count, room in zip(counts, rooms, strict=True)]
    for place in reversed(range(len(told) - 1)):
        following = told[place + 1]
        together = following.told is Side.BEHIND and _coordinated(lower, told[place], following, words)
        if together and not _is_part(lower, following, words):
            told[place] = _like(told[place], following)
    for place in range(1, len(told)):
        before, count = told[place - 1], told[place]
        if _is_part(lower, count, words) or (before.told is Side.BEFORE and _coordinated(lower, before, count, words)):
            told[place] = _like(count, before)
    return told


def with_shared_units(text: str, counts: Sequence[Count], words: FigureWords) -> list[Count]:
    """The counts, bare numbers among them with the unit of the one they are joined to (aged 14 and 18 years).

    Millions without a thing are of the currency named before them in the clause.
    """
    shared = list(counts)
    for place in reversed(range(len(shared) - 1)):
        count, following = shared[place], shared[place + 1]
        bare = count.unit is None and count.counted.end <= count.quantity.span.end
        if bare and _coordinated(text, count, following, words):
            shared[place] = replace(count, unit=following.unit)
    for place in range(1, len(shared)):
        before, count = shared[place - 1], shared[place]
        between = text[before.span.end : count.span.start]
        if _is_bare_sum(count) and is_currency(before.unit) and not _CLAUSE_END.search(between):
            shared[place] = replace(count, unit=before.unit)
    return shared


def _is_bare_sum(count: Count) -> bool:
    """Whether millions are named, but not of what (deux milliards d'euros, contre 1,7 milliard)."""
    return count.unit is None and count.counted.thing is None and count.quantity.scaled


def _rooms(counts: Sequence[Count], start: int, ends: Sequence[int]) -> list[Span]:
    """Where the words that tell of each count may stand: up to the next one, ages and lengths of time aside."""
    rooms, following = list[Span](), sys.maxsize
    for count, end in zip(reversed(counts), reversed(ends), strict=True):
        rooms.append(Span(start, min(end, following)))
        following = following if is_time(count.unit) else count.span.start
    return rooms[::-1]


def _told(lower: str, count: Count, room: Span, words: FigureWords) -> Count:
    """The count with what befell the counted by the words right before it, behind it, or in a tally before it."""
    if not count.is_open:
        return count
    start = count.span.start
    floor = max(start - _BEFORE, room.start)
    if before := words.harm_before.search(lower, floor, start):
        return replace(count, unit=_unit(before), told=Side.BEFORE)
    if behind := _behind(lower, Span(count.span.end, max(room.end, count.span.end)), words):
        return replace(count, unit=_unit(behind), told=Side.BEHIND)
    tallied = words.harm_tally.search(lower, floor, start)
    return replace(count, unit=_unit(tallied)) if tallied else count


def _behind(lower: str, room: Span, words: FigureWords) -> re.Match[str] | None:
    """The first words behind the count, within its clause, that say what befell the counted."""
    end = min(room.end, room.start + _BEHIND)
    if stop := _CLAUSE_END.search(lower, room.start, end):
        end = stop.start()
    # Beyond the end it is still seen whether the words have an object, but they are none of this count's.
    found = words.harm_behind.search(lower, room.start, end + _OBJECT)
    return found if found and found.end() <= end else None


def _unit(found: re.Match[str]) -> Unit:
    return Unit(str(found.lastgroup))


def _coordinated(text: str, one: Count, other: Count, words: FigureWords) -> bool:
    """Whether only a conjunction stands between two counts."""
    start, end = one.span.end, other.span.start
    found = words.coordination.match(text, start, max(end, start))
    return found is not None and not text[found.end() : end].strip()


def _is_part(text: str, count: Count, words: FigureWords) -> bool:
    """Whether the count is of some of those counted before (dont 12 enfants, 17 of them)."""
    start = count.span.start
    return count.counted.of_them or bool(words.part_before.search(text, max(start - _BEFORE, 0), start))


def _like(count: Count, other: Count) -> Count:
    """The count of the same as another: of those harmed, and where it names nothing itself, of whatever it is."""
    if (count.is_open and other.is_harm) or (count.unit is None and count.counted.thing is None):
        return replace(count, unit=other.unit, told=other.told)
    return count
