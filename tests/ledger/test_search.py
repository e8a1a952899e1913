"""Statements are found by their words in any form, by who said them, and by when and where."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from quotation_reader import QuotationReader

from selon.errors import LedgerError, QueryError
from selon.ledger import Ledger, Query
from selon.ledger.query import country_code
from selon.record import Act, Form, Kind

ARTICLES = [
    {
        "text": "« L'Union a sanctionné l'économie de Varnes », a averti Pékin. Le marché a baissé.",
        "published": "2022-03-14",
        "publisher": "Le Port",
        "language": "fr",
        "title": "Varnes sanctionnée",
    },
    {
        "text": "« Aucune sanction ne sera levée aujourd'hui », a dit Anne Duval de Brest. Le marché a baissé. "
        "« La sécurité d'abord », a promis Jean Morel.",
        "published": "2022-03-20",
        "publisher": "La Rade",
        "language": "fr",
    },
    {
        "text": "The market fell. “New sanctions would hurt the economy”, said Anne Moor. "
        "“We won't wait”, warned Londres.",
        "published": "2022-04-02",
        "publisher": "The Harbour Post",
        "language": "en",
    },
    {"text": "« Le porte-parole est malade », a nié Anne Duval. Rien de plus.", "language": "fr"},
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    folder = tmp_path_factory.mktemp("search")
    path = folder / "articles.jsonl"
    path.write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    ledger = Ledger(folder / "kept.duckdb")
    ledger.add(path, reader=QuotationReader())
    return ledger


def _speakers(ledger: Ledger, query: Query | str) -> list[str | None]:
    return sorted(str(hit.speaker) for hit in ledger.find(query))


@pytest.mark.parametrize(
    ("words", "speakers"),
    [
        ("sanctions", ["Anne Duval", "Anne Moor", "Pékin"]),
        ("SANCTIONNÉ", ["Anne Duval", "Pékin"]),
        ("economie", ["Anne Moor", "Pékin"]),
        ("securite", ["Jean Morel"]),
        ("l’économie", ["Anne Moor", "Pékin"]),
        ("aujourd'hui", ["Anne Duval"]),
        ("sanctions the", ["Anne Duval", "Anne Moor", "Pékin"]),
        ("sanctions economy", ["Anne Moor"]),
        ('"sanctions would hurt"', ["Anne Moor"]),
        ('"would sanctions hurt"', []),
        ('"sanction ne sera"', ["Anne Duval"]),
        ("sanctions -economie -economy", ["Anne Duval"]),
        ('sanctions -"aucune sanction"', ["Anne Moor", "Pékin"]),
        ("sécurité OR wait", ["Jean Morel", "Londres"]),
        ("lev*", ["Anne Duval"]),
        ("porte-parole", ["Anne Duval"]),
        ("won't", ["Londres"]),
        ("unheard", []),
    ],
)
def test_words_are_found_in_any_form_and_language(kept: Ledger, words: str, speakers: list[str]) -> None:
    assert _speakers(kept, words) == speakers
    assert kept.count(words) == len(speakers)


@pytest.mark.parametrize(
    ("query", "speakers"),
    [
        (Query(speaker="duval"), ["Anne Duval", "Anne Duval"]),
        (Query(speaker="Anne"), ["Anne Duval", "Anne Duval", "Anne Moor"]),
        (Query(speaker="pekin"), ["Pékin"]),
        (Query(speaker="Chine"), ["Pékin"]),
        (Query(speaker="Ann"), []),
        (Query(acts=(Act.WARN,)), ["Londres", "Pékin"]),
        (Query(acts=(Act.WARN, Act.DENY)), ["Anne Duval", "Londres", "Pékin"]),
        (Query(kinds=(Kind.COUNTRY,)), ["Londres", "Pékin"]),
        (Query(country="CHN"), ["Pékin"]),
        (Query(forms=(Form.INDIRECT,)), []),
        (Query(language="en"), ["Anne Moor", "Londres"]),
        (Query(publisher="harbour"), ["Anne Moor", "Londres"]),
        (Query(since=date(2022, 3, 20)), ["Anne Duval", "Anne Moor", "Jean Morel", "Londres"]),
        (Query(until=date(2022, 3, 14)), ["Pékin"]),
        (Query(published_since=date(2022, 4, 1), published_until=date(2022, 4, 2)), ["Anne Moor", "Londres"]),
        (Query("sanctions", speaker="Anne", since=date(2022, 4, 1)), ["Anne Moor"]),
    ],
)
def test_conditions_all_hold(kept: Ledger, query: Query, speakers: list[str]) -> None:
    assert _speakers(kept, query) == speakers


def test_the_newest_comes_first_and_one_article_is_told_in_its_order(kept: Ledger) -> None:
    newest = ["Anne Moor", "Londres", "Anne Duval", "Jean Morel", "Pékin", "Anne Duval"]
    assert [hit.speaker for hit in kept.find("")] == newest
    assert [hit.speaker for hit in kept.find("", limit=2)] == newest[:2]
    assert [hit.speaker for hit in kept.find("", order="oldest", limit=1)] == ["Pékin"]


def test_a_hit_shows_the_words_around_it_and_where_it_stands(kept: Ledger) -> None:
    (hit,) = kept.find("hurt")
    text = str(ARTICLES[2]["text"])
    assert (hit.before, hit.words) == ("The market fell.", "“New sanctions would hurt the economy”, said Anne Moor")
    assert hit.after.startswith(". “We won't wait”")
    ((start, end),) = hit.spans["content"]
    assert text[start:end] == hit.content
    assert json.loads(json.dumps(hit.to_dict()))["said_on"] == "2022-04-02"


@pytest.mark.parametrize("words", ["the", "de la", "!!", '""', "-"])
def test_what_cannot_be_looked_for_is_said(kept: Ledger, words: str) -> None:
    if words in ("the", "de la"):
        assert _speakers(kept, words) == []
    else:
        with pytest.raises(QueryError, match="no word"):
            kept.count(words)


def test_a_word_too_common_in_every_language_is_refused(kept: Ledger) -> None:
    with pytest.raises(QueryError, match="too common"):
        kept.count("a me")


@pytest.mark.parametrize("hostile", ["'; DROP TABLE kept.articles; --", '"\' OR 1=1 --"', "%", "\x00", "\ud800 pont"])
def test_hostile_words_are_words(kept: Ledger, hostile: str) -> None:
    for query in (Query(hostile + " pont"), Query(speaker=hostile), Query(publisher=hostile)):
        assert list(kept.find(query)) == []
    assert kept.count("") == 6


@pytest.mark.parametrize("written", ["CHN", "chn", "Chine", "China", "chine"])
def test_countries_are_known_by_code_and_name(written: str) -> None:
    assert country_code(written) == "CHN"


def test_a_country_that_is_none_is_refused() -> None:
    with pytest.raises(QueryError, match="no country 'Varnes'"):
        country_code("Varnes")


def test_speakers_are_counted(kept: Ledger) -> None:
    first, *others = kept.speakers()
    assert (first.name, first.kind, first.statements, first.articles) == ("Anne Duval", "person", 2, 2)
    assert {other.name for other in others} == {"Anne Moor", "Jean Morel", "Londres", "Pékin"}
    assert [one.name for one in kept.speakers("security OR sécurité")] == ["Jean Morel"]


def test_all_that_one_speaker_said_is_told_in_order(kept: Ledger) -> None:
    assert [hit.said_on for hit in kept.said_by("anne duval")] == [date(2022, 3, 20), None]
    assert list(kept.said_by("Duval")) == []


def test_the_views_can_be_asked_in_sql(kept: Ledger) -> None:
    with kept.ask(
        "SELECT id, article, speaker, kind, form, act, content, said_on FROM statements WHERE act = 'promise'"
    ) as answer:
        assert answer.columns[:3] == ("id", "article", "speaker")
        ((own, article, *told),) = answer.rows
    assert told == ["Jean Morel", "person", "direct", "promise", "« La sécurité d'abord »", date(2022, 3, 20)]
    assert kept.record(article).article.publisher == "La Rade"
    assert len(own) == 16


@pytest.mark.parametrize(
    "question",
    [
        "INSERT INTO kept.readers VALUES (9, 'x')",
        "DELETE FROM kept.statements",
        "SELECT 1; SELECT 2",
        "COPY (SELECT 1) TO 'out.csv'",
        "ATTACH 'other.db'",
        "PRAGMA database_size",
        "SET threads = 1",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/*')",
        "SELEC 1",
        "",
    ],
)
def test_sql_reads_and_nothing_else(kept: Ledger, question: str, tmp_path: Path) -> None:
    with pytest.raises(QueryError), kept.ask(question) as answer:
        list(answer.rows)


def test_a_query_goes_to_json_and_back() -> None:
    query = Query('"a b" -c', speaker="Anne", acts=(Act.WARN,), since=date(2022, 3, 1), country="CHN")
    assert Query.from_dict(json.loads(json.dumps(query.to_dict()))) == query


Write = Callable[[str, str], Path]


def test_a_watch_tells_once_of_what_is_new(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    ledger.add(write("a.txt", "« Le pont ferme », a dit Anne Duval. Rien d'autre n'est connu."), reader=reader)
    ledger.add_watch("pont", Query("pont"))
    with ledger.run_watch("pont") as hits:
        assert [hit.content for hit in hits] == ["« Le pont ferme »"]
    with ledger.run_watch("pont") as hits:
        assert hits == []
    ledger.add(write("b.txt", "« Les ponts ferment », a dit Jean Morel. Rien d'autre n'est connu."), reader=reader)
    ledger.add(write("a.txt", "« Le pont ferme », a dit Anne Duval. Rien d'autre n'est connu."), reader=reader)
    ledger.add(
        write("b.txt", "« Les ponts ferment », a dit Jean Morel. Rien d'autre n'est connu."),
        reader=QuotationReader("quotations-2"),
    )
    with ledger.run_watch("pont") as hits:
        assert [hit.speaker for hit in hits] == ["Jean Morel"]
    with ledger.run_watch("pont") as hits:
        assert hits == []


def test_watches_have_names(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    ledger.add(write("a.txt", "« Le pont ferme », a dit Anne Duval. Rien d'autre n'est connu."), reader=reader)
    ledger.add_watch("pont", "pont")
    with pytest.raises(LedgerError, match="already"):
        ledger.add_watch("pont", "port")
    with pytest.raises(QueryError):
        ledger.add_watch("rien", "??")
    assert [(watch.name, watch.query) for watch in ledger.watches()] == [("pont", Query("pont"))]
    ledger.remove_watch("pont")
    with pytest.raises(LedgerError, match="no watch 'pont'"), ledger.run_watch("pont"):
        pass


def test_what_a_watch_could_not_tell_is_told_again(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    ledger.add(write("a.txt", "« Le pont ferme », a dit Anne Duval. « Le pont », a dit Jean Morel."), reader=reader)
    ledger.add_watch("pont", "pont")
    with pytest.raises(BrokenPipeError), ledger.run_watch("pont"):
        raise BrokenPipeError
    with ledger.run_watch("pont") as hits:
        assert len(hits) == 2


def test_the_ledger_can_be_used_while_hits_are_looked_at(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    path = write("a.txt", "« Le pont ferme », a dit Anne Duval. « Le pont », a dit Jean Morel.")
    ledger.add(path, reader=reader)
    for number, hit in enumerate(ledger.find("pont")):
        ledger.add_watch(f"watch {number}", "pont")
        assert ledger.record(hit.article).article.id == hit.article
    assert len(ledger.watches()) == 2
