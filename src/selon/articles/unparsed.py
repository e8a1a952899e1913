"""Articles as they lie in an input: told apart, which is cheap, but not parsed yet, which another process may do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from selon.articles.content import HEAD, Content
from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.record import Article


@dataclass(frozen=True, slots=True)
class Unparsed:
    """One article as it lies in its input, or all of an input whose format is parsed as a whole.

    origin: its path or address with its place inside, for messages. value: a line, a row, a page, the bytes of a file.
    parse: what makes articles of `value`, what is told of them and `origin`; a function that pickle knows by its name.
    size: how long it is, roughly, in characters of text.
    """

    origin: str
    value: Any
    parse: Callable[[Any, Told, str], Iterable[Article | Failure]]
    size: int

    def articles(self, told: Told) -> Iterator[Article | Failure]:
        """The articles in it; what cannot be parsed as a failure in its place."""
        try:
            yield from self.parse(self.value, told, self.origin)
        except Exception as error:
            yield Failure.of(self.origin, error)

    def digest(self) -> str:
        """A hash of what it consists of: the same whenever and wherever it is read."""
        return hashlib.sha256(ascii((self.origin, self.value)).encode("ascii")).hexdigest()


def parsed(found: Iterable[Unparsed | Failure], told: Told) -> Iterator[Article | Failure]:
    """The articles in what was found in an input, in order; failures as they come."""
    for one in found:
        if isinstance(one, Failure):
            yield one
        else:
            yield from one.articles(told)


@dataclass(frozen=True, slots=True)
class Whole:
    """Parses the bytes of a file all at once. read: the function of its format that reads a content."""

    read: Callable[[Content, Told], Iterable[Article | Failure]]
    address: str | None = None

    def __call__(self, data: bytes, told: Told, origin: str) -> Iterable[Article | Failure]:
        """The articles in `data`. Raises what the format's `read` raises."""
        return self.read(Content(origin, data[:HEAD], BytesIO(data), address=self.address), told)


def whole(content: Content, read: Callable[[Content, Told], Iterable[Article | Failure]]) -> Unparsed:
    """All of `content`, to be parsed by `read`. Raises UnreadableInputError when it is too large."""
    data = content.read_whole()
    return Unparsed(content.origin, data, Whole(read, content.address), len(data))
