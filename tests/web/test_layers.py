"""Dates, figures and actors over an article's text."""

from __future__ import annotations

from selon.record import (
    Actor,
    Article,
    Entity,
    EntityLabel,
    Figure,
    Kind,
    Record,
    Role,
    Span,
    Speaker,
    Statement,
    TimeExpression,
    TimeType,
)
from selon.web.layers import labels_of
from selon.web.pages.article import page_of

TEXT = "Lundi, Anne Duval a compté au moins 35 navires à Brest."


def a_record() -> Record:
    mayor = Actor("Anne Duval", Kind.PERSON, ("Anne Duval",), (Role("maire"),), "FRA")
    said = Statement((Span(27, 46),), speaker=Speaker("Anne Duval", Kind.PERSON), actor=0, time=0)
    return Record(
        Article(TEXT, "fr"),
        (said,),
        "by hand",
        actors=(mayor,),
        entities=(Entity(Span(7, 17), EntityLabel.PERSON, 0), Entity(Span(49, 54), EntityLabel.PLACE)),
        times=(TimeExpression(Span(0, 5), TimeType.DATE, "2026-03-09", "APPROX"),),
        figures=(Figure(Span(27, 46), 35, 35, None, None, statement=0), Figure(Span(36, 38), 1234, 1234, 1234, "EUR")),
    )


def test_every_layer_tells_what_its_words_were_read_as() -> None:
    told = [(label.layer, label.title) for _, label in labels_of(a_record())]
    assert told == [
        ("dates", "2026-03-09 APPROX"),
        ("figures", "35 [35–] · Anne Duval"),
        ("figures", "1,234 EUR"),
        ("actors", "Anne Duval · maire · FRA"),
        ("actors", "LOC"),
    ]


def test_a_page_offers_the_layers_that_are_there_and_says_when_it_was_said() -> None:
    page = page_of(a_record(), kept=False)
    assert page.layers == ["dates", "figures", "actors"]
    assert page.cards[0].said == "2026-03-09"
