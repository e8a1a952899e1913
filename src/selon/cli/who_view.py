"""One speaker as a person reads it: the name, how much is on record, and in which roles articles know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from selon.cli.counting import counted
from selon.cli.terminal import plain
from selon.cli.view import WIDEST
from selon.cli.wrapping import wrapped
from selon.ledger import Hit, SpeakerCount


def title_view(speakers: Sequence[SpeakerCount], hits: Iterable[Hit], console: Console) -> str:
    """The lines above the statements of one speaker, as `console` would print them.

    speakers: the speaker, once for each kind that articles take the name for. hits: the statements.
    """
    width = min(console.width, WIDEST)
    with console.capture() as captured:
        for part in (Text(_facts(speakers), "bold"), Text(_roles(hits), "dim")):
            for line in wrapped(part, width):
                console.print(line, highlight=False, soft_wrap=True)
        console.print()
    return captured.get()


def _facts(speakers: Sequence[SpeakerCount]) -> str:
    kinds = ", ".join(dict.fromkeys(speaker.kind for speaker in speakers))
    countries = ", ".join(dict.fromkeys(speaker.country for speaker in speakers if speaker.country))
    statements = counted(sum(speaker.statements for speaker in speakers), "statement")
    articles = counted(sum(speaker.articles for speaker in speakers), "article")
    days = " to ".join(dict.fromkeys(day.isoformat() for day in _first_and_last(speakers)))
    facts = (speakers[0].name, kinds, countries, f"{statements} in {articles}", days)
    return " · ".join(plain(fact) for fact in facts if fact)


def _first_and_last(speakers: Sequence[SpeakerCount]) -> Iterator[date]:
    days = [day for speaker in speakers for day in (speaker.first, speaker.last) if day]
    return iter((min(days), max(days)) if days else ())


def _roles(hits: Iterable[Hit]) -> str:
    """The roles that articles state, the most frequent first, with how often."""
    named = (", ".join(dict.fromkeys(part for part in (hit.role, hit.organisation) if part)) for hit in hits)
    roles = Counter(role for role in named if role)
    return "; ".join(f"{plain(role)} ({number:,})" for role, number in roles.most_common())
