"""What of the inputs must be read: files and articles that the ledger has are passed over, and what else is to be kept
of them is marked at its place."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.articles.reading import read_source
from selon.articles.sources import Source, sources_in
from selon.errors import SelonError
from selon.ledger.ids import hashed
from selon.record import Article

if TYPE_CHECKING:
    from selon.ledger.known import Known

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Ended:
    """An input was read to its end.

    id: the hash of its bytes and of what was told of it; None when it is no file, when it could not be opened, and when
    the ledger has it. articles: how many it has, those that cannot be read not counted. is_sound: it has no others.
    """

    input: str
    origin: str
    id: int | None
    articles: int
    is_sound: bool


@dataclass(slots=True)
class Tally:
    """What became of the inputs so far.

    added, statements: articles read and kept, and the statements in them. failed: articles and files that could not be
    read. kept: articles that the ledger had. files_kept: files passed over because it has all that is in them.
    """

    added: int = 0
    statements: int = 0
    failed: int = 0
    kept: int = 0
    files_kept: int = 0


class Intake:
    """Goes through inputs and gives what must be read of them.

    passed: the input of everything given so far and not taken off yet, in order; a failure of something that nobody
    can read again has None. marks: what is to be kept besides: other appearances of articles, and the ends of inputs,
    each with the number of things given before it.
    leave_out: which files in folders are none of the user's. again: read files also when they were read to their end.
    """

    def __init__(
        self,
        known: Known,
        told: Told,
        tally: Tally,
        *,
        leave_out: Callable[[Path], bool],
        private: bool,
        again: bool,
    ) -> None:
        self._known, self._told, self._tally, self._private, self._again = known, told, tally, private, again
        self._leave_out = leave_out
        self._given = 0
        self.passed: deque[str | None] = deque()
        self.marks: deque[tuple[int, Article | Ended]] = deque()

    def articles(self, givens: Iterable[str | Path | IO[bytes]]) -> Iterator[Article | Failure]:
        """The articles to be read among what `givens` name (as `read_articles` takes them), and the failures."""
        for source in sources_of(givens, self._leave_out, private=self._private):
            if isinstance(source, Failure):
                yield self._pass(source, None)
            else:
                yield from self._of(source)

    def _of(self, source: Source) -> Iterator[Article | Failure]:
        called = called_input(source)
        own, articles, sound = None, 0, True
        try:
            own = input_id(source, self._told)
            if own is not None and not self._again and self._is_kept(own, called):
                return
            for one in read_source(source, self._told):
                if isinstance(one, Failure):
                    sound = False
                    yield self._pass(one, called)
                    continue
                articles += 1
                if self._is_new(one):
                    yield self._pass(one, called)
        except SelonError as error:
            sound = False
            yield self._pass(Failure.of(source.origin, error), called if is_there(source) else None)
        except Exception as error:
            own = None
            yield self._pass(Failure.of(source.origin, error), called)
        own = self._known.end(own, sound=sound)
        self.marks.append((self._given, Ended(called, source.origin, own, articles, sound)))

    def _is_kept(self, own: int, called: str) -> bool:
        """True when the ledger has all that is in a file and knows what could not be read there; it is counted."""
        if not self._known.has_input(own, called):
            return False
        failing = len(self._known.failures.get(called, ()))
        self._tally.failed += failing
        self._tally.files_kept += not failing
        return True

    def _pass(self, one: Article | Failure, called: str | None) -> Article | Failure:
        self._given += 1
        self.passed.append(called)
        return one

    def _is_new(self, article: Article) -> bool:
        """True when the article must be read; when it was published elsewhere too, that is marked."""
        is_new, is_there = self._known.take_in(article)
        self._tally.kept += not is_new
        if not is_there:
            self.marks.append((self._given, article))
        return is_new


def sources_of(
    givens: Iterable[str | Path | IO[bytes]], leave_out: Callable[[Path], bool], *, private: bool
) -> Iterator[Source | Failure]:
    """The inputs that `givens` name, in order; a failure for what names none.

    leave_out: which files in folders are none of the user's. private: as in `sources_in`.
    """
    for given in givens:
        try:
            sources, several = sources_in(given, private=private)
        except SelonError as error:
            yield Failure(str(given), str(error))
            continue
        yield from (one for one in sources if not (several and one.path and leave_out(one.path)))


def called_input(source: Source) -> str:
    """What the ledger calls an input: the whole path of a file, or an address."""
    return str(source.path.absolute()) if source.path else source.origin


def is_there(source: Source) -> bool:
    """False for a file that does not exist, which nobody can read again."""
    return source.path is None or source.path.exists()


def input_id(source: Source, told: Told) -> int | None:
    """The hash of a file's bytes and of what is told of it; None for what is no file."""
    if source.path is None or not source.path.is_file():
        return None
    digest = hashlib.sha256()
    with source.open() as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return hashed(digest.hexdigest(), *told_parts(told))


def told_parts(told: Told) -> list[object]:
    """What is told of articles, as JSON types."""
    return [told.language, told.published.isoformat() if told.published else None, dict(told.columns)]
