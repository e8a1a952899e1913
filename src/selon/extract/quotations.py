"""What quotation marks alone tell: what stands before a cue, how far a half-found quotation reaches, and whole
paragraphs nobody claimed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

import numpy as np

from selon.extract.forms import quotations
from selon.model.decode import Found
from selon.model.labels import ACTS, KINDS
from selon.record import Act, Span

_WORD = re.compile(r"\w+")
# What may stand between a quotation and the cue or the source behind it: “…”, a-t-il dit.
_GAP = re.compile(r"[\s,]{0,3}(?:[^\W\d_]{1,8}-(?:t-)?)?")
_MARKS = '«»“”„"'
# A quotation shorter than this, in words, may be a title or a scare quote where nothing else tells what it is.
_FEWEST_WORDS = 6
# How sure selon is of a quotation that no words attribute.
_UNCLAIMED = 0.5


def with_quotations(text: str, found: Sequence[Found]) -> list[Found]:
    """Findings with cue and source but no content have the quotation right before these, in their sentence, as their
    content."""
    return [one if one.content or not (one.cue and one.source) else _with_quotation(text, one) for one in found]


def _with_quotation(text: str, one: Found) -> Found:
    end = min(one.cue[0].start, one.source[0].start)
    before = quotations(text, text.rfind("\n", 0, end) + 1, end)
    if not before:
        return one
    whole = _with_marks(text, Span(*before[-1]))
    if text[whole.end - 1] not in _MARKS or len(_WORD.findall(whole.of(text))) < _FEWEST_WORDS:
        return one
    return replace(one, content=(whole,)) if _GAP.fullmatch(text, whole.end, end) else one


def complete(text: str, found: Sequence[Found]) -> list[Found]:
    """Findings whose content lies within one quotation reach over all of it, marks included.

    What another finding claims is never taken from it.
    """
    return [_complete(text, one, found) for one in found]


def _complete(text: str, one: Found, found: Sequence[Found]) -> Found:
    content = tuple(_completed(text, piece, one, found) for piece in one.content)
    return one if content == one.content else replace(one, content=content)


def _completed(text: str, piece: Span, own: Found, found: Sequence[Found]) -> Span:
    for quoted in _stretches(text, piece):
        whole = _with_marks(text, quoted)
        if whole.covers(piece) and not _claimed(whole, own, found):
            return whole
    return piece


def _stretches(text: str, within: Span) -> Iterator[Span]:
    """The quotations of the lines on which `within` stands that may hold it: the last two to open before it."""
    start = text.rfind("\n", 0, within.start) + 1
    end = text.find("\n", within.end)
    found = quotations(text, start, len(text) if end < 0 else end)
    # With its mark, a quotation begins one character before its words.
    place = bisect_right(found, within.start + 1, key=itemgetter(0))
    return (Span(opened, closed) for opened, closed in found[max(place - 2, 0) : place])


def _with_marks(text: str, quoted: Span) -> Span:
    start = quoted.start - 1 if quoted.start and text[quoted.start - 1] in _MARKS else quoted.start
    end = quoted.end + 1 if text[quoted.end : quoted.end + 1] and text[quoted.end] in _MARKS else quoted.end
    return Span(start, end)


def _claimed(whole: Span, own: Found, found: Sequence[Found]) -> bool:
    parts = [*own.cue, *own.source, *(piece for piece in own.content if not whole.covers(piece))]
    if any(whole.overlaps(part) for part in parts):
        return True
    start, end = whole.start, whole.end
    # What a verb inside the quotation reports is part of the quotation.
    return any(
        piece.start < end and start < piece.end and not (piece.covers(whole) or whole.covers(other.anchor))
        for other in found
        if other is not own
        for piece in other.content
    )


def unclaimed(text: str, paragraphs: Sequence[Span], found: Sequence[Found]) -> list[Found]:
    """A finding without cue or source for each paragraph that is one quotation and that no finding touches."""
    taken = [piece for one in found for piece in one.content + one.cue]
    return [
        _uncued(paragraph)
        for paragraph in paragraphs
        if _is_quotation(text, paragraph) and not any(paragraph.overlaps(piece) for piece in taken)
    ]


def _is_quotation(text: str, paragraph: Span) -> bool:
    words = paragraph.of(text).rstrip(" .")
    if not words or words[0] not in _MARKS or words[-1] not in _MARKS or len(_WORD.findall(words)) < _FEWEST_WORDS:
        return False
    return len(quotations(text, paragraph.start, paragraph.end)) <= 1


def _uncued(paragraph: Span) -> Found:
    acts = np.zeros(len(ACTS), dtype=np.float32)
    acts[ACTS.index(Act.STATE)] = 1.0
    kinds = np.full(len(KINDS), 1 / len(KINDS), dtype=np.float32)
    return Found(Span(paragraph.start, paragraph.start + 1), (paragraph,), (), (), acts, kinds, _UNCLAIMED)
