"""A reader without a model, and ledgers that it fills."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import duckdb
import pytest

from selon.articles import Details, parse_text
from selon.extract.reader import Reader
from selon.ledger import Ledger
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


@pytest.fixture
def reader() -> QuotationReader:
    """The reader of the tests."""
    return QuotationReader()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger that is not there yet."""
    return Ledger(tmp_path / "kept.duckdb")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a text to a file of the folder `news`."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / "news" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def dump() -> Callable[[Ledger], dict[str, list[tuple[object, ...]]]]:
    """All that a ledger holds, table by table."""

    def rows(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
        with duckdb.connect() as connection:
            connection.execute("ATTACH ? AS ledger (READ_ONLY)", [str(ledger.path)])
            found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'kept'").fetchall()
            return {name: connection.execute(f"FROM ledger.kept.{name} ORDER BY ALL").fetchall() for (name,) in found}

    return rows


@pytest.fixture
def article_of() -> Callable[..., Article]:
    """Makes an article of a text and its details."""

    def make(text: str, **details: object) -> Article:
        return parse_text(text, details=Details(**details))  # type: ignore[arg-type]

    return make
