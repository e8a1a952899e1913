"""What can be switched on over an article's text besides its statements: dates, figures, actors.

A layer is shown where the record has something of it; which those are is told here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from selon.record import Entity, Figure, Record, Span, TimeExpression
from selon.web.marks import Label


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its name, which part of a record holds it, and what one of its things was read as in the record."""

    name: str
    part: str
    title: Callable[[Any, Record], str]


def _time(found: TimeExpression, record: Record) -> str:
    return " ".join(part for part in (found.value, found.mod) if part)


def _figure(found: Figure, record: Record) -> str:
    told = [f"{found.value:,}" if found.value is not None else "", _bounds(found), found.unit or ""]
    speaker = record.statements[found.statement].speaker if found.statement is not None else None
    return " ".join(part for part in told if part) + (f" · {speaker.name}" if speaker else "")


def _bounds(found: Figure) -> str:
    if found.low == found.high:
        return ""
    low, high = ("" if bound is None else f"{bound:,}" for bound in (found.low, found.high))
    return f"[{low}–{high}]"


def _entity(found: Entity, record: Record) -> str:
    if found.actor is None:
        return found.label.value
    actor = record.actors[found.actor]
    role = actor.roles[0].words if actor.roles else None
    return " · ".join(part for part in (actor.name, role or actor.kind.value, actor.country) if part)


LAYERS = (Layer("dates", "times", _time), Layer("figures", "figures", _figure), Layer("actors", "entities", _entity))


def labels_of(record: Record) -> list[tuple[Span, Label]]:
    """The labels of every layer that the record has something of, with where they stand."""
    return [found for layer in LAYERS for found in _labels(record, layer)]


def _labels(record: Record, layer: Layer) -> Iterator[tuple[Span, Label]]:
    for found in getattr(record, layer.part, ()):
        yield found.span, Label(layer.name, layer.title(found, record))
