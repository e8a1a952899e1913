"""When a statement was said, where the words beside its cue tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from selon.language.lexicon import read_table
from selon.record import Span, Speaker, Statement, TimeExpression

# How many characters, contents and sources aside, may stand between a cue and the time behind it, or before it.
_BEHIND, _BEFORE = 60, 20
# How many characters around a statement times are looked for, in its own lines.
_FAR = 400
# How many characters around a time are looked at for words that tell what it dates.
_REACH = 40
# Stands for every character of what is blanked out.
_BLANK = "\x00"
_SENTENCE_END = re.compile(rf"[.!?…][»”\"]?\s+(?=[A-ZÀ-Þ«“\"{_BLANK}]|$)|\n")
# A mark that opens a quotation or closes it without the other: the time or the cue stands within one by itself.
_QUOTED = re.compile(r"[«“\"][^»”\"]*$|^[^«“\"]*[»”\"]")
_ENDS_SENTENCE = re.compile(r"[.!?…]\s?[»”\"]?$")
# The longest stretch, in days, that says when somebody spoke; and when it stands within a sentence, before the cue.
_LONGEST, _LONGEST_WITHIN = 366, 31
# How values begin that are counted from an unknown day of publication, those that are to come, and those that are not.
_RELATIVE = ("OFFSET", "XXXX-W")
_LATER = "OFFSET P"
_TODAY = "OFFSET P0"


def with_times(
    text: str,
    statements: Sequence[Statement],
    times: Sequence[TimeExpression],
    language: str,
    published: date | None,
) -> tuple[Statement, ...]:
    """The statements with the index of the one of `times`, which are in text order, that says when it was said.

    A statement that goes on with what the same speaker said before was said then. Nobody is reported before speaking:
    what lies behind `published` dates no statement. Raises UnknownLanguageError when selon does not read `language`.
    """
    dating = _Dating(text, times, _patterns(language), published)
    found: list[int | None] = []
    latest: dict[Speaker | None, int | None] = {}
    for statement in statements:
        own = dating.time_of(statement)
        found.append(own if own is not None else _continued(dating, statement, latest))
        if statement.parent is None:
            latest[statement.speaker] = found[-1]
    return tuple(
        one if time == one.time else replace(one, time=time) for one, time in zip(statements, found, strict=True)
    )


def _continued(dating: _Dating, statement: Statement, latest: Mapping[Speaker | None, int | None]) -> int | None:
    """The time of what `statement` goes on with. latest: of what each speaker said last outside others' words."""
    if statement.parent is not None or statement.speaker is None or not dating.goes_on(statement):
        return None
    return latest.get(statement.speaker)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines around a statement as far as they are near, from character `start` on.

    Its contents, sources and medium are blanked out.
    """

    start: int
    told: str

    @classmethod
    def around(cls, text: str, statement: Statement) -> _Lines:
        """The lines of `statement` in `text`."""
        extent = statement.extent
        first, last = max(extent.start - _FAR, 0), min(extent.end + _FAR, len(text))
        start, end = text.rfind("\n", first, extent.start) + 1 or first, text.find("\n", extent.end, last)
        told = text[start : end if end >= 0 else last]
        medium = (statement.medium,) if statement.medium else ()
        for span in (*statement.content, *statement.source, *medium):
            first, last = span.start - start, span.end - start
            # What ends a sentence goes on ending it.
            sign = "." if _ENDS_SENTENCE.search(text, span.start, span.end) else _BLANK
            told = told[:first] + _BLANK * (last - first - 1) + sign * (last > first) + told[last:]
        return cls(start, told)

    def between(self, start: int, end: int) -> str:
        """What stands at characters `start` to `end` of the text."""
        return self.told[start - self.start : end - self.start]


@dataclass(frozen=True, slots=True)
class _Dating:
    """Finds the times that stand beside the cues of one article."""

    text: str
    times: Sequence[TimeExpression]
    patterns: dict[str, re.Pattern[str]]
    published: date | None

    def goes_on(self, statement: Statement) -> bool:
        """True when the statement has no cue, or one that tells that somebody goes on speaking."""
        return not statement.cue or any(
            self.patterns["continuing"].search(span.of(self.text)) for span in statement.cue
        )

    def time_of(self, statement: Statement) -> int | None:
        """The index of the time that stands nearest to the statement's cue and dates it."""
        if not statement.cue:
            return None
        lines = _Lines.around(self.text, statement)
        far: dict[int, int] = {}
        for place in self._within(lines):
            if self._may_date(statement, place):
                distance = self._distance(statement, self.times[place].span, lines)
                far |= {place: distance} if distance is not None else {}
        return min(far, key=far.__getitem__, default=None)

    def _within(self, lines: _Lines) -> Iterator[int]:
        place = bisect_left(self.times, lines.start, key=lambda time: time.span.start)
        while place < len(self.times) and self.times[place].span.end <= lines.start + len(lines.told):
            yield place
            place += 1

    def _may_date(self, statement: Statement, place: int) -> bool:
        """True for a time outside of what was said that is not to come and that no word keeps apart."""
        time = self.times[place]
        if any(piece.overlaps(time.span) for piece in statement.content) or not self._has_come(time):
            return False
        before = self.text[max(time.span.start - _REACH, 0) : time.span.start]
        behind = self.text[time.span.end : time.span.end + _REACH]
        if self.patterns["elsewhere_behind"].match(behind):
            return False
        if self._is_issue_day(statement, time.span, before):
            return True
        within = any(piece.overlaps(time.span) for piece in statement.source)
        return not within and not self.patterns["elsewhere"].search(before) and self._is_precise(statement, time)

    def _is_precise(self, statement: Statement, time: TimeExpression) -> bool:
        """True for a time behind the cue, at a sentence's beginning, or no longer than a month."""
        period = time.period
        if period is None or (period[1] - period[0]).days <= _LONGEST_WITHIN:
            return True
        lead = self.text[max(time.span.start - _REACH, 0) : time.span.start]
        return time.span.start >= statement.cue[-1].end or self._begins_sentence(f". \n{lead}")

    def _is_issue_day(self, statement: Statement, span: Span, before: str) -> bool:
        """True for the day on which what is cited came out (un rapport publié lundi, a statement of March 5)."""
        medium = statement.medium
        of_medium = medium is not None and 0 <= span.start - medium.end <= _BEFORE
        return bool(self.patterns["issued"].search(before)) or (of_medium and bool(self.patterns["of"].search(before)))

    def _has_come(self, time: TimeExpression) -> bool:
        if time.value and time.value.startswith(_RELATIVE):
            return not time.value.startswith(_LATER) or time.value.startswith(_TODAY)
        period = time.period
        is_told = period is not None and (period[1] - period[0]).days <= _LONGEST
        return period is not None and is_told and (self.published is None or period[0] <= self.published)

    def _distance(self, statement: Statement, span: Span, lines: _Lines) -> int | None:
        """How far a time is from the cue, in characters; None when it does not date what the cue tells."""
        first, last = statement.cue[0], statement.cue[-1]
        if first.start <= span.start and span.end <= last.end:
            return 0
        if any(piece.covers(span) for piece in statement.source):
            return _BEHIND
        if span.start >= last.end:
            return self._behind(lines.between(last.end, span.start))
        return self._ahead(span, lines, first.start)

    def _behind(self, between: str) -> int | None:
        """How far a time is from the cue before it, `between` standing between them."""
        told = between.replace(_BLANK, "")
        apart = self.patterns["apart"].search(told) or _SENTENCE_END.search(between) or _QUOTED.search(told)
        return None if apart or len(told) > _BEHIND else len(told)

    def _ahead(self, span: Span, lines: _Lines, cue: int) -> int | None:
        """How far the time at `span` is from the cue behind it, which begins at character `cue`."""
        before, between = lines.between(lines.start, span.start), lines.between(span.end, cue)
        if _SENTENCE_END.search(between) or _QUOTED.search(between):
            return None
        if self._begins_sentence(before):
            return _BEHIND + 1
        # Between commas it dates what is told; before one it ends another clause (arrêté mardi, il …).
        ends_clause = between.startswith(",") and not before.rstrip().endswith(",")
        is_apart = len(between) > _BEFORE or self.patterns["apart"].search(between) or ends_clause
        return None if is_apart else len(between)

    def _begins_sentence(self, before: str) -> bool:
        """True when behind the last sentence that ends in `before` only words stand that lead to a time."""
        start = max((end.end() for end in _SENTENCE_END.finditer(before)), default=0)
        return bool(self.patterns["leading"].fullmatch(before, start))


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    table: dict[str, str] = read_table(language, "dating")
    return {name: re.compile(pattern, re.VERBOSE | re.IGNORECASE) for name, pattern in table.items()}
