"""Which formats news comes in, and how the format of an input is told from its first bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol, runtime_checkable

from selon.articles import csv_table, documents, feed, json_lines, newsml, ninjs, nitf, parquet, web_archive
from selon.articles.content import Content
from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.articles.unparsed import Unparsed, whole
from selon.record import Article


class Format(Protocol):
    """One format; each is a module of this folder."""

    def matches(self, head: bytes) -> bool:
        """True when an input that begins with the bytes `head`, at most content.HEAD of them, is of this format."""

    def read(self, content: Content, told: Told) -> Iterator[Article | Failure]:
        """The articles in `content`, one at a time, in order.

        One that cannot be read comes as a Failure in its place. Raises SelonError when the whole cannot be read.
        """


@runtime_checkable
class _Divisible(Protocol):
    """A format of many articles that can be told apart without parsing them."""

    def unparsed(self, content: Content, told: Told) -> Iterator[Unparsed | Failure]:
        """What its `read` makes articles of; raises what that raises."""


# The first that matches reads; texts and pages come last, for anything can be a text.
_FORMATS: tuple[Format, ...] = (parquet, web_archive, feed, newsml, nitf, ninjs, json_lines, csv_table, documents)


def format_of(head: bytes, columns: Collection[str] = ()) -> Format:
    """The format of an input that begins with the bytes `head`.

    columns: those the person who gives it names; a text that begins with a line of them is a table.
    """
    found = next(known for known in _FORMATS if known.matches(head))
    return csv_table if found is documents and csv_table.matches(head, columns) else found


def unparsed_in(content: Content, told: Told) -> Iterator[Unparsed | Failure]:
    """The articles in `content`, not parsed yet; in one piece where its format cannot be divided.

    Raises SelonError when the whole cannot be read.
    """
    found = format_of(content.head, told.columns.values())
    return found.unparsed(content, told) if isinstance(found, _Divisible) else iter([whole(content, found.read)])
