"""The whole way from a text to its record, with the model that is shipped."""

from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import selon
from selon.articles import parse_text
from selon.extract.reader import Reader
from selon.record import Act, Article, Kind, Record, Span, Statement

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def find(record: Record, words: str) -> Statement:
    return next(s for s in record.statements if words in record.words(s.content))


@pytest.fixture(scope="module")
def example(reader: Reader) -> Record:
    text = (files("selon") / "examples" / "port-grain.fr.txt").read_text(encoding="utf-8")
    return reader.read(parse_text(text))


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Les quais fonctionnent", "Hélène Mercadier"),
        ("les contrôles sanitaires avaient été renforcés", "Hélène Mercadier"),
        ("onze navires étaient encore immobilisés", "Tomas Lindqvist"),
        ("C'est la pagaille", "Tomas Lindqvist"),
        ("cacher les chiffres", "Tomas Lindqvist"),
        ("ferait monter le prix du blé", "Owen Pryce"),
        ("Personne ne m'a demandé", "Hélène Mercadier"),
    ],
)
def test_each_statement_of_the_example_has_its_speaker(example: Record, words: str, speaker: str) -> None:
    said_by = find(example, words).speaker
    assert said_by is not None
    assert said_by.name == speaker


def test_unnamed_sources_stay_unnamed(example: Record) -> None:
    speaker = find(example, "prévenu Paris").speaker
    assert speaker is not None
    assert speaker.kind is Kind.ANONYMOUS


def test_warnings_and_refusals_are_told_apart(example: Record) -> None:
    assert find(example, "ferait monter le prix du blé").act is Act.WARN
    assert any(statement.act is Act.DECLINE for statement in example.statements)


def everything_points_into(article: Article, record: Record) -> bool:
    bounds = Span(0, len(article.text))
    spans = [span for s in record.statements for span in s.content + s.cue + s.source]
    return all(bounds.covers(span) and span.of(article.text).strip() for span in spans)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=300), st.sampled_from(["fr", "en"]))
def test_any_text_is_read_and_every_span_points_into_it(reader: Reader, text: str, language: str) -> None:
    try:
        article = parse_text(text + "\nElle a dit que tout va bien.", language=language)
    except selon.SelonError:
        return
    assert everything_points_into(article, reader.read(article))


@pytest.mark.parametrize(
    "odd",
    ["« Ça va 🙂🙂 », a dit الرئيس محمد.", "习近平 a déclaré que « tout va bien ».", "Il a dit : « \ud800 \x00 oui »."],
)
def test_emoji_other_scripts_and_broken_characters_are_read(reader: Reader, odd: str) -> None:
    article = parse_text(odd, language="fr")
    record = reader.read(article)
    assert everything_points_into(article, record)
    assert record.statements


def test_articles_read_together_give_what_they_give_alone(reader: Reader) -> None:
    articles = [
        parse_text(f"Le maire {name} a annoncé que le pont fermerait. « C'est décidé », a-t-il dit.", language="fr")
        for name in ("Jean Valmy", "Paul Orsel", "Marc Ténès")
    ]
    together = list(reader.read_many(articles))
    assert [parts(record) for record in together] == [parts(reader.read(article)) for article in articles]


def parts(record: Record) -> list[tuple[object, ...]]:
    return [(s.content, s.cue, s.source, s.speaker, s.act, s.form, s.parent) for s in record.statements]


def test_a_long_text_is_read_to_its_end(reader: Reader) -> None:
    filler = "Le fleuve monte lentement et les quais restent ouverts aux promeneurs. " * 12
    text = "\n".join([filler] * 40 + ["Le maire Jean Valmy a déclaré que le pont rouvrirait lundi."])
    article = parse_text(text, language="fr")
    assert "rouvrirait lundi" in reader.read(article).words(reader.read(article).statements[-1].content)


@pytest.fixture(scope="module")
def bad_text(reader: Reader) -> Record:
    path = SHARED / "articles" / "aide-militaire-chine.fr.txt"
    if not path.is_file():
        pytest.skip("the article is not beside the repository")
    return reader.read(parse_text(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("entendu parler", "Liu Pengyu"),
        ("humanitaire à l", "Liu Pengyu"),
        ("un problème", "Jake Sullivan"),
        ("soutenait apparemment", "Jen Psaki"),
        ("bouée de sauvetage", "Jake Sullivan"),
        ("analyse risques-avantages", "Jake Sullivan"),
    ],
)
def test_a_badly_typed_translation_is_read(bad_text: Record, words: str, speaker: str) -> None:
    said_by = find(bad_text, words).speaker
    assert said_by is not None
    assert said_by.name == speaker


def test_statements_stand_in_the_order_of_the_text(example: Record) -> None:
    starts = [(s.content or s.cue)[0].start for s in example.statements]
    assert all(one <= other for one, other in pairwise(starts))
