"""What a number counts or measures, by the words right behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selon.extract.figure_words import FigureWords
from selon.language.measures import plain_words
from selon.language.words import folded
from selon.record import Span

_WORD = re.compile(r"[^\S\n]*(?P<word>(?:[A-Z]\.){2,}|[^\W\d_][\w'’./²³-]*[\w²³]|[^\W\d_])")
_JOINED = re.compile(r"(?:[^\S\n]*|-|‑)(?P<word>[^\W\d_][\w²³/]*)")
# How many words, adjectives among them, a noun phrase may have, and how many the name of a unit.
_LONGEST_PHRASE, _LONGEST_UNIT = 6, 4


@dataclass(frozen=True, slots=True)
class Counted:
    """What stands behind a number, up to character `end`.

    of_them: it counts some of those counted before. of: it counts some of what is named, but without its noun (two of
    the five samples).
    """

    end: int
    unit: str | None = None
    thing: Span | None = None
    of_them: bool = False
    of: bool = False


def counted_behind(text: str, start: int, end: int, words: FigureWords) -> Counted:
    """What is counted by the number that ends at `start`; nothing beyond `end` is read."""
    if found := words.sign_behind.match(text, start, end):
        return Counted(found.end(), words.measures.signs[found["sign"]])
    if found := words.of_them.match(text, start, end):
        return Counted(found.end(), of_them=True)
    place = _past_of(text, start, end, words)
    return _measured(text, place, end, words) or _noun(text, place, end, words) or Counted(start, of=place > start)


def _past_of(text: str, start: int, end: int, words: FigureWords) -> int:
    """Where the noun phrase begins: behind an of and the determiner that may follow it."""
    of = words.of.match(text, start, end)
    if not of:
        return start
    determiner = words.determiner.match(text, of.end(), end)
    return determiner.end() if determiner else of.end()


def _measured(text: str, start: int, end: int, words: FigureWords) -> Counted | None:
    """The percentage, currency or unit named at `start`, maybe behind a word for others."""
    place, names = start, words.measures.names
    stops: list[int] = []
    while len(stops) < _LONGEST_UNIT and (found := _JOINED.match(text, place, end)):
        stops.append(place := found.end())
        if len(stops) == 1 and folded(found["word"]) in words.others:
            start = place
            stops.clear()
    for stop in reversed(stops):
        name = text[start:stop]
        # Abbreviations of one letter have no capital: 6 M is no length.
        if (unit := names.get(plain_words(name))) and not (len(name.strip()) == 1 and name.isupper()):
            return Counted(stop, unit)
    return None


def _noun(text: str, start: int, end: int, words: FigureWords) -> Counted | None:
    """The noun phrase at `start`, up to the noun that heads it."""
    place = start
    phrase: list[tuple[str, Span]] = []
    while len(phrase) < _LONGEST_PHRASE and (found := _WORD.match(text, place, end)):
        word = folded(found["word"])
        if word in words.stops and word not in words.units_of_nouns and word not in words.others:
            break
        place = found.end()
        if word not in words.others:
            phrase.append((word, Span(*found.span("word"))))
    if not phrase:
        return Counted(place) if place > start else None
    head = _first_noun(phrase, words) if words.noun_first else _last_noun(text, phrase, words)
    if head is None:
        return None
    word, thing = head
    unit = words.units_of_nouns.get(word) or words.measures.names.get(word)
    return Counted(thing.end, unit, thing)


def _first_noun(phrase: list[tuple[str, Span]], words: FigureWords) -> tuple[str, Span]:
    """The noun where adjectives mostly follow it: the first word that is no adjective, else the first."""
    return next((one for one in phrase if one[0] not in words.between), phrase[0])


def _last_noun(text: str, phrase: list[tuple[str, Span]], words: FigureWords) -> tuple[str, Span] | None:
    """The noun where adjectives precede it: the first word in the plural, else one known for people."""
    for word, span in phrase:
        if word in words.plurals or (words.plural.search(word) and not span.of(text).isupper()):
            return word, span
    known = [one for one in phrase if one[0] in words.units_of_nouns]
    return known[0] if known else phrase[0] if len(phrase) == 1 else None
