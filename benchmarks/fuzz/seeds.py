"""What the fuzz run starts from: two articles of our own in every format that selon reads, and those of ../shared."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# A larger file would take the time of many smaller ones.
_LARGEST = 120_000


@dataclass(frozen=True, slots=True)
class Seed:
    """One input as it should be. kind: the format, for the table; a damaged one keeps it."""

    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _News:
    language: str
    title: str
    author: str
    day: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join([self.title, f"{self.author}", *self.paragraphs])


_FRENCH = _News(
    "fr",
    "Brélis : le port reste fermé, les pêcheurs parlent de « mépris »",
    "Par Odile Tarnac et Hugo Venel",
    "2022-03-14",
    (
        "BRÉLIS, 14 mars 2022 (Agence) — Le port ne rouvrira pas avant l'été, a déclaré lundi la maire, Anne Corvec, "
        "alors que 1 250 marins attendent depuis dix jours. Elle a promis 3,5 millions d'euros d'ici à 2024.",
        "« Nous n'avons pas le choix. Il n'y a ni digue ni argent », a-t-elle affirmé à la radio. “C'est faux”, a nié "
        "Hugo Lestrade, porte-parole de la Fédération des pêcheurs (FDP), qui compte quelque 2 400 adhérents.",
        "Selon deux responsables du ministère des Transports, qui ont requis l'anonymat, entre 40 et 60 % des quais "
        "sont touchés. Paris a refusé de commenter ; la préfecture n'a pas répondu à nos questions.",
        "M. Lestrade accuse l'État d'avoir « caché les chiffres ». Trois personnes ont été tuées et une dizaine "
        "blessées, le 3 mars vers 18h30, à Marseille, à Lyon et près d'Orléans, d'après les secours.",
        "Le Premier ministre britannique, Owen Pryce, a averti que Londres « ne paierait pas ». Il dit s'attendre à "
        "un accord la semaine prochaine, ce que Mme Corvec juge impossible.",
        "À lire aussi : la tempête en images",
    ),
)
_ENGLISH = _News(
    "en",
    "Harbour stays shut as fishermen speak of “contempt”",
    "By Jane Moor and Tom Hale",
    "2022-03-14",
    (
        "HALVEN, March 14 (Agency) - The harbour will not reopen before summer, Mayor Ann Corwell said on Monday, "
        "while 1,250 sailors have been waiting for ten days. She promised $3.5 million by the end of 2024.",
        '"We have no choice. There is neither a dam nor any money," she told the radio. “That is not true,” said '
        "Hugh Lester, a spokesman for the Fishermen's Union (FU), which has some 2,400 members.",
        "According to two officials at the Ministry of Transport, who spoke on condition of anonymity, between 40 and "
        "60 percent of the quays are damaged. London declined to comment, and the police did not reply to an email.",
        "Mr. Lester accused the government of “hiding the figures”. Three people were killed and about a dozen "
        "wounded at 6:30 p.m. on March 3 in Boston, in Leeds and near Paris, Texas, rescue workers said.",
        "Prime Minister Owen Pryce warned that Washington “would not pay”. He said he believed that a deal was "
        "likely next week, which Ms. Corwell denied: 'Nobody asked me. Nobody,' she said.",
        "Sign up for our morning newsletter",
    ),
)


def written_seeds() -> list[Seed]:
    """Our own articles in each format."""
    return [Seed(kind, make(news)) for news in (_FRENCH, _ENGLISH) for kind, make in _FORMATS.items()]


def shared_seeds(folder: Path) -> list[Seed]:
    """The files under `formats` and `pages` of the folder, kind by kind; none where it is not there."""
    found = [*_files(folder / "formats"), *_files(folder / "pages")]
    kinds = [file.relative_to(folder).parts[-2] for file in found]
    seeds = [Seed(f"{kind} (shared)", file.read_bytes()) for kind, file in zip(kinds, found, strict=True)]
    return [seed for seed in seeds if len(seed.data) <= _LARGEST]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _fields(news: _News) -> dict[str, str]:
    return {
        "id": f"{news.language}-1",
        "title": news.title,
        "text": "\n\n".join(news.paragraphs),
        "author": news.author,
        "published": f"{news.day}T10:23:00+01:00",
        "language": news.language,
        "url": "https://post.example/harbour",
    }


def _plain(news: _News) -> bytes:
    return news.text.encode()


def _utf_16(news: _News) -> bytes:
    return news.text.encode("utf-16")


def _western(news: _News) -> bytes:
    return news.text.encode("cp1252", "replace")


def _wrapped(news: _News) -> bytes:
    """A text whose lines were broken to fit a letter."""
    lines, line = [], ""
    for word in " ".join(news.paragraphs).split():
        if len(line) > 70:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\r\n".join([news.title, "", *lines, line]).encode()


def _markup(news: _News) -> str:
    return "\n".join(f"<p>{html.escape(words)}</p>" for words in news.paragraphs)


def _page(news: _News) -> bytes:
    data = {"@type": "NewsArticle", "headline": news.title, "datePublished": news.day, "author": {"name": news.author}}
    return f"""<!DOCTYPE html><html lang="{news.language}"><head><title>{html.escape(news.title)} | Post</title>
