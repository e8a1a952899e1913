"""Actors, names, times, figures and places into rows and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb

from selon.ledger.ids import actor_id
from selon.ledger.tables import insert, storable
from selon.record import (
    Actor,
    Entity,
    EntityLabel,
    Figure,
    Kind,
    Place,
    PlaceKind,
    Record,
    Role,
    Span,
    TimeExpression,
    TimeType,
)

_Row = tuple[Any, ...]
_CAST = """
    SELECT m.position, w.name, w.kind, w.country, m.names
    FROM kept.cast_members AS m JOIN kept.actors AS w ON w.number = m.actor WHERE m.record = ? ORDER BY m.position
"""
_ROLES = "SELECT cast_position, words, organisation, country FROM kept.roles WHERE record = ?"
_ENTITIES = 'SELECT "start", "end", label, cast_position FROM kept.entities WHERE record = ? ORDER BY 1, 2 DESC'
_TIMES = 'SELECT "start", "end", type, value, mod FROM kept.times WHERE record = ? ORDER BY position'
_FIGURES = """
    SELECT "start", "end", value, low, high, unit, thing_start, thing_end, statement
    FROM kept.figures WHERE record = ? ORDER BY 1, 2
"""
_PLACES = """
    SELECT "start", "end", name, country, latitude, longitude, kind FROM kept.places WHERE record = ? ORDER BY 1, 2
"""


def write_findings(
    connection: duckdb.DuckDBPyConnection, records: Sequence[tuple[int, Record]], actors: Mapping[int, int]
) -> None:
    """Keep what `records`, each with its number, say beside their statements. actors: numbers of actors by id."""
    rows_of: dict[str, Callable[[Record], Iterable[_Row]]] = {
        "cast_members": lambda record: _cast_rows(record, actors),
        "roles": _role_rows,
        "entities": _entity_rows,
        "times": _time_rows,
        "figures": _figure_rows,
        "places": _place_rows,
    }
    for table, rows in rows_of.items():
        insert(connection, table, [(number, *row) for number, record in records for row in rows(record)])


def _cast_rows(record: Record, actors: Mapping[int, int]) -> Iterator[_Row]:
    for position, actor in enumerate(record.actors):
        yield position, actors[actor_id(actor)], [str(storable(name)) for name in actor.names]


def _role_rows(record: Record) -> Iterator[_Row]:
    for position, actor in enumerate(record.actors):
        for role in actor.roles:
            yield position, storable(role.words), storable(role.organisation), role.country


def _entity_rows(record: Record) -> Iterator[_Row]:
    return ((one.span.start, one.span.end, one.label.value, one.actor) for one in record.entities)


def _time_rows(record: Record) -> Iterator[_Row]:
    for position, time in enumerate(record.times):
        first, last = time.period or (None, None)
        yield position, time.span.start, time.span.end, time.type.value, time.value, time.mod, first, last


def _figure_rows(record: Record) -> Iterator[_Row]:
    for figure in record.figures:
        thing = (figure.thing.start, figure.thing.end) if figure.thing else (None, None)
        numbers = (figure.value, figure.low, figure.high)
        yield figure.span.start, figure.span.end, *numbers, figure.unit, *thing, figure.statement


def _place_rows(record: Record) -> Iterator[_Row]:
    for place in record.places:
        point = (place.latitude, place.longitude)
        yield place.span.start, place.span.end, storable(place.name), place.country, *point, place.kind.value


def findings_of(connection: duckdb.DuckDBPyConnection, record: int) -> dict[str, Any]:
    """What the record with the number `record` says beside its statements, by the names of the fields of `Record`."""

    def rows(query: str) -> list[_Row]:
        return connection.execute(query, [record]).fetchall()

    return {
        "actors": tuple(_actors(rows(_CAST), rows(_ROLES))),
        "entities": tuple(Entity(Span(a, b), EntityLabel(label), actor) for a, b, label, actor in rows(_ENTITIES)),
        "times": tuple(TimeExpression(Span(a, b), TimeType(kind), *rest) for a, b, kind, *rest in rows(_TIMES)),
        "figures": tuple(map(_figure, rows(_FIGURES))),
        "places": tuple(map(_place, rows(_PLACES))),
    }


def _actors(cast: Iterable[_Row], roles: Iterable[_Row]) -> Iterator[Actor]:
    given: dict[int, list[Role]] = {}
    for position, *role in roles:
        given.setdefault(position, []).append(Role(*role))
    for position, name, kind, country, names in cast:
        yield Actor(name, Kind(kind), tuple(names), tuple(given.get(position, ())), country)


def _figure(row: _Row) -> Figure:
    start, end, value, low, high, unit, thing_start, thing_end, statement = row
    thing = None if thing_start is None else Span(thing_start, thing_end)
    return Figure(Span(start, end), _whole(value), _whole(low), _whole(high), unit, thing, statement)


def _place(row: _Row) -> Place:
    start, end, name, country, latitude, longitude, kind = row
    return Place(Span(start, end), name, country, latitude, longitude, PlaceKind(kind))


def _whole(number: float | None) -> int | float | None:
    """A number without a fraction as the whole number that it was."""
    return int(number) if number is not None and number.is_integer() else number
