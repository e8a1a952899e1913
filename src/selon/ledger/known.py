"""What the ledger has already, held in memory while articles are added: looking up a hash must cost nothing."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from selon.ledger.ids import appearance_id, article_id
from selon.record import Article


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

    def has_input(self, own: int, called: str) -> bool:
        """True for a file all of whose articles the ledger has, and what could not be read of it.

        own: the id of the file. called: its path.
        """
        return own in self.sound or (bool(self.failures.get(called)) and own in self.inputs)

    def has_article(self, article: Article) -> bool:
        """True when it need not be read.

        One whose day of publication was not known must be read anew once it is: its dates are counted from that.
        """
        own = article_id(article)
        return own in self.articles and not (article.published and own in self.undated)

    def take_in(self, article: Article) -> tuple[bool, bool]:
        """Whether the article must be read, and whether it was published just so before; both are true from now on."""
        own, appearance = article_id(article), appearance_id(article)
        is_new, is_there = not self.has_article(article), appearance in self.appearances
        if own in self.articles and is_new:
            self.undated.remove(own)
        elif article.published is None and is_new:
            self.undated.add(own)
        self.articles.add(own)
        self.appearances.add(appearance)
        return is_new, is_there

    def end(self, own: int | None, *, sound: bool) -> int | None:
        """Take in that the file with the id `own` was read to its end; that id, None when it was before or is none."""
        if own is None or own in self.inputs:
            return None
        self.inputs.add(own)
        if sound:
            self.sound.add(own)
        return own


def _ids(connection: duckdb.DuckDBPyConnection, query: str, **parameters: Any) -> Ids:
    return Ids(connection.execute(query, parameters or None).fetchnumpy()["id"])
