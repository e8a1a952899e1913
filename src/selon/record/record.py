"""What one reader found in one article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from selon.record.actor import Actor, Entity
from selon.record.article import Article
from selon.record.figure import Figure
from selon.record.place import Place
from selon.record.rows import article_of, article_row, findings_of, findings_row
from selon.record.span import Span
from selon.record.statement import Statement
from selon.record.time_expression import TimeExpression


@dataclass(frozen=True, slots=True)
class Record:
    """What one reader found in one article, everything in the order of the text.

    reader: which selon and which model read it. actors: whoever speaks or is named. entities: the names themselves.
    """

    article: Article
    statements: tuple[Statement, ...]
    reader: str
    actors: tuple[Actor, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()

    def words(self, spans: Iterable[Span]) -> str:
        """The article's words under `spans`, pieces joined by an ellipsis, line ends as spaces."""
        return " … ".join(" ".join(span.of(self.article.text).split()) for span in spans)

    def said(self, statement: Statement) -> str | None:
        """When `statement` was said as its words tell, as TIMEX3 writes it (2022-03-13, 2022-03), if they do."""
        return None if statement.time is None else self.times[statement.time].value

    def to_dict(self) -> dict[str, Any]:
        """The record as JSON types, in the shape of the gold files: one object, spans as [start, end].

        The article's `name` stands as `id` where it has one, as in the files it came from; its content hash is `hash`.
        """
        return article_row(self.article, self.reader) | findings_row(self)

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Record:
        """The record that `to_dict` wrote. Raises KeyError or ValueError when `row` is no such record."""
        return cls(article_of(row), reader=row["reader"], **findings_of(row))
