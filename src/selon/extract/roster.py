"""Whom and what an article speaks of: one actor for all its mentions, speakers and names alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from selon.extract.actors import Actor as Character
from selon.extract.discourse import Discourse
from selon.extract.names import Name
from selon.extract.tokens import tokens_within
from selon.language.countries import Countries
from selon.language.words import folded
from selon.record import Actor, Entity, EntityLabel, Kind, Place, Role, Span, Statement

_KINDS = {EntityLabel.PERSON: Kind.PERSON, EntityLabel.ORGANISATION: Kind.ORGANISATION, EntityLabel.PLACE: Kind.PLACE}
# What tells actors apart: what they are, and a state's code or else the name.
_Key = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Roster:
    """The actors of an article in the order in which they first stand in it; statements and entities that name them."""

    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    entities: tuple[Entity, ...]


def roster_of(
    discourse: Discourse,
    statements: Sequence[Statement],
    speakers: Sequence[Character | None],
    entities: Iterable[tuple[Span, str]],
    places: Iterable[Place] = (),
) -> Roster:
    """The actors of an article.

    speakers: of each of `statements` whom its words mean. entities: the spans of names with PER, LOC or ORG. places:
    what is known of the places among them.
    """
    named = [(span, EntityLabel(label)) for span, label in sorted(entities)]
    spoken, count = list(_spoken(statements, speakers)), len(statements)
    naming = _Naming(discourse, spoken, places)
    mentions = [*spoken, *(naming.mention(turn, *one) for turn, one in enumerate(named, start=count))]
    gathered: dict[_Key, _Gathered] = {}
    for mention in sorted(mentions, key=lambda mention: (mention.start, mention.turn)):
        gathered.setdefault(mention.key, _Gathered(mention.kind)).add(mention)
    numbers = {key: number for number, key in enumerate(gathered)}
    by_turn = {mention.turn: numbers[mention.key] for mention in mentions}
    return Roster(
        tuple(one.actor(discourse.countries) for one in gathered.values()),
        tuple(replace(one, actor=by_turn.get(turn)) for turn, one in enumerate(statements)),
        tuple(Entity(span, label, by_turn[turn]) for turn, (span, label) in enumerate(named, start=count)),
    )


class _Mention(NamedTuple):
    """One time at which an actor speaks or is named. turn: its place among the statements and the entities behind them.

    name: as it stands there; empty where there is none.
    """

    turn: int
    start: int
    kind: Kind
    name: str
    character: Character

    @property
    def key(self) -> _Key:
        """What all mentions of one actor share."""
        country = self.character.country if self.kind is Kind.COUNTRY else None
        return self.kind, country or self.character.name.casefold()


@dataclass(slots=True)
class _Gathered:
    """What the mentions of one actor tell."""

    kind: Kind
    names: dict[str, None] = field(default_factory=dict)
    characters: dict[Character, None] = field(default_factory=dict)

    def add(self, mention: _Mention) -> None:
        """Take in one more mention."""
        self.characters[mention.character] = None
        if mention.name:
            self.names[mention.name] = None

    def actor(self, countries: Countries) -> Actor:
        """The actor as the record tells it."""
        roles = {role.text.casefold(): role for one in self.characters for role in reversed(one.roles)}
        codes = [one.country for one in self.characters] + [role.country for role in roles.values()]
        code = next((code for code in codes if code), None)
        fullest = max(self.characters, key=lambda one: len(one.name))
        name = self._state(code, countries) if self.kind is Kind.COUNTRY and code else fullest.name
        own = [name] if name in self.names or (self.names and fullest.named) else []
        return Actor(
            name=name,
            kind=self.kind,
            names=tuple(dict.fromkeys([*own, *sorted(self.names, key=lambda name: -len(name))])),
            roles=tuple(Role(role.text, role.organisation, role.country) for role in roles.values() if role.text),
            country=code,
        )

    def _state(self, code: str, countries: Countries) -> str:
        """A state's name as the article has it, rather than that of its capital, its seat or its embassy."""
        called = [name for name in self.names if countries.names.get(folded(name)) == code]
        return max(called, key=len, default=countries.titles.get(code) or next(iter(self.characters)).name)


def _spoken(statements: Sequence[Statement], speakers: Sequence[Character | None]) -> Iterator[_Mention]:
    for turn, (statement, character) in enumerate(zip(statements, speakers, strict=True)):
        if character and statement.speaker:
            start = statement.source[0].start if statement.source else statement.extent.start
            name = character.name if character.named else ""
            yield _Mention(turn, start, statement.speaker.kind, name, character)


class _Naming:
    """Tells whom the names of one article mean."""

    def __init__(self, discourse: Discourse, spoken: Iterable[_Mention], places: Iterable[Place]) -> None:
        self._discourse = discourse
        self._countries = {place.span: place.country for place in places}
        self._kinds = {mention.character: mention.kind for mention in spoken}
        self._others: dict[tuple[str, EntityLabel], Character] = {}

    def mention(self, turn: int, span: Span, label: EntityLabel) -> _Mention:
        """The mention that a name with `label` is at `span`."""
        first, last = tokens_within(self._discourse.tokens, span.start, span.end)
        text = self._discourse.words(first, last)
        name = next(iter(self._discourse.names_within(self._discourse.name_start(first), last)), None)
        character = self._character(name, text, label)
        character.country = character.country or self._countries.get(span)
        if not character.country and label is EntityLabel.ORGANISATION:
            character.country = self._discourse.country_of(first, last)
        kind = self._kinds.get(character) or self._kind(character, label)
        return _Mention(turn, span.start, kind, name.text if name else text, character)

    def _character(self, name: Name | None, text: str, label: EntityLabel) -> Character:
        """Whom the name means: a place by itself, anybody else as when it speaks."""
        if name and (label is not EntityLabel.PLACE or self._is_state(name)):
            return self._discourse.cast.actor(name)
        own = self._others.setdefault((text.casefold(), label), Character(text, None))
        if name:
            own.country = self._discourse.countries.seats.get(name.key)
        return own

    def _is_state(self, name: Name) -> bool:
        return name.key in self._discourse.countries.names

    def _kind(self, character: Character, label: EntityLabel) -> Kind:
        kind = character.kind
        if kind is Kind.COUNTRY or (kind and label is not EntityLabel.PLACE):
            return kind
        return _KINDS[label]
