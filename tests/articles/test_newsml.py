"""NewsML, both generations: every item becomes an article, or a failure that says why it is none."""

import io
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.articles import Failure, read_articles
from selon.errors import NoArticleError, SelonError, UnknownLanguageError, UnreadableInputError
from selon.record import Article, PassageKind, Span

SAMPLES = Path(__file__).parents[2].parent / "shared" / "formats" / "newsml"
LEAD = "The mayor said on Monday that the harbour of the town would stay closed until the summer."
NEXT = "She said the fishermen had been told, and that no answer had come back from the ministry."
PORT = "La maire a déclaré lundi que le port resterait fermé jusqu’à l’été, faute d’argent."


def _g2(content: str, *, kind: str = "ninat:text", status: str = "stat:usable", meta: str = "", guid: str = "a") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:agency:{guid}" xml:lang="en">
<rightsInfo><copyrightHolder literal="Holder"/></rightsInfo>
<itemMeta><itemClass qcode="{kind}"/><provider qcode="p:x"><name>The Agency</name></provider>
<versionCreated>2024-07-11T09:00:00+02:00</versionCreated><firstCreated>20240710T150037+0200</firstCreated>
<pubStatus qcode="{status}"/></itemMeta>
<contentMeta><headline role="hld:sub">Below</headline><headline>Harbour stays shut</headline><by>By Jane Moor</by>{meta}
</contentMeta><contentSet>{content}</contentSet></newsItem>"""


def _message(*items: str) -> bytes:
    body = "".join(items)
    return f'<?xml version="1.0"?><!-- m --><newsMessage><itemSet>{body}</itemSet></newsMessage>'.encode()


def _xhtml(*paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        '<inlineXML contenttype="application/xhtml+xml"><x:html xmlns:x="http://www.w3.org/1999/xhtml"><x:head>'
        f"<x:title>Not read</x:title></x:head><x:body>{body}</x:body></x:html></inlineXML>"
    )


def _newsml_1(components: str, status: str = "Usable") -> bytes:
    return f"""<?xml version="1.0" encoding="iso-8859-1"?>
