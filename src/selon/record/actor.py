"""Who and what an article speaks of: people, organisations, states and places, and where they are named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from selon.record.span import Span
from selon.record.statement import Kind


class EntityLabel(StrEnum):
    """What a name is the name of: a person, a place (states among them) or an organisation."""

    PERSON = "PER"
    PLACE = "LOC"
    ORGANISATION = "ORG"


@dataclass(frozen=True, slots=True)
class Entity:
    """A name where it stands in the text. actor: index in the record's actors of whom it names."""

    span: Span
    label: EntityLabel
    actor: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What an article says somebody is: the role and the organisation in its own words, the country they tell.

    country: ISO 3166-1 alpha-3.
    """

    words: str
    organisation: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that an article names or quotes, all mentions of it taken together.

    name: the fullest name the article gives; for unnamed sources the noun phrase that describes them.
    names: all that it is called by name, the fullest first. roles: in the order in which they are given.
    A state is one actor, whatever capital or seat (Pékin, the White House) it speaks by. country: ISO 3166-1 alpha-3,
    where the article tells.
    """

    name: str
    kind: Kind
    names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    country: str | None = None
