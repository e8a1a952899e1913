"""The people, bodies and texts of one article, each with the names, roles and countries that its words give."""

from __future__ import annotations

from dataclasses import dataclass, field

from selon.record import Kind, Speaker


@dataclass(frozen=True, slots=True)
class Role:
    """A role the article gives somebody: the lemma of its noun, its words folded, and as written."""

    lemma: str
    keys: frozenset[str]
    text: str
    organisation: str | None
    country: str | None


@dataclass(slots=True, eq=False)
class Actor:
    """Somebody or something that may speak; what is learnt of it is gathered while the article is read.

    gender and number are "either" until something tells. lemma: the noun that describes an unnamed one.
    keys: the folded words of its names. certain: the words leave no doubt that it is a person.
    """

    name: str
    kind: Kind | None
    gender: str = "either"
    number: str = "singular"
    lemma: str = ""
    keys: frozenset[str] = frozenset()
    roles: list[Role] = field(default_factory=list)
    country: str | None = None
    stands_for: str | None = None
    certain: bool = False

    @property
    def named(self) -> bool:
        """True when the article gives it a name, not only a description."""
        return not self.lemma

    def speaker(self) -> Speaker:
        """The actor as the record tells it, with the role that says most."""
        role = max(self.roles, key=lambda role: (role.organisation is not None, len(role.text)), default=None)
        return Speaker(
            name=self.name,
            kind=self.kind or Kind.ORGANISATION,
            role=role.text if role else None,
            organisation=role.organisation if role else None,
            country=self.country or next((role.country for role in self.roles if role.country), None),
            stands_for=self.stands_for,
        )
