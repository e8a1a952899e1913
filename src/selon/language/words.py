"""Comparing words whatever their case, accents and apostrophes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"})
_SPACE = re.compile(r"\s+")
_ELISION = re.compile(r"' (?=\w)")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """`text` casefolded, without accents, with plain apostrophes and single spaces."""
    plain = text.translate(_APOSTROPHES).casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return _ELISION.sub("'", _SPACE.sub(" ", plain).strip())
