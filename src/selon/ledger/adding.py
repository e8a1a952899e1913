"""Articles in, records kept: each read once and written in batches, whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.errors import LedgerError
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
        with store.reading() as connection:
            known = Known(connection, reader.name)
        intake = Intake(known, told, tally, leave_out=store.belongs, private=private, again=again)
        writer, batch = BatchWriter(store, known, reader.name, told), Batch()
        try:
            for place, outcome in enumerate(reader.read_all(intake.articles(givens)), start=1):
                _take(batch, outcome, intake.passed.popleft(), tally)
                _take_marks(batch, intake, place)
                yield outcome
                if batch.is_full():
                    # What has been handed over is not written again, whatever interrupts the writing.
                    full, batch = batch, batch.next()
                    writer.write(full)
            _take_marks(batch, intake, None)
        except LedgerError:
            raise
        except BaseException:
            writer.write(batch)
            raise
        writer.write(batch)
        store.shrink()


def _take(batch: Batch, outcome: Record | Failure, source: str | None, tally: Tally) -> None:
    """Take what became of one article. source: the input it stands in, None when nobody can read it again."""
    if isinstance(outcome, Record):
        batch.records.append(outcome)
        batch.characters += len(outcome.article.text)
        tally.added += 1
        tally.statements += len(outcome.statements)
    else:
        tally.failed += 1
        if source is not None:
            batch.failures.append((source, outcome))


def _take_marks(batch: Batch, intake: Intake, place: int | None) -> None:
    """Take what is marked before the thing after `place`, or all that is left when it is None."""
    while intake.marks and (place is None or intake.marks[0][0] <= place):
        _, mark = intake.marks.popleft()
        if isinstance(mark, Ended):
            batch.ended.append(mark)
        else:
            batch.appearances.append(mark)
