"""Long texts in lines, as French and English are set."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich.text import Text

_NARROWEST = 20


def wrapped(text: Text, width: int) -> Iterator[Text]:
    """`text` in lines; unlike rich's own wrapping it breaks at no no-break space and leaves no guillemet alone."""
    words = text.plain.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    start = 0
    for line in textwrap.wrap(words, max(width, _NARROWEST), break_on_hyphens=False):
        start = words.index(line, start)
        yield text[start : start + len(line)]
        start += len(line)
