"""Ids: the first 64 bits of a hash of what a thing consists of, the same in every ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from selon.ledger.query import folded_words
from selon.record import Actor, Article, Kind, Speaker, Statement


def hashed(*parts: Any) -> int:
    """The id of what consists of `parts`: words, whole numbers and None, and lists and tuples of these."""
    return int.from_bytes(hashlib.sha256(ascii(parts).encode()).digest()[:8], "big")


def article_id(article: Article) -> int:
    """The article's own id as a number."""
    return int(article.id, 16)


def appearance_id(article: Article) -> int:
    """The id of the article where and when it was published, whatever file it was read from."""
    moments = [moment.isoformat() if moment else None for moment in (article.published_at, article.modified_at)]
    day = article.published.isoformat() if article.published else None
    return hashed(article.id, day, moments, article.title, article.publisher, article.author, article.url, article.name)


def actor_id(one: Speaker | Actor) -> int:
    """The id of whom articles name so: the same name, kind and country is one actor."""
    return hashed(one.name, one.kind.value, one.country, one.stands_for if isinstance(one, Speaker) else None)


def identity_of(one: Speaker | Actor) -> str | None:
    """What the names of one person, organisation or state have in common: the words of the name, or a state's code.

    Initials do not count. None for a person by a single name: a bare surname tells nobody from a namesake.
    """
    if one.kind is Kind.COUNTRY and one.country:
        return one.country
    words = folded_words(one.name)
    if one.kind is Kind.PERSON:
        words = [word for word in words if len(word) > 1]
        return " ".join(words) if len(words) > 1 else None
    return " ".join(words)


def statement_ids(article: Article, statements: Sequence[Statement]) -> list[int]:
    """The ids of an article's statements: by their content, cue and source, so that they outlive a change of reader."""
    seen: dict[int, int] = {}
    ids = []
    for statement in statements:
        spans = [[(s.start, s.end) for s in part] for part in (statement.content, statement.cue, statement.source)]
        found = hashed(article.id, spans)
        seen[found] = seen.get(found, -1) + 1
        ids.append(hashed(article.id, spans, seen[found]) if seen[found] else found)
    return ids
