"""The words a page shows, and where in its source each letter of them stands."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

# What these hold is never shown, or not as text.
_HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "textarea"})
_TAG_NAME = re.compile(r"</?([a-zA-Z][^\s/>]{0,40})")
_TAG_STOP = re.compile(r"[\"'>]")
_PIECE = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?|\S", re.ASCII)
# Marks that a page's title and its headline write in two ways.
_ALIKE = str.maketrans("’‘ʼ“”«»„–—", '\'\'\'"""""--')
# Hyphenation points, joiners and byte order marks: a reader sees nothing, an extractor may drop them.
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class VisibleText:
    """The letters a page shows, without white space.

    letters: one character each. starts, ends: where in the page's source each of them stands, escaped or not.
    """

    letters: str
    starts: array[int]
    ends: array[int]


def squeeze(words: str) -> str:
    """The letters of `words`, as `VisibleText` holds them: no white space, quotation marks and dashes made alike."""
    return "".join(character for character in words if is_letter(character)).translate(_ALIKE)


def is_letter(character: str) -> bool:
    """True for any character that is seen."""
    return not character.isspace() and character not in _UNSEEN


def read_visible_text(source: str) -> VisibleText:
    """What the page `source` shows as text, in linear time."""
    letters: list[str] = []
    starts, ends = array("l"), array("l")
    for start, end in _text_runs(source):
        for piece in _PIECE.finditer(source, start, end):
            words = piece[0] if len(piece[0]) == 1 else html.unescape(piece[0])
            for letter in words:
                if is_letter(letter):
                    letters.append(letter)
                    starts.append(piece.start())
                    ends.append(piece.end())
    return VisibleText("".join(letters).translate(_ALIKE), starts, ends)


def _text_runs(source: str) -> Iterator[tuple[int, int]]:
    """Where text stands between tags. What is never closed reaches to the end of the page."""
    start = 0
    while start < len(source):
        tag = source.find("<", start)
        if tag < 0:
            yield start, len(source)
            return
        yield start, tag
        named = _TAG_NAME.match(source, tag)
        if source.startswith("<!--", tag):
            start = _after(source, "-->", tag + 4)
        elif named or source.startswith(("<!", "<?", "</"), tag):
            start = _tag_end(source, tag + 1)
            if named and named[1].lower() in _HIDDEN and not source.startswith("</", tag):
                start = _hidden_end(source, named[1], start)
        else:
            yield tag, tag + 1
            start = tag + 1


def _after(source: str, mark: str, start: int) -> int:
    found = source.find(mark, start)
    return len(source) if found < 0 else found + len(mark)


def _tag_end(source: str, start: int) -> int:
    """After the `>` that closes the tag; one inside quotation marks does not."""
    while stop := _TAG_STOP.search(source, start):
        if stop[0] == ">":
            return stop.end()
        start = _after(source, stop[0], stop.end())
    return len(source)


def _hidden_end(source: str, name: str, start: int) -> int:
    closing = re.compile(rf"</{re.escape(name)}[\s/>]", re.IGNORECASE).search(source, start)
    return closing.start() if closing else len(source)
