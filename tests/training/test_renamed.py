"""Names exchanged between articles."""

import random

from selon.record import Span
from training.examples import Json
from training.renamed import renamed


def article(*parts: str | tuple[str, str]) -> Json:
    text, entities = "", []
    for part in parts:
        words, label = part if isinstance(part, tuple) else (part, None)
        if label:
            entities.append({"span": [len(text), len(text) + len(words)], "label": label})
        text += words
    return {"id": text[:9], "text": text, "entities": entities}


ARTICLES = [
    article(
        "Selon ", ("Irène Daval", "Person"), ", maire de ", ("Brélis", "Location"), ", l'", ("ARPO", "Organization")
    )
    | {"language": "fr"},
    article(
        ("Loïc Corvec", "Person"), " quitte ", ("Quimerc'h", "Location"), " ; ", ("Loïc Corvec", "Person"), " part."
    ),
    article(
        "Le port d'", ("Arzal", "Location"), " et l'", ("Union des quais", "Organization"), " : ", ("Agathe", "Person")
    ),
]


def names(row: Json) -> list[tuple[str, str]]:
    return [(Span(*entity["span"]).of(row["text"]), entity["label"]) for entity in row["entities"]]


def test_names_are_exchanged_for_names_of_their_label() -> None:
    known = {name for row in ARTICLES for name in names(row)}
    found = [row for seed in range(20) for row in renamed(ARTICLES, random.Random(seed))]
    assert {name for row in found for name in names(row)} == known
    assert any(row["text"] not in {one["text"] for one in ARTICLES} for row in found)


def test_the_words_around_them_stay() -> None:
    for seed in range(20):
        first, second, third = renamed(ARTICLES, random.Random(seed))
        assert first["text"].startswith("Selon ")
        assert ", maire de " in first["text"]
        assert first["language"] == "fr"
        assert names(second)[0] == names(second)[2]
        assert third["text"].split("d'", 1)[1][0] in "AEIOUYH"


def test_a_name_inside_another_is_let_go() -> None:
    row = article("Vive l'", ("Union de Brest", "Organization"), " !")
    row["entities"].append({"span": [16, 21], "label": "Location"})
    (found,) = renamed([row], random.Random(1))
    assert names(found) == [("Union de Brest", "Organization")]
