"""One article of 5,000 words with 200 statements, in a ledger of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from selon.extract.reader import Reader
from selon.ledger import Ledger
from selon.record import Article, Form, Kind, Record, Span, Speaker, Statement

WORDS, _STATEMENTS = 5000, 200
_SPEAKERS = 12


class _EverySentence(Reader):
    """Finds a statement in every paragraph that has a colon."""

    def __init__(self) -> None:
        self.name = "sentences"

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            yield Record(article, tuple(_statements(article.text)), self.name)


def keep_long_article(ledger: Path) -> str:
    """Make a ledger with the article; its id."""
    words = WORDS // _STATEMENTS - 4
    lines = [
        f"Intervenante {place % _SPEAKERS} a dit : {' '.join(f'mot{place}' for _ in range(words))}."
        for place in range(_STATEMENTS)
    ]
    file = ledger.with_suffix(".jsonl")
    file.write_text(json.dumps({"text": "\n\n".join(lines), "language": "fr", "title": "Long"}), encoding="utf-8")
    found: list[str] = []
    Ledger(ledger).add(file, reader=_EverySentence(), each=lambda one: found.append(one.article.id))
    return found[0]


def _statements(text: str) -> Iterator[Statement]:
    start = 0
    for line in text.split("\n\n"):
        source, _, _ = line.partition(" a dit")
        cue, colon = start + len(source) + 1, start + line.index(" : ")
        yield Statement(
            (Span(colon + 3, start + len(line)),),
            cue=(Span(cue, colon),),
            source=(Span(start, start + len(source)),),
            speaker=Speaker(source, Kind.PERSON),
            form=Form.INDIRECT,
        )
        start += len(line) + 2
