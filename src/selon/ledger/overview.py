"""What a ledger holds, in numbers: how many of what, and whose words the shares are."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np

from selon.ledger.facets import UNKNOWN, Selected, Value
from selon.record import Kind

_SPAN = "SELECT min(said_on)::VARCHAR, max(said_on)::VARCHAR FROM kept.statements"
_ARTICLES = "SELECT count(*) FROM kept.articles"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the statements that have one value of a facet, `all`, are of one kind: `part`."""

    value: str
    label: str | None
    part: int
    all: int

    @property
    def share(self) -> float:
        """The part of all, between 0 and 1."""
        return self.part / self.all if self.all else 0.0


@dataclass(frozen=True, slots=True)
class Overview:
    """What is in a ledger.

    first, last: the first and the last day, ISO 8601, None where no day is known. quoted: the named speakers with the
    most statements. unnamed: statements of unnamed sources, by month; outlets: by publisher, those with most first.
    """

    articles: int
    statements: int
    speakers: int
    publishers: int
    first: str | None
    last: str | None
    quoted: list[Value]
    acts: list[Value]
    forms: list[Value]
    kinds: list[Value]
    countries: list[Value]
    unnamed: list[Share]
    outlets: list[Share]


def overview_of(connection: duckdb.DuckDBPyConnection, everything: Selected, *, most: int = 15) -> Overview:
    """The overview of a ledger. everything: all its statements. most: how many speakers, countries and outlets."""
    ((articles,),) = connection.execute(_ARTICLES).fetchall()
    ((first, last),) = connection.execute(_SPAN).fetchall()
    months = shares_of(everything, "month", "kind", Kind.ANONYMOUS)
    return Overview(
        articles=articles,
        statements=len(everything.rows),
        speakers=everything.distinct("speaker"),
        publishers=everything.distinct("publisher"),
        first=first,
        last=last,
        quoted=named_speakers(everything, most),
        acts=everything.values("act"),
        forms=everything.values("form"),
        kinds=everything.values("kind"),
        countries=everything.values("country", most=most),
        unnamed=sorted((one for one in months if one.value != UNKNOWN), key=lambda one: one.value),
        outlets=shares_of(everything, "publisher", "kind", Kind.ANONYMOUS)[:most],
    )


def shares_of(selected: Selected, by: str, facet: str, value: str) -> list[Share]:
    """For every value of the facet `by`, how many statements there are and how many have `value` in `facet`.

    Those with the most of the latter come first.
    """
    columns, rows = selected.catalogue.columns, selected.rows
    column, other = columns[by], columns[facet]
    length = len(column.values)
    code = other.values.index(value) if value in other.values else -1
    every = np.bincount(column.codes[rows], minlength=length)
    some = np.bincount(column.codes[rows[other.codes[rows] == code]], minlength=length)
    there = np.flatnonzero(every)
    order = there[np.lexsort((there, -every[there], -some[there]))].tolist()
    return [Share(column.values[at] or UNKNOWN, column.labels[at], int(some[at]), int(every[at])) for at in order]


def named_speakers(selected: Selected, most: int) -> list[Value]:
    """The speakers with the most statements, `most` of them, unnamed sources left out."""
    columns, rows = selected.catalogue.columns, selected.rows
    kinds, speakers = columns["kind"], columns["speaker"]
    code = kinds.values.index(Kind.ANONYMOUS) if Kind.ANONYMOUS in kinds.values else -1
    counts = np.bincount(speakers.codes[rows[kinds.codes[rows] != code]], minlength=len(speakers.values))
    counts[0] = 0
    order = np.lexsort((np.arange(len(counts)), -counts))[:most].tolist()
    return [Value(speakers.values[at] or UNKNOWN, speakers.labels[at], int(counts[at])) for at in order if counts[at]]
