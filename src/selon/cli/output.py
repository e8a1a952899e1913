"""Where records are written: to standard output, or to a file that gets its name only when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from selon.cli.terminal import plain
from selon.errors import SelonError


def part_of(path: Path) -> Path:
    """The file beside `path` that holds what is written until it is whole."""
    return path.with_name(f"{path.name}.part")


@contextmanager
def open_output(path: Path | None, *, encoding: str | None = None) -> Iterator[TextIO]:
    """Standard output when `path` is None, else a file that takes the name `path` when the block ends without error.

    Until then, and for good when it ends with one, what was written stands in `part_of(path)`; a file without content
    is never kept. encoding: of standard output, its own when None; files are UTF-8.
    Raises SelonError when the file cannot be written.
    """
    if path is None:
        stream = _standard_output(encoding)
        yield stream
        stream.flush()
        return
    path = path.resolve()
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe must be written to, not replaced.
            with path.open("w", encoding="utf-8", errors="replace") as stream:
                yield stream
        else:
            yield from _whole(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SelonError(f"{path} cannot be written ({error.strerror}): check its folder and the space left") from error


def tell(message: str) -> None:
    """One line on standard output."""
    with open_output(None) as stream:
        stream.write(f"{plain(message)}\n")


def _standard_output(encoding: str | None) -> TextIO:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="replace")
    return sys.stdout


def _whole(path: Path) -> Iterator[TextIO]:
    part = part_of(path)
    try:
        with part.open("w", encoding="utf-8", errors="replace") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if part.stat().st_size:
            os.replace(part, path)
    finally:
        if part.exists() and not part.stat().st_size:
            part.unlink()
