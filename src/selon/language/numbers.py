"""Numbers as a language writes them, in digits or in words, with where they stand and what they come to.

Every language is a folder beside this module with a `numbers.toml`; nothing here knows any of them by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from selon.language.lexicon import read_table
from selon.record import Span

Amount = int | float
# Spaces that part groups of digits in every language, what may stand between the words of one number, and around what
# joins them.
_FIXED_SPACES = "\u00a0\u202f\u2009"
_BETWEEN = r"\- ‑" + _FIXED_SPACES
_EDGES = "- ‑\n\t\r" + _FIXED_SPACES
_HUNDRED = 100
# From here on no number of a news text means anything.
_ABSURD = Decimal(10) ** 27
_LONGEST = 27


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text.

    value: what it comes to; None where it is indefinite (des milliers) or beyond all sense.
    least: for an indefinite number the group it is counted in: 1000 for des milliers.
    rough: it is said in round groups (une trentaine). in_words: it has no digits.
    scale: what its last word multiplies by (1,2 million), 1 where it ends otherwise.
    """

    span: Span
    value: Amount | None
    least: Amount | None = None
    rough: bool = False
    in_words: bool = False
    scale: int = 1


def find_numbers(text: str, language: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """The numbers of `text` from character `start` to `end`, in order; ranks (3rd, XIXe) and fractions are none.

    Raises UnknownLanguageError when selon has no numbers for `language` (ISO 639-1).
    """
    grammar = _grammar_of(language)
    parts = list(grammar.parts(text, start, len(text) if end is None else end))
    place = 0
    while place < len(parts):
        reading = _Reading(grammar, text, parts, place)
        number, place = reading.number(), max(reading.place, place + 1)
        if number and not grammar.ranked.match(text, number.span.end):
            yield number


def number_of(words: str, language: str) -> Amount | None:
    """What `words`, all of them together, come to: 21 for vingt et un; None where they are no definite number.

    Raises UnknownLanguageError when selon has no numbers for `language` (ISO 639-1).
    """
    found = next(find_numbers(words, language), None)
    return found.value if found and found.span.of(words) == words.strip() else None


class _Role(StrEnum):
    """What a word does in a number; all but digits are tables of `numbers.toml`."""

    DIGITS = "digits"
    VALUE = "values"
    MULTIPLIER = "multipliers"
    COLLECTIVE = "collectives"
    ARTICLE = "articles"
    VAGUE = "vague"
    HALF = "halves"
    OTHER = "others"


@dataclass(frozen=True, slots=True)
class _Part:
    """A word, or run of digits, that a number may be made of."""

    start: int
    end: int
    role: _Role
    value: Decimal
    word: str = ""


@dataclass(frozen=True)
class _Grammar:
    """How the numbers of one language are put together; every word is casefolded.

    longest_joiner: how many characters the longest of `joiners` and `of` has.
    """

    pattern: re.Pattern[str]
    ranked: re.Pattern[str]
    words: Mapping[str, tuple[_Role, Amount]]
    suffixes: Mapping[str, int]
    teens_after: frozenset[int]
    joiners: Mapping[str, int]
    of: frozenset[str]
    bare: frozenset[str]
    indefinite: frozenset[str]
    longest_joiner: int

    def parts(self, text: str, start: int, end: int) -> Iterator[_Part]:
        """The words and digits of numbers, in order of the text."""
        for match in self.pattern.finditer(text, start, end):
            if match["whole"]:
                value = _digits_value(match["whole"], match["decimals"] or "0")
                value *= self.suffixes[match["suffix"].casefold()] if match["suffix"] else 1
                yield _Part(*match.span(), _Role.DIGITS, value.copy_negate() if match["minus"] else value)
            elif (word := _plain(match.group())) in self.words:
                role, amount = self.words[word]
                yield _Part(*match.span(), role, Decimal(amount), word)


class _Reading:
    """Reads the number that begins at one part; `place` is where the next one may begin."""

    def __init__(self, grammar: _Grammar, text: str, parts: Sequence[_Part], place: int) -> None:
        self._grammar, self._text, self._parts = grammar, text, parts
        self._first = self.place = place

    def number(self) -> Number | None:
        """The number, or None where the part begins none."""
        first = self._parts[self.place]
        if first.role in (_Role.OTHER, _Role.HALF):
            return None
        if first.role is _Role.VAGUE or (first.word in self._grammar.indefinite):
            return self._indefinite(first)
        value, scale = self._exact(first)
        if value is None:
            return None
        groups = self._groups()
        return self._made(value * (groups or 1), rough=groups is not None, scale=scale)

    def _indefinite(self, first: _Part) -> Number | None:
        self.place += first.role is _Role.VAGUE
        least = self._groups(after=first.role is _Role.VAGUE)
        return self._made(None, least=least) if least else None

    def _exact(self, first: _Part) -> tuple[Decimal | None, int]:
        """What the definite words and digits from here on come to, and what the last of them multiplies by."""
        if first.role is _Role.ARTICLE:
            self.place += 1
            following = self._next(plainly=True)
            if following is None or following.role not in (_Role.MULTIPLIER, _Role.COLLECTIVE):
                return None, 1
        elif first.role is _Role.COLLECTIVE:
            return Decimal(1), 1
        elif first.role is _Role.MULTIPLIER and first.word not in self._grammar.bare:
            return None, 1
        total, current, scale = Decimal(0), Decimal(1) if first.role is _Role.ARTICLE else None, 1
        while (part := self._next()) and (joined := self._joined(total, current, scale, part)):
            total, current, scale = joined
            self.place += 1
        return total + (current or 0), scale

    def _joined(
        self, total: Decimal, current: Decimal | None, scale: int, part: _Part
    ) -> tuple[Decimal, Decimal | None, int] | None:
        """The sum so far with `part` added or multiplied in, or None where it cannot belong to it."""
        if part.role is _Role.DIGITS:
            return (total, part.value, 1) if self.place == self._first else None
        if part.role is _Role.VALUE:
            return (total, (current or 0) + part.value, 1) if self._adds(current, part) else None
        if self._gap():
            return None
        if part.role is _Role.HALF:
            return (total + Decimal(scale) / 2, None, scale) if current is None else (total, current + part.value, 1)
        if part.role is not _Role.MULTIPLIER:
            return None
        if part.value == _HUNDRED:
            written = self._parts[self.place - 1].role is _Role.DIGITS
            fits = current is None or (current < _HUNDRED and not written)
            return (total, (current or 1) * part.value, 1) if fits else None
        if total and scale <= part.value and total % part.value:
            return None
        return total + (1 if current is None else current) * part.value, None, int(part.value)

    def _adds(self, current: Decimal | None, part: _Part) -> bool:
        """Whether a number word goes on the sum: two behind twenty, not twenty behind two."""
        if self.place > self._first:
            previous, greatest = self._parts[self.place - 1], self._grammar.joiners.get(self._gap())
            if previous.role is _Role.DIGITS or (greatest is not None and part.value > greatest) or not part.value:
                return False
            if greatest is not None and self._before_hundred():
                return False
        if current is None:
            return True
        rest = current % _HUNDRED
        if not rest:
            return current > 0
        room = 20 if rest in self._grammar.teens_after else 10
        return rest >= 20 and not rest % 10 and 0 < part.value < room

    def _before_hundred(self) -> bool:
        """Whether the next part but one is a hundred, which begins another number: one hundred and two hundred."""
        following = self._parts[self.place + 1 : self.place + 2]
        return any(part.role is _Role.MULTIPLIER and part.value == _HUNDRED for part in following)

    def _groups(self, *, after: bool = False) -> Decimal | None:
        """What the groups from here on multiply by (dizaines de milliers); None where there is none."""
        product: Decimal | None = None
        while part := self._next(of=product is not None):
            group = part.role is _Role.COLLECTIVE or part.word in self._grammar.indefinite
            if not group and not (part.role is _Role.MULTIPLIER and (after or product is not None)):
                break
            product = (product or 1) * part.value
            self.place += 1
        return product

    def _next(self, *, plainly: bool = False, of: bool = False) -> _Part | None:
        """The part that stands right behind what has been read, with nothing but what may join them between."""
        if self.place == len(self._parts):
            return None
        gap = self._gap()
        allowed = not gap or (gap in self._grammar.of if of else not plainly and gap in self._grammar.joiners)
        return self._parts[self.place] if allowed else None

    def _gap(self) -> str:
        """The words between what has been read and the next part, nothing where nothing has been read."""
        if self.place == self._first:
            return ""
        between = self._text[self._parts[self.place - 1].end : self._parts[self.place].start]
        # Mostly half a sentence stands there, of which one look tells that it joins nothing.
        return _plain(between) if len(between.strip(_EDGES)) <= self._grammar.longest_joiner else between

    def _made(
        self, value: Decimal | None, *, least: Decimal | None = None, rough: bool = False, scale: int = 1
    ) -> Number:
        used = self._parts[self._first : self.place]
        span = Span(used[0].start, used[-1].end)
        return Number(span, _amount(value), _amount(least), rough, used[0].role is not _Role.DIGITS, scale)


def _digits_value(whole: str, decimals: str) -> Decimal:
    digits = re.sub(r"[^0-9]", "", whole)
    return Decimal(f"{digits}.{decimals[:_LONGEST]}") if len(digits) <= _LONGEST else _ABSURD


def _amount(value: Decimal | None) -> Amount | None:
    if value is None or abs(value) >= _ABSURD:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


@lru_cache(maxsize=4096)
def _plain(words: str) -> str:
    return re.sub(rf"[{_BETWEEN}]+", " ", words).replace("’", "'").strip().casefold()


@cache
def _grammar_of(language: str) -> _Grammar:
    table = read_table(language, "numbers")
    words: dict[str, tuple[_Role, Amount]] = {}
    for role in (_Role.VALUE, _Role.MULTIPLIER, _Role.COLLECTIVE):
        words |= {_plain(word): (role, amount) for word, amount in table[role].items()}
    for role in (_Role.ARTICLE, _Role.VAGUE, _Role.HALF, _Role.OTHER):
        words |= {_plain(word): (role, 0.5 if role is _Role.HALF else 1) for word in table[role]}
    return _Grammar(
        pattern=re.compile(f"{_digits(table)}|{_words(words)}"),
        ranked=re.compile(rf"-{table['ordinal_words']}|[\s-]{_any_of(table['fractions'])}\b", re.IGNORECASE),
        words=words,
        suffixes=table["suffixes"],
        teens_after=frozenset(table["teens_after"]),
        joiners=table["joiners"],
        of=frozenset(table["of"]),
        bare=frozenset(table["bare"]),
        indefinite=frozenset(table["indefinite"]),
        longest_joiner=max(map(len, (*table["joiners"], *table["of"]))),
    )


def _digits(table: Mapping[str, Any]) -> str:
    """The pattern of a number in digits, which belongs to no word, time, address or longer number."""
    groups = re.escape(_FIXED_SPACES + "".join(table["groups"]))
    bracketed = r"(?:(?<=\()|(?<=\(\s))"
    sign = rf"(?:(?P<minus>(?<=[\s(])[-−](?=[0-9])|{bracketed}[-−–]\s)|(?<=[\s(])\+(?=[0-9])|{bracketed}\+\s)?"
    whole = rf"(?P<whole>[0-9]{{1,3}}(?:[{groups}][0-9]{{3}})+(?![0-9])|[0-9]+)"
    decimals = rf"(?:[{re.escape(''.join(table['decimals']))}](?P<decimals>[0-9]+))?"
    suffix = rf"(?:(?P<suffix>(?i:{_any_of(table['suffixes'])}))(?!\w)(?(priced)|(?=\s?[$€£¥])))?"
    unspoilt = rf"(?![.,:/]?[0-9])(?!\s?(?i:{_any_of(table['ordinal_endings'])})\b)"
    free = r"(?=[-−–+0-9])(?<![\w#@.])(?<!\w[/:.,])(?<![^\W\d]-)(?P<priced>(?<=[$€£¥]))?"
    return f"{free}{sign}{whole}{decimals}{suffix}{unspoilt}"


def _words(words: Iterable[str]) -> str:
    """The pattern of the words in any case, longest first, told apart by their first letters: most words of a text have
    others, which is seen soonest when case is not left to the pattern there."""
    initials: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        initials.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", f"[{_BETWEEN}]+"))
    branches = [f"[{initial}{_other_cases(initial)}](?i:{'|'.join(rests)})" for initial, rests in initials.items()]
    return rf"\b(?:{'|'.join(branches)})\b"


def _other_cases(letter: str) -> str:
    """The letters that are this one in another case, old ones too (ſ)."""
    return letter.upper() + {"s": "ſ", "k": "\u212a"}.get(letter, "")


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