<meta charset="utf-8"><meta property="og:title" content="{html.escape(news.title)}">
<script type="application/ld+json">{json.dumps(data)}</script><style>p {{ color: red }}</style></head>
<body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav><article><h1>{html.escape(news.title)}</h1>
<!-- above --><p class="by">{news.author}</p>{_markup(news)}<h2>1 &lt; 2 &amp;&nbsp;3&hellip;</h2>
<p>{html.escape(news.paragraphs[0])}<br><b>{html.escape(news.paragraphs[1])}</b> <i>&eacute;t&eacute;</i></p>
</article><footer>© Post 2022</footer></body></html>""".encode()


def _rss(news: _News) -> bytes:
    item = f"""<item><title>{html.escape(news.title)}</title><link>https://post.example/1</link><guid>post-1</guid>
<pubDate>Mon, 14 Mar 2022 23:30:00 -0500</pubDate><dc:creator>{news.author}</dc:creator>
<description>{html.escape(news.paragraphs[0])}</description>
<content:encoded><![CDATA[{_markup(news)}]]></content:encoded></item>"""
    return f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Post</title><link>https://post.example/</link>
<language>{news.language}</language>{item}{item}</channel></rss>""".encode()


def _atom(news: _News) -> bytes:
    return f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{news.language}"><title>Post</title>
<author><name>{news.author}</name></author><entry><title type="html">{html.escape(news.title)}</title>
<id>urn:post:1</id>
<link href="https://post.example/1"/><published>2022-03-14T10:00:00+02:00</published>
<updated>2022-03-15T08:30:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{_markup(news)}
</div></content></entry></feed>""".encode()


def _archive_records(news: _News) -> list[bytes]:
    page = _page(news)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    blocks = [
        head + b"\r\n" + page,
        head + b"Transfer-Encoding: chunked\r\n\r\n" + chunked,
        head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(page, mtime=0),
    ]
    return [
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: <https://post.example/%d>\r\n"
        b"Content-Type: application/http\r\nWARC-Date: 2022-03-14T10:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (number, len(block), block)
        for number, block in enumerate(blocks)
    ]


def _warc(news: _News) -> bytes:
    return b"".join(_archive_records(news))


def _warc_members(news: _News) -> bytes:
    return b"".join(gzip.compress(record, mtime=0) for record in _archive_records(news))


def _json_lines(news: _News) -> bytes:
    rows = [_fields(news), _fields(news) | {"id": "2", "published": 1647252180}, {"text": news.paragraphs[0]}]
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def _json_list(news: _News) -> bytes:
    return json.dumps([_fields(news), _fields(news) | {"id": "2"}], indent=1).encode()


def _csv(news: _News) -> bytes:
    written = io.StringIO()
    table = csv.DictWriter(written, list(_fields(news)))
    table.writeheader()
    table.writerows([_fields(news), _fields(news) | {"id": "2", "text": news.paragraphs[1]}])
    return written.getvalue().encode()


def _parquet(news: _News) -> bytes:
    values = [_fields(news)["id"], news.title, "\n\n".join(news.paragraphs), news.language]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder, "news.parquet")
        columns = "? AS id, ? AS title, ? AS text, ? AS language, TIMESTAMP '2022-03-14 10:23:00' AS published"
        connection.execute(f"COPY (SELECT {columns} FROM range(3)) TO '{path}' (FORMAT parquet)", values)
        return path.read_bytes()


def _newsml_g2(news: _News) -> bytes:
    return f"""<?xml version="1.0"?><newsMessage><itemSet><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"
