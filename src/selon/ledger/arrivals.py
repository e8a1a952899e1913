"""What was read elsewhere, by other processes or on other machines, on its way into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.articles.sources import Source
from selon.ledger.batches import Batch
from selon.ledger.intake import Ended, Tally
from selon.ledger.known import Known
from selon.record import Article, Record


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one article.

    input: what it stands in, None when nobody can read that again. outcome: an article is one that the ledger had.
    is_article: False for a failure where there is no article, or none that could be parsed.
    """

    input: str | None
    outcome: Record | Article | Failure
    is_article: bool = True


@dataclass(frozen=True, slots=True)
class End:
    """An input was read to its end; input, origin, id: as in `Ended`. pieces: how much was found in it."""

    input: str
    origin: str
    id: int | None
    pieces: int


@dataclass(frozen=True, slots=True)
class Passed:
    """An input was passed over, for the ledger has all that is in it."""

    input: str


Step = Taken | End | Passed


class Engine(Protocol):
    """What reads many inputs for a ledger. name: the name of the reader that its records carry."""

    name: str

    def steps(self, sources: Iterable[Source | Failure], told: Told, known: Known) -> Iterator[Step]:
        """What becomes of `sources`, in their order; what `known` has need not be read."""


class Arrivals:
    """Takes what comes into batches, as if it had been read here."""

    def __init__(self, known: Known, tally: Tally) -> None:
        self._known, self._tally = known, tally
        self._articles: dict[str | None, int] = {}
        self._unsound: set[str | None] = set()

    def fill(self, batch: Batch, step: Step) -> Record | Failure | None:
        """Take one step; the record or the failure that was new in it, if one was."""
        if isinstance(step, Taken):
            self._count(step)
            return self._take(batch, step.input, step.outcome)
        if isinstance(step, End):
            self._end(batch, step)
        else:
            failing = len(self._known.failures.get(step.input, ()))
            self._tally.failed += failing
            self._tally.files_kept += not failing
        return None

    def finish(self, batch: Batch) -> None:
        """Nothing is held back."""

    def _count(self, step: Taken) -> None:
        if step.is_article:
            self._articles[step.input] = self._articles.get(step.input, 0) + 1
        else:
            self._unsound.add(step.input)

    def _take(self, batch: Batch, source: str | None, outcome: Record | Article | Failure) -> Record | Failure | None:
        if isinstance(outcome, Failure):
            batch.fail(outcome, source, self._tally)
            return outcome
        article = outcome.article if isinstance(outcome, Record) else outcome
        is_new, is_there = self._known.take_in(article)
        self._tally.kept += not is_new
        if is_new and isinstance(outcome, Record):
            batch.keep(outcome, self._tally)
        if not is_there:
            batch.appearances.append(article)
        return outcome if is_new and isinstance(outcome, Record) else None

    def _end(self, batch: Batch, end: End) -> None:
        articles, sound = self._articles.pop(end.input, 0), end.input not in self._unsound
        self._unsound.discard(end.input)
        own = self._known.end(end.id, sound=sound)
        batch.ended.append(Ended(end.input, end.origin, own, articles, sound))
