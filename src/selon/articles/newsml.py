"""NewsML, the IPTC's envelope for the items of news agencies: NewsML-G2 (2.x), and NewsML 1.x in newsml_1.

An item of NewsML-G2 was published when it was first created, or, where it does not say so, when its content or this
version was created. What the article keeps as its `original` is the first inline content of the item, written as HTML
without namespaces. Other inline contents, which are renditions of the first, are left out; so are packages, whose
items stand on their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from selon.articles import newsml_1
from selon.articles.agency import authors_in, check_readable, dated, parse_each
from selon.articles.agency_xml import Element, language_of, read_xml, root_name, words_of
from selon.articles.content import Content
from selon.articles.details import Details, Told
from selon.articles.failure import Failure
from selon.articles.inline import parse_inline
from selon.errors import NoArticleError
from selon.record import Article

_ITEMS = frozenset({"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"})
_ROOTS_1 = frozenset({"NewsML", "NewsItem"})


def matches(head: bytes) -> bool:
    """True for XML whose root is one of NewsML's."""
    name = root_name(head)
    return name == "newsMessage" or name in _ITEMS or name in _ROOTS_1


def read(content: Content, told: Told) -> Iterator[Article | Failure]:
    """The articles in `content`, in order; items that cannot be read, or are no texts, as failures in their place.

    Raises UnreadableInputError when it is no XML, NoArticleError when there is no item in it, and what is wrong with
    its only item.
    """
    root = read_xml(content)
    if root.tag in _ROOTS_1:
        yield from newsml_1.read_items(root, told, content.origin)
        return
    items = [root] if root.tag in _ITEMS else root.findall("itemSet/*")
    if not items:
        raise NoArticleError(f"{content.origin} is a message of NewsML without items: give one that has some")
    yield from parse_each(items, partial(_parse_item, told), content.origin)


def _parse_item(told: Told, item: Element, origin: str) -> Article:
    kind = _code(item, "itemMeta/itemClass") if item.tag == "newsItem" else item.tag.removesuffix("Item")
    check_readable(kind, _code(item, "itemMeta/pubStatus"), origin)
    contents = [*item.iterfind("contentSet/inlineXML"), *item.iterfind("contentSet/inlineData")]
    texts = (content for content in contents if _is_text(content) and words_of(content))
    text = next(texts, None)
    if text is None:
        raise NoArticleError(f"{origin} has no text in it: fetch the item with its content inside")
    return parse_inline([text], told, _details(item), origin)


def _is_text(content: Element) -> bool:
    return "encoding" not in content.attrib and not content.get("contenttype", "").startswith(("image", "audio"))


def _details(item: Element) -> Details:
    details = Details(
        language=_attribute(item, "contentMeta/language", "tag") or language_of(item),
        title=_title(item),
        publisher=_publisher(item),
        author=authors_in(words_of(item.find("contentMeta/by"))),
        url=_address(item),
        name=item.get("guid") or None,
    )
    created = words_of(item.find("itemMeta/firstCreated")) or words_of(item.find("contentMeta/contentCreated"))
    return dated(details, created, words_of(item.find("itemMeta/versionCreated")))


def _title(item: Element) -> str | None:
    headlines = sorted(item.iterfind("contentMeta/headline"), key=lambda headline: headline.get("role") is not None)
    return next((words for words in map(words_of, headlines) if words), words_of(item.find("itemMeta/title")))


def _publisher(item: Element) -> str | None:
    return (
        words_of(item.find("itemMeta/provider/name"))
        or _attribute(item, "itemMeta/provider", "literal")
        or words_of(item.find("rightsInfo/copyrightHolder/name"))
        or _attribute(item, "rightsInfo/copyrightHolder", "literal")
        or _code(item, "itemMeta/provider")
    )


def _address(item: Element) -> str | None:
    links = (link.get("href") for link in item.iterfind("itemMeta/link") if link.get("rel", "").endswith("canonical"))
    candidates = (*links, item.get("guid"))
    return next((address for address in candidates if address and address.startswith(("http://", "https://"))), None)


def _code(item: Element, path: str) -> str | None:
    """A qualified code without the name of its vocabulary: "text" for "ninat:text"."""
    code = _attribute(item, path, "qcode")
    return code.rpartition(":")[2] if code else None


def _attribute(item: Element, path: str, name: str) -> str | None:
    found = item.find(path)
    return None if found is None else found.get(name) or None
