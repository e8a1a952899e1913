"""Refusals and silences: what the model is unsure of, for they are rare, but the words say plainly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

import numpy as np

from selon.extract.acts import act_from_words
from selon.language.lexicon import read_table
from selon.language.words import lowered
from selon.model.decode import Floats, Found
from selon.model.labels import ACTS, KINDS
from selon.model.words import Word
from selon.record import Act, Span

_SILENT = (Act.DECLINE, Act.NO_REPLY)
# How sure selon is of a refusal that only its words give away.
_PLAIN = 0.7
_SENTENCE_START = re.compile(r"(?:[.!?…;:][»”\"’')]*\s+|\n|\A)(?=\S)")
# A source longer than this, in words, is rather a clause of another kind.
_LONGEST_SOURCE = 14
# And it begins at most so many characters before its cue.
_REACH = 400
# How many characters to each side of its anchor the words of a cue stand.
_NEAR = 60
# A stretch of text with more set phrases of refusal is no news.
_MOST = 200


def may_refuse(text: str, language: str, anchor: Word) -> bool:
    """Whether what has its anchor at these characters may be a refusal or a silence, as far as the words near it tell.

    Raises UnknownLanguageError when selon does not read `language`.
    """
    near = lowered(text[max(anchor[0] - _NEAR, 0) : anchor[1] + _NEAR])
    return any(sign in near for sign in _near_cues(language))


def with_refusals(text: str, language: str, found: Sequence[Found], threshold: float) -> list[Found]:
    """The findings that are at least `threshold` sure, and of the others those whose words refuse to say or to reply.

    Raises UnknownLanguageError when selon does not read `language`.
    """
    kept = []
    for one in found:
        act = act_from_words(_words(text, one.cue), _words(text, one.content), language)
        if act in _SILENT:
            kept.append(replace(one, acts=_surely(act)))
        elif one.confidence >= threshold:
            kept.append(one)
    return kept


def plain_refusals(text: str, language: str, paragraphs: Sequence[Span], found: Sequence[Found]) -> list[Found]:
    """A finding for each set phrase of refusal or silence (did not respond, n'a pas répondu) that none has as its cue.

    Raises UnknownLanguageError when selon does not read `language`.
    """
    taken = [piece for one in found for piece in one.cue + one.content]
    told = (
        (act, Span(paragraph.start + phrase.start(), paragraph.start + phrase.end()), paragraph)
        for paragraph in paragraphs
        for lower in (lowered(paragraph.of(text)),)
        for act, phrases in _phrases(language)
        for phrase in phrases.within(lower)
    )
    return [
        _refusal(text, cue, act, paragraph)
        for act, cue, paragraph in islice(told, _MOST)
        if not any(piece.overlaps(cue) for piece in taken)
    ]


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Set phrases, and the letters of which each of them has some."""

    signs: Sequence[str]
    pattern: re.Pattern[str]

    def within(self, lower: str) -> Iterator[re.Match[str]]:
        """Where they stand in a text in lower case."""
        return self.pattern.finditer(lower) if any(sign in lower for sign in self.signs) else iter(())


@cache
def _near_cues(language: str) -> Sequence[str]:
    signs: list[str] = read_table(language, "refusals")["near_cues"]
    return signs


@cache
def _phrases(language: str) -> tuple[tuple[Act, _Phrases], ...]:
    table: dict[str, dict[str, Any]] = read_table(language, "refusals")["phrases"]
    return tuple(
        (Act(act), _Phrases(entry["signs"], re.compile(entry["expression"], re.VERBOSE)))
        for act, entry in table.items()
    )


def _refusal(text: str, cue: Span, act: Act, paragraph: Span) -> Found:
    kinds = np.full(len(KINDS), 1 / len(KINDS), dtype=np.float32)
    source = _source_before(text, cue, paragraph)
    return Found(cue, (), (cue,), (source,) if source else (), _surely(act), kinds, _PLAIN)


def _source_before(text: str, cue: Span, paragraph: Span) -> Span | None:
    """The noun phrase before the cue: what stands in its sentence, from the last comma on if that closes nothing."""
    first = max(paragraph.start, cue.start - _REACH)
    start = max((m.end() for m in _SENTENCE_START.finditer(text, first, cue.start)), default=first)
    clause = text[start : cue.start].rstrip()
    comma = clause.rfind(", ")
    if comma >= 0 and not clause.endswith(","):
        start, clause = start + comma + 2, clause[comma + 2 :]
    if not 1 <= len(clause.split()) <= _LONGEST_SOURCE:
        return None
    return Span(start, start + len(clause))


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(span.of(text) for span in spans)


def _surely(act: Act) -> Floats:
    return np.array([float(name == act.value) for name in ACTS], dtype=np.float32)
