"""The Parquet file of one partition: rows for people and programs, and a header that says what they are."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from selon.articles.details import Told
from selon.articles.parquet import SETTINGS, pattern_of
from selon.errors import SelonError
from selon.ledger.arrivals import End, Passed
from selon.ledger.failures import told_of
from selon.ledger.intake import told_parts
from selon.ledger.tables import array_of, storable
from selon.scale.rows import Row

_KEY, _VERSION = "selon", 1
_TYPES = {"place": "BIGINT", "published": "DATE", "statements": "INTEGER"}
_COLUMNS = ", ".join(f'TRY_CAST("{name}" AS {_TYPES.get(name, "VARCHAR")}) AS "{name}"' for name in Row._fields)
_HEADER = "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = ?"
_FIRST = (
    """SELECT coalesce("input"::VARCHAR, ''), coalesce("place"::BIGINT, 0), count(*) OVER () """
    "FROM read_parquet(?) LIMIT 1"
)
# How many rows are held at a time, and how long a header may be.
_BATCH, _LONGEST_HEADER = 64, 50_000_000


@dataclass(frozen=True, slots=True)
class PartFile:
    """A file that says it is of a partition.

    reader: the name of what read it. told: what was told of the inputs, as `told_parts`. ends: inputs that end in it,
    each with the number of rows before. input, place: of its first row. rows: how many it has.
    """

    path: Path
    reader: str
    told: list[Any]
    ends: list[tuple[int, End]] = field(default_factory=list)
    input: str = ""
    place: int = 0
    rows: int = 0


def write_part(path: Path, rows: Sequence[Row | End | Passed], reader: str, told: Told) -> None:
    """Write what became of a partition to `path`, which appears once it is whole. Raises SelonError when it cannot."""
    listed: list[Row] = []
    ends: list[list[object]] = []
    for row in rows:
        if isinstance(row, Row):
            listed.append(row)
        elif isinstance(row, End):
            ends.append([len(listed), row.input, row.origin, row.id, row.pieces])
    header = json.dumps({"version": _VERSION, "reader": reader, "told": told_parts(told), "ends": ends})
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write(partial, listed, header)
        _settle(partial)
        partial.replace(path)
    except (duckdb.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        words = str(error).splitlines()[0]
        raise SelonError(f"{path} cannot be written ({words}): make room, or name another folder") from error


def _write(path: Path, rows: Sequence[Row], header: str) -> None:
    with duckdb.connect(config=dict(SETTINGS)) as connection:
        columns = ", ".join(f'"{name}" {_TYPES.get(name, "VARCHAR")}' for name in Row._fields)
        connection.execute(f"CREATE TABLE part ({columns})")
        if rows:
            values = [
                [storable(one) if isinstance(one, str) else one for one in some] for some in zip(*rows, strict=True)
            ]
            found = {name: array_of(some) for name, some in zip(Row._fields, values, strict=True)}
            connection.register("rows", found)
            connection.execute("INSERT INTO part SELECT * FROM rows")
        connection.execute(
            f"COPY part TO {_quoted(str(path.absolute()))} (FORMAT parquet, COMPRESSION zstd, "
            f"KV_METADATA {{{_KEY}: {_quoted(header)}}})"
        )


def _settle(path: Path) -> None:
    """Wait until the disk has all of a file, so that after a loss of power no part bears its name half written."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def read_header(path: Path) -> PartFile:
    """What the file `path` says of itself. Raises SelonError when it is damaged or was not written by `write_part`."""
    try:
        with duckdb.connect(config=dict(SETTINGS)) as connection:
            found = connection.execute(_HEADER, [pattern_of(path), _KEY]).fetchall()
            first = connection.execute(_FIRST, [pattern_of(path)]).fetchall() if found else []
    except (duckdb.Error, OSError) as error:
        raise _damaged(path, error) from error
    try:
        return _header_of(path, found[0][0], first)
    except Exception as error:
        raise SelonError(f"{path} was not written by 'selon read --parquet', or by another selon") from error


def _header_of(path: Path, written: str, first: Sequence[tuple[str, int, int]]) -> PartFile:
    if len(written) > _LONGEST_HEADER:
        raise ValueError("it is too long")
    header = json.loads(written)
    if header["version"] != _VERSION:
        raise ValueError("it is of another version")
    ends = [
        (_number(row), End(_words(source), _words(origin), own, _number(pieces)))
        for row, source, origin, own, pieces in header["ends"]
    ]
    if any(end.id is not None and not 0 <= _number(end.id) < 1 << 64 for _, end in ends):
        raise ValueError("it has an id that is none")
    source, place, rows = first[0] if first else (ends[0][1].input if ends else "", 0, 0)
    return PartFile(path, _words(header["reader"]), _told_parts(header["told"]), ends, source, place, rows)


def _told_parts(found: object) -> list[object]:
    written = json.dumps(found, ensure_ascii=False)
    written.encode()  # What UTF-8 cannot hold, the ledger cannot either.
    told = told_of(written)
    words = [*told.columns, *told.columns.values(), *([] if told.language is None else [told.language])]
    if not all(isinstance(word, str) for word in words):
        raise ValueError("what is told of its inputs is not in words")
    return told_parts(told)


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.40} is no name")
    # As in the rows, so that an input has one name.
    return storable(value) or ""


def _number(value: object) -> int:
    if type(value) is not int:
        raise ValueError(f"{value!r:.40} is no number")
    return value


def read_rows(file: PartFile) -> Iterator[Row | End]:
    """The rows of a file, and the ends of inputs where they stand. Raises SelonError when it is damaged."""
    ends = sorted(file.ends, key=lambda one: one[0])
    number = 0
    try:
        with duckdb.connect(config=dict(SETTINGS)) as connection:
            connection.execute(f"SELECT {_COLUMNS} FROM read_parquet(?)", [pattern_of(file.path)])
            while batch := connection.fetchmany(_BATCH):
                for values in batch:
                    while ends and ends[0][0] <= number:
                        yield ends.pop(0)[1]
                    yield Row(*values)
                    number += 1
    except (duckdb.Error, OSError) as error:
        raise _damaged(file.path, error) from error
    yield from (end for _, end in ends)


def _damaged(path: Path, error: Exception) -> SelonError:
    words = (str(error).splitlines() or [""])[0]
    return SelonError(
        f"{path} is a Parquet file that cannot be read ({words}): delete it, and run 'selon read --parquet' again"
    )
