"""The bytes of one input, unpacked, with its first bytes to tell its format by."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from selon.articles.gzip_members import GzipMembers
from selon.errors import UnreadableInputError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# How much of an input is looked at to tell its format.
HEAD = 65_536
# Of one article, unpacked; files that hold many may be of any length.
LARGEST = 200_000_000
_GZIP, _ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
# What reading a packed input raises where it is damaged.
DAMAGE = (EOFError, zlib.error, zstd.ZstdError)
_DEEPEST = 3


def _no_way_on() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Content:
    """One input, unpacked.

    origin: its path or address, for messages. head: its first bytes, at most HEAD of them. stream: all of it, the head
    included, to be read once. path: the file that holds just these bytes, None when there is none. address: where it
    was fetched from in the end, None when it was not. skip_damage: after reading raised one of DAMAGE, goes on behind
    what is damaged; False when that cannot be done.
    """

    origin: str
    head: bytes
    stream: IO[bytes]
    path: Path | None = None
    address: str | None = None
    skip_damage: Callable[[], bool] = _no_way_on

    def read_whole(self) -> bytes:
        """All bytes. Raises UnreadableInputError when there are more than LARGEST."""
        data = self.stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise UnreadableInputError(f"{self.origin} has more than {LARGEST:,} bytes: split it into single articles")
        return data


@contextmanager
def unpacked(stream: IO[bytes], origin: str, path: Path | None = None) -> Iterator[Content]:
    """The content of `stream`, out of gzip and Zstandard, also when they are in one another.

    path: the file that `stream` reads, None when it reads none. What was fetched has the `address` it came from.
    Raises UnreadableInputError, also while the content is read, when a packed input is damaged.
    """
    address, skip_damage = getattr(stream, "address", None), _no_way_on
    try:
        head = stream.read(HEAD)
        for _ in range(_DEEPEST):
            whole = io.BufferedReader(cast(io.RawIOBase, _Rejoined(head, stream)))
            if head.startswith(_GZIP):
                members = GzipMembers(whole)
                stream, skip_damage = cast(IO[bytes], members), members.skip_damage
            elif head.startswith(_ZSTANDARD):
                stream, skip_damage = cast(IO[bytes], zstd.ZstdFile(whole)), _no_way_on
            else:
                break
            head, path = _read_some(stream), None
        rejoined = cast(IO[bytes], io.BufferedReader(_Rejoined(head, stream)))
        yield Content(origin, head, rejoined, path, address, skip_damage)
    except DAMAGE as error:
        raise damaged(origin) from error


def damaged(origin: str) -> UnreadableInputError:
    """The error of a packed input that breaks off or is broken."""
    return UnreadableInputError(f"{origin} is packed and damaged: pack or fetch it again")


def _read_some(stream: IO[bytes]) -> bytes:
    """Up to HEAD bytes; fewer where the stream breaks off, which shows again when the rest is read."""
    head = b""
    try:
        while len(head) < HEAD and (more := stream.read(HEAD - len(head))):
            head += more
    except DAMAGE:
        if not head:
            raise
    return head


class _Rejoined(io.RawIOBase):
    """Bytes already read, and the stream they were read from, as one."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        wanted = len(buffer)
        some = self._head[:wanted] if self._head else memoryview(self._rest.read(wanted))
        self._head = self._head[len(some) :] if self._head else self._head
        buffer[: len(some)] = some
        return len(some)
