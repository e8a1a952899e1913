"""Findings that claim the same words: each word goes to the statement it belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from selon.model.decode import Found
from selon.record import Span

# A piece of content that another finding shares to this extent is that finding's own.
_SAME = 0.7
# So near, in characters, a content follows its own cue.
_ADJACENT = 12
_JOINT = re.compile(r"[\s,;:»”\"]*(?:[a-zà-ÿ]{1,4}\s+){0,2}")
_SENTENCE_END = re.compile(r"[.!?…][»”\"’')]*\s+(?=[A-ZÀ-ÞŒ«“\"])|\n")


def untangle(text: str, found: Sequence[Found]) -> list[Found]:
    """Findings that leave each other's words alone, each with one source, shared where verbs share a subject."""
    found = [one for one in found if not _is_piece_of_another(one, found)]
    steps: tuple[Callable[[str, Found, Sequence[Found]], Found], ...] = (_own_source, _own_cue, _own_content)
    for step in steps:
        found = [step(text, one, [other for other in found if other is not one]) for one in found]
    return [_with_shared_source(text, one, found) for one in found]


def _is_piece_of_another(one: Found, found: Sequence[Found]) -> bool:
    """True for a quotation without a cue that another statement holds as one of several pieces."""
    if one.cue or len(one.content) != 1:
        return False
    pieces = (piece for other in found if other is not one and len(other.content) > 1 for piece in other.content)
    return any(_overlap(piece, one.content[0]) > _SAME for piece in pieces)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _own_source(text: str, one: Found, others: Sequence[Found]) -> Found:
    if len(one.source) < 2:
        return one
    return replace(one, source=(min(one.source, key=lambda piece: _distance(piece, one.anchor)),))


def _own_cue(text: str, one: Found, others: Sequence[Found]) -> Found:
    """Its cue stands in the anchor's sentence and holds no other statement's anchor."""
    kept = tuple(
        piece
        for piece in one.cue
        if piece.covers(one.anchor)
        or not (_parted(text, piece, one.anchor) or any(piece.covers(other.anchor) for other in others))
    )
    return one if len(kept) == len(one.cue) else replace(one, cue=kept)


def _parted(text: str, one: Span, other: Span) -> bool:
    first, last = sorted((one, other))
    return _SENTENCE_END.search(text, first.end, last.start) is not None


def _own_content(text: str, one: Found, others: Sequence[Found]) -> Found:
    """Of several pieces, those that directly follow another finding's cue and are all its content are let go."""
    if len(one.content) < 2:
        return one
    kept = tuple(piece for piece in one.content if not any(_holds(other, piece, one) for other in others))
    return one if len(kept) in (0, len(one.content)) else replace(one, content=kept)


def _holds(other: Found, piece: Span, one: Found) -> bool:
    if not other.cue or len(other.content) != 1 or _overlap(other.content[0], piece) <= _SAME:
        return False
    return 0 <= piece.start - other.cue[-1].end <= _ADJACENT < _distance(piece, one.anchor)


def _overlap(one: Span, other: Span) -> float:
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return shared / (max(one.end, other.end) - min(one.start, other.start))


def _with_shared_source(text: str, one: Found, found: Sequence[Found]) -> Found:
    """A verb without a subject of its own (a déclaré …, ajoutant …) has that of the verb before it in its sentence."""
    if one.source or not one.cue:
        return one
    before = [
        other
        for other in found
        if other.source
        and other.cue
        and other.anchor.end <= one.anchor.start
        and not any(piece.covers(one.anchor) for piece in other.content)
    ]
    nearest = max(before, key=lambda other: other.anchor, default=None)
    if nearest is None or _parted(text, nearest.anchor, one.anchor) or not _goes_on(text, nearest, one):
        return one
    return replace(one, source=nearest.source)


def _goes_on(text: str, before: Found, one: Found) -> bool:
    """True when nothing but short words (et, mais, tout en, and then) stands between a statement and the next verb."""
    start = one.cue[0].start
    ends = [span.end for span in before.content + before.cue + before.source if span.start < start]
    return bool(ends) and max(ends) <= start and _JOINT.fullmatch(text[max(ends) : start]) is not None
