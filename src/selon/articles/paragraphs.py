"""Where the paragraphs of a plain text stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from selon.record import Span

# Where str.splitlines splits.
_LINE_ENDS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
# A byte order mark inside a text is no word either.
_LINE = re.compile(rf"[^\s\ufeff](?:[^{_LINE_ENDS}]*[^\s\ufeff])?")
_BLANK_LINE = re.compile(rf"(?:\r\n|[{_LINE_ENDS}])[^{_LINE_ENDS}]*(?:\r\n|[{_LINE_ENDS}])")
# Lines that were broken to fit a screen or a letter are about as long as these.
_SHORTEST_WRAPPED, _LONGEST_WRAPPED = 40, 100
# A line that ends this far before the others ends its paragraph.
_ENDS_EARLY = 0.6


def find_paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text` in order, trimmed of white space.

    A paragraph is a line that is not blank; where the text is hard-wrapped, it is the lines between two blank lines.
    """
    blocks = list(_blocks(text))
    if not _is_wrapped(text, blocks):
        return [line for block in blocks for line in block]
    return [paragraph for block in blocks for paragraph in _joined(text, block)]


def _blocks(text: str) -> Iterator[list[Span]]:
    """Runs of lines with no blank line between them, each line trimmed."""
    block: list[Span] = []
    for found in _LINE.finditer(text):
        line = Span(found.start(), found.end())
        if block and _BLANK_LINE.search(text, block[-1].end, line.start):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _is_wrapped(text: str, blocks: list[list[Span]]) -> bool:
    """True when most line breaks within blocks stand after a line of wrapped length and inside a sentence."""
    breaks = inside = 0
    for block in blocks:
        for line, following in pairwise(block):
            breaks += 1
            length = line.end - line.start
            inside += _SHORTEST_WRAPPED <= length <= _LONGEST_WRAPPED and text[following.start].islower()
    return inside * 2 > breaks


def _joined(text: str, block: list[Span]) -> Iterator[Span]:
    width = max(line.end - line.start for line in block)
    start = block[0].start
    for line, following in pairwise(block):
        if line.end - line.start < _ENDS_EARLY * width and not text[following.start].islower():
            yield Span(start, line.end)
            start = following.start
    yield Span(start, block[-1].end)
