"""Facets: what a selection of statements consists of, counted as if each facet alone had not been chosen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import duckdb
import numpy as np
from numpy.typing import NDArray

from selon.ledger.catalogue import Catalogue, Integers
from selon.ledger.matching import condition_of
from selon.ledger.query import Query

FACETS = ("speaker", "act", "form", "kind", "publisher", "country", "language", "month")
# What stands for a value that is not known; no name or code is written so.
UNKNOWN = "-"

_Mask = NDArray[np.bool_]
_EVERYTHING = Query()


@dataclass(frozen=True, slots=True)
class Selection:
    """Statements that a query holds of and that have, in each facet chosen from, one of the values chosen.

    chosen: each facet with its values, as `Value.value` names them; `UNKNOWN` is a value too.
    """

    query: Query = _EVERYTHING
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The conditions as JSON types, those that say nothing left out."""
        return self.query.to_dict() | {facet: list(values) for facet, values in self.chosen}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: how many statements have it, what an address calls it, what people call it."""

    value: str
    label: str | None
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Selected:
    """The statements of a selection.

    rows: their places in the catalogue, the newest first.
    """

    catalogue: Catalogue
    rows: Integers
    others: Mapping[str, Integers] = field(repr=False)
    chosen: Mapping[str, tuple[str, ...]]

    def in_order(self, order: str) -> Integers:
        """The ledger's numbers of the statements. order: "newest" or "oldest"."""
        rows = self.rows if order == "newest" else self.rows[np.argsort(self.catalogue.oldest[self.rows])]
        return self.catalogue.numbers[rows]

    @cached_property
    def counts(self) -> dict[str, Integers]:
        """Of every facet how many statements have each value, by code, all conditions holding but those on itself."""
        return {facet: self._counts(facet) for facet in FACETS}

    def values(self, facet: str, *, most: int | None = None) -> list[Value]:
        """The values of a facet that some statement has, the most frequent first, and always those that are chosen."""
        column, counts = self.catalogue.columns[facet], self.counts[facet]
        chosen = {code for code in codes_of(self.catalogue, facet, self.chosen.get(facet, ())) if code is not None}
        codes = [*chosen, *(code for code in _first(counts, most) if code not in chosen)]
        codes.sort(key=lambda code: (-counts[code], code))
        return [
            Value(column.values[code] or UNKNOWN, column.labels[code], int(counts[code]), code in chosen)
            for code in codes
        ]

    def distinct(self, facet: str) -> int:
        """How many values of a facet there are, that which is not known not counted."""
        return int(np.count_nonzero(self.counts[facet][1:]))

    def _counts(self, facet: str) -> Integers:
        column, rows = self.catalogue.columns[facet], self.others.get(facet, self.rows)
        codes = column.codes if len(rows) == len(self.catalogue) else column.codes[rows]
        return np.bincount(codes, minlength=len(column.values))


def selected(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, selection: Selection) -> Selected:
    """The statements of `selection`. Raises QueryError when its query cannot be understood."""
    base = _mask_of(connection, catalogue, selection.query)
    chosen = {facet: values for facet, values in selection.chosen if values}
    masks = {facet: _chosen_mask(catalogue, facet, values) for facet, values in chosen.items()}
    others = {
        facet: _rows([base, *(mask for other, mask in masks.items() if other != facet)], len(catalogue))
        for facet in masks
    }
    return Selected(catalogue, _rows([base, *masks.values()], len(catalogue)), others, chosen)


def codes_of(catalogue: Catalogue, facet: str, values: Sequence[str]) -> list[int | None]:
    """The codes of `values`, None for one that the ledger does not have."""
    known = catalogue.columns[facet].by_value
    return [0 if value == UNKNOWN else known.get(value) for value in values]


def _mask_of(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, query: Query) -> _Mask | None:
    """Which statements `query` holds of; None for all."""
    if query == _EVERYTHING:
        return None
    condition = condition_of(connection, query)
    found = connection.execute(f"SELECT s.number FROM kept.statements AS s WHERE {condition.sql}", condition.values)
    table = np.zeros(int(catalogue.numbers.max(initial=0)) + 1, np.bool_)
    table[found.fetchnumpy()["number"]] = True
    return table[catalogue.numbers]


def _chosen_mask(catalogue: Catalogue, facet: str, values: Sequence[str]) -> _Mask:
    column = catalogue.columns[facet]
    wanted = np.zeros(len(column.values), np.bool_)
    wanted[[code for code in codes_of(catalogue, facet, values) if code is not None]] = True
    return wanted[column.codes]


def _rows(masks: Sequence[_Mask | None], length: int) -> Integers:
    given = [mask for mask in masks if mask is not None]
    if not given:
        return np.arange(length, dtype=np.int32)
    both = given[0] if len(given) == 1 else np.logical_and.reduce(given)
    return np.flatnonzero(both).astype(np.int32)


def _first(counts: Integers, most: int | None) -> list[int]:
    """The codes with the highest counts, of equal ones the first, at most `most`; none that nothing has."""
    there = np.flatnonzero(counts)
    if most is not None and len(there) > most:
        least = np.partition(counts[there], -most)[-most]
        there = there[counts[there] >= least]
    first: list[int] = there[np.lexsort((there, -counts[there]))][:most].tolist()
    return first
