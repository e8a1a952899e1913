"""`selon find`: statements of a ledger found again."""

from __future__ import annotations

import argparse

from selon.cli.hits import show_hits, tell_count
from selon.cli.ledger_option import add_ledger_option, ledger_of
from selon.cli.limit_option import add_limit_option
from selon.cli.query_options import WORDS_NOTE, add_condition_options, add_words_argument, query_of, written
from selon.cli.rows import CSV_NOTE, add_row_options
from selon.cli.terminal import say

HELP = "find statements that are kept"
DESCRIPTION = """\
Finds statements in a ledger, the newest first, each with its article and the
characters where it stands. Without words and conditions it shows the newest."""
EXAMPLES = f"""\
examples:
  selon find sanctions --speaker Sullivan --act deny --since 2022-03
  selon find 'gaz OR pétrole' --country Allemagne --order oldest
  selon find '"zone tampon" -Paris' --limit 0 --csv > found.csv

{WORDS_NOTE}

{CSV_NOTE}

Exit code: 0 when something was found, 1 when nothing was or the ledger cannot be
read, 2 for wrong usage."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon find` takes."""
    add_words_argument(parser)
    add_condition_options(parser)
    add_ledger_option(parser)
    parser.add_argument("--order", choices=("newest", "oldest"), default="newest", help="what comes first (newest)")
    add_limit_option(parser, default=20, help="show at most N statements (20)")
    add_row_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show what is found; 0 when something is, else 1. Raises SelonError when the ledger cannot be asked."""
    ledger, query = ledger_of(arguments), query_of(arguments)
    shown = show_hits(arguments, ledger.find(query, order=arguments.order, limit=arguments.limit or None))
    if not shown:
        conditions = written(query)
        say(f"Nothing found for {conditions}." if conditions else f"There is no statement in {ledger.path} yet.")
        return 1
    tell_count(arguments, shown, lambda: ledger.count(query))
    return 0
