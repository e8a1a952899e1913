"""What a speaker does by speaking, as far as the words of cue and content say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from selon.language.lexicon import read_table
from selon.language.words import folded
from selon.record import Act

_ELLIPSIS = " … "
# Characters of a cue and of a content that are looked at: a longer cue is none, and rules look from each of its words
# to the end; of a content they look at the beginning.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class _Rule:
    """An act that a cue tells by its words, a content by those at its beginning; None where it asks for none."""

    act: Act
    cue: re.Pattern[str] | None
    content: re.Pattern[str] | None


def act_from_words(cue: str, content: str, language: str) -> Act | None:
    """The act that the words of `cue` and `content` tell, or None when they do not decide.

    language: ISO 639-1 code. Raises UnknownLanguageError for a language that selon does not read.
    """
    opening = folded(content[:_LONGEST])
    for rule in _fitting(cue, language):
        if rule.content is None or rule.content.match(opening):
            return rule.act
    return None


@lru_cache(maxsize=4096)
def _fitting(cue: str, language: str) -> tuple[_Rule, ...]:
    """The rules whose words for cues, where they ask for any, stand in `cue`; none behind one that asks no more."""
    key = folded(cue.replace(_ELLIPSIS, " ")[:_LONGEST])
    fitting: list[_Rule] = []
    for rule in _rules(language):
        if rule.cue is None or rule.cue.search(key):
            fitting.append(rule)
            if rule.content is None:
                break
    return tuple(fitting)


@cache
def _rules(language: str) -> tuple[_Rule, ...]:
    table = read_table(language, "acts")["act"]
    return tuple(
        _Rule(Act(entry["act"]), _any_of(entry.get("cue"), r"\b"), _any_of(entry.get("content"), "")) for entry in table
    )


def _any_of(patterns: list[str] | None, edge: str) -> re.Pattern[str] | None:
    return re.compile(f"{edge}(?:{'|'.join(patterns)})") if patterns else None
