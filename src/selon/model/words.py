"""Text cut into words, each with its place: the units that the model labels."""

from __future__ import annotations

import re

from selon.record import Span

# An English clitic ('s, ’re) or a French elision (l', qu’, aujourd') with its apostrophe is a word of its own;
# hyphens are too, so that the pronoun of "a-t-il" can be a source.
# Most words have no apostrophe behind them, which is looked at first.
_WORD = re.compile(
    r"[^\W_]++(?!['’])(?:[.,]\d+)*"
    r"|(?<=\w)['’](?i:s|re|ve|ll|d|m|t)(?!\w)"
    r"|[^\W\d_]+['’](?=[^\W\d_])(?<![^\W\d_]['’](?=(?i:s|re|ve|ll|d|m|t)\b))"
    r"|[^\W_]+(?:[.,]\d+)*"
    r"|\S"
)


# Where a word begins and ends, in characters of its text. There are too many words for each to be a Span.
Word = tuple[int, int]


def words_of(text: str, within: Span) -> list[Word]:
    """The words of `text` inside `within`, in order; white space belongs to none. Offsets are of `text`."""
    return [match.span() for match in _WORD.finditer(text, within.start, within.end)]
