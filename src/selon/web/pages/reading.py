"""`/read`: a text or a page that somebody pastes or drops, read at once and kept only when told to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from selon.errors import QueryError, SelonError
from selon.web.answers import Rows, add_page, words_for
from selon.web.cards import cards_of
from selon.web.pages.article import ArticlePage, page_of, rows_of
from selon.web.readings import Reading
from selon.web.security import LARGEST_BODY
from selon.web.site import Site, SiteOf, site_of

router = APIRouter()

_LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class ReadPage:
    """Where a text is given."""

    largest: int = LARGEST_BODY


def blank() -> ReadPage:
    """Where a text is given to be read."""
    return ReadPage()


def reading(site: SiteOf, article_id: str, request: Request) -> ArticlePage:
    """The record of a text that was given, for as long as it is held in memory."""
    return page_of(_held(site, article_id, request).record, kept=False)


def reading_rows(site: SiteOf, article_id: str, request: Request) -> Rows:
    """The statements of a text that was given, one a row."""
    return rows_of(cards_of(_held(site, article_id, request).record))


@router.post("/read", summary="Read a text or a page (form fields: text or file, language, published, keep)")
async def read(request: Request) -> Response:
    """Read what is given; the answer leads to its page, in the ledger when `keep` is set, else to one for a while."""
    async with request.form(max_files=1, max_fields=10, max_part_size=LARGEST_BODY) as form:
        content, name = await _given(form)
        language, published = _language(form), _published(form)
        keep = bool(form.get("keep"))
    site, t = site_of(request), words_for(request)
    if not content.strip():
        raise SelonError(t("read.empty"))
    named = name or t("read.pasted")
    found = await run_in_threadpool(site.readings.read, content, name=named, language=language, published=published)
    article_id = found.record.article.id
    if keep:
        return await run_in_threadpool(_kept, site, found)
    return RedirectResponse(f"/readings/{article_id}", 303)


@router.post("/readings/{article_id}/keep", summary="Keep a text that was read")
def keep(site: SiteOf, article_id: str, request: Request) -> Response:
    """Put a text that was read into the ledger; the answer leads to its page there."""
    return _kept(site, _held(site, article_id, request))


def _kept(site: Site, found: Reading) -> Response:
    tally = site.ledger.keep(
        found.source(), reader=site.readings.reader(), language=found.language, published=found.published
    )
    if tally.failed:
        raise SelonError(f"{found.name} could not be kept: see 'selon failures'")
    return RedirectResponse(f"/articles/{found.record.article.id}", 303)


def _held(site: Site, article_id: str, request: Request) -> Reading:
    found = site.readings.held(article_id)
    if found is None:
        raise HTTPException(404, words_for(request)("read.gone"))
    return found


async def _given(form: FormData) -> tuple[bytes, str | None]:
    """The bytes of the file, or of the text where no file is given, and the file's name."""
    file = form.get("file")
    if isinstance(file, UploadFile) and file.size:
        return await file.read(), file.filename
    text = form.get("text")
    # Browsers send line ends as CR LF, which no text that was pasted had.
    return (text.replace("\r\n", "\n").encode("utf-8", "replace"), None) if isinstance(text, str) else (b"", None)


def _language(form: FormData) -> str | None:
    given = form.get("language")
    return given if isinstance(given, str) and given in _LANGUAGES else None


def _published(form: FormData) -> date | None:
    given = form.get("published")
    if not isinstance(given, str) or not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise QueryError(f"'{given[:40]}' is no day: write it as 2022-03-14") from None


add_page(router, "/read", blank, "read.html", summary="Where a text is given", of_ledger=False)
add_page(
    router,
    "/readings/{article_id}",
    reading,
    "article.html",
    rows=reading_rows,
    summary="A text that was given, while it is held",
    of_ledger=False,
)
