"""The time expressions of one language, compiled from its `times.toml` to patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import count
from typing import Any

from selon.extract.glance import glance_at
from selon.language.lexicon import read_table
from selon.language.numbers import Amount, number_of
from selon.language.words import lowered
from selon.remembered import Remembered

# Marks and spaces that fonts tell apart and the grammar does not.
_PLAIN = {"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "‑": "-", "–": "-"}
# No number of a time has more words, however many number words a text runs together.
_LONGEST_NUMBER = 8
_WRAP = re.compile(r"(?<!\n)\n(?!\n)")
WORD = re.compile(r"\w+")
_PLACEHOLDER = re.compile(r"<(?:(\w+)=)?(\w+)>")
# The letters that stand for themselves in a regular expression, and with the mark behind them that may be there or not.
_ESCAPE, _LETTERS = re.compile(r"\\."), re.compile(r"[^\W\d_]+\??")
# A time begins with a word, and not amid a number, a price or a compound.
_BEGIN = re.compile(r"(?<![\w$€£])(?<!\d[.,])(?:(?<![^\W\d]-)|(?=\d))")
_END = r"(?!\w)(?![.,:]\d)"


class Means(StrEnum):
    """How the words of an expression add up to a value. AGE: the age of somebody, which is no time."""

    POINT = "point"
    AGO = "ago"
    AHEAD = "ahead"
    EARLIER = "earlier"
    LATER = "later"
    DURATION = "duration"
    SET = "set"
    REFERENCE = "reference"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One match of the grammar: where it stands, what it means, and its words in lower case by the place they fill.

    codes: what the data give for each word; the word itself where it is of no listed class.
    """

    start: int
    end: int
    means: Means
    language: str
    words: Mapping[str, str]
    codes: Mapping[str, str]

    def __contains__(self, name: str) -> bool:
        return name in self.words

    def code(self, name: str) -> str:
        """What the data give for the word at place `name`."""
        return self.codes[name]

    def number(self, name: str) -> int:
        """The number that fills `name`, a code of its class or the digits of the word. Raises ValueError for none."""
        return int(re.sub(r"[^\d-]", "", self.code(name)))

    def amount(self, name: str) -> Amount | None:
        """What the number words under `name` come to."""
        return number_of(self.words[name], self.language)


@dataclass(frozen=True, slots=True)
class _Place:
    """A group of the pattern, the name of the place it fills and the codes of the words that fill it."""

    group: str
    name: str
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Expression:
    """A pattern, what it means, the groups within it, and what its first character may be."""

    pattern: re.Pattern[str]
    means: Means
    places: Sequence[_Place]
    first: re.Pattern[str]


@dataclass(frozen=True)
class Grammar:
    """How one language names times.

    openers: the words with which time expressions begin, beside numbers.
    triggers: the words of which each has at least one, beside numbers.
    vocabulary: all words that may stand in one before its first trigger, beside numbers.
    expressions: by the first character all that may begin with it, in order; the first to fit wins.
    proper: words that are times only with a capital.
    tense: verb forms that tell one, in a group past or future. clause: where a clause ends.
    """

    language: str
    openers: frozenset[str]
    triggers: frozenset[str]
    vocabulary: frozenset[str]
    expressions: Mapping[str, Sequence[_Expression]]
    proper: frozenset[str]
    tense: re.Pattern[str]
    clause: re.Pattern[str]

    def match(self, text: str, plain: str, start: int, end: int) -> Phrase | None:
        """The expression that begins at `start` and ends by `end`; `plain` is `plainly(text)`."""
        if not _BEGIN.match(plain, start, end):
            return None
        for expression in self.expressions[plain[start]]:
            if found := expression.pattern.match(plain, start, end):
                return self._phrase(text, found, expression)
        return None

    def _phrase(self, text: str, found: re.Match[str], expression: _Expression) -> Phrase | None:
        words, codes = {}, {}
        for place in expression.places:
            if (word := found[place.group]) is not None:
                if word in self.proper and not text[found.start(place.group)].isupper():
                    return None
                words[place.name] = word
                codes[place.name] = place.codes.get(word, word)
        return Phrase(found.start(), found.end(), expression.means, self.language, words, codes)


def plainly(text: str) -> str:
    """`text` in lower case with plain apostrophes, hyphens and spaces, character for character.

    The end of a line is a space, but for blank lines.
    """
    for mark, plain_mark in _PLAIN.items():
        text = text.replace(mark, plain_mark)
    return lowered(_WRAP.sub(" ", text))


