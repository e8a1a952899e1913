"""The web reader put together: pages, assets, errors, and who may ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from selon.ledger.browsing import HeldLedger
from selon.web.assets import asset
from selon.web.errors import add_errors
from selon.web.pages import api, article, help, overview, reading, search, speakers, statement, unnamed
from selon.web.readings import Readings, load_reader
from selon.web.security import Guard
from selon.web.site import Site
from selon.web.templating import templates

if TYPE_CHECKING:
    from selon.extract.reader import Reader

_PAGES = (overview, search, article, statement, speakers, unnamed, reading, help, api)


def create_app(
    ledger: str | Path, *, reader: Callable[[], Reader] = load_reader, command: str = "selon add"
) -> FastAPI:
    """The web reader of the ledger in the file `ledger`, which need not be there yet.

    reader: makes the reader of pasted texts, when the first is pasted. command: what people type to add articles.
    """
    site = Site(HeldLedger(ledger), Readings(reader), templates(), command)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(site.ledger.close)

    app = FastAPI(
        title="selon",
        description="Who said what, and on whose word: what a ledger holds. Lists are also had as CSV.",
        version=version("selon"),
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=living,
    )
    app.state.site = site
    app.router.routes.append(Route("/assets/{version}/{name}", asset))
    for pages in _PAGES:
        app.include_router(pages.router)
    add_errors(app)
    app.add_middleware(Guard)
    return app


def endpoints(app: FastAPI) -> list[APIRoute]:
    """What programs can ask for, in the order of the pages."""
    return [route for route in app.routes if isinstance(route, APIRoute) and route.include_in_schema]
