"""Whom and what an article names, as a person reads it: who is who, the places, the dates and the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from selon.cli.terminal import plain
from selon.cli.wrapping import wrapped
from selon.record import Actor, Figure, Kind, Place, Record, Span, TimeExpression

# So many of a sort are told in the compact view.
_MOST = 6
_LABEL = 15
_PLACES = (Kind.COUNTRY, Kind.PLACE)


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing that is told: a name or a value, what is known of it, and every place where it stands."""

    name: str
    facts: str
    spans: tuple[Span, ...]


def found_lines(record: Record, width: int, *, full: bool) -> Iterator[Text]:
    """The lines about actors, places, dates and figures, none longer than `width` characters.

    full: all of them, one by one, with the characters where they stand; else the most frequent in a few lines.
    """
    is_cut = False
    for label, items in _sections(record):
        if full:
            yield Text(label, "bold")
            for item in items:
                for line in wrapped(_whole(item), width - _LABEL):
                    yield Text(" " * _LABEL) + line
        elif items:
            is_cut = True
            yield from _compact(label, items, width)
    if is_cut:
        yield Text(f"{'':<{_LABEL}}--full lists all, with where they stand", "dim")


def _sections(record: Record) -> Iterator[tuple[str, Sequence[_Item]]]:
    named = [(actor, _mentions(record, number)) for number, actor in enumerate(record.actors)]
    called = [(actor, spans) for actor, spans in named if spans]
    places = {place.span: place for place in record.places}
    for label, kinds in (("People", (Kind.PERSON,)), ("Organisations", (Kind.ORGANISATION,)), ("Places", _PLACES)):
        items = [_actor(actor, spans, places) for actor, spans in called if actor.kind in kinds]
        yield label, _frequent_first(items)
    yield "Dates", _frequent_first(_together(_time(record, time) for time in record.times))
    yield "Figures", [_figure(record, figure) for figure in record.figures]


def _mentions(record: Record, number: int) -> tuple[Span, ...]:
    return tuple(entity.span for entity in record.entities if entity.actor == number)


def _actor(actor: Actor, spans: tuple[Span, ...], places: dict[Span, Place]) -> _Item:
    roles = [" ".join(part for part in (role.words, role.organisation) if part) for role in actor.roles]
    country = actor.country or next((places[span].country for span in spans if span in places), None)
    others = [f"also {name}" for name in actor.names if name.casefold() not in actor.name.casefold()]
    facts = [*dict.fromkeys(roles), *([country] if country else []), *others]
    return _Item(actor.name, ", ".join(facts), spans)


def _time(record: Record, time: TimeExpression) -> _Item:
    value = f"{time.value or 'no such time'}{f' {time.mod}' if time.mod else ''}"
    return _Item(record.words([time.span]), value, (time.span,))


def _figure(record: Record, figure: Figure) -> _Item:
    speaker = None if figure.statement is None else record.statements[figure.statement].speaker
    facts = [figure.unit, f"says {speaker.name}" if speaker else None]
    return _Item(record.words([figure.span]), ", ".join(fact for fact in facts if fact), (figure.span,))


def _together(items: Iterable[_Item]) -> list[_Item]:
    """Those that say the same of the same words as one."""
    found: dict[tuple[str, str], _Item] = {}
    for item in items:
        key = (item.name.casefold(), item.facts)
        before = found.get(key)
        found[key] = _Item(before.name, item.facts, before.spans + item.spans) if before else item
    return list(found.values())


def _frequent_first(items: Sequence[_Item]) -> list[_Item]:
    return sorted(items, key=lambda item: -len(item.spans))


def _compact(label: str, items: Sequence[_Item], width: int) -> Iterator[Text]:
    line = Text()
    for number, item in enumerate(items[:_MOST]):
        times = f" ×{len(item.spans)}" if len(item.spans) > 1 else ""
        facts = f" ({plain(item.facts)})" if item.facts else ""
        line.append("; " if number else "").append(plain(item.name), "bold").append(f"{facts}{times}", "dim")
    if len(items) > _MOST:
        line.append(f"; and {len(items) - _MOST} more", "dim")
    for told in wrapped(line, width - _LABEL):
        yield Text(f"{label:<{_LABEL}}") + told
        label = ""


def _whole(item: _Item) -> Text:
    where = ", ".join(f"{span.start}–{span.end}" for span in item.spans)
    facts = f"  {plain(item.facts)}" if item.facts else ""
    return Text.assemble((plain(item.name), "bold"), facts, (f"  {where}", "dim"))
