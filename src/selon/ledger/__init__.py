"""The ledger: one DuckDB file that keeps every record, finds it again and never loses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING

from selon.articles.details import Told
from selon.ledger.decisions import Decision, NamedActor, called, decide, decisions, withdraw
from selon.ledger.failures import KeptFailure, failures
from selon.ledger.intake import Tally
from selon.ledger.matching import condition_of
from selon.ledger.query import Query
from selon.ledger.questions import Answer, ask
from selon.ledger.records import record_of
from selon.ledger.search import Found, Hit, hits_of, matching, search
from selon.ledger.speakers import SpeakerCount, said_by, speakers
from selon.ledger.store import Store
from selon.ledger.watches import (
    Watch,
    add_watch,
    last_statement,
    mark_seen,
    named_watch,
    new_hits,
    remove_watch,
    watches,
)

if TYPE_CHECKING:
    from selon.articles import Failure
    from selon.extract.reader import Reader
    from selon.ledger.arrivals import Engine, Step
    from selon.ledger.known import Known
    from selon.record import Record

__all__ = [
    "Answer",
    "Decision",
    "Found",
    "Hit",
    "KeptFailure",
    "Ledger",
    "NamedActor",
    "Query",
    "SpeakerCount",
    "Tally",
    "Watch",
]


# So many statements are fetched at a time.
_TOGETHER = 5000


class Ledger:
    """The ledger in the file `path`, which is made when something is first added.

    The file is held only while something is read from it or written to it, so that one process can add while others
    search. Every method raises LedgerError, a SelonError, with what is wrong with the file and what to do.

        >>> ledger = Ledger("selon.duckdb")
        >>> ledger.add("articles/").added
        261
        >>> for hit in ledger.find(Query("sanctions", speaker="Sullivan"), limit=10):
        ...     print(hit.said_on, hit.speaker, hit.content)
    """

    def __init__(self, path: str | Path) -> None:
        self._store = Store(Path(path))

    @property
    def path(self) -> Path:
        """The file."""
        return self._store.path

    def add(
        self,
        *sources: str | Path | IO[bytes],
        reader: Reader | None = None,
        language: str | None = None,
        published: date | None = None,
        columns: Mapping[str, str] | None = None,
        private: bool = False,
        each: Callable[[Record | Failure], None] | None = None,
        tally: Tally | None = None,
        engine: Engine | None = None,
    ) -> Tally:
        """Read what `sources` name, as `read_articles` takes them, and keep the records; what became of how many.

        What the ledger has is not read again, so that a run that was broken off goes on where it stopped.
        reader: made when not given. language, published, columns: as in `read_articles`. private: whether addresses
        within a private network may be fetched. each: is called with every record and every failure as it comes.
        tally: is counted in, and so is right even when the run is broken off; a new one when not given.
        engine: reads in other processes instead of a reader here (`selon.scale`); the ledger becomes the same.
        """
        told = Told(language=language, published=published, columns=columns or {})
        tally = tally or Tally()
        if engine:
            self._add_with(engine, sources, told, tally, private=private, each=each)
        else:
            self._add(reader or _new_reader(), sources, told, tally, private=private, each=each)
        return tally

    def take(
        self,
        reader: str,
        told: Told,
        steps: Callable[[Known], Iterable[Step]],
        *,
        each: Callable[[Record | Failure], None] | None = None,
        tally: Tally | None = None,
    ) -> Tally:
        """Keep what was read elsewhere; what became of how many, as `add`.

        reader: the name of what read it. told: what was told of the inputs. steps: makes what comes, in order, from
        what the ledger has.
        """
        from selon.ledger.adding import take

        tally = tally or Tally()
        with closing(take(self._store, reader, told, steps, tally)) as outcomes:
            for outcome in outcomes:
                if each:
                    each(outcome)
        return tally

    def retry(
        self,
        *,
        reader: Reader | None = None,
        private: bool = False,
        each: Callable[[Record | Failure], None] | None = None,
        tally: Tally | None = None,
    ) -> Tally:
        """Read again every file and address in which something could not be read; as `add` does."""
        reader, tally = reader or _new_reader(), tally or Tally()
        with self._store.reading() as connection:
            found = [(str(failure.told), failure) for failure in failures(connection) if failure.can_be_retried]
        for _, some in groupby(sorted(found, key=lambda one: (one[0], one[1].input)), key=lambda one: one[0]):
            kept = [failure for _, failure in some]
            inputs = dict.fromkeys(failure.input for failure in kept)
            self._add(reader, inputs, kept[0].told, tally, private=private, again=True, each=each)
        return tally

    def failures(self) -> list[KeptFailure]:
        """What could not be read and has not been read since, in the order in which it came."""
        with self._store.reading() as connection:
            return failures(connection)

    def search(self, query: Query | str, *, order: str = "newest", limit: int = 20) -> Found:
        """How many statements `query` holds of, a `str` being its words, and the first `limit` of them.

        order: "newest", "oldest" or "kept". Raises QueryError when the query cannot be understood.
        """
        with self._store.reading() as connection:
            return search(connection, _query(query), order=order, limit=limit)

    def find(self, query: Query | str, *, order: str = "newest", limit: int | None = None) -> Iterator[Hit]:
        """The statements that `query` holds of, one at a time, at most `limit`; as `search`."""
        with self._store.reading() as connection:
            numbers = matching(connection, condition_of(connection, _query(query)), order=order, limit=limit)
        yield from self._hits(numbers)

    def count(self, query: Query | str) -> int:
        """How many statements `query` holds of. Raises QueryError when it cannot be understood."""
        return self.search(query, limit=0).total

    def speakers(self, query: Query | str = "", *, limit: int | None = None) -> list[SpeakerCount]:
        """Who said what `query` holds of, those with the most statements first."""
        with self._store.reading() as connection:
            return speakers(connection, _query(query), limit=limit)

    def said_by(self, name: str, query: Query | str = "", *, limit: int | None = None) -> Iterator[Hit]:
        """What the speaker called `name` is on record as saying, the oldest first: all that `query` holds of."""
        with self._store.reading() as connection:
            numbers = said_by(connection, name, _query(query), limit=limit)
        yield from self._hits(numbers)

    def _hits(self, numbers: Sequence[int]) -> Iterator[Hit]:
        """The statements with these numbers; the file is not held while somebody looks at them."""
        for start in range(0, len(numbers), _TOGETHER):
            with self._store.reading() as connection:
                some = list(hits_of(connection, numbers[start : start + _TOGETHER]))
            yield from some

    def record(self, article_id: str) -> Record:
        """The newest record of the article with this id; the source of a page is not kept, its text and offsets are."""
        with self._store.reading() as connection:
            return record_of(connection, article_id)

    def watches(self) -> list[Watch]:
        """The standing searches, by name."""
        with self._store.reading() as connection:
            return watches(connection)

    def add_watch(self, name: str, query: Query | str) -> None:
        """Keep `query` as a standing search called `name`, whose first run tells of all that there is."""
        with self._store.writing() as connection:
            add_watch(connection, name, _query(query))

    def remove_watch(self, name: str) -> None:
        """Forget the standing search called `name`."""
        with self._store.writing() as connection:
            remove_watch(connection, name)

    def actors(self, name: str) -> list[NamedActor]:
        """The actors that articles call `name`, whatever capitals and accents, or that have this id."""
        with self._store.reading() as connection:
            return called(connection, name)

    def merge(self, one: str, other: str) -> int:
        """Keep that the actors with these ids are one, with all that either is one with; the number of the decision.

        Raises QueryError when there is no such actor.
        """
        with self._store.writing() as connection:
            return decide(connection, one, other, same=True)

    def split(self, one: str, other: str) -> int:
        """Keep that the second of the actors with these ids is not the first; as `merge`."""
        with self._store.writing() as connection:
            return decide(connection, one, other, same=False)

    def decisions(self) -> list[Decision]:
        """What was merged and split by hand and not taken back."""
        with self._store.reading() as connection:
            return decisions(connection)

    def undo(self, decision: int) -> None:
        """Take back the decision with this number. Raises QueryError when there is none that holds."""
        with self._store.writing() as connection:
            withdraw(connection, decision)

    @contextmanager
    def run_watch(self, name: str) -> Iterator[list[Hit]]:
        """What the standing search called `name` finds that is new since it was last run, in the order it was kept.

        A context: what is new counts as told when the block ends without error.
        """
        with self._store.reading() as connection:
            watch = named_watch(connection, name)
            found, last = new_hits(connection, watch), last_statement(connection)
        yield found
        if last > watch.seen:
            with self._store.writing() as connection:
                mark_seen(connection, watch, last)

    @contextmanager
    def ask(self, question: str) -> Iterator[Answer]:
        """The answer to one SELECT over the views `articles`, `statements` and `speakers`, as a context.

        Raises QueryError when it is no SELECT or cannot be answered.
        """
        with self._store.reading() as connection:
            yield ask(connection, question)

    def _add_with(
        self,
        engine: Engine,
        givens: Iterable[str | Path | IO[bytes]],
        told: Told,
        tally: Tally,
        *,
        private: bool,
        each: Callable[[Record | Failure], None] | None,
    ) -> None:
        from selon.ledger.intake import sources_of

        def steps(known: Known) -> Iterator[Step]:
            return engine.steps(sources_of(givens, self._store.belongs, private=private), told, known)

        self.take(engine.name, told, steps, each=each, tally=tally)

    def _add(
        self,
        reader: Reader,
        sources: Iterable[str | Path | IO[bytes]],
        told: Told,
        tally: Tally,
        *,
        private: bool,
        each: Callable[[Record | Failure], None] | None,
        again: bool = False,
    ) -> None:
        # Reading articles needs more than searching does, which must begin at once.
        from selon.ledger.adding import add

        with closing(add(self._store, reader, sources, told, tally, private=private, again=again)) as outcomes:
            for outcome in outcomes:
                if each:
                    each(outcome)


def _query(given: Query | str) -> Query:
    return given if isinstance(given, Query) else Query(given)


def _new_reader() -> Reader:
    # Loading the model takes longer than searching does.
    from selon.extract.reader import Reader

    return Reader()
