"""From bytes to characters: the encoding is detected, nothing but decoding happens."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import IO, cast

from selon.errors import NoArticleError, UnreadableInputError

# Longest marks first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<meta[^<>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})|"
    rb"^\s{0,9}<\?xml[^<>]{0,200}encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
# Other codecs that Python knows turn text into bytes in ways no page is written in.
_CHARSET = re.compile(r"cp\d+|iso8859[_-]\d+|mac[_-]\w+|koi8[_-]\w|gb\w+|big5|euc_\w+|shift_jis")
# What English and French are written in outside Unicode.
_WESTERN = ["cp1252", "mac_roman"]
_SAMPLE = 65_536
_NOT_ASCII = bytes(range(0x80, 0x100))
_AS_WESTERN = "selon.as-western"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, origin: str, charset: str | None = None) -> str:
    """The characters of `data`, without a byte order mark.

    origin: what to call the input in messages. charset: what the server that sent it says of its encoding.
    Raises NoArticleError when there is nothing but white space, UnreadableInputError when it is no text.
    """
    text = data.decode(encoding_of(data, charset), "replace")
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise NoArticleError(f"{origin} is empty: give a text or a page with an article in it")
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise UnreadableInputError(f"{origin} is no text but binary data: give plain text, HTML or JSON lines")
    return text


def decoded_lines(stream: IO[bytes], head: bytes, longest: int) -> Iterator[str]:
    """The lines of `stream` with their ends, as they are read; one of more than `longest` characters comes in pieces.

    head: the first bytes of `stream`, to tell the encoding by. Where the rest of a text in UTF-8 is none, for its parts
    come from different hands, it is taken for cp1252.
    """
    # A character may be cut at the end of the head.
    encoding = encoding_of(head.rstrip(_NOT_ASCII))
    errors = _AS_WESTERN if encoding.startswith("utf-8") else "replace"
    text = io.TextIOWrapper(cast(io.BufferedReader, stream), encoding, errors, newline="")
    return iter(lambda: text.readline(longest), "")


def encoding_of(data: bytes, charset: str | None = None) -> str:
    """The encoding that `data`, whole or the beginning of a text, seems to be in; Python's own takes the mark away.

    charset: what the server that sent it says of its encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if unmarked := _unmarked_utf16(data[:_SAMPLE]):
        return unmarked
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other_encoding(data, charset, error.start)
    return "utf-8"


def _unmarked_utf16(sample: bytes) -> str | None:
    """Western text in UTF-16 has a zero in nearly every second byte, always on the same side."""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half and odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if half and even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _other_encoding(data: bytes, charset: str | None, first_wrong: int) -> str:
    if declared := _known(charset or "") or _declared(data[:4096]):
        return declared
    # Only what is around the first wrong byte tells the encodings apart.
    sample = data[max(first_wrong - _SAMPLE // 2, 0) : first_wrong + _SAMPLE // 2]
    damaged = sample.decode("utf-8", "replace")
    sound = sum(character > "\x7f" and character != "\ufffd" for character in damaged)
    return "utf-8" if sound > 2 * damaged.count("\ufffd") else _western(sample)


def _declared(head: bytes) -> str | None:
    found = _DECLARED.search(head)
    return _known((found[1] or found[2]).decode("ascii")) if found else None


def _known(charset: str) -> str | None:
    """The encoding that is meant by `charset`, None when it is none that text comes in."""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return None
    # Pages call cp1252 latin-1; and no page in UTF could say so in these bytes and not be UTF-8.
    return "cp1252" if name in ("iso8859-1", "ascii") else name if _CHARSET.fullmatch(name) else None


def _western(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_WESTERN).best()
    return best.encoding if best else "cp1252"


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """What to read instead of bytes that are no UTF-8, and where to go on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_AS_WESTERN, _as_western)
