"""What the address of a list says: which statements, in which order, which page."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from selon.ledger.facets import FACETS, UNKNOWN, Selection
from selon.ledger.periods import days_of
from selon.ledger.query import Query, country_code

PAGE_SIZE = 20


def _without_blanks(given: object) -> object:
    """Forms send what was left empty too."""
    if isinstance(given, str):
        return given.strip() or None
    return [one for one in given if one] if isinstance(given, list) else given


_Word = Annotated[str, Field(max_length=300)]
_Text = Annotated[_Word | None, BeforeValidator(_without_blanks)]
_Choices = Annotated[list[_Word], Field(max_length=50), BeforeValidator(_without_blanks)]
_Day = Annotated[Annotated[str, Field(max_length=10)] | None, BeforeValidator(_without_blanks)]


def _choices(description: str) -> Any:
    return Field(default_factory=list, description=description)


class ListParams(BaseModel):
    """Which statements are wanted: words, conditions, and values chosen in the facets."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    q: _Text = Field(None, description='words of the statement: gaz OR pétrole, "side by side", begin*, -without')
    name: _Text = Field(None, description="words of the speaker's name")
    outlet: _Text = Field(None, description="words of the publisher's name")
    since: _Day = Field(None, description="said on this day or later: 2022-03-14, 2022-03 or 2022")
    until: _Day = Field(None, description="said on this day or earlier")
    published_since: _Day = Field(None, description="the article is of this day or later")
    published_until: _Day = Field(None, description="the article is of this day or earlier")
    speaker: _Choices = _choices("a speaker, as the addresses of speakers name them; several: one of them")
    act: _Choices = _choices("state, deny, accuse, warn, promise, ask, announce, criticise, praise, believe, decline…")
    form: _Choices = _choices("direct, mixed, indirect, none")
    kind: _Choices = _choices("person, country, organisation, anonymous, document")
    publisher: _Choices = _choices("the publisher, just so")
    country: _Choices = _choices("the speaker's, by name or ISO 3166-1 alpha-3 code; - where it is not known")
    language: _Choices = _choices("the article's, ISO 639-1")
    month: _Choices = _choices("the month in which it was said: 2022-03")

    def selection(self) -> Selection:
        """The statements that are meant. Raises QueryError for a day that is none and a country that there is not."""
        query = Query(
            words=self.q or "",
            speaker=self.name,
            publisher=self.outlet,
            since=_first(self.since),
            until=_last(self.until),
            published_since=_first(self.published_since),
            published_until=_last(self.published_until),
        )
        chosen = {facet: tuple(sorted(getattr(self, facet))) for facet in FACETS}
        codes = {code if code == UNKNOWN else country_code(code) for code in chosen["country"]}
        chosen["country"] = tuple(sorted(codes))
        return Selection(query, tuple((facet, values) for facet, values in chosen.items() if values))

    @cached_property
    def _given(self) -> dict[str, Any]:
        return {name: value for name, value in self.model_dump().items() if value not in (None, [], self._usual[name])}

    @cached_property
    def _usual(self) -> dict[str, Any]:
        return {name: one.default for name, one in type(self).model_fields.items()}

    def given(self) -> dict[str, Any]:
        """What is said, what is left open left out."""
        return dict(self._given)

    @cached_property
    def _written(self) -> dict[str, str]:
        return {name: urlencode({name: value}, doseq=True) for name, value in self._given.items() if name != "page"}

    def address(self, path: str, **changes: Any) -> str:
        """The address of `path` with the same conditions but for `changes`; a change of what is listed begins anew."""
        telling = {name: value for name, value in changes.items() if value not in (None, [], self._usual.get(name))}
        parts = [written for name, written in self._written.items() if name not in changes]
        parts += [urlencode(telling, doseq=True)] if telling else []
        return f"{path}?{'&'.join(parts)}" if parts else path

    def toggled(self, path: str, facet: str, value: str, **also: Any) -> str:
        """The address at which `value` is chosen in `facet` when it is not, and not when it is."""
        chosen = list(getattr(self, facet))
        changed = [one for one in chosen if one != value] if value in chosen else [*chosen, value]
        return self.address(path, **{facet: changed}, **also)


class SearchParams(ListParams):
    """A page of a list of statements."""

    order: Literal["newest", "oldest"] = Field("newest", description="what comes first")
    page: int = Field(1, ge=1, le=1_000_000, description=f"which page, of {PAGE_SIZE} statements each")

    @property
    def offset(self) -> int:
        """How many statements stand before the page."""
        return (self.page - 1) * PAGE_SIZE


def _first(period: str | None) -> Any:
    return days_of(period)[0] if period else None


def _last(period: str | None) -> Any:
    return days_of(period)[1] if period else None
