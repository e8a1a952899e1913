"""The numbers of a text that may be figures, with the words that bound them; dates, ranks and names are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selon.extract.counted import counted_behind
from selon.extract.figure_words import Bound, FigureWords
from selon.language.numbers import Amount, Number, find_numbers
from selon.record import Span

# How many characters before a number are looked at, and how many words of bounds one may have (about at least).
_REACH, _MOST_BOUNDS = 60, 2
_YEAR = re.compile(r"(?:1[0-9]|20)[0-9]{2}")
_DIGITS = re.compile(r"[0-9]+")
_ADDRESS = re.compile(r"\S{0,200}(?:://|www\.|@|\.(?:com|org|net|fr|uk)\b)\S{0,200}")
_LIST_MARK = re.compile(r"(?:^|(?<=\n))[0-9]{1,2}[.)](?=\s)|(?<=\()[0-9]{1,2}\)|(?<=\[)[0-9]+\]")
_DATE = re.compile(r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}(?![0-9])|[0-9]{2,4}(?:[-. ][0-9]{2,4}){2,5}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number, or two that bound a third.

    core: the numbers alone. span: with the words of bounds and signs of currency around them.
    value: None for a range, for an indefinite number and for one beyond all sense; low, high: a range's ends.
    weak: a word for one or none, or a number that takes up what was told before (les deux hommes).
    nobody: it stands for people without naming them. plain: it is mere digits, as in a name or a year.
    large: it has groups, decimals or a word for thousands or millions; scaled: it has that word.
    """

    core: Span
    span: Span
    value: Amount | None
    low: Amount | None = None
    high: Amount | None = None
    bound: Bound | None = None
    price: str | None = None
    weak: bool = False
    nobody: bool = False
    plain: bool = False
    large: bool = False
    scaled: bool = False

    def limits(self) -> tuple[Amount | None, Amount | None, Amount | None]:
        """Value, low and high, as a Figure has them."""
        if self.value is None:
            return None, self.low, self.high
        low = None if self.bound in (Bound.APPROXIMATE, Bound.AT_MOST) else self.value
        high = None if self.bound in (Bound.APPROXIMATE, Bound.AT_LEAST) else self.value
        return self.value, low, high


def find_quantities(text: str, lower: str, passage: Span, language: str, words: FigureWords) -> list[Quantity]:
    """The quantities of one passage, in order; lower: `text` in lower case.

    Raises UnknownLanguageError for a language without numbers.
    """
    found = list(find_numbers(text, language, passage.start, passage.end))
    numbers = [one for one in _undated(text, found, passage) if not _is_no_figure(text, lower, one, passage, words)]
    quantities = list(_paired(text, numbers, passage, words))
    taken = {quantity.core.start for quantity in quantities}
    nones = (_none(none) for none in words.none.finditer(lower, passage.start, passage.end))
    return sorted([*quantities, *(none for none in nones if none.core.start not in taken)], key=lambda one: one.core)


def is_year(text: str, span: Span) -> bool:
    """Whether the number, or both numbers, at `span` are written as years are."""
    return all(map(_YEAR.fullmatch, _DIGITS.findall(text, span.start, span.end)))


def bound_behind(text: str, quantity: Quantity, place: int, end: int, words: FigureWords) -> tuple[Quantity, int]:
    """The quantity with the bound that stands at `place` behind it (ou plus), and where that ends."""
    found = words.bound_behind.match(text, place, end)
    if not found:
        return quantity, place
    return replace(quantity, bound=quantity.bound or _kind(found)), found.end()


def _undated(text: str, numbers: Sequence[Number], passage: Span) -> Iterator[Number]:
    """The numbers that are no part of a date in digits or of the like of a telephone number."""
    dated = passage.start
    for number in numbers:
        date = _DATE.match(text, number.span.start, passage.end)
        if date and date.end() > number.span.end:
            dated = max(dated, date.end())
        if number.span.start >= dated:
            yield number


def _is_no_figure(text: str, lower: str, number: Number, passage: Span, words: FigureWords) -> bool:
    start, end, floor = number.span.start, passage.end, max(number.span.start - _REACH, passage.start)
    # The words for one are articles too: they count where it is told what befell somebody, or in what unit.
    if number.in_words and number.value == 1 and counted_behind(text, number.span.end, end, words).unit is None:
        return True
    if words.never_at.match(text, start, end) or _LIST_MARK.match(text, start, end):
        return True
    token = next((place + 1 for place in range(start - 1, floor - 1, -1) if text[place].isspace()), floor)
    address = _ADDRESS.match(text, token, end)
    if address and address.end() > start:
        return True
    return words.never_before.search(lower, floor, start) is not None


