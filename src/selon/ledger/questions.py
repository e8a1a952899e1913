"""Questions in SQL, by hand: they read, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from selon.errors import QueryError

_READING = frozenset({duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN})
_TOGETHER = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of an answer and its rows, which are fetched as they are taken."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def ask(connection: duckdb.DuckDBPyConnection, question: str) -> Answer:
    """The answer to one SELECT in `question`. Raises QueryError when it is something else, or is wrong."""
    with _explained():
        statements = connection.extract_statements(question)
        if len(statements) != 1 or statements[0].type not in _READING:
            raise QueryError("only one SELECT is answered here: the ledger is read and never changed by hand")
        found = connection.execute(statements[0])
    columns = tuple(column[0] for column in found.description or ())
    return Answer(columns, _rows(found))


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    with _explained():
        while some := found.fetchmany(_TOGETHER):
            yield from some


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise QueryError(f"the question cannot be answered: {' '.join(str(error).split())}") from error
