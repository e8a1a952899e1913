"""Tables in CSV: a line of column names, then one article a row; commas, semicolons, tabs or bars between fields.

Spreadsheets may say in a line above all others which it is: "sep=;".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator

from selon.articles.columns import choose_columns, known_fields, read_row
from selon.articles.content import Content
from selon.articles.decoding import decoded_lines, encoding_of
from selon.articles.details import Told
from selon.articles.failure import Failure
from selon.articles.unparsed import Unparsed, parsed
from selon.errors import UnreadableInputError
from selon.record import Article

_DELIMITERS = ",;\t|"
_ANNOUNCED = re.compile(rf"sep=([{_DELIMITERS}])[{_DELIMITERS}]*", re.IGNORECASE)
_FEWEST_KNOWN = 2
# A name that is longer is a sentence with a comma in it.
_LONGEST_NAME = 64
# Of the line of names, in bytes.
_LONGEST_LINE = 8192
# Of one field, in characters. A quotation mark that is never closed takes no more than this.
_LONGEST_FIELD = 10_000_000


def matches(head: bytes, columns: Collection[str] = ()) -> bool:
    """True for bytes that begin with a line of names, two of them known names of columns or all `columns` among them.

    columns: those the person who gives the table names.
    """
    announced, line = _opening(head)
    names = _names_in(line, announced or _delimiter_in(line, columns))
    if any(len(name) > _LONGEST_NAME for name in names):
        return False
    return len(known_fields(names)) >= _FEWEST_KNOWN or (bool(columns) and set(columns) <= set(names))


def read(content: Content, told: Told) -> Iterator[Article | Failure]:
    """The articles in `content`, one a row; blank rows are passed over.

    Rows are counted from 1, the line of names and blank rows not among them. Raises UnreadableInputError when no column
    can be told to hold the text, or one that was named is not there.
    """
    return parsed(unparsed(content, told), told)


def unparsed(content: Content, told: Told) -> Iterator[Unparsed | Failure]:
    """The rows that `read` makes articles of, by field. Raises what it raises."""
    csv.field_size_limit(_LONGEST_FIELD)
    announced, line = _opening(content.head)
    delimiter = announced or _delimiter_in(line, told.columns.values())
    reader = csv.reader(decoded_lines(content.stream, content.head, _LONGEST_FIELD), delimiter=delimiter)
    rows = _rows(reader)
    if announced:
        next(rows)
    names = [name.strip() for name in _sound(next(rows), f"the first line of {content.origin}")]
    columns = choose_columns(names, told.columns, content.origin)
    places = {field: names.index(name) for field, name in columns.items()}
    for number, row in enumerate(rows, start=1):
        called = f"{content.origin}, row {number}"
        try:
            fields = _sound(row, f"{called} (line {reader.line_num})", len(names))
            values = {field: fields[place] for field, place in places.items()}
            yield Unparsed(called, values, read_row, len(values["text"]))
        except Exception as error:
            yield Failure.of(called, error)


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """The rows that are not blank, in order; an error in the place of one that is no CSV."""
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield error
            continue
        if row is None:
            return
        if row:
            yield row


def _sound(row: list[str] | csv.Error, called: str, width: int | None = None) -> list[str]:
    """`row`, when it is one and has `width` fields; raises UnreadableInputError when not."""
    if isinstance(row, csv.Error):
        raise UnreadableInputError(f"{called} is no CSV ({row}): check its quotation marks") from row
    if width is not None and len(row) != width:
        raise UnreadableInputError(
            f"{called} has {len(row)} fields where the table has {width} columns: put fields with delimiters or line "
            "ends in quotation marks"
        )
    return row


def _opening(head: bytes) -> tuple[str | None, str]:
    """The delimiter that the first line announces, where it does, and the line of names."""
    lines = head[:_LONGEST_LINE].splitlines()
    first, second = (line.decode(encoding_of(line), "replace") for line in [*lines, b"", b""][:2])
    announced = _ANNOUNCED.fullmatch(first.strip('"'))
    return (announced[1], second) if announced else (None, first)


def _delimiter_in(line: str, columns: Collection[str]) -> str:
    """The delimiter that parts `line` into most names of columns."""

    def found(delimiter: str) -> tuple[int, int]:
        names = _names_in(line, delimiter)
        return len(known_fields(names)) + len(set(columns).intersection(names)), len(names)

    return max(_DELIMITERS, key=found)


def _names_in(line: str, delimiter: str) -> list[str]:
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []
