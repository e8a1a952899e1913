"""Places that a text names, and where on the globe they lie."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from selon.record.span import Span


class PlaceKind(StrEnum):
    """What a place is. REGION: a part of a country. OTHER: whatever is none of the others."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the text names it.

    name: as the gazetteer has it, or as written where it has none. country: ISO 3166-1 alpha-3. latitude, longitude:
    degrees, of its middle. All but the name are None where it is not known or not certain enough which place is meant.
    """

    span: Span
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    kind: PlaceKind | None = None
