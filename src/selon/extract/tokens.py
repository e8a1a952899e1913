"""An article's text as words and marks, with the sentence each stands in and whether it is quoted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from selon.language.lexicon import Lexicon, lexicon_of
from selon.language.words import folded
from selon.remembered import Remembered

_CLOSING = dict(zip("«“„", "»”“", strict=True))
_SENTENCE_END = frozenset((".", "!", "?", "…", "\n"))
# How a Token makes itself, without the call around it: half of the time, and there is one for every word.
_new = tuple.__new__


class Token(NamedTuple):
    """A word or mark at characters `start` to `end`; `key` is the word folded, `is_word` false for marks and line ends.

    capitalised: the word begins with a capital. quoted: it stands within quotation marks.
    """

    start: int
    end: int
    text: str
    key: str
    sentence: int
    quoted: bool
    is_word: bool
    capitalised: bool


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """The words and marks of `text` in order; white space other than line ends is no token."""
    tokens: list[Token] = []
    sentence, ended, open_mark, quoted = 0, False, "", False
    for match in _pattern(lexicon.language).finditer(text):
        word = match[0]
        key, is_word, capitalised = _LOOKED_AT[word]
        if ended and (is_word or word in _CLOSING):
            sentence, ended = sentence + (capitalised or not word[0].isalpha() or tokens[-1].text == "\n"), False
        if not is_word:
            open_mark = _open_mark(open_mark, word)
            quoted, ended = open_mark != "", ended or word in _SENTENCE_END
        start, end = match.span()
        tokens.append(_new(Token, (start, end, word, key, sentence, quoted, is_word, capitalised)))
    return tokens


def _looked_at(word: str) -> tuple[str, bool, bool]:
    """The key of a word or mark, whether it is a word, and whether it has a capital."""
    is_word = word[0].isalnum()
    return folded(word) if is_word else word, is_word, word[0].isupper()


_LOOKED_AT = Remembered(_looked_at)


def tokens_within(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The half-open range of indices of the tokens that share a character with `start` to `end`."""
    # Tokens are ordered by where they start, the first of their fields.
    first = bisect_left(tokens, (start,))
    if first and tokens[first - 1].end > start:
        first -= 1
    # They are few, which takes less time to walk than to look for the last.
    last = first
    while last < len(tokens) and tokens[last].start < end:
        last += 1
    return first, last


def _open_mark(open_mark: str, word: str) -> str:
    """The mark that will close the quotation open after `word`, or nothing; no quotation outlives its line."""
    if word == "\n" or word == open_mark:
        return ""
    if open_mark:
        return open_mark
    return '"' if word == '"' else _CLOSING.get(word, "")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    lexicon = lexicon_of(language)
    titles = [title for title in lexicon.titles if title.endswith(".")]
    elided = rf"(?i:\b(?:{'|'.join(lexicon.elisions)})['’](?=\s?\w))|" if lexicon.elisions else ""
    # Most words begin otherwise than any title, which one look tells.
    begins = re.escape("".join(dict.fromkeys(title[0] for title in titles)))
    shortened = rf"\b(?i:(?=[{begins}])(?:{'|'.join(map(re.escape, titles))}))(?=\s)"
    initials = r"(?:\b[A-Z]\.)(?:[ -]?[A-Z]\.)*(?=[\s,)]\S)"
    enclitic = rf"(?:t-)?(?:{'|'.join(lexicon.enclitics)})\b" if lexicon.enclitics else "(?!)"
    word = rf"\w+(?:[-‑'’&.](?!(?:[sS]\b|{enclitic}))\w+)*"
    # Nothing else begins with a word behind which none of these marks stands, as most are.
    plain = r"\w++(?![-‑'’&.])"
    return re.compile(rf"{plain}|{elided}{shortened}|{initials}|{word}|-t-|['’]s\b|\n|[^\w\s]")
