"""Any number of short articles, no two alike: sentences of our own with other names, numbers, places and days."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

_FIRST_DAY, _DAYS = date(2015, 1, 1), 4000
_SYLLABLES = (
    "bré",
    "lis",
    "cor",
    "vec",
    "mar",
    "tin",
    "val",
    "my",
    "or",
    "sel",
    "té",
    "nès",
    "dau",
    "ro",
    "lin",
    "gar",
)
_GIVEN = ("Anne", "Hugo", "Odile", "Paul", "Irène", "Jane", "Owen", "Marc", "Helen", "Tom", "Claire", "Louis")
_PLACES = ("Marseille", "Lyon", "Paris", "London", "Boston", "Leeds", "Pékin", "Kyiv", "Dakar", "Washington")
_SENTENCES = {
    "fr": (
        "Le maire de {place}, {name}, a déclaré {day} que le pont rouvrirait après {number} jours de travaux.",
        "« Nous avons compté {number} bateaux, pas un de plus », a affirmé {name}, porte-parole de la société {other}.",
        "Selon {name}, {number} personnes ont été évacuées à {place} et {other} maisons sont sans électricité.",
        "Il a promis {number} millions d'euros d'ici à la fin de l'année, ce que {name} juge impossible.",
        "Interrogé sur le port de {other}, le ministère a refusé de commenter.",
        "Deux responsables de {place}, qui ont requis l'anonymat, ont averti que {number} emplois étaient menacés.",
    ),
    "en": (
        "The mayor of {place}, {name}, said on {day} that the bridge would reopen after {number} days of works.",
        "“We counted {number} boats and not one more,” said {name}, a spokesman for the company {other}.",
        "According to {name}, {number} people were moved to {place} and {other} was without power.",
        "She promised ${number} million by the end of the year, which {name} called impossible.",
        "Asked about the harbour of {other}, the ministry declined to comment.",
        "Two officials in {place}, who asked not to be named, warned that {number} jobs were at risk.",
    ),
}


def short_articles(count: int) -> Iterator[dict[str, str]]:
    """So many articles of four sentences, French and English in turn, as rows of JSON lines; always the same ones."""
    for number in range(count):
        draw = random.Random(number)
        language = ("fr", "en")[number % 2]
        day = _FIRST_DAY + timedelta(days=draw.randrange(_DAYS))
        sentences = [_sentence(one, day, draw) for one in draw.sample(_SENTENCES[language], 4)]
        text = "\n\n".join(" ".join(sentences[place : place + 2]) for place in (0, 2))
        yield {"id": f"article-{number}", "language": language, "published": day.isoformat(), "text": text}


def _sentence(pattern: str, day: date, draw: random.Random) -> str:
    return pattern.format(
        place=draw.choice(_PLACES),
        name=f"{draw.choice(_GIVEN)} {_word(draw)}",
        other=_word(draw),
        number=draw.randrange(2, 100_000),
        day=day.isoformat(),
    )


def _word(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.randrange(2, 6))).capitalize()
