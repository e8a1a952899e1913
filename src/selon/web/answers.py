"""One page, three forms: HTML for people, JSON at the same address and `.json`, CSV of a list and `.csv`."""

from __future__ import annotations

import csv
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from io import StringIO
from itertools import chain, islice
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response, StreamingResponse

from selon.exports.safe import to_json
from selon.exports.values import csv_cell, json_value
from selon.web.interface import Interface, chosen_language, interface, languages
from selon.web.site import site_of

# A list whose rows are written as they come: the names of its columns and the rows.
Rows = tuple[Sequence[str], Iterable[Sequence[Any]]]

_COOKIE = "lang"
_A_YEAR = 31_536_000
_TOGETHER = 500
_SUFFIXES = (".json", ".csv")


def add_page(
    router: APIRouter,
    path: str,
    page: Callable[..., Any],
    template: str,
    *,
    rows: Callable[..., Rows] | None = None,
    summary: str,
    of_ledger: bool = True,
) -> None:
    """Answer `path` with what `page` gives, shown by `template`; its twin with `.json`; with `.csv` what `rows` gives.

    page, rows: take what FastAPI finds in the address by their parameters. A page that is a Response answers as it is.
    of_ledger: what it shows hangs on its address, the language and the ledger alone, so that it need not be made twice.
    """
    docs: dict[str, Any] = {"response_model": None, "methods": ["GET"]}
    twin = path if path != "/" else "/overview"
    if rows:
        router.add_api_route(f"{twin}.csv", _asked(rows, _csv), summary=f"{summary}, as CSV", **docs)
    router.add_api_route(f"{twin}.json", _asked(page, _json), summary=summary, **docs)
    shown = _asked(
        page, lambda request, found: html(request, template, found, has_rows=rows is not None), of_ledger=of_ledger
    )
    router.add_api_route(path, shown, include_in_schema=False, **docs)


def html(request: Request, template: str, page: object, *, status: int = 200, has_rows: bool = False) -> Response:
    """`page` as `template` shows it, in the language that the person chose or the browser asks for."""
    site, t = site_of(request), words_for(request)
    path = request.scope["path"]
    context: dict[str, Any] = {"page": page, "t": t, "path": path, "has_rows": has_rows and status == 200}
    asked = f"?{request.url.query}" if request.url.query else ""
    context["twin"] = f"{path if path != '/' else '/overview'}{{}}{asked}"
    context["switch"] = {code: _address(request, code) for code in languages() if code != t.language}
    shown = site.templates.get_template(template).render(context)
    headers = {"Content-Language": t.language, "Vary": "Accept-Language, Cookie", "Cache-Control": "no-cache"}
    return Response(shown.encode("utf-8", "replace"), status, headers, "text/html; charset=utf-8")


def words_for(request: Request) -> Interface:
    """The interface in the language of the person who asks."""
    wanted = request.cookies.get(_COOKIE)
    return interface(chosen_language(wanted, request.headers.get("accept-language", "")))


def wants_json(request: Request) -> bool:
    """True when an answer, also one of an error, is for a program."""
    path, accepted = request.scope["path"], request.headers.get("accept", "")
    return path.endswith(_SUFFIXES) or path.startswith("/api/") or "text/html" not in accepted


def json_answer(found: object, status: int = 200) -> Response:
    """`found`, of dataclasses and JSON types, as JSON."""
    return Response(to_json(as_json(found)).encode("utf-8", "replace"), status, media_type="application/json")


def as_json(value: object) -> Any:
    """`value` as JSON types: dataclasses as objects of their fields."""
    match value:
        case BaseModel():
            return value.model_dump(mode="json", exclude_defaults=True)
        case Mapping():
            return {str(name): as_json(inner) for name, inner in value.items()}
        case list() | tuple():
            return [as_json(inner) for inner in value]
    if hasattr(value, "to_dict"):
        return as_json(value.to_dict())
    if is_dataclass(value):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value) if field.repr}
    return json_value(value)


def _asked(
    page: Callable[..., Any], answer: Callable[[Request, Any], Response], *, of_ledger: bool = False
) -> Callable[..., Response]:
    """An endpoint that takes what `page` takes, and the request. of_ledger: as in `add_page`."""

    signature = inspect.signature(page, eval_str=True)
    wants_request = "request" in signature.parameters

    def endpoint(request: Request, **values: Any) -> Response:
        if _COOKIE in request.query_params:
            return _switched(request)

        def made() -> Response:
            found = page(**values, **({"request": request} if wants_request else {}))
            return found if isinstance(found, Response) else answer(request, found)

        return _remembered(request, made) if of_ledger else made()

    asker = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    others = [one for name, one in signature.parameters.items() if name != "request"]
    taken = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in others]
    endpoint.__signature__ = signature.replace(parameters=[asker, *taken], return_annotation=Response)  # type: ignore[attr-defined]
    endpoint.__name__, endpoint.__doc__ = page.__name__, page.__doc__
    return endpoint


def _remembered(request: Request, made: Callable[[], Response]) -> Response:
    """What was made of the same address in the same language, as long as the ledger stays as it is."""
    name = (request.scope["path"], request.url.query, words_for(request).language)
    kept = site_of(request).ledger.remembered(name, made)
    # On their way headers are added to an answer: each request has its own.
    return Response(kept.body, kept.status_code, dict(kept.headers))


def _switched(request: Request) -> Response:
    """The same address without the language, which is remembered."""
    answer = RedirectResponse(_address(request), 303)
    language = chosen_language(request.query_params[_COOKIE], "")
    answer.set_cookie(_COOKIE, language, max_age=_A_YEAR, httponly=True, samesite="strict")
    return answer


def _address(request: Request, language: str | None = None) -> str:
    """The address that was asked for, without the choice of a language or with that of `language`."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != _COOKIE]
    kept += [(_COOKIE, language)] if language else []
    # Two slashes at the beginning would name another host.
    path = "/" + quote(request.scope["path"].lstrip("/"))
    return f"{path}?{urlencode(kept)}" if kept else path


def _json(_: Request, found: object) -> Response:
    return json_answer(found)


def _csv(_: Request, found: Rows) -> Response:
    columns, rows = found
    return StreamingResponse(_csv_lines(columns, iter(rows)), media_type="text/csv; charset=utf-8")


def _csv_lines(columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> Iterator[bytes]:
    """The whole list, some hundred lines at a time."""
    lines = chain([columns], rows)
    while some := list(islice(lines, _TOGETHER)):
        written = StringIO(newline="")
        csv.writer(written).writerows(map(csv_cell, row) for row in some)
        yield written.getvalue().encode("utf-8", "replace")
