"""Messages of HTTP as web archives keep them: a header, and a body that may be in chunks and packed."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from dataclasses import dataclass

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(r"\r?\n")
_FOLDED = re.compile(r"\r?\n[ \t]+")
_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CHUNK = re.compile(rb"\s{0,4}([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
_GZIP_FORMAT, _ZLIB_FORMAT, _BARE_FORMAT = 31, 15, -15
_FORMATS = {"gzip": (_GZIP_FORMAT,), "x-gzip": (_GZIP_FORMAT,), "deflate": (_ZLIB_FORMAT, _BARE_FORMAT)}


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered.

    media_type: such as "text/html", without parameters; charset: as the header names it, None where it does not.
    """

    status: int
    media_type: str
    charset: str | None
    body: bytes


def parse_response(message: bytes, most: int) -> Response | None:
    """The response that `message` is, its body out of chunks and unpacked up to `most` bytes; None when it is none."""
    status, end = _STATUS.match(message), _HEADER_END.search(message)
    if not status or not end:
        return None
    fields = parse_fields(message[: end.start()])
    body = message[end.end() :]
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _out_of_chunks(body)
    body = unpack(body, fields.get("content-encoding", ""), most)
    media_type, charset = parse_media_type(fields.get("content-type", ""))
    return Response(int(status[1]), media_type, charset, body)


def parse_fields(header: bytes) -> dict[str, str]:
    """The fields of a header of HTTP or of a web archive, their names in small letters."""
    lines = _LINE_END.split(_FOLDED.sub(" ", header.decode("utf-8", "replace")))
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def parse_media_type(field: str) -> tuple[str, str | None]:
    """The media type that a Content-Type field names, in small letters, and the charset where it names one."""
    charset = _CHARSET.search(field)
    return field.partition(";")[0].strip().lower(), charset[1] if charset else None


def unpack(body: bytes, encoding: str, most: int) -> bytes:
    """The first `most` bytes of `body` out of the encodings that a Content-Encoding field names.

    A body that cannot be unpacked stays as it is: archives often keep the field of one that they have unpacked.
    """
    for name in reversed([name.strip().lower() for name in encoding.split(",")]):
        body = _unpack_brotli(body, most) if name == "br" else _inflate(body, _FORMATS.get(name, ()), most)
    return body


def _inflate(body: bytes, formats: tuple[int, ...], most: int) -> bytes:
    for form in formats:
        with suppress(zlib.error):
            return zlib.decompressobj(form).decompress(body, most)
    return body


def _unpack_brotli(body: bytes, most: int) -> bytes:
    import brotli

    with suppress(brotli.error):
        return bytes(brotli.Decompressor().process(body, output_buffer_limit=most))
    return body


def _out_of_chunks(body: bytes) -> bytes:
    """The bytes in the chunks of `body`; all of it when it is in none: archives often keep the field without them."""
    pieces: list[bytes] = []
    place = 0
    while (chunk := _CHUNK.match(body, place)) and (size := int(chunk[1], 16)):
        place = chunk.end() + size
        pieces.append(body[chunk.end() : place])
    return b"".join(pieces) if pieces else body
