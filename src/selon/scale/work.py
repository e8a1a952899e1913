"""What a worker does: a partition in, rows out. Every engine runs this and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a partition.

    rows: one for each article, in order, with the ends of inputs between them; for a partition that was done before
    there are none. is_lost: whether what read it died, so that its rows say no more than that.
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
            return lost(partition, f"reading failed ({type(error).__name__}: {error})")

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


def lost(partition: Partition, reason: str = "the process that read it and what stands beside it died") -> Done:
    """What is left to say of a partition that no worker can read."""
    rows = tuple(_lost_row(piece, reason) if isinstance(piece, Piece) else piece for piece in partition.pieces)
    return Done(_emptied(partition), rows, is_lost=True)


def _lost_row(piece: Piece, reason: str) -> Row:
    if isinstance(piece.content, Failure):
        return failure_row(piece, piece.content)
    origin = piece.content.origin
    return failure_row(piece, Failure(origin, f"{origin} is left out: {reason}; read it by itself"))


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
