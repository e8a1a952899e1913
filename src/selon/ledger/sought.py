"""Which words of a text a search is after, to show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selon.articles.languages import known_languages
from selon.errors import QueryError
from selon.language.search import fold, search_words, words_in
from selon.ledger.query import clauses_of

_WORD = re.compile(r"[^\W_]+")


def sought_in(text: str, words: str, language: str) -> Iterator[tuple[int, int]]:
    """Where in `text`, of `language`, the words stand that the `words` of a query ask for, as [start, end)."""
    stems, beginnings = _sought(words)
    if not stems and not beginnings:
        return
    known = search_words(language)
    for found in _WORD.finditer(text):
        word = "".join(words_in(found[0]))
        if known.stem(word) in stems or fold(word).startswith(beginnings):
            yield found.span()


@lru_cache(256)
def _sought(words: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The stems, in any language, and the beginnings of the words that a query asks for."""
    try:
        terms = [term for clause in clauses_of(words) if not clause.excluded for term in clause.terms]
    except QueryError:
        return frozenset(), ()
    whole = [word for term in terms for word in (term.words[:-1] if term.prefix else term.words)]
    stems = {search_words(language).stem(word) for language in known_languages() for word in whole}
    return frozenset(stems), tuple(fold(term.words[-1]) for term in terms if term.prefix)
