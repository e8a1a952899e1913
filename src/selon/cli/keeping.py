"""Reading articles into a ledger while a person looks on: how far it is, what cannot be read, how it is stopped."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selon.cli import read
from selon.cli.counting import counted, were
from selon.cli.interruption import held_interrupts
from selon.cli.ledger_option import command_for
from selon.cli.output import tell
from selon.cli.reasons import sentence_of
from selon.cli.terminal import say
from selon.model.shipped import MODELS

if TYPE_CHECKING:
    from selon.articles import Failure
    from selon.extract.reader import Reader
    from selon.ledger import Ledger, Tally
    from selon.record import Record

_INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Work:
    """What a command reads with and reports to; the arguments of the same names of `Ledger.add` and `Ledger.retry`.

    reader: None for a command that does not read in this process.
    """

    reader: Reader | None
    each: Callable[[Record | Failure], None]
    tally: Tally


def add_private_option(parser: argparse.ArgumentParser) -> None:
    """Let a command take `--private-addresses`."""
    parser.add_argument(
        "--private-addresses",
        dest="private",
        action="store_true",
        help="also fetch addresses within a private network",
    )


def keep(
    do: Callable[[Work], object],
    inputs: Sequence[str] = (),
    columns: Collection[str] = (),
    *,
    count: Callable[[], int] | None = None,
    model: str | None = MODELS[0],
) -> tuple[Tally, bool]:
    """Let a person see how `do` reads and keeps; what became of how many articles, and whether it came to its end.

    inputs, columns: what is read, in which the articles are counted, if `count` does not. model: what is read
    with, None where nothing is read here.
    """
    from selon.ledger import Tally

    tally, reader = Tally(), read.load_reader(model) if model else None
    try:
        with held_interrupts() as stop_here, shown_progress_of(inputs, columns, count) as advance:
            do(Work(reader, _report(tally, advance, stop_here), tally))
    except KeyboardInterrupt:
        return tally, False
    return tally, True


def tell_stopped(tally: Tally) -> int:
    """Say that the work was stopped, what is kept and how to go on; the exit code."""
    say(f"Stopped. {added(tally)}. To go on, run the same command again: what is kept is not read again.")
    return _INTERRUPTED


def tell_kept(ledger: Ledger, tally: Tally) -> None:
    """Say what became of the articles, and how large the ledger is."""
    tell(" ".join(_sentences(ledger, tally)))


def _sentences(ledger: Ledger, tally: Tally) -> Iterator[str]:
    from rich.filesize import decimal

    parts = [added(tally)]
    if tally.kept:
        parts.append(f"{tally.kept:,} {were(tally.kept)} there before")
    if tally.failed:
        kept = f": see '{command_for(ledger, 'failures')}'" if ledger.failures() else ""
        parts.append(f"{tally.failed:,} could not be read{kept}")
    yield "; ".join(parts) + "."
    if tally.files_kept:
        files = f"{counted(tally.files_kept, 'file')} {were(tally.files_kept)} passed over"
        yield f"{files}: all that is in {'it' if tally.files_kept == 1 else 'them'} is there."
    yield f"Ledger: {ledger.path} ({decimal(ledger.path.stat().st_size)})."


def added(tally: Tally) -> str:
    """How much was added, in words."""
    if not tally.added:
        return "No article added"
    return f"{counted(tally.added, 'article')} added with {counted(tally.statements, 'statement')}"


def _report(
    tally: Tally, advance: Callable[[], None], stop_here: Callable[[], None]
) -> Callable[[Record | Failure], None]:
    from selon.articles import Failure

    shown = 0

    def each(outcome: Record | Failure) -> None:
        nonlocal shown
        if isinstance(outcome, Failure):
            say(sentence_of(outcome.origin, outcome.reason))
        # What was passed over is told of by the tally alone.
        done = tally.added + tally.kept + tally.failed + tally.files_kept
        for _ in range(done - shown):
            advance()
        shown = done
        stop_here()

    return each


def shown_progress_of(
    inputs: Sequence[str], columns: Collection[str], count: Callable[[], int] | None = None
) -> AbstractContextManager[Callable[[], None]]:
    """A bar, on a terminal; what it gives is called for every article. count: counts them, where inputs do not."""
    if not sys.stderr.isatty():
        return nullcontext(lambda: None)
    from selon.cli.progress import count_articles, shown_progress

    return shown_progress((count() if count else count_articles(inputs, columns)) or None)
