"""The text that stands inside an item of NewsML: NITF, XHTML, bare paragraphs, escaped HTML or plain words."""

from __future__ import annotations

from collections.abc import Sequence

from selon.articles.agency import is_markup, parse_body
from selon.articles.agency_xml import Element, inner_markup
from selon.articles.details import Details, Told
from selon.articles.nitf import parse_nitf
from selon.record import Article


def parse_inline(contents: Sequence[Element], told: Told, details: Details, origin: str) -> Article:
    """The article whose text is in the elements `contents`, one after the other.

    details: what the item says of it. origin: what to call it in messages.
    Raises what `parse_nitf` and `parse_body` raise.
    """
    nitf = contents[0].find(".//nitf")
    if nitf is not None and len(contents) == 1:
        return parse_nitf(nitf, told, details, origin)
    pieces = [_piece(content) for content in contents]
    if len(pieces) > 1 and any(is_markup(piece) for piece in pieces):
        pieces = [f"<div>{piece}</div>" for piece in pieces]
    return parse_body("\n\n".join(pieces), told, details, origin)


def _piece(content: Element) -> str:
    """The markup inside `content`, or its words where it has none; the head of a page is no part of it."""
    bodies = (body for path in (".//body.content", ".//body") for body in content.iterfind(path))
    holder = next(bodies, content)
    return inner_markup(holder) if len(holder) else holder.text or ""
