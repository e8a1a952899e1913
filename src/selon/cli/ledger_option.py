"""Which ledger a command works with: the same answer for every command."""

from __future__ import annotations

import argparse
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selon.ledger import Ledger

_VARIABLE = "SELON_LEDGER"
_FILE = "selon.duckdb"


def add_ledger_option(parser: argparse.ArgumentParser) -> None:
    """Let a command take `--ledger`."""
    parser.add_argument(
        "--ledger",
        metavar="FILE",
        help=f"the ledger's file; else the one that the environment variable {_VARIABLE} names, else {_FILE} in the "
        "current folder",
    )


def ledger_of(arguments: argparse.Namespace) -> Ledger:
    """The ledger that a command is to work with; whether its file is there shows when it is used."""
    from selon.ledger import Ledger

    return Ledger(Path(arguments.ledger or _usual()))


def command_for(ledger: Ledger, command: str) -> str:
    """What to type to run `selon command` on the same ledger."""
    usual = str(ledger.path) == str(Path(_usual()))
    return f"selon {command}" if usual else f"selon {command} --ledger {shlex.quote(str(ledger.path))}"


def _usual() -> str:
    return os.environ.get(_VARIABLE) or _FILE
