"""Records as the ledger keeps them, put together again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import duckdb

from selon.errors import NotKeptError
from selon.ledger.findings import findings_of
from selon.record import Act, Article, Form, Kind, Passage, PassageKind, Record, Segment, Span, Speaker, Statement

_NUMBER = "SELECT number FROM kept.articles WHERE id = ? ORDER BY number DESC LIMIT 1"
_RECORD = """
    SELECT r.number, d.name, r.published FROM kept.records AS r JOIN kept.readers AS d ON d.number = r.reader
    WHERE r.article = ? ORDER BY r.number DESC LIMIT 1
"""
# As it was published when the record was made.
_ARTICLE = """
    SELECT a.number, kept.hex(a.id), a.language, a.dateline, a.text, p.published, p.published_at, p.modified_at,
        p.title, p.publisher, p.author, p.url, p.name, p.origin
    FROM kept.articles AS a JOIN kept.appearances AS p ON p.article = a.number
    WHERE a.number = ? ORDER BY p.published IS NOT DISTINCT FROM ?::DATE DESC, p.number LIMIT 1
"""
_STATEMENTS = """
    SELECT s.number, s.parent, s.role, s.organisation, s.form, s.act, round(s.confidence::DOUBLE, 4),
        s.cast_position, s.time, w.name, w.kind, w.country, w.stands_for
    FROM kept.statements AS s LEFT JOIN kept.actors AS w ON w.number = s.actor WHERE s.record = ? ORDER BY s.position
"""
_SPANS = """
    SELECT b.statement, b.part, b."start", b."end"
    FROM kept.spans AS b JOIN kept.statements AS s ON s.number = b.statement
    WHERE s.record = ? ORDER BY b.statement, b.part, b."start"
"""

# The spans of one statement by their part.
_Parts = dict[str, tuple[Span, ...]]


def record_of(connection: duckdb.DuckDBPyConnection, article_id: str) -> Record:
    """The newest record of the article with the id `article_id`, as the reader gave it but for the source of a page.

    Raises NotKeptError when the ledger has no such article.
    """
    try:
        found = connection.execute(_NUMBER, [int(article_id, 16)]).fetchone()
    except (ValueError, duckdb.ConversionException):
        found = None
    if not found:
        raise NotKeptError(f"there is no article {article_id} in the ledger: see its ids with 'selon find'")
    number, name, published = connection.execute(_RECORD, [found[0]]).fetchone() or (None, "none", None)
    article = _article(connection, connection.execute(_ARTICLE, [found[0], published]).fetchall()[0])
    if number is None:
        return Record(article, (), name)
    return Record(article, tuple(_statements(connection, number)), name, **findings_of(connection, number))


def _article(connection: duckdb.DuckDBPyConnection, row: tuple[Any, ...]) -> Article:
    number, own, language, dateline, text, published, published_at, modified_at, *words = row
    passages = connection.execute(
        'SELECT "start", "end", kind FROM kept.passages WHERE article = ? ORDER BY "start"', [number]
    ).fetchall()
    segments = connection.execute(
        "SELECT text_start, text_end, original_start, original_end FROM kept.segments WHERE article = ? ORDER BY 1, 3",
        [number],
    ).fetchall()
    title, publisher, author, url, name, origin = words
    return Article(
        text=text,
        language=language,
        passages=tuple(Passage(Span(a, b), PassageKind(kind)) for a, b, kind in passages),
        published=published,
        published_at=datetime.fromisoformat(published_at) if published_at else None,
        modified_at=datetime.fromisoformat(modified_at) if modified_at else None,
        title=title,
        publisher=publisher,
        author=author,
        url=url,
        dateline=dateline,
        name=name,
        origin=origin,
        segments=tuple(Segment(Span(a, b), Span(c, d)) for a, b, c, d in segments),
        original_hash=own,
    )


def _statements(connection: duckdb.DuckDBPyConnection, record: int) -> Iterator[Statement]:
    spans: dict[int, _Parts] = {}
    for statement, part, start, end in connection.execute(_SPANS, [record]).fetchall():
        parts = spans.setdefault(statement, {})
        parts[part] = (*parts.get(part, ()), Span(start, end))
    for row in connection.execute(_STATEMENTS, [record]).fetchall():
        yield _statement(row, spans.get(row[0], {}))


def _statement(row: tuple[Any, ...], parts: _Parts) -> Statement:
    _, parent, role, organisation, form, act, confidence, actor, time, name, kind, country, stands_for = row
    speaker = Speaker(name, Kind(kind), role, organisation, country, stands_for) if name is not None else None
    return Statement(
        content=parts.get("content", ()),
        cue=parts.get("cue", ()),
        source=parts.get("source", ()),
        speaker=speaker,
        form=Form(form),
        act=Act(act),
        parent=parent,
        addressee=parts.get("addressee", (None,))[0],
        medium=parts.get("medium", (None,))[0],
        actor=actor,
        time=time,
        confidence=confidence,
    )
