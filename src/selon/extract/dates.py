"""Time expressions: the dates, times of day, lengths of time and recurring times that a text names.

They follow TIMEX3 of TimeML. All that a language knows of times stands in its `times.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from selon.extract.times.grammar import WORD, Grammar, Means, Phrase, grammar_of, plainly
from selon.extract.times.readings import read
from selon.extract.times.scene import Scene
from selon.record import Span, TimeExpression

# A number that is no year, and the word behind it: of what no time knows of there are so many, and it is no time.
_COUNT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})* ([^\W\d_]+)")
# How far, in characters, an expression may begin before the word that gives it away.
_REACH = 40


def find_times(
    text: str, passages: Sequence[Span], language: str, published: date | None
) -> tuple[TimeExpression, ...]:
    """The time expressions within `passages` of `text`, in order and without overlap.

    Values are counted from `published`, the day of publication, or left relative where it is None. Raises
    UnknownLanguageError when selon has no times for `language` (ISO 639-1).
    """
    grammar, plain = grammar_of(language), plainly(text)
    scene = Scene(plain, grammar, published)
    phrases = (phrase for passage in passages for phrase in _phrases(text, plain, passage, grammar))
    return tuple(_expression(phrase, scene) for phrase in phrases if phrase.means is not Means.AGE)


def _phrases(text: str, plain: str, passage: Span, grammar: Grammar) -> Iterator[Phrase]:
    """The matches of the grammar in one passage, the leftmost first."""
    free, starts = passage.start, list[int]()
    for word in WORD.finditer(plain, passage.start, passage.end):
        letters = word[0]
        number = letters[0].isdecimal()
        if letters not in grammar.vocabulary and not (number and _may_tell(plain, word, starts, grammar)):
            starts.clear()
            continue
        if number or letters in grammar.openers:
            starts.append(word.start())
        if number or letters in grammar.triggers:
            start = word.start()
            for begin in starts:
                if begin >= max(free, start - _REACH) and (phrase := grammar.match(text, plain, begin, passage.end)):
                    yield phrase
                    free = phrase.end
            starts.clear()


def _may_tell(plain: str, number: re.Match[str], starts: Sequence[int], grammar: Grammar) -> bool:
    """Whether a number may belong to a time; decades (the 90s, les années 90) end in naught and count nothing."""
    if starts and number[0].endswith("0"):
        return True
    counts = _COUNT.match(plain, number.start())
    return not (counts and counts[1] not in grammar.vocabulary)


def _expression(phrase: Phrase, scene: Scene) -> TimeExpression:
    reading = read(phrase, scene)
    if reading.moment and "closing" not in phrase:
        scene.name(reading.moment)
    mod = next((phrase.code(name) for name in ("edge", "about") if name in phrase), None)
    return TimeExpression(Span(phrase.start, phrase.end), reading.type, reading.value, mod)
