"""The file that a ledger is: opened for a moment at a time, brought to today's schema, its troubles put into words.

DuckDB lets one process write a file and none read it meanwhile. So the file is held only while a question is answered
or a batch is written, and whoever finds it held waits a little; a lock file beside it keeps a second writer out for as
long as the first one works.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from selon.errors import LedgerError

# How long to wait before looking whether another process has let go of the file, in seconds.
_PAUSE = 0.05
# Bytes; smaller ones leave no room for packing numbers, larger ones waste it in a ledger of a few articles.
_BLOCK = 32_768
# Rows that are written anew when some are added to them: as many as DuckDB takes by itself would be a hundred
# thousand articles.
_SHAPE = "ROW_GROUP_SIZE 8192"
# The share of a file that may be room left behind.
_WASTE = 0.2
_HELD = ("Could not set lock", "already attached")
_FULL = ("No space left", "File too large", "Disk quota exceeded")
# A ledger never reaches out of its file, whatever is asked of it.
_CONFIGURATION = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "700MB",
}


class Store:
    """The file of one ledger.

    patience: how many seconds to wait for another process to let go of the file.
    Raises LedgerError, here and wherever it is opened, with what is wrong with the file and what to do.
    """

    patience = 30.0

    def __init__(self, path: Path) -> None:
        self.path = path
        # However it is called, a file has one lock and one log.
        self._file = path.resolve()

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection that cannot write; a ledger of an earlier selon is first brought up to date."""
        self._must_exist()
        with self._connected(self._file, "READ_ONLY") as connection:
            is_old = _check_version(connection, self.path) < len(_migrations())
            if not is_old:
                yield connection
        if is_old:
            with self.only_writer(), self._connected(self._file, "READ_ONLY") as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection inside a transaction, which is committed when the block ends without error."""
        self._must_exist()
        with self._transaction(self._file) as connection:
            yield connection

    @contextmanager
    def only_writer(self) -> Iterator[None]:
        """Keeps other writers out; the ledger is made when it does not exist.

        Raises LedgerError when another process is writing to the ledger.
        """
        if not self._file.parent.is_dir():
            raise LedgerError(f"{self.path} cannot be written: there is no folder {self._file.parent}, make it first")
        lock = FileLock(self._beside("lock"))
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
            self._make()
            yield
        finally:
            lock.release()

    def shrink(self) -> None:
        """Write the file anew where much of it is room that the batches of an addition left behind.

        What cannot be done leaves the file as it is: nothing but its size depends on it.
        """
        fresh = self._beside("new")
        self._discard(fresh)
        with suppress(duckdb.Error, OSError), duckdb.connect(config=dict(_CONFIGURATION)) as connection:
            # Nobody else has the file until the new one has taken its place.
            self._attach(connection, self._file, _SHAPE)
            connection.execute("CHECKPOINT ledger")
            # What is only in the log of the old file would not fit the new one.
            if self._has_log() or not _is_wasteful(connection):
                return
            connection.execute(f"ATTACH ? AS fresh (TYPE duckdb, {_SHAPE}, BLOCK_SIZE {_BLOCK})", [str(fresh)])
            connection.execute("COPY FROM DATABASE ledger TO fresh")
            connection.execute("DETACH fresh")
            shutil.copymode(self._file, fresh)
            fresh.replace(self._file)
        self._discard(fresh)

    def belongs(self, path: Path) -> bool:
        """True when the file `path` is the ledger, or one that it keeps beside itself."""
        companions = [self._file, *(self._beside(name) for name in ("lock", "wal", "new", "new.wal"))]
        return path.resolve() in companions

    def _beside(self, name: str) -> Path:
        return self._file.with_name(f"{self._file.name}.{name}")

    def _has_log(self) -> bool:
        log = self._beside("wal")
        return log.exists() and log.stat().st_size > 0

    def _discard(self, fresh: Path) -> None:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
            self._beside("new.wal").unlink(missing_ok=True)

    def _make(self) -> None:
        """Make the file where there is none, and the tables that are missing in it."""
        if self._file.exists() and self._file.stat().st_size:
            with self._transaction(self._file) as connection:
                _bring_up_to_date(connection, self.path)
            return
        # A file that is only half made must not stand in the way of the next attempt.
        fresh = self._beside("new")
        self._discard(fresh)
        with self._transaction(fresh) as connection:
            _bring_up_to_date(connection, self.path)
        try:
            fresh.replace(self._file)
        except OSError as error:
            raise LedgerError(f"{self.path} cannot be written ({error.strerror}): name another ledger") from error

    @contextmanager
    def _transaction(self, file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._connected(file, _SHAPE if file.exists() else f"{_SHAPE}, BLOCK_SIZE {_BLOCK}") as connection:
            connection.begin()
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def _must_exist(self) -> None:
        if not self._file.exists():
            raise LedgerError(f"there is no ledger {self.path}: make one with 'selon add', or name another")

    @contextmanager
    def _connected(self, file: Path, option: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to `file`. option: how DuckDB attaches it."""
        try:
            with duckdb.connect(config=dict(_CONFIGURATION)) as connection:
                self._attach(connection, file, option)
                connection.execute("SET enable_external_access = false")
                yield connection
        except duckdb.Error as error:
            raise self._explained(error) from error

    def _attach(self, connection: duckdb.DuckDBPyConnection, file: Path, option: str) -> None:
        # Attached under a name of ours, the file may have any.
        deadline = time.monotonic() + self.patience
        while True:
            try:
                connection.execute(f"ATTACH ? AS ledger (TYPE duckdb, {option})", [str(file)])
                break
            except duckdb.Error as error:
                if not any(held in str(error) for held in _HELD) or time.monotonic() > deadline:
                    raise
            time.sleep(_PAUSE)
        connection.execute("USE ledger")
        connection.execute("SET temp_directory = ?", [str(self._beside("tmp"))])

    def _explained(self, error: duckdb.Error) -> LedgerError:
        words = str(error).splitlines()[0]
        if any(full in words for full in _FULL):
            return LedgerError(
                f"there is no room left to write {self.path}: make room and run the same command again, "
                "nothing that was kept is lost"
            )
        if any(held in words for held in _HELD):
            return LedgerError(f"{self.path} is in use: let the other search or program end, and try again")
        if "ermission denied" in words or "read-only" in words.lower():
            return LedgerError(f"{self.path} cannot be written: check its permissions, or name another ledger")
        if "not a valid DuckDB database" in words or "Is a directory" in words:
            return LedgerError(f"{self.path} is no ledger: name another file")
        return LedgerError(f"{self.path}: {words}")


