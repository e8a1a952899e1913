"""Texts that somebody pasted or dropped: read at once, held in memory for a while, kept only when told to."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from selon.errors import SelonError

if TYPE_CHECKING:
    from selon.extract.reader import Reader
    from selon.record import Record

# How many are held; the oldest go first.
_HELD = 24


class NamedBytes(BytesIO):
    """Bytes that messages can name."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


@dataclass(frozen=True, slots=True)
class Reading:
    """What was given, what the person said of it, and its record."""

    content: bytes
    name: str
    language: str | None
    published: date | None
    record: Record

    def source(self) -> NamedBytes:
        """What was given, to be read anew."""
        return NamedBytes(self.content, self.name)


class Readings:
    """Reads one text at a time and holds the last records. load: makes the reader, when it is first needed."""

    def __init__(self, load: Callable[[], Reader]) -> None:
        self._load = load
        self._reader: Reader | None = None
        self._reading, self._lock = threading.Lock(), threading.Lock()
        self._held: OrderedDict[str, Reading] = OrderedDict()

    def read(self, content: bytes, *, name: str, language: str | None, published: date | None) -> Reading:
        """The record of the one article in `content`, whatever its format.

        Raises SelonError when there is none or several, or it cannot be read.
        """
        from selon.articles import Failure, read_articles

        found = read_articles(NamedBytes(content, name), language=language, published=published)
        article = next(found, None)
        if isinstance(article, Failure):
            raise SelonError(article.reason)
        if article is None or next(found, None):
            raise SelonError(f"{name} does not hold exactly one article: add it with 'selon add'")
        with self._reading:
            record = self.reader().read(article)
        reading = Reading(content, name, language, published, record)
        with self._lock:
            self._held[article.id] = reading
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return reading

    def held(self, article_id: str) -> Reading | None:
        """The reading of the article with this id, None when it is held no more."""
        with self._lock:
            return self._held.get(article_id)

    def reader(self) -> Reader:
        """The reader, with the model in memory."""
        if self._reader is None:
            self._reader = self._load()
        return self._reader


def load_reader() -> Reader:
    """A reader with the model that comes with selon, on one core: the other answers pages."""
    from selon.extract.reader import Reader

    return Reader(threads=1)
