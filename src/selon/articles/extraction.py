"""The body and the particulars that trafilatura finds in a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from selon.articles.linked_data import day_of

# An element of lxml, which has no types.
_Element = Any

_BLOCKS = frozenset({"p", "head", "item", "quote", "list", "table", "row", "cell", "lb", "body", "code", "div", "main"})


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the body, or a heading in it."""

    words: str
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in a page; None where the page does not have it."""

    blocks: tuple[Block, ...]
    title: str | None
    description: str | None
    author: str | None
    publisher: str | None
    url: str | None
    published: date | None


def extract(source: str) -> Extraction | None:
    """What trafilatura finds in the page `source`; None when it finds no body."""
    # Imported here because it takes longer than reading a text does.
    from trafilatura import bare_extraction

    found = bare_extraction(source, with_metadata=True, include_comments=False, include_tables=False)
    if found is None or isinstance(found, dict) or found.body is None:
        return None
    return Extraction(
        blocks=tuple(block for block in _blocks(found.body) if block.words),
        title=found.title or None,
        description=found.description or None,
        author=found.author.replace("; ", ", ") if found.author else None,
        publisher=found.sitename or None,
        url=found.url or None,
        published=day_of(found.date),
    )


def _blocks(body: _Element) -> Iterator[Block]:
    words: list[str] = []
    is_heading = False
    for text, begins_block, heading in _pieces(body):
        if begins_block:
            yield Block(" ".join("".join(words).split()), is_heading)
            words, is_heading = [], heading
        words.append(text)
    yield Block(" ".join("".join(words).split()), is_heading)


def _pieces(element: _Element) -> Iterator[tuple[str, bool, bool]]:
    """Each stretch of text in order, whether it begins a block, and whether that block is a heading."""
    is_block, is_heading = element.tag in _BLOCKS, element.tag == "head"
    yield element.text or "", is_block, is_heading
    for child in element:
        yield from _pieces(child)
        yield child.tail or "", child.tag in _BLOCKS, is_heading
