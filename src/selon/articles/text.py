"""Plain text: nothing is taken out of it, its passages say what is furniture."""

from __future__ import annotations

from datetime import date

from selon.articles.details import Details, Told
from selon.articles.head import read_head
from selon.articles.languages import settle_language
from selon.articles.paragraphs import find_paragraphs
from selon.articles.passages import classify
from selon.articles.phrases import phrases
from selon.errors import NoArticleError
from selon.record import Article, Passage, PassageKind


def parse_text(
    text: str,
    *,
    language: str | None = None,
    published: date | None = None,
    details: Details | None = None,
    origin: str | None = None,
) -> Article:
    """The article in a plain text; `text` goes into it character for character.

    language: ISO 639-1 code; detected when nobody says it. published: the day of publication; looked for in byline and
    dateline when nobody says it. details: what else is known, of which title and author are looked for when they are
    not. origin: the path it was read from, for messages.
    Raises NoArticleError when there is nothing but white space and UnknownLanguageError when selon does not read its
    language.
    """
    called = origin or "the text"
    known = Told(language=language, published=published).over(details or Details())
    spans = find_paragraphs(text)
    if not spans:
        raise NoArticleError(f"{called} is empty: give a text or a page with an article in it")
    code = settle_language(text, known.language, called)
    paragraphs = [" ".join(span.of(text).split()) for span in spans]
    kinds = classify(paragraphs, phrases(code), known.title)
    head = read_head(paragraphs, kinds, phrases(code))
    headlines = (words for words, kind in zip(paragraphs, kinds, strict=True) if kind is PassageKind.HEADLINE)
    return Article(
        text=text,
        language=code,
        passages=tuple(Passage(span, kind) for span, kind in zip(spans, kinds, strict=True)),
        published=known.day or head.published,
        published_at=known.published_at,
        modified_at=known.modified_at,
        title=known.title or next(headlines, None),
        publisher=known.publisher,
        author=known.author or head.author,
        url=known.url,
        dateline=head.dateline,
        name=known.name,
        origin=origin,
    )
