"""Articles in which people, places and organisations bear others' names.

A network that has met every name of its few annotated articles many times knows the names by heart; here it has to
learn from the words around them.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from selon.language.words import folded
from selon.record import Span
from training.examples import Json

# Of the names of an article, how many are replaced.
_SHARE = 0.5
_VOWELS = frozenset("aeiouyh")

_Sort = tuple[str, bool]


def renamed(articles: Sequence[Json], chance: random.Random) -> Iterator[Json]:
    """Each of `articles`, with annotated `entities`, with about half of its names replaced, wherever they stand, by
    names of the same label from any of them.

    After a vowel comes a vowel, as in “l'”. Only the names that stand inside no other are annotated in what comes.
    """
    names: dict[_Sort, list[str]] = defaultdict(list)
    for article in articles:
        for entity in _outer(article):
            name = Span(*entity["span"]).of(article["text"])
            names[_sort(entity, name)].append(name)
    for article in articles:
        given: dict[tuple[str, str], str] = {}

        def another(entity: Json, name: str, given: dict[tuple[str, str], str] = given) -> str:
            key = (entity["label"], name)
            if key not in given:
                given[key] = chance.choice(names[_sort(entity, name)]) if chance.random() < _SHARE else name
            return given[key]

        yield _with(article, another)


def _outer(article: Json) -> list[Json]:
    """The entities that begin behind the end of the one before, of those that begin alike the longest, in order."""
    kept: list[Json] = []
    for entity in sorted(article["entities"], key=lambda one: (one["span"][0], -one["span"][1])):
        if not kept or entity["span"][0] >= kept[-1]["span"][1]:
            kept.append(entity)
    return kept


def _sort(entity: Json, name: str) -> _Sort:
    return entity["label"], folded(name[:1]) in _VOWELS


def _with(article: Json, another: Callable[[Json, str], str]) -> Json:
    """The article with what `another` gives for each of its entities and the name of it."""
    text, parts, entities = article["text"], list[str](), list[Json]()
    copied, length = 0, 0
    for entity in _outer(article):
        span = Span(*entity["span"])
        before, name = text[copied : span.start], another(entity, span.of(text))
        start = length + len(before)
        parts += (before, name)
        entities.append({**entity, "span": [start, start + len(name)]})
        copied, length = span.end, start + len(name)
    return {**article, "text": "".join([*parts, text[copied:]]), "entities": entities}
