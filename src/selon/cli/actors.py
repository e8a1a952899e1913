"""`selon actors`: who is who in a ledger: what is one actor, what is not, and what people decided of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Any

from selon.cli.counting import counted
from selon.cli.ledger_option import add_ledger_option, ledger_of
from selon.cli.rows import CSV_NOTE, add_row_options, wants_rows, write_rows
from selon.cli.terminal import say
from selon.errors import QueryError

if TYPE_CHECKING:
    from selon.ledger import Ledger, NamedActor

HELP = "see who is taken for whom, merge and split actors"
DESCRIPTION = """\
Articles call one person by several names, and several people by one. A ledger
takes actors of one name, kind and country for one; a surname alone it joins with
nobody. What it takes wrongly is merged or split here; every decision can be
taken back."""
EXAMPLES = f"""\
examples:
  selon actors show 'Joe Biden'
  selon actors merge 'Joe Biden' 'Joseph Biden'
  selon actors split 8f14e45fceea167a c9f0f895fb98ab91
  selon actors list
  selon actors undo 2

An actor is given by its id, or by its name where only one actor has it.
'selon actors COMMAND --help' tells more about a command.

{CSV_NOTE}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon actors` and each of its commands take."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, help: str, do: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        one: argparse.ArgumentParser = commands.add_parser(name, help=help, description=f"{help.capitalize()}.")
        one.set_defaults(do=do, usage_error=one.error, rest=None)
        add_ledger_option(one)
        return one

    showing = command("show", "show the actors that have a name, and those they are one with", _show)
    showing.add_argument("name", metavar="NAME", help="a name, or an id")
    for name, help, do in (
        ("merge", "take two actors for one, with all that either is one with", _merge),
        ("split", "take the second of two actors for another than the first", _split),
    ):
        deciding = command(name, help, do)
        deciding.add_argument("one", metavar="ACTOR", help="its id, or its name where only one has it")
        deciding.add_argument("other", metavar="ACTOR", help="the other")
    listing = command("list", "list what was merged and split", _list)
    undoing = command("undo", "take a decision back", _undo)
    undoing.add_argument("number", type=int, metavar="NUMBER", help="its number, as 'selon actors list' shows it")
    for one in (showing, listing):
        add_row_options(one)


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked for. Raises SelonError when the ledger cannot be asked or has no such actor."""
    done: int = arguments.do(arguments)
    return done


def _show(arguments: argparse.Namespace) -> int:
    from selon.ledger import NamedActor

    found = ledger_of(arguments).actors(arguments.name)
    if not found:
        say(f"Nobody is called '{arguments.name}': see who is on record with 'selon who'.")
        return 1
    columns = [field.name for field in fields(NamedActor)]
    _write(arguments, columns, map(astuple, found))
    return 0


def _merge(arguments: argparse.Namespace) -> int:
    ledger = ledger_of(arguments)
    one, other = (_meant(ledger, wanted, whole=True) for wanted in (arguments.one, arguments.other))
    number = ledger.merge(one.id, other.id)
    say(f"{one.name} and {other.name} are one now: decision {number}.")
    return 0


def _split(arguments: argparse.Namespace) -> int:
    ledger = ledger_of(arguments)
    one, other = (_meant(ledger, wanted, whole=False) for wanted in (arguments.one, arguments.other))
    number = ledger.split(one.id, other.id)
    say(f"{_told(other)} is another than {_told(one)} now: decision {number}.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from selon.ledger import Decision

    found = ledger_of(arguments).decisions()
    if not found:
        say("Nothing was merged or split by hand.")
        return 0
    _write(arguments, [field.name for field in fields(Decision)], map(astuple, found))
    return 0


def _undo(arguments: argparse.Namespace) -> int:
    ledger_of(arguments).undo(arguments.number)
    say(f"Decision {arguments.number} is taken back.")
    return 0


def _meant(ledger: Ledger, wanted: str, *, whole: bool) -> NamedActor:
    """The one actor that `wanted` names. whole: several are as good as one where they are taken for one already.

    Raises QueryError when there is none, or it is not clear which.
    """
    found = ledger.actors(wanted)
    if not found:
        raise QueryError(f"nobody is called '{wanted}': see who is on record with 'selon who'")
    if len(found) > 1 and not (whole and len({actor.group for actor in found}) == 1):
        raise QueryError(
            f"'{wanted}' is the name of {counted(len(found), 'actor')}: give an id of {', '.join(map(_told, found))}"
        )
    return found[0]


def _told(actor: NamedActor) -> str:
    facts = ", ".join(fact for fact in (actor.kind, actor.country) if fact)
    return f"{actor.name} ({facts}; {actor.id})"


def _write(arguments: argparse.Namespace, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    if wants_rows(arguments):
        write_rows(arguments, columns, rows)
        return
    from selon.cli.table import write_table

    write_table(columns, rows)
