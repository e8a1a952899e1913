"""How fast the web reader answers: python -m benchmarks.web --ledger FILE

Twenty users ask for pages one after another without a pause, each the next when the last has come; they and the server
share the machine. What they ask for is drawn from the ledger by a fixed seed: few pages are asked for twice. Then one
article of 5,000 words with 200 statements is shown, by Chromium too where it is installed.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from statistics import median

from benchmarks.report import circumstances, table, write_json
from benchmarks.web.long_article import WORDS, keep_long_article
from benchmarks.web.showing import shown_in
from benchmarks.web.users import Answer, ask, asked_for

_HOST = "127.0.0.1"
_TIMES = 9


def main() -> None:
    """Measure, then print the tables. Raises OSError when the ledger cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, required=True, help="a ledger, such as one of a million statements")
    parser.add_argument("--users", type=int, default=20, help="so many at once (20)")
    parser.add_argument("--pages", type=int, default=60, help="each asks for so many pages (60)")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds of reading between two pages (0)")
    parser.add_argument("--port", type=int, default=8047, help="the port of the server")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    pages = asked_for(arguments.ledger, arguments.users * arguments.pages)
    with _serving(arguments.ledger, arguments.port):
        began = time.perf_counter()
        answers = ask((_HOST, arguments.port), pages, arguments.users, arguments.pause)
        took = time.perf_counter() - began
    rows = [_row(kind, [one for one in answers if one.kind == kind]) for kind in dict.fromkeys(p.kind for p in pages)]
    rows += [_row("all", answers)]
    print(circumstances())
    print(f"\n{arguments.users} users, {len(answers) / took:.0f} pages a second\n")
    print(table(["page", "asked", "median ms", "p99 ms", "slowest ms", "failed"], [[str(c) for c in r] for r in rows]))
    article = _article(arguments.port + 1)
    print(f"\nan article of {WORDS:,} words with 200 statements: {article}")
    print(f"the front end: {_front_end() / 1000:.1f} kB compressed")
    if arguments.json:
        names = ("page", "asked", "median_ms", "p99_ms", "slowest_ms", "failed")
        write_json(arguments.json, [dict(zip(names, row, strict=True)) for row in rows])


@contextmanager
def _serving(ledger: Path, port: int) -> Iterator[None]:
    """A server of its own process, once it answers."""
    command = [sys.executable, "-m", "selon.cli", "serve", "--ledger", str(ledger), "--port", str(port)]
    code = f"import sys; from selon.cli import main; sys.exit(main({command[3:]!r}))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        server.stdout.readline()
        # The first question waits for what is counted with.
        ask((_HOST, port), asked_for(ledger, 1), 1, 0.0)
        try:
            yield
        finally:
            server.terminate()


def _row(kind: str, answers: Sequence[Answer]) -> list[str | int]:
    times = sorted(1000 * one.seconds for one in answers)
    last = times[min(int(len(times) * 0.99), len(times) - 1)]
    failed = sum(one.status != 200 for one in answers)
    return [kind, len(times), round(median(times)), round(last), round(times[-1]), failed]


def _article(port: int) -> str:
    """How long one long article takes to be answered, and to be shown."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder, "long.duckdb")
        path = f"/articles/{keep_long_article(ledger)}"
        with _serving(ledger, port):
            answered = []
            for _ in range(_TIMES):
                began = time.perf_counter()
                ask((_HOST, port), asked_for(ledger, 0, path), 1, 0.0)
                answered.append(1000 * (time.perf_counter() - began))
            shown = shown_in(f"http://{_HOST}:{port}{path}", _TIMES)
    said = f"answered in {median(answered):.0f} ms"
    return f"{said}, shown in {1000 * shown:.0f} ms" if shown is not None else f"{said} (no Chromium to show it)"


def _front_end() -> int:
    folder = files("selon.web").joinpath("static")
    return sum(len(gzip.compress(file.read_bytes())) for file in folder.iterdir() if file.is_file())


if __name__ == "__main__":
    main()
