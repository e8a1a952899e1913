"""Records into rows: one batch, one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import duckdb

from selon.ledger.findings import write_findings
from selon.ledger.ids import actor_id, appearance_id, article_id, identity_of, statement_ids
from selon.ledger.index import index_words
from selon.ledger.query import searched_name
from selon.ledger.tables import found_by_id, insert, numbers, storable
from selon.record import Actor, Article, Record, Speaker, Statement

_Row = tuple[Any, ...]


def write_records(connection: duckdb.DuckDBPyConnection, records: Sequence[Record]) -> None:
    """Keep `records`, of different articles, none of which the ledger has by the same reader."""
    articles = _write_articles(connection, [record.article for record in records])
    kept = _write_record_rows(connection, records, articles)
    speakers = [s.speaker for record in records for s in record.statements if s.speaker]
    actors = _write_actors(connection, [*speakers, *(actor for record in records for actor in record.actors)])
    statement_numbers = numbers(connection, "statements")
    statements: list[_Row] = []
    spans: list[_Row] = []
    mentions: dict[_Row, None] = {}
    indexed: list[tuple[int, str, str]] = []
    for record, article, number in zip(records, articles, kept, strict=True):
        ids = statement_ids(record.article, record.statements)
        for position, (statement, own) in enumerate(zip(record.statements, ids, strict=True)):
            called = next(statement_numbers)
            actor = actors[actor_id(statement.speaker)] if statement.speaker else None
            row = _statement_row(record, statement)
            statements.append((called, own, number, article, position, statement.parent, actor, *row))
            spans += ((called, part, a, b) for part, a, b in _spans(statement))
            if actor is not None:
                mentions |= {(number, actor, span.start, span.end): None for span in statement.source}
            indexed.append((called, record.article.language, searched_words(record, statement)))
    insert(connection, "statements", statements)
    insert(connection, "spans", spans)
    insert(connection, "mentions", list(mentions))
    write_findings(connection, list(zip(kept, records, strict=True)), actors)
    index_words(connection, indexed)


def write_appearances(connection: duckdb.DuckDBPyConnection, articles: Sequence[Article]) -> None:
    """Keep where else articles that the ledger has were published; those that it does not have are passed over."""
    known = found_by_id(connection, "articles", {article_id(article) for article in articles})
    there = set(found_by_id(connection, "appearances", {appearance_id(article) for article in articles}))
    called = numbers(connection, "appearances")
    rows = []
    for article in articles:
        own = appearance_id(article)
        if article_id(article) in known and own not in there:
            there.add(own)
            rows.append((next(called), own, known[article_id(article)], False, *_details(article)))
    insert(connection, "appearances", rows)


def searched_words(record: Record, statement: Statement) -> str:
    """The words by which a statement is found: its content, or source and cue of a refusal, which has none."""
    return record.words(statement.content) or f"{record.words(statement.source)} {record.words(statement.cue)}"


def _write_articles(connection: duckdb.DuckDBPyConnection, articles: Sequence[Article]) -> list[int]:
    """The number of each of `articles`; those that are new are kept."""
    known = _with_the_same_text(connection, articles)
    new = [article for article in articles if article_id(article) not in known]
    known |= zip(map(article_id, new), numbers(connection, "articles"), strict=False)
    called = [(known[article_id(article)], article) for article in new]
    rows = [(n, article_id(a), a.language, storable(a.dateline), storable(a.text)) for n, a in called]
    insert(connection, "articles", rows)
    insert(connection, "passages", [(n, p.span.start, p.span.end, p.kind.value) for n, a in called for p in a.passages])
    segments = [(n, s.text.start, s.text.end, s.original.start, s.original.end) for n, a in called for s in a.segments]
    insert(connection, "segments", segments)
    first = zip(numbers(connection, "appearances"), called, strict=False)
    insert(connection, "appearances", [(m, appearance_id(a), n, True, *_details(a)) for m, (n, a) in first])
    return [known[article_id(article)] for article in articles]


def _with_the_same_text(connection: duckdb.DuckDBPyConnection, articles: Sequence[Article]) -> dict[int, int]:
    """The numbers of those of `articles` that are kept, by id; not of a page in which other words were found before."""
    known = found_by_id(connection, "articles", map(article_id, articles))
    query = (
        "SELECT a.number, a.text FROM (SELECT unnest(?::INTEGER[]) AS one) JOIN kept.articles AS a ON a.number = one"
    )
    texts = dict(connection.execute(query, [list(known.values())]).fetchall())
    return {
        own: known[own]
        for own, article in ((article_id(article), article) for article in articles)
        if own in known and texts[known[own]] == (storable(article.text) or "")
    }


def _details(article: Article) -> _Row:
    moments = (moment.isoformat() if moment else None for moment in (article.published_at, article.modified_at))
    words = (article.title, article.publisher, article.author, article.url, article.name, article.origin)
    return (article.published, *moments, *map(storable, words))


def _write_record_rows(
    connection: duckdb.DuckDBPyConnection, records: Sequence[Record], articles: Sequence[int]
) -> list[int]:
    """The number of each of `records`; whatever an older reader found in the same articles is superseded."""
    same = "SELECT number FROM kept.articles WHERE id IN (SELECT unnest(?::UBIGINT[]))"
    older = f"SELECT number FROM kept.records WHERE article IN ({same})"
    connection.execute(
        f"INSERT INTO kept.superseded {older} EXCEPT SELECT record FROM kept.superseded",
        [[article_id(record.article) for record in records]],
    )
    readers = {name: reader_number(connection, name) for name in dict.fromkeys(record.reader for record in records)}
    called = [number for number, _ in zip(numbers(connection, "records"), records, strict=False)]
    rows = [
        (n, article, readers[r.reader], r.article.published)
        for n, article, r in zip(called, articles, records, strict=True)
    ]
    insert(connection, "records", rows)
    return called


def reader_number(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """The number of the reader called `name`, which is kept when it is new."""
    found = connection.execute("SELECT number FROM kept.readers WHERE name = ?", [name]).fetchall()
    if found:
        return int(found[0][0])
    number = next(numbers(connection, "readers"))
    insert(connection, "readers", [(number, name)])
    return number


def _write_actors(connection: duckdb.DuckDBPyConnection, named: Iterable[Speaker | Actor]) -> dict[int, int]:
    """The number of every actor among `named` by its id; those that are new are kept."""
    actors = {actor_id(one): one for one in named}
    known = dict(found_by_id(connection, "actors", actors))
    new = [own for own in actors if own not in known]
    called = dict(zip(new, numbers(connection, "actors"), strict=False))
    rows = [(called[own], own, *_actor_row(actors[own])) for own in new]
    insert(connection, "actors", rows)
    return known | called


def _actor_row(one: Speaker | Actor) -> _Row:
    stands_for = one.stands_for if isinstance(one, Speaker) else None
    names = " ".join(name for name in (one.name, stands_for) if name)
    row = (storable(one.name), one.kind.value, one.country, storable(stands_for))
    return (*row, searched_name(names), identity_of(one))


def _statement_row(record: Record, statement: Statement) -> _Row:
    speaker = statement.speaker
    parts = (statement.content, statement.cue, statement.source)
    circumstances = (record.words([span]) if span else None for span in (statement.addressee, statement.medium))
    words = (speaker.role, speaker.organisation) if speaker else (None, None)
    said_on, said_until = _days_of(record, statement)
    return (
        *map(storable, words),
        statement.form.value,
        statement.act.value,
        *(storable(record.words(part)) for part in parts),
        *map(storable, circumstances),
        said_on,
        statement.confidence,
        statement.extent.start,
        statement.extent.end,
        storable(record.said(statement)),
        said_until,
        statement.time,
        statement.actor,
    )


def _days_of(record: Record, statement: Statement) -> tuple[date | None, date | None]:
    """The first and the last day on which it was said: as its words tell, or else when the article came out."""
    period = record.times[statement.time].period if statement.time is not None else None
    return period or (record.article.published, record.article.published)


def _spans(statement: Statement) -> Iterator[tuple[str, int, int]]:
    parts = {"content": statement.content, "cue": statement.cue, "source": statement.source}
    for name, span in (("addressee", statement.addressee), ("medium", statement.medium)):
        parts |= {name: (span,)} if span else {}
    return ((part, span.start, span.end) for part, spans in parts.items() for span in spans)
