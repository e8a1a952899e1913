"""Whether a record from an unknown hand can be true: its types, its characters, and what its parts point to."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from selon.record.record import Record
from selon.record.span import Span

_LONGEST_NUMBER = 1 << 53


def check_record(record: Record) -> None:
    """Raises ValueError when a part of `record` is of another type than it must be, or points to what is not there."""
    _check(record, Record, "record")
    article = record.article
    if article.segments and not article.original:
        raise ValueError("it is of a page whose source is missing")
    _within([p.span for p in article.passages], len(article.text), "passages")
    _within([s.text for s in article.segments], len(article.text), "segments")
    _within([s.original for s in article.segments], len(article.original), "segments")
    _within(_spans(record), len(article.text), "spans")
    _check_indices(record)


def _spans(record: Record) -> Iterator[Span]:
    for statement in record.statements:
        parts = (*statement.content, *statement.cue, *statement.source)
        if not parts:
            raise ValueError("a statement stands nowhere")
        yield from parts
        yield from (span for span in (statement.addressee, statement.medium) if span)
    for found in (record.entities, record.times, record.figures, record.places):
        yield from (one.span for one in found)
    yield from (figure.thing for figure in record.figures if figure.thing)


def _within(spans: list[Span] | Iterator[Span], length: int, name: str) -> None:
    if any(span.end > length for span in spans):
        raise ValueError(f"{name} reach beyond the text")


def _check_indices(record: Record) -> None:
    statements, actors, times = map(len, (record.statements, record.actors, record.times))
    pointers = [(figure.statement, statements) for figure in record.figures]
    pointers += [(entity.actor, actors) for entity in record.entities]
    for one in record.statements:
        pointers += [(one.parent, statements), (one.actor, actors), (one.time, times)]
    if any(place is not None and not 0 <= place < count for place, count in pointers):
        raise ValueError("a part points to another that is not there")
    _check_parents(record)


def _check_parents(record: Record) -> None:
    # Those from which the climb ends: nothing is climbed twice, however deep a hostile record nests.
    sound: set[int] = set()
    for place in range(len(record.statements)):
        passed: set[int] = set()
        above: int | None = place
        while above is not None and above not in sound:
            if above in passed:
                raise ValueError("a statement stands inside itself")
            passed.add(above)
            above = record.statements[above].parent
        sound |= passed


def _check(value: object, kind: Any, name: str) -> None:
    """Raises ValueError when `value` is not what the annotation `kind` says."""
    if get_origin(kind) in (Union, UnionType):
        if not any(_is(value, one) for one in get_args(kind)):
            raise ValueError(f"{name} is {value!r:.40}")
    elif get_origin(kind) is tuple:
        if not isinstance(value, tuple):
            raise ValueError(f"{name} is no list")
        for one in value:
            _check(one, get_args(kind)[0], name)
    elif not _has_type(value, kind):
        raise ValueError(f"{name} is {value!r:.40}")
    elif is_dataclass(kind):
        for field, own in _hints(cast(type, kind)):
            _check(getattr(value, field), own, field)


def _is(value: object, kind: Any) -> bool:
    try:
        _check(value, kind, "it")
    except ValueError:
        return False
    return True


def _has_type(value: object, kind: Any) -> bool:
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(float(value))
    if kind is int:
        return type(value) is int and abs(value) < _LONGEST_NUMBER
    # A moment is a date too.
    return isinstance(value, kind) and (kind is datetime or not isinstance(value, datetime))


@cache
def _hints(kind: type) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]
