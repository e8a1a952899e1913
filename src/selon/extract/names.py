"""Finding the proper names of an article, by capitals or from a model's entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from selon.extract.tokens import Token, tokens_within
from selon.language.countries import Countries
from selon.language.lexicon import Lexicon, Noun, given_names
from selon.record import Span

PERSON, ORGANISATION, PLACE = "PER", "ORG", "LOC"
_LABELS = {"PER": PERSON, "ORG": ORGANISATION, "LOC": PLACE, "GPE": PLACE}
# A line is set in title case when more than this share of its words, and at least so many, have capitals.
_TITLE_SHARE, _TITLE_WORDS = 0.7, 4
# No name, with the titles and the other names right beside it, has more words.
_LONGEST_RUN = 60


class Name(NamedTuple):
    """A proper name at tokens `first` up to `last`.

    label: PER, ORG or LOC where the words or a model tell, else empty. title: the gender of a title before it, if any.
    weak: the capital may be owed to the sentence that begins with it.
    """

    first: int
    last: int
    text: str
    keys: tuple[str, ...]
    label: str = ""
    title: str = ""
    weak: bool = False

    @property
    def key(self) -> str:
        """The folded name as lists of countries, seats and acronyms have it."""
        return " ".join(self.keys).replace("' ", "'")


@dataclass(slots=True)
class NameFinder:
    """Finds names in the tokens of one article."""

    text: str
    tokens: Sequence[Token]
    lexicon: Lexicon
    countries: Countries
    _seen: set[tuple[str, ...]] = field(default_factory=set)

    def find(self, entities: Iterable[tuple[Span, str]] = ()) -> list[Name]:
        """The names in text order: those of `entities` (span and label), and what capitals show in between."""
        names = self._from_entities(entities)
        taken = {place for name in names for place in range(name.first, name.last)}
        titled = self._title_case()
        runs = list(self._runs(taken | titled))
        self._seen = {self._keys(first, last) for first, last in runs if self._sure(first, last)} | {
            name.keys for name in names
        }
        for first, last in runs:
            names.extend(self._split(first, last))
        names.extend(self._known(titled - taken, names))
        return sorted(names, key=lambda name: name.first)

    def _from_entities(self, entities: Iterable[tuple[Span, str]]) -> list[Name]:
        names: list[Name] = []
        for span, label in sorted(entities, key=lambda entity: (entity[0].start, -entity[0].end)):
            kind = _LABELS.get(label[:3].upper())
            first, last = tokens_within(self.tokens, span.start, span.end)
            if kind and first < last and (not names or names[-1].last <= first):
                names.extend(self._entity(first, last, kind))
        return names

    def _entity(self, first: int, last: int, label: str) -> Iterator[Name]:
        title = ""
        while first < last - 1 and self.tokens[first].key in self.lexicon.titles:
            title, first = self.lexicon.titles[self.tokens[first].key], first + 1
            # The stop of a title in capitals (MS. HALE) is a token of its own.
            first += self.tokens[first].text == "." and first < last - 1
        if first and not title:
            title = self.lexicon.titles.get(self.tokens[first - 1].key, "")
        if self._capital(first):
            yield self._name(first, last, label, title)

    def _title_case(self) -> set[int]:
        """The places of the words of lines set in title case, where capitals tell no names."""
        titled: set[int] = set()
        begin = 0
        are_words, capitalised = (list(map(attrgetter(name), self.tokens)) for name in ("is_word", "capitalised"))
        for end in [place for place, token in enumerate(self.tokens) if token.text == "\n"] + [len(self.tokens)]:
            words = sum(are_words[begin:end])
            if words >= _TITLE_WORDS and sum(capitalised[begin:end]) > _TITLE_SHARE * words:
                titled.update(place for place in range(begin, end) if are_words[place])
            begin = end + 1
        return titled

    def _known(self, places: set[int], names: Sequence[Name]) -> Iterator[Name]:
        """The names met elsewhere, and their last words, found again where capitals tell nothing."""
        known = {keys: name for name in names for keys in (name.keys, name.keys[-1:])}
        place, end = 0, 0
        for place in sorted(places):
            if place < end:
                continue
            end = self._place_end(place)
            if end > place:
                yield self._name(place, end, PLACE, "")
                continue
            for end in range(min(place + 5, len(self.tokens)), place, -1):
                if name := known.get(self._keys(place, end)):
                    yield self._name(place, end, name.label if name.keys == self._keys(place, end) else "", "")
                    break
            else:
                end = (
                    place + 2
                    if self._is_given(place) and {place, place + 1} <= places and self._begins(place + 1)
                    else place
                )
                if end > place:
                    yield self._name(place, end, "", "")

    def _runs(self, taken: set[int]) -> Iterator[tuple[int, int]]:
        """Token ranges of words with capitals, with the particles between them."""
        end = 0
        for place, token in enumerate(self.tokens):
            if place < end or not token.is_word or not (token.capitalised or "-" in token.text):
                continue
            end = self._run_end(place, taken)
            if end > place:
                yield place, end

    def _run_end(self, first: int, taken: set[int]) -> int:
        if first in taken or not self._begins(first):
            return first
        last = max(first + 1, self._place_end(first))
        end = min(first + _LONGEST_RUN, len(self.tokens))
        while last < end and last not in taken and self._continues(first, last):
            last += 1
        while not self._capital(last - 1) and last > max(first + 1, self._place_end(first)):
            last -= 1
        return last

    def _begins(self, place: int) -> bool:
        token = self.tokens[place]
        return token.is_word and self._capital(place) and token.key not in self.lexicon.function_words

    def _continues(self, first: int, place: int) -> bool:
        token = self.tokens[place]
        if not token.is_word or self.text[self.tokens[place - 1].end : token.start].strip(" \u00a0-"):
            return False
        if self._capital(place):
            return token.key not in self.lexicon.determiners or self._is_given(place - 1)
        return token.key in self.lexicon.particles and self._particle_fits(first, place)

    def _particle_fits(self, first: int, place: int) -> bool:
        """A particle that is also a preposition belongs to a name only after a given name."""
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if following is None or not (self._capital(place + 1) or following.key in self.lexicon.particles):
            return False
        if self.tokens[place].key not in self.lexicon.function_words:
            return True
        return place == first + 1 and self._is_given(first) and self._place_end(place + 1) == place + 1

    def _split(self, first: int, last: int) -> Iterator[Name]:
        """The names within one run of capitals: titles and roles taken off, places and people parted."""
        first, title = self._bare(first, last)
        place_end = min(self._place_end(first), last)
        if first < place_end and (place_end == last or self._is_person(place_end, last)):
            yield self._name(first, place_end, PLACE, "")
            first = place_end
        cut = self._person_start(first, last)
        if first < cut:
            yield from self._split(first, cut)
            yield from self._split(cut, last)
        elif first < last and not self._is_common(first, last, title):
            yield self._name(first, last, "", title, weak=not title and not self._known_by_capital(first, last))

    def _is_person(self, first: int, last: int) -> bool:
        """True when what follows a place is a name of its own (Catalogne Carles Puigdemont, not Scotland Yard)."""
        return (
            self._is_given(first)
            or self._keys(first, last) in self._seen
            or self.tokens[first].key in self.lexicon.titles
            or self._role_end(first, last) > first
        )

    def _bare(self, first: int, last: int) -> tuple[int, str]:
        """Where the run begins when titles, roles and demonyms before a name are taken off, and the title's gender."""
        title = ""
        while first + 1 < last:
            key, head_end = self.tokens[first].key, self._role_end(first, last)
            if key in self.lexicon.titles:
                title, first = self.lexicon.titles[key], first + 1
            elif first < head_end < last:
                first = head_end
            elif key in self.countries.demonyms or key in self.lexicon.adjectives:
                first += 1
            else:
                break
        return first, title

    def _is_common(self, first: int, last: int, title: str) -> bool:
        """True for a noun that the lexicon lists, written with a capital (le Parlement)."""
        return not title and " ".join(self._keys(first, last)) in self.lexicon.heads

    def _sure(self, first: int, last: int) -> bool:
        """True when the capital is not owed to the beginning of a sentence."""
        before = self.tokens[first - 1] if first else None
        return last - first > 1 or (
            before is not None and before.sentence == self.tokens[first].sentence and before.is_word
        )

    def _known_by_capital(self, first: int, last: int) -> bool:
        text = self.tokens[first].text
        return (
            self._sure(first, last)
            or self._keys(first, last) in self._seen
            or (text.isupper() and len(text) > 1)
            or self._is_given(first)
        )

    def _role_end(self, first: int, last: int) -> int:
        """Where a person's office or role that begins at `first` ends, or `first` when none does."""
        match = self.lexicon.head_at(self.tokens, first, last)
        return match[0] if match and match[1].noun in (Noun.OFFICE, Noun.ROLE) else first

    def _place_end(self, first: int) -> int:
        length = self.countries.lengths.get(self.tokens[first].key, 0)
        for end in range(min(len(self.tokens), first + length), first, -1):
            key = " ".join(self._keys(first, end)).replace("' ", "'")
            if key in self.countries.names or key in self.countries.seats:
                return end
        return first

    def _person_start(self, first: int, last: int) -> int:
        """Where a person's name begins behind other names in the run; `first` when the run is one name."""
        if first >= last or self._is_given(first):
            return first
        for place in range(first + 1, last - 1):
            if self._is_given(place) or self.tokens[place].key in self.lexicon.titles:
                return place
            if self._role_end(place, last - 1) > place or self._keys(place, last) in self._seen:
                return place
        return first

    def _is_given(self, place: int) -> bool:
        return is_given(self.tokens[place].key)

    def _capital(self, place: int) -> bool:
        """True for a word with a capital, also behind a particle (al-Abadi)."""
        text = self.tokens[place].text
        if text[0].isupper():
            return True
        particle, hyphen, rest = text.partition("-")
        return bool(hyphen) and particle in self.lexicon.particles and rest[:1].isupper()

    def _keys(self, first: int, last: int) -> tuple[str, ...]:
        return tuple(token.key for token in self.tokens[first:last])

    def _name(self, first: int, last: int, label: str, title: str, *, weak: bool = False) -> Name:
        text = " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())
        return Name(first, last, text, self._keys(first, last), label, title, weak)


def is_given(key: str) -> bool:
    """True for a folded given name, also for a double one such as jean-luc."""
    return key in given_names() or key.split("-")[0] in given_names()


def gender_of(keys: Sequence[str]) -> str:
    """The gender that the first of a person's folded names tells: masculine, feminine or either."""
    names = given_names()
    return names.get(keys[0]) or names.get(keys[0].split("-")[0], "either")
