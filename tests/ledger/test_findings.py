"""Dates, figures, names and actors are kept, found again, and give statements their days."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from quotation_reader import QuotationReader

from selon.articles import Failure, read_articles
from selon.extract.dates import find_times
from selon.extract.dating import with_times
from selon.extract.figures import find_figures
from selon.ledger import Ledger, Query
from selon.ledger.store import _migrations
from selon.record import Actor, Article, Entity, EntityLabel, Kind, Place, PlaceKind, Record, Role, Span

TEXT = "Brest, 10 mars. Lundi, « Il y a 35 morts », a dit Anne Duval de Brest. « Rien de plus », a nié Anne Duval."
Write = Callable[[str, str], Path]


class FindingReader(QuotationReader):
    """Finds dates and figures too, and that Brest is a place and Anne Duval its mayor."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for record in super().read_many(articles):
            article, whole = record.article, [Span(0, len(record.article.text))]
            times = find_times(article.text, whole, article.language, article.published)
            statements = [replace(one, actor=0) for one in record.statements]
            dated = with_times(article.text, statements, times, article.language, article.published)
            yield replace(
                record,
                statements=dated,
                times=times,
                figures=find_figures(article.text, whole, article.language, dated),
                actors=(
                    Actor("Anne Duval", Kind.PERSON, ("Anne Duval", "Duval"), (Role("maire", "Brest", "FRA"),), "FRA"),
                    Actor("Brest", Kind.PLACE, ("Brest",)),
                ),
                entities=(Entity(Span(0, 5), EntityLabel.PLACE, 1),),
                places=(Place(Span(0, 5), "Brest", "FRA", 48.39, -4.49, PlaceKind.CITY), Place(Span(7, 9), "10")),
            )


@pytest.fixture
def finding() -> FindingReader:
    return FindingReader()


@pytest.fixture
def dated(write: Write) -> Path:
    """The text, published on a Wednesday."""
    return write("a.jsonl", json.dumps({"text": TEXT, "published": "2026-03-11", "language": "fr"}))


def read(path: Path) -> Article:
    (article,) = read_articles(path, language="fr")
    assert not isinstance(article, Failure)
    return article


def test_a_record_comes_back_as_the_reader_gave_it(ledger: Ledger, finding: FindingReader, dated: Path) -> None:
    ledger.add(dated, reader=finding)
    (record,) = finding.read_many([read(dated)])
    kept = ledger.record(record.article.id)
    assert kept.to_dict() == record.to_dict()
    assert kept.figures[0].value == 35


def test_a_statement_is_of_the_day_that_its_words_tell(ledger: Ledger, finding: FindingReader, dated: Path) -> None:
    ledger.add(dated, reader=finding)
    told, untold = ledger.find(Query(), order="oldest")
    assert (told.said, told.said_on) == ("2026-03-09", date(2026, 3, 9))
    assert (untold.said, untold.said_on) == (None, date(2026, 3, 11))
    assert ledger.count(Query(since=date(2026, 3, 10))) == 1


def test_a_statement_of_a_month_counts_in_all_its_days(ledger: Ledger, finding: FindingReader, write: Write) -> None:
    text = "Le pont est fermé. En février, « Il y a 35 morts », a dit Anne Duval."
    ledger.add(
        write("a.jsonl", json.dumps({"text": text, "published": "2026-03-11", "language": "fr"})), reader=finding
    )
    (hit,) = ledger.find(Query(since=date(2026, 2, 20), until=date(2026, 2, 21)))
    assert (hit.said, hit.said_on, hit.said_until) == ("2026-02", date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize("together", [False, True])
def test_an_article_whose_day_becomes_known_is_read_anew(
    ledger: Ledger, finding: FindingReader, write: Write, dated: Path, *, together: bool
) -> None:
    undated = write("b.jsonl", json.dumps({"text": TEXT, "language": "fr"}))
    for inputs in [(undated, dated)] if together else [(undated,), (dated,), (undated,), (dated,)]:
        ledger.add(*inputs, reader=finding)
    assert [hit.said for hit in ledger.find("morts")] == ["2026-03-09"]
    assert ledger.count("") == 2
    assert ledger.record(read(dated).id).article.published == date(2026, 3, 11)


def test_what_is_found_can_be_asked_for_in_sql(ledger: Ledger, finding: FindingReader, dated: Path) -> None:
    ledger.add(dated, reader=finding)
    for question, answer in (
        ("SELECT words, label, actor FROM entities", [("Brest", "LOC", "Brest")]),
        ("SELECT actor, role, organisation FROM roles", [("Anne Duval", "maire", "Brest")]),
        ("SELECT words, first_day FROM times WHERE words = 'Lundi'", [("Lundi", date(2026, 3, 9))]),
        ("SELECT words, value, unit, speaker FROM figures", [("35 morts", 35.0, "killed", "Anne Duval")]),
        ("SELECT words, country, kind FROM places LIMIT 1", [("Brest", "FRA", "city")]),
    ):
        with ledger.ask(question) as found:
            assert list(found.rows) == answer


def test_a_ledger_of_the_first_schema_is_brought_up_to_date(
    ledger: Ledger, finding: FindingReader, dated: Path
) -> None:
    with duckdb.connect() as connection:
        connection.execute("ATTACH ? AS ledger", [str(ledger.path)])
        connection.execute("USE ledger")
        connection.execute(_migrations()[0][1])
        connection.execute("CREATE TABLE schema_version AS SELECT 1 AS version")
        connection.execute("INSERT INTO kept.articles VALUES (1, 7, 'fr', NULL, 'Un mot.')")
        connection.execute(
            "INSERT INTO kept.appearances (number, id, article, is_first, published) "
            "VALUES (1, 8, 1, true, '2020-05-04')"
        )
        connection.execute("INSERT INTO kept.readers VALUES (1, 'old')")
        connection.execute("INSERT INTO kept.records VALUES (1, 1, 1)")
        people = [("Anne B. Duval", "person", None), ("Anne Duval", "person", "FRA"), ("Duval", "person", None)]
        for number, (name, kind, country) in enumerate(people, start=1):
            connection.execute(
                "INSERT INTO kept.actors VALUES (?, ?, ?, ?, ?, NULL, '')", [number, number, name, kind, country]
            )
        connection.execute(
            "INSERT INTO kept.statements VALUES (1, 9, 1, 1, 0, NULL, 1, NULL, NULL, 'direct', 'state', 'mot', '', '', "
            "NULL, NULL, '2020-05-04', 0.9, 0, 2)"
        )
    assert [hit.speaker for hit in ledger.find("", order="oldest")] == ["Anne B. Duval"]
    ledger.add(dated, reader=finding)
    (old,) = ledger.find(Query(until=date(2020, 12, 31)))
    assert (old.speaker, old.said_until) == ("Anne B. Duval", date(2020, 5, 4))
    with ledger.ask("SELECT identity FROM kept.actors ORDER BY number LIMIT 3") as answer:
        assert list(answer.rows) == [("anne duval",), ("anne duval",), (None,)]
    assert [(one.name, one.statements) for one in ledger.speakers()] == [("Anne Duval", 3)]
