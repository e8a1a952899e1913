"""Gzip whose members stand on their own: after a damaged one, those behind it can still be read."""

from __future__ import annotations

import io
import re
import zlib
from typing import IO

# A member's packed and unpacked bytes go through in pieces of these sizes. The sum that ends a member is checked with
# its last piece, so that a small damaged member gives nothing at all.
_PACKED, _UNPACKED = 65_536, 262_144
_START = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_LONGEST_START = 4
_GZIP_FORMAT = 31


class GzipMembers(io.RawIOBase):
    """What all the members of a gzip stream hold, one after another, as one stream of bytes.

    Reading raises zlib.error where a member is damaged and EOFError where the last one breaks off, every time until
    `skip_damage` is called.
    """

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._waiting = b""
        self._unpacked = memoryview(b"")
        self._member = zlib.decompressobj(_GZIP_FORMAT)
        self._within = False
        self._damage: Exception | None = None

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills `buffer` with what comes next, and says how far; 0 at the end."""
        if self._damage:
            raise self._damage
        try:
            if not self._unpacked:
                self._unpacked = memoryview(self._next())
        except (zlib.error, EOFError) as error:
            self._damage = error
            raise
        some = self._unpacked[: len(buffer)]
        buffer[: len(some)] = some
        self._unpacked = self._unpacked[len(some) :]
        return len(some)

    def skip_damage(self) -> bool:
        """Goes on at the next member after a damaged one; False when there is none."""
        self._damage, searched = None, self._waiting[1:]
        while not (start := _START.search(searched)):
            more = self._packed.read(_PACKED)
            if not more:
                self._waiting = b""
                self._end_member()
                return False
            searched = searched[1 - _LONGEST_START :] + more
        self._waiting = searched[start.start() :]
        self._end_member()
        return True

    def _next(self) -> bytes:
        """Some bytes, none at the end."""
        while self._has_more():
            self._within = True
            unpacked = self._member.decompress(self._waiting, _UNPACKED)
            self._waiting = self._member.unconsumed_tail
            if self._member.eof:
                self._waiting = self._member.unused_data
                self._end_member()
            if unpacked:
                return unpacked
        if self._within:
            raise EOFError("the last member of the gzip stream breaks off")
        return b""

    def _has_more(self) -> bool:
        """Whether packed bytes are waiting, where none were after more have been read."""
        while True:
            # Members may be padded with zeros.
            self._waiting = self._waiting if self._within else self._waiting.lstrip(b"\0")
            if self._waiting or not (more := self._packed.read(_PACKED)):
                return bool(self._waiting)
            self._waiting = more

    def _end_member(self) -> None:
        self._member, self._within = zlib.decompressobj(_GZIP_FORMAT), False
