"""`selon add`: articles into a ledger, which keeps who said what in them."""

from __future__ import annotations

import argparse

from selon.cli.engines import add_engine_options, engine_of
from selon.cli.inputs import add_input_arguments
from selon.cli.keeping import Work, add_private_option, keep, tell_kept, tell_stopped
from selon.cli.ledger_option import add_ledger_option, ledger_of

HELP = "read articles and keep who said what"
DESCRIPTION = """\
Reads articles and keeps their statements in a ledger, one file, which is made
when it is not there. Articles that are in it already are passed over, so that the
same command can be run again after more has come in."""
EXAMPLES = """\
examples:
  selon add articles/
  selon add 'news/*.html' --published 2022-03-14 --ledger march.duckdb
  selon add articles.csv --column text=body --column published=day
  selon add https://example.org/feed.xml
  selon add crawl/ --engine ray --ledger march.duckdb

Ctrl-C stops after what is being read; what was read until then is kept, and the
same command goes on from there.

Exit code: 0 when all was read, 1 when something could not be read, 2 for wrong
usage, 130 when stopped."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon add` takes."""
    add_input_arguments(parser)
    add_private_option(parser)
    add_engine_options(parser)
    add_ledger_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read and keep; 1 when something could not be read, 130 when stopped, else 0.

    Raises SelonError when the ledger cannot be written.
    """
    if not arguments.inputs:
        arguments.usage_error("name an INPUT")
    ledger, columns, engine = ledger_of(arguments), dict(arguments.columns), engine_of(arguments)

    def add(work: Work) -> None:
        ledger.add(
            *arguments.inputs,
            language=arguments.language,
            published=arguments.published,
            columns=columns,
            private=arguments.private,
            reader=work.reader,
            each=work.each,
            tally=work.tally,
            engine=engine,
        )

    tally, ended = keep(add, arguments.inputs, columns.values(), model=None if engine else arguments.model)
    if not ended:
        return tell_stopped(tally)
    tell_kept(ledger, tally)
    return 1 if tally.failed else 0
