"""What the ledger has already, held in memory while articles are added: looking up a hash must cost nothing."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray


class Ids:
    """A set of 64-bit ids: those of the ledger packed, eight bytes each, and the new ones beside them."""

    def __init__(self, packed: NDArray[np.uint64]) -> None:
        self._packed = np.sort(packed)
        self._new: set[int] = set()
        self._gone: set[int] = set()

    def __contains__(self, wanted: int) -> bool:
        if wanted in self._new or wanted in self._gone:
            return wanted not in self._gone
        place = int(np.searchsorted(self._packed, np.uint64(wanted)))
        return place < len(self._packed) and int(self._packed[place]) == wanted

    def add(self, one: int) -> None:
        """Take `one` in."""
        self._new.add(one)
        self._gone.discard(one)

    def remove(self, one: int) -> None:
        """Leave `one` out from now on."""
        self._new.discard(one)
        self._gone.add(one)


class Known:
    """The ids of what the ledger has.

    articles: those that the reader has read. undated: those of them whose day of publication it did not know.
    appearances: where and when articles were published, all that are kept.
    inputs: files that the reader has read to their end; sound: those of them without a failure. failures: the number
    and the reason of each failure that is not settled, by its input and its origin.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, reader: str) -> None:
        own = "SELECT number FROM kept.readers WHERE name = $reader"
        read = f"SELECT article FROM kept.records WHERE reader IN ({own})"
        self.articles = _ids(connection, f"SELECT id FROM kept.articles WHERE number IN ({read})", reader=reader)
        undated = f"{read} AND published IS NULL AND number NOT IN (SELECT record FROM kept.superseded)"
        self.undated = _ids(connection, f"SELECT id FROM kept.articles WHERE number IN ({undated})", reader=reader)
        self.appearances = _ids(connection, "SELECT id FROM kept.appearances")
        ended = f"SELECT id FROM kept.inputs WHERE reader IN ({own})"
        self.inputs = _ids(connection, ended, reader=reader)
        self.sound = _ids(connection, f"{ended} AND is_sound", reader=reader)
        self.failures: dict[str, dict[str, tuple[int, str]]] = {}
        rows = connection.execute(
            "SELECT input, origin, number, reason FROM kept.failures "
            "WHERE number NOT IN (SELECT failure FROM kept.settled) ORDER BY number"
        )
        for source, origin, number, reason in rows.fetchall():
            self.failures.setdefault(source, {})[origin] = (int(number), reason)


def _ids(connection: duckdb.DuckDBPyConnection, query: str, **parameters: Any) -> Ids:
    return Ids(connection.execute(query, parameters or None).fetchnumpy()["id"])
