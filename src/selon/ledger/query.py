"""What is asked of a ledger: words and conditions, as a person writes them and as JSON keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from selon.articles.languages import known_languages
from selon.errors import QueryError
from selon.language.countries import countries_of
from selon.language.search import fold, search_words, words_in
from selon.language.words import folded
from selon.record import Act, Form, Kind

_PART = re.compile(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_ALTERNATIVE = "OR"
_ALPHA3 = re.compile(r"[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions that all hold of the statements that are wanted; an empty one holds of every statement.

    words: words of the statement in any form of theirs (*sanctions* finds *sanctionné*), all of them; "words in
    quotation marks" stand so in it, one after the other; -word does not stand in it; word* begins one of its words;
    between two of these OR means that one of both is enough.
    speaker: words of the speaker's name. publisher: words of the publisher's name, of any that published the article.
    acts, kinds, forms: one of them. country: the speaker's, ISO 3166-1 alpha-3. language: the article's, ISO 639-1.
    since, until: the first and the last day on which it was said, where only its month or year is known any day of
    that; published_since, published_until: on which the article came out.
    """

    words: str = ""
    speaker: str | None = None
    publisher: str | None = None
    acts: tuple[Act, ...] = ()
    kinds: tuple[Kind, ...] = ()
    forms: tuple[Form, ...] = ()
    country: str | None = None
    language: str | None = None
    since: date | None = None
    until: date | None = None
    published_since: date | None = None
    published_until: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """The conditions as JSON types, those that say nothing left out."""
        given = {name: value for name, value in asdict(self).items() if value is not None and value != ()}
        if not self.words:
            del given["words"]
        return {
            name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
            for name, value in given.items()
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Query:
        """The query that `to_dict` wrote. Raises QueryError, KeyError or ValueError when `row` is none."""
        given = dict(row)
        given |= {name: date.fromisoformat(given[name]) for name in _DAYS if name in given}
        given |= {name: tuple(map(kind, given[name])) for name, kind in _CHOICES.items() if name in given}
        return cls(**given)


_DAYS = ("since", "until", "published_since", "published_until")
_CHOICES: dict[str, type[StrEnum]] = {"acts": Act, "kinds": Kind, "forms": Form}


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is sought.

    words: as written. phrase: they stand side by side, in just this form. prefix: the last begins a word.
    """

    words: tuple[str, ...]
    phrase: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms of which one must stand in a statement; or none of which may."""

    terms: tuple[Term, ...]
    excluded: bool = False


def clauses_of(words: str) -> list[Clause]:
    """What the `words` of a query ask for. Raises QueryError when there is nothing in them that can be sought."""
    clauses: list[Clause] = []
    joined = False
    for part in _PART.finditer(words):
        if part["word"] == _ALTERNATIVE and not part["no"]:
            joined = bool(clauses)
            continue
        term = _term(part)
        if term is None:
            continue
        if joined and not part["no"] and not clauses[-1].excluded:
            clauses[-1] = Clause((*clauses[-1].terms, term))
        else:
            clauses.append(Clause((term,), excluded=bool(part["no"])))
        joined = False
    if words.strip() and not clauses:
        raise QueryError(f"there is no word in '{words.strip()}' to look for: write one of letters or figures")
    return clauses


def _term(part: re.Match[str]) -> Term | None:
    written = part["phrase"] if part["phrase"] is not None else part["word"]
    words = tuple(words_in(written))
    if not words:
        return None
    prefix = part["phrase"] is None and written.endswith("*")
    if part["phrase"] is None:
        # What is elided before a word is no part of it: "l'Europe" is sought as any form of "Europe".
        words = tuple(word for word in words if not is_common(word)) or words
    # A word that an apostrophe or a hyphen parts is sought as it stands: "porte-parole" is not any word and any other.
    return Term(words, phrase=part["phrase"] is not None or (len(words) > 1 and not prefix), prefix=prefix)


def is_common(word: str, *, everywhere: bool = False) -> bool:
    """True for a word that the index leaves out in some language, or in all of them when `everywhere`."""
    found = [fold(word) in search_words(language).common for language in known_languages()]
    return all(found) if everywhere else any(found)


def country_code(written: str) -> str:
    """The ISO 3166-1 alpha-3 code of a country named by it or by its French or English name.

    Raises QueryError when there is no such country.
    """
    named = (countries_of(language) for language in known_languages())
    for countries in named:
        if written.upper() in countries.titles and _ALPHA3.fullmatch(written):
            return written.upper()
        if code := countries.names.get(folded(written)):
            return code
    raise QueryError(f"there is no country '{written}': give its name, or its code of three letters, such as CHN")


def folded_words(written: str) -> list[str]:
    """The words of `written` as they are compared."""
    return [fold(word) for word in words_in(written)]


def searched_name(name: str) -> str:
    """The words of a name as names are compared: folded, a space around each."""
    return f" {' '.join(folded_words(name))} "
