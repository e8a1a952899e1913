"""What people decide about who is who; every decision can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from selon.errors import QueryError
from selon.ledger.query import searched_name
from selon.ledger.tables import insert, numbers

_ACTORS = """
    SELECT kept.hex(w.id), w.name, w.kind, w.country, w.number, g.group
    FROM kept.actors AS w JOIN kept.grouped AS g ON g.actor = w.number
"""
_OWN_GROUPS = """
    SELECT kept.hex(w.id), o.actor, o.group FROM kept.own_groups AS o JOIN kept.actors AS w ON w.number = o.actor
"""
_DECISIONS = """
    SELECT d.number, a.name, kept.hex(a.id), b.name, kept.hex(b.id), d.same
    FROM kept.decisions AS d JOIN kept.actors AS a ON a.id = d.actor JOIN kept.actors AS b ON b.id = d.other
    WHERE d.number NOT IN (SELECT decision FROM kept.withdrawn) ORDER BY d.number
"""
# Who is moved, an actor or everybody of an own group, and the group it now belongs to.
_Moves = dict[tuple[int, bool], int]


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor as articles name it: one name, kind and country. group: the number of whom it is taken for."""

    id: str
    name: str
    kind: str
    country: str | None
    number: int
    group: int


@dataclass(frozen=True, slots=True)
class Decision:
    """That two actors are the same or are not, with the number by which it can be taken back."""

    number: int
    name: str
    id: str
    other_name: str
    other_id: str
    same: bool


def called(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[NamedActor]:
    """The actors that have the name `wanted`, but for capitals and accents, or this id; in the order they were kept."""
    query = f"{_ACTORS} WHERE kept.hex(w.id) = lower(?) OR kept.folded(w.name) = ? ORDER BY w.number"
    return [NamedActor(*row) for row in connection.execute(query, [wanted, searched_name(wanted)]).fetchall()]


def decisions(connection: duckdb.DuckDBPyConnection) -> list[Decision]:
    """The decisions that hold, in the order in which they were taken."""
    return [Decision(*row) for row in connection.execute(_DECISIONS).fetchall()]


def decide(connection: duckdb.DuckDBPyConnection, one: str, other: str, *, same: bool) -> int:
    """Keep that the actors with the ids `one` and `other` are the same, or are not; the number of the decision.

    Raises QueryError when there is no such actor, or both are one and the same row.
    """
    if one == other:
        raise QueryError(f"{one} is given twice: name two actors")
    for wanted in (one, other):
        if not any(actor.id == wanted for actor in called(connection, wanted)):
            raise QueryError(f"there is no actor {wanted}: see their ids with 'selon actors show NAME'")
    number = next(numbers(connection, "decisions"))
    insert(connection, "decisions", [(number, int(one, 16), int(other, 16), same)])
    _regroup(connection)
    return number


def withdraw(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Take the decision with this number back. Raises QueryError when there is none that holds."""
    if not any(decision.number == number for decision in decisions(connection)):
        raise QueryError(f"there is no decision {number}: list them with 'selon actors list'")
    insert(connection, "withdrawn", [(number,)])
    _regroup(connection)


def _regroup(connection: duckdb.DuckDBPyConnection) -> None:
    """Write down anew what follows from all decisions that hold."""
    rows = connection.execute(
        "SELECT w.id, o.actor, o.group FROM kept.own_groups AS o JOIN kept.actors AS w ON number = actor"
    )
    own = {f"{identity:016x}": (actor, group) for identity, actor, group in rows.fetchall()}
    moves: _Moves = {}
    for decision in decisions(connection):
        pair = (own[decision.id], own[decision.other_id])
        if decision.same:
            _join(moves, pair)
        else:
            _part(moves, *pair)
    connection.execute("DELETE FROM kept.regrouped")
    insert(connection, "regrouped", [(number, is_group, group) for (number, is_group), group in sorted(moves.items())])


def _join(moves: _Moves, pair: Iterable[tuple[int, int]]) -> None:
    """Bring two actors, each with all that it is one with, into one group."""
    where = [(_key(moves, *one), _group(moves, *one)) for one in pair]
    target = min(group for _, group in where)
    joined = {group for _, group in where}
    for key, group in list(moves.items()):
        if group in joined:
            moves[key] = target
    for key, _ in where:
        moves[key] = target


def _part(moves: _Moves, one: tuple[int, int], other: tuple[int, int]) -> None:
    """Take the second of two actors out of the group of the first, if they are in one."""
    if _group(moves, *one) == _group(moves, *other):
        # No group that begins with an actor has a number below zero.
        moves[other[0], False] = -other[0]


def _key(moves: _Moves, actor: int, group: int) -> tuple[int, bool]:
    return (actor, False) if (actor, False) in moves else (group, True)


def _group(moves: _Moves, actor: int, group: int) -> int:
    return moves.get((actor, False), moves.get((group, True), group))
