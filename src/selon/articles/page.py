"""Pages: the body as a person would read it, aligned with the page's source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from selon.articles.alignment import SEPARATOR, align
from selon.articles.details import Details
from selon.articles.extraction import Block, Extraction, extract
from selon.articles.head import read_head
from selon.articles.languages import settle_language
from selon.articles.linked_data import LinkedData, read_linked_data
from selon.articles.passages import classify, same_words
from selon.articles.phrases import phrases
from selon.articles.source import VisibleText, read_visible_text, squeeze
from selon.errors import NoArticleError, UnreadableInputError
from selon.record import Article, Passage, PassageKind, Span

_LARGEST = 5_000_000
_FEWEST_WORDS = 20
_STANDFIRST_WORDS = 5
_HEAD = 4


def parse_page(
    source: str,
    *,
    language: str | None = None,
    published: date | None = None,
    details: Details | None = None,
    origin: str | None = None,
) -> Article:
    """The article in the HTML page `source`, which the article keeps as its `original`.

    Its text is the headline and the paragraphs a person would read, a blank line between them; furniture is left out.
    Words that do not stand in the source, such as a title from a meta tag, are located at an empty span.
    language: ISO 639-1 code; detected when not given. published: the day of publication; read from the page when not
    given. details: what is known where the page itself does not say it, such as the address it came from. origin: the
    path or address it was read from, for messages.
    Raises NoArticleError when there is none in the page, UnreadableInputError when the page is larger than 5 million
    characters and UnknownLanguageError when selon does not read its language.
    """
    called = origin or "the page"
    if len(source) > _LARGEST:
        raise UnreadableInputError(f"{called} is a page of more than {_LARGEST:,} characters: save the article alone")
    nothing = NoArticleError(f"{called} is a page without an article: save the article's own page, or its text")
    found = extract(source)
    if found is None or sum(len(block.words.split()) for block in found.blocks) < _FEWEST_WORDS:
        raise nothing
    known = details or Details()
    data, visible = read_linked_data(source), read_visible_text(source)
    code = settle_language("\n".join(block.words for block in found.blocks), language, called)
    passages = _without_furniture(list(_with_head(found, data, visible)), code)
    paragraphs, kinds = [words for words, _ in passages], [kind for _, kind in passages]
    if PassageKind.PARAGRAPH not in kinds:
        raise nothing
    head = read_head(paragraphs, kinds, phrases(code))
    day = published or data.published or found.published or known.day or head.published
    moment = data.published_at or known.published_at
    return Article(
        text=SEPARATOR.join(paragraphs),
        language=code,
        passages=tuple(placed(passages)),
        published=day,
        published_at=moment if moment and moment.date() == day else None,
        modified_at=data.modified_at or known.modified_at,
        title=found.title or data.headline or known.title,
        publisher=data.publisher or found.publisher or known.publisher,
        author=data.author or found.author or head.author or known.author,
        url=found.url or known.url,
        dateline=head.dateline,
        name=known.name,
        origin=origin,
        original=source,
        segments=align(paragraphs, visible),
    )


def _without_furniture(blocks: Sequence[Block], language: str) -> list[tuple[str, PassageKind]]:
    """The words and the kind of each block that is no furniture."""
    words = [block.words for block in blocks]
    title = words[0] if blocks[0].is_heading else None
    kinds = [
        PassageKind.HEADLINE if block.is_heading and kind is PassageKind.PARAGRAPH else kind
        for block, kind in zip(blocks, classify(words, phrases(language), title), strict=True)
    ]
    return [passage for passage in zip(words, kinds, strict=True) if passage[1] is not PassageKind.FURNITURE]


def _with_head(found: Extraction, data: LinkedData, visible: VisibleText) -> Iterator[Block]:
    """The blocks of the body, the headline and the standfirst before them."""
    body = list(found.blocks)
    titles = [title for title in (found.title, data.headline) if title]
    headline = _headline(titles, body, visible)
    if headline:
        yield Block(headline, is_heading=True)
    rest = [
        block
        for place, block in enumerate(body)
        if place >= _HEAD or not any(same_words(block.words, title) for title in (headline, *titles) if title)
    ]
    for description in (data.description, found.description):
        if description and _is_standfirst(description, rest, visible):
            yield Block(description, is_heading=False)
            break
    yield from rest


def _headline(titles: Sequence[str], body: Sequence[Block], visible: VisibleText) -> str | None:
    """The title as it stands above the body; one that only a meta tag has when none stands there."""
    for block in body[:_HEAD]:
        if any(same_words(block.words, title) for title in titles):
            return block.words
    return next((title for title in titles if squeeze(title) in visible.letters), titles[0] if titles else None)


def _is_standfirst(description: str, body: Sequence[Block], visible: VisibleText) -> bool:
    """True for a description of some length that stands above the body and is no part of it."""
    letters = squeeze(description)
    first = next((squeeze(block.words) for block in body if len(block.words) > 80), "")
    above = visible.letters.find(first)
    return (
        len(description.split()) >= _STANDFIRST_WORDS
        and not any(letters in squeeze(block.words) for block in body)
        and 0 <= visible.letters.find(letters) < above
    )


def placed(passages: Sequence[tuple[str, PassageKind]]) -> Iterator[Passage]:
    """The passages of a text that is the given words joined by SEPARATOR."""
    offset = 0
    for words, kind in passages:
        yield Passage(Span(offset, offset + len(words)), kind)
        offset += len(words) + len(SEPARATOR)
