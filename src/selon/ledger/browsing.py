"""A ledger as people leaf through it: pages of statements, facets, speakers, an overview, again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import duckdb

from selon.errors import NotKeptError
from selon.ledger import Ledger
from selon.ledger.catalogue import Catalogue, Integers, catalogue_of
from selon.ledger.facets import FACETS, Selected, Selection, Value, selected
from selon.ledger.held import HeldStore, State
from selon.ledger.overview import Overview, Share, overview_of, shares_of
from selon.ledger.profile import Profile, keys_of, profile_of
from selon.ledger.records import record_of
from selon.ledger.search import Hit, hits_of
from selon.record import Kind

if TYPE_CHECKING:
    from datetime import date

    from selon.extract.reader import Reader
    from selon.ledger import Tally
    from selon.record import Record

_Answer = TypeVar("_Answer")

# How many answers are kept while the ledger stays as it is, and how many hits for as long as it is open.
_ANSWERS, _HITS, _SELECTIONS, _MADE = 512, 4096, 16, 128
_MOST_VALUES = 12
_TOGETHER = 2000
_STATEMENT = """
    SELECT max(number) FROM kept.statements AS s WHERE id = ?
    GROUP BY EXISTS (SELECT 1 FROM kept.superseded AS old WHERE old.record = s.record) ORDER BY ALL DESC
