"""Statements that were found, in the form that is asked for: a view for people, JSON lines or CSV."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from selon.cli.counting import counted
from selon.cli.output import open_output, tell
from selon.cli.rows import wants_rows, write_rows
from selon.cli.terminal import say

if TYPE_CHECKING:
    from selon.ledger import Hit


def show_hits(arguments: argparse.Namespace, hits: Iterable[Hit]) -> int:
    """Write `hits` to standard output; how many they were."""
    shown = 0

    def counted_hits() -> Iterator[Hit]:
        nonlocal shown
        for hit in hits:
            shown += 1
            yield hit

    (_write_rows if wants_rows(arguments) else _write_views)(arguments, counted_hits())
    return shown


def tell_count(arguments: argparse.Namespace, shown: int, count: Callable[[], int]) -> None:
    """Say how many of all statements were shown; rows for programs are told of on standard error, when there are more.

    count: counts all; called only when there may be more than `shown`.
    """
    total = count() if shown == arguments.limit else shown
    if wants_rows(arguments):
        if total > shown:
            say(_count(shown, total))
    else:
        tell(_count(shown, total))


def _count(shown: int, total: int) -> str:
    if total > shown:
        return f"{shown:,} of {counted(total, 'statement')}; --limit 0 shows all."
    return f"{counted(shown, 'statement')}."


def _write_rows(arguments: argparse.Namespace, hits: Iterable[Hit]) -> None:
    from selon.ledger import Hit

    write_rows(arguments, [field.name for field in fields(Hit)], (list(hit.to_dict().values()) for hit in hits))


def _write_views(_: argparse.Namespace, hits: Iterable[Hit]) -> None:
    from rich.console import Console

    from selon.cli.hits_view import hit_views

    with open_output(None) as stream:
        stream.writelines(hit_views(hits, Console()))
