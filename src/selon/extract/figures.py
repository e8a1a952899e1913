"""Figures: what a text counts and measures, within which bounds, and in which statement."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from selon.extract.casualties import Count, with_casualties, with_shared_units
from selon.extract.counted import Counted, counted_behind
from selon.extract.figure_words import FigureWords, figure_words
from selon.extract.quantities import Quantity, bound_behind, find_quantities, is_year
from selon.language.measures import is_time
from selon.language.words import folded, lowered
from selon.record import Figure, Span, Statement, Unit

_REACH = 60
# A word with a capital that begins no sentence, right before a number.
_NAME = re.compile(r"(?<=[^\s.!?:«“\"][ ’'])(?P<name>[A-Z][^\s.,;:!?]*) $")
_YEARS = "year"
# What a word for one tells by the noun alone (un mort); the others are also what people are called (un détenu).
_FALLEN = (Unit.KILLED, Unit.WOUNDED, Unit.MISSING)


def find_figures(
    text: str, passages: Sequence[Span], language: str, statements: Sequence[Statement]
) -> tuple[Figure, ...]:
    """The figures in the `passages` of `text`, in order, each with the innermost of `statements` it stands in.

    Dates, years, ranks, scores and numbers in names are no figures; ages and lengths of time are. The word for one,
    words for none, and number words that take up what was told (les deux hommes) count only where people were harmed.
    Raises UnknownLanguageError when selon does not read `language` (ISO 639-1).
    """
    words, told, lower = figure_words(language), _Told(statements), lowered(text)
    counts = (count for passage in passages for count in _counts(text, lower, passage, language, words, told))
    return tuple(_figure(count, told) for count in counts)


def _counts(text: str, lower: str, passage: Span, language: str, words: FigureWords, told: _Told) -> Iterator[Count]:
    quantities = find_quantities(text, lower, passage, language, words)
    counts = [_count(text, quantity, passage, words) for quantity in quantities]
    counting = [count for count in counts if not _is_name(text, count, passage, words)]
    ends = [min(told.own_words_end(count.span), passage.end) for count in counting]
    for count in with_casualties(lower, with_shared_units(text, counting, words), passage.start, ends, words):
        if _is_figure(text, count, passage, words):
            yield count


def _count(text: str, quantity: Quantity, passage: Span, words: FigureWords) -> Count:
    """What one quantity counts, with the half and the bound that stand behind that (deux ans et demi au plus)."""
    if quantity.nobody:
        return Count(quantity, Counted(quantity.span.end), None)
    counted = counted_behind(text, quantity.span.end, passage.end, words)
    unit = quantity.price or counted.unit or (_YEARS if _is_age(text, quantity, passage, words) else None)
    half = words.half_behind.match(text, counted.end, passage.end) if counted.unit else None
    if half and quantity.value is not None:
        quantity, counted = replace(quantity, value=quantity.value + 0.5), replace(counted, end=half.end())
    bounded, end = bound_behind(text, quantity, counted.end, passage.end, words)
    return Count(bounded, counted if end == counted.end else replace(counted, end=end), unit)


def _is_age(text: str, quantity: Quantity, passage: Span, words: FigureWords) -> bool:
    """Whether a bare number stands as ages do (aged 28; Jane Roe, 28,)."""
    floor = max(quantity.core.start - _REACH, passage.start)
    if words.age_before.search(text, floor, quantity.core.start):
        return True
    apposed = words.age_apposed.search(text, floor, quantity.core.start)
    return bool(apposed and words.age_behind.match(text, quantity.core.end, passage.end))


def _is_figure(text: str, count: Count, passage: Span, words: FigureWords) -> bool:
    """Whether the count says something, rather than placing something in time, naming it or taking it up again."""
    quantity = count.quantity
    if quantity.weak and not _is_told(count):
        return False
    if _is_moment(text, count, passage, words):
        return False
    if count.unit:
        return True
    counted = count.counted
    tells = counted.thing or counted.of_them or counted.of or quantity.bound or quantity.low or quantity.large
    return bool(tells) and _is_free(text, quantity.core.end)


def _is_told(count: Count) -> bool:
    """Whether a word for one or none is a figure: it says what befell somebody, or is a measure other than of time."""
    unit = count.counted.unit
    if count.quantity.nobody or unit is None:
        return count.quantity.nobody and count.is_harm
    if count.is_harm:
        return bool(count.told or count.quantity.value == 0 or unit in _FALLEN)
    return unit is not Unit.PERSON and not is_time(unit)


def _is_moment(text: str, count: Count, passage: Span, words: FigureWords) -> bool:
    """Whether a length of time places something instead of measuring it (il y a dix ans, the last 15 months)."""
    start, end = count.span.start, count.quantity.core.end
    if words.moment_within.match(text, end, passage.end):
        return count.unit is None or is_time(count.unit)
    if not is_time(count.unit):
        return False
    before = words.moment_before.search(text, max(start - _REACH, passage.start), start)
    return bool(before or words.moment_behind.match(text, count.span.end, passage.end))


def _is_name(text: str, count: Count, passage: Span, words: FigureWords) -> bool:
    """Whether mere digits are a year or end a name, a word with a capital right before them (Apollo 11)."""
    if count.quantity.bound or not count.quantity.plain:
        return False
    # Where adjectives precede their noun, a year may be one: the 2018 death toll.
    counted = count.unit if words.noun_first or count.unit not in set(Unit) else None
    if is_year(text, count.quantity.core) and not counted:
        return True
    before = _NAME.search(text, max(count.span.start - _REACH, passage.start), count.span.start)
    return before is not None and not count.unit and folded(before["name"]) not in words.stops


def _is_free(text: str, end: int) -> bool:
    """Whether nothing is joined to the number's end (two-tier, 3D)."""
    return not (text[end : end + 1].isalpha() or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()))


def _figure(count: Count, told: _Told) -> Figure:
    value, low, high = count.quantity.limits()
    return Figure(
        span=count.span,
        value=value,
        low=low,
        high=high,
        unit=count.unit,
        thing=count.counted.thing,
        statement=told.innermost(count.quantity.core),
    )


class _Told:
    """In which of an article's statements figures stand, as what is said or as who says it."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        self._contents = _Pieces([statement.content for statement in statements])
        self._sources = _Pieces([statement.source for statement in statements])

    def innermost(self, span: Span) -> int | None:
        """The number of the shortest statement that has `span` in its content."""
        around = [
            (sum(piece.end - piece.start for piece in self._statements[number].content), number)
            for number in self._contents.around(span)
        ]
        return min(around)[1] if around else None

    def own_words_end(self, span: Span) -> int:
        """Where what is said by those counted at `span` begins, which is not about them: two men said she was dead."""
        said = (piece.start for number in self._sources.around(span) for piece in self._statements[number].content)
        return min((start for start in said if start >= span.end), default=sys.maxsize)


class _Pieces:
    """The pieces of text that each of some things consists of."""

    def __init__(self, things: Sequence[Sequence[Span]]) -> None:
        self._pieces = sorted((piece, number) for number, pieces in enumerate(things) for piece in pieces)
        # How far the pieces up to each of them reach.
        self._reached = list(accumulate((piece.end for piece, _ in self._pieces), max))

    def around(self, span: Span) -> Iterator[int]:
        """The numbers of the things of which a piece has all of `span`."""
        place = bisect_right(self._pieces, span.start, key=lambda one: one[0].start) - 1
        while place >= 0 and self._reached[place] >= span.end:
            piece, number = self._pieces[place]
            if piece.covers(span):
                yield number
            place -= 1
