"""Which of the places that bear a name an article means: the likeliest, given all the other names in it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selon.language.gazetteer import Entry, name_key
from selon.language.toponyms import Toponyms

# What speaks for a sense, in powers of ten of its population. Chosen outside the measured half of `benchmarks.places`.
_KIND = {"country": 2.5, "region": -0.5, "district": -1.5, "city": 0.0, "other": 7.0}
_CAPITAL = 1.5
_OTHER_NAME = -0.7
# For a region that is called one; against a city where the words speak of a region, and the other way round.
_CALLED_REGION = 2.5
_NO_CITY, _NO_REGION = -2.5, -1.0
# Against a region that has a city of its name, and against a part of a country of its name.
_NAMESAKE = {"region": -1.0, "district": -1.0}
_OF_COUNTRY = -2.0
_COUNTRY_NAMED, _COUNTRY_SHARE = 2.0, 1.5
_SAME_REGION = 1.5
_CONTAINED, _CONTAINS = 4.0, 2.0
# A city or district that less speaks for is not taken.
_LEAST = 3.5
# What the countries of most readers weigh beside a place or country that the article names once.
_HOME = 0.25
_ROUNDS = 3


@dataclass(slots=True)
class Name:
    """One name of an article in all its mentions.

    readings: the keys of all forms of it, such as mans and le mans, and of the gazetteer's names for it.
    entries: what it may mean. with_article: whether an article may belong to it. containers: the keys of names said to
    contain it. as_city: how the words before it speak of a city, 1, or of a region or country, -1, summed over
    `mentions`; as_region: how many of them call it a region.
    """

    key: str
    readings: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    with_article: bool = False
    containers: set[str] = field(default_factory=set)
    as_city: int = 0
    as_region: int = 0
    mentions: int = 0


@dataclass(slots=True)
class _Senses:
    """The senses of one name: what is known of each from the start, and after a round which is best."""

    name: Name
    priors: Sequence[float]
    best: Entry
    score: float
    vote: float = 0.0


def choose(names: Mapping[str, Name], evidence: Mapping[str, float], toponyms: Toponyms) -> dict[str, Entry]:
    """The entry that each name means, by the name's key; names that mean none are left out.

    evidence: how much else the article speaks of a country, by alpha-3 code; 1 is a place of it named.
    """
    inside: dict[str, list[Entry]] = defaultdict(list)
    for name in names.values():
        for key in name.containers:
            inside[key] += name.entries
    all_senses = [_begin(name, names, inside[name.key], toponyms) for name in names.values() if name.entries]
    home = {code: _HOME / rank for rank, code in enumerate(toponyms.home, 1)}
    for _ in range(_ROUNDS):
        countries = {code: home.get(code, 0.0) + evidence.get(code, 0.0) for code in {*home, *evidence}}
        regions: Counter[int] = Counter()
        for senses in all_senses:
            code = senses.best.country or ""
            countries[code] = countries.get(code, 0.0) + senses.vote
            regions.update(_lineage(senses.best))
        best = [senses.best for senses in all_senses]
        for senses in all_senses:
            _weigh(senses, countries, regions)
        if best == [senses.best for senses in all_senses]:
            break
    return {senses.name.key: senses.best for senses in all_senses if _is_likely(senses)}


def _begin(name: Name, names: Mapping[str, Name], inside: Sequence[Entry], toponyms: Toponyms) -> _Senses:
    """A name's senses before the others are weighed. inside: what the names may mean that it is said to contain."""
    around = [entry for key in name.containers for entry in names[key].entries]
    priors = [
        _prior(entry, name, toponyms)
        + _CONTAINED * any(_contains(outer, entry) for outer in around)
        + _CONTAINS * any(_contains(entry, inner) for inner in inside)
        for entry in name.entries
    ]
    senses = _Senses(name, priors, name.entries[0], 0.0)
    _settle(senses, priors)
    return senses


def _prior(entry: Entry, name: Name, toponyms: Toponyms) -> float:
    score = _KIND[entry.kind] + math.log10(entry.population + 1)
    score += _CAPITAL * any(toponyms.is_capital(reading, entry) for reading in name.readings)
    score += _OTHER_NAME * (entry.kind not in ("country", "other") and name_key(entry.name) not in name.readings)
    score += _NAMESAKE.get(entry.kind, 0.0) * any(_contains(entry, other) for other in name.entries)
    score += _OF_COUNTRY * any(other.kind == "country" and _contains(other, entry) for other in name.entries)
    return score + _by_words(entry.kind, name) / max(name.mentions, 1)


def _by_words(kind: str, name: Name) -> float:
    """What the words before the mentions of a name say for or against a kind of place, summed over the mentions."""
    if kind == "city":
        return _NO_CITY * max(-name.as_city, 0)
    return _NO_REGION * max(name.as_city, 0) + _CALLED_REGION * name.as_region if kind in _NAMESAKE else 0.0


def _weigh(senses: _Senses, countries: Mapping[str, float], regions: Mapping[int, int]) -> None:
    """Score every sense by what the other names of the article mean."""
    own = senses.best
    lineage = set(_lineage(own))
    total = sum(countries.values()) - senses.vote
    scores = []
    for entry, prior in zip(senses.name.entries, senses.priors, strict=True):
        weight = countries.get(entry.country or "", 0.0) - (senses.vote if entry.country == own.country else 0.0)
        known = _COUNTRY_NAMED * weight / (weight + 0.5) + _COUNTRY_SHARE * weight / max(total, 1.0)
        kin = any(regions.get(number, 0) > (number in lineage) for number in _lineage(entry))
        scores.append(prior + known + _SAME_REGION * kin)
    _settle(senses, scores)


def _settle(senses: _Senses, scores: Sequence[float]) -> None:
    """Take the sense that scores best; the wider the margin to another country, the more it votes for its own."""
    entries = senses.name.entries
    place = max(range(len(entries)), key=lambda place: (scores[place], entries[place].population, -place))
    senses.best, senses.score = entries[place], scores[place]
    rival = max((s for e, s in zip(entries, scores, strict=True) if e.country != senses.best.country), default=0.0)
    certain = min(max((senses.score - rival) / 2, 0.1), 1.0)
    senses.vote = certain * min(1 + 0.3 * (senses.name.mentions - 1), 2.0) if senses.best.country else 0.0


def _lineage(entry: Entry) -> tuple[int, ...]:
    """The regions that an entry is, or is in."""
    return (entry.number, *entry.within) if entry.kind in ("region", "district") else entry.within


def _contains(outer: Entry, inner: Entry) -> bool:
    if outer.kind in ("country", "other"):
        return outer.country is not None and inner.country == outer.country and inner.kind != "country"
    return outer.number in inner.within


def _is_likely(senses: _Senses) -> bool:
    return senses.best.kind not in ("city", "district") or senses.score >= _LEAST
