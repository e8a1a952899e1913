"""Statements of a ledger as a person reads them: who, what, the words where they stand, and the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from selon.cli.terminal import plain
from selon.cli.view import QUOTED, WIDEST, deed_line, speaker_line
from selon.cli.wrapping import wrapped
from selon.ledger import Hit
from selon.record import Act, Form, Kind, Speaker

_INDENT = "  "
_BETWEEN_PIECES = " … "
# No space stands after these, and none before those.
_OPENING, _CLOSING = ("'", "’", "(", "["), (".", ",", ")", "]")


def hit_views(hits: Iterable[Hit], console: Console) -> Iterator[str]:
    """The view of every hit, an empty line after it, as `console` would print it, with its colours or without."""
    width = min(console.width, WIDEST)
    for hit in hits:
        with console.capture() as captured:
            for line in lines_of(hit, width):
                console.print(line, highlight=False, soft_wrap=True)
        yield captured.get()


def lines_of(hit: Hit, width: int) -> Iterator[Text]:
    """The lines of the view of `hit`, none longer than `width` but for the article's address, which stays whole."""
    yield from wrapped(_speaker(hit), width)
    for part in (_deed(hit), _words(hit), _article(hit), _place(hit)):
        for line in wrapped(part, width - len(_INDENT)):
            yield Text(_INDENT) + line
    if address := hit.url or hit.origin:
        yield Text(_INDENT) + Text(plain(address), "dim")
    yield Text()


def _speaker(hit: Hit) -> Text:
    if hit.speaker is None or hit.kind is None:
        return speaker_line(None)
    return speaker_line(Speaker(hit.speaker, Kind(hit.kind), hit.role, hit.organisation, hit.country, hit.stands_for))


def _deed(hit: Hit) -> Text:
    return deed_line(Act(hit.act), Form(hit.form), hit.addressee, hit.medium).append(f" · {_when(hit)}")


def _when(hit: Hit) -> str:
    """When it was said, as exactly as is known."""
    if hit.said_on is None:
        return "date not known"
    return plain(hit.said) if hit.said else hit.said_on.isoformat()


def _words(hit: Hit) -> Text:
    """The statement among the words around it."""
    before, after = plain(hit.before), plain(hit.after)
    left = "" if before.endswith(_OPENING) else " "
    right = "" if after.startswith(_CLOSING) else " "
    lead, rest = f"… {before}{left}" if before else "", f"{right}{after} …" if after else ""
    return Text.assemble((lead, "dim"), _statement(hit), (rest, "dim"))


def _statement(hit: Hit) -> Text:
    """The words of the statement, those of its content coloured."""
    words = plain(hit.words)
    line = Text.styled(words, "bold")
    # Line ends and double spaces of the article are single spaces here, so that words may have moved to the left.
    gone = hit.end - hit.start - len(hit.words)
    reached = max(min((start for start, _ in hit.spans.get("content", [])), default=hit.start) - hit.start - gone, 0)
    for piece in plain(hit.content).split(_BETWEEN_PIECES):
        found = words.find(piece, reached)
        if piece and found >= 0:
            reached = found + len(piece)
            line.stylize(QUOTED, found, reached)
    return line


def _article(hit: Hit) -> Text:
    published = hit.published.isoformat() if hit.published else "date not known"
    facts = (hit.title or "Article without a title", hit.publisher, published)
    return Text(" · ".join(plain(fact) for fact in facts if fact), "italic")


def _place(hit: Hit) -> Text:
    return Text(f"statement {hit.position + 1}, characters {hit.start}–{hit.end} of article {hit.article}", "dim")
