"""What a speaker does by speaking, as far as the words of cue and content say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from selon.language.lexicon import read_table
from selon.language.words import folded
from selon.record import Act

_ELLIPSIS = " … "


@dataclass(frozen=True, slots=True)
class _Rule:
    act: Act
    cue: re.Pattern[str] | None
    content: re.Pattern[str] | None

    def fits(self, cue: str, content: str) -> bool:
        """True when the rule's words, where it asks for any, stand in the cue and at the content's beginning."""
        if self.cue is not None and not self.cue.search(cue):
            return False
        return self.content is None or bool(self.content.match(content))


def act_from_words(cue: str, content: str, language: str) -> Act | None:
    """The act that the words of `cue` and `content` tell, or None when they do not decide.

    language: ISO 639-1 code. Raises UnknownLanguageError for a language that selon does not read.
    """
    key, opening = folded(cue.replace(_ELLIPSIS, " ")), folded(content)
    for rule in _rules(language):
        if rule.fits(key, opening):
            return rule.act
    return None


@cache
def _rules(language: str) -> tuple[_Rule, ...]:
    table = read_table(language, "acts")["act"]
    return tuple(
        _Rule(Act(entry["act"]), _any_of(entry.get("cue"), r"\b"), _any_of(entry.get("content"), "")) for entry in table
    )


def _any_of(patterns: list[str] | None, edge: str) -> re.Pattern[str] | None:
    return re.compile(f"{edge}(?:{'|'.join(patterns)})") if patterns else None
