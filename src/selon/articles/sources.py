"""Where news lies (files, folders, patterns, standard input, an address) and how each of them is opened."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO

from selon.errors import NoArticleError, UnreadableInputError

_ADDRESSES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Source:
    """One input that can be opened.

    origin: its path or address, for messages. path: the file it is, None when it is none.
    open: opens it for reading bytes, as a context; raises UnreadableInputError when it cannot.
    """

    origin: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    path: Path | None = None


def sources_in(given: str | Path | IO[bytes], *, private: bool = False) -> tuple[list[Source], bool]:
    """The inputs that `given` names, in order, and whether it could name several.

    given: the path of a file or a folder (all that is in it, sorted, hidden files left out), a pattern ("news/*.html"),
    an http or https address, "-" for standard input, or a file open for reading bytes.
    private: whether addresses within a private network may be fetched.
    Raises NoArticleError when a folder or a pattern names no file.
    """
    if not isinstance(given, str | Path):
        return [Source(str(getattr(given, "name", "the input")), lambda: nullcontext(given))], False
    if given == "-":
        return [Source("standard input", lambda: nullcontext(sys.stdin.buffer))], False
    if isinstance(given, str) and is_address(given):
        from selon.articles.fetching import fetched

        return [Source(given, partial(fetched, given, private=private))], False
    path = Path(given)
    if path.is_dir():
        return [_file(inside) for inside in _files(path)], True
    if not os.path.lexists(path) and glob.has_magic(str(path)):
        return [_file(found) for found in _matching(str(path))], True
    return [_file(path)], False


def is_address(given: str) -> bool:
    """True for what is fetched from the web."""
    return given.startswith(_ADDRESSES)


def from_anywhere(source: Source) -> Source:
    """The same input, of the same name, for who works in another folder."""
    if source.path is None:
        return source
    path = source.path.absolute()
    return replace(source, open=partial(_opened, path, source.origin), path=path)


def _file(path: Path) -> Source:
    return Source(str(path), partial(_opened, path, str(path)), path)


@contextmanager
def _opened(path: Path, called: str) -> Iterator[IO[bytes]]:
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableInputError(
            f"{called} cannot be opened ({reason}): check the path and its permissions"
        ) from error
    with stream:
        yield stream


def _matching(pattern: str) -> list[Path]:
    found = [Path(path) for path in glob.iglob(pattern, recursive=True)]
    paths = sorted(file for path in found for file in (_files(path) if path.is_dir() else [path]))
    if not paths:
        raise NoArticleError(f"no file matches {pattern}: check the pattern, and that the shell did not change it")
    return list(dict.fromkeys(paths))


def _files(folder: Path) -> list[Path]:
    found: list[Path] = []
    closed: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    # A pipe would be waited for for ever; dangling links and folders that cannot be entered are reported when opened.
    paths = sorted([*closed, *(path for path in found if path.is_file() or not path.exists())])
    if not paths:
        raise NoArticleError(f"{folder} is a folder without files: give one that has articles in it")
    return paths
