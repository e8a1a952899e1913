"""JSON: one object a line, a list of objects, or one object; whatever its keys are called."""

import io
import json
from datetime import date
from typing import Any

import pytest

from selon.articles import Failure, parse_text, read_articles
from selon.articles.json_lines import holds_lines, matches
from selon.errors import NoArticleError, SelonError, UnreadableInputError
from selon.record import Article, Record

TEXT = "The mayor said on Monday that the harbour would stay closed."


def _read(*lines: object, **told: Any) -> list[Article | Failure]:
    written = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    return list(read_articles(io.BytesIO("\n".join(written).encode()), **told))


def _article(*lines: object, **told: Any) -> Article:
    (article,) = _read(*lines, **told)
    assert isinstance(article, Article)
    return article


def _reasons(found: list[Article | Failure]) -> list[str]:
    return [item.reason for item in found if isinstance(item, Failure)]


def test_lines_give_articles_and_failures() -> None:
    first, *rest = _read(
        {"id": "a", "text": TEXT, "title": "T", "publisher": "P", "published": "2022-03-14"},
        "",
        '{"text": 3}',
        '{"id": "b", "text": "The mayor said \\ud800 no on Monday.", "statements": []}',
        {"text": TEXT, "published": "soon"},
        "{broken",
    )
    assert isinstance(first, Article)
    assert (first.name, first.title, first.publisher, first.published) == ("a", "T", "P", date(2022, 3, 14))
    assert [type(item) for item in rest] == [Failure, Article, Failure, Failure]
    assert isinstance(rest[0], Failure)
    assert rest[0].origin == "the input, line 3"


def test_given_language_and_day_overrule_the_line() -> None:
    line = {"text": TEXT, "language": "en", "published": "2022-03-14"}
    article = _article(line, language="fr", published=date(2020, 1, 1))
    assert (article.language, article.published) == ("fr", date(2020, 1, 1))


def test_keys_are_guessed_line_by_line_and_can_be_told() -> None:
    found = _read({"Body": TEXT, "headline": "T"}, {"maintext": TEXT, "note": TEXT + TEXT})
    assert [item.text for item in found if isinstance(item, Article)] == [TEXT, TEXT]
    assert _article({"text": "no", "note": TEXT}, columns={"text": "note", "title": "absent"}).text == TEXT


def test_a_key_of_the_text_that_is_not_there_is_told() -> None:
    (reason,) = _reasons(_read({"id": 1, "note": TEXT}, columns={"text": "absent"}))
    assert reason == "the input, line 1 has no column 'absent': it has 'id', 'note'"


def test_names_are_taken_out_of_objects_and_lists() -> None:
    authors = [{"name": "Jane Moor"}, "Tom Hale", {"id": 3}, ["x"]]
    article = _article({"text": TEXT, "authors": authors, "source": {"id": None, "name": "The Post"}, "id": 7})
    assert (article.author, article.publisher, article.name) == ("Jane Moor, Tom Hale", "The Post", "7")


def test_a_list_is_one_article_an_item() -> None:
    found = _read(json.dumps([{"text": TEXT}, 3, {"title": "T"}, {"text": TEXT}], indent=1))
    assert [type(item) for item in found] == [Article, Failure, Failure, Article]
    assert found[1].origin == "the input, item 2"


@pytest.mark.parametrize("indent", [None, 2])
def test_one_object_is_one_article(indent: int | None) -> None:
    assert _article(json.dumps({"tags": ["a"], "text": TEXT}, indent=indent)).text == TEXT


def test_a_byte_order_mark_and_a_blank_first_line_do_no_harm() -> None:
    assert _article("\ufeff \n" + json.dumps({"text": TEXT})).text == TEXT


def test_records_that_selon_wrote_are_articles() -> None:
    article = parse_text(TEXT, language="en", published=date(2022, 3, 14))
    again = _article(Record(article, (), "nobody").to_dict())
    assert (again.text, again.id, again.published, again.language) == (TEXT, article.id, date(2022, 3, 14), "en")


@pytest.mark.parametrize(
    ("data", "error", "sentence"),
    [
        ('{\n  "text": "a",\n', UnreadableInputError, "is no JSON"),
        ('[\n{"text": "a"}', UnreadableInputError, "is no JSON"),
        ('{\n  "text": ""\n}', NoArticleError, "is empty"),
        ('{\n  "a": ""\n}', UnreadableInputError, "no column that is called as a text is"),
    ],
)
def test_a_whole_that_is_no_article_is_refused(data: str, error: type[SelonError], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        _read(data)


def test_json_that_is_too_deep_is_a_failure() -> None:
    (reason,) = _reasons(_read('{"text": ' + "[" * 100_000))
    assert "is no JSON" in reason


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        (b'{"text": "a"}\n{"text": "b"}', True),
        (b'{"text": "cut off\n{"text": "b"}', True),
        (b'{"text": "longer than the head, and it ends there with a comma,', True),
        (b'{"text": "a",\n "title": "b"}', False),
        (b'{\r\n"text": "a"}', False),
        (b'\n [{"text": "a"}]', False),
    ],
)
def test_lines_are_told_from_a_whole(head: bytes, lines: bool) -> None:
    assert holds_lines(head) is lines


@pytest.mark.parametrize("head", [b"[Update] The mayor said no.", b"{{ title }}", b"No {", b'"text"'])
def test_texts_with_brackets_are_no_json(head: bytes) -> None:
    assert not matches(head)


ANSWER = {"status": "ok", "articles": [{"title": "T", "content": TEXT}, {"title": "U", "content": 3}]}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("answer", [ANSWER, {"copyright": "C", "response": {"meta": {"hits": 2}, **ANSWER}}])
def test_what_web_services_answer_is_the_list_of_articles_in_it(answer: object, indent: int | None) -> None:
    article, failure = _read(json.dumps(answer, indent=indent))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("T", TEXT)
    assert isinstance(failure, Failure)
    assert "item 2 has a text that is not made of words" in failure.reason


def test_pages_of_answers_may_stand_in_lines() -> None:
    found = _read(ANSWER, ANSWER)
    assert [isinstance(one, Article) for one in found] == [True, False, True, False]
    assert "line 2, item 2" in _reasons(found)[1]


def test_the_column_of_the_text_may_be_told_for_them() -> None:
    assert _article({"posts": [{"url": "https://example.org/1", "said": TEXT}]}, columns={"text": "said"}).text == TEXT


@pytest.mark.parametrize(
    "odd",
    [
        {"title": "T", "paragraphs": [{"text": TEXT}, {"text": TEXT}]},
        {"articles": [{"title": "T", "content": TEXT}], "related": [{"title": "U", "content": TEXT}]},
        {"articles": []},
    ],
)
def test_an_object_without_one_list_of_articles_is_told_of(odd: object) -> None:
    (failure,) = _read(odd)
    assert isinstance(failure, Failure)
    assert "has no column that is called as a text is" in failure.reason
