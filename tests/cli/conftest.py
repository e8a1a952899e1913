"""A reader without a model: it finds what stands between guillemets, and breaks down where a text tells it to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from selon.articles import parse_text
from selon.extract.reader import Reader
from selon.ledger import Ledger
from selon.record import Act, Article, Form, Kind, Record, Span, Speaker, Statement

_QUOTED = re.compile("«[^»]*»")
MAYOR = Speaker("Anne Duval", Kind.PERSON, role="maire", organisation="ville de Brest", country="FRA")
TEXT = "La maire de Brest, Anne Duval, a déclaré mardi à la presse : « Le pont sera rouvert avant la fin de l'été. »"


class GuillemetReader(Reader):
    """Every quotation is a statement of the mayor."""

    def __init__(self) -> None:
        self.name = "guillemets"

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            if "TROUBLE" in article.text:
                raise IndexError("no such word")
            spans = [Span(*quoted.span()) for quoted in _QUOTED.finditer(article.text)]
            found = tuple(Statement((span,), speaker=MAYOR, form=Form.DIRECT) for span in spans)
            yield Record(article, found, self.name)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> GuillemetReader:
    """The reader that the command line works with in a test."""
    made = GuillemetReader()
    monkeypatch.setattr("selon.cli.read.load_reader", lambda _: made)
    return made


@pytest.fixture
def record_of() -> Callable[..., Record]:
    """Makes a record of a French text and statements that name their parts by their words."""

    def make(text: str, *statements: dict[str, object]) -> Record:
        return Record(parse_text(text, language="fr"), tuple(_statement(text, **one) for one in statements), "by hand")

    return make


def _statement(text: str, **parts: object) -> Statement:
    for name in ("content", "cue", "source"):
        if words := parts.pop(name, None):
            start = text.index(str(words))
            parts[name] = (Span(start, start + len(str(words))),)
    return Statement(**{"content": (), **parts})  # type: ignore[arg-type]


@pytest.fixture
def text() -> str:
    """A French text with one quotation."""
    return TEXT


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with one article."""
    path = tmp_path / "pont.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


_LINE = re.compile(r"(?P<source>[^:\n]+) : (?P<content>«[^»]*»)")
_LONDON = Speaker("Londres", Kind.COUNTRY, country="GBR", stands_for="Royaume-Uni")


class ScriptReader(GuillemetReader):
    """Every line « Name : « words » » is a statement of that person; what is called false is denied."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            yield Record(article, tuple(map(_line, _LINE.finditer(article.text))), self.name)


def _line(line: re.Match[str]) -> Statement:
    name = line["source"]
    return Statement(
        (Span(*line.span("content")),),
        source=(Span(*line.span("source")),),
        speaker=_LONDON if name == "Londres" else Speaker(name, Kind.PERSON),
        form=Form.DIRECT,
        act=Act.DENY if "faux" in line["content"] else Act.STATE,
    )


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """The ledger that commands work with in a test, not made yet."""
    ledger = Ledger(tmp_path / "kept.duckdb")
    monkeypatch.setenv("SELON_LEDGER", str(ledger.path))
    return ledger


@pytest.fixture
def keep(ledger: Ledger, tmp_path: Path) -> Callable[..., None]:
    """Keeps an article of lines « Name : « words » » with its details in the ledger."""

    def make(*lines: str, **details: str) -> None:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        path.write_text(json.dumps({"text": "\n".join(lines), **details}), encoding="utf-8")
        assert ledger.add(path, reader=ScriptReader(), language="fr").added == 1

    return make
