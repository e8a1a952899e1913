"""What is added is kept as it was read, once, and goes on where it was broken off."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quotation_reader import QuotationReader

from selon.articles import Failure, read_articles
from selon.errors import LedgerError
from selon.ledger import Ledger, Query
from selon.record import Record

BRIDGE = "« Le pont sera fermé dès lundi », a dit Anne Duval. Elle n'a rien ajouté à la presse."
HARBOUR = "« Le port restera ouvert », a averti Jean Morel de Brest. La presse attend la suite."
PAGE = (
    '<!DOCTYPE html><html lang="fr"><head><title>Le pont</title></head><body><nav>Menu</nav><article><h1>Le pont</h1>'
    "<p>Le pont est vieux &eacute;t&eacute; comme hiver, et la ville ne veut plus payer cette ann&eacute;e.</p>"
    "<p>&laquo;&nbsp;Il sera d&eacute;moli&nbsp;&raquo;, a promis <b>Anne Duval</b>. Les habitants ont applaudi.</p>"
    "</article></body></html>"
)
Dump = Callable[[Ledger], dict[str, list[tuple[object, ...]]]]
Write = Callable[[str, str], Path]


def test_records_come_back_as_they_were_read(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    paths = [write("pont.txt", BRIDGE), write("port.txt", HARBOUR)]
    records: list[Record | Failure] = []
    tally = ledger.add(*paths, reader=reader, each=records.append)
    assert (tally.added, tally.statements, tally.failed) == (2, 2, 0)
    for record in records:
        assert isinstance(record, Record)
        assert ledger.record(record.article.id).to_dict() == record.to_dict()


def test_a_page_keeps_its_id_and_its_offsets_into_the_source(
    ledger: Ledger, reader: QuotationReader, write: Write
) -> None:
    path = write("pont.html", PAGE)
    (article,) = read_articles(path)
    assert not isinstance(article, Failure)
    ledger.add(path, reader=reader)
    kept = ledger.record(article.id).article
    assert (kept.id, kept.text, kept.segments, kept.passages) == (
        article.id,
        article.text,
        article.segments,
        article.passages,
    )
    (hit,) = ledger.find("demoli")
    ((start, end),) = hit.spans["content"]
    where = kept.locate(ledger.record(hit.article).statements[0].content[0])
    assert kept.text[start:end] == "« Il sera démoli »"
    assert PAGE[where.start : where.end] == "&laquo;&nbsp;Il sera d&eacute;moli&nbsp;&raquo;"


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(exclude_categories=()), max_size=60).filter(lambda words: "»" not in words))
def test_any_text_is_kept_character_for_character(words: str, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "any.duckdb")
    line = json.dumps({"text": f"Il parle : « {words} », a dit Anne Duval.", "language": "fr"})
    path = tmp_path / "any.jsonl"
    path.write_text(line, encoding="utf-8")
    (article,) = read_articles(path)
    assert not isinstance(article, Failure)
    ledger.add(path, reader=QuotationReader())
    kept = ledger.record(article.id).article
    unstorable = dict.fromkeys(range(55296, 57344), "�")
    assert kept.text == article.text.translate(unstorable)
    assert kept.id == article.id


def test_adding_twice_changes_nothing(ledger: Ledger, reader: QuotationReader, write: Write, dump: Dump) -> None:
    folder = write("pont.txt", BRIDGE).parent
    write("port.txt", HARBOUR)
    write("empty.txt", " ")
    ledger.add(folder, reader=reader)
    before = dump(ledger)
    again = ledger.add(folder, reader=reader)
    assert (again.added, again.files_kept, again.failed) == (0, 2, 1)
    assert dump(ledger) == before


def test_the_same_article_in_another_file_is_kept_once(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    ledger.add(write("pont.txt", BRIDGE), reader=reader)
    other = write("all.jsonl", json.dumps({"text": BRIDGE}) + "\n" + json.dumps({"text": HARBOUR}))
    tally = ledger.add(other, reader=reader)
    assert (tally.added, tally.kept) == (1, 1)
    with ledger.ask("SELECT origin FROM articles") as answer:
        assert [Path(origin).name for (origin,) in answer.rows] == ["pont.txt", "all.jsonl, line 2"]


def test_the_same_words_in_another_newspaper_are_one_article_that_appeared_twice(
    ledger: Ledger, reader: QuotationReader, write: Write
) -> None:
    lines = [{"text": BRIDGE, "publisher": name, "published": "2026-03-10"} for name in ("Le Port", "La Rade")]
    tally = ledger.add(write("all.jsonl", "\n".join(map(json.dumps, lines))), reader=reader)
    assert (tally.added, tally.kept) == (1, 1)
    assert [hit.publisher for hit in ledger.find(Query(publisher="rade"))] == ["Le Port"]
    assert ledger.count(Query(publisher="mer")) == 0


def test_moments_keep_their_zone(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    row = {"text": BRIDGE, "published": "2026-03-10T08:30:00-05:00", "modified": "2026-03-11T00:10:00+01:00"}
    ledger.add(write("all.jsonl", json.dumps(row)), reader=reader)
    with ledger.ask("SELECT id, published, published_at, modified_at FROM articles") as answer:
        ((own, day, *moments),) = answer.rows
    assert (day, moments) == (date(2026, 3, 10), [row["published"], row["modified"]])
    assert ledger.record(own).article.published_at == datetime.fromisoformat(row["published"])


def test_a_newer_reader_adds_its_record_beside_the_older(
    ledger: Ledger, reader: QuotationReader, write: Write, dump: Dump
) -> None:
    path = write("pont.txt", BRIDGE)
    ledger.add(path, reader=reader)
    before = dump(ledger)
    tally = ledger.add(path, reader=QuotationReader("quotations-2"))
    after = dump(ledger)
    assert tally.added == 1
    assert len(after["articles"]) == 1
    assert len(after["records"]) == len(after["statements"]) == 2
    assert set(before["statements"]) < set(after["statements"])
    with ledger.ask("SELECT reader FROM statements") as answer:
        assert list(answer.rows) == [("quotations-2",)]
    assert ledger.count("pont") == 1


def test_other_words_in_the_same_page_keep_their_own_offsets(
    ledger: Ledger, reader: QuotationReader, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("pont.html", PAGE)
    ledger.add(path, reader=reader)
    (before,) = ledger.find("demoli")
    for module in ("page", "alignment"):
        monkeypatch.setattr(f"selon.articles.{module}.SEPARATOR", "\n\n\n\n")
    ledger.add(path, reader=QuotationReader("quotations-2"))
    (after,) = ledger.find("demoli")
    ((start, end),) = after.spans["content"]
    assert (before.article, before.content) == (after.article, after.content)
    assert ledger.record(after.article).article.text[start:end] == after.content
    with ledger.ask("SELECT count(*) FROM articles") as answer:
        assert list(answer.rows) == [(1,)]


def test_a_newer_reader_keeps_where_else_an_article_appeared(
    ledger: Ledger, reader: QuotationReader, write: Write
) -> None:
    for name, one in (("Le Matin", reader), ("Le Soir", QuotationReader("quotations-2"))):
        ledger.add(write("all.jsonl", json.dumps({"text": BRIDGE, "publisher": name})), reader=one)
    assert ledger.count(Query(publisher="soir")) == 1


def test_an_article_added_where_the_reader_breaks_down_costs_no_other(
    ledger: Ledger, reader: QuotationReader, write: Write
) -> None:
    lines = [json.dumps({"text": text}) for text in (BRIDGE, f"{HARBOUR} TROUBLE", HARBOUR)]
    tally = ledger.add(write("all.jsonl", "\n".join(lines)), reader=reader)
    assert (tally.added, tally.failed) == (2, 1)
    assert "all.jsonl, line 2" in ledger.failures()[0].reason


def test_a_run_broken_off_and_gone_on_with_makes_the_same_ledger(
    tmp_path: Path, reader: QuotationReader, write: Write, dump: Dump
) -> None:
    lines = [
        json.dumps({"text": f"« Le quai {n} ferme », a dit Anne Duval. Rien d'autre n'est su."}) for n in range(40)
    ]
    path = write("all.jsonl", "\n".join([*lines, "{broken"]))
    whole, broken = Ledger(tmp_path / "whole.duckdb"), Ledger(tmp_path / "broken.duckdb")
    whole.add(path, reader=reader)

    for stop in (1, 5, 12):
        seen: list[object] = []

        def stopped(outcome: object, seen: list[object] = seen, stop: int = stop) -> None:
            seen.append(outcome)
            if len(seen) == stop:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            broken.add(path, reader=reader, each=stopped)
    assert broken.count("quai") == 18
    broken.add(path, reader=reader)
    assert dump(broken) == dump(whole)


def test_what_is_kept_can_be_searched_while_more_is_added(
    ledger: Ledger, reader: QuotationReader, write: Write
) -> None:
    ledger.add(write("pont.txt", BRIDGE), reader=reader)
    counts: list[int] = []
    ledger.add(write("port.txt", HARBOUR), reader=reader, each=lambda _: counts.append(ledger.count("pont")))
    assert counts == [1]


def test_two_cannot_write_at_once(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    def second(_: object) -> None:
        Ledger(ledger.path).add(write("port.txt", HARBOUR), reader=reader)

    with pytest.raises(LedgerError, match="another selon is writing"):
        ledger.add(write("pont.txt", BRIDGE), reader=reader, each=second)
    assert ledger.count("pont") == 1


def test_what_people_see_of_an_article_does_not_depend_on_what_was_read_first(
    tmp_path: Path, reader: QuotationReader, write: Write
) -> None:
    bare = write("bare.txt", BRIDGE)
    told = write("told.jsonl", json.dumps({"text": BRIDGE, "publisher": "Le Port", "published": "2026-03-10"}))
    for name, sources in (("one", (bare, told)), ("two", (told, bare))):
        ledger = Ledger(tmp_path / f"{name}.duckdb")
        ledger.add(*sources, reader=reader)
        (hit,) = ledger.find("pont")
        assert (hit.publisher, hit.published) == ("Le Port", date(2026, 3, 10))
        with ledger.ask("SELECT publisher FROM statements UNION ALL SELECT publisher FROM articles") as answer:
            assert list(answer.rows) == [("Le Port",), ("Le Port",)]


def test_a_damaged_file_is_reported_wherever_it_lies_again(
    ledger: Ledger, reader: QuotationReader, write: Write
) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        tally = ledger.add(write(name, json.dumps({"text": BRIDGE}) + "\n{broken"), reader=reader)
        assert (tally.failed, tally.files_kept) == (1, 0)
    assert len(ledger.failures()) == 2
    assert ledger.add(write("a.jsonl", json.dumps({"text": BRIDGE}) + "\n{broken"), reader=reader).failed == 1
    assert len(ledger.failures()) == 2
