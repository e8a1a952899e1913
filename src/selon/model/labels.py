"""What the model's heads answer with, and where each head's numbers stand in the model's output."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from selon.record import Act, Kind


class Anchor(IntEnum):
    """Whether a word anchors a statement: by its cue, or, where no cue stands, by the first word of its content."""

    NONE = 0
    CUE = 1
    QUOTATION = 2


# A statement's parts, one label a word; each B- stands just before its I-.
ROLES = ("O", "B-content", "I-content", "B-source", "I-source", "B-cue", "I-cue")
ENTITIES = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
ACTS = tuple(act.value for act in Act)
# A place never speaks.
KINDS = tuple(kind.value for kind in Kind if kind is not Kind.PLACE)

# The encoder's layers give this many numbers a piece.
HIDDEN = 384
# A role is scored by the product of two vectors, one of the anchor and one of the word, this wide.
LINK_WIDTH = 24

_WIDTHS = {
    "anchor": len(Anchor),
    "from_anchor": len(ROLES) * LINK_WIDTH,
    "to_word": len(ROLES) * LINK_WIDTH,
    "role": len(ROLES),
    "role_of_anchor": len(ROLES),
    "entity": len(ENTITIES),
    "act": len(ACTS),
    "kind": len(KINDS),
    "kind_of_source": len(KINDS),
}


def _slices(names: Iterable[str]) -> dict[str, slice]:
    places, at = {}, 0
    for name in names:
        places[name] = slice(at, at + _WIDTHS[name])
        at += _WIDTHS[name]
    return places


# head name -> its columns: of all heads, which are learnt together; of those that are asked at every word; and of those
# that are asked at anchors alone
HEADS = _slices(_WIDTHS)
WORD_HEADS = _slices(("anchor", "to_word", "role", "kind_of_source"))
ANCHOR_HEADS = _slices(("from_anchor", "role_of_anchor", "act", "kind"))
WIDTH, WORD_WIDTH, ANCHOR_WIDTH = (
    max(own.stop for own in heads.values()) for heads in (HEADS, WORD_HEADS, ANCHOR_HEADS)
)

# Distances from anchor to word, in words: the bucket of d is the number of these bounds that |d| reaches.
DISTANCES = (1, 2, 3, 5, 9, 17, 33, 65)
