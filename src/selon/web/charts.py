"""Charts as SVG that the server draws: no script, sharp at any size, and the same numbers as a table beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

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
    return Markup(f'<ol class="bars">{"".join(_bar(row, most) for row in rows)}</ol>')


def _bar(row: Bar, most: int) -> str:
    length, part = 100 * row.count / most, 100 * row.part / most
    apart = f'<rect class="part" width="{part:.2f}" height="8"/>' if part else ""
    drawn = (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="whole" width="{length:.2f}" height="8"/>{apart}</svg>'
    )
    label = f"<bdi>{escape(row.label)}</bdi>"
    if row.link:
        label = f'<a href="{escape(row.link)}"{_current(row.chosen)}>{label}</a>'
    return f'<li><span class="label">{label}</span>{drawn}<span class="number">{escape(row.written)}</span></li>'


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
    drawn = "".join(
        _column(column, place * step, step, room / most) for place, column in enumerate(filled) if column.count
    )
    return Markup(
        f'<svg class="timeline" viewBox="0 0 {width} {_HEIGHT}" role="group" aria-label="{escape(title)}">'
        f'<line class="most" x1="0" x2="{width}" y1="{_TOP}" y2="{_TOP}"/>'
        f'<line class="axis" x1="0" x2="{width}" y1="{foot}" y2="{foot}"/>{drawn}{_ticks(filled, step, named)}'
        f'<text x="0" y="10">{most:,}</text></svg>'
    )


def _column(column: Column, left: float, step: float, scale: float) -> str:
    gap = 0 if step < 3 else min(step * 0.15, 2)
    width = min(step - gap, 28)
    left += (step - width) / 2
    foot = _HEIGHT - _FOOT
    whole = max(column.count * scale, 1)
    shapes = [("whole chosen" if column.chosen else "whole", whole), ("part", whole * column.part / column.count)]
    drawn = "".join(
        f'<rect class="{name}" x="{left:.1f}" y="{foot - height:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
        for name, height in shapes
        if height
    )
    title = escape(column.title)
    inner = f"<title>{title}</title>{drawn}"
    if not column.link:
        return f"<g>{inner}</g>"
    return f'<a href="{escape(column.link)}" aria-label="{title}"{_current(column.chosen)}>{inner}</a>'


def _ticks(columns: Sequence[Column], step: float, named: Callable[[str], str]) -> str:
    """Where years begin; the first and the last period of a short range."""
    starts = [place for place, column in enumerate(columns) if column.period.endswith("-01")]
    if len(starts) < 2:
        starts, name = [0], named
    else:
        starts, name = starts[:: len(starts) // 12 + 1], lambda period: period[:4]
    return "".join(
        f'<text class="tick" x="{place * step:.1f}" y="{_HEIGHT - 5}">{escape(name(columns[place].period))}</text>'
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


def _current(chosen: bool) -> str:
    return ' aria-current="true"' if chosen else ""
