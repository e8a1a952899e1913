"""The command line: `selon read`, `selon score`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from selon.cli import read, score
from selon.cli.terminal import say
from selon.errors import SelonError

_FAILED, _INTERRUPTED = 1, 130
_EPILOG = """\
example:
  selon read --example          read the article that comes with selon

'selon COMMAND --help' tells more about a command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0, 1 when something could not be read, 130 when interrupted.

    arguments: those after the program's name; the process's own when not given.
    Raises SystemExit, with code 2 for wrong usage, where argparse does.
    """
    chosen = _parser().parse_args(arguments)
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
    for name, command in (("read", read), ("score", score)):
        one = commands.add_parser(
            name,
            help=command.HELP,
            description=command.DESCRIPTION,
            epilog=command.EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_arguments(one)
        one.set_defaults(run=command.run)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help="print the version and stop")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"selon {version('selon')}\n")


def _stop_writing() -> int:
    """What reads our output has seen enough (`selon read … | head`): that is no fault of anyone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
