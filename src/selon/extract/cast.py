"""Who is named in an article: one actor for all the names by which it speaks of the same one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from selon.extract.actors import Actor
from selon.extract.names import ORGANISATION, PERSON, PLACE, Name, gender_of, is_given
from selon.language.countries import Countries
from selon.language.lexicon import Lexicon
from selon.language.words import folded
from selon.record import Kind


class Cast:
    """The named actors of one article, found from its names.

    A surname, a given name or a name with a title leads to the fullest name that fits.
    """

    def __init__(
        self,
        names: Sequence[Name],
        lexicon: Lexicon,
        countries: Countries,
        acronyms: dict[str, str],
        articled: set[tuple[str, ...]],
    ) -> None:
        """`acronyms`: full names by folded acronym; `articled`: the folded names that follow an article."""
        self._lexicon, self._countries, self._acronyms, self._articled = lexicon, countries, acronyms, articled
        self._actors: dict[tuple[tuple[str, ...], str], Actor] = {}
        self._by_first: dict[str, list[Actor]] = defaultdict(list)
        self._by_last: dict[str, list[Actor]] = defaultdict(list)
        self._people = self._full_names(names)

    def actor(self, name: Name) -> Actor:
        """The actor whom `name` means."""
        key = (name.keys, name.title)
        if key not in self._actors:
            self._actors[key] = self._person(name) or self._body(name)
        return self._actors[key]

    def people(self) -> Iterable[Actor]:
        """Everyone the article names in full."""
        return self._people

    def _full_names(self, names: Sequence[Name]) -> dict[Actor, tuple[str, ...]]:
        """Actors for every name of two words or more that may be a person's, longest first."""
        titled = {key for name in names if name.title for key in name.keys}
        people: dict[Actor, tuple[str, ...]] = {}
        counted = Counter(name.keys for name in names)
        for name in sorted(names, key=lambda name: (-len(name.keys), -counted[name.keys])):
            if len(name.keys) < 2 or (name.keys, name.title) in self._actors or self._is_body(name):
                continue
            alike = self._by_last[name.keys[-1]]
            actor = next((actor for actor in alike if _same_person(name.keys, people[actor])), None)
            if actor is None:
                certain = name.label == PERSON or name.title or is_given(name.keys[0]) or name.keys[-1] in titled
                likely = certain or name.keys not in self._articled
                kind = Kind.PERSON if likely else None
                actor = Actor(name.text, kind, gender_of(name.keys), keys=frozenset(name.keys), certain=bool(certain))
                people[actor] = name.keys
                self._by_first[name.keys[0]].append(actor)
                for last in dict.fromkeys((name.keys[-1], name.keys[-1].split("-")[-1])):
                    self._by_last[last].append(actor)
            actor.gender = _told(name.title) or actor.gender
            self._actors[name.keys, name.title] = actor
        return people

    def _is_body(self, name: Name) -> bool:
        """True when a word of the name tells that it is no person's."""
        if name.label in (ORGANISATION, PLACE):
            return True
        if name.label == PERSON or name.title:
            return False
        if any(key in self._lexicon.name_words for key in name.keys) or name.keys[-1] in self._countries.demonyms:
            return True
        return not is_given(name.keys[0]) and any(key in self._lexicon.heads for key in name.keys)

    def _person(self, name: Name) -> Actor | None:
        """The person whose surname, or failing that given name, `name` is."""
        if name.label in (ORGANISATION, PLACE):
            return None
        surname = tuple(key for key in name.keys if not key.endswith(".")) or name.keys
        fits = [
            actor
            for actor in self._by_last.get(surname[-1], ())
            if _ends_with(self._people[actor], surname) and _agree(actor.gender, _told(name.title))
        ]
        fits = fits or (self._by_first.get(name.keys[0], []) if len(name.keys) == 1 else [])
        if fits:
            chosen = max(fits, key=lambda actor: (actor.certain, actor.kind is Kind.PERSON))
            chosen.gender = _told(name.title) or chosen.gender
            if name.title:
                chosen.kind, chosen.certain = Kind.PERSON, True
            return chosen
        if name.label == PERSON or name.title or (len(name.keys) > 1 and not self._is_body(name)):
            return Actor(name.text, Kind.PERSON, _told(name.title) or gender_of(name.keys), keys=frozenset(name.keys))
        return None

    def _body(self, name: Name) -> Actor:
        key, keys = name.key, frozenset(name.keys)
        if full := self._acronyms.get(key):
            return Actor(full, Kind.ORGANISATION, keys=keys | frozenset(folded(full).split()))
        if code := self._countries.names.get(key):
            return Actor(name.text, Kind.COUNTRY, country=code, keys=keys)
        if code := self._countries.seats.get(key):
            stands_for = self._countries.titles.get(code)
            return Actor(name.text, Kind.COUNTRY, country=code, stands_for=stands_for, keys=keys)
        if code := self._countries.demonyms.get(key):
            return Actor(name.text, Kind.ANONYMOUS, country=code, number="plural", keys=keys)
        return Actor(name.text, Kind.ORGANISATION if self._is_body(name) or name.keys[0].isupper() else None, keys=keys)


def _same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True when both names begin and end alike, or one ends the other."""
    return (short[0] == full[0] and short[-1] == full[-1]) or _ends_with(full, short)


def _ends_with(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return full[-len(short) :] == short or full[-1].split("-")[-1] == short[-1] == short[0]


def _told(title: str) -> str:
    return title if title in ("masculine", "feminine") else ""


def _agree(gender: str, told: str) -> bool:
    return not told or gender in ("either", told)
