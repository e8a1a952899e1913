"""`/speakers` and `/speakers/NAME`: who is on record, and all that one of them said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from selon.ledger import Hit
from selon.ledger.browsing import with_chosen
from selon.ledger.facets import UNKNOWN, Selection, Value
from selon.ledger.profile import Profile
from selon.web.addresses import segment
from selon.web.answers import Rows, add_page, words_for
from selon.web.pages.search import HIT_COLUMNS, pages_of
from selon.web.params import PAGE_SIZE, ListParams, SearchParams
from selon.web.site import Site, SiteOf

router = APIRouter()

_LISTED = 100


class SpeakersParams(ListParams):
    """A page of the list of speakers."""

    page: int = Field(1, ge=1, le=1_000_000, description=f"which page, of {_LISTED} speakers each")


class SpeakerParams(SearchParams):
    """A page of what one speaker said."""

    order: Literal["newest", "oldest"] = Field("oldest", description="what comes first")


@dataclass(frozen=True)
class SpeakersPage:
    """Speakers with how many statements they have, those with the most first. value: names one in an address."""

    params: SpeakersParams = field(repr=False)
    conditions: dict[str, object]
    page: int
    pages: int
    total: int
    speakers: list[Value]
    kinds: list[Value]


@dataclass(frozen=True)
class SpeakerPage:
    """All that one speaker is on record as saying. facets: as in a search; profile: roles, and to whom."""

    params: SpeakerParams = field(repr=False)
    key: str
    name: str
    conditions: dict[str, object]
    page: int
    pages: int
    total: int
    profile: Profile
    hits: list[Hit]
    facets: dict[str, list[Value]]
    distinct: dict[str, int]


def speakers(site: SiteOf, params: Annotated[SpeakersParams, Query()]) -> SpeakersPage:
    """Who is on record, those with the most statements first."""
    selection = params.selection()
    found = _known(site, selection)
    start = (params.page - 1) * _LISTED
    kinds = site.ledger.facet(selection, "kind")
    pages = -(-len(found) // _LISTED)
    shown = found[start : start + _LISTED]
    return SpeakersPage(params, selection.to_dict(), params.page, pages, len(found), shown, kinds)


def speakers_rows(site: SiteOf, params: Annotated[SpeakersParams, Query()]) -> Rows:
    """All speakers, one a row."""
    found = _known(site, params.selection())
    return ["speaker", "name", "statements"], ([one.value, one.label, one.count] for one in found)


def speaker(
    site: SiteOf, key: str, params: Annotated[SpeakerParams, Query()], request: Request
) -> SpeakerPage | Response:
    """What one speaker is on record as saying, the oldest first."""
    selection = _of(key, params)
    found = site.ledger.browse(selection, order=params.order, offset=params.offset, limit=PAGE_SIZE)
    name = next((one.label for one in found.facets["speaker"] if one.value == key), None)
    if name is None or key == UNKNOWN:
        return _elsewhere(site, key, request)
    return SpeakerPage(
        params,
        key,
        name,
        selection.to_dict(),
        params.page,
        pages_of(found),
        found.total,
        site.ledger.profile(key),
        found.hits,
        found.facets,
        found.distinct,
    )


def speaker_rows(site: SiteOf, key: str, params: Annotated[SpeakerParams, Query()]) -> Rows:
    """All that one speaker is on record as saying, a statement a row."""
    hits = site.ledger.all_hits(_of(key, params), order=params.order)
    return HIT_COLUMNS, (list(hit.to_dict().values()) for hit in hits)


def _of(key: str, params: ListParams) -> Selection:
    return with_chosen(params.selection(), "speaker", key)


def _known(site: Site, selection: Selection) -> list[Value]:
    return [one for one in site.ledger.facet(selection, "speaker") if one.value != UNKNOWN and one.count]


def _elsewhere(site: Site, key: str, request: Request) -> Response:
    """Where the speaker is whose name somebody wrote in their own way, or the namesakes are."""
    name = key.replace("-", " ")
    meant = site.ledger.speaker_keys(name)
    if not meant or key in meant:
        raise HTTPException(404, words_for(request)("errors.no_speaker", name=key))
    suffix = ".json" if request.scope["path"].endswith(".json") else ""
    if len(meant) > 1:
        return RedirectResponse(f"/speakers{suffix}?{urlencode({'name': name})}", 307)
    return RedirectResponse(f"/speakers/{segment(meant[0])}{suffix}", 307)


add_page(router, "/speakers", speakers, "speakers.html", rows=speakers_rows, summary="Who is on record")
add_page(router, "/speakers/{key}", speaker, "speaker.html", rows=speaker_rows, summary="What one speaker said")
