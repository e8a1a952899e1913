"""Tables in Parquet: one article a row. Only the columns that hold something of it are read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from selon.articles.columns import choose_columns, read_row
from selon.articles.content import Content
from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.articles.unparsed import Unparsed, parsed
from selon.errors import UnreadableInputError
from selon.record import Article

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MAGIC = b"PAR1"
# Nothing is installed or fetched, and little held.
SETTINGS: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "500MB",
    "threads": "1",
}
# How many rows are held at a time.
_BATCH = 64


def matches(head: bytes) -> bool:
    """True for bytes that begin as a Parquet file does."""
    return head.startswith(_MAGIC)


def read(content: Content, told: Told) -> Iterator[Article | Failure]:
    """The articles in `content`, one a row; rows are counted from 1.

    Raises UnreadableInputError when the file is damaged, when no column can be told to hold the text, or when one that
    was named is not there.
    """
    return parsed(unparsed(content, told), told)


def unparsed(content: Content, told: Told) -> Iterator[Unparsed]:
    """The rows that `read` makes articles of, by field. Raises what it raises."""
    import duckdb

    try:
        with _file(content) as path, duckdb.connect(config=SETTINGS) as connection:
            for number, values in enumerate(_rows(connection, path, told, content.origin), start=1):
                size = len(values["text"]) if isinstance(values["text"], str | bytes) else 0
                yield Unparsed(f"{content.origin}, row {number}", values, read_row, size)
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise UnreadableInputError(
            f"{content.origin} is a Parquet file that cannot be read ({reason}): write or fetch it again"
        ) from error


@contextmanager
def _file(content: Content) -> Iterator[Path]:
    """The file that holds just the bytes of `content`: a table is read from its end."""
    if content.path and content.path.is_file():
        yield content.path
        return
    with TemporaryDirectory() as folder:
        path = Path(folder, "table.parquet")
        with path.open("wb") as spooled:
            shutil.copyfileobj(content.stream, spooled)
        yield path


def _rows(connection: DuckDBPyConnection, path: Path, told: Told, origin: str) -> Iterator[dict[str, object]]:
    """The values of each row by field."""
    # Else all that a group of rows holds of a column is read at once, and there may be gigabytes of it.
    connection.execute("SET disable_parquet_prefetching = true")
    parameters = [pattern_of(path)]
    described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", parameters).fetchall()
    types = {name: kind for name, kind, *_ in described}
    columns = choose_columns(list(types), told.columns, origin)
    selected = ", ".join(_expression(name, types[name]) for name in columns.values())
    connection.execute(f"SELECT {selected} FROM read_parquet(?)", parameters)
    while batch := connection.fetchmany(_BATCH):
        for row in batch:
            yield dict(zip(columns, row, strict=True))


def pattern_of(path: Path) -> str:
    """What DuckDB must be asked for to read the file `path` and no other."""
    # An absolute path is no address, and a bracket stands for itself only between brackets.
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path.absolute()))


def _expression(name: str, kind: str) -> str:
    column = '"' + name.replace('"', '""') + '"'
    # Moments are kept in UTC whatever zone this computer is in.
    return f"epoch_us({column})" if kind == "TIMESTAMP WITH TIME ZONE" else column
