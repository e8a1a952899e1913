"""`selon read`: articles in, who said what out."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from selon.cli.engines import add_engine_options
from selon.cli.inputs import add_input_arguments, articles_from
from selon.cli.output import open_output, part_of
from selon.cli.reasons import sentence_of
from selon.cli.terminal import say, to_json

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from selon.articles import Failure
    from selon.extract.reader import Reader
    from selon.record import Article, Record

HELP = "tell who said what in articles"
DESCRIPTION = "Reads articles and shows, statement by statement, who said what, in which words and where that stands."
EXAMPLES = """\
examples:
  selon read --example
  selon read article.txt --published 2022-03-14
  selon read page.html --json
  selon read articles/ --jsonl -o records.jsonl
  selon read crawl/ --parquet records/ --engine ray
  selon read articles.csv --column text=body --column published=day
  curl -s ADDRESS | selon read -

Exit code: 0 when all was read, 1 when something could not be read, 2 for wrong usage."""

_INTERRUPTED = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon read` takes."""
    add_input_arguments(parser)
    parser.add_argument("--example", action="store_true", help="read the article that comes with selon")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="write records: one as an object, several one a line")
    form.add_argument("--jsonl", action="store_true", help="write one record a line, also when there is only one")
    form.add_argument("--full", action="store_true", help="show all people, places, dates and figures, and where")
    form.add_argument(
        "--parquet",
        type=Path,
        metavar="DIRECTORY",
        help="write Parquet files into DIRECTORY, which 'selon ledger import' takes; what is there is not read again",
    )
    add_engine_options(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to FILE, which appears once whole")
    parser.set_defaults(usage_error=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Read what was asked for; 1 when something could not be read, 130 when interrupted, else 0."""
    if arguments.example == bool(arguments.inputs):
        arguments.usage_error("name an INPUT, or --example alone")
    if arguments.parquet:
        return _write_parts(arguments)
    if arguments.engine or arguments.workers:
        arguments.usage_error("several processes write --parquet DIRECTORY")
    tally = _Tally()
    try:
        with open_output(arguments.output, encoding=_encoding(arguments)) as stream, _progress(arguments) as advance:
            outcomes = load_reader(arguments.model).read_all(_articles(arguments))
            for written in _form(arguments)(_records(outcomes, tally, advance)):
                stream.write(written)
                stream.flush()
                tally.written += 1
    except KeyboardInterrupt:
        say(_stopped(tally, arguments.output))
        return _INTERRUPTED
    _sum_up(tally, arguments.output)
    return 1 if tally.failed else 0


def _write_parts(arguments: argparse.Namespace) -> int:
    from selon.cli.parts import write_parts

    if arguments.example or arguments.output:
        arguments.usage_error("--parquet DIRECTORY goes with INPUT, and not with --output")
    return write_parts(arguments)


@dataclass(slots=True)
class _Tally:
    """What became of the inputs so far."""

    written: int = 0
    failed: int = 0


def load_reader(model: str) -> Reader:
    """A reader with one of the models that come with selon."""
    from selon.extract.reader import Reader

    return Reader(model)


def _articles(arguments: argparse.Namespace) -> Iterator[Article | Failure]:
    from selon.articles import parse_text

    if arguments.example:
        for file in _examples():
            text = file.read_text(encoding="utf-8")
            yield parse_text(text, language=arguments.language, published=arguments.published, origin=file.name)
    yield from articles_from(arguments)


def _examples() -> Iterable[Traversable]:
    folder = files("selon").joinpath("examples")
    return sorted((file for file in folder.iterdir() if file.name.endswith(".txt")), key=lambda file: file.name)


def _records(outcomes: Iterable[Record | Failure], tally: _Tally, advance: Callable[[], None]) -> Iterator[Record]:
    """The records among `outcomes`; the failures are reported and counted."""
    from selon.articles import Failure

    for outcome in outcomes:
        advance()
        if isinstance(outcome, Failure):
            tally.failed += 1
            say(sentence_of(outcome.origin, outcome.reason))
        else:
            yield outcome


def _form(arguments: argparse.Namespace) -> Callable[[Iterator[Record]], Iterator[str]]:
    """How records are written: each string that comes out is one of them."""
    if arguments.jsonl:
        return _json_lines
    if arguments.json:
        return _json
    return _views(arguments)


def _json_lines(records: Iterable[Record]) -> Iterator[str]:
    return (to_json(record.to_dict()) for record in records)


def _json(records: Iterator[Record]) -> Iterator[str]:
    first = list(islice(records, 2))
    if len(first) == 1:
        yield to_json(first[0].to_dict(), indent=2)
    else:
        yield from _json_lines(chain(first, records))


def _views(arguments: argparse.Namespace) -> Callable[[Iterator[Record]], Iterator[str]]:
    from rich.console import Console

    from selon.cli.view import views

    console = Console(file=StringIO(), width=80) if arguments.output else Console()
    return lambda records: views(records, console, full=arguments.full)


def _encoding(arguments: argparse.Namespace) -> str | None:
    """JSON is UTF-8 whatever the terminal's own encoding."""
    return "utf-8" if arguments.json or arguments.jsonl else None


def _progress(arguments: argparse.Namespace) -> AbstractContextManager[Callable[[], None]]:
    """A bar where it disturbs nothing: on a terminal on which the records themselves do not appear."""
    if not (sys.stderr.isatty() and (arguments.output or stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode))):
        return nullcontext(lambda: None)
    from selon.cli.progress import count_articles, shown_progress

    return shown_progress(count_articles(arguments.inputs, dict(arguments.columns).values()) or None)


def _sum_up(tally: _Tally, output: Path | None) -> None:
    total = tally.written + tally.failed
    if output:
        say(f"{_records_in(tally)} in {output}." if tally.written else f"No record: {output} was not written.")
    if tally.failed and total > 1:
        say(f"{tally.failed} of {total} inputs could not be read.")


def _stopped(tally: _Tally, output: Path | None) -> str:
    where = f" They are in {part_of(output)}." if output and tally.written else ""
    return f"Stopped: {_records_in(tally)} written.{where}"


def _records_in(tally: _Tally) -> str:
    return f"{tally.written} record" if tally.written == 1 else f"{tally.written} records"
