"""`selon watch`: standing searches, each of which tells what is new since it was last run."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from selon.cli.counting import counted
from selon.cli.hits import show_hits
from selon.cli.ledger_option import add_ledger_option, command_for, ledger_of
from selon.cli.output import open_output, tell
from selon.cli.query_options import WORDS_NOTE, add_condition_options, add_words_argument, query_of, written
from selon.cli.terminal import say, to_json

if TYPE_CHECKING:
    from selon.ledger import Hit

HELP = "keep searches, and tell what is new in them"
DESCRIPTION = """\
Keeps searches under names; each run of one tells what was added to the ledger
since its last run."""
EXAMPLES = """\
examples:
  selon watch add sullivan sanctions --speaker Sullivan
  selon watch run
  selon watch run sullivan --json
  selon watch list
  selon watch remove sullivan

'selon watch run' prints nothing at all when nothing is new: cron sends no mail.
'selon watch COMMAND --help' tells more about a command."""

_ADD_EXAMPLES = f"""\
examples:
  selon watch add sullivan --speaker Sullivan
  selon watch add denials 'sanctions -Paris' --act deny --act decline

The first run of a watch tells of all that the ledger has.

{WORDS_NOTE}"""

_RUN_EXAMPLES = """\
examples:
  selon watch run
  selon watch run sullivan denials --json

Nothing is printed when nothing is new. What was told once is not told again.

Exit code: 0, also when nothing is new; 1 when the ledger cannot be asked, 2 for
wrong usage."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon watch` and each of its commands take."""
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(
        name: str, help: str, do: Callable[[argparse.Namespace], int], epilog: str = ""
    ) -> argparse.ArgumentParser:
        one: argparse.ArgumentParser = commands.add_parser(
            name,
            help=help,
            description=f"{help.capitalize()}.",
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.set_defaults(do=do, usage_error=one.error, rest=None)
        return one

    adding = command("add", "keep a search under a name", _add, _ADD_EXAMPLES)
    adding.add_argument("name", metavar="NAME", help="a name for it")
    add_words_argument(adding)
    add_condition_options(adding)
    listing = command("list", "list the searches that are kept", _list)
    removing = command("remove", "forget a search", _remove)
    removing.add_argument("name", metavar="NAME", help="its name")
    running = command("run", "tell what is new in searches", _run, _RUN_EXAMPLES)
    running.add_argument("names", nargs="*", metavar="NAME", help="the searches to run; all of them when none is named")
    running.add_argument("--json", action="store_true", help="write JSON, one statement a line, with its watch")
    running.set_defaults(csv=False, rest="names")
    for one in (adding, listing, removing, running):
        add_ledger_option(one)


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked of watches. Raises SelonError when the ledger cannot be asked, or has no such watch."""
    done: int = arguments.do(arguments)
    return done


def _add(arguments: argparse.Namespace) -> int:
    ledger = ledger_of(arguments)
    ledger.add_watch(arguments.name, query_of(arguments))
    name = shlex.quote(arguments.name)
    tell(f"Watch {arguments.name} is kept. See what it finds: {command_for(ledger, f'watch run {name}')}")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from selon.cli.table import write_table

    watches = ledger_of(arguments).watches()
    if watches:
        write_table(("watch", "query"), [(watch.name, written(watch.query)) for watch in watches])
    else:
        say("There is no watch: keep a search with 'selon watch add'.")
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    ledger_of(arguments).remove_watch(arguments.name)
    tell(f"Watch {arguments.name} is removed.")
    return 0


def _run(arguments: argparse.Namespace) -> int:
    ledger = ledger_of(arguments)
    known = [watch.name for watch in ledger.watches()]
    # A name that is not known comes first: it stops the command before another watch has come further.
    for name in sorted(arguments.names or known, key=known.__contains__):
        with ledger.run_watch(name) as hits:
            if hits:
                _show(arguments, name, hits)
    return 0


def _show(arguments: argparse.Namespace, name: str, hits: Sequence[Hit]) -> None:
    if arguments.json:
        with open_output(None, encoding="utf-8") as stream:
            stream.writelines(to_json({"watch": name, **hit.to_dict()}) for hit in hits)
    else:
        tell(f"{name}: {counted(len(hits), 'new statement')}")
        tell("")
        show_hits(arguments, hits)
