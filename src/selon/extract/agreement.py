"""What the model says of one speaker here and there in an article, brought to one answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from selon.model.decode import Floats, Found
from selon.model.labels import KINDS
from selon.record import Kind, Statement

# What the words' verdict weighs beside the model's probabilities, each of which is at most 1 a statement.
_WORDS = 0.4


def agree_on_kinds(statements: Sequence[Statement], found: Sequence[Found]) -> tuple[Statement, ...]:
    """The statements with one kind for each speaker: the one most likely over all of the speaker's statements.

    found: the finding behind each statement. A kind known from a list of countries stands as it is.
    """
    votes: dict[str, Floats] = defaultdict(lambda: np.zeros(len(KINDS), np.float32))
    for statement, one in zip(statements, found, strict=True):
        if statement.speaker:
            votes[statement.speaker.name] += one.kinds
            votes[statement.speaker.name][KINDS.index(statement.speaker.kind.value)] += _WORDS
    return tuple(_with_kind(statement, votes) for statement in statements)


def _with_kind(statement: Statement, votes: Mapping[str, Floats]) -> Statement:
    speaker = statement.speaker
    if speaker is None or (speaker.kind is Kind.COUNTRY and speaker.country):
        return statement
    kind = Kind(KINDS[int(votes[speaker.name].argmax())])
    return statement if kind is speaker.kind else replace(statement, speaker=replace(speaker, kind=kind))
