"""Articles written anew with other names, other words and other paragraphs between their own: what a student reads
besides those that there are.

They say nothing true and are not always language, but its teacher sees something definite in them as well, and what it
sees where is all that a student is to learn. From the same articles again and again it learns them by heart: of what
it was off by at anchors, articles that it had not read had more than twice as much as those that it had.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import torch

from selon.model.pieces import Pieces
from training.batches import varied
from training.examples import Json
from training.network import Reader
from training.student import embeddings_of

_WORD = re.compile(r"[^\W\d_]+")
# A word that stands so often has similar ones, the nearest so many; the most frequent ones, which hold sentences
# together, have none.
_OFTEN, _SIMILAR, _HELD = 5, 8, 100
# The shares of an article's words that become similar ones and of its names that become other names; one is drawn.
_EXCHANGED, _RENAMED = (0.0, 0.1, 0.2), (0.0, 0.5, 1.0)
_LONGEST_RUN = 4
_COMPARED = 2000


class Rewriter:
    """Writes articles anew, each with what is in others of its language.

    articles: all there are; embedded: whose embeddings tell which words are similar.
    """

    def __init__(self, articles: Iterable[Json], pieces: Pieces, embedded: Reader) -> None:
        rows = list(articles)
        self._texts = {language: [row["text"] for row in own] for language, own in _by_language(rows)}
        words = {language: Counter(_lower_case(texts)) for language, texts in self._texts.items()}
        self._similar = {language: _similar(counts, pieces, embedded) for language, counts in words.items()}
        self._names = {language: list(_names(texts)) for language, texts in self._texts.items()}

    def rewritten(self, article: Json, chance: random.Random) -> Json:
        """An article with parts of another between its own, some words and names exchanged, and other quotation
        marks."""
        language = article["language"]
        text = "\n".join(_mixed(article["text"], chance.choice(self._texts[language]), chance))
        text = self._exchanged(text, language, chance)
        return varied({"id": f"{article['id']} rewritten", "language": language, "text": text}, chance)

    def _exchanged(self, text: str, language: str, chance: random.Random) -> str:
        exchanged, renamed = chance.choice(_EXCHANGED), chance.choice(_RENAMED)
        similar, names, renames = self._similar[language], self._names[language], dict[str, str]()

        def other(found: re.Match[str]) -> str:
            word = found[0]
            if word[0].isupper() and _amid(text, found.start()):
                if word not in renames:
                    renames[word] = chance.choice(names) if chance.random() < renamed else word
                return renames[word]
            near = similar.get(word.lower(), ())
            if not near or chance.random() >= exchanged:
                return word
            return chance.choice(near).capitalize() if word[0].isupper() else chance.choice(near)

        return _WORD.sub(other, text)


def _by_language(rows: Sequence[Json]) -> Iterator[tuple[str, list[Json]]]:
    ordered = sorted(rows, key=lambda row: str(row["language"]))
    return ((language, list(own)) for language, own in groupby(ordered, key=lambda row: str(row["language"])))


def _mixed(text: str, other: str, chance: random.Random) -> Iterator[str]:
    """The lines of two texts by turns, a few of each, until one of them ends."""
    lines = [text.split("\n"), other.split("\n")]
    turn = 0
    while lines[turn]:
        run = chance.randint(1, _LONGEST_RUN)
        yield from lines[turn][:run]
        del lines[turn][:run]
        turn = 1 - turn
    yield from lines[0]


def _amid(text: str, place: int) -> bool:
    """Whether what begins at `place` follows a word in its sentence."""
    return place > 1 and text[place - 1] in " ’'" and text[place - 2].isalpha()


def _lower_case(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in _WORD.findall(text) if word.islower() and len(word) > 1)


def _names(texts: Iterable[str]) -> Iterator[str]:
    """Words with a capital amid sentences, each as often as it stands there."""
    for text in texts:
        for found in _WORD.finditer(text):
            if found[0][0].isupper() and len(found[0]) > 1 and _amid(text, found.start()):
                yield found[0]


@torch.no_grad()
def _similar(counts: Counter[str], pieces: Pieces, embedded: Reader) -> dict[str, Sequence[str]]:
    """For each frequent word those nearest to it."""
    held = {word for word, _ in counts.most_common(_HELD)}
    words = [word for word in sorted(counts) if counts[word] >= _OFTEN and word not in held]
    if not words:
        return {}
    table = torch.nn.functional.normalize(embeddings_of(words, pieces, embedded), dim=1)
    found = {}
    for start in range(0, len(words), _COMPARED):
        near = (table[start : start + _COMPARED] @ table.T).topk(min(_SIMILAR + 1, len(words))).indices.numpy()
        for place, own in enumerate(near, start):
            found[words[place]] = [words[number] for number in own if number != place]
    return found
