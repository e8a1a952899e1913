"""Inputs cut into partitions: runs of articles, not parsed yet, that one worker reads at once.

Where an input is cut depends on nothing but what is in it and in those before it, so that every engine and every run
cuts alike, and a partition that was read before is known by the hash of what is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from selon.articles import Failure
from selon.articles.details import Told
from selon.articles.reading import read_unparsed
from selon.articles.sources import Source
from selon.articles.unparsed import Unparsed
from selon.errors import SelonError
from selon.ledger.arrivals import End, Passed
from selon.ledger.intake import called_input, input_id, is_there, told_parts
from selon.ledger.known import Known

# Characters: some seconds of work, little to lose and little to hold; and articles, for what is tiny costs something.
_SIZE, _MOST = 200_000, 500
# Inputs of so many bytes together are cut by one task; larger ones by a task each.
_GROUP = 16_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """An article that is not parsed yet, or what kept it from being found.

    input: as in `Taken`. place: its number there, from 0.
    """

    input: str | None
    place: int
    content: Unparsed | Failure


@dataclass(frozen=True, slots=True)
class Partition:
    """What a worker is given.

    group, number: its place. pieces: in order, with the ends of their inputs behind them. id: the hash of these, of
    what is told of them and of the name of the reader; empty when not asked for. is_last: whether it is the last one
    of its group. is_done: whether it was read before, and is empty.
    """

    group: int
    number: int
    pieces: tuple[Piece | End | Passed, ...]
    id: str = ""
    is_last: bool = False
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts groups of inputs into partitions.

    reader: the name of what will read them. known: what the ledger has, None where there is none; files that it has are
    passed over. done: the ids of partitions that were read before, None where they need no id.
    """

    told: Told
    reader: str
    known: Known | None = None
    done: frozenset[str] | None = None

    def cut(self, number: int, group: Iterable[Source | Failure]) -> Iterator[Partition]:
        """The partitions of the group with this number, at least one."""
        gathered: list[Piece | End | Passed] = []
        count, size = 0, 0
        for piece in self._pieces(group):
            if size >= _SIZE or len(gathered) >= _MOST:
                yield self._partition(number, count, gathered)
                gathered, count, size = [], count + 1, 0
            gathered.append(piece)
            size += piece.content.size if isinstance(piece, Piece) and isinstance(piece.content, Unparsed) else 0
        yield replace(self._partition(number, count, gathered), is_last=True)

    def _partition(self, group: int, number: int, pieces: list[Piece | End | Passed]) -> Partition:
        if self.done is None:
            return Partition(group, number, tuple(pieces))
        own = self._id(pieces)
        is_done = own in self.done
        return Partition(group, number, () if is_done else tuple(pieces), own, is_done=is_done)

    def _id(self, pieces: Iterable[Piece | End | Passed]) -> str:
        parts = [ascii((self.reader, told_parts(self.told)))]
        for piece in pieces:
            if isinstance(piece, Piece):
                content = piece.content
                own = content.digest() if isinstance(content, Unparsed) else (content.origin, content.reason)
                parts.append(ascii((piece.input, piece.place, own)))
            else:
                parts.append(ascii(piece))
        return hashlib.sha256("\n".join(parts).encode("ascii")).hexdigest()[:32]

    def _pieces(self, group: Iterable[Source | Failure]) -> Iterator[Piece | End | Passed]:
        for source in group:
            if isinstance(source, Failure):
                yield Piece(None, 0, source)
            else:
                yield from self._pieces_of(source)

    def _pieces_of(self, source: Source) -> Iterator[Piece | End | Passed]:
        called, own, pieces = called_input(source), None, 0
        try:
            own = input_id(source, self.told)
            if own is not None and self.known and self.known.has_input(own, called):
                yield Passed(called)
                return
            for one in read_unparsed(source, self.told):
                yield Piece(called, pieces, one)
                pieces += 1
        except SelonError as error:
            yield Piece(called if is_there(source) else None, pieces, Failure.of(source.origin, error))
            pieces += 1
        except Exception as error:
            own = None
            yield Piece(called, pieces, Failure.of(source.origin, error))
            pieces += 1
        yield End(called, source.origin, own, pieces)


def groups(sources: Iterable[Source | Failure]) -> Iterator[list[Source | Failure]]:
    """`sources` in groups that are each cut by itself: small files together, a large one alone."""
    group: list[Source | Failure] = []
    size = 0
    for source in sources:
        more = _bytes_of(source)
        if group and size + more > _GROUP:
            yield group
            group, size = [], 0
        group.append(source)
        size += more
    if group:
        yield group


def _bytes_of(source: Source | Failure) -> int:
    if isinstance(source, Failure) or source.path is None:
        return 0
    try:
        return source.path.stat().st_size
    except OSError:
        return 0
