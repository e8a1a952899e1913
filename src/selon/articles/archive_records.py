"""The records of web archives, WARC and the older ARC, also where an archive is damaged or breaks off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from selon.articles.content import DAMAGE, Content
from selon.articles.failure import Failure
from selon.articles.http_message import parse_fields

# How much of a record is kept: more than any page that is read has.
LARGEST = 25_000_000
_WARC = re.compile(rb"WARC/\d\.\d{1,2}[ \t]*\r?\n")
_ARC = re.compile(
    rb"(?P<url>[a-z][a-z0-9+.-]{1,20}:.*?) [\d.:a-f-]+ \d{8,17} (?P<media_type>\S+)(?: \S+){0,5}? (?P<length>\d+)\r?\n"
)
_LONGEST_LINE, _MOST_LINES = 65_536, 1000
_PIECE = 1_000_000


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """One record.

    number: its place in the archive, from 1. kind: as WARC names it ("response", "resource"…); what ARC holds is a
    "response". media_type: of the block, as it stands there. block: the first LARGEST bytes of what it holds.
    """

    number: int
    kind: str
    url: str
    media_type: str
    block: bytes


class _NoRecordError(Exception):
    """What stands in the archive is no record."""


def read_records(content: Content) -> Iterator[ArchiveRecord | Failure]:
    """The records of the archive `content`, one at a time, in order.

    What is damaged comes as a Failure, and the records behind it are read where they can be found.
    """
    number, lost = 0, False
    while True:
        number += 1
        called = f"{content.origin}, record {number}"
        try:
            start = _next_start(content.stream, lost)
            if not start:
                return
            record = _read_record(content.stream, start, number)
        except EOFError:
            reason = f"{content.origin} breaks off in record {number}: fetch it again for what comes after"
            yield Failure(called, reason)
            return
        except (_NoRecordError, *DAMAGE) as error:
            yield Failure(called, f"{content.origin} is damaged at record {number}: fetch it again for what is lost")
            lost = True
            if not isinstance(error, _NoRecordError) and not content.skip_damage():
                return
            continue
        lost = False
        yield record


def _next_start(stream: IO[bytes], lost: bool) -> bytes:
    """The line that begins the next record, empty at the end.

    lost: whether to pass over all that comes before one; else raises _NoRecordError when it is not the next line.
    """
    while line := stream.readline(_LONGEST_LINE):
        if _WARC.fullmatch(line) or _ARC.fullmatch(line):
            return line
        if line.strip() and not lost:
            raise _NoRecordError
    return b""


def _read_record(stream: IO[bytes], start: bytes, number: int) -> ArchiveRecord:
    if arc := _ARC.fullmatch(start):
        url, media_type = (arc[name].decode("utf-8", "replace") for name in ("url", "media_type"))
        return ArchiveRecord(number, "response", url, media_type, _read_block(stream, int(arc["length"])))
    fields = parse_fields(_read_header(stream))
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdecimal()):
        raise _NoRecordError
    block = _read_block(stream, int(length))
    url = fields.get("warc-target-uri", "").strip("<>")
    return ArchiveRecord(number, fields.get("warc-type", ""), url, fields.get("content-type", ""), block)


def _read_header(stream: IO[bytes]) -> bytes:
    lines: list[bytes] = []
    while (line := stream.readline(_LONGEST_LINE)).strip():
        lines.append(line)
        if len(lines) > _MOST_LINES:
            raise _NoRecordError
    if not line:
        raise EOFError
    return b"".join(lines)


def _read_block(stream: IO[bytes], length: int) -> bytes:
    """The first LARGEST of the next `length` bytes, all of which are read."""
    block = stream.read(min(length, LARGEST))
    left = length - len(block)
    while left and (piece := stream.read(min(left, _PIECE))):
        left -= len(piece)
    if left:
        raise EOFError
    return block
