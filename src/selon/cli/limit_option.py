"""How much a command shows."""

from __future__ import annotations

import argparse


def add_limit_option(parser: argparse.ArgumentParser, *, default: int | None, help: str) -> None:
    """Let a command take `--limit`, of which 0 means that all is shown."""
    parser.add_argument("--limit", type=_number, default=default, metavar="N", help=f"{help}; 0 for all")


def _number(written: str) -> int:
    if not written.isdecimal():
        raise argparse.ArgumentTypeError(f"'{written}' is no number: write 0 or more")
    return int(written)
