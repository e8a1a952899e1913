"""`selon serve`: the web reader, for the browser of whoever sits at this machine."""

from __future__ import annotations

import argparse
import socket
import threading
import webbrowser

from selon.cli.ledger_option import add_ledger_option, command_for, ledger_of
from selon.cli.output import tell
from selon.errors import SelonError

HELP = "open the web reader"
DESCRIPTION = """\
Shows a ledger as pages in the browser: articles with every statement lit up,
speakers with all they are on record as saying, search, and pictures. Texts can be
pasted and read at once. Only this machine is answered, and nothing leaves it."""
EXAMPLES = """\
examples:
  selon serve --open
  selon serve --ledger march.duckdb --port 8041

Ctrl-C ends it."""

_HOST = "127.0.0.1"
_PORT, _HIGHEST = 8040, 65535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon serve` takes."""
    add_ledger_option(parser)
    parser.add_argument("--port", type=_port, default=_PORT, metavar="N", help=f"the port, 0 for any ({_PORT})")
    parser.add_argument("--open", action="store_true", help="open the browser")


def run(arguments: argparse.Namespace) -> int:
    """Answer until interrupted; 0 then. Raises SelonError when the port is taken."""
    import uvicorn

    from selon.web import create_app

    ledger = ledger_of(arguments)
    with _listening(arguments.port) as listening:
        app = create_app(ledger.path, command=command_for(ledger, "add"))
        address = f"http://{_HOST}:{listening.getsockname()[1]}/"
        tell(f"Reading {ledger.path} at {address} (Ctrl-C ends it).")
        if ledger.path.exists():
            threading.Thread(target=app.state.site.ledger.warm, daemon=True).start()
        if arguments.open:
            webbrowser.open(address)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
        server.run(sockets=[listening])
    return 0


def _listening(port: int) -> socket.socket:
    """A socket that listens on this machine alone."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise SelonError(f"port {port} cannot be used ({error.strerror}): give another with --port") from error
    return listening


def _port(written: str) -> int:
    if not (written.isdecimal() and int(written) <= _HIGHEST):
        raise argparse.ArgumentTypeError(f"'{written}' is no port: give a number up to {_HIGHEST}")
    return int(written)