<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>agency.example</ProviderId>
<PublicIdentifier>urn:newsml:agency:1</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20240710T125902Z</FirstCreated><ThisRevisionCreated>20240710T125902Z</ThisRevisionCreated>
<Status FormalName="{status}"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Le port reste fermé</HeadLine>
<ByLine>Par Odile Tarnac</ByLine></NewsLines>{components}</NewsComponent></NewsItem></NewsML>""".encode()


def _component(content: str, *, role: str = "Main", language: str = "fr") -> str:
    return (
        f'<NewsComponent xml:lang="{language}"><Role FormalName="{role}"/><ContentItem><DataContent>{content}'
        "</DataContent></ContentItem></NewsComponent>"
    )


def _all(data: bytes) -> list[Article | Failure]:
    return list(read_articles(io.BytesIO(data)))


def _one(data: bytes) -> Article:
    (article,) = _all(data)
    assert isinstance(article, Article)
    return article


def test_an_item_of_newsml_g2_is_an_article() -> None:
    article = _one(_message(_g2(_xhtml(LEAD, NEXT))))
    assert article.text == f"Harbour stays shut\n\n{LEAD}\n\n{NEXT}"
    assert (article.title, article.publisher, article.author) == ("Harbour stays shut", "The Agency", "Jane Moor")
    assert (article.name, article.language, article.published) == ("urn:newsml:agency:a", "en", date(2024, 7, 10))
    zone = timezone(timedelta(hours=2))
    assert article.published_at == datetime(2024, 7, 10, 15, 0, 37, tzinfo=zone)
    assert article.modified_at == datetime(2024, 7, 11, 9, tzinfo=zone)


def test_offsets_point_into_the_original_without_namespaces() -> None:
    article = _one(_g2(_xhtml("The <x:b>mayor</x:b> said &amp; wrote: &lt;no&gt; money.", NEXT)).encode())
    assert article.original == f"<p>The <b>mayor</b> said &amp; wrote: &lt;no&gt; money.</p><p>{NEXT}</p>"
    start = article.text.index("& wrote: <no>")
    assert article.locate(Span(start, start + 13)).of(article.original) == "&amp; wrote: &lt;no&gt;"


def test_items_that_are_no_texts_come_as_failures_with_the_reason() -> None:
    concept = "<conceptItem><concept/></conceptItem>"
    package = "<packageItem><groupSet/></packageItem>"
    found = _all(
        _message(
            _g2(_xhtml(LEAD)),
            _g2("", kind="ninat:picture"),
            _g2(_xhtml(LEAD), status="stat:canceled"),
            package,
            concept,
            _g2('<remoteContent href="a.xml"/>'),
            _g2(_xhtml(NEXT)),
        )
    )
    assert [type(item) for item in found] == [Article, *[Failure] * 5, Article]
    reasons = [item.reason for item in found if isinstance(item, Failure)]
    assert reasons[0] == "the input, item 2 is a picture, not a text: leave it out, or give the text that goes with it"
    for reason, part in zip(
        reasons[1:], ["cancelled by its agency", "a package", "vocabulary", "no text"], strict=True
    ):
        assert part in reason


def test_an_only_item_that_is_no_text_is_an_error() -> None:
    with pytest.raises(NoArticleError, match="the input is a picture, not a text"):
        _all(_message(_g2("", kind="icls:picture")))
    with pytest.raises(NoArticleError, match="without items"):
        _all(b"<newsMessage><header/></newsMessage>")
    with pytest.raises(UnknownLanguageError, match="'de'"):
        _all(_g2(_xhtml("Nein."), meta='<language tag="de"/>').encode())


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<inlineData contenttype='text/plain'>{LEAD}\n\n{NEXT}</inlineData>", f"{LEAD}\n\n{NEXT}"),
        (f"<inlineData>&lt;p&gt;{LEAD}&lt;/p&gt;</inlineData>", f"Harbour stays shut\n\n{LEAD}"),
        (f"<inlineXML><![CDATA[<p>{LEAD}</p>]]></inlineXML>", f"Harbour stays shut\n\n{LEAD}"),
        (f"<inlineXML><p>{LEAD}</p></inlineXML>", f"Harbour stays shut\n\n{LEAD}"),
        (
            f"<inlineXML><nitf><body><body.head><hedline><hl1>Harbour stays shut</hl1></hedline></body.head>"
            f"<body.content><p>{LEAD}</p></body.content></body></nitf></inlineXML>",
            f"Harbour stays shut\n\n{LEAD}",
        ),
    ],
)
def test_texts_are_found_however_they_are_put_inside(content: str, text: str) -> None:
    assert _one(_g2(content).encode()).text == text


def test_only_the_first_rendition_is_read() -> None:
    assert NEXT not in _one(_g2(_xhtml(LEAD) + _xhtml(NEXT)).encode()).text


def test_newsml_1_is_read_whatever_encoding_it_says_it_is_in() -> None:
    article = _one(_newsml_1(_component(f"<p>{PORT}</p>")))
    assert article.text == f"Le port reste fermé\n\n{PORT}"
    assert (article.author, article.publisher, article.name) == (
        "Odile Tarnac",
        "agency.example",
        "urn:newsml:agency:1",
    )
    assert (article.published_at, article.modified_at) == (datetime(2024, 7, 10, 12, 59, 2, tzinfo=UTC), None)


def test_lead_and_body_are_one_article_and_what_stands_beside_them_is_none() -> None:
    parts = [
        _component(words, role=role) for role, words in (("Title", "Titre"), ("Lead", PORT), ("Body", "Non. Oui."))
    ]
    article = _one(_newsml_1(f"<NewsComponent>{''.join(parts)}</NewsComponent>"))
    assert article.text == f"{PORT}\n\nNon. Oui."


def test_an_item_in_two_languages_is_two_articles() -> None:
    dutch = _component("<p>De haven blijft dicht.</p>", language="nl")
    found = _all(_newsml_1(_component(f"<p>{PORT}</p>") + dutch))
    assert [type(item) for item in found] == [Article, Failure]
    assert isinstance(found[0], Article)
    assert found[0].name == "urn:newsml:agency:1#1"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_newsml_1(_component(f"<p>{PORT}</p>"), status="Canceled"), "cancelled by its agency"),
        (_newsml_1(_component(f"<p>{PORT}</p>", role="Caption")), "no text in it"),
        (b"<NewsML><NewsEnvelope/></NewsML>", "without items"),
    ],
)
def test_items_of_newsml_1_without_a_text_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(NoArticleError, match=reason):
        _all(data)


def test_marks_that_open_nothing_are_kept() -> None:
    article = _one(_g2(_xhtml("The firm AT&T said the rate was < 3 &eacute;&nbsp;%, it said &c.")).encode())
    assert article.text.endswith("The firm AT&T said the rate was < 3 é %, it said &c.")


def test_impossible_dates_are_none() -> None:
    broken = _g2(_xhtml(LEAD)).replace("20240710T150037+0200", "20240732T990000").replace("2024-07-11T09:00", "soon")
    article = _one(broken.encode())
    assert (article.published, article.published_at, article.modified_at) == (None, None, None)


def test_entities_neither_grow_nor_reach_for_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret word")
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    doctype = f'<!DOCTYPE newsItem [{entities}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    article = _one((doctype + _g2(_xhtml(f"{LEAD} &i; &file;"))).encode())
    assert len(article.text) < 200
    assert "secret word" not in article.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<newsItem>" + b"<p>" * 100_000, "nested too deep"),
        (_g2(_xhtml(LEAD)).encode() * 2, "after the end of its XML"),
        (b"<newsItem", "damaged XML|no text"),
    ],
)
def test_xml_that_would_be_read_in_part_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises((UnreadableInputError, NoArticleError), match=reason):
        _all(data + b" ")


def test_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.articles.content.LARGEST", 100)
    with pytest.raises(UnreadableInputError, match="more than 100 bytes"):
        _all(_g2(_xhtml(LEAD)).encode())


def test_the_headline_is_where_it_stands_in_the_body() -> None:
    article = _one(_g2(f"<inlineXML><h2>News</h2><h1>Harbour stays shut</h1><p>{LEAD}</p></inlineXML>").encode())
    assert article.text.count("Harbour stays shut") == 1
    assert [passage.kind for passage in article.passages][-2:] == [PassageKind.HEADLINE, PassageKind.PARAGRAPH]


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([_g2("{}"), _newsml_1(_component("{}")).decode()]))
def test_any_bytes_inside_an_envelope_are_read_or_refused(noise: bytes, envelope: str) -> None:
    before, _, after = envelope.encode().partition(b"{}")
    try:
        found = _all(before + noise + after)
    except SelonError:
        return
    assert not any("could not be read" in item.reason for item in found if isinstance(item, Failure))


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the shared samples")
def test_samples_are_read_or_refused_for_a_reason() -> None:
    found = list(read_articles(SAMPLES))
    failures = [item for item in found if isinstance(item, Failure)]
    assert len(found) - len(failures) >= 19
    assert all(item.origin in item.reason and "could not be read" not in item.reason for item in failures)