guid="urn:newsml:agency:1" xml:lang="{news.language}"><itemMeta><itemClass qcode="ninat:text"/>
<provider qcode="p:x"><name>The Agency</name></provider><versionCreated>2024-07-11T09:00:00+02:00</versionCreated>
<firstCreated>20240710T150037+0200</firstCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta>
<headline>{html.escape(news.title)}</headline><by>{news.author}</by></contentMeta><contentSet>
<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{_markup(news)}</body>
</html></inlineXML></contentSet></newsItem></itemSet></newsMessage>""".encode()


def _newsml_1(news: _News) -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?><NewsML><NewsItem><Identification><NewsIdentifier>
<ProviderId>agency.example</ProviderId><PublicIdentifier>urn:newsml:agency:1</PublicIdentifier></NewsIdentifier>
</Identification><NewsManagement><FirstCreated>20240710T125902Z</FirstCreated><Status FormalName="Usable"/>
</NewsManagement><NewsComponent><NewsLines><HeadLine>{html.escape(news.title)}</HeadLine><ByLine>{news.author}</ByLine>
</NewsLines><NewsComponent xml:lang="{news.language}"><Role FormalName="Main"/><ContentItem><DataContent>{_markup(news)}
</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>""".encode()


def _nitf(news: _News) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?><nitf baselang="{news.language}"><head><title>A-1</title>
<docdata management-status="usable"><doc-id id-string="A1"/><date.issue norm="20240710T150037+0200"/></docdata></head>
<body><body.head><hedline><hl1>{html.escape(news.title)}</hl1></hedline><byline>{news.author}</byline></body.head>
<body.content><block>{_markup(news)}</block></body.content></body></nitf>""".encode()


def _ninjs(news: _News) -> bytes:
    item = {
        "uri": "https://agency.example/items/1",
        "type": "text",
        "versioncreated": "2024-07-11T09:00:00Z",
        "headline": news.title,
        "byline": news.author,
        "language": news.language,
        "body_text": "\n\n".join(news.paragraphs),
        "body_html": _markup(news),
    }
    third: Mapping[str, object] = {
        "uri": "urn:newsml:agency:2",
        "type": "text",
        "versionCreated": "2024-07-11T09:00:00Z",
        "headlines": [{"role": "main", "value": news.title}],
        "bodies": [{"role": "xhtml", "contentType": "text/html", "value": _markup(news)}],
    }
    return json.dumps([item, third], ensure_ascii=False).encode()


def _packed(news: _News) -> bytes:
    return zstd.compress(gzip.compress(_json_lines(news), mtime=0))


def _bomb(news: _News) -> bytes:
    """A text that is three megabytes, mostly of spaces, once it is unpacked."""
    return gzip.compress(gzip.compress(news.text.encode() + b" " * 3_000_000 + b"\nEnd.", mtime=0), mtime=0)


_FORMATS: Mapping[str, Callable[[_News], bytes]] = {
    "text": _plain,
    "text, UTF-16": _utf_16,
    "text, cp1252": _western,
    "text, wrapped": _wrapped,
    "page": _page,
    "RSS": _rss,
    "Atom": _atom,
    "WARC": _warc,
    "WARC, gzip": _warc_members,
    "JSON lines": _json_lines,
    "JSON": _json_list,
    "CSV": _csv,
    "Parquet": _parquet,
    "NewsML-G2": _newsml_g2,
    "NewsML 1": _newsml_1,
    "NITF": _nitf,
    "ninjs": _ninjs,
    "packed": _packed,
    "bomb": _bomb,
}


def kinds_of(seeds: Sequence[Seed]) -> list[str]:
    """The kinds there are, in the order in which they come."""
    return list(dict.fromkeys(seed.kind for seed in seeds))
