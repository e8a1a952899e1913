import numpy as np

from selon.extract.agreement import agree_on_kinds
from selon.model.decode import Found
from selon.model.labels import ACTS, KINDS
from selon.record import Kind, Span, Speaker, Statement


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
