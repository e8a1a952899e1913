"""A reader without a model, for ledgers that tests fill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selon.extract.reader import Reader
from selon.record import Act, Article, Form, Kind, Record, Span, Speaker, Statement

_SAID = re.compile(
    r"(?P<content>[«“][^»”]*[»”]), (?P<cue>(?:a|ont) (?P<verb>\w+)|said|warned) "
    r"(?P<source>[\w-]+(?: [\w-]+)?)(?: de (?P<organisation>\w+))?(?= ?[.,;])"
)
_ACTS = {"averti": Act.WARN, "warned": Act.WARN, "nié": Act.DENY, "promis": Act.PROMISE}
_COUNTRIES = {"Pékin": ("CHN", "Chine"), "Londres": ("GBR", "Royaume-Uni")}


class QuotationReader(Reader):
    """Finds « … », a dit Anne Duval; breaks down over TROUBLE."""

    def __init__(self, name: str = "quotations-1") -> None:
        self.name = name

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            if "TROUBLE" in article.text:
                raise IndexError("no such word")
            yield Record(article, tuple(_statements(article)), self.name)


def _statements(article: Article) -> Iterator[Statement]:
    for found in _SAID.finditer(article.text):
        word = found["verb"] or found["cue"]
        yield Statement(
            content=(Span(*found.span("content")),),
            cue=(Span(*found.span("cue")),),
            source=(Span(*found.span("source")),),
            speaker=_speaker(found["source"], found["organisation"]),
            form=Form.DIRECT,
            act=_ACTS.get(word, Act.STATE),
            confidence=0.875,
        )


def _speaker(name: str, organisation: str | None) -> Speaker:
    if name in _COUNTRIES:
        code, country = _COUNTRIES[name]
        return Speaker(name, Kind.COUNTRY, country=code, stands_for=country)
    return Speaker(name, Kind.PERSON, role="maire", organisation=organisation)
