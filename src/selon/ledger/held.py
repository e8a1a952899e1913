"""A ledger for a program that asks it often: its file stays open between questions, yet never for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from selon.ledger.store import Store

# Seconds. Whoever adds to the ledger waits for the file: it is let go of when nobody has asked for a little while, and
# also when somebody always does, before a writer gives up. The gap is a little longer than a writer that waits takes to
# look again.
_IDLE, _LONGEST, _GAP = 2.0, 20.0, 0.12

# What tells one state of the file from another: device, number, moment of change and size, of the file and of its log.
State = tuple[int, ...]


class HeldStore(Store):
    """A store that many threads read at once, each through its own cursor of one connection.

    Opening the file takes longer than most questions do.
    """

    patience = 5.0

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._changed = threading.Condition()
        self._held = ExitStack()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._state: State = ()
        self._readers, self._opened, self._left = 0, 0.0, 0.0
        self._let_go = False
        self._watched = False

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that cannot write."""
        with self.reading_state() as (cursor, _):
            yield cursor

    @contextmanager
    def reading_state(self) -> Iterator[tuple[duckdb.DuckDBPyConnection, State]]:
        """A cursor that cannot write, and which state of the file it reads."""
        cursor, state = self._enter()
        try:
            yield cursor, state
        except duckdb.Error as error:
            raise self._explained(error) from error
        finally:
            cursor.close()
            self._leave()

    @contextmanager
    def let_go(self) -> Iterator[None]:
        """Nobody reads and the file is closed until the block ends, for what else in this process writes to it."""
        with self._changed:
            self._changed.wait_for(lambda: not self._let_go)
            self._let_go = True
            self._changed.wait_for(lambda: not self._readers)
            self._close()
        try:
            yield
        finally:
            with self._changed:
                self._let_go = False
                self._changed.notify_all()

    def close(self) -> None:
        """Close the file now, once nobody reads; it is opened again when somebody asks."""
        with self.let_go():
            pass

    def _enter(self) -> tuple[duckdb.DuckDBPyConnection, State]:
        with self._changed:
            self._changed.wait_for(lambda: not self._let_go and (not self._is_old() or not self._readers))
            if self._is_old():
                self._close()
                time.sleep(_GAP)
            connection = self._connection or self._open()
            cursor = connection.cursor()
            cursor.execute("USE ledger")
            self._readers += 1
            return cursor, self._state

    def _leave(self) -> None:
        with self._changed:
            self._readers -= 1
            self._left = time.monotonic()
            self._changed.notify_all()

    def _is_old(self) -> bool:
        return self._connection is not None and time.monotonic() - self._opened > _LONGEST

    def _open(self) -> duckdb.DuckDBPyConnection:
        connection = self._connection = self._held.enter_context(super().reading())
        # Nobody writes while the file is open, so that what it is now it stays.
        self._state = self._stated()
        self._opened = self._left = time.monotonic()
        if not self._watched:
            self._watched = True
            threading.Thread(target=self._close_when_idle, name="ledger", daemon=True).start()
        return connection

    def _close(self) -> None:
        self._connection = None
        self._held.close()

    def _close_when_idle(self) -> None:
        while True:
            time.sleep(_IDLE / 4)
            with self._changed:
                if self._connection and not self._readers and time.monotonic() - self._left > _IDLE:
                    self._close()
                if not self._connection:
                    self._watched = False
                    return

    def _stated(self) -> State:
        files = (self._file, self._beside("wal"))
        found = [file.stat() for file in files if file.exists()]
        return tuple(part for one in found for part in (one.st_dev, one.st_ino, one.st_mtime_ns, one.st_size))
