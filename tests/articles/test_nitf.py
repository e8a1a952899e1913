"""NITF: the headlines and the body are the article, the head says the rest."""

import io
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.articles import Failure, read_articles
from selon.errors import NoArticleError, SelonError
from selon.record import Article, PassageKind

LEAD = "La maire a déclaré lundi que le port resterait fermé jusqu’à l’été, faute d’argent."
NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.iptc.org/std/NITF/3.6/nitf-3-6.dtd">
<nitf baselang="fr-FR"><head><title>PORT-BRELIS-2</title>
<docdata management-status="usable"><doc-id id-string="A1"/><date.issue norm="20240710T150037+0200"/>
<doc.copyright holder="Agence"/></docdata>
<pubdata name="Le Quotidien" date.publication="20240711" ex-ref="https://example.com/port"/></head>
<body><body.head><hedline><hl1><!-- titre -->Le port reste fermé</hl1><hl2>Les pêcheurs attendent</hl2></hedline>
<byline>Par Odile Tarnac</byline><distributor><org>Agence de presse</org></distributor>
<abstract><p>Le port est fermé.</p></abstract></body.head>
<body.content><block><p>{LEAD}</p><media media-type="image"><media-caption>Le port vide</media-caption></media>
<p><person><name.given>Anne</name.given> <name.family>Corvec</name.family></person> a dit non &agrave; tous.</p></block>
</body.content></body></nitf>"""


def _one(source: str) -> Article:
    (article,) = read_articles(io.BytesIO(source.encode()))
    assert isinstance(article, Article)
    return article


def test_headlines_and_body_are_the_text() -> None:
    article = _one(NITF)
    assert article.text.split("\n\n") == [
        "Le port reste fermé",
        "Les pêcheurs attendent",
        LEAD,
        "Anne Corvec a dit non à tous.",
    ]
    kinds = [PassageKind.HEADLINE] * 2 + [PassageKind.PARAGRAPH] * 2
    assert [passage.kind for passage in article.passages] == kinds
    for passage in article.passages:
        assert article.locate(passage.span).of(article.original)


def test_the_head_says_the_rest() -> None:
    article = _one(NITF)
    assert (article.title, article.author, article.publisher) == ("Le port reste fermé", "Odile Tarnac", "Le Quotidien")
    assert (article.name, article.url, article.language) == ("A1", "https://example.com/port", "fr")
    moment = datetime(2024, 7, 10, 15, 0, 37, tzinfo=timezone(timedelta(hours=2)))
    assert (article.published, article.published_at, article.modified_at) == (moment.date(), moment, None)


def test_without_an_issue_the_day_of_publication_counts() -> None:
    article = _one(NITF.replace("date.issue", "date.expire"))
    assert (article.published, article.published_at) == (date(2024, 7, 11), None)


def test_without_a_headline_the_title_of_the_document_is_taken() -> None:
    assert _one(NITF.replace("hl1", "hl3")).title == "PORT-BRELIS-2"


def test_preformatted_text_has_its_paragraphs() -> None:
    body = f"<body.content><pre>{LEAD}\n   La maire a\ndit non.\n\nElle viendra.</pre></body.content>"
    article = _one(f'<nitf baselang="fr"><body>{body}</body></nitf>')
    assert article.text.split("\n\n") == [LEAD, "La maire a dit non.", "Elle viendra."]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (NITF.replace("usable", "canceled"), "cancelled by its agency"),
        (NITF.replace("body.content", "body.end"), "no words in its body"),
        ("<nitf/>", "no words in its body"),
    ],
)
def test_documents_without_an_article_are_refused(source: str, reason: str) -> None:
    with pytest.raises(NoArticleError, match=reason):
        _one(source)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_encoding_is_read(encoding: str) -> None:
    (article,) = read_articles(io.BytesIO(NITF.encode(encoding)))
    assert isinstance(article, Article)
    assert LEAD in article.text


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_inside_a_document_are_read_or_refused(noise: bytes) -> None:
    before, _, after = NITF.encode().partition(LEAD.encode())
    try:
        found = list(read_articles(io.BytesIO(before + noise + after)))
    except SelonError:
        return
    assert not any(isinstance(item, Failure) for item in found)
