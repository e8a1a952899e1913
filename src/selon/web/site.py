"""What every page works with: the ledger, the reader of pasted texts, the templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from jinja2 import Environment

from selon.ledger.browsing import HeldLedger
from selon.web.readings import Readings


@dataclass(frozen=True, slots=True)
class Site:
    """One web reader. command: what to type to add to its ledger."""

    ledger: HeldLedger
    readings: Readings
    templates: Environment
    command: str


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    site: Site = request.app.state.site
    return site


SiteOf = Annotated[Site, Depends(site_of)]
