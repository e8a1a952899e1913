"""The body of an article in HTML or in an agency's XML, as feeds and news agencies deliver it: all of it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from selon.articles.alignment import SEPARATOR, align
from selon.articles.details import Details, Told
from selon.articles.head import read_head
from selon.articles.languages import settle_language
from selon.articles.page import placed
from selon.articles.passages import classify, same_words
from selon.articles.phrases import phrases
from selon.articles.source import read_visible_text
from selon.errors import NoArticleError, UnreadableInputError
from selon.record import Article, PassageKind

# An element of lxml, which has no types.
_Element = Any

_LARGEST = 5_000_000
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "alt-code", "b", "bdi", "bdo", "big", "br", "chron", "cite", "city", "classifier"),
        *("code", "copyrite", "country", "data", "del", "dfn", "em", "event", "font", "frac", "frac-den", "frac-num"),
        *("frac-sep", "function", "i", "ins", "kbd", "lang", "location", "mark", "money", "name.family", "name.given"),
        *("num", "object.title", "org", "person", "pronounce", "q", "region", "s", "samp", "small", "span", "state"),
        *("story.date", "strike", "strong", "sub", "sublocation", "sup", "time", "tt", "u", "var", "virtloc", "wbr"),
    )
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"})
# What these hold is no part of the words of an article.
_APART = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "iframe", "textarea"),
        *("figure", "figcaption", "media", "nitf-table", "table", "audio", "video"),
    )
)
_BREAK = "\x1e"
# Half a character, at which the parser would stop.
_LONE = re.compile(r"[\ud800-\udfff]")
# How far below the top of a body its title may stand.
_HEAD = 6
# In preformatted text, a blank line or an indented one.
_PARAGRAPH_END = re.compile(r"\n(?:[^\S\n]*\n|[^\S\n]{2,})")


def parse_markup(
    source: str,
    *,
    language: str | None = None,
    published: date | None = None,
    details: Details | None = None,
    origin: str | None = None,
) -> Article:
    """The article whose whole body is the piece of HTML `source`, which the article keeps as its `original`.

    Its text is the title, where `details` has one, and the paragraphs, a blank line between them; nothing is left out
    but pictures, tables and scripts. The title, which does not stand in the source, is located at an empty span.
    language, published: what the person who gives the article says; they overrule `details`.
    origin: the path or address it was read from, for messages.
    Raises NoArticleError when there are no words in it, UnreadableInputError when it is larger than 5 million
    characters and UnknownLanguageError when selon does not read its language.
    """
    called = origin or "the article"
    if len(source) > _LARGEST:
        raise UnreadableInputError(f"{called} has more than {_LARGEST:,} characters: split it into single articles")
    known = Told(language=language, published=published).over(details or Details())
    blocks = list(blocks_of(source, called))
    if not any(character.isalpha() for words, _ in blocks for character in words):
        raise NoArticleError(f"{called} has no words in its body: give an article with its full text")
    code = settle_language(SEPARATOR.join(words for words, _ in blocks), known.language, called)
    if known.title and not any(same_words(words, known.title) for words, _ in blocks[:_HEAD]):
        blocks.insert(0, (known.title, True))
    paragraphs = [words for words, _ in blocks]
    kinds = [
        PassageKind.HEADLINE if is_heading and kind is PassageKind.PARAGRAPH else kind
        for (_, is_heading), kind in zip(blocks, classify(paragraphs, phrases(code), known.title), strict=True)
    ]
    head = read_head(paragraphs, kinds, phrases(code))
    return Article(
        text=SEPARATOR.join(paragraphs),
        language=code,
        passages=tuple(placed(list(zip(paragraphs, kinds, strict=True)))),
        published=known.day or head.published,
        published_at=known.published_at,
        modified_at=known.modified_at,
        title=known.title,
        publisher=known.publisher,
        author=known.author or head.author,
        url=known.url,
        dateline=head.dateline,
        name=known.name,
        origin=origin,
        original=source,
        segments=align(paragraphs, read_visible_text(source)),
    )


def blocks_of(source: str, origin: str = "the article") -> Iterator[tuple[str, bool]]:
    """The paragraphs of a piece of HTML in order, white space made single, and whether each is a heading.

    origin: what to call it in messages. Raises UnreadableInputError when its tags are nested deeper than can be read.
    """
    from lxml import etree, html

    parser = html.HTMLParser()
    try:
        root = html.fragment_fromstring(_LONE.sub("\ufffd", source), create_parent="div", parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return
    if any("XML_PARSE_HUGE" in fault.message for fault in parser.error_log):
        raise UnreadableInputError(f"{origin} has tags within tags beyond all measure: give its text without them")
    words: list[str] = []
    is_heading = False
    for text, heading in _pieces(root, False):
        if text is _BREAK:
            yield from _block(words, is_heading)
            words = []
        elif text.strip() and not "".join(words).strip():
            is_heading = heading
        if text is not _BREAK:
            words.append(text)
    yield from _block(words, is_heading)


def _block(words: list[str], is_heading: bool) -> Iterator[tuple[str, bool]]:
    joined = " ".join("".join(words).split())
    if joined:
        yield joined, is_heading


def _pieces(element: _Element, heading: bool, preformatted: bool = False) -> Iterator[tuple[str, bool]]:
    """Stretches of text in order, with whether they stand in a heading, and a break where a paragraph ends."""
    yield from _stretches(element.text, heading, preformatted)
    broken = False
    for child in element:
        tag = child.tag.lower() if isinstance(child.tag, str) else None
        # Two line breaks end a paragraph, one of them a line.
        if tag == "br":
            yield (_BREAK if broken else " "), heading
        elif tag is not None and tag not in _APART:
            inline = tag in _INLINE
            yield ("" if inline else _BREAK), heading
            yield from _pieces(child, heading or tag in _HEADINGS, preformatted or tag == "pre")
            yield ("" if inline else _BREAK), heading
        broken = tag == "br" and not (child.tail or "").strip()
        yield from _stretches(child.tail, heading, preformatted)


def _stretches(text: str | None, heading: bool, preformatted: bool) -> Iterator[tuple[str, bool]]:
    """The text between two tags; its own lines part paragraphs only where it is preformatted."""
    first, *others = _PARAGRAPH_END.split(text or "") if preformatted else [text or ""]
    yield first, heading
    for other in others:
        yield _BREAK, heading
        yield other, heading
