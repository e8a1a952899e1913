"""`selon ledger`: what is done with a ledger as a whole."""

from __future__ import annotations

import argparse
from pathlib import Path

from selon.cli.keeping import Work, keep, tell_kept, tell_stopped
from selon.cli.ledger_option import add_ledger_option, ledger_of

HELP = "bring records that were made elsewhere into a ledger"
DESCRIPTION = "Brings records into a ledger that were made elsewhere, by many processes or on other machines."
EXAMPLES = """\
examples:
  selon read crawl/ --parquet records/ --engine ray
  selon ledger import records/ --ledger march.duckdb

What the ledger has is passed over, so that the same command can be run again.
'selon ledger COMMAND --help' tells more about a command.

Exit code: 0 when all was taken, 1 when something could not be, 2 for wrong usage,
130 when stopped."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon ledger` and each of its commands take."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    summary = "take the records in the Parquet files of a folder that 'selon read --parquet' wrote"
    one = commands.add_parser("import", help=summary, description=f"{summary.capitalize()}.")
    one.set_defaults(do=_import, usage_error=one.error, rest=None)
    one.add_argument("directory", metavar="DIRECTORY", type=Path, help="the folder")
    add_ledger_option(one)


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked for. Raises SelonError when there is nothing to take or the ledger cannot be written."""
    done: int = arguments.do(arguments)
    return done


def _import(arguments: argparse.Namespace) -> int:
    from selon.scale.directory import count_rows, import_directory

    ledger, directory = ledger_of(arguments), arguments.directory

    def take(work: Work) -> None:
        import_directory(ledger, directory, each=work.each, tally=work.tally)

    tally, ended = keep(take, count=lambda: count_rows(directory), model=None)
    if not ended:
        return tell_stopped(tally)
    tell_kept(ledger, tally)
    return 1 if tally.failed else 0
