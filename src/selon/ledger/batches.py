"""What is written to the ledger together, in one transaction: all of it or nothing."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field

import duckdb

from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.ledger.ids import article_id
from selon.ledger.intake import Ended, Tally, told_parts
from selon.ledger.known import Known
from selon.ledger.store import Store
from selon.ledger.tables import insert, numbers, storable
from selon.ledger.writing import reader_number, write_appearances, write_records
from selon.record import Article, Record

# A batch is written when it has so many characters, or when the last one was so many seconds ago: what is lost when
# the machine stops is no more than that. The first ones come sooner, so that short runs leave something behind too.
_CHARACTERS = 2_000_000
_FIRST_SECONDS, _SECONDS = 1.0, 15.0

# The origins of what failed in an input so far, by input; the failures that the ledger has, as `Known` has them.
_Failing = dict[str, set[str]]
_Kept = dict[str, dict[str, tuple[int, str]]]


@dataclass(slots=True)
class Batch:
    """What is to be written next.

    failures: with the input that each stands in. patience: how many seconds it waits at most for more.
    """

    records: list[Record] = field(default_factory=list)
    appearances: list[Article] = field(default_factory=list)
    failures: list[tuple[str, Failure]] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    characters: int = 0
    patience: float = _FIRST_SECONDS
    begun: float = field(default_factory=time.monotonic)

    def keep(self, record: Record, tally: Tally) -> None:
        """Take a record, and count it."""
        self.records.append(record)
        self.characters += len(record.article.text)
        tally.added += 1
        tally.statements += len(record.statements)

    def fail(self, failure: Failure, source: str | None, tally: Tally) -> None:
        """Take what could not be read, and count it. source: its input, None when nobody can read it again."""
        tally.failed += 1
        if source is not None:
            self.failures.append((source, failure))

    def is_full(self) -> bool:
        """True when it is time to write."""
        waited = time.monotonic() - self.begun
        return self.characters >= _CHARACTERS or waited >= min(self.patience, _SECONDS)

    def next(self) -> Batch:
        """An empty one, with twice the patience."""
        return Batch(patience=2 * self.patience)


class BatchWriter:
    """Writes batches of what one reader read in inputs of which one thing is told.

    known: what the ledger has; kept up to date about failures.
    """

    def __init__(self, store: Store, known: Known, reader: str, told: Told) -> None:
        self._store, self._known, self._reader = store, known, reader
        self._told = json.dumps(told_parts(told), ensure_ascii=False)
        self._failing: _Failing = {}

    def write(self, batch: Batch) -> None:
        """Keep all of `batch`. Raises LedgerError, and keeps nothing of it, when the ledger cannot be written."""
        if not (batch.records or batch.appearances or batch.failures or batch.ended):
            return
        with self._store.writing() as connection:
            if batch.records:
                # An article that was read twice, without its day and then with it, is kept as it was read last.
                last = {article_id(record.article): record for record in batch.records}
                write_records(connection, list(last.values()))
            if batch.appearances:
                write_appearances(connection, batch.appearances)
            changes = self._write_failures(connection, batch)
            reader = reader_number(connection, self._reader)
            ended = [end for end in batch.ended if end.id is not None]
            rows = [(end.id, reader, storable(end.origin), end.articles, end.is_sound) for end in ended]
            insert(connection, "inputs", rows)
        # What is known of the ledger changes with the ledger: a batch that failed is written again from the start.
        self._failing, self._known.failures = changes

    def _write_failures(self, connection: duckdb.DuckDBPyConnection, batch: Batch) -> tuple[_Failing, _Kept]:
        """Keep the failures that are new and settle those that are none any more; what is failing and kept then.

        One of before is settled when it has another reason now, or when its input was read to the end without it.
        """
        failing = {source: set(origins) for source, origins in self._failing.items()}
        kept = {source: dict(before) for source, before in self._known.failures.items()}
        called = numbers(connection, "failures")
        rows, settled = [], []
        for source, failure in batch.failures:
            origin, reason = str(storable(failure.origin)), str(storable(failure.reason))
            failing.setdefault(source, set()).add(origin)
            before = kept.setdefault(source, {})
            known = before.get(origin)
            if known is None or known[1] != reason:
                settled += [known[0]] if known else []
                before[origin] = (next(called), reason)
                rows.append((before[origin][0], storable(source), self._told, origin, reason))
        for end in batch.ended:
            origins, before = failing.pop(end.input, set()), kept.get(end.input, {})
            settled += [before.pop(origin)[0] for origin in list(before) if origin not in origins]
        insert(connection, "failures", rows)
        insert(connection, "settled", [(number,) for number in settled])
        return failing, kept
