"""What can be switched on over an article's text besides its statements: dates, figures, actors.

A layer is shown where the record has something of it; which those are is told here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from selon.record import Record, Span
from selon.web.marks import Label


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: its name, which part of a record holds it, and what one of its things was read as."""

    name: str
    part: str
    title: Callable[[Any], str]


def _time(found: Any) -> str:
    return " ".join(str(part) for part in (found.value, found.mod) if part)


def _figure(found: Any) -> str:
    bounds = "" if found.low == found.high else f" [{found.low or ''}–{found.high or ''}]"
    value = "" if found.value is None else f"{found.value:,}"
    return f"{value}{bounds} {found.unit or ''}".strip()


def _entity(found: Any) -> str:
    parts = (getattr(found, name, None) for name in ("name", "kind", "type", "country"))
    return " · ".join(dict.fromkeys(str(part) for part in parts if part))


LAYERS = (Layer("dates", "times", _time), Layer("figures", "figures", _figure), Layer("actors", "entities", _entity))


def labels_of(record: Record) -> list[tuple[Span, Label]]:
    """The labels of every layer that the record has something of, with where they stand."""
    return [found for layer in LAYERS for found in _labels(record, layer)]


def _labels(record: Record, layer: Layer) -> Iterator[tuple[Span, Label]]:
    for found in getattr(record, layer.part, ()):
        yield found.span, Label(layer.name, layer.title(found))
