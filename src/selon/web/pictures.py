"""From counts to the bars and columns of a page, each leading to the list of what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from selon.ledger.facets import UNKNOWN, Value
from selon.ledger.overview import Share
from selon.web.addresses import segment
from selon.web.charts import Bar, Column
from selon.web.interface import Interface
from selon.web.params import ListParams, SearchParams

# Facets whose values the interface has words for.
NAMED = ("act", "form", "kind", "language")


def labelled(facet: str, value: Value, t: Interface) -> str:
    """What people call a value of a facet."""
    if facet in NAMED:
        return t.named(facet, value.label)
    if facet == "country":
        return t.country(value.label)
    if facet == "month":
        return t.day(value.label)
    return value.label or t("facets.unknown")


def value_bars(facet: str, values: Sequence[Value], t: Interface) -> list[Bar]:
    """The values of a facet, each leading to its statements."""
    usual = SearchParams.model_validate({})
    return [
        Bar(
            labelled(facet, one, t),
            one.count,
            t.number(one.count),
            link=usual.address("/search", **{facet: [one.value]}),
        )
        for one in values
    ]


def speaker_bars(speakers: Sequence[Value], t: Interface) -> list[Bar]:
    """Speakers, each leading to their own page."""
    return [
        Bar(
            one.label or t("speaker.unknown"),
            one.count,
            t.number(one.count),
            link=f"/speakers/{segment(one.value)}" if one.value != UNKNOWN else None,
        )
        for one in speakers
    ]


def outlet_bars(outlets: Sequence[Share], t: Interface) -> list[Bar]:
    """Publishers with the part of their statements that unnamed sources have, each leading to these."""
    usual = SearchParams.model_validate({})
    return [
        Bar(
            one.label or t("facets.unknown"),
            one.all,
            t.share(one.share),
            part=one.part,
            link=usual.address("/search", publisher=[one.value], kind=["anonymous"]),
        )
        for one in outlets
    ]


def month_columns(months: Sequence[Value], params: ListParams, base: str, t: Interface, **also: Any) -> list[Column]:
    """The months of a list, each leading to the same list of that month alone; those that are chosen, out of it."""
    return [
        Column(
            one.value,
            one.count,
            f"{t.day(one.value)}: {t.counted('count.statement', one.count)}",
            link=params.toggled(base, "month", one.value, **also),
            chosen=one.chosen,
        )
        for one in sorted(months, key=lambda one: one.value)
        if one.value != UNKNOWN
    ]


def share_columns(months: Sequence[Share], t: Interface) -> list[Column]:
    """All months of a ledger, with the part of unnamed sources told apart."""
    usual = SearchParams.model_validate({})
    return [
        Column(
            one.value,
            one.all,
            f"{t.day(one.value)}: {t.counted('count.statement', one.all)}, {t.counted('count.unnamed', one.part)}",
            part=one.part,
            link=usual.address("/search", month=[one.value]),
        )
        for one in months
    ]
