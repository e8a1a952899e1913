"""Feeds: an entry with a text is an article, and what the feed says of it is kept."""

import io
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.articles import Failure, read_articles
from selon.articles.feed import matches
from selon.errors import NoArticleError, SelonError, UnreadableInputError
from selon.record import Article, PassageKind, Span

SAMPLES = Path(__file__).parents[2].parent / "shared" / "formats" / "rss"
BODY = (
    "&lt;p&gt;La maire de Brélis, Anne Corvec, a déclaré lundi que le port « resterait fermé » jusqu’à l’été.&lt;/p&gt;"
    "&lt;p&gt;Les pêcheurs ont répondu qu’ils ne pouvaient plus attendre &amp;amp; iraient en justice.&lt;/p&gt;"
)
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- made for a test -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Le Courrier &amp; Cie</title><link>https://courrier.example/</link><language>fr-FR</language>
<item><title>Brélis : le port reste fermé</title><link>https://courrier.example/port</link><guid>courrier-17</guid>
<pubDate>Mon, 14 Mar 2022 23:30:00 -0500</pubDate><dc:creator>Odile Tarnac</dc:creator>
<description>Le port reste fermé.</description><content:encoded>{BODY}</content:encoded></item>
<item><title>En bref</title><link>https://courrier.example/bref</link><description>À suivre.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Morning Post</title>
<author><name>Jane Moor</name></author>
<entry><title type="html">Harbour &lt;b&gt;stays&lt;/b&gt; shut</title><id>urn:post:1</id>
<link rel="enclosure" href="https://post.example/a.mp3"/><link href="https://post.example/harbour"/>
<published>2022-03-14T10:00:00+02:00</published><updated>2022-03-15T08:30:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The harbour of the town will stay shut until the
summer, the mayor said on Monday, for want of money.</p>
<p>The fishermen said they would go to court.</p></div></content>
</entry>
<entry><title>Storm</title><id>urn:post:2</id><updated>2022-03-16T07:00:00Z</updated>
<content type="text">The storm has passed, the mayor said on Wednesday.

