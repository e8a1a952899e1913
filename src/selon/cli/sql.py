"""`selon sql`: questions to a ledger in SQL."""

from __future__ import annotations

import argparse
from itertools import groupby
from typing import TYPE_CHECKING

from selon.cli.ledger_option import add_ledger_option, ledger_of
from selon.cli.output import open_output
from selon.cli.rows import CSV_NOTE, add_row_options, wants_rows, write_rows

if TYPE_CHECKING:
    from selon.ledger import Ledger

HELP = "ask a ledger a question in SQL"
DESCRIPTION = """\
Answers one SELECT over the views of a ledger, which is only read. Without a
question it lists the views and their columns."""
_QUESTIONS = """\
  selon sql "SELECT act, count(*) FROM statements GROUP BY act ORDER BY 2 DESC"
  selon sql "SELECT * FROM speakers WHERE statements > 9" --csv > speakers.csv"""
EXAMPLES = f"""\
examples:
  selon sql
{_QUESTIONS}

On a terminal long values are cut and at most 1,000 rows are shown; elsewhere rows
are whole, their values parted by tabs. The SQL is DuckDB's.

{CSV_NOTE}"""

_VIEWS = """
    SELECT table_name, column_name, data_type FROM duckdb_columns()
    WHERE database_name = 'ledger' AND schema_name = 'main'
    AND table_name IN (SELECT view_name FROM duckdb_views() WHERE NOT internal)
    ORDER BY table_name, column_index
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon sql` takes."""
    parser.add_argument("question", nargs="?", metavar="SELECT", help="the question, in quotation marks")
    add_ledger_option(parser)
    add_row_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Answer the question, or tell what can be asked. Raises SelonError when it cannot be answered."""
    ledger = ledger_of(arguments)
    if arguments.question is None and not wants_rows(arguments):
        _list_views(ledger)
        return 0
    with ledger.ask(_VIEWS if arguments.question is None else arguments.question) as answer:
        if wants_rows(arguments):
            write_rows(arguments, answer.columns, answer.rows)
        else:
            from selon.cli.table import write_table

            write_table(answer.columns, answer.rows)
    return 0


def _list_views(ledger: Ledger) -> None:
    with ledger.ask(_VIEWS) as answer, open_output(None) as stream:
        for view, columns in groupby(answer.rows, key=lambda row: str(row[0])):
            stream.write(f"{view}\n")
            stream.writelines(f"  {name:<14}{kind.lower()}\n" for _, name, kind in columns)
            stream.write("\n")
        stream.write(f"for example:\n{_QUESTIONS}\n")
