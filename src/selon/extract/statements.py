"""The model's findings made into statements: one each, with clean edges, and each inside the one that holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from selon.model.decode import Found
from selon.record import Span

# Two findings that share this much of their contents are one statement found twice.
_SAME = 0.7
_OPENING = "«“„‘\"'("
_EDGE = " \t\n\r\u00a0\u202f,;:"
_MARK_BEFORE = re.compile(r"(?:«[ \u00a0\u202f]?|“|(?<!\S)\")\Z")
# The closing mark of a quotation that was left off a word or two before its end.
_NEAR_MARK = re.compile(r"(?:[ \u00a0,][\w'’-]+){1,3}(?:[ \u00a0\u202f]?»|[.,]?”)")
_MARK_AFTER = re.compile(r"[.,!?…]?(?:[ \u00a0\u202f]?»|”|\"(?!\w))")


def tidy(text: str, found: Sequence[Found]) -> list[Found]:
    """Findings with their edges mended, in the order of the text, each statement once; nothing-saying ones dropped."""
    mended = [_mended(text, one) for one in found]
    kept: list[tuple[int, int, Found]] = []
    for one in sorted(mended, key=lambda found: (-found.confidence, found.anchor)):
        if _says_something(one):
            begin, end = _reach(one)
            # Most stand apart, which is told sooner than whether one repeats the other.
            near = [other for start, stop, other in kept if start < end and begin < stop]
            if not any(_repeats(one, other) for other in near):
                kept.append((begin, end, one))
    return sorted((one for _, _, one in kept), key=_first_place)


def _mended(text: str, one: Found) -> Found:
    content = tuple(span for span in (mend_content(text, piece) for piece in one.content) if span)
    source = tuple(span for span in (_trim(text, piece, _EDGE + ".") for piece in one.source) if span)
    changed = content != one.content or source != one.source
    return replace(one, content=content, source=source) if changed else one


def _first_place(found: Found) -> tuple[int, int]:
    spans = found.content or found.cue or found.source
    return spans[0].start, -spans[-1].end


def _says_something(found: Found) -> bool:
    return bool(found.content) or (bool(found.cue) and found.act.value in ("decline", "no_reply"))


def _reach(found: Found) -> tuple[int, int]:
    """Where the first of a finding's content and cue begins and the last of them ends."""
    spans = found.content + found.cue
    return min(span.start for span in spans), max(span.end for span in spans)


def _repeats(one: Found, other: Found) -> bool:
    if not one.content or not other.content:
        return bool(one.cue) and one.cue == other.cue
    if one.content[-1].end <= other.content[0].start or other.content[-1].end <= one.content[0].start:
        return False
    shared = sum(_shared(a, b) for a in one.content for b in other.content)
    return shared > _SAME * (_length(one.content) + _length(other.content) - shared)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _length(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def mend_content(text: str, span: Span) -> Span | None:
    """A content's span without stray punctuation at its edges and with the quotation marks that belong to it.

    The final full stop stays out unless it stands inside the quotation marks; None when nothing is left.
    """
    trimmed = _trim(text, span, _EDGE)
    if trimmed is None:
        return None
    start, end = trimmed.start, trimmed.end
    before = _MARK_BEFORE.search(text, max(start - 2, 0), start)
    after = _MARK_AFTER.match(text, end)
    unclosed = _unmatched(trimmed.of(text))
    if not after and unclosed > 0:
        after = _NEAR_MARK.match(text, end)
    if after and (unclosed > 0 or (before and not unclosed)):
        end = after.end()
    if before and (unclosed < 0 or (after and not unclosed)):
        start = before.start()
    words = text[start:end]
    if words.endswith(".") and not words.endswith("..") and words[0] not in _OPENING:
        end -= 1
    return Span(start, end) if start < end else None


def _unmatched(words: str) -> int:
    """Opening marks less closing ones; a straight mark that has no partner opens when it comes first, else closes."""
    balance = words.count("«") + words.count("“") - words.count("»") - words.count("”")
    if words.count('"') % 2:
        balance += 1 if words.startswith('"') else -1
    return balance


def _trim(text: str, span: Span, edge: str) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(edge))
    end = span.end - (len(words) - len(words.rstrip(edge)))
    if (start, end) == (span.start, span.end):
        return span
    return Span(start, end) if start < end else None


def parents(found: Sequence[Found]) -> list[int | None]:
    """For each statement the number of the smallest other one whose content holds it, None where none does."""
    pieces = [(piece, _length(one.content), place) for place, one in enumerate(found) for piece in one.content]
    return [_parent(one, pieces) for one in found]


def _parent(own: Found, pieces: Sequence[tuple[Span, int, int]]) -> int | None:
    """The place of the finding that holds `own`. pieces: of every content, with its whole length and its place."""
    start, end = _reach(own)
    holders = [(length, place) for piece, length, place in pieces if piece.start <= start and end <= piece.end]
    own_length = _length(own.content)
    return min(((length, place) for length, place in holders if length > own_length), default=(0, None))[1]
