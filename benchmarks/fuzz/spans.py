"""Every span that a record holds."""

from __future__ import annotations

from collections.abc import Iterator

from selon.record import Record, Span


def spans_in(record: Record) -> Iterator[tuple[str, Span]]:
    """What each span is of, and the span: of statements, entities, times, figures and places."""
    for statement in record.statements:
        for part in ("content", "cue", "source"):
            yield from ((part, span) for span in getattr(statement, part))
        for part in ("addressee", "medium"):
            if span := getattr(statement, part):
                yield part, span
    for kind in ("entities", "times", "figures", "places"):
        yield from ((kind, found.span) for found in getattr(record, kind))
    yield from (("thing", figure.thing) for figure in record.figures if figure.thing)
