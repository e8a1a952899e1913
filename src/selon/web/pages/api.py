"""`/api`: what programs can ask for, from the same schema that `/api/openapi.json` gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request

from selon.web.answers import html

router = APIRouter()


@dataclass(frozen=True)
class Endpoint:
    """One thing that can be asked for."""

    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]


@dataclass(frozen=True)
class ApiPage:
    """All that can be asked for."""

    endpoints: list[Endpoint]


@router.get("/api", include_in_schema=False, response_model=None)
def api(request: Request) -> Any:
    """The endpoints with their parameters."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    found = [
        Endpoint(method.upper(), path, one.get("summary", ""), one.get("description", ""), one.get("parameters", []))
        for path, methods in paths.items()
        for method, one in methods.items()
    ]
    return html(request, "api.html", ApiPage(found))
