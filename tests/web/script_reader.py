"""A reader without a model: it reads scripts, one line a statement.

`Name : « words »` is a statement; within the words, `Other dit “words”` is one inside it. `Name se tait` refuses. Names
in small letters are unnamed sources, Londres is the United Kingdom, what ends with *faux* denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selon.extract.reader import Reader
from selon.record import Act, Article, Form, Kind, Record, Span, Speaker, Statement

_LINE = re.compile(
    r"^(?P<source>[^:\n]+?)(?: \((?P<role>[^)\n]+)\))? (?::|(?P<cue>se tait)) ?(?P<content>«[^»]*»)?", re.MULTILINE
)
_INNER = re.compile(r"(?P<source>\w+ \w+) (?P<cue>dit) (?P<content>“[^”]*”)")


class ScriptReader(Reader):
    """Reads scripts; breaks down where a text says TROUBLE."""

    def __init__(self, name: str = "script-1") -> None:
        self.name = name

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            if "TROUBLE" in article.text:
                raise IndexError("no such word")
            yield Record(article, tuple(_statements(article)), self.name)


def _statements(article: Article) -> Iterator[Statement]:
    number = 0
    for line in _LINE.finditer(article.text):
        if not (line["content"] or line["cue"]):
            continue
        yield _statement(line, _speaker(line["source"].strip(), line["role"]), None)
        outer, number = number, number + 1
        start, end = line.span("content")
        for inner in _INNER.finditer(article.text, max(start, 0), max(end, 0)):
            yield _statement(inner, _speaker(inner["source"], None), outer)
            number += 1


def _statement(found: re.Match[str], speaker: Speaker, parent: int | None) -> Statement:
    words, cue = found["content"] or "", found["cue"]
    return Statement(
        content=(Span(*found.span("content")),) if words else (),
        cue=(Span(*found.span("cue")),) if cue else (),
        source=(Span(*found.span("source")),),
        speaker=speaker,
        form=Form.DIRECT if words else Form.NONE,
        act=Act.DENY if words.rstrip(" .”»").endswith("faux") else Act.STATE if words else Act.DECLINE,
        parent=parent,
        confidence=0.875,
    )


def _speaker(name: str, role: str | None) -> Speaker:
    if name == "Londres":
        return Speaker(name, Kind.COUNTRY, country="GBR", stands_for="Royaume-Uni")
    if name[:1].islower():
        return Speaker(name, Kind.ANONYMOUS, role)
    return Speaker(name, Kind.PERSON, role, country="FRA" if role else None)
