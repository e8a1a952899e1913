"""What is written to the ledger together, in one transaction: all of it or nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb

from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.ledger.intake import Ended, told_parts
from selon.ledger.known import Known
from selon.ledger.store import Store
from selon.ledger.tables import insert, numbers, storable
from selon.ledger.writing import reader_number, write_appearances, write_records
from selon.record import Article, Record

# A batch is written when it has so many characters, or when the last one was so many seconds ago: what is lost when
# the machine stops is no more than that.
_CHARACTERS = 2_000_000
_SECONDS = 15.0


@dataclass(slots=True)
class Batch:
    """What is to be written next.

    failures: with the input that each stands in.
    """

    records: list[Record] = field(default_factory=list)
    appearances: list[Article] = field(default_factory=list)
    failures: list[tuple[str, Failure]] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    characters: int = 0
    begun: float = field(default_factory=time.monotonic)

    def is_full(self) -> bool:
        """True when it is time to write."""
        return self.characters >= _CHARACTERS or time.monotonic() - self.begun >= _SECONDS


class BatchWriter:
    """Writes batches of what one reader read in inputs of which one thing is told.

    known: what the ledger has; kept up to date about failures.
    """

    def __init__(self, store: Store, known: Known, reader: str, told: Told) -> None:
        self._store, self._known, self._reader = store, known, reader
        self._told = json.dumps(told_parts(told), ensure_ascii=False)
        self._failing: dict[str, set[str]] = {}

    def write(self, batch: Batch) -> None:
        """Keep all of `batch`. Raises LedgerError, and keeps nothing of it, when the ledger cannot be written."""
        if not (batch.records or batch.appearances or batch.failures or batch.ended):
            return
        with self._store.writing() as connection:
            if batch.records:
                write_records(connection, batch.records)
            if batch.appearances:
                write_appearances(connection, batch.appearances)
            settled = [*self._write_failures(connection, batch), *self._ended(batch)]
            insert(connection, "settled", [(number,) for number in settled])
            reader = reader_number(connection, self._reader)
            ended = [(end.id, reader, storable(end.origin), end.articles) for end in batch.ended if end.id is not None]
            insert(connection, "inputs", ended)

    def _write_failures(self, connection: duckdb.DuckDBPyConnection, batch: Batch) -> list[int]:
        """Keep the failures that are new; the numbers of those of before that have another reason now."""
        called = numbers(connection, "failures")
        rows, other = [], []
        for source, failure in batch.failures:
            origin, reason = str(storable(failure.origin)), str(storable(failure.reason))
            self._failing.setdefault(source, set()).add(origin)
            before = self._known.failures.setdefault(source, {})
            known = before.get(origin)
            if known is None or known[1] != reason:
                other += [known[0]] if known else []
                before[origin] = (next(called), reason)
                rows.append((before[origin][0], storable(source), self._told, origin, reason))
        insert(connection, "failures", rows)
        return other

    def _ended(self, batch: Batch) -> Iterator[int]:
        """The failures of before that are none any more, now that their inputs were read to the end again."""
        for end in batch.ended:
            failing = self._failing.pop(end.input, set())
            before = self._known.failures.get(end.input, {})
            yield from [before.pop(origin)[0] for origin in list(before) if origin not in failing]
