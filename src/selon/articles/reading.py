"""From where news lies (files, folders, patterns, standard input, an address) to articles, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import IO

from selon.articles.content import unpacked
from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.articles.formats import format_of, unparsed_in
from selon.articles.sources import Source, sources_in
from selon.articles.unparsed import Unparsed
from selon.record import Article


def read_articles(
    source: str | Path | IO[bytes],
    *,
    language: str | None = None,
    published: date | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Failure]:
    """The articles in `source`, one at a time, in order.

    source: the path of a file or a folder (read with all that is in it, sorted, hidden files left out), a pattern
    ("news/*.html"), an http or https address, "-" for standard input, or a file open for reading bytes. The format is
    told from the content; gzip and Zstandard are unpacked.
    language: ISO 639-1 code, published: day of publication; both overrule what the input says. columns: for tables and
    JSON, where an article's fields stand, such as {"text": "body"}; guessed for fields that are not named.
    A file among several, or an article among several in a file, that cannot be read comes as a Failure in its place.
    Raises SelonError when the only input cannot be read.
    """
    told = Told(language=language, published=published, columns=columns or {})
    sources, several = sources_in(source)
    for one in sources:
        try:
            yield from read_source(one, told)
        except Exception as error:
            if not several:
                raise
            yield Failure.of(one.origin, error)


def read_source(source: Source, told: Told) -> Iterator[Article | Failure]:
    """The articles in one input, in order; those that cannot be read as failures in their place.

    Raises SelonError when it cannot be opened, or cannot be read on.
    """
    with source.open() as stream, unpacked(stream, source.origin, source.path) as content:
        yield from format_of(content.head, told.columns.values()).read(content, told)


def read_unparsed(source: Source, told: Told) -> Iterator[Unparsed | Failure]:
    """The articles in one input, in order, not parsed yet. Raises what `read_source` raises."""
    with source.open() as stream, unpacked(stream, source.origin, source.path) as content:
        yield from unparsed_in(content, told)
