"""What a time expression is understood by: the day of publication, the times named before it, the tense around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from selon.extract.times.grammar import Grammar
from selon.extract.times.moments import FIRST_YEAR, Grain, Moment

# How far, in characters, a verb may stand from the time that it lends its tense.
_REACH = 150
# A verb behind the time counts as if it stood this many times further away.
_BEHIND = 4


@dataclass(slots=True)
class Scene:
    """The reader's state in one article.

    published: the day of publication, None where it is unknown or lies before the Gregorian calendar.
    last: the time named last, if any. day: the day named last, at first that of publication.
    """

    plain: str
    grammar: Grammar
    published: date | None
    last: Moment | None = None
    day: Moment | None = None

    def __post_init__(self) -> None:
        if self.published and self.published.year < FIRST_YEAR:
            self.published = None
        if self.published:
            self.day = Moment.around(self.published, Grain.DAY)

    def name(self, moment: Moment) -> None:
        """Remember that `moment` was named."""
        self.last = moment
        if moment.grain is Grain.DAY:
            self.day = moment

    def direction(self, start: int, end: int) -> int:
        """Where the tense of the clause around a time puts it: 1 to come, -1 past, 0 where no verb tells."""
        before = self.plain[max(start - _REACH, 0) : start]
        behind = self.plain[end : end + _REACH]
        limits = [limit.end() for limit in self.grammar.clause.finditer(before)]
        limit = self.grammar.clause.search(behind)
        behind = behind[: limit.start()] if limit else behind
        before = before[limits[-1] :] if limits else before
        verbs = [(len(before) - verb.end(), verb) for verb in self.grammar.tense.finditer(before)][-1:]
        if verb := self.grammar.tense.search(behind):
            verbs.append((verb.start() * _BEHIND, verb))
        if not verbs:
            return 0
        return 1 if min(verbs, key=lambda found: found[0])[1]["future"] else -1
