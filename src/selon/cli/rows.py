"""Rows for other programs: JSON lines, or CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from itertools import chain
from typing import Any

from selon.cli.output import open_output
from selon.cli.terminal import to_json
from selon.exports.values import csv_cell, json_value

CSV_NOTE = """\
CSV is UTF-8 with a header row; lists stand in it as JSON. Text that begins with
= + - @, a tab or a line end, which a spreadsheet would take for a formula, gets
an apostrophe before it; in JSON it stands as it is."""


def add_row_options(parser: argparse.ArgumentParser) -> None:
    """Let a command take `--json` and `--csv`."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="write JSON, one object a line")
    form.add_argument("--csv", action="store_true", help="write a table in CSV, with a row of headers")


def wants_rows(arguments: argparse.Namespace) -> bool:
    """True when rows are asked for, not the view for people."""
    return bool(arguments.json or arguments.csv)


def write_rows(arguments: argparse.Namespace, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write `rows`, whose values are in the order of `columns`, to standard output in the form that is asked for."""
    with open_output(None, encoding="utf-8") as stream:
        if arguments.json:
            names = _distinct(columns)
            stream.writelines(to_json(dict(zip(names, map(json_value, row), strict=True))) for row in rows)
            return
        if isinstance(stream, TextIOWrapper):
            # The line ends of CSV are its own, on every system.
            stream.reconfigure(newline="")
        csv.writer(stream).writerows(map(csv_cell, row) for row in chain([columns], rows))


def _distinct(columns: Sequence[str]) -> list[str]:
    """The names of `columns`, those that an object cannot have twice numbered."""
    seen: Counter[str] = Counter()
    names = []
    for column in columns:
        seen[column] += 1
        names.append(column if seen[column] == 1 else f"{column}_{seen[column]}")
    return names
