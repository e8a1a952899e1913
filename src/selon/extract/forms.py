"""How much of a content stands in quotation marks, also where marks are broken, mismatched or never closed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from selon.language.words import folded
from selon.record import Form, Span

_PARTNERS = {"«": "»", "“": "”", "„": "“", "‹": "›", "‘": "’", '"': '"', "”": "”"}
# A right single mark is an apostrophe unless no letter follows it.
_MARKS = re.compile(r"[«»“”„‹›\"‘]|’(?!\w)")
_WORD = re.compile(r"\w+['’]?")
_FOLLOWING = re.compile(r"\s*(\S.{0,2})", re.DOTALL)
# An opening mark may stand this many characters before the content that it opens.
_LEAD = 2


def form_of(text: str, content: Sequence[Span], connectors: frozenset[str], *, nested: bool = False) -> Form:
    """The form of a statement from the marks in `text` around its `content`.

    connectors: the folded words (que, that, à, comme) that may stand before a quotation without making it mixed.
    nested: the statement stands inside another's content, so that only marks of its own count.
    """
    if not content:
        return Form.NONE
    quoted = [_quoted_around(text, span, nested) for span in content]
    if not any(quoted):
        return Form.INDIRECT
    inside = outside = 0
    for span, own in zip(content, quoted, strict=True):
        within, without = _count(text, span, own, connectors)
        inside, outside = inside + within, outside + without
    if not inside:
        return Form.INDIRECT
    return Form.MIXED if outside else Form.DIRECT


# Every statement of a line asks for the line's quotations.
@lru_cache(maxsize=64)
def quotations(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The quoted stretches of the line of `text` from `start` to `end`, marks left out.

    An opening mark that never closes reaches to the line's end, a closing one that was never opened back to its start.
    """
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    last = {partner: text.rfind(partner, start, end) for partner in _PARTNERS.values()}
    for mark in _MARKS.finditer(text, start, end):
        if opened is not None:
            if _closes(opened, mark, last):
                found.append((opened.end(), mark.start()))
                opened = None
        elif _may_open(text, mark, end):
            opened = mark
        elif not found and mark.group() not in "«„‹‘’":
            found.append((start, mark.start()))
    if opened is not None:
        found.append((opened.end(), end))
    return tuple(found)


def _count(text: str, span: Span, quoted: Sequence[tuple[int, int]], connectors: frozenset[str]) -> tuple[int, int]:
    """How many words of `span` stand inside the `quoted` stretches and how many outside, leading connectors aside."""
    inside, outside, leading = 0, 0, True
    for word in _WORD.finditer(text, span.start, span.end):
        place = bisect_right(quoted, word.start(), key=itemgetter(0)) - 1
        if place >= 0 and word.start() < quoted[place][1]:
            inside, leading = inside + 1, False
        elif not (leading and folded(word.group()) in connectors):
            outside, leading = outside + 1, False
    return inside, outside


def _quoted_around(text: str, span: Span, nested: bool) -> list[tuple[int, int]]:
    """The quoted stretches that `span` touches, of every line that it stands on; those that begin with it where it is
    nested."""
    found: list[tuple[int, int]] = []
    start = text.rfind("\n", 0, span.start) + 1
    while start < span.end:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = quotations(text, start, end)
        # A line may hold thousands: those that end before the span or begin behind it need no look.
        first, last = (
            bisect_left(line, span.start, key=itemgetter(1)),
            bisect_left(line, span.end, key=itemgetter(0)),
        )
        found += line[first:last]
        start = end + 1
    return found[bisect_left(found, span.start - _LEAD, key=itemgetter(0)) :] if nested else found


def _may_open(text: str, mark: re.Match[str], end: int) -> bool:
    """True when something follows that could be quoted and nothing says that the mark closes; its shape is a hint."""
    if mark.group() in "’›»":
        return False
    following = _FOLLOWING.match(text, mark.end(), end)
    if not (following and any(map(str.isalnum, following[1]))):
        return False
    if mark.group() in "«“„‹‘":
        return True
    if text[mark.end()] in ",.;:!?)":
        return False
    return not text[mark.end() : mark.end() + 1].isspace() or text[mark.start() - 1 : mark.start()].isspace()


def _closes(opened: re.Match[str], mark: re.Match[str], last: Mapping[str, int]) -> bool:
    """True for the opening mark's partner; for another mark that may close when the partner never comes.

    last: where the last of each partner stands on the line, -1 for nowhere.
    """
    partner = _PARTNERS.get(opened.group(), "”")
    if mark.group() == partner:
        return True
    if opened.group() == "‘" or mark.group() in "«„‹‘’":
        return False
    return last[partner] < mark.end()
