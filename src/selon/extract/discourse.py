"""The run of an article: who and what is mentioned where, and which actor each mention means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from selon.extract.acronyms import acronyms_of
from selon.extract.actors import Role
from selon.extract.cast import Cast
from selon.extract.names import PLACE, Name, NameFinder
from selon.extract.phrases import Phrase, PhraseFinder
from selon.extract.tokens import Token, tokenise
from selon.language.countries import Countries, countries_of
from selon.language.lexicon import Lexicon, Noun, lexicon_of
from selon.record import Kind, Span

PEOPLE = frozenset((Noun.OFFICE, Noun.ROLE))
BODIES = frozenset((Noun.ORGANISATION, Noun.STATE, Noun.NATIONAL))


class Mention(NamedTuple):
    """A name, a noun phrase, or both in apposition, at tokens `first` up to `last`."""

    first: int
    last: int
    name: Name | None = None
    phrase: Phrase | None = None


class Discourse:
    """One article taken apart: its tokens, names and noun phrases, and the mentions they make."""

    def __init__(self, text: str, language: str, entities: Iterable[tuple[Span, str]] = ()) -> None:
        self.text = text
        self.lexicon: Lexicon = lexicon_of(language)
        self.countries: Countries = countries_of(language)
        self.tokens: list[Token] = tokenise(text, self.lexicon)
        self.names: list[Name] = NameFinder(text, self.tokens, self.lexicon, self.countries).find(entities)
        self.phrases: list[Phrase] = PhraseFinder(self.tokens, self.lexicon, self.countries).find()
        self._name_firsts = [name.first for name in self.names]
        self._heads = [phrase.head_first for phrase in self.phrases]
        articled = {name.keys for name in self.names if self._has_article(name)}
        self.cast = Cast(self.names, self.lexicon, self.countries, acronyms_of(text), articled)
        self.mentions: list[Mention] = sorted(self._mentions(), key=lambda mention: (mention.first, -mention.last))
        self._firsts = [mention.first for mention in self.mentions]

    def before(self, token: int) -> Iterator[Mention]:
        """The mentions that begin before `token`, the last first."""
        return map(self.mentions.__getitem__, range(bisect_left(self._firsts, token) - 1, -1, -1))

    def names_within(self, first: int, last: int) -> Sequence[Name]:
        """The names that begin at tokens `first` up to `last`."""
        return self.names[bisect_left(self._name_firsts, first) : bisect_left(self._name_firsts, last)]

    def name_start(self, token: int) -> int:
        """Where the name begins that `token` stands inside; `token` itself when it stands in none."""
        place = bisect_right(self._name_firsts, token) - 1
        return self.names[place].first if place >= 0 and token < self.names[place].last else token

    def words(self, first: int, last: int) -> str:
        """The text of tokens `first` up to `last`, line ends and repeated spaces as one space."""
        if first >= last:
            return ""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def follows_preposition(self, first: int) -> bool:
        """True when what begins at `first` hangs on a preposition, articles between them aside."""
        while first > 0 and self.tokens[first - 1].key in self.lexicon.determiners:
            if self.tokens[first - 1].key in self.lexicon.prepositions:
                return True
            first -= 1
        return first > 0 and self.tokens[first - 1].key in self.lexicon.prepositions

    def country_of(self, first: int, last: int) -> str | None:
        """The first country that tokens `first` up to `last` name, also by a demonym, capital or seat."""
        for place in range(first, last):
            key = self.tokens[place].key
            if code := self.countries.demonyms.get(key):
                return code
            for end in range(min(last, place + self.countries.lengths.get(key, 0)), place, -1):
                words = " ".join(token.key for token in self.tokens[place:end]).replace("' ", "'")
                if self.tokens[place].capitalised and (
                    code := self.countries.names.get(words) or self.countries.seats.get(words)
                ):
                    return code
        return None

    def _has_article(self, name: Name) -> bool:
        trait = self.lexicon.determiners.get(self.tokens[name.first - 1].key) if name.first else None
        return trait is not None and trait.sort == "definite"

    def role_of(self, phrase: Phrase, end: int) -> Role:
        """What `phrase`, read up to token `end`, says of the person who has that role."""
        begin = self.content_start(phrase.first, end)
        body = self._body_start(phrase, end)
        before_body = body
        while before_body > phrase.head_last and self._is_link(before_body - 1):
            before_body -= 1
        keys = frozenset(token.key for token in self.tokens[begin:end] if token.is_word and not self._is_closed(token))
        organisation = self.words(body, end) if body < end else None
        return Role(phrase.head.lemma, keys, self.words(begin, before_body), organisation, self.country_of(begin, end))

    def content_start(self, first: int, last: int) -> int:
        """The first token that is no article or other determiner; quantifiers are kept."""
        while first < last - 1 and not self._is_unit(first):
            if self.tokens[first].is_word and self.tokens[first].key not in self.lexicon.determiners:
                break
            first += 1
        return first

    def _is_unit(self, place: int) -> bool:
        """True for the "one" of "one of several"."""
        return self.tokens[place].key in self.lexicon.units and self.tokens[place + 1].key in self.lexicon.of

    def _body_start(self, phrase: Phrase, end: int) -> int:
        """Where in a role's complement the organisation begins whose role it is; `end` when there is none."""
        for place in range(phrase.head_last, end):
            begins = place == phrase.head_last or self._is_link(place - 1)
            if begins and not self._is_link(place) and self._is_body(place, phrase):
                return place
        return end

    def _is_body(self, place: int, phrase: Phrase) -> bool:
        """True when a body begins at `place`, and no country or portfolio."""
        if any(inner.head.noun in BODIES for inner in self.phrases_at(place)):
            return True
        named = self.tokens[place].capitalised and self.tokens[place].key not in self.countries.names
        return named and phrase.head.lemma not in self.lexicon.portfolios

    def phrases_at(self, head: int) -> Iterable[Phrase]:
        """The phrase whose head noun begins at token `head`, if there is one."""
        return self.phrases_within(head, head + 1)

    def phrases_within(self, first: int, last: int) -> Sequence[Phrase]:
        """The phrases whose head nouns begin at tokens `first` up to `last`."""
        return self.phrases[bisect_left(self._heads, first) : bisect_left(self._heads, last)]

    def _is_link(self, place: int) -> bool:
        key = self.tokens[place].key
        return key in self.lexicon.prepositions or key in self.lexicon.determiners

    def _is_closed(self, token: Token) -> bool:
        return token.key in self.lexicon.prepositions or token.key in self.lexicon.determiners

    def _mentions(self) -> Iterable[Mention]:
        """Names joined with the roles beside them, and the phrases and names that stand alone."""
        by_first = {name.first: name for name in self.names if name.label != PLACE}
        by_last = {name.last: name for name in self.names if name.label != PLACE}
        joined: set[Name] = set()
        for phrase in self.phrases:
            if phrase.head.noun not in PEOPLE:
                yield Mention(phrase.first, phrase.last, None, phrase)
                continue
            name = self._named_after(phrase, by_first) or self._named_before(phrase, by_last)
            if name is None or (phrase.plural and phrase.determiner.sort != "bare"):
                yield Mention(phrase.first, phrase.last, None, phrase)
                continue
            self._give_role(name, phrase)
            if name not in joined:
                joined.add(name)
                yield Mention(min(phrase.first, name.first), max(phrase.last, name.last), name, phrase)
        for name in self.names:
            if name not in joined:
                yield Mention(name.first, name.last, name)

    def _named_after(self, phrase: Phrase, by_first: dict[int, Name]) -> Name | None:
        """The name that follows the phrase at once or behind a comma (le ministre de la Défense, X)."""
        end = self._adjectives_end(phrase.last)
        if name := by_first.get(phrase.head_last):
            return name
        name = self._person(by_first.get(end))
        if name and (len(name.keys) > 1 or name.title or self.cast.actor(name).kind is Kind.PERSON):
            return name
        if end < len(self.tokens) and self.tokens[end].text == "," and phrase.determiner.sort != "bare":
            return self._person(by_first.get(end + 1))
        return None

    def _adjectives_end(self, place: int) -> int:
        """Where the lower-case words end that may still belong to a role before its bearer's name."""
        end = place
        while end < min(place + 2, len(self.tokens)) and self._may_be_adjective(self.tokens[end]):
            end += 1
        return end if end < len(self.tokens) and self.tokens[end].text == "," else place

    def _may_be_adjective(self, token: Token) -> bool:
        return token.is_word and not token.capitalised and token.key not in self.lexicon.function_words

    def _named_before(self, phrase: Phrase, by_last: dict[int, Name]) -> Name | None:
        """The name before a comma in front of the phrase (X, porte-parole de …)."""
        comma = phrase.first - 1
        if comma > 0 and self.tokens[comma].text in (",", "("):
            name = by_last.get(comma)
            if name is None and self.tokens[comma - 1].text == ")":
                name = next(
                    (by_last[place] for place in range(comma - 1, max(comma - 6, 0), -1) if place in by_last), None
                )
            return self._person(name)
        return None

    def _person(self, name: Name | None) -> Name | None:
        return name if name and self.cast.actor(name).kind in (Kind.PERSON, None) else None

    def _give_role(self, name: Name, phrase: Phrase) -> None:
        actor = self.cast.actor(name)
        if actor.kind not in (Kind.PERSON, None):
            return
        actor.kind, actor.certain = Kind.PERSON, True
        end = name.first if phrase.first < name.first else phrase.last
        while end > phrase.head_last and not self.tokens[end - 1].is_word:
            end -= 1
        actor.roles.append(self.role_of(phrase, end))
        if actor.gender == "either":
            actor.gender = phrase.gender
