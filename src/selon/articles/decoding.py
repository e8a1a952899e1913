"""From bytes to characters: the encoding is detected, nothing but decoding happens."""

from __future__ import annotations

import codecs
import re

from selon.errors import NoArticleError, UnreadableInputError

# Longest marks first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
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
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, origin: str) -> str:
    """The characters of `data`, without a byte order mark.

    origin: what to call the input in messages.
    Raises NoArticleError when there is nothing but white space, UnreadableInputError when it is no text.
    """
    text = _decoded(data)
    if not text.strip("\ufeff\x00 \t\r\n"):
        raise NoArticleError(f"{origin} is empty: give a text or a page with an article in it")
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise UnreadableInputError(f"{origin} is no text but binary data: give plain text, HTML or JSON lines")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if unmarked := _unmarked_utf16(data[:_SAMPLE]):
        return data.decode(unmarked, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decoded_otherwise(data, error.start)


def _unmarked_utf16(sample: bytes) -> str | None:
    """Western text in UTF-16 has a zero in nearly every second byte, always on the same side."""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half and odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if half and even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _decoded_otherwise(data: bytes, first_wrong: int) -> str:
    declared = _declared(data[:4096])
    if declared:
        return data.decode(declared, "replace")
    # Only what is around the first wrong byte tells the encodings apart.
    sample = data[max(first_wrong - _SAMPLE // 2, 0) : first_wrong + _SAMPLE // 2]
    damaged = sample.decode("utf-8", "replace")
    sound = sum(character > "\x7f" and character != "\ufffd" for character in damaged)
    return data.decode("utf-8" if sound > 2 * damaged.count("\ufffd") else _western(sample), "replace")


def _declared(head: bytes) -> str | None:
    found = _DECLARED.search(head)
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return None
    # Pages call cp1252 latin-1; and no page in UTF could say so in these bytes and not be UTF-8.
    return "cp1252" if name in ("iso8859-1", "ascii") else name if _CHARSET.fullmatch(name) else None


def _western(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_WESTERN).best()
    return best.encoding if best else "cp1252"
