"""ninjs in all its versions: one item, a list, one a line, or within the answer of an interface."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.articles import Failure, ninjs, read_articles
from selon.errors import NoArticleError, SelonError, UnreadableInputError
from selon.record import Article

SAMPLES = Path(__file__).parents[2].parent / "shared" / "formats"
LEAD = "The mayor said on Monday that the harbour of the town would stay closed until the summer."
NEXT = "She said the fishermen had been told, and that no answer had come back from the ministry."
FIRST = {
    "uri": "https://agency.example/items/1",
    "type": "text",
    "versioncreated": "2024-07-11T09:00:00Z",
    "firstcreated": "2024-07-10T15:00:37+0000",
    "headline": "Harbour stays shut",
    "byline": "By Jane Moor",
    "language": "en-GB",
    "infosources": [{"name": "The Agency"}],
    "body_text": f"{LEAD}\n\n{NEXT}",
    "body_html": f"<p>{LEAD}</p><p>{NEXT}</p>",
}
THIRD = {
    "uri": "urn:newsml:agency:1",
    "type": "text",
    "versionCreated": "2024-07-11T09:00:00Z",
    "firstCreated": "2024-07-10T15:00:37Z",
    "headlines": [{"role": "short", "value": "Shut"}, {"role": "main", "value": "Harbour stays shut"}],
    "by": "Jane Moor",
    "copyrightHolder": "The Agency",
    "altIds": [{"role": "canonical", "value": "https://agency.example/items/1"}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": f"{LEAD}\n\n{NEXT}"},
        {"role": "xhtml", "contentType": "text/html", "value": f"<body><p>{LEAD}</p><p>{NEXT}</p></body>"},
    ],
}
PICTURE = {"uri": "p", "type": "picture", "versioncreated": "2024-07-11T09:00:00Z", "headline": "The harbour"}


def _all(value: object, indent: int | None = None) -> list[Article | Failure]:
    return list(read_articles(io.BytesIO(json.dumps(value, indent=indent).encode())))


def _one(value: object) -> Article:
    (article,) = _all(value)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("item", [FIRST, THIRD])
def test_an_item_of_any_version_is_an_article(item: dict[str, Any]) -> None:
    article = _one(item)
    assert article.text == f"Harbour stays shut\n\n{LEAD}\n\n{NEXT}"
    assert (article.title, article.author, article.publisher) == ("Harbour stays shut", "Jane Moor", "The Agency")
    assert (article.name, article.url, article.language) == (item["uri"], "https://agency.example/items/1", "en")
    assert article.published_at == datetime(2024, 7, 10, 15, 0, 37, tzinfo=UTC)
    assert article.modified_at == datetime(2024, 7, 11, 9, tzinfo=UTC)


def test_the_version_counts_as_publication_where_nothing_else_is_stated() -> None:
    article = _one({key: value for key, value in FIRST.items() if key != "firstcreated"})
    assert (article.published_at, article.modified_at) == (datetime(2024, 7, 11, 9, tzinfo=UTC), None)


def test_plain_text_is_kept_character_for_character() -> None:
    text = f"{LEAD}\r\n\r\n  {NEXT} <john@agency.example>\n"
    article = _one({"uri": "a", "type": "text", "versioncreated": "x", "body_text": text})
    assert (article.text, article.original, article.published) == (text, "", None)


def test_nitf_is_read_where_there_is_no_other_body() -> None:
    nitf = f"<?xml version='1.0' encoding='UTF-8'?><nitf><body><body.content><p>{LEAD}</p></body.content></body></nitf>"
    body = {"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": nitf}
    assert _one(THIRD | {"bodies": [body]}).text.endswith(LEAD)


@pytest.mark.parametrize("indent", [None, 1])
def test_items_that_are_no_texts_come_as_failures(indent: int | None) -> None:
    event = {"uri": "e", "title": "Fair", "eventDetails": {}}
    found = _all(
        [FIRST, PICTURE, event, FIRST | {"pubstatus": "canceled"}, {"uri": "x", "type": "text"}, THIRD], indent
    )
    assert [type(item) for item in found] == [Article, *[Failure] * 4, Article]
    reasons = [item.reason for item in found if isinstance(item, Failure)]
    assert reasons[0] == "the input, item 2 is a picture, not a text: leave it out, or give the text that goes with it"
    expected = ["is an event", "cancelled by its agency", "no text in it"]
    assert all(part in reason for reason, part in zip(reasons[1:], expected, strict=True))


def test_one_item_a_line_is_read_line_by_line() -> None:
    lines = [json.dumps(FIRST), "", json.dumps(PICTURE), "{broken", json.dumps(THIRD, ensure_ascii=False)]
    found = list(read_articles(io.BytesIO("\r\n".join(lines).encode())))
    assert [type(item) for item in found] == [Article, Failure, Failure, Article]
    assert [item.origin for item in found] == [f"the input, line {number}" for number in (1, 3, 4, 5)]


def test_items_within_an_answer_are_found() -> None:
    found = _all({"total": 2, "data": {"items": [{"meta": {}, "item": FIRST}, {"meta": {}, "item": PICTURE}]}})
    assert [type(item) for item in found] == [Article, Failure]


def test_a_package_without_a_text_stands_for_its_items() -> None:
    package = {"uri": "k", "type": "composite", "versioncreated": "x", "associations": {"a": PICTURE, "b": FIRST}}
    assert [type(item) for item in _all(package)] == [Failure, Article]
    assert LEAD in _one(FIRST | {"type": "composite", "associations": {"a": PICTURE}}).text


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (json.dumps(PICTURE), NoArticleError, "the input is a picture, not a text"),
        (json.dumps(FIRST, indent=1)[:-9], UnreadableInputError, "damaged JSON"),
        ('{"uri": "a", "bodies": ' + "[" * 100_000, UnreadableInputError, "damaged JSON"),
        (json.dumps({"a": {"b": {"guid": "c"}}, "headlines": []}), NoArticleError, "no item of ninjs"),
        (json.dumps(FIRST | {"body_html": "<div>" * 999 + LEAD}), UnreadableInputError, "tags within tags"),
    ],
)
def test_what_cannot_be_read_is_refused(data: str, error: type[SelonError], reason: str) -> None:
    with pytest.raises(error, match=reason):
        list(read_articles(io.BytesIO(data.encode())))


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a", "text": LEAD, "language": "en", "published": "2024-07-10"},
        {"id": "a", "text": 'It wrote "uri": "x", "bodies": [] in its file, the mayor said.'},
    ],
)
def test_json_lines_of_selon_are_not_taken_for_ninjs(row: dict[str, str]) -> None:
    assert not ninjs.matches(json.dumps(row).encode())
    assert _one(row).text == row["text"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_any_encoding_is_read(encoding: str) -> None:
    (article,) = read_articles(io.BytesIO(json.dumps(FIRST).encode(encoding)))
    assert isinstance(article, Article)
    assert LEAD in article.text


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.sampled_from([LEAD, f"<p>{NEXT}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FIRST, *THIRD]), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from([*FIRST, *THIRD, "value", "role"]), _VALUES))
def test_values_of_any_kind_are_read_or_refused(changes: dict[str, Any]) -> None:
    try:
        found = _all(FIRST | changes)
    except SelonError:
        return
    assert not any("could not be read" in item.reason for item in found if isinstance(item, Failure))


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the shared samples")
def test_the_words_of_the_samples_are_those_of_their_texts() -> None:
    for path in sorted((SAMPLES / "made" / "ninjs").iterdir()):
        (article,) = read_articles(path)
        (text,) = read_articles(SAMPLES / "made" / "txt" / f"{path.stem}.txt")
        assert isinstance(article, Article)
        assert isinstance(text, Article)
        assert article.text.split() == text.text.split()


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the shared samples")
def test_samples_are_read_or_refused_for_a_reason() -> None:
    found = list(read_articles(SAMPLES / "ninjs"))
    failures = [item for item in found if isinstance(item, Failure)]
    assert len(found) - len(failures) >= 11
    assert all(item.origin in item.reason and "could not be read" not in item.reason for item in failures)
