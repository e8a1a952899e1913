"""From a query to SQL: which statements it holds of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from selon.articles.languages import known_languages
from selon.errors import QueryError
from selon.language.search import fold, search_words
from selon.ledger.query import Clause, Query, Term, clauses_of, folded_words, is_common

# What of a statement the index has (writing.searched_words says the same).
_SEARCHED = "CASE s.content WHEN '' THEN concat_ws(' ', s.source, s.cue) ELSE s.content END"


@dataclass(slots=True)
class Condition:
    """SQL that holds of the statements wanted, over kept.statements as `s`, and the values of its parameters."""

    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, part: str, *values: Any) -> None:
        """One more condition."""
        self.parts.append(part)
        self.values += values

    @property
    def sql(self) -> str:
        """All of them, as what stands behind WHERE."""
        return " AND ".join(self.parts)


def condition_of(connection: duckdb.DuckDBPyConnection, query: Query) -> Condition:
    """What holds of the current statements that `query` asks for. Raises QueryError when it cannot be understood."""
    condition = Condition()
    condition.add("NOT EXISTS (SELECT 1 FROM kept.superseded AS old WHERE old.record = s.record)")
    _add_words(condition, connection, query.words)
    _add_speaker(condition, query)
    _add_article(condition, query)
    for column, chosen in (("act", query.acts), ("form", query.forms)):
        if chosen:
            condition.add(f"s.{column} IN ({_marks(chosen)})", *(one.value for one in chosen))
    if query.since:
        condition.add("s.said_until >= ?", query.since)
    if query.until:
        condition.add("s.said_on <= ?", query.until)
    return condition


def _add_speaker(condition: Condition, query: Query) -> None:
    parts: list[str] = []
    values: list[Any] = []
    if query.speaker is not None:
        names = folded_words(query.speaker)
        parts += ["contains(searched, ?)"] * len(names) or ["false"]
        values += [f" {name} " for name in names]
    if query.kinds:
        parts.append(f"kind IN ({_marks(query.kinds)})")
        values += [kind.value for kind in query.kinds]
    if query.country:
        parts.append("country = ?")
        values.append(query.country)
    if parts:
        condition.add(f"s.actor IN (SELECT number FROM kept.actors WHERE {' AND '.join(parts)})", *values)


def _add_article(condition: Condition, query: Query) -> None:
    parts: list[str] = []
    values: list[Any] = []
    if query.publisher is not None:
        names = folded_words(query.publisher)
        parts += ["contains(kept.folded(publisher), ?)"] * len(names) or ["false"]
        values += [f" {name} " for name in names]
    for sign, day in ((">=", query.published_since), ("<=", query.published_until)):
        if day:
            parts.append(f"published {sign} ?")
            values.append(day)
    if parts:
        condition.add(f"s.article IN (SELECT article FROM kept.appearances WHERE {' AND '.join(parts)})", *values)
    if query.language:
        condition.add("s.article IN (SELECT number FROM kept.articles WHERE language = ?)", query.language)


def _add_words(condition: Condition, connection: duckdb.DuckDBPyConnection, words: str) -> None:
    for clause in _telling(clauses_of(words)):
        stems = [stem for term in clause.terms if not (term.phrase or term.prefix) for stem in _stems(connection, term)]
        parts = [_stem_sql(stems, condition.values)]
        parts += [_prefix_sql(term, condition.values) for term in clause.terms if term.prefix]
        parts += [_phrase_sql(connection, term, condition.values) for term in clause.terms if term.phrase]
        condition.parts.append(f"{'NOT ' if clause.excluded else ''}({' OR '.join(parts)})")


def _telling(clauses: Sequence[Clause]) -> list[Clause]:
    """`clauses` without single words that are too common to be in the index, unless they are all there is.

    Raises QueryError when they are all there is and no language has them in its index.
    """
    telling = [clause for clause in clauses if not all(_is_common(term) for term in clause.terms)]
    if any(not clause.excluded for clause in telling) or not any(not clause.excluded for clause in clauses):
        return telling
    if all(_is_common(term, everywhere=True) for clause in clauses for term in clause.terms):
        words = " ".join(term.words[0] for clause in clauses for term in clause.terms)
        raise QueryError(f"'{words}' is too common to look for: add another word, or put it in quotation marks")
    return list(clauses)


def _is_common(term: Term, *, everywhere: bool = False) -> bool:
    """True for a single word that some language does not index, or that none does when `everywhere`."""
    return not (term.phrase or term.prefix) and is_common(term.words[0], everywhere=everywhere)


def _phrase_sql(connection: duckdb.DuckDBPyConnection, term: Term, values: list[Any]) -> str:
    single = [Term((word,)) for word in term.words]
    parts = [_stem_sql(_stems(connection, word), values) for word in single if not _is_common(word)]
    values.append(" ".join(term.words))
    # Words are compared side by side, which takes long, only in statements that have all of them.
    stands = f"contains(kept.folded({_SEARCHED}), kept.folded(?))"
    return f"CASE WHEN {' AND '.join(parts) or 'true'} THEN {stands} ELSE false END"


def _stem_sql(stems: Sequence[int], values: list[Any]) -> str:
    values += stems
    return f"s.number IN (SELECT statement FROM kept.postings WHERE stem IN ({_marks(stems) or 'NULL'}))"


def _prefix_sql(term: Term, values: list[Any]) -> str:
    values.append(fold(term.words[-1]))
    stems = "SELECT stem FROM kept.words WHERE starts_with(word, ?)"
    return f"s.number IN (SELECT statement FROM kept.postings WHERE stem IN ({stems}))"


def _stems(connection: duckdb.DuckDBPyConnection, term: Term) -> list[int]:
    """The stems that a word may have: in each language, and as the ledger has it with its accents."""
    word = term.words[-1]
    stems = [(language, search_words(language).stem(word)) for language in known_languages()]
    pairs = " OR ".join(["(language = ? AND stem = ?)"] * len(stems))
    query = f"SELECT number FROM kept.stems WHERE {pairs} UNION SELECT stem FROM kept.words WHERE word = ? ORDER BY 1"
    values = [value for pair in stems for value in pair]
    return [number for (number,) in connection.execute(query, [*values, fold(word)]).fetchall()]


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