def _is_wasteful(connection: duckdb.DuckDBPyConnection) -> bool:
    size = "SELECT free_blocks, total_blocks FROM pragma_database_size() WHERE database_name = 'ledger'"
    ((free, total),) = connection.execute(size).fetchall()
    return bool(free > _WASTE * total)


def _bring_up_to_date(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make the tables that are missing, one numbered file of SQL after the other."""
    done = _check_version(connection, path)
    for version, script in _migrations()[done:]:
        connection.execute(script)
        connection.execute("CREATE OR REPLACE TABLE schema_version AS SELECT ?::INTEGER AS version", [version])


def _check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The version of the ledger's schema, 0 for an empty file. Raises LedgerError for another kind of file."""
    found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'ledger'").fetchall()
    tables = {name for (name,) in found}
    if "schema_version" not in tables:
        if tables:
            raise LedgerError(f"{path} is a DuckDB file but no ledger: name another file")
        return 0
    ((version,),) = connection.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchall()
    if version > len(_migrations()):
        raise LedgerError(f"{path} was made by a newer selon: install that one, or name another ledger")
    return int(version)


def _migrations() -> list[tuple[int, str]]:
    """The scripts of the folder `schema` with their numbers, in order, counted from 1."""
    folder = files("selon").joinpath("ledger", "schema")
    scripts = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [(number, script.read_text("utf-8")) for number, script in enumerate(scripts, start=1)]
