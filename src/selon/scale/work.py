"""What a worker does: a partition in, rows out. Every engine runs this and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from selon.articles import Failure
from selon.articles.details import Told
from selon.articles.unparsed import Unparsed
from selon.ledger.arrivals import End, Passed
from selon.ledger.known import Known
from selon.record import Article
from selon.scale.partitions import Partition, Piece
from selon.scale.rows import Row, article_only_row, failure_row, record_row

if TYPE_CHECKING:
    from selon.extract.reader import Reader

# So many workers one partition may cost; where they all die, it is not for an article.
_DEATHS = 40


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a partition.

    rows: one for each article, in order, with the ends of inputs between them; for a partition that was done before
    there are none. is_lost: whether nothing of it could be read, so that its rows say no more than that.
    """

    partition: Partition
    rows: tuple[Row | End | Passed, ...]
    is_lost: bool = False


class Worker:
    """Reads partitions.

    reader: kept for all of them. told: what is told of all articles. known: what the ledger had; such articles are not
    read again.
    """

    def __init__(self, reader: Reader, told: Told, known: Known | None) -> None:
        self._reader, self._told, self._known = reader, told, known

    def read(self, partition: Partition) -> Done:
        """The rows of a partition; whatever befalls one of its articles costs no other."""
        try:
            return self._read(partition)
        except Exception as error:
            reason = f"reading failed ({type(error).__name__}: {error})"
            return salvaged(partition, self._read_or_nothing, reason)

    def _read_or_nothing(self, partition: Partition) -> Done | None:
        try:
            return self._read(partition)
        except Exception:
            return None

    def _read(self, partition: Partition) -> Done:
        rows: list[Row | End | Passed | None] = []
        unread: list[tuple[int, Piece, Article | Failure]] = []
        for piece, found in self._parsed(partition):
            if not isinstance(piece, Piece):
                rows.append(piece)
            elif isinstance(found, Article) and self._known and self._known.has_article(found):
                rows.append(article_only_row(piece, found))
            elif found is not None:
                unread.append((len(rows), piece, found))
                rows.append(None)
        outcomes = self._reader.read_all(found for _, _, found in unread)
        for (place, piece, found), outcome in zip(unread, outcomes, strict=True):
            article = found if isinstance(found, Article) else None
            if isinstance(outcome, Failure):
                rows[place] = failure_row(piece, outcome, article)
            else:
                rows[place] = record_row(piece, outcome)
        return Done(_emptied(partition), tuple(row for row in rows if row is not None))

    def _parsed(self, partition: Partition) -> Iterator[tuple[Piece | End | Passed, Article | Failure | None]]:
        for piece in partition.pieces:
            if not isinstance(piece, Piece):
                yield piece, None
            elif isinstance(piece.content, Unparsed):
                yield from ((piece, one) for one in piece.content.articles(self._told))
            else:
                yield piece, piece.content


def salvaged(
    partition: Partition,
    read: Callable[[Partition], Done | None],
    reason: str = "the process that read it died",
) -> Done:
    """What becomes of a partition that could not be read at once: its halves are read, and the halves of these, until
    what cannot be read stands alone.

    read: what becomes of a part; None when it could not be read either. reason: why not, for messages.
    """
    rows: list[Row | End | Passed] = []
    waiting, failed, found = [partition.pieces], 0, 0
    while waiting:
        pieces = waiting.pop()
        part = replace(partition, pieces=pieces)
        # The whole was tried by whoever calls.
        done = read(part) if pieces != partition.pieces and failed < _DEATHS else None
        if done is not None:
            rows += done.rows
            found += sum(isinstance(row, Row) for row in done.rows)
        elif len(pieces) > 1 and failed < _DEATHS:
            failed += 1
            waiting += [pieces[len(pieces) // 2 :], pieces[: len(pieces) // 2]]
        else:
            failed += 1
            rows += (_lost_row(piece, reason) if isinstance(piece, Piece) else piece for piece in pieces)
    return Done(_emptied(partition), tuple(rows), is_lost=not found)


def _lost_row(piece: Piece, reason: str) -> Row:
    if isinstance(piece.content, Failure):
        return failure_row(piece, piece.content)
    origin = piece.content.origin
    told = f"{origin} is left out: {reason}; see that there is memory enough, and read it again"
    return failure_row(piece, Failure(origin, told))


def _emptied(partition: Partition) -> Partition:
    """The partition without what is in it, which need not go back to where it came from."""
    return Partition(partition.group, partition.number, (), partition.id, partition.is_last, partition.is_done)


MakeReader = Callable[[], "Reader"]


def new_reader(model: str | Path) -> Reader:
    """A reader with this model, for one core."""
    from selon.extract.reader import Reader

    return Reader(model, threads=1)


def usual_name(model: str | Path) -> str:
    """What `new_reader` makes is called; told without loading the model. Raises SelonError when there is none."""
    from selon.extract.reader import reader_name

    return reader_name(model)
