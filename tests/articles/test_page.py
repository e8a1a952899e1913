"""A page becomes the text a person would read, and every word of it can be found in the source."""

import html
import re
from datetime import date

import pytest

from selon.articles import parse_page
from selon.errors import NoArticleError, UnknownLanguageError, UnreadableInputError
from selon.record import Article, PassageKind, Span

TITLE = "Harbour of Brélis &amp; its boats stay shut"
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>{TITLE} - Morning Post</title>
<meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="Morning Post">
<meta name="description" content="Fishermen are left waiting for the aid the town had promised them">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Harbour", "datePublished":
"2022-03-14T10:00:00Z", "author": [{{"name": "Jane Moor"}}, {{"name": "Tom Hale"}}], "publisher":
{{"name": "The Morning Post"}}}}</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<h1>{TITLE}</h1><h2>Fishermen are left waiting for the aid the town had promised them</h2>
<div>Share on Facebook</div>
<article><p>BRÉLIS (Agency) &mdash; The harbour of the town will stay shut until the summer, the mayor,
   Anne <b>Cor</b>vec, said on Monday<!-- not shown -->, &ldquo;for want of money&rdquo;.</p>
<p>Advertisement</p>
<p>She said the town had asked the <a href="/x">ministry</a> twice, and that no&nbsp;answer had come back since the
storm.</p>
<h2>What the boats need</h2>
<p>The fishermen told the council that they could not wait any longer and would go to court next week.</p>
<p>Our Standards: The Thomson Reuters Trust Principles.</p></article>
<footer>All rights reserved</footer></body></html>"""


@pytest.fixture(scope="module")
def article() -> Article:
    return parse_page(PAGE)


def test_body_is_what_a_person_would_read(article: Article) -> None:
    passages = article.text.split("\n\n")
    assert passages[0] == html.unescape(TITLE)
    assert passages[1].startswith("Fishermen are left waiting")
    assert passages[2].startswith("BRÉLIS (Agency) — The harbour")
    assert passages[4] == "What the boats need"
    assert len(passages) == 6


def test_passages_tile_the_text(article: Article) -> None:
    assert [passage.span.of(article.text) for passage in article.passages] == article.text.split("\n\n")
    kinds = [passage.kind for passage in article.passages]
    assert [place for place, kind in enumerate(kinds) if kind is PassageKind.HEADLINE] == [0, 4]


def test_particulars_come_from_the_page(article: Article) -> None:
    assert article.title == html.unescape(TITLE)
    assert (article.author, article.publisher) == ("Jane Moor, Tom Hale", "The Morning Post")
    assert (article.published, article.dateline) == (date(2022, 3, 14), "BRÉLIS (Agency)")
    assert article.original == PAGE


def test_given_day_overrules_the_page() -> None:
    assert parse_page(PAGE, published=date(2020, 1, 1)).published == date(2020, 1, 1)


def _shown(source: str) -> str:
    return "".join(html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", source)).split())


def test_every_run_of_words_is_found_in_the_source(article: Article) -> None:
    for passage in article.passages:
        start = passage.span.start
        words = list(re.finditer(r"\S+", passage.span.of(article.text)))
        for first, last in zip(words, words[2:], strict=False):
            span = Span(start + first.start(), start + last.end())
            assert _shown(article.locate(span).of(PAGE)) == "".join(span.of(article.text).split())


def test_a_span_over_paragraphs_holds_the_words_of_both(article: Article) -> None:
    span = Span(article.text.index("since the storm"), article.text.index("boats need") + len("boats need"))
    found = _shown(article.locate(span).of(PAGE))
    assert found.startswith("sincethestorm.")
    assert found.endswith("boatsneed")


def test_segments_tile_the_text_and_follow_the_source(article: Article) -> None:
    reached = original = 0
    for segment in article.segments:
        assert segment.text.start == reached
        assert segment.original.start >= original
        reached, original = segment.text.end, segment.original.end
    assert reached == len(article.text)


def test_a_title_only_in_a_meta_tag_is_located_nowhere() -> None:
    title = html.unescape(TITLE)
    bare = PAGE.replace(f"<h1>{TITLE}</h1>", "").replace(f"<title>{TITLE} - Morning Post</title>", "")
    article = parse_page(bare)
    assert article.text.startswith(title)
    place = article.locate(Span(0, len(title)))
    assert place.start == place.end


@pytest.mark.parametrize(
    "broken", [PAGE[: PAGE.index("<footer")], PAGE + '<a href="', PAGE + "<!--", PAGE + "<script>"]
)
def test_an_unfinished_page_is_read(broken: str) -> None:
    assert "go to court next week" in parse_page(broken).text


def test_lone_surrogates_do_no_harm() -> None:
    assert "go to court" in parse_page(PAGE.replace("next week", "next \ud800 week")).text


def test_pages_that_are_not_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoArticleError, match="without an article"):
        parse_page("<html><body><nav>Home</nav></body></html>")
    furniture = "".join(f"<p>Read more: The boats of pier {number} wait</p>" for number in range(9))
    with pytest.raises(NoArticleError, match="without an article"):
        parse_page(f"<html><body><article>{furniture}</article></body></html>", language="en")
    with pytest.raises(UnknownLanguageError):
        parse_page(PAGE, language="de")
    monkeypatch.setattr("selon.articles.page._LARGEST", 10)
    with pytest.raises(UnreadableInputError, match="more than 10 characters"):
        parse_page(PAGE)
