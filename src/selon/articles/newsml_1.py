"""NewsML 1.x: items made of components within components, whose innermost hold the text in pieces.

One item can hold several articles, in several languages for instance. The pieces of an article (its lead, its body)
are components of one component; what stands beside them (titles, captions, style sheets) is no part of its text.
An item was published when it was first created, and modified when this revision was, where that is later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from selon.articles.agency import authors_in, check_readable, dated, parse_each
from selon.articles.agency_xml import Element, language_of, words_of
from selon.articles.details import Details, Told
from selon.articles.failure import Failure
from selon.articles.inline import parse_inline
from selon.errors import NoArticleError
from selon.record import Article

# The roles of components, in small letters: pieces of an article's text, and what stands beside them.
_PIECES = frozenset({"body", "lead"})
_BESIDE = frozenset(
    (
        *("abstract", "audio", "byline", "caption", "contact", "dateline", "graphic", "headline", "image", "keyword"),
        *("logo", "photo", "picture", "slugline", "sound", "stylesheet", "subheadline", "summary", "title"),
        *("tweettext", "video"),
    )
)


@dataclass(frozen=True, slots=True)
class _Story:
    """One article of an item; without texts where the item has none. number: which of the item's, None for an only."""

    item: Element
    texts: tuple[Element, ...]
    number: int | None


def read_items(root: Element, told: Told, origin: str) -> Iterator[Article | Failure]:
    """The articles under `root`, a NewsML or a NewsItem, in order; failures in the place of those that are not read.

    Raises NoArticleError when there is no item, and what is wrong with an only one.
    """
    items = [root] if root.tag == "NewsItem" else root.findall("NewsItem")
    stories = [story for item in items for story in _stories(item)]
    if not stories:
        raise NoArticleError(f"{origin} is a message of NewsML without items: give one that has some")
    yield from parse_each(stories, partial(_parse_story, told), origin)


def _stories(item: Element) -> list[_Story]:
    texts: dict[Element, list[Element]] = {}
    for component in item.iter("NewsComponent"):
        role = _role(component)
        if role not in _BESIDE and (found := _texts_of(component)):
            story = component.getparent() if role in _PIECES else component
            texts.setdefault(story, []).extend(found)
    several = len(texts) > 1
    stories = [_Story(item, tuple(found), n if several else None) for n, found in enumerate(texts.values(), 1)]
    return stories or [_Story(item, (), None)]


def _role(component: Element) -> str | None:
    """The role of a component, or of the nearest around it that states one."""
    return (_stated(component, "Role") or "").lower() or None


def _texts_of(component: Element) -> list[Element]:
    """The texts right in a component; the first of them where they say the same in several formats."""
    contents = [
        content
        for item in component.iterchildren("ContentItem")
        if (_formal(item.find("MediaType")) or "text").lower() == "text"
        for content in item.iterchildren("DataContent")
        if words_of(content)
    ]
    alike = component.get("EquivalentsList") == "yes" or component.find("BasisForChoice") is not None
    return contents[:1] if alike else contents


def _parse_story(told: Told, story: _Story, origin: str) -> Article:
    check_readable(None, _formal(story.item.find("NewsManagement/Status")), origin)
    if not story.texts:
        raise NoArticleError(f"{origin} has no text in it, only what goes with one: leave it out")
    return parse_inline(story.texts, told, _details(story), origin)


def _details(story: _Story) -> Details:
    item, component = story.item, next(story.texts[0].iterancestors("NewsComponent"))
    name = words_of(item.find("Identification/NewsIdentifier/PublicIdentifier"))
    details = Details(
        language=_language(component) or language_of(item),
        title=_line(component, "HeadLine"),
        publisher=_stated(component, "AdministrativeMetadata/Provider/Party")
        or words_of(item.find("Identification/NewsIdentifier/ProviderId")),
        author=authors_in(_line(component, "ByLine")),
        name=f"{name}#{story.number}" if name and story.number else name,
    )
    created, changed = (item.find(f"NewsManagement/{name}") for name in ("FirstCreated", "ThisRevisionCreated"))
    return dated(details, words_of(created), words_of(changed))


def _around(component: Element) -> Iterator[Element]:
    """A component and those it stands in, from the inside out."""
    yield component
    yield from component.iterancestors("NewsComponent")


def _language(component: Element) -> str | None:
    stated = (_formal(c.find("DescriptiveMetadata/Language")) or language_of(c) for c in _around(component))
    return next((language for language in stated if language), None)


def _line(component: Element, name: str) -> str | None:
    """What the news line called `name` says, nearest to the component."""
    lines = (words_of(around.find(f"NewsLines/{name}")) for around in _around(component))
    return next((words for words in lines if words), None)


def _stated(component: Element, path: str) -> str | None:
    """The formal name of what stands at `path`, nearest to the component."""
    names = (_formal(around.find(path)) for around in _around(component))
    return next((name for name in names if name), None)


def _formal(element: Element | None) -> str | None:
    return None if element is None else element.get("FormalName") or None
