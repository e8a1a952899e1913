"""One speaker of a ledger: in which roles, to whom, whom they quote and who quotes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np

from selon.ledger.catalogue import Catalogue, Integers
from selon.ledger.facets import Selected

_TOLD = """
    SELECT s.role, s.organisation, min(s.addressee), count(*)::INTEGER, min(s.said_on), max(s.said_on),
        grouping(kept.folded(s.addressee)) = 0 AS of_addressees
    FROM (SELECT unnest(?::INTEGER[]) AS one) JOIN kept.statements AS s ON s.number = one
    GROUP BY GROUPING SETS ((s.role, s.organisation), (kept.folded(s.addressee)))
    ORDER BY 5 NULLS LAST, 6, 4 DESC, 1, 2, 3
"""
# The groups of the actors that have a name, in the order in which the catalogue counts groups.
_NAMED = """
    WITH ranked AS (SELECT actor, dense_rank() OVER (ORDER BY "group")::INTEGER AS rank FROM kept.grouped)
    SELECT DISTINCT rank FROM kept.actors JOIN ranked ON actor = number
    WHERE trim(searched) = trim(kept.folded(?)) OR kept.folded(name) = kept.folded(?) ORDER BY rank
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


def profile_of(connection: duckdb.DuckDBPyConnection, said: Selected) -> Profile:
    """The profile that the statements `said` by one speaker make."""
    catalogue = said.catalogue
    numbers = catalogue.numbers[said.rows]
    rows = connection.execute(_TOLD, [numbers.tolist()]).fetchall()
    roles = [Role(role, office, *told) for role, office, _, *told, of_whom in rows if not of_whom and (role or office)]
    addressees = [Related(whom, count) for _, _, whom, count, *_, of_whom in rows if of_whom and whom]
    inside = _rows_of(catalogue, catalogue.parents, numbers)
    around = _rows_of(catalogue, catalogue.numbers, catalogue.parents[said.rows])
    return Profile(
        roles=roles,
        addressees=sorted(addressees, key=lambda one: (-one.count, one.name)),
        quotes=_speakers_of(catalogue, inside),
        quoted_by=_speakers_of(catalogue, around),
    )


def _rows_of(catalogue: Catalogue, having: Integers, wanted: Integers) -> Integers:
    """The places of the statements whose number in `having` is one of `wanted`; 0 is none."""
    table = np.zeros(int(catalogue.numbers.max(initial=0)) + 1, np.bool_)
    table[wanted] = True
    table[0] = False
    return np.flatnonzero(table[having])


def _speakers_of(catalogue: Catalogue, rows: Integers) -> list[Related]:
    """Whose statements these are, those with the most first, unknown speakers left out."""
    speakers = catalogue.columns["speaker"]
    counts = np.bincount(speakers.codes[rows], minlength=1)
    counts[0] = 0
    there = np.flatnonzero(counts)
    order = there[np.lexsort((there, -counts[there]))].tolist()
    return [Related(speakers.labels[code] or "", int(counts[code]), speakers.values[code]) for code in order]


def keys_of(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, name: str) -> list[str]:
    """What addresses call the speakers that articles call `name`, whatever its capitals and accents."""
    found = connection.execute(_NAMED, [name, name]).fetchall()
    keys = (catalogue.columns["speaker"].values[rank] for (rank,) in found)
    return [key for key in keys if key]
