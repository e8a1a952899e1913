"""`/`: what is in the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from selon.ledger.overview import Overview
from selon.web.answers import add_page
from selon.web.site import SiteOf

router = APIRouter()


@dataclass(frozen=True)
class OverviewPage:
    """What is in the ledger, in numbers; `overview` is None where there is no ledger yet."""

    overview: Overview | None
    ledger: str
    command: str


def overview(site: SiteOf) -> OverviewPage:
    """What is in the ledger: how much, who is quoted most, the shares of unnamed sources, countries and months."""
    there = site.ledger.path.exists()
    return OverviewPage(site.ledger.overview() if there else None, site.ledger.path.name, site.command)


add_page(router, "/", overview, "overview.html", summary="What is in the ledger")
