"""Places that a text names, and where on the globe they lie."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from selon.record.span import Span


class PlaceKind(StrEnum):
    """What a place is. REGION: a part of a country, of any level; OTHER: seas, continents, streets, what is unknown."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the text names it.

    name: a country's in the article's language, a city's or region's as GeoNames or INSEE has it; the article's own
    words where the place is not known.
    country: ISO 3166-1 alpha-3, None for what lies in several, in none, or is not known.
    latitude, longitude: degrees, of a region or country a point amid its cities, of a village of France mostly one amid
    the towns of its postal code, some 5 km off; None where the place is not known.
    """

    span: Span
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    kind: PlaceKind = PlaceKind.OTHER
