import numpy as np

from selon.extract.agreement import agree_on_entities, agree_on_kinds
from selon.model.decode import Found
from selon.model.labels import ACTS, KINDS
from selon.record import Kind, Span, Speaker, Statement

TEXT = "Anna Berg speaks. Berg waits. Berg leaves."


def test_a_surname_has_the_label_of_the_person_it_ends() -> None:
    entities = [(Span(0, 9), "PER"), (Span(18, 22), "ORG"), (Span(30, 34), "ORG")]
    assert [label for _, label in agree_on_entities(TEXT, entities)] == ["PER"] * 3


def test_another_name_has_its_commonest_label() -> None:
    entities = [(Span(18, 22), "LOC"), (Span(30, 34), "ORG"), (Span(5, 9), "ORG")]
    assert [label for _, label in agree_on_entities(TEXT, entities)] == ["ORG"] * 3


def seen_as(kind: Kind) -> Found:
    kinds = np.array([0.9 if name == kind.value else 0.025 for name in KINDS], dtype=np.float32)
    return Found(Span(0, 1), (Span(0, 4),), (), (), np.ones(len(ACTS), dtype=np.float32), kinds, 0.9)


def said_by(kind: Kind, country: str | None = None) -> Statement:
    return Statement((Span(0, 4),), speaker=Speaker("Berg", kind, country=country))


def kinds(statements: tuple[Statement, ...]) -> list[Kind]:
    return [statement.speaker.kind for statement in statements if statement.speaker]


def test_one_speaker_is_of_one_kind() -> None:
    statements = [said_by(Kind.ORGANISATION)] * 3
    found = [seen_as(Kind.PERSON), seen_as(Kind.PERSON), seen_as(Kind.PERSON)]
    assert kinds(agree_on_kinds(statements, found)) == [Kind.PERSON] * 3


def test_a_listed_country_stays_a_country() -> None:
    assert kinds(agree_on_kinds([said_by(Kind.COUNTRY, "FRA")], [seen_as(Kind.PERSON)])) == [Kind.COUNTRY]


def test_who_has_a_title_is_a_person_wherever_the_name_stands() -> None:
    text = "MS. HOLT: Yes.\nHOLT left. M. Roux aussi.\nRoux part."
    spans = [Span(0, 8), Span(15, 19), Span(29, 33), Span(41, 45)]
    labels = ["LOC", "ORG", "LOC", "ORG"]
    agreed = agree_on_entities(text, list(zip(spans, labels, strict=True)), {"ms.", "m."})
    assert [span.of(text) for span in spans] == ["MS. HOLT", "HOLT", "Roux", "Roux"]
    assert {label for _, label in agreed} == {"PER"}
