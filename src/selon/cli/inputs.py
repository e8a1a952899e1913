"""The articles a command is given: where they are, and what the person says of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from selon.errors import SelonError

if TYPE_CHECKING:
    from selon.articles import Failure
    from selon.record import Article


def add_input_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which articles a command takes: `inputs`, `language`, `published` and `columns`."""
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="INPUT",
        help="a text, an HTML page, JSON or JSON lines, a table (CSV or Parquet), an RSS or Atom feed, a news agency's "
        "file (NewsML-G2, NITF, ninjs), a web archive (WARC), the address of a page or a feed, a folder or a pattern "
        "of files, or - for standard input; plain or packed (gzip, Zstandard); which it is shows from the content",
    )
    parser.set_defaults(rest="inputs")
    parser.add_argument("--language", choices=("fr", "en"), help="the language; else it is detected")
    parser.add_argument(
        "--published", type=_day, metavar="YYYY-MM-DD", help="the day of publication; else it is looked for"
    )
    parser.add_argument(
        "--column",
        dest="columns",
        action="append",
        default=[],
        type=_column,
        metavar="FIELD=NAME",
        help="in tables and JSON, column NAME holds FIELD (text, title, publisher, author, language, published, "
        "modified, url or id); else it is guessed from the names of the columns; may be given several times",
    )


def articles_from(arguments: argparse.Namespace) -> Iterator[Article | Failure]:
    """The articles in the inputs of a command; inputs that cannot be read as failures in their place."""
    from selon.articles import Failure, read_articles

    known = {"language": arguments.language, "published": arguments.published, "columns": dict(arguments.columns)}
    for source in arguments.inputs:
        try:
            yield from read_articles(source, **known)
        except SelonError as error:
            yield Failure(source, str(error))
        except Exception as error:
            yield Failure(source, f"{source} is left out: reading it failed ({type(error).__name__}: {error})")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{written}' is no day: write it as 2022-03-14") from None


def _column(written: str) -> tuple[str, str]:
    from selon.articles.columns import check_columns

    field, sign, name = written.partition("=")
    if not (sign and name):
        raise argparse.ArgumentTypeError(f"'{written}' names no column: write it as text=body")
    try:
        check_columns({field: name})
    except SelonError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return field, name
