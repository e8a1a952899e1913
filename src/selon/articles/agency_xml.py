"""XML as news agencies write it: read safely, without its namespaces, and its marked-up text as a piece of HTML."""

from __future__ import annotations

import html
import re
from typing import Any

from selon.articles.content import Content
from selon.articles.decoding import decode
from selon.errors import UnreadableInputError

# An element of lxml, which has no types.
Element = Any

_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]{1,100}:)?([\w.-]{1,100})[\s/>]")
# What follows the namespace and the prefix.
_LOCAL_NAME = re.compile(r"(?<![^:}])[^\W\d][\w.-]*\Z")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
# Entities, and marks that open neither a tag nor an entity; CDATA and comments are passed over as they are.
_MARK = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(?![a-zA-Z_/?!])|"
    r"&(?:#\d{1,8}|#x[\da-f]{1,6}|[a-z][\w.-]{0,60});|&",
    re.DOTALL | re.IGNORECASE,
)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def root_name(head: bytes) -> str | None:
    """The name, without its prefix, of the root of the XML that begins with the bytes `head`; None when it is none."""
    # Names are ASCII, so they read the same in UTF-8 and Latin-1, and in UTF-16 without its zeros.
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1")
    found = _ROOT.match(start, _root_start(start))
    return found[1] if found else None


def read_xml(content: Content) -> Element:
    """The root of the XML in `content`, whatever encoding it says it is in. Raises what `decode` and `parse_xml` do."""
    return parse_xml(decode(content.read_whole(), content.origin), content.origin)


def _local_name(element: Element) -> str:
    """The name of an element without its namespace.

    One that has none, or damaged bytes for it, is called a span, so that the words inside are kept.
    """
    try:
        name = _LOCAL_NAME.search(element.tag)
    except UnicodeDecodeError:
        return "span"
    return name[0] if name else "span"


def parse_xml(source: str, origin: str) -> Element:
    """The root element of the XML `source`; names have lost their namespaces, comments are left out.

    Slight faults are mended. The document type is not read and nothing is fetched, and no entity but those of HTML is
    replaced, so that a document can neither grow nor reach for files. origin: what to call it in messages.
    Raises UnreadableInputError when it is no XML, is nested or long beyond all news, or has text after its end.
    """
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_mended(source).encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    _check(parser.error_log, origin)
    if root is None:
        raise UnreadableInputError(f"{origin} is damaged XML: fetch it again")
    for element in root.iter(etree.Element):
        element.tag = _local_name(element)
    etree.cleanup_namespaces(root)
    return root


def words_of(element: Element | None) -> str | None:
    """The text of an element on one line, None when there is none. Entities that were escaped twice are replaced."""
    if element is None:
        return None
    return " ".join(html.unescape("".join(element.itertext())).split()) or None


def language_of(element: Element | None) -> str | None:
    """What the attribute xml:lang of an element says, None where it does not."""
    return None if element is None else element.get(_LANGUAGE) or None


def inner_markup(element: Element) -> str:
    """What an element holds, written as HTML: namespaces and comments are gone, CDATA is escaped."""
    from lxml import etree

    children = (etree.tostring(child, method="html", encoding="unicode") for child in element)
    return html.escape(element.text or "", quote=False) + "".join(children)


def _root_start(source: str) -> int:
    """Where the root begins, after the declaration, comments and the document type."""
    position = 0
    while before := _BEFORE_ROOT.match(source, position):
        position = before.end()
    return position


def _mended(source: str) -> str:
    """The root alone, for declarations are often wrong, with its entities and bare marks as XML wants them.

    A parser that mends would drop what they stand for.
    """
    return _MARK.sub(_mended_mark, _FORBIDDEN.sub("", source[_root_start(source) :]))


def _mended_mark(mark: re.Match[str]) -> str:
    return mark[0] if mark[0].startswith("<!") else html.escape(html.unescape(mark[0]))


def _check(faults: Any, origin: str) -> None:
    """Raises UnreadableInputError for the faults that cost more than a letter."""
    for fault in faults:
        if "XML_PARSE_HUGE" in fault.message or fault.type_name == "ERR_RESOURCE_LIMIT":
            raise UnreadableInputError(f"{origin} is XML nested too deep or with too long texts: give single articles")
        if fault.type_name == "ERR_DOCUMENT_END":
            raise UnreadableInputError(f"{origin} has text after the end of its XML: split it into single documents")
