"""`selon failures`: what could not be read into a ledger, and another try at it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from selon.cli.counting import counted
from selon.cli.engines import add_model_option
from selon.cli.keeping import Work, add_private_option, added, keep, tell_stopped
from selon.cli.ledger_option import add_ledger_option, command_for, ledger_of
from selon.cli.output import open_output, tell
from selon.cli.reasons import sentence_of
from selon.cli.terminal import plain, say, to_json

if TYPE_CHECKING:
    from selon.ledger import KeptFailure, Ledger

HELP = "list what could not be read, or try it again"
DESCRIPTION = """\
Lists what could not be read into a ledger and has not been read since, with the
reasons; or tries it again."""
EXAMPLES = """\
examples:
  selon failures
  selon failures --retry
  selon failures --retry --model fast
  selon failures --json

Exit code: of the list 0; of --retry 0 when all is read now, 1 when something
still cannot be read, 130 when stopped; 1 also when the ledger cannot be read, and
2 for wrong usage."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon failures` takes."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--retry", action="store_true", help="read again what could not be read")
    choice.add_argument("--json", action="store_true", help="write the list as JSON, one object a line")
    add_private_option(parser)
    add_model_option(parser)
    add_ledger_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """List what could not be read or try it again. Raises SelonError when the ledger cannot be read or written."""
    ledger = ledger_of(arguments)
    failures = ledger.failures()
    if arguments.json:
        with open_output(None, encoding="utf-8") as stream:
            stream.writelines(to_json(_row(failure)) for failure in failures)
    elif not failures:
        tell("There is nothing that could not be read.")
    elif arguments.retry:
        return _retry(ledger, failures, arguments.model, private=arguments.private)
    else:
        _list(ledger, failures)
    return 0


def _row(failure: KeptFailure) -> dict[str, str | bool]:
    return {
        "input": failure.input,
        "origin": failure.origin,
        "reason": failure.reason,
        "can_be_retried": failure.can_be_retried,
    }


def _list(ledger: Ledger, failures: Sequence[KeptFailure]) -> None:
    inputs = [(source, list(some)) for source, some in groupby(sorted(failures, key=_input), key=_input)]
    with open_output(None) as stream:
        for source, some in inputs:
            stream.write(f"{plain(source)}\n")
            stream.writelines(f"  {plain(sentence_of(failure.origin, failure.reason))}\n" for failure in some)
            stream.write("\n")
    counts = f"{counted(len(failures), 'failure')} in {counted(len(inputs), 'input')}"
    tell(f"{counts}. To try again: {command_for(ledger, 'failures --retry')}")


def _input(failure: KeptFailure) -> str:
    return failure.input


def _retry(ledger: Ledger, failures: Sequence[KeptFailure], model: str, *, private: bool) -> int:
    for failure in failures:
        if not failure.can_be_retried:
            say(f"{failure.origin} cannot be read again, for it is no file and no address: add it anew.")
    inputs = list(dict.fromkeys(failure.input for failure in failures if failure.can_be_retried))

    def retry(work: Work) -> None:
        ledger.retry(private=private, reader=work.reader, each=work.each, tally=work.tally)

    tally, ended = keep(retry, inputs, model=model)
    if not ended:
        return tell_stopped(tally)
    left = len(ledger.failures())
    # What could not be read of a file before may now fail under another name, so that they are only counted.
    now = f"{max(len(failures) - left, 0):,} of {counted(len(failures), 'failure')} could be read now. {added(tally)}."
    tell(f"{now} {left:,} still cannot be read: see '{command_for(ledger, 'failures')}'." if left else now)
    return 1 if left else 0
