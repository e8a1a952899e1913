"""What a person sees of a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selon.cli.view import lines_of, summary_of
from selon.record import Act, Form, Kind, Record, Speaker

TEXT = (
    "Le barrage tiendra, assure la préfète\n\n"
    "La préfète, Inès Roy, a affirmé que l'entreprise Hydrax avait démenti « toute fuite ».\n\n"
    "Un employé parle d'une fissure. Hydrax a refusé de commenter."
)
PREFECT = Speaker("Inès Roy", Kind.PERSON, role="préfète")
COMPANY = Speaker("Hydrax", Kind.ORGANISATION)
EMPLOYEE = Speaker("employé", Kind.ANONYMOUS)
MakeRecord = Callable[..., Record]


@pytest.fixture
def record(record_of: MakeRecord) -> Record:
    return record_of(
        TEXT,
        {"content": "que l'entreprise Hydrax avait démenti « toute fuite »", "cue": "a affirmé", "speaker": PREFECT},
        {"content": "« toute fuite »", "speaker": COMPANY, "form": Form.DIRECT, "act": Act.DENY, "parent": 0},
        {"content": "d'une fissure", "source": "Un employé", "cue": "parle", "speaker": EMPLOYEE},
        {"cue": "a refusé de commenter", "speaker": COMPANY, "form": Form.NONE, "act": Act.DECLINE},
    )


def shown(record: Record, width: int = 80) -> str:
    return "\n".join(line.plain for line in lines_of(record, width))


def test_the_head_gives_title_date_language_and_length(record: Record) -> None:
    title, facts = shown(record).splitlines()[:2]
    assert title == "Le barrage tiendra, assure la préfète"
    assert facts == "date not known · French · 31 words"


def test_a_nested_statement_is_indented_beneath_the_one_that_holds_it(record: Record) -> None:
    lines = shown(record).splitlines()
    assert "  1. Inès Roy  préfète" in lines
    assert "      2. Hydrax  organisation" in lines


def test_denials_refusals_and_unnamed_sources_are_told_in_words(record: Record) -> None:
    view = shown(record)
    assert "DENIES · direct quotation" in view
    assert "employé [unnamed source]" in view
    assert "REFUSES TO SAY\n     paragraph 2" in view


def test_the_place_of_the_words_is_given(record: Record) -> None:
    start = TEXT.index("d'une fissure")
    assert f"paragraph 2, characters {start}–{start + 13} · “Un employé … parle”" in shown(record)


def test_a_speaker_that_is_not_known_is_told(record_of: MakeRecord) -> None:
    view = shown(record_of(TEXT, {"content": "d'une fissure"}))
    assert "[speaker not known]" in view
    assert view.endswith("1 statement by 0 speakers: 1 indirect; 1 by a speaker not known")


def test_the_summary_counts_in_one_line(record: Record) -> None:
    assert summary_of(record) == (
        "4 statements by 3 speakers: 1 direct, 2 indirect; 1 denial; 1 refusal; 1 from unnamed sources"
    )


def test_an_article_without_statements_says_so(record_of: MakeRecord) -> None:
    assert shown(record_of(TEXT)).endswith("No statements found.")


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_longer_than_the_terminal_is_wide(record: Record, width: int) -> None:
    assert max(map(len, shown(record, width).splitlines())) <= width


def test_a_quotation_is_coloured_with_its_marks(record: Record) -> None:
    coloured = [line.plain[s.start : s.end] for line in lines_of(record, 80) for s in line.spans if s.style == "green"]
    assert "« toute fuite »" in coloured


def test_nothing_from_the_article_steers_the_terminal(record_of: MakeRecord) -> None:
    text = "Selon Zoé \x1b]0;pwned\x07, [bold red]tout va [link=x]bien\x9b2J et \u202eneib av tuot."
    speaker = Speaker("Zoé \x1b[2J[/bold]", Kind.PERSON, role="\x1b[31mmaire")
    view = shown(record_of(text, {"content": text[18:], "speaker": speaker}))
    assert not set(view) & set("\x1b\x07\x9b\u202e")
    assert "[bold red]tout va [link=x]bien" in view
    assert "Zoé �[2J[/bold]" in view
