import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.record import (
    Act,
    Actor,
    Article,
    Entity,
    EntityLabel,
    Figure,
    Form,
    Kind,
    Passage,
    PassageKind,
    Place,
    PlaceKind,
    Record,
    Role,
    Segment,
    Span,
    Speaker,
    Statement,
    TimeExpression,
    TimeType,
    Unit,
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


def test_all_that_is_found_goes_to_json_types_and_back_unchanged() -> None:
    mayor = Actor("Irène Daval", Kind.PERSON, ("Irène Daval", "Daval"), (Role("maire", "Brest", "FRA"),), "FRA")
    told = a_record()
    record = replace(
        told,
        statements=(replace(told.statements[0], actor=0, time=0),),
        actors=(mayor, Actor("Brest", Kind.PLACE)),
        entities=(Entity(Span(38, 43), EntityLabel.PERSON, 0), Entity(Span(3, 7), EntityLabel.PLACE)),
        times=(TimeExpression(Span(17, 22), TimeType.DATE, "2026-03-09", "APPROX"),),
        figures=(Figure(Span(0, 2), 35, 35, None, Unit.KILLED, Span(3, 7), 0), Figure(Span(8, 9), None, 1.5)),
        places=(Place(Span(3, 7), "Brest", "FRA", 48.39, -4.49, PlaceKind.CITY), Place(Span(8, 9), "X")),
    )
    row = record.to_dict()
    assert Record.from_dict(json.loads(json.dumps(row))) == record
    assert row["statements"][0]["said"] == "2026-03-09"
    assert row["times"] == [{"span": [17, 22], "type": "DATE", "value": "2026-03-09", "mod": "APPROX"}]
    assert row["entities"][0] == {"span": [38, 43], "label": "PER", "actor": 0}
    assert row["figures"][1] == {
        "span": [8, 9], "value": None, "low": 1.5, "high": None, "unit": None, "statement": None,
    }  # fmt: skip


def test_a_record_of_an_earlier_selon_can_still_be_read() -> None:
    row = a_record().to_dict()
    earlier = {name: value for name, value in row.items() if name not in ("actors", "entities", "times", "figures")}
    assert Record.from_dict(earlier) == a_record()


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