def _paired(text: str, numbers: Sequence[Number], passage: Span, words: FigureWords) -> Iterator[Quantity]:
    place = 0
    while place < len(numbers):
        spread = _spread(text, numbers[place : place + 2], passage, words)
        yield spread or _single(text, numbers[place], passage, words)
        place += 2 if spread else 1


def _spread(text: str, pair: Sequence[Number], passage: Span, words: FigureWords) -> Quantity | None:
    """The range that two numbers bound (de 20 à 30, between $20 and $30), or None where they do not."""
    if len(pair) < 2 or pair[0].value is None or pair[1].value is None:
        return None
    first, second = pair
    low, high, gap = _shared(first, second), second.value, Span(first.span.end, second.span.start)
    if low is None or high is None or low >= high:
        return None
    start = max(first.span.start - _REACH, passage.start)
    priced = words.price_before.search(text, start, first.span.start)
    begun = priced.start() if priced else first.span.start
    if before := words.between_before.search(text, start, begun):
        joined = _joins(text, gap, words.between_gap, words)
    else:
        before = words.range_before.search(text, start, begun)
        became = before is not None and words.change_before.search(text, start, before.start())
        joined = not became and _joins(text, gap, words.range_gap, words)
    if not joined:
        return None
    whole = Span(before.start() if before else begun, second.span.end)
    core = Span(first.span.start, second.span.end)
    plain = all(number.span.of(text).isdigit() for number in pair)
    return _bounded(
        text, Quantity(core, whole, None, low, high, None, _price(priced, words), plain=plain), passage, words
    )


def _joins(text: str, gap: Span, pattern: re.Pattern[str], words: FigureWords) -> bool:
    """Whether between two numbers stands what joins them to a range, signs of their currency or unit aside."""
    start = gap.start
    if sign := words.sign_behind.match(text, start, gap.end):
        start = sign.end() if pattern is words.between_gap else start
    found = pattern.match(text, start, gap.end)
    rest = text[found.end() : gap.end].strip() if found else "no"
    return not rest or rest in words.measures.prices


def _shared(first: Number, second: Number) -> Amount | None:
    """The value of the first of two numbers, in the millions of the second where only that one names them."""
    low, high = first.value, second.value
    if low is None or high is None:
        return None
    if not (first.scale == 1 < second.scale and low < high / second.scale):
        return low
    shared = round(low * second.scale, 6)
    return int(shared) if shared == int(shared) else shared


def _single(text: str, number: Number, passage: Span, words: FigureWords) -> Quantity:
    start = max(number.span.start - _REACH, passage.start)
    priced = words.price_before.search(text, start, number.span.start)
    span = Span(priced.start() if priced else number.span.start, number.span.end)
    exact = number.in_words and not number.rough and isinstance(number.value, int)
    refers = bool(words.referring_before.search(text, start, span.start))
    plain = number.span.of(text).isdigit()
    quantity = Quantity(
        core=number.span,
        span=span,
        value=number.value,
        low=number.least,
        bound=Bound.APPROXIMATE if number.rough else None,
        price=_price(priced, words),
        weak=exact and (refers or number.value in (0, 1)),
        plain=plain,
        large=number.scale > 1 or not (plain or number.in_words),
        scaled=number.scale > 1,
    )
    return _bounded(text, quantity, passage, words)


def _bounded(text: str, quantity: Quantity, passage: Span, words: FigureWords) -> Quantity:
    """The quantity with the bounds said right before it; the first said of two holds (au moins une centaine)."""
    for _ in range(_MOST_BOUNDS):
        start = quantity.span.start
        found = words.bound_before.search(text, max(start - _REACH, passage.start), start)
        if not found:
            break
        quantity = replace(quantity, span=Span(found.start(), quantity.span.end), bound=_kind(found))
    bounded, stop = bound_behind(text, quantity, quantity.span.end, passage.end, words)
    return bounded if bounded is quantity else replace(bounded, span=Span(quantity.span.start, stop))


def _none(found: re.Match[str]) -> Quantity:
    span = Span(*found.span())
    return Quantity(span, span, 0, weak=True, nobody=bool(found["nobody"]))


def _kind(found: re.Match[str]) -> Bound:
    return Bound(str(found.lastgroup))


def _price(found: re.Match[str] | None, words: FigureWords) -> str | None:
    return words.measures.prices[found["sign"]] if found else None
