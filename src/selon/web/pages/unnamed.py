"""`/unnamed`: unnamed sources by outlet, by month and by how they are described."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Query

from selon.ledger.browsing import with_chosen
from selon.ledger.facets import Value
from selon.ledger.overview import Share
from selon.record import Kind
from selon.web.answers import Rows, add_page
from selon.web.params import ListParams
from selon.web.site import SiteOf

router = APIRouter()

_OUTLETS, _DESCRIPTIONS = 60, 40


@dataclass(frozen=True)
class UnnamedPage:
    """How much is said by sources without a name.

    outlets: of each publisher how many statements (`all`) and how many by unnamed sources (`part`). descriptions: how
    these sources are called. months: statements by unnamed sources.
    """

    params: ListParams = field(repr=False)
    conditions: dict[str, object]
    part: int
    all: int
    outlets: list[Share]
    descriptions: list[Value]
    months: list[Value]


def unnamed(site: SiteOf, params: Annotated[ListParams, Query()]) -> UnnamedPage:
    """Unnamed sources by outlet and by how they are described."""
    selection = params.selection()
    anonymous = with_chosen(selection, "kind", Kind.ANONYMOUS.value)
    outlets = site.ledger.unnamed_by_outlet(selection)
    return UnnamedPage(
        params,
        selection.to_dict(),
        sum(one.part for one in outlets),
        sum(one.all for one in outlets),
        outlets[:_OUTLETS],
        site.ledger.facet(anonymous, "speaker", most=_DESCRIPTIONS),
        site.ledger.facet(anonymous, "month"),
    )


def unnamed_rows(site: SiteOf, params: Annotated[ListParams, Query()]) -> Rows:
    """All outlets, one a row."""
    outlets = site.ledger.unnamed_by_outlet(params.selection())
    rows = ([one.label, one.all, one.part, round(one.share, 4)] for one in outlets)
    return ["publisher", "statements", "by_unnamed_sources", "share"], rows


add_page(router, "/unnamed", unnamed, "unnamed.html", rows=unnamed_rows, summary="Unnamed sources by outlet")
