"""Comparing words whatever their case, accents and apostrophes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"})
_ELISION = re.compile(r"' (?=\w)")


class _Folding(dict[int, str]):
    """What each character is folded to, by its code point; worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        plain = unicodedata.normalize("NFD", chr(point).translate(_APOSTROPHES).casefold())
        found = self[point] = "".join(c for c in plain if not unicodedata.combining(c))
        return found


_FOLDING = _Folding()
# Words come again and again; whole sentences don't, and thousands of long ones would fill the memory.
_LONGEST_KEPT = 80


def folded(text: str) -> str:
    """`text` casefolded, without accents, with plain apostrophes and single spaces."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else _folded(text)


def lowered(text: str) -> str:
    """`text` in lower case, character for character."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[0] for c in text)


@lru_cache(maxsize=65536)
def _kept(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    # Of the characters of ASCII only capitals are folded, which `lower` does in a fraction of the time.
    plain = text.lower() if text.isascii() else text.translate(_FOLDING)
    return _ELISION.sub("'", " ".join(plain.split()))
