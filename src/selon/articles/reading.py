"""From where news lies (a file, a folder, standard input, an open file) to articles, whatever the format."""

from __future__ import annotations

import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, cast

from selon.articles.decoding import decode
from selon.articles.gold import is_article_line, is_other_json, parse_line
from selon.articles.page import parse_page
from selon.articles.text import parse_text
from selon.errors import NoArticleError, SelonError, UnreadableInputError
from selon.record import Article

# Of one text or page, or of one line of JSON lines, unpacked; files of JSON lines may be of any length.
_LARGEST = 200_000_000
_GZIP = b"\x1f\x8b"
_PAGE = re.compile(
    r"[\s\ufeff]{0,1000}(?:<!--.{0,2000}?-->\s{0,100}|<\?xml[^<>]{0,300}\?>\s{0,100}){0,5}"
    r"<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h1|meta|title|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"[\s\ufeff]{0,1000}<\?xml\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input among several that could not be read.

    origin: its path, with the line in a file of JSON lines. reason: one sentence on what is wrong and what to do.
    """

    origin: str
    reason: str


def read_articles(
    source: str | Path | IO[bytes], *, language: str | None = None, published: date | None = None
) -> Iterator[Article | Failure]:
    """The articles in `source`, one at a time, in order.

    source: the path of a text, a page, a file of JSON lines or a folder of these (read with all that is in it, sorted,
    hidden files left out); "-" for standard input; or a file open for reading bytes. The format is told from the
    content; gzip is unpacked.
    language: ISO 639-1 code, published: day of publication; both overrule what the input says.
    A file in a folder or a line of JSON lines that cannot be read comes as a Failure in its place.
    Raises SelonError when the only input cannot be read.
    """
    if not isinstance(source, str | Path):
        yield from _read_stream(source, str(getattr(source, "name", "the input")), language, published)
    elif source == "-":
        yield from _read_stream(sys.stdin.buffer, "standard input", language, published)
    elif Path(source).is_dir():
        yield from _read_folder(Path(source), language, published)
    else:
        yield from _read_file(Path(source), language, published)


def _read_folder(folder: Path, language: str | None, published: date | None) -> Iterator[Article | Failure]:
    paths = _files(folder)
    if not paths:
        raise NoArticleError(f"{folder} is a folder without files: give one that has texts or pages in it")
    for path in paths:
        try:
            yield from _read_file(path, language, published)
        except Exception as error:
            yield _failure(str(path), error)


def _files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    # A pipe would be waited for for ever; a dangling link is reported when it is opened.
    return sorted(path for path in found if path.is_file() or not path.exists())


def _read_file(path: Path, language: str | None, published: date | None) -> Iterator[Article | Failure]:
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableInputError(f"{path} cannot be opened ({reason}): check the path and its permissions") from error
    with stream:
        yield from _read_stream(stream, str(path), language, published)


def _read_stream(
    stream: IO[bytes], origin: str, language: str | None, published: date | None
) -> Iterator[Article | Failure]:
    with _unpacked(_buffered(stream), origin) as content:
        first = content.readline(_LARGEST)
        if is_other_json(first):
            raise UnreadableInputError(f"{origin} is JSON, but not one article a line: write it as JSON lines")
        if is_article_line(first):
            yield from _read_lines(first, content, origin, language, published)
            return
        data = first + content.read(_LARGEST + 1 - len(first))
    yield _parse(data, origin, language, published)


def _buffered(stream: IO[bytes]) -> io.BufferedReader:
    """`stream` with the means to look ahead."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(io.BytesIO(stream.read(_LARGEST + 1)))


@contextmanager
def _unpacked(stream: io.BufferedReader, origin: str) -> Iterator[IO[bytes]]:
    try:
        packed = stream.peek(2)[:2] == _GZIP
        yield cast(IO[bytes], gzip.GzipFile(fileobj=stream)) if packed else stream
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableInputError(f"{origin} is a damaged gzip file: pack or fetch it again") from error


def _read_lines(
    first: bytes, rest: IO[bytes], origin: str, language: str | None, published: date | None
) -> Iterator[Article | Failure]:
    number, line = 1, first
    while line:
        called = f"{origin}, line {number}"
        if line.strip():
            try:
                yield parse_line(line, called, language=language, published=published)
            except Exception as error:
                yield _failure(called, error)
        number, line = number + 1, rest.readline(_LARGEST)


def _failure(origin: str, error: Exception) -> Failure:
    """What befalls one input, foreseen or not, must not cost the others."""
    foreseen = isinstance(error, SelonError | OSError)
    return Failure(origin, str(error) if foreseen else f"{origin} could not be read ({type(error).__name__}: {error})")


def _parse(data: bytes, origin: str, language: str | None, published: date | None) -> Article:
    if len(data) > _LARGEST:
        raise UnreadableInputError(f"{origin} has more than {_LARGEST:,} bytes: split it into single articles")
    text = decode(data, origin)
    if _PAGE.match(text):
        return parse_page(text, language=language, published=published, origin=origin)
    if _XML.match(text):
        raise UnreadableInputError(
            f"{origin} is XML of a kind selon does not read: give plain text, HTML or JSON lines"
        )
    return parse_text(text, language=language, published=published, origin=origin)
