"""Which column holds what, and what its values mean."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.articles.columns import article_of, choose_columns, known_fields
from selon.articles.details import Told
from selon.articles.moments import read_moment
from selon.errors import NoArticleError, UnreadableInputError
from selon.record import Article

TEXT = "The mayor said on Monday that the harbour would stay closed."
PARIS = timezone(timedelta(hours=1))


def _article(told: Told | None = None, **values: object) -> Article:
    return article_of({"text": TEXT, **values}, told or Told(), "the row")


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["id", "text", "title"], {"id": "id", "text": "text", "title": "title"}),
        (["Titre", "Texte intégral", "Date de publication"], {"title": 0, "text": 1, "published": 2}),
        (["body", "Full-Text", "datePublished", "lastModified"], {"text": 1, "published": 2, "modified": 3}),
        (["CONTENU", "média", "Auteur(s)", "lien", "langue"], {"text": 0, "publisher": 1, "url": 3, "language": 4}),
        (["maintext", "date_publish", "source_domain", "authors"], {"text": 0, "published": 1, "publisher": 2}),
        (["text", "Text"], {"text": "text"}),
    ],
)
def test_columns_are_guessed_by_their_names(names: list[str], chosen: dict[str, str | int]) -> None:
    found = choose_columns(names, {}, "the table")
    expected = {field: names[name] if isinstance(name, int) else name for field, name in chosen.items()}
    assert {field: found.get(field) for field in expected} == expected


def test_a_column_that_was_named_is_taken_and_for_nothing_else() -> None:
    found = choose_columns(["text", "source", "media"], {"text": "source"}, "the table")
    assert found == {"text": "source", "publisher": "media"}


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"txt": "a"}, "'txt' is no field of an article: name one of text, title"),
        ({"text": "c"}, "the table has no column 'c': it has 'a', 'b'"),
        ({}, "the table has no column that is called as a text is: .*--column text=NAME, of 'a', 'b'"),
    ],
)
def test_a_wrong_column_is_told_with_those_there_are(told: dict[str, str], sentence: str) -> None:
    with pytest.raises(UnreadableInputError, match=sentence):
        choose_columns(["a", "b"], told, "the table")


def test_only_the_first_of_very_many_columns_are_listed() -> None:
    with pytest.raises(UnreadableInputError, match=r"'c29' and 70 more$"):
        choose_columns([f"c{number}" for number in range(100)], {}, "the table")


def test_known_names_are_told_apart_from_others() -> None:
    assert known_fields(["Auteur", "corps", "others"]) == {"author", "text"}


def test_every_field_reaches_the_article() -> None:
    article = _article(
        title=" A title ", publisher=b"The Post", author=["Jane Moor"], language="English", url="https://post.example/1"
    )
    assert (article.title, article.publisher, article.author) == ("A title", "The Post", "Jane Moor")
    assert (article.language, article.url) == ("en", "https://post.example/1")


@pytest.mark.parametrize("value", [None, "", " ", "N/A", "null", "NaN", float("nan"), "-", "None", {"id": 1}, []])
def test_values_that_say_nothing_are_not_known(value: object) -> None:
    article = _article(title=value, author=value, language=value, id=value)
    assert (article.title, article.author, article.language, article.name) == (None, None, "en", None)


@pytest.mark.parametrize("value", [None, "", "N/A", "nan", float("nan"), 0, "0000-00-00", "0000-00-00 00:00:00"])
def test_a_date_that_is_not_known_leaves_the_article(value: object) -> None:
    article = _article(published=value, modified=value)
    assert (article.published, article.published_at, article.modified_at) == (None, None, None)


def test_a_date_that_cannot_be_read_is_refused_unless_the_day_is_told() -> None:
    with pytest.raises(UnreadableInputError, match='the row was published on "soon": write the day as 2022-03-14'):
        _article(published="soon")
    assert _article(Told(published=date(2020, 1, 1)), published="soon").published == date(2020, 1, 1)


def test_a_moment_keeps_its_zone() -> None:
    article = _article(published="2022-03-14T00:30:00+01:00", modified="2022-03-15 08:00")
    assert (article.published, article.published_at) == (date(2022, 3, 14), datetime(2022, 3, 14, 0, 30, tzinfo=PARIS))
    assert article.modified_at == datetime(2022, 3, 15, 8)


MOMENT = datetime(2022, 3, 14, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2022-03-14", date(2022, 3, 14)),
        ("2022/3/4", date(2022, 3, 4)),
        ("20220314", date(2022, 3, 14)),
        (20220314100000, datetime(2022, 3, 14, 10)),
        ("2022-03-14 00:00:00", date(2022, 3, 14)),
        ("2022-03-14T00:00:00Z", datetime(2022, 3, 14, tzinfo=UTC)),
        ("2022-03-14T10:00:00.123", datetime(2022, 3, 14, 10, 0, 0, 123000)),
        ("2022-03-14 10:00:00 UTC", MOMENT),
        ("2022-03-14 10:00 +0100", datetime(2022, 3, 14, 10, tzinfo=PARIS)),
        ("Mon, 14 Mar 2022 10:00:00 +0100", datetime(2022, 3, 14, 10, tzinfo=PARIS)),
        (1647252000, MOMENT),
        (1647252000.0, MOMENT),
        ("1647252000000", MOMENT),
        (1647252000000000, MOMENT),
        ("14 mars 2022 à 10h", date(2022, 3, 14)),
        ("March 14, 2022", date(2022, 3, 14)),
        ("25/03/2022 10:00", date(2022, 3, 25)),
        ("03/25/2022", date(2022, 3, 25)),
        (datetime(2022, 3, 14), date(2022, 3, 14)),
        (MOMENT, MOMENT),
        (date(2022, 3, 14), date(2022, 3, 14)),
        ("03/04/2022", None),
        ("2022", None),
        ("2022-13-45", None),
        (12, None),
        (float("inf"), None),
        (True, None),
        ("mars 2022", None),
    ],
)
def test_moments_are_read_however_they_are_written(value: object, moment: date | None) -> None:
    found = read_moment(value)
    assert (type(found), found) == (type(moment), moment)


@pytest.mark.parametrize(("language", "day"), [("fr-BE", date(2022, 4, 3)), ("en", None), ("xx", None)])
def test_the_language_tells_which_number_is_the_day(language: str, day: date | None) -> None:
    assert read_moment("03/04/2022", language) == day


def test_a_row_in_french_puts_the_day_first() -> None:
    row = {"text": TEXT, "published": "03/04/2022"}
    assert article_of(row | {"language": "fr"}, Told(), "the row").published == date(2022, 4, 3)
    assert article_of(row, Told(language="fr"), "the row").published == date(2022, 4, 3)
    with pytest.raises(UnreadableInputError, match="or name the language, if it puts the day first"):
        article_of(row, Told(language="en"), "the row")


@given(st.one_of(st.text(max_size=40), st.from_regex(r"\d{1,2} Mar \d{4} \d\d:\d\d:\d\d [+-]\d{1,30}"), st.floats()))
def test_no_date_does_harm(value: object) -> None:
    assert read_moment(value) is None or isinstance(read_moment(value), date)


def test_a_text_is_kept_character_for_character() -> None:
    text = f"  {TEXT} <b>1 < 2</b>\r\n\r\nHe wrote: <p>\n"
    assert article_of({"text": text}, Told(language="en"), "the row").text == text


def test_a_piece_of_html_is_read_whole() -> None:
    source = f"<p>{TEXT}</p><p>&laquo;&nbsp;No&nbsp;&raquo;, she said.</p>"
    article = _article(text=source, title="A title")
    assert article.text == f"A title\n\n{TEXT}\n\n« No », she said."
    assert article.original == source


def test_a_page_is_read_as_a_page_and_its_encoding_believed() -> None:
    words = f"<p>{TEXT}</p><p>The fishermen told her that they could not wait, and would go to court in Łódź soon.</p>"
    head = '<html><head><meta charset="iso-8859-2"></head>'
    page = f"{head}<body><nav>Home</nav><article>{words}</article></body></html>"
    article = _article(text=page.encode("iso-8859-2"))
    assert "Łódź" in article.text
    assert "Home" not in article.text


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        (None, NoArticleError, "the row is empty"),
        ("nan", NoArticleError, "the row is empty"),
        (3, UnreadableInputError, "the row has a text that is not made of words"),
        (["a"], UnreadableInputError, "the row has a text that is not made of words"),
        ("<?xml version='1.0'?><a/>", UnreadableInputError, "the row is XML of a kind"),
    ],
)
def test_what_is_no_text_is_refused(text: object, error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        _article(text=text)
