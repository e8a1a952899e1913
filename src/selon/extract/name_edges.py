"""Where a name begins and ends: behind the article before it, at a bracket, before the nationality of a ministry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selon.language.countries import Countries
from selon.language.lexicon import Lexicon
from selon.language.words import folded
from selon.record import Span

# Of 3,417 organisations annotated in French news (WiNER-fr, those that are learnt from) none has a bracket within; 27
# begin with an article in small letters, 1,197 stand behind one; of 52 behind “ministre de” none ends with a demonym.
_PARTS = re.compile(r"[^()\[\]]+")
_LAST = re.compile(r"(?<=\w)\s+([^\W\d_]+)\Z")
_WORD = re.compile(r"\w+")
# How many characters and words before a portfolio its office may stand (ministre délégué chargé des …).
_REACH, _WORDS = 40, 5
_FIRST = re.compile(r"[^\W\d_]+(?:['’]\s*|\s+)(?=[^\W_])")


def with_clean_edges(
    text: str, entities: Sequence[tuple[Span, str]], lexicon: Lexicon, countries: Countries
) -> list[tuple[Span, str]]:
    """The entities without an article in small letters before them (l'Urssaf), and without a nationality behind them
    that is the minister's (ministre des Affaires étrangères français); one with brackets is as many as they part
    (World Health Organization (WHO), which are two)."""
    return [
        (_without_nationality(text, name, lexicon, countries), label)
        for span, label in entities
        for name in _names(text, span, lexicon)
    ]


def _names(text: str, span: Span, lexicon: Lexicon) -> Iterator[Span]:
    if text[span.start].isupper() and _PARTS.fullmatch(text, span.start, span.end):  # as nearly all are
        yield span
        return
    for part in _PARTS.finditer(text, span.start, span.end):
        words = part[0]
        start, end = part.end() - len(words.lstrip()), part.start() + len(words.rstrip())
        article = _FIRST.match(text, start, end)
        if article and _is_article(article[0].strip(), lexicon):
            start = article.end()
        if any(character.isalnum() for character in text[start:end]):
            yield Span(start, end)


def _without_nationality(text: str, span: Span, lexicon: Lexicon, countries: Countries) -> Span:
    last = _LAST.search(text, span.start, span.end) if lexicon.noun_first else None
    if not (last and last[1].islower() and folded(last[1]) in countries.demonyms):
        return span
    before = _WORD.findall(text, max(span.start - _REACH, 0), span.start)[-_WORDS:]
    return Span(span.start, last.start()) if any(folded(word) in lexicon.portfolios for word in before) else span


def _is_article(word: str, lexicon: Lexicon) -> bool:
    trait = lexicon.determiners.get(folded(word))
    return word.islower() and trait is not None and trait.sort == "definite"
