"""The file that a ledger is: opened for a moment at a time, brought to today's schema, its troubles put into words.

DuckDB lets one process write a file and none read it meanwhile. So the file is held only while a question is answered
or a batch is written, and whoever finds it held waits a little; a lock file beside it keeps a second writer out for as
long as the first one works.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from selon.errors import LedgerError

# How long to wait for another process to let go of the file, in seconds.
_PATIENCE = 30.0
_PAUSE = 0.05
# Bytes.
_BLOCK = 16_384
_HELD = "lock"
_FULL = ("No space left", "File too large", "Disk quota exceeded")
# A ledger never reaches out of its file, whatever is asked of it.
_CONFIGURATION = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "memory_limit": "700MB",
}


class Store:
    """The file of one ledger.

    Raises LedgerError, here and wherever it is opened, with what is wrong with the file and what to do.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that cannot write."""
        with self._connected(read_only=True) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection inside a transaction, which is committed when the block ends without error."""
        with self._connected(read_only=False) as connection:
            connection.begin()
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def only_writer(self) -> Iterator[None]:
        """Keeps other writers out; the ledger is made when it does not exist.

        Raises LedgerError when another process is writing to the ledger.
        """
        lock = FileLock(self.path.with_name(f"{self.path.name}.lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise LedgerError(
                f"another selon is writing to {self.path}: wait until it is done, or give another ledger"
            ) from None
        except OSError as error:
            raise LedgerError(
                f"{self.path} cannot be written ({error.strerror or error}): check its folder and its permissions"
            ) from error
        try:
            if not self.path.exists():
                self._create()
            with self.writing() as connection:
                _bring_up_to_date(connection, self.path)
            yield
        finally:
            lock.release()

    def _create(self) -> None:
        """Make the file. With blocks of DuckDB's own size a ledger of a few articles would take many megabytes."""
        try:
            with duckdb.connect() as connection:
                connection.execute(f"ATTACH ? AS ledger (BLOCK_SIZE {_BLOCK})", [str(self.path)])
        except duckdb.Error as error:
            raise self._explained(error) from error

    @contextmanager
    def _connected(self, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        if not self.path.exists():
            raise LedgerError(f"there is no ledger {self.path}: make one with 'selon add', or name another")
        try:
            connection = self._open(read_only=read_only)
            try:
                if read_only:
                    _check_version(connection, self.path)
                yield connection
            finally:
                connection.close()
        except duckdb.Error as error:
            raise self._explained(error) from error

    def _open(self, *, read_only: bool) -> duckdb.DuckDBPyConnection:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return duckdb.connect(str(self.path), read_only=read_only, config=dict(_CONFIGURATION))
            except duckdb.Error as error:
                if _HELD not in str(error) or time.monotonic() > deadline:
                    raise
            time.sleep(_PAUSE)

    def _explained(self, error: duckdb.Error) -> LedgerError:
        words = str(error).splitlines()[0]
        if any(full in words for full in _FULL):
            return LedgerError(
                f"there is no room left to write {self.path}: make room and run the same command again, "
                "nothing that was kept is lost"
            )
        if _HELD in words:
            return LedgerError(f"{self.path} is in use by another program: close it and try again")
        if "ermission denied" in words or "read-only" in words.lower():
            return LedgerError(f"{self.path} cannot be written: check its permissions, or name another ledger")
        if "not a valid DuckDB database" in words:
            return LedgerError(f"{self.path} is no ledger: name another file")
        return LedgerError(f"{self.path}: {words}")


def _bring_up_to_date(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make the tables that are missing, one numbered file of SQL after the other."""
    done = _check_version(connection, path)
    for version, script in _migrations()[done:]:
        connection.execute(script)
        connection.execute("CREATE OR REPLACE TABLE schema_version AS SELECT ?::INTEGER AS version", [version])


def _check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The version of the ledger's schema, 0 for an empty file. Raises LedgerError for another kind of file."""
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if "schema_version" not in tables:
        if tables:
            raise LedgerError(f"{path} is a DuckDB file but no ledger: name another file")
        return 0
    found = connection.execute("SELECT version FROM schema_version").fetchone()
    version = int(found[0]) if found else 0
    if version > len(_migrations()):
        raise LedgerError(f"{path} was made by a newer selon: install that one, or name another ledger")
    return version


def _migrations() -> list[tuple[int, str]]:
    """The scripts of the folder `schema` with their numbers, in order, counted from 1."""
    folder = files("selon").joinpath("ledger", "schema")
    scripts = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [(number, script.read_text("utf-8")) for number, script in enumerate(scripts, start=1)]
