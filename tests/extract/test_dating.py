"""When a statement was said."""

from __future__ import annotations

import re
from datetime import date

import pytest

from selon.extract.dates import find_times
from selon.extract.dating import with_times
from selon.record import Kind, Span, Speaker, Statement

# A content stands in square brackets, a cue in curly ones, a source in angle ones.
_PART = re.compile(r"\[(?P<content>[^]]*)\]|\{(?P<cue>[^}]*)\}|<(?P<source>[^>]*)>")
PUBLISHED = date(2026, 3, 12)
MAYOR = Speaker("Anne Duval", Kind.PERSON)


def statement(marked: str) -> tuple[str, Statement]:
    parts: dict[str, list[Span]] = {"content": [], "cue": [], "source": []}
    text, end = "", 0
    for part in _PART.finditer(marked):
        text += marked[end : part.start()]
        name, words = next((name, words) for name, words in part.groupdict().items() if words is not None)
        parts[name].append(Span(len(text), len(text) + len(words)))
        text, end = text + words, part.end()
    spans = {name: tuple(found) for name, found in parts.items()}
    return text + marked[end:], Statement(**spans, speaker=MAYOR)  # type: ignore[arg-type]


def said(marked: str, language: str, published: date | None = PUBLISHED) -> str | None:
    text, one = statement(marked)
    times = find_times(text, [Span(0, len(text))], language, published)
    (dated,) = with_times(text, [one], times, language, published)
    return None if dated.time is None else times[dated.time].value


@pytest.mark.parametrize(
    ("marked", "language", "expected"),
    [
        ("[« Le pont tiendra »], {a déclaré} lundi <Anne Duval>.", "fr", "2026-03-09"),
        ("<Anne Duval> {a annoncé} mardi que [le pont fermerait].", "fr", "2026-03-10"),
        ("<Anne Duval> {a lundi promis} [un nouveau pont].", "fr", "2026-03-09"),
        ("Lundi, lors d'une visite, <Anne Duval>, qui vient de Brest, {a promis} [un pont].", "fr", "2026-03-09"),
        ("{Selon} <un rapport publié mardi>, [le pont ne tient pas].", "fr", "2026-03-10"),
        ("<Anne Duval> {said} on Monday that [the bridge would hold].", "en", "2026-03-09"),
        ("<The mayor> on Tuesday {said} [the bridge would hold].", "en", "2026-03-10"),
        ("[“It will hold,”] <Anne Duval> {told} reporters Monday.", "en", "2026-03-09"),
        ("In January 2024, <Anne Duval> {promised} [a new bridge].", "en", "2024-01"),
    ],
)
def test_the_time_beside_the_cue_dates_the_statement(marked: str, language: str, expected: str) -> None:
    assert said(marked, language) == expected


@pytest.mark.parametrize(
    ("marked", "language"),
    [
        ("<Anne Duval> {a déclaré} que [le pont a fermé lundi].", "fr"),
        ("Arrêté lundi, <Marc Roux> {a déclaré} [être innocent].", "fr"),
        ("<Anne Duval>, élue en 2020, {a promis} [un pont].", "fr"),
        ("Le pont a fermé lundi. <Anne Duval> {a promis} [un pont].", "fr"),
        ("<Anne Duval> {a promis} [un pont] depuis lundi.", "fr"),
        ("<Anne Duval> {a promis} [un pont] pour 2028.", "fr"),
        ("<Anne Duval>, qui a vu le pont lundi, {promet} [de le refaire].", "fr"),
        ("<The mayor> {said} [the bridge would hold], but it fell on Monday.", "en"),
        ("<The mayor> {said} [it would hold] after it fell on Monday.", "en"),
        ("The bridge fell in 2024. <The mayor> {promised} [a new one].", "en"),
        ("<A spokesman> {said} [“no”] to Monday’s question.", "en"),
    ],
)
def test_a_time_that_dates_something_else_dates_no_statement(marked: str, language: str) -> None:
    assert said(marked, language) is None


def test_nobody_has_said_what_the_article_is_too_old_to_know() -> None:
    assert said("<Anne Duval> {a promis} le 14 juillet 2030 [un pont].", "fr") is None


def test_without_a_day_of_publication_a_statement_keeps_its_relative_time() -> None:
    assert said("<Anne Duval> {a promis} hier [un pont].", "fr", None) == "OFFSET -P1D"


def test_who_goes_on_speaking_speaks_on_the_same_day() -> None:
    first = "<Anne Duval> {a promis} lundi [un pont]. "
    text, one = statement(first)
    offset = len(text)
    more, two = statement("[« Il sera beau »], {a ajouté} <la maire>. [« Très beau. »]")
    spans = {
        name: tuple(Span(s.start + offset, s.end + offset) for s in getattr(two, name))
        for name in ("content", "cue", "source")
    }
    added = Statement(**{**spans, "content": spans["content"][:1]}, speaker=MAYOR)
    silent = Statement(spans["content"][1:], speaker=MAYOR)
    other = Statement(spans["content"][1:], speaker=Speaker("Marc Roux", Kind.PERSON))
    times = find_times(text + more, [Span(0, len(text + more))], "fr", PUBLISHED)
    dated = with_times(text + more, [one, added, silent, other], times, "fr", PUBLISHED)
    assert [found.time for found in dated] == [0, 0, 0, None]
