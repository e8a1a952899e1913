"""Any number of records with the shapes of real ones: the texts and statements that selon read, with other names,
publishers and days, so that as many people are on record as in a ledger of that size."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from selon.record import Kind, Record, Speaker, Statement

_FIRST_DAY, _DAYS = date(2015, 1, 1), 4000
_PUBLISHERS = 200


def varied(records: Sequence[Record], statements: int) -> Iterator[Record]:
    """Records made of `records`, again and again, until they hold so many statements; always the same ones."""
    draw = random.Random(2026)
    names = [s.speaker.name.split() for r in records for s in r.statements if s.speaker and _is_full_name(s.speaker)]
    firsts, lasts = [name[0] for name in names], [name[-1] for name in names]
    number = made = 0
    while made < statements:
        record = records[number % len(records)]
        article = replace(
            record.article,
            text=f"{record.article.text}\n\n{number}",
            published=_FIRST_DAY + timedelta(days=draw.randrange(_DAYS)),
            publisher=f"Journal {draw.randrange(_PUBLISHERS)}",
            name=None,
            origin=f"article {number}",
        )
        others: dict[str, str] = {}
        renamed = []
        for statement in record.statements:
            speaker = statement.speaker
            if speaker and speaker.kind is Kind.PERSON:
                other = others.setdefault(speaker.name, f"{draw.choice(firsts)} {draw.choice(lasts)}")
                statement = _said_by(statement, replace(speaker, name=other))
            renamed.append(statement)
        yield Record(article, tuple(renamed), record.reader)
        number += 1
        made += len(renamed)


def _is_full_name(speaker: Speaker) -> bool:
    return speaker.kind is Kind.PERSON and " " in speaker.name


def _said_by(statement: Statement, speaker: Speaker) -> Statement:
    return replace(statement, speaker=speaker)
