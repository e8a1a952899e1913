"""What each paragraph of an article is: headline, paragraph, byline or page furniture.

A real sentence is never furniture: a paragraph is read unless it looks like furniture from end to end, or is a
fragment in a place where only fragments stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from selon.articles.bylines import is_byline
from selon.articles.phrases import Phrases
from selon.record import PassageKind

_SENTENCE_END = re.compile(r"[.!?…;:][\s\"'’”“»«)\]]*$")
_LINE_END = re.compile(r"[.…;:,][\s\"'’”“»«)\]]*$")
_LINK = re.compile(r"(?:\w{1,20} ?: ?)?(?:https?://|www\.|pic\.twitter\.com/)\S+")
_NO_FURNITURE = 60
_FRAGMENT = 20
_HEADLINE = 30
_SUBHEADING = 14
_STRAY = 2
_HEAD = 6
_TAIL = 8


def classify(paragraphs: Sequence[str], language: Phrases, title: str | None = None) -> list[PassageKind]:
    """The kind of each of `paragraphs`, which are given in order and without line ends inside.

    title: the article's title where it is known; the paragraph with the same words is the headline.
    """
    kinds = [_kind_alone(paragraph, language) for paragraph in paragraphs]
    headline = _mark_headline(paragraphs, kinds, language, title)
    _mark_bylines(paragraphs, kinds, language, headline)
    _mark_tail(paragraphs, kinds, language)
    _mark_subheadings(paragraphs, kinds, headline)
    return kinds


def is_fragment(paragraph: str) -> bool:
    """True for a few words without the end of a sentence."""
    return _words(paragraph) <= _FRAGMENT and not _SENTENCE_END.search(paragraph)


def same_words(one: str, other: str) -> bool:
    """True when two titles differ in nothing but marks, spaces and capitals."""
    return bool(_letters(one)) and _letters(one) == _letters(other)


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _words(paragraph: str) -> int:
    return paragraph.count(" ") + 1


def _kind_alone(paragraph: str, language: Phrases) -> PassageKind:
    if _words(paragraph) > _NO_FURNITURE or len(paragraph) > 10 * _NO_FURNITURE:
        return PassageKind.PARAGRAPH
    if not any(character.isalpha() for character in paragraph) or _LINK.fullmatch(paragraph):
        return PassageKind.FURNITURE
    is_furniture = language.furniture.fullmatch(paragraph) or language.captions.search(paragraph)
    return PassageKind.FURNITURE if is_furniture else PassageKind.PARAGRAPH


def _mark_headline(paragraphs: Sequence[str], kinds: list[PassageKind], language: Phrases, title: str | None) -> int:
    """Mark the headline and the stray words above it; return the headline's place, or -1."""
    headline = _find_headline(paragraphs, kinds, language, title)
    if headline >= 0:
        kinds[headline] = PassageKind.HEADLINE
        for place in range(headline):
            if is_fragment(paragraphs[place]) and _words(paragraphs[place]) <= _STRAY:
                kinds[place] = PassageKind.FURNITURE
    return headline


def _find_headline(
    paragraphs: Sequence[str], kinds: Sequence[PassageKind], language: Phrases, title: str | None
) -> int:
    if title:
        return next((place for place, words in enumerate(paragraphs[:_HEAD]) if same_words(words, title)), -1)
    for place, words in enumerate(paragraphs[:_HEAD]):
        if _is_stray(words) or is_byline(words, language):
            continue
        # A headline may open with the words of a teaser ("VIDÉO. …"), but only where nothing stands above it.
        if kinds[place] is PassageKind.FURNITURE and not (place == 0 and _words(words) > _STRAY + 1):
            continue
        is_headline = _words(words) <= _HEADLINE and not _LINE_END.search(words) and place + 1 < len(paragraphs)
        return place if is_headline else -1
    return -1


def _is_stray(words: str) -> bool:
    first = next((character for character in words if character.isalnum()), "a")
    return _words(words) <= _STRAY and is_fragment(words) and first.islower()


def _mark_bylines(paragraphs: Sequence[str], kinds: list[PassageKind], language: Phrases, headline: int) -> None:
    head = (place for place in range(min(headline + 1 + _HEAD, len(paragraphs))) if place != headline)
    tail = range(max(len(paragraphs) - 3, headline + 1), len(paragraphs))
    for place in {*head, *tail}:
        if is_byline(paragraphs[place], language):
            kinds[place] = PassageKind.BYLINE


def _mark_tail(paragraphs: Sequence[str], kinds: list[PassageKind], language: Phrases) -> None:
    """Below the last sentence, everything from the first credit or teaser on is furniture."""
    last = len(paragraphs)
    while (
        last and len(paragraphs) - last < _TAIL and _may_follow_the_end(paragraphs[last - 1], kinds[last - 1], language)
    ):
        last -= 1
    for place in range(last, len(paragraphs)):
        if kinds[place] is PassageKind.FURNITURE or language.credits.fullmatch(paragraphs[place]):
            kinds[place:] = [kind if kind is PassageKind.BYLINE else PassageKind.FURNITURE for kind in kinds[place:]]
            return


def _may_follow_the_end(paragraph: str, kind: PassageKind, language: Phrases) -> bool:
    if kind in (PassageKind.FURNITURE, PassageKind.BYLINE):
        return True
    if kind is PassageKind.HEADLINE or _words(paragraph) > _NO_FURNITURE:
        return False
    return is_fragment(paragraph) or bool(language.credits.fullmatch(paragraph))


def _mark_subheadings(paragraphs: Sequence[str], kinds: list[PassageKind], headline: int) -> None:
    """A short line between paragraphs that ends no sentence announces the next one."""
    for place in range(max(headline, 0) + 1, len(paragraphs) - 1):
        around = (kinds[place - 1], kinds[place], kinds[place + 1])
        if around[1:] != (PassageKind.PARAGRAPH, PassageKind.PARAGRAPH) or around[0] is PassageKind.HEADLINE:
            continue
        words = paragraphs[place]
        if _words(words) <= _SUBHEADING and not _LINE_END.search(words) and not is_fragment(paragraphs[place + 1]):
            kinds[place] = PassageKind.HEADLINE
