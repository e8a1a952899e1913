"""What goes wrong, in one sentence: a page for people, JSON for programs."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from selon.errors import LedgerError, NotKeptError, QueryError, SelonError
from selon.web.answers import html, json_answer, wants_json, words_for
from selon.web.security import LARGEST_BODY, BodyTooLargeError

_STATUSES = {NotKeptError: 404, QueryError: 422, LedgerError: 503, SelonError: 422}


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """An answer that is none: the status, and what is wrong and what to do."""

    status: int
    error: str


def add_errors(app: FastAPI) -> None:
    """Let `app` put every error into words."""
    app.add_exception_handler(SelonError, _of_selon)
    app.add_exception_handler(RequestValidationError, _of_the_address)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(BodyTooLargeError, _of_size)
    app.add_exception_handler(Exception, _of_ours)


def answer_error(request: Request, status: int, sentence: str) -> Response:
    """The error as the one who asks can read it."""
    page = ErrorPage(status, sentence)
    return json_answer(page, status) if wants_json(request) else html(request, "error.html", page, status=status)


async def _of_selon(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in _STATUSES.items() if isinstance(error, kind))
    return answer_error(request, status, f"{str(error)[:1].upper()}{str(error)[1:]}.")


async def _of_the_address(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:]) or "?"
    return answer_error(request, 422, words_for(request)("errors.value", name=where, reason=first["msg"]))


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    t = words_for(request)
    known = {404: t("errors.not_found"), 405: t("errors.method")}
    # What nobody put into words says only what the status is called.
    is_put = error.detail != HTTPException(error.status_code).detail
    sentence = error.detail if is_put else known.get(error.status_code, error.detail)
    return answer_error(request, error.status_code, sentence)


async def _of_size(request: Request, _: Exception) -> Response:
    return answer_error(request, 413, words_for(request)("errors.size", number=LARGEST_BODY // 1_000_000))


async def _of_ours(request: Request, error: Exception) -> Response:
    return answer_error(request, 500, words_for(request)("errors.ours", name=type(error).__name__))