"""


@dataclass(frozen=True, slots=True)
class Browsed:
    """A page of the statements of a selection: how many there are in all, those on the page, and the facets."""

    total: int
    hits: list[Hit]
    facets: dict[str, list[Value]]
    distinct: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Session:
    """A cursor, the state of the ledger it reads, and the catalogue of that state."""

    connection: duckdb.DuckDBPyConnection
    state: State
    catalogue: Catalogue


class HeldLedger(Ledger):
    """A ledger for many questions from many threads: the file stays open between them, though never for long.

    It keeps in memory what it counts with, and answers as long as the file stays as it is.
    """

    def __init__(self, path: str | Path) -> None:
        super().__init__(path)
        self._held = self._store = HeldStore(Path(path))
        self._lock = threading.Lock()
        self._building = threading.Lock()
        self._state: State = ()
        self._catalogue: Catalogue | None = None
        self._answers: OrderedDict[object, Any] = OrderedDict()
        self._hits_kept: OrderedDict[int, Hit] = OrderedDict()
        self._made: OrderedDict[object, Any] = OrderedDict()
        self._selections: OrderedDict[tuple[State, Selection], Selected] = OrderedDict()

    def browse(self, selection: Selection, *, order: str = "newest", offset: int = 0, limit: int = 20) -> Browsed:
        """The statements of `selection` from the place `offset` on, at most `limit`. order: "newest" or "oldest".

        Raises QueryError when the query cannot be understood.
        """

        def answer(session: _Session) -> Browsed:
            found = self._selected(session, selection)
            numbers = found.in_order(order)[offset : offset + limit]
            hits = self._some_hits(session.connection, numbers.tolist())
            facets = {facet: found.values(facet, most=None if facet == "month" else _MOST_VALUES) for facet in FACETS}
            return Browsed(len(found.rows), hits, facets, {facet: found.distinct(facet) for facet in FACETS})

        return self._answered(("browse", selection, order, offset, limit), answer)

    def all_hits(self, selection: Selection, *, order: str = "newest") -> Iterator[Hit]:
        """All statements of `selection`, one at a time. Raises QueryError when the query cannot be understood."""
        with self._session() as session:
            numbers = self._selected(session, selection).in_order(order)
        return self._hits_of(numbers)

    def facet(self, selection: Selection, facet: str, *, most: int | None = None) -> list[Value]:
        """The values of one facet under `selection`, the most frequent first."""
        return self._answered(
            ("facet", selection, facet, most),
            lambda session: self._selected(session, selection).values(facet, most=most),
        )

    def overview(self) -> Overview:
        """What the ledger holds, in numbers."""
        return self._answered(
            ("overview",), lambda session: overview_of(session.connection, self._selected(session, Selection()))
        )

    def unnamed_by_outlet(self, selection: Selection) -> list[Share]:
        """Of every publisher how many of the statements of `selection` are by unnamed sources."""
        return self._answered(
            ("unnamed", selection),
            lambda session: shares_of(self._selected(session, selection), "publisher", "kind", Kind.ANONYMOUS),
        )

    def profile(self, speaker: str) -> Profile:
        """What the statements of the speaker that addresses call `speaker` have in common."""

        def answer(session: _Session) -> Profile:
            found = self._selected(session, Selection(chosen=(("speaker", (speaker,)),)))
            return profile_of(session.connection, found)

        return self._answered(("profile", speaker), answer)

    def speaker_keys(self, name: str) -> list[str]:
        """What addresses call the speakers whom articles call `name`: none where nobody is, several for namesakes."""
        return self._answered(("keys", name), lambda session: keys_of(session.connection, session.catalogue, name))

    def statement(self, statement_id: str) -> Hit:
        """The statement with this id. Raises NotKeptError when the ledger has none."""

        def answer(session: _Session) -> Hit:
            try:
                found = session.connection.execute(_STATEMENT, [int(statement_id, 16)]).fetchall()
            except (ValueError, duckdb.ConversionException):
                found = []
            if not found:
                raise NotKeptError(f"there is no statement {statement_id} in the ledger")
            return self._some_hits(session.connection, [found[0][0]])[0]

        return self._answered(("statement", statement_id), answer)

    def record(self, article_id: str) -> Record:
        """As `Ledger.record`."""
        return self._answered(("record", article_id), lambda session: record_of(session.connection, article_id))

    def keep(self, source: IO[bytes], *, reader: Reader, language: str | None, published: date | None) -> Tally:
        """Read and keep what `source` holds, as `Ledger.add` does; nobody reads meanwhile."""
        with self._held.let_go():
            return Ledger(self.path).add(source, reader=reader, language=language, published=published)

    def remembered(self, name: object, make: Callable[[], _Answer]) -> _Answer:
        """What `make` makes, from the ledger alone, of what is called `name`; made anew once the ledger has changed."""
        if not self.path.exists():
            return make()
        with self._session() as session:
            key = (session.state, name)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                kept: _Answer = self._made[key]
                return kept
        made = make()
        with self._lock:
            _remember(self._made, key, made, _MADE)
        return made

    def warm(self) -> None:
        """Make ready what the first question would wait for."""
        with self._session():
            pass

    def close(self) -> None:
        """Let go of the file."""
        self._held.close()

    def _answered(self, question: tuple[object, ...], answer: Callable[[_Session], _Answer]) -> _Answer:
        """The answer to `question`, kept until the ledger changes."""
        with self._session() as session:
            key = (session.state, question)
            with self._lock:
                if key in self._answers:
                    self._answers.move_to_end(key)
                    kept: _Answer = self._answers[key]
                    return kept
            found = answer(session)
        with self._lock:
            _remember(self._answers, key, found, _ANSWERS)
        return found

    @contextmanager
    def _session(self) -> Iterator[_Session]:
        with self._held.reading_state() as (connection, state):
            yield _Session(connection, state, self._catalogue_of(connection, state))

    def _catalogue_of(self, connection: duckdb.DuckDBPyConnection, state: State) -> Catalogue:
        if self._catalogue is not None and self._state == state:
            return self._catalogue
        with self._building:
            if self._catalogue is None or self._state != state:
                self._catalogue, self._state = catalogue_of(connection), state
                with self._lock:
                    self._answers.clear()
                    self._made.clear()
                    self._selections.clear()
            return self._catalogue

    def _selected(self, session: _Session, selection: Selection) -> Selected:
        """The statements of `selection`, which several questions of one page ask for."""
        key = (session.state, selection)
        with self._lock:
            found = self._selections.get(key)
        if found is None:
            found = selected(session.connection, session.catalogue, selection)
            with self._lock:
                _remember(self._selections, key, found, _SELECTIONS)
        return found

    def _some_hits(self, connection: duckdb.DuckDBPyConnection, numbers: list[int]) -> list[Hit]:
        """The statements with these numbers, which never change once they are kept."""
        with self._lock:
            found = {number: self._hits_kept[number] for number in numbers if number in self._hits_kept}
        missing = [number for number in numbers if number not in found]
        found |= zip(missing, hits_of(connection, missing), strict=True) if missing else ()
        with self._lock:
            for number in numbers:
                _remember(self._hits_kept, number, found[number], _HITS)
        return [found[number] for number in numbers]

    def _hits_of(self, numbers: Integers) -> Iterator[Hit]:
        for start in range(0, len(numbers), _TOGETHER):
            with self._held.reading() as connection:
                some = list(hits_of(connection, numbers[start : start + _TOGETHER].tolist()))
            yield from some


def with_chosen(selection: Selection, facet: str, *values: str) -> Selection:
    """`selection` with `values` chosen in `facet` instead of what was."""
    kept = tuple((name, chosen) for name, chosen in selection.chosen if name != facet)
    return replace(selection, chosen=(*kept, (facet, values)) if values else kept)


def _remember(kept: OrderedDict[Any, Any], key: object, value: object, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
