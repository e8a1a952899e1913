"""Finding the noun phrases of an article that stand for people, bodies and texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from selon.extract.tokens import Token
from selon.language.countries import Countries
from selon.language.lexicon import Head, Lexicon, Trait

_UNKNOWN_MODIFIERS = 3
# How many tokens the complements of a phrase may take; no office has so many.
_MOST_TOKENS = 60
_BARE = Trait("bare", "either", "either")


class Phrase(NamedTuple):
    """A noun phrase at tokens `first` up to `last`, its head noun at `head_first` up to `head_last`.

    `last` reaches over complements (of …) and demonyms that follow; `determiner` is bare where there is none.
    partitive: it stands for one of several (l'un des responsables, one of the officials).
    """

    first: int
    last: int
    head_first: int
    head_last: int
    head: Head
    determiner: Trait
    partitive: bool = False

    @property
    def plural(self) -> bool:
        """True when the determiner or the noun says that it stands for several, and not for one of them."""
        if self.partitive:
            return False
        if self.determiner.number in ("singular", "plural"):
            return self.determiner.number == "plural"
        return self.head.plural

    @property
    def gender(self) -> str:
        """The gender that determiner or noun tell."""
        return self.head.gender if self.determiner.gender in ("either", "thing") else self.determiner.gender


@dataclass(frozen=True, slots=True)
class PhraseFinder:
    """Finds noun phrases in the tokens of one article."""

    tokens: Sequence[Token]
    lexicon: Lexicon
    countries: Countries

    def find(self) -> list[Phrase]:
        """The phrases in text order; they may stand within one another's complements."""
        return list(self._phrases())

    def _phrases(self) -> Iterator[Phrase]:
        known, reached = self.lexicon.head_lengths, 0
        for place in [place for place, token in enumerate(self.tokens) if token.key in known]:
            if place < reached or (match := self.lexicon.head_at(self.tokens, place)) is None:
                continue
            end, head = match
            if not self.lexicon.noun_first:
                end, head, place = self._last_noun(end, head, place)
            first, determiner = self._start(place)
            begin = self._partitive_start(first)
            yield Phrase(begin, self._complement_end(end), place, end, head, determiner, partitive=begin < first)
            reached = end

    def _last_noun(self, end: int, head: Head, place: int) -> tuple[int, Head, int]:
        """In a run of nouns (police department spokesman) the last is the head."""
        while (following := self._next_noun(end)) is not None:
            place, end, head = following
        return end, head, place

    def _next_noun(self, end: int) -> tuple[int, int, Head] | None:
        """The noun that follows at once, or behind a possessive and its modifiers, with where it begins and ends."""
        owned = end < len(self.tokens) and self.tokens[end].text in ("'s", "’s", "'", "’")
        for place in range(end + owned, min(end + 1 + _UNKNOWN_MODIFIERS * owned, len(self.tokens))):
            if match := self.lexicon.head_at(self.tokens, place):
                return place, *match
            if not self._modifies(self.tokens[place]):
                return None
        return None

    def _start(self, head: int) -> tuple[int, Trait]:
        """Where the phrase begins: its determiner, or the first of its own modifiers."""
        first, known, unknown = head, head, 0
        while first > 0 and unknown <= _UNKNOWN_MODIFIERS:
            token = self.tokens[first - 1]
            if token.key in self.lexicon.quantifiers:
                return self._before_quantifier(first - 1)
            if token.key in self.lexicon.determiners:
                return first - 1, self.lexicon.determiners[token.key]
            if token.key in self.lexicon.adjectives or token.key in self.countries.demonyms:
                known = first - 1
            elif self.lexicon.noun_first or not self._modifies(token):
                break
            elif token.capitalised or token.key in self.lexicon.heads or not token.is_word or token.text == "'s":
                known = first - 1
            else:
                unknown += 1
            first -= 1
        return known, _BARE

    def _partitive_start(self, first: int) -> int:
        """Where "one of" begins before the phrase at `first`; `first` itself when there is none."""
        before = first - (self.tokens[first].key not in self.lexicon.of)
        if (
            before < 1
            or self.tokens[before].key not in self.lexicon.of
            or self.tokens[before - 1].key not in self.lexicon.units
        ):
            return first
        return before - 1

    def _before_quantifier(self, place: int) -> tuple[int, Trait]:
        """The quantifier itself is kept in the phrase; a determiner before it tells how it refers."""
        before = self.lexicon.determiners.get(self.tokens[place - 1].key) if place else None
        if before:
            return place - 1, Trait(before.sort, before.gender, "plural")
        return place, Trait("indefinite", "either", "plural")

    def _modifies(self, token: Token) -> bool:
        """Whether a word before an English noun may belong to its phrase."""
        return token.key in ("'s", "’s") or (token.is_word and token.key not in self.lexicon.function_words)

    def _complement_end(self, end: int) -> int:
        last = end + _MOST_TOKENS
        while end < min(last, len(self.tokens)):
            if self._is_adjective_behind(end):
                end += 1
            elif self.tokens[end].key in self.lexicon.of or self._leads_to_place(end):
                after = self._complement(end + 1)
                if after == end + 1:
                    break
                end = after
            else:
                break
        return end

    def _is_adjective_behind(self, place: int) -> bool:
        """True for a demonym or another plain adjective where adjectives follow their noun."""
        token = self.tokens[place]
        if not self.lexicon.noun_first:
            return False
        return token.key in self.countries.demonyms or token.key.endswith(self.lexicon.adjective_endings)

    def _leads_to_place(self, place: int) -> bool:
        """True for a preposition before a name (aux États-Unis), which may belong to the phrase."""
        return (
            self.tokens[place].key in self.lexicon.locatives
            and place + 1 < len(self.tokens)
            and self.tokens[place + 1].capitalised
        )

    def _complement(self, place: int) -> int:
        """Where the noun phrase after a preposition ends: articles, then a name or one noun."""
        begin = place
        while place < len(self.tokens) and self.tokens[place].key in self.lexicon.determiners:
            place += 1
        while place < len(self.tokens) and self.tokens[place].key in self.lexicon.adjectives:
            place += 1
        if place >= len(self.tokens) or not self.tokens[place].is_word:
            return begin
        match = self.lexicon.head_at(self.tokens, place)
        if match:
            return match[0]
        place += 1
        while (
            place < len(self.tokens)
            and self.tokens[place].is_word
            and self.tokens[place].capitalised
            and self.tokens[place - 1].capitalised
        ):
            place += 1
        return place
