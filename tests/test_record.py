from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.record import (
    Act,
    Article,
    Form,
    Kind,
    Passage,
    PassageKind,
    Record,
    Segment,
    Span,
    Speaker,
    Statement,
)

TEXT = "Le pont rouvrira lundi, a annoncé Mme Daval."


def a_record(text: str = TEXT, **article: object) -> Record:
    speaker = Speaker("Irène Daval", Kind.PERSON, role="maire", country="FRA")
    passages = (Passage(Span(0, len(text)), PassageKind.PARAGRAPH),)
    said = Statement(
        content=(Span(0, 22),), cue=(Span(24, 33),), source=(Span(34, 43),), speaker=speaker,
        form=Form.INDIRECT, act=Act.ANNOUNCE, confidence=0.97,
    )  # fmt: skip
    return Record(Article(text, "fr", passages, **article), (said,), "selon-test")  # type: ignore[arg-type]


def test_a_span_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(4, 2)


@given(st.integers(0, 50), st.integers(0, 50), st.text(max_size=80))
def test_a_span_covers_exactly_its_characters(start: int, length: int, text: str) -> None:
    assert Span(start, start + length).of(text) == text[start : start + length]


def test_a_record_goes_to_json_types_and_back_unchanged() -> None:
    record = a_record(published=date(2026, 3, 2), title="Pont", name="a-1", origin="pont.txt")
    assert Record.from_dict(record.to_dict()) == record


def test_a_page_record_keeps_its_alignment_and_says_where_in_the_page_the_words_stand() -> None:
    page = "<p>Le pont rouvrira lundi, a annonc&eacute; Mme Daval.</p>"
    segments = (
        Segment(Span(0, 32), Span(3, 35)),
        Segment(Span(32, 33), Span(35, 43)),
        Segment(Span(33, 44), Span(43, 54)),
    )
    record = a_record(original=page, segments=segments)
    row = record.to_dict()
    start, end = row["statements"][0]["in_original"]["cue"][0]
    assert page[start:end] == "a annonc&eacute;"
    assert Record.from_dict(row) == record


def test_the_id_is_the_hash_of_the_original_text() -> None:
    assert Article("Bonjour.", "fr").id == Article("Bonjour.", "fr", title="autre").id
    assert Article("Bonjour.", "fr").id != Article("Bonsoir.", "fr").id


def test_a_lone_surrogate_has_an_id_too() -> None:
    assert len(Article("a \ud800 b", "fr").id) == 16
