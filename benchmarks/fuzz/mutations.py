"""How an input is spoilt: as transfers, editors, crawlers and people with time on their hands spoil it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

# What does most harm in texts, markup and tables. Lone surrogates come as the bytes that some programs write for them.
_TOKENS = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        *('"', "'", "«", "»", "“", "”", "‘", "’", "`", "(", ")", "[", "]", "{", "}", "—", "…", ". ", ", ", ": ", "\\"),
        *("\n", "\r", "\r\n", "\n\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\t", "\u00a0", "\u202f"),
        *("\0", "\x01", "\x08", "\x1b[31m", "\x7f", "\ufeff", "\u200b", "\u200d", "\u00ad", "\ufffd", "\ufffe"),
        *(
            "\u202e",
            "\u202d",
            "\u2066",
            "\u2069",
            "\u200f",
            "الرئيس",
            "习近平",
            "İ",
            "ß",
            "ﬁ",
            "Å",
            "e\u0301",
            "\u0345",
        ),
        *("\ud800", "\udfff", "\U0001f642", "\U0001f468\u200d\U0001f469", "\U0010ffff", "𝟛𝟜", "٣٤", "½", "²", "Ⅷ"),
        *(" a dit ", " said ", " selon ", " according to ", "il ", "she ", "que ", "M. ", "Mr. ", "Paris", "the "),
        *("0", "1", "-1", "1e999", "NaN", "9" * 60, "1 000 000", "12.345,67", "3,5 millions d'euros", "$5bn", "100 %"),
        *("2022-02-30", "0000-00-00", "31 décembre 9999", "29 février 1900", "in 99999 years", "lundi", "at 25:61"),
        *("il y a 999999999999 ans", "1er janvier 1", "March 3", "next week", "entre 3 et 2", "between 1 and 10^9"),
        *(
            "<",
            ">",
            "</p>",
            "<p>",
            "<b>",
            "<br>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<script>",
            "<pre>",
            "<x:y z=",
            "&",
        ),
        *("&amp;", "&#0;", "&#55296;", "&#x110000;", "&nosuch;", "&NotEqualTilde;", "<?xml", "<!DOCTYPE", "<!ENTITY a"),
        *("null", "true", "\\ud800", "\\u0000", '":', "[[[[", "{}", ",,,", ";", "\\n", "Content-Length: 99999999"),
    )
)
_BYTES = (
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x1f\x8b\x08\x00",
    b"\x28\xb5\x2f\xfd",
    b"PAR1",
    b"WARC/1.0\r\n",
    b"\xc3",
    b"\xf0\x9f",
)
# So many of one thing, once in a while; no input grows beyond the limit.
_MANY = (3, 30, 300, 3000)
_LIMIT = 60_000
_ELEMENT = re.compile(rb"<(\w{1,12})[^<>]{0,200}>")

_Mutation = Callable[[bytes, random.Random], bytes]


def spoilt(data: bytes, others: Sequence[bytes], draw: random.Random) -> bytes:
    """`data` after one to a dozen changes. others: what pieces are spliced in from."""
    for _ in range(draw.choice((1, 1, 1, 2, 3, 5, 12))):
        if draw.random() < 0.12:
            data = _spliced(data, draw.choice(others), draw)
        else:
            data = draw.choice(_MUTATIONS)(data, draw)
    return data


def _flip(data: bytes, draw: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 3, 10))):
        if changed:
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def _cut_off(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randrange(len(data) + 1)]


def _leave_out(data: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(data) + 1)
    return data[:start] + data[start + draw.choice((1, 3, 30, 300, 3000)) :]


def _insert(data: bytes, draw: random.Random) -> bytes:
    start, token = _between_characters(data, draw), draw.choice(_TOKENS if draw.random() < 0.9 else _BYTES)
    return data[:start] + token + data[start:]


def _insert_many(data: bytes, draw: random.Random) -> bytes:
    start, token = _between_characters(data, draw), draw.choice(_TOKENS)
    many = b"".join(
        [token] * draw.choice(_MANY) if draw.random() < 0.6 else draw.choices(_TOKENS, k=draw.choice(_MANY))
    )
    return data[:start] + many[:_LIMIT] + data[start:]


def _repeat(data: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(data) + 1)
    piece = data[start : start + draw.choice((1, 10, 100, 1000))]
    return data[:start] + (piece * draw.choice(_MANY))[:_LIMIT] + data[start:]


def _replace_all(data: bytes, draw: random.Random) -> bytes:
    """Every place of one mark becomes another: quotation marks, line ends, spaces, full stops."""
    marks = (
        b" ",
        b"\n",
        b". ",
        b", ",
        b'"',
        "«".encode(),
        "»".encode(),
        "’".encode(),
        b"'",
        b"<p>",
        b"</p>",
        b">",
        b"a",
    )
    return data.replace(draw.choice(marks), draw.choice(_TOKENS))[: len(data) + _LIMIT]


def _nest(data: bytes, draw: random.Random) -> bytes:
    """An element, or a bracket, within itself."""
    found = list(_ELEMENT.finditer(data))
    count = draw.choice(_MANY)
    if found and draw.random() < 0.7:
        opening = draw.choice(found)
        closing = b"</" + opening[1] + b">"
        times = min(count, _LIMIT // (len(opening[0]) + len(closing)))
        return data[: opening.start()] + opening[0] * times + data[opening.start() :] + closing * times
    start, pair = _between_characters(data, draw), draw.choice((b"()", b"[]", b"{}", "«»".encode(), "“”".encode()))
    half = len(pair) // 2
    return data[:start] + pair[:half] * count + data[start:] + pair[half:] * count


def _shuffle(data: bytes, draw: random.Random) -> bytes:
    parts = data.split(b"\n")
    draw.shuffle(parts)
    return b"\n".join(parts)


def _join_lines(data: bytes, draw: random.Random) -> bytes:
    return data.replace(b"\n", draw.choice((b"", b" ")))


def _capitals(data: bytes, draw: random.Random) -> bytes:
    return data.upper() if draw.random() < 0.5 else data.decode("utf-8", "replace").upper().encode()


def _spliced(data: bytes, other: bytes, draw: random.Random) -> bytes:
    start, begin = draw.randrange(len(data) + 1), draw.randrange(len(other) + 1)
    piece = other[begin : begin + draw.choice((10, 100, 1000, 10_000))]
    return data[:start] + piece + (data[start:] if draw.random() < 0.7 else b"")


def _between_characters(data: bytes, draw: random.Random) -> int:
    """A place between two bytes, mostly one that parts no character of UTF-8."""
    start = draw.randrange(len(data) + 1)
    while start < len(data) and 0x80 <= data[start] < 0xC0 and draw.random() < 0.97:
        start += 1
    return start


_MUTATIONS: tuple[_Mutation, ...] = (
    *(_flip, _cut_off, _leave_out, _insert, _insert, _insert, _insert_many, _insert_many, _repeat),
    *(_replace_all, _nest, _shuffle, _join_lines, _capitals),
)