The town counted its boats and found that three of them were lost, her office added.</content></entry></feed>"""


def _read(source: str, encoding: str = "utf-8") -> list[Article | Failure]:
    return list(read_articles(io.BytesIO(source.encode(encoding))))


def _article(item: Article | Failure) -> Article:
    assert isinstance(item, Article), item
    return item


def test_an_entry_is_an_article_with_all_that_the_feed_says_of_it() -> None:
    article = _article(_read(RSS)[0])
    assert article.text.split("\n\n")[0] == article.title == "Brélis : le port reste fermé"
    assert article.text.endswith("ne pouvaient plus attendre & iraient en justice.")
    assert (article.language, article.author) == ("fr", "Odile Tarnac")
    assert (article.publisher, article.url) == ("Le Courrier & Cie", "https://courrier.example/port")
    assert (article.name, article.origin) == ("courrier-17", "the input, entry 1")


def test_the_moment_of_publication_keeps_its_zone() -> None:
    article = _article(_read(RSS)[0])
    assert article.published_at == datetime(2022, 3, 14, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert article.published_at.utcoffset() == timedelta(hours=-5)
    assert article.published == date(2022, 3, 14)


def test_words_are_found_in_the_entry_as_it_was_delivered() -> None:
    article = _article(_read(RSS)[0])
    assert article.original.startswith("<p>La maire de Brélis")
    start = article.text.index("plus attendre & iraient")
    found = article.locate(Span(start, start + len("plus attendre & iraient"))).of(article.original)
    assert found == "plus attendre &amp; iraient"


def test_an_entry_with_only_a_title_names_its_page() -> None:
    teaser = _read(RSS)[1]
    assert isinstance(teaser, Failure)
    assert "open its page (https://courrier.example/bref)" in teaser.reason


def test_atom_is_read_with_its_two_moments_and_the_author_of_the_feed() -> None:
    article = _article(_read(ATOM)[0])
    assert (article.title, article.author, article.publisher) == ("Harbour stays shut", "Jane Moor", "Morning Post")
    assert article.url == "https://post.example/harbour"
    assert article.published_at == datetime(2022, 3, 14, 10, tzinfo=timezone(timedelta(hours=2)))
    assert article.modified_at == datetime(2022, 3, 15, 8, 30, tzinfo=UTC)
    assert article.passages[0].kind is PassageKind.HEADLINE


def test_plain_text_is_kept_and_a_lone_change_is_the_publication() -> None:
    article = _article(_read(ATOM)[1])
    assert article.text.startswith("The storm has passed")
    assert len(article.passages) == 2
    assert not article.original
    assert (article.published_at, article.modified_at) == (datetime(2022, 3, 16, 7, tzinfo=UTC), None)


def test_rdf_is_a_feed() -> None:
    item = RSS[RSS.index("<item>") : RSS.index("</item>") + 7].replace("<item>", '<item rdf:about="urn:17">')
    dated = item.replace("<pubDate>Mon, 14 Mar 2022 23:30:00 -0500</pubDate>", "<dc:date>2022-03-14</dc:date>")
    article = _article(
        _read(
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<channel><title>Le Courrier</title></channel>{dated}</rdf:RDF>"
        )[0]
    )
    assert (article.publisher, article.published, article.published_at) == ("Le Courrier", date(2022, 3, 14), None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_wrongly_declared_encoding_does_no_harm(encoding: str) -> None:
    source = RSS.replace('encoding="utf-8"', 'encoding="iso-8859-1"')
    assert "« resterait fermé » jusqu’à l’été" in _article(_read(source, encoding)[0]).text


def test_broken_xml_gives_what_is_in_it_and_says_so() -> None:
    article, *_, failure = _read(RSS[: RSS.index("</channel>")].replace("fermé</title>", "fermé&nbsp;</title>"))
    assert "iraient en justice" in _article(article).text
    assert isinstance(failure, Failure)
    assert "is broken XML (at 5:" in failure.reason


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("Odile Tarnac", "Odile Tarnac"),
        ("odile@courrier.example (Odile Tarnac)", "Odile Tarnac"),
        ("Odile Tarnac (odile@courrier.example)", "Odile Tarnac"),
        ("odile@courrier.example", None),
    ],
)
def test_an_author_is_a_name_and_no_mail_address(written: str, author: str | None) -> None:
    source = RSS.replace("<dc:creator>Odile Tarnac</dc:creator>", f"<author>{written}</author>")
    assert _article(_read(source)[0]).author == author


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("lun. 14 mars 2022", date(2022, 3, 14)),
        ("Mon Mar 14 10:00:00 2022", date(2022, 3, 14)),
        ("0000-00-00T00:00:00Z", None),
        ("tomorrow", None),
    ],
)
def test_days_are_read_as_far_as_they_can_be(written: str, published: date | None) -> None:
    assert _article(_read(RSS.replace("Mon, 14 Mar 2022 23:30:00 -0500", written))[0]).published == published


def test_feeds_without_news_are_refused() -> None:
    with pytest.raises(NoArticleError, match="a feed without entries"):
        _read('<rss version="2.0"><channel><title>Le Courrier</title></channel></rss>')
    with pytest.raises(NoArticleError, match="broken XML in which no entries"):
        _read('<rss version="2.0"><channel><title>Le Courrier</title></rss')


@pytest.mark.parametrize("reference", ["&#99999999999;", "&#xD800;", "&#x110000;"])
def test_a_feed_with_impossible_characters_is_refused(reference: str) -> None:
    with pytest.raises(UnreadableInputError, match="too broken to be read"):
        _read(RSS.replace("La maire", reference))


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden " * 40)
    for entity in ('"' + "boom " * 100 + '"', f'SYSTEM "{secret.as_uri()}"'):
        source = RSS.replace("<rss", f"<!DOCTYPE rss [\n<!ENTITY e {entity}>\n]><rss", 1).replace("La maire", "&e;")
        with pytest.raises(UnreadableInputError, match="defines entities"):
            _read(source)
    with pytest.raises(SelonError):
        _read(f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}"><rss version="2.0"></rss>')


def test_too_large_a_feed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.articles.feed._LARGEST", 100)
    with pytest.raises(UnreadableInputError, match="more than 100 characters"):
        _read(RSS)


def test_other_xml_is_no_feed() -> None:
    assert not matches(b'<?xml version="1.0"?><html><rss></rss></html>')
    assert not matches(b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>')
    assert not matches(b"<feedback>no</feedback>")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(RSS)), st.integers(0, 40), st.binary(max_size=30))
def test_a_damaged_feed_raises_nothing_unforeseen(place: int, length: int, noise: bytes) -> None:
    data = RSS.encode()
    broken = b"<rss>" + data[data.index(b"<channel>") : place] + noise + data[place + length :]
    try:
        for item in read_articles(io.BytesIO(broken)):
            assert isinstance(item, Article) or "could not be read (" not in item.reason
    except SelonError:
        pass


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the shared samples")
def test_samples_give_articles_or_one_clear_reason() -> None:
    found = list(read_articles(SAMPLES))
    assert [item.language for item in found if isinstance(item, Article)] == ["en", "fr"]
    assert all("could not be read (" not in item.reason for item in found if isinstance(item, Failure))
