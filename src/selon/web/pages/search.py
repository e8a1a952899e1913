"""`/search`: statements by words, conditions and facets."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Annotated

from fastapi import APIRouter, Query

from selon.ledger import Hit
from selon.ledger.browsing import Browsed
from selon.ledger.facets import Value
from selon.web.answers import Rows, add_page
from selon.web.params import PAGE_SIZE, SearchParams
from selon.web.site import SiteOf

router = APIRouter()

HIT_COLUMNS = [one.name for one in fields(Hit)]


@dataclass(frozen=True)
class SearchPage:
    """A page of what a search finds.

    conditions: the search as it was understood. total: how many statements there are; hits: those on the page. facets:
    of each facet the values under the other conditions, with how many statements have them; distinct: how many values.
    """

    params: SearchParams = field(repr=False)
    conditions: dict[str, object]
    page: int
    pages: int
    total: int
    hits: list[Hit]
    facets: dict[str, list[Value]]
    distinct: dict[str, int]


def search(site: SiteOf, params: Annotated[SearchParams, Query()]) -> SearchPage:
    """Statements found by words, conditions and facets, the newest first."""
    selection = params.selection()
    found = site.ledger.browse(selection, order=params.order, offset=params.offset, limit=PAGE_SIZE)
    return SearchPage(
        params,
        selection.to_dict(),
        params.page,
        pages_of(found),
        found.total,
        found.hits,
        found.facets,
        found.distinct,
    )


def search_rows(site: SiteOf, params: Annotated[SearchParams, Query()]) -> Rows:
    """All that a search finds, a statement a row."""
    hits = site.ledger.all_hits(params.selection(), order=params.order)
    return HIT_COLUMNS, (list(hit.to_dict().values()) for hit in hits)


def pages_of(found: Browsed) -> int:
    """How many pages a list has."""
    return -(-found.total // PAGE_SIZE)


add_page(router, "/search", search, "search.html", rows=search_rows, summary="Find statements")
