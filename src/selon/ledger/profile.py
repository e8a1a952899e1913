"""One speaker of a ledger: in which roles, to whom, whom they quote and who quotes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

_ROLES = """
    SELECT s.role, s.organisation, count(*)::INTEGER, min(s.said_on), max(s.said_on)
    FROM wanted JOIN kept.statements AS s ON s.number = wanted.one
    WHERE s.role IS NOT NULL OR s.organisation IS NOT NULL
    GROUP BY ALL ORDER BY 4 NULLS LAST, 5, 3 DESC, 1, 2
"""
_ADDRESSEES = """
    SELECT min(s.addressee), count(*)::INTEGER FROM wanted JOIN kept.statements AS s ON s.number = wanted.one
    WHERE s.addressee IS NOT NULL GROUP BY kept.folded(s.addressee) ORDER BY 2 DESC, 1
"""
# One statement inside another: the one around it quotes the one within.
_QUOTED = """
    SELECT trim(w.searched), max(w.name), count(*)::INTEGER
    FROM wanted JOIN kept.statements AS s ON s.number = wanted.one
    JOIN kept.statements AS o ON o.record = s.record AND {related}
    JOIN kept.actors AS w ON w.number = o.actor
    GROUP BY w.searched ORDER BY 3 DESC, 1
"""
_NAMED = """
    SELECT DISTINCT trim(searched) FROM kept.actors
    WHERE kept.folded(name) = kept.folded(?) ORDER BY 1 LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Role:
    """A role that articles give a speaker, in their own words, how often, and on which first and last day."""

    role: str | None
    organisation: str | None
    count: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Related:
    """Whom a speaker has to do with, and in how many statements. key: names a speaker in an address, else None."""

    name: str
    count: int
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the statements of one speaker have in common.

    roles: in order of their first day. addressees: to whom. quotes: whose statements stand within theirs. quoted_by:
    within whose statements theirs stand.
    """

    roles: list[Role]
    addressees: list[Related]
    quotes: list[Related]
    quoted_by: list[Related]


def profile_of(connection: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> Profile:
    """The profile that the statements with these `numbers`, all of one speaker, make."""

    def rows(query: str) -> list[tuple[object, ...]]:
        wanted = f"WITH wanted AS (SELECT unnest(?::INTEGER[]) AS one) {query}"
        return connection.execute(wanted, [list(numbers)]).fetchall()

    def related(how: str) -> list[Related]:
        found = rows(_QUOTED.format(related=how))
        return [Related(str(name), int(str(count)), "-".join(str(key).split()) or "_") for key, name, count in found]

    return Profile(
        roles=[Role(*row) for row in rows(_ROLES)],  # type: ignore[arg-type]
        addressees=[Related(str(name), int(str(count))) for name, count in rows(_ADDRESSEES)],
        quotes=related("o.parent = s.position"),
        quoted_by=related("o.position = s.parent"),
    )


def key_of(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """What an address calls a speaker that articles call `name`, whatever its capitals and accents; None for nobody."""
    found = connection.execute(_NAMED, [name]).fetchone()
    return ("-".join(found[0].split()) or "_") if found else None
