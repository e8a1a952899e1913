"""Charts as SVG that the server draws: no script, sharp at any size, and the same numbers as a table beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDTH, _WIDE = 720, 1140
_HEIGHT, _FOOT, _TOP = 132, 20, 14
# So many columns can be told apart; more are years.
_MOST_COLUMNS = 150


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, how long it is, the share of it that is told apart, and where it leads."""

    label: str
    count: int
    written: str
    part: int = 0
    link: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a timeline, as `Bar`, at a period such as 2022-03."""

    period: str
    count: int
    title: str
    part: int = 0
    link: str | None = None
    chosen: bool = False


def bars(rows: Sequence[Bar]) -> Markup:
    """A list of horizontal bars with their labels and numbers; each has a part that is told apart in another shade."""
    most = max((row.count for row in rows), default=0) or 1
    return Markup('<ol class="bars">{}</ol>').format(Markup("").join(_bar(row, most) for row in rows))


def _bar(row: Bar, most: int) -> Markup:
    length, part = 100 * row.count / most, 100 * row.part / most
    apart = Markup('<rect class="part" width="{}" height="8"/>').format(f"{part:.2f}") if part else ""
    drawn = Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="whole" width="{}" height="8"/>{}</svg>'
    ).format(f"{length:.2f}", apart)
    label = Markup("<bdi>{}</bdi>").format(row.label)
    if row.link:
        label = Markup('<a href="{}"{}>{}</a>').format(row.link, _current(row.chosen), label)
    return Markup('<li><span class="label">{}</span>{}<span class="number">{}</span></li>').format(
        label, drawn, row.written
    )


def timeline(columns: Sequence[Column], title: str, named: Callable[[str], str], *, wide: bool = False) -> Markup:
    """Columns over time, every month or year of the range in its place, those without anything empty.

    columns: in order, of months. title: what the chart shows. named: a period as people write it. wide: whether it
    takes the whole width of a page.
    """
    if not columns:
        return Markup("")
    filled = _filled(columns)
    width = _WIDE if wide else _WIDTH
    step = width / len(filled)
    most = max(column.count for column in filled) or 1
    foot = _HEIGHT - _FOOT
    room = foot - _TOP
    drawn = Markup("").join(
        _column(column, place * step, step, room / most) for place, column in enumerate(filled) if column.count
    )
    return Markup(
        '<svg class="timeline" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        '<line class="most" x1="0" x2="{}" y1="{}" y2="{}"/><line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/>{}{}'
        '<text x="0" y="10">{}</text></svg>'
    ).format(
        *(width, _HEIGHT, title),
        *(width, _TOP, _TOP),
        *(width, foot, foot),
        drawn,
        _ticks(filled, step, named),
        f"{most:,}",
    )


def _column(column: Column, left: float, step: float, scale: float) -> Markup:
    gap = 0 if step < 3 else min(step * 0.15, 2)
    width = min(step - gap, 28)
    left += (step - width) / 2
    foot = _HEIGHT - _FOOT
    whole = max(column.count * scale, 1)
    shapes = [("whole chosen" if column.chosen else "whole", whole), ("part", whole * column.part / column.count)]
    drawn = Markup("").join(
        Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
            name, f"{left:.1f}", f"{foot - height:.1f}", f"{width:.1f}", f"{height:.1f}"
        )
        for name, height in shapes
        if height
    )
    inner = Markup("<title>{}</title>{}").format(column.title, drawn)
    if not column.link:
        return Markup("<g>{}</g>").format(inner)
    return Markup('<a href="{}" aria-label="{}"{}>{}</a>').format(
        column.link, column.title, _current(column.chosen), inner
    )


def _ticks(columns: Sequence[Column], step: float, named: Callable[[str], str]) -> Markup:
    """Where years begin; the first and the last period of a short range."""
    starts = [place for place, column in enumerate(columns) if column.period.endswith("-01") or len(column.period) == 4]
    if len(starts) < 2:
        starts, name = [0], named
    else:
        starts, name = starts[:: len(starts) // 12 + 1], lambda period: period[:4]
    return Markup("").join(
        Markup('<text class="tick" x="{}" y="{}">{}</text>').format(
            f"{place * step:.1f}", _HEIGHT - 5, name(columns[place].period)
        )
        for place in starts
    )


def _filled(columns: Sequence[Column]) -> list[Column]:
    """`columns` with those of the months between them, of the last `_MOST_COLUMNS` there is room for."""
    known = {column.period: column for column in columns}
    first, last = _ordinal(columns[0].period), _ordinal(columns[-1].period)
    first = max(first, last - _MOST_COLUMNS + 1)
    periods = [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
    return [known.get(period) or Column(period, 0, period) for period in periods]


def _ordinal(period: str) -> int:
    year, month = period.split("-")
    return int(year) * 12 + int(month) - 1


def _current(chosen: bool) -> Markup:
    return Markup(' aria-current="true"') if chosen else Markup("")
