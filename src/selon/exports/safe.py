"""Words from outside made safe to show, as a line or as JSON."""

from __future__ import annotations

import json
import re
from typing import Any

# Control characters (escape sequences begin with one), lone surrogates and marks that turn the direction of writing;
# those of ASCII apart, for JSON escapes them by itself.
_STEERING = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_UNSAFE = re.compile(f"[\x00-\x1f{_STEERING}]")
_UNESCAPED = re.compile(f"[{_STEERING}]")
_WHITE = re.compile(r"[ \t\r\n]+")


def plain(words: str) -> str:
    """`words` on one line: white space as single spaces, whatever could steer a terminal as the sign �."""
    return _UNSAFE.sub("\ufffd", _WHITE.sub(" ", words))


def to_json(row: Any, *, indent: int | None = None) -> str:
    """`row` as JSON and a line end; what could steer a terminal is escaped, so that nothing of it is lost."""
    dumped = json.dumps(row, ensure_ascii=False, indent=indent)
    return _UNESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", dumped) + "\n"
