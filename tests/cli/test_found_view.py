"""What a person sees of whom and what an article names."""

from __future__ import annotations

from selon.cli.found_view import found_lines
from selon.record import (
    Actor,
    Article,
    Entity,
    EntityLabel,
    Figure,
    Kind,
    Place,
    Record,
    Role,
    Span,
    Speaker,
    Statement,
    TimeExpression,
    TimeType,
)

TEXT = "Anne Duval, maire, attend lundi 35 navires à Brest. Duval : « Lundi. »"


def shown(record: Record, *, full: bool = False) -> list[str]:
    return [line.plain.rstrip() for line in found_lines(record, 80, full=full)]


def a_record() -> Record:
    names = ("Anne Duval", "Duval", "ANNE \x1b[31mD.")
    return Record(
        Article(TEXT, "fr"),
        (Statement((Span(26, 42),), speaker=Speaker("Anne Duval", Kind.PERSON)),),
        "by hand",
        actors=(
            Actor("Anne Duval", Kind.PERSON, names, (Role("maire", "ville"),), "FRA"),
            Actor("Brest", Kind.PLACE, ("Brest",)),
            Actor("un responsable", Kind.ANONYMOUS),
        ),
        entities=(
            Entity(Span(0, 10), EntityLabel.PERSON, 0),
            Entity(Span(45, 50), EntityLabel.PLACE, 1),
            Entity(Span(52, 57), EntityLabel.PERSON, 0),
        ),
        times=tuple(
            TimeExpression(Span(start, start + 5), TimeType.DATE, value)
            for start, value in ((26, "2026-03-09"), (62, None))
        ),
        figures=(Figure(Span(32, 42), 35, 35, 35, statement=0),),
        places=(Place(Span(45, 50), "Brest", "FRA"),),
    )


def test_the_compact_view_tells_who_where_when_and_how_many() -> None:
    assert shown(a_record()) == [
        "People         Anne Duval (maire ville, FRA, also ANNE \ufffd[31mD.) ×2",
        "Places         Brest (FRA)",
        "Dates          lundi (2026-03-09); Lundi (no such time)",
        "Figures        35 navires (says Anne Duval)",
        "               --full lists all, with where they stand",
    ]


def test_the_full_view_tells_where_each_thing_stands() -> None:
    lines = shown(a_record(), full=True)
    assert "               Brest  FRA  45–50" in lines
    assert any(line.endswith("0–10, 52–57") for line in lines)


def test_what_is_not_there_is_not_told() -> None:
    assert shown(Record(Article("Rien.", "fr"), (), "by hand")) == []


def test_only_the_most_frequent_are_told_in_the_compact_view() -> None:
    actors = tuple(Actor(f"Anne {number}", Kind.PERSON) for number in range(9))
    entities = tuple(Entity(Span(number, number + 1), EntityLabel.PERSON, number) for number in range(9))
    record = Record(Article(TEXT, "fr"), (), "by hand", actors=actors, entities=entities)
    assert "and 3 more" in " ".join(shown(record))
