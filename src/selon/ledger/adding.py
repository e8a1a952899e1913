"""Articles in, records kept: each read once and written in batches, whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol, TypeVar

from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.errors import LedgerError
from selon.ledger.arrivals import Arrivals, Step
from selon.ledger.batches import Batch, BatchWriter
from selon.ledger.intake import Ended, Intake, Tally
from selon.ledger.known import Known
from selon.ledger.store import Store
from selon.record import Record

if TYPE_CHECKING:
    from selon.extract.reader import Reader


def add(
    store: Store,
    reader: Reader,
    givens: Iterable[str | Path | IO[bytes]],
    told: Told,
    tally: Tally,
    *,
    private: bool = False,
    again: bool = False,
) -> Generator[Record | Failure, None, None]:
    """Add what `givens` name, as `read_articles` takes them, to the ledger; each record and each failure as it comes.

    All is written when the iteration ends, also when it is broken off; a record that was given before that may not be
    written yet. tally: is kept up to date. private: whether addresses within a private network may be fetched.
    again: whether files are read that the ledger has read to their end.
    Raises LedgerError when the ledger cannot be written; what was written before stays.
    """
    with store.only_writer():
        known = _known(store, reader.name)
        intake = Intake(known, told, tally, leave_out=store.belongs, private=private, again=again)
        writer = BatchWriter(store, known, reader.name, told)
        yield from _kept(writer, reader.read_all(intake.articles(givens)), _Readings(intake, tally))
        store.shrink()


def take(
    store: Store, reader: str, told: Told, steps: Callable[[Known], Iterable[Step]], tally: Tally
) -> Generator[Record | Failure, None, None]:
    """Add what was read elsewhere; as `add`.

    reader: the name of what reads. steps: makes what comes, in order, from what the ledger has.
    """
    with store.only_writer():
        known = _known(store, reader)
        yield from _kept(BatchWriter(store, known, reader, told), steps(known), Arrivals(known, tally))
        store.shrink()


_Come = TypeVar("_Come", contravariant=True)


class _Filling(Protocol[_Come]):
    """Puts what comes into batches."""

    def fill(self, batch: Batch, come: _Come, /) -> Record | Failure | None:
        """Take the next of what comes; what is to be told of it."""

    def finish(self, batch: Batch, /) -> None:
        """Take what is left when all has come."""


def _kept(
    writer: BatchWriter, coming: Iterable[_Come], filling: _Filling[_Come]
) -> Generator[Record | Failure, None, None]:
    """Write what comes in batches; what is to be told of it, as it comes."""
    batch = Batch()
    try:
        for one in coming:
            if (outcome := filling.fill(batch, one)) is not None:
                yield outcome
            if batch.is_full():
                # What has been handed over is not written again, whatever interrupts the writing.
                full, batch = batch, batch.next()
                writer.write(full)
        filling.finish(batch)
    except LedgerError:
        raise
    except BaseException:
        writer.write(batch)
        raise
    writer.write(batch)


class _Readings:
    """What a reader makes of what an intake gives it."""

    def __init__(self, intake: Intake, tally: Tally) -> None:
        self._intake, self._tally, self._place = intake, tally, 0

    def fill(self, batch: Batch, outcome: Record | Failure) -> Record | Failure:
        """Take what became of the next article, and what is marked behind it."""
        self._place += 1
        source = self._intake.passed.popleft()
        if isinstance(outcome, Record):
            batch.keep(outcome, self._tally)
        else:
            batch.fail(outcome, source, self._tally)
        self._take_marks(batch, self._place)
        return outcome

    def finish(self, batch: Batch) -> None:
        """Take all marks that are left."""
        self._take_marks(batch, None)

    def _take_marks(self, batch: Batch, place: int | None) -> None:
        """Take what is marked before the thing after `place`, or all that is left when it is None."""
        marks = self._intake.marks
        while marks and (place is None or marks[0][0] <= place):
            _, mark = marks.popleft()
            if isinstance(mark, Ended):
                batch.ended.append(mark)
            else:
                batch.appearances.append(mark)


def _known(store: Store, reader: str) -> Known:
    with store.reading() as connection:
        return Known(connection, reader)
