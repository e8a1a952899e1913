"""To whom and through what a statement was made, where the words beside its cue say so."""

from __future__ import annotations

import re
from functools import cache

from selon.language.lexicon import read_table
from selon.record import Span, Statement

# How far, in characters, beyond the cue's end (or before the statement) addressee and medium are looked for.
_AFTER, _BEFORE = 160, 80


def addressee_of(text: str, statement: Statement, language: str) -> Span | None:
    """Where `text` names whom the statement was addressed to (told CNN, a déclaré à Dana Bash)."""
    patterns = _patterns(language)
    for cue in statement.cue[-1:]:
        start = _after_source(statement, cue)
        found = patterns["addressee"].match(text, start, _line_end(text, start)) or patterns["told"].match(
            text, cue.start, _line_end(text, start)
        )
        if found and not _in_content(statement, Span(*found.span("who"))):
            start, end = found.span("who")
            return Span(start, end - text[start:end].endswith("."))
    return None


def medium_of(text: str, statement: Statement, language: str) -> Span | None:
    """Where `text` names what the statement was made through (dans un communiqué, in an interview with …, tweeted)."""
    patterns = _patterns(language)
    for cue in statement.cue[-1:]:
        if found := patterns["verb"].search(text, cue.start, cue.end):
            return Span(*found.span())
        start = _after_source(statement, cue)
        zones = [(start, min(start + _AFTER, _line_end(text, start)))]
        extent = statement.extent
        zones.append((max(text.rfind("\n", 0, extent.start) + 1, extent.start - _BEFORE), extent.start))
        if statement.source:
            zones.append((statement.source[0].start, max(cue.start, statement.source[0].end)))
        for zone in zones:
            for found in patterns["medium"].finditer(text, *zone):
                span = Span(*found.span("through"))
                if not _in_content(statement, span) and not _sentence_between(text, span, extent):
                    return span
    return None


def _sentence_between(text: str, span: Span, extent: Span) -> bool:
    """True when a sentence ends between a medium and the statement it would belong to."""
    between = text[span.end : extent.start] if span.end <= extent.start else text[extent.end : span.start]
    return bool(re.search(r"[.!?]\s+[A-ZÀ-Þ]|\n", between))


def _after_source(statement: Statement, cue: Span) -> int:
    """Behind the cue, or behind the source when it directly follows the cue (a-t-il déclaré, said Smith)."""
    following = [span.end for span in statement.source if 0 <= span.start - cue.end <= 2]
    return following[0] if following else cue.end


def _in_content(statement: Statement, span: Span) -> bool:
    return any(span.overlaps(content) for content in statement.content)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    table: dict[str, str] = read_table(language, "circumstances")
    return {name: re.compile(pattern, re.VERBOSE) for name, pattern in table.items()}
