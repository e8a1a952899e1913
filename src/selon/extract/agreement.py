"""What the model says of one name or speaker here and there in an article, brought to one answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from selon.language.words import folded
from selon.model.decode import Floats, Found
from selon.model.labels import KINDS
from selon.record import Kind, Span, Statement

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


def agree_on_entities(
    text: str, entities: Sequence[tuple[Span, str]], titles: Container[str] = ()
) -> list[tuple[Span, str]]:
    """The entities with one label for each name: that of the person whose name ends with it, else the commonest.

    titles: folded words that, at the beginning of a name or right before it, tell that it is a person's.
    """
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    people: set[str] = set()
    for span, label in entities:
        name = " ".join(span.of(text).split())
        labels[name][label] += 1
        if _has_title(text, span, titles):
            people.update((name, *_endings(name)))
        elif label == _PERSON and " " in name:
            people.update(_endings(name))
    return [(span, _agreed(" ".join(span.of(text).split()), labels, people)) for span, _ in entities]


_PERSON = "PER"
# How many characters before a name a title may begin.
_REACH = 12
# How many words of a name its endings are made of; a model may take a whole paragraph for one.
_LONGEST_NAME = 20


def _has_title(text: str, span: Span, titles: Container[str]) -> bool:
    before = text[max(span.start - _REACH, 0) : span.start].split(" ")
    words = (span.of(text).partition(" ")[0], before[-2] if len(before) > 1 and not before[-1] else "")
    return any(word and (folded(word) in titles or folded(word).rstrip(".") in titles) for word in words)


def _endings(name: str) -> list[str]:
    words = name.split()[-_LONGEST_NAME:]
    return [" ".join(words[start:]) for start in range(1, len(words))]


def _agreed(name: str, labels: Mapping[str, Counter[str]], people: AbstractSet[str]) -> str:
    counts = labels[name]
    return _PERSON if name in people else max(sorted(counts), key=counts.__getitem__)
