"""The command line: `selon read`, `selon add`, `selon find` and the others."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from selon.cli import actors, add, failures, find, ledger, read, score, serve, sql, watch, who
from selon.cli.terminal import say
from selon.errors import SelonError

_COMMANDS = {
    "read": read,
    "add": add,
    "find": find,
    "who": who,
    "actors": actors,
    "watch": watch,
    "sql": sql,
    "failures": failures,
    "ledger": ledger,
    "serve": serve,
    "score": score,
}
_FAILED, _INTERRUPTED = 1, 130
_EPILOG = """\
examples:
  selon read --example                        read the article that comes with selon
  selon add articles/                         keep who said what in many articles
  selon find sanctions --speaker Sullivan     find it again
  selon serve --open                          leaf through all of it in the browser

'selon COMMAND --help' tells more about a command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0, 1 when something could not be read, 130 when interrupted.

    arguments: those after the program's name; the process's own when not given.
    Raises SystemExit, with code 2 for wrong usage, where argparse does.
    """
    chosen, unknown = _parser().parse_known_args(arguments)
    # argparse takes inputs or words only in one piece; those behind an option are left over.
    if chosen.rest and not any(one.startswith("-") for one in unknown):
        getattr(chosen, chosen.rest).extend(unknown)
    elif unknown:
        chosen.usage_error(f"'{' '.join(unknown)}' is not understood here{chosen.hint}")
    try:
        code: int = chosen.run(chosen)
    except SelonError as error:
        say(str(error))
        return _FAILED
    except KeyboardInterrupt:
        say("Stopped.")
        return _INTERRUPTED
    except BrokenPipeError:
        return _stop_writing()
    except OSError as error:
        say(f"selon stopped: {error.strerror or error}.")
        return _FAILED
    except Exception as error:
        say(f"selon failed ({type(error).__name__}: {error}). This is a fault of selon: please report it.")
        return _FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="selon",
        description="Reads French and English news and tells who said what, and on whose word.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, command in _COMMANDS.items():
        one = commands.add_parser(
            name,
            help=command.HELP,
            description=command.DESCRIPTION,
            epilog=command.EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.set_defaults(run=command.run, usage_error=one.error, hint="", rest=None)
        command.add_arguments(one)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help="print the version and stop")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        from selon.compiled import is_compiled

        print(f"selon {version('selon')}{', compiled' if is_compiled() else ''}")
        parser.exit()


def _stop_writing() -> int:
    """What reads our output has seen enough (`selon read … | head`): that is no fault of anyone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
