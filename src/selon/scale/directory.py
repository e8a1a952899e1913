"""Records in a folder of Parquet files, one for each partition, whole or not there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING

from selon.articles import Failure
from selon.articles.details import Told
from selon.errors import SelonError
from selon.ledger.arrivals import End, Step, Taken
from selon.ledger.failures import told_of
from selon.ledger.intake import sources_of
from selon.ledger.known import Known
from selon.scale.engine import PartitionedEngine
from selon.scale.parquet import PartFile, read_header, read_rows, write_part
from selon.scale.partitions import Cutter
from selon.scale.rows import Row, checked_outcome, has_article

if TYPE_CHECKING:
    from selon.ledger import Ledger, Tally
    from selon.record import Record

_NAME, _ENDING = "part-", ".parquet"


@dataclass(frozen=True, slots=True)
class Part:
    """What became of one partition.

    id: its own, which its file is called by. records: how many it has; None when it was there already. failures: what
    could not be read of it.
    """

    id: str
    records: int | None
    failures: tuple[Failure, ...] = ()


def write_directory(
    engine: PartitionedEngine,
    givens: Iterable[str | Path | IO[bytes]],
    told: Told,
    directory: Path,
    *,
    private: bool = False,
) -> Iterator[Part]:
    """Read what `givens` name, as `read_articles` takes them, into files of `directory`, which is made when missing.

    A partition whose file is there is not read again, so that a run that was broken off goes on where it stopped; one
    that no process could read is told of, gets no file and is tried again by the next run.
    private: whether addresses within a private network may be fetched.
    Raises SelonError when the folder cannot be written or no worker can be had.
    """
    _make(directory)
    own = directory.resolve()
    sources = sources_of(givens, lambda path: own in path.resolve().parents, private=private)
    done = parts_in(directory)
    for one in engine.parts(sources, Cutter(told, engine.name, done=done)):
        if one.partition.is_done:
            yield Part(one.partition.id, None)
            continue
        rows = [row for row in one.rows if isinstance(row, Row)]
        if one.rows and not one.is_lost:
            write_part(directory / f"{_NAME}{one.partition.id}{_ENDING}", one.rows, engine.name, told)
        failures = tuple(Failure(row.origin, row.failure) for row in rows if row.failure is not None)
        yield Part(one.partition.id, len(rows) - len(failures), failures)


def parts_in(directory: Path) -> frozenset[str]:
    """The ids of the partitions that have a file in `directory`."""
    return frozenset(path.name[len(_NAME) : -len(_ENDING)] for path in directory.glob(f"{_NAME}*{_ENDING}"))


def import_directory(
    ledger: Ledger,
    directory: Path,
    *,
    each: Callable[[Record | Failure], None] | None = None,
    tally: Tally,
) -> None:
    """Bring the records in the Parquet files of `directory` into `ledger`; what it has is passed over.

    Nothing in the files is taken on trust: what cannot be true is a failure, and so is a file that cannot be read.
    each, tally: as in `Ledger.add`.
    Raises SelonError when there are no such files, or the ledger cannot be written.
    """
    files, damaged = _files(directory)
    by_reader = groupby(sorted(files, key=_reader_of), key=_reader_of)
    for place, ((reader, told), some) in enumerate(by_reader):
        steps = _Steps([*(damaged if place == 0 else ()), *sorted(some, key=_order)], reader)
        ledger.take(reader, told_of(told), steps, each=each, tally=tally)
    if not files:
        raise SelonError(f"{damaged[0].reason}; there is no other in {directory}")


def count_rows(directory: Path) -> int:
    """How many articles the Parquet files of `directory` hold. Raises what `import_directory` raises."""
    return sum(file.rows for file in _files(directory)[0])


def _files(directory: Path) -> tuple[list[PartFile], list[Failure]]:
    if not directory.is_dir():
        raise SelonError(f"{directory} is no folder: name the one that 'selon read --parquet' wrote")
    files: list[PartFile] = []
    damaged: list[Failure] = []
    for path in sorted(directory.rglob(f"*{_ENDING}")):
        try:
            files.append(read_header(path))
        except SelonError as error:
            damaged.append(Failure(str(path), str(error)))
    if not files and not damaged:
        raise SelonError(f"there are no Parquet files in {directory}: name the one that 'selon read --parquet' wrote")
    return files, damaged


def _reader_of(file: PartFile) -> tuple[str, str]:
    return file.reader, json.dumps(file.told)


def _order(file: PartFile) -> tuple[object, ...]:
    """The order of the articles in their inputs, and of the inputs in a folder."""
    return Path(file.input).parts, file.place, file.path


class _Steps:
    """What stands in files, for a ledger. files: in order; a failure for one that cannot be read."""

    def __init__(self, files: Iterable[PartFile | Failure], reader: str) -> None:
        self._files, self._reader = files, reader
        self._seen: dict[str | None, set[int]] = {}
        self._held: list[End] = []

    def __call__(self, known: Known) -> Iterator[Step]:
        """One step for each row and each input that ends."""
        for file in self._files:
            if isinstance(file, Failure):
                yield Taken(None, file, False)
                continue
            try:
                yield from self._of(file)
            except SelonError as error:
                yield Taken(None, Failure(str(file.path), str(error)), False)

    def _of(self, file: PartFile) -> Iterator[Step]:
        number = 0
        for found in read_rows(file):
            if isinstance(found, Row):
                number += 1
                yield self._taken(found, f"{file.path}, row {number}")
            elif self._is_whole(found):
                yield found
            else:
                self._held.append(found)
        # A place may have several rows, all in one file: an end that came before them waits for the last one.
        held, self._held = self._held, []
        for end in held:
            if self._is_whole(end):
                yield end
            else:
                self._held.append(end)

    def _taken(self, row: Row, called: str) -> Taken:
        self._seen.setdefault(row.input, set()).add(row.place)
        outcome = checked_outcome(row, self._reader, called)
        is_refused = row.failure is None and isinstance(outcome, Failure)
        return Taken(row.input, outcome, has_article(row) and not is_refused)

    def _is_whole(self, end: End) -> bool:
        """True when no part of an input is missing; else it must not count as read.

        One without any part need not count: reading it again costs nothing, and anybody can say that it ended.
        """
        seen = self._seen.get(end.input, set())
        if not len(seen) == end.pieces > 0 or seen != set(range(end.pieces)):
            return False
        del self._seen[end.input]
        return True


def _make(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SelonError(f"{directory} cannot be written ({error.strerror or error}): name another folder") from error