@cache
def grammar_of(language: str) -> Grammar:
    """The time expressions of `language` (ISO 639-1). Raises UnknownLanguageError for another."""
    table, numbers = read_table(language, "times"), read_table(language, "numbers")
    classes = {name: dict(_forms(codes)) for name, codes in table["words"].items()}
    assembly = _Assembly(classes, _parts(table, classes, numbers), table["fragments"])
    expressions = [
        assembly.expression(Means(entry["means"]), pattern)
        for entry in table["expressions"]
        for pattern in entry["patterns"]
    ]
    listed = [form for forms in classes.values() for form in forms]
    counting = [word for role in ("values", "multipliers", "collectives", "articles") for word in numbers[role]]
    telling = [form for name in table["trigger_classes"] for form in classes[name]]
    patterns = [*table["captures"].values(), *table["fragments"].values()]
    patterns += [pattern for entry in table["expressions"] for pattern in entry["patterns"]]
    future, past = ("|".join(table["tense"][name]) for name in ("future", "past"))
    return Grammar(
        language=language,
        openers=frozenset(WORD.findall(form)[0] for form in [*listed, *counting, *table["openers"]] if form),
        triggers=frozenset(max(WORD.findall(form), key=len) for form in [*telling, *table["triggers"]]),
        vocabulary=_vocabulary([*listed, *_number_words(numbers)], patterns),
        expressions=Remembered(lambda character: [one for one in expressions if one.first.match(character)]),
        proper=frozenset(table["proper"]),
        tense=re.compile(rf"(?<!\w)(?:(?P<future>{future})|(?P<past>{past}))(?!\w)"),
        clause=re.compile(table["tense"]["clause"]),
    )


def _parts(
    table: Mapping[str, Any], classes: Mapping[str, Iterable[str]], numbers: Mapping[str, Any]
) -> dict[str, str]:
    """The pattern for every name that fills a place."""
    parts = {name: _any_of(words) for name, words in classes.items()}
    parts |= {name: _spaced(pattern) for name, pattern in table["captures"].items()}
    return parts | {"count": _counts(numbers)}


def _number_words(numbers: Mapping[str, Any]) -> Iterator[object]:
    """All words that stand in a table of numbers."""
    for words in numbers.values():
        yield from words if isinstance(words, Iterable) and not isinstance(words, str) else ()


def _vocabulary(forms: Iterable[object], patterns: Iterable[str]) -> frozenset[str]:
    """The words of `forms` and those that `patterns` spell, each also with an s behind it."""
    words = {word for form in forms for word in WORD.findall(str(form))}
    for pattern in patterns:
        for letters in _LETTERS.findall(_ESCAPE.sub(" ", _PLACEHOLDER.sub(" ", pattern))):
            words |= {letters[:-2], letters[:-1]} if letters.endswith("?") else {letters}
    return frozenset(words | {f"{word}s" for word in words})


class _Assembly:
    """Puts words and fragments in the place of their names, each with a group of its own."""

    def __init__(
        self, classes: Mapping[str, Mapping[str, str]], parts: Mapping[str, str], fragments: Mapping[str, str]
    ) -> None:
        self._classes, self._parts, self._fragments = classes, parts, fragments
        self._numbers = count()

    def expression(self, means: Means, pattern: str) -> _Expression:
        """The expression that one pattern tells of."""
        places: list[_Place] = []
        source = self._filled(pattern, places)
        first = re.compile(glance_at(source))
        return _Expression(re.compile(f"(?:{source}){_END}"), means, tuple(places), first)

    def _filled(self, pattern: str, places: list[_Place]) -> str:
        def fill(found: re.Match[str]) -> str:
            name, part = found[1] or found[2], found[2]
            if part in self._fragments:
                return f"(?:{self._filled(self._fragments[part], places)})"
            places.append(_Place(f"_{next(self._numbers)}", name, self._classes.get(part, {})))
            return f"(?P<{places[-1].group}>{self._parts[part]})"

        return _PLACEHOLDER.sub(fill, _spaced(pattern))


def _spaced(pattern: str) -> str:
    """The pattern with any run of spaces for each space, and an optional one for ` ?`."""
    return re.sub(r" (\??)", lambda space: " *" if space[1] else " +", pattern)


def _forms(codes: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    return ((form, code) for code, forms in codes.items() for form in forms)


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest that fits, with what they begin with in common written once."""
    branches: dict[str, list[str]] = {}
    for word in words:
        branches.setdefault(word[:1], []).append(word[1:])
    tails = [re.escape(letter) + _any_of(rests) for letter, rests in branches.items() if letter]
    if not tails:
        return ""
    if len(tails) == 1 and "" not in branches:
        return tails[0]
    return f"(?:{'|'.join(tails)}){'?' if '' in branches else ''}"


def _counts(numbers: Mapping[str, Any]) -> str:
    """A number in digits, or a run of number words."""
    groups = _any_of([*numbers["multipliers"], *numbers["collectives"]])
    word = rf"(?:{_any_of(numbers['values'])}|{groups})(?!\w)"
    joint = rf"[ -](?:(?:{_any_of(numbers['joiners'])}) )?"
    article = rf"(?:(?:{_any_of(numbers['articles'])}) (?={groups}))?" if numbers["articles"] else ""
    digits = rf"\d{{1,3}}(?:[{re.escape(''.join(numbers['groups']))}]\d{{3}})+|\d+(?:[.,]\d+)?"
    return f"{digits}|{article}{word}(?:{joint}{word}){{0,{_LONGEST_NUMBER}}}"
