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
# How many words, adjectives among them, a noun phrase may have.
_LONGEST_PHRASE = 6


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
    measures, stops = words.measures, list[int]()
    found = _JOINED.match(text, start, end)
    while found and folded(found["word"]) in words.others:
        start = found.end()
        found = _JOINED.match(text, start, end)
    longest = measures.longest.get(folded(found["word"]), 0) if found else 0
    while found and len(stops) < longest:
        stops.append(found.end())
        found = _JOINED.match(text, stops[-1], end)
    for stop in reversed(stops):
        name = text[start:stop]
        # Abbreviations of one letter have no capital: 6 M is no length.
        if (unit := measures.names.get(plain_words(name))) and not (len(name.strip()) == 1 and name.isupper()):
            return Counted(stop, unit)
    return None


def _noun(text: str, start: int, end: int, words: FigureWords) -> Counted | None:
    """The noun phrase at `start`, up to the noun that heads it, else up to its first word or one known for people."""
    place = start
    phrase: list[tuple[str, Span]] = []
    while len(phrase) < _LONGEST_PHRASE and (found := _WORD.match(text, place, end)):
        word = folded(found["word"])
        if word in words.stops and word not in words.units_of_nouns and word not in words.others:
            break
        place = found.end()
        if word not in words.others:
            phrase.append((word, Span(*found.span("word"))))
            if _is_head(text, *phrase[-1], words):
                return _headed_by(*phrase[-1], words)
    if not phrase:
        return Counted(place) if place > start else None
    if words.noun_first or len(phrase) == 1:
        return _headed_by(*phrase[0], words)
    known = next((one for one in phrase if one[0] in words.units_of_nouns), None)
    return _headed_by(*known, words) if known else None


def _is_head(text: str, word: str, span: Span, words: FigureWords) -> bool:
    """Whether a word heads its noun phrase, whatever follows: the first that is no adjective where these mostly follow
    their noun, the first in the plural where they precede it."""
    if words.noun_first:
        return word not in words.between
    return word in words.plurals or bool(words.plural.search(word) and not span.of(text).isupper())


def _headed_by(word: str, thing: Span, words: FigureWords) -> Counted:
    return Counted(thing.end, words.units_of_nouns.get(word) or words.measures.names.get(word), thing)
