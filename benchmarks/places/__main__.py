"""How well named places are put on the map, spans given: python -m benchmarks.places

Gold was made by reading: the Location spans of 52 French Wikinews articles (WiNER) and our own of 27 English ones, most
drawn at random, 12 and 9 of them from those that name many places. `benchmarks/gold` has offsets, points and GeoNames
numbers, without the texts; points come from GeoNames, so that what is measured is which place was meant. Every other
article of a file is for development; its errors are shown with --errors. Those of the others are counted and not read.
The baseline takes the country of the name, else the most populous place of it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.report import DATA, circumstances, table, write_json
from selon.extract.places import find_places
from selon.language.gazetteer import Entry
from selon.language.toponyms import toponyms_of
from selon.record import Place, PlaceKind, Span

GOLD = Path(__file__).parents[1] / "gold"
_TEXTS = {
    "fr": ("gold/entities-fr-train.jsonl",),
    "en": ("articles/semeval23-en.jsonl", "articles/whitehouse-2022-en.jsonl", "gold/polnear-train.jsonl"),
}
_HALVES = ("development", "measured")
# In kilometres: how near is right, and how far apart two places of one name must be for the name to be ambiguous.
_NEAR, _APART, _EARTH_RADIUS = 50.0, 200.0, 6371.0


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article and its places: a span, then country, point and GeoNames number, as far as the place has them."""

    text: str
    places: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was right of one place: its country, itself, and what the baseline took; and what sort of place it is.

    is_part: a city, region or landform, not a country. is_ambiguous: the gazetteer has its name far apart.
    """

    is_part: bool
    is_ambiguous: bool
    country: bool
    place: bool
    baseline: bool


def main() -> None:
    """Score both halves and print one table. Raises OSError or ValueError when gold or articles do not fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with articles/ and gold/")
    parser.add_argument("--errors", action="store_true", help="show the errors of the development half")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    rows = []
    for language in _TEXTS:
        articles = list(_annotated(arguments.data, language))
        for half, part in zip(_HALVES, (articles[::2], articles[1::2]), strict=True):
            rows.append(_row(language, half, part, show=arguments.errors and half == _HALVES[0]))
    print(f"per cent of mentions; parts: all but countries; words/s on one core; {circumstances()}")
    print(table(list(rows[0]), [[f"{v:,}" if isinstance(v, int) else str(v) for v in row.values()] for row in rows]))
    if arguments.json:
        write_json(arguments.json, rows)


def _annotated(data: Path, language: str) -> Iterator[Annotated]:
    texts = {}
    for name in _TEXTS[language]:
        for line in (data / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            texts[row["id"]] = row["text"]
    for line in (GOLD / f"places-{language}.jsonl").read_text(encoding="utf-8").splitlines():
        note = json.loads(line)
        text = texts.get(note["id"], "")
        if hashlib.sha256(text.encode()).hexdigest()[:16] != note["text"]:
            raise ValueError(f"the article {note['id']} is not in {data}, or its text has changed")
        yield Annotated(text, note["places"])


def _row(language: str, half: str, articles: Sequence[Annotated], *, show: bool) -> dict[str, Any]:
    find_places("Paris", [Span(0, 5)], language)  # Reads the data, which is not to be timed.
    verdicts: list[Verdict] = []
    seconds, words = 0.0, 0
    for article in articles:
        spans = [Span(*place["span"]) for place in article.places]
        started = time.process_time()
        found = find_places(article.text, spans, language)
        seconds += time.process_time() - started
        words += len(article.text.split())
        for gold, place in zip(article.places, found, strict=True):
            verdicts.append(_verdict(place, gold, place.span.of(article.text), language))
            if show and not verdicts[-1].place:
                print(_shown(place, gold, article.text))
    row = {"language": language, "half": half, "articles": len(articles)} | _figures(verdicts, "places")
    row["country"] = _percent([verdict.country for verdict in verdicts])
    row |= _figures([verdict for verdict in verdicts if verdict.is_part], "parts")
    row |= _figures([verdict for verdict in verdicts if verdict.is_ambiguous], "ambiguous")
    return row | {"words/s": round(words / seconds)}


def _figures(verdicts: Sequence[Verdict], name: str) -> dict[str, Any]:
    return {
        name: len(verdicts),
        f"{name} right": _percent([verdict.place for verdict in verdicts]),
        f"{name} baseline": _percent([verdict.baseline for verdict in verdicts]),
    }


def _percent(right: Sequence[bool]) -> float:
    return round(100 * sum(right) / max(len(right), 1), 1)


def _verdict(place: Place, gold: dict[str, Any], words: str, language: str) -> Verdict:
    entries = toponyms_of(language).entries(" ".join(words.split()))
    baseline = _is_right(_most_populous(entries, place.span, words), gold)
    is_ambiguous = any(
        _kilometres((one.latitude, one.longitude), (two.latitude, two.longitude)) > _APART
        for one, two in combinations(entries, 2)
    )
    country = place.country == gold.get("country")
    return Verdict(_is_part(gold), is_ambiguous, country, _is_right(place, gold), baseline)


def _is_part(gold: dict[str, Any]) -> bool:
    return "point" in gold


def _is_right(place: Place, gold: dict[str, Any]) -> bool:
    """True within 50 km of the gold; for a country, sea or continent when the same or none was told."""
    if "country" not in gold:
        return place.country is None and (place.latitude is not None or "point" not in gold)
    if not _is_part(gold):
        return place.kind is PlaceKind.COUNTRY and place.country == gold["country"]
    if place.latitude is None or place.longitude is None or place.kind is PlaceKind.COUNTRY:
        return False
    return _kilometres((place.latitude, place.longitude), gold["point"]) <= _NEAR


def _kilometres(one: Sequence[float], other: Sequence[float]) -> float:
    (north, east), (other_north, other_east) = (map(math.radians, point) for point in (one, other))
    half = math.sin((other_north - north) / 2) ** 2
    half += math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    return 2 * _EARTH_RADIUS * math.asin(math.sqrt(half))


def _most_populous(entries: Sequence[Entry], span: Span, words: str) -> Place:
    if not entries:
        return Place(span, words)
    best = max(entries, key=lambda entry: (entry.kind == "country", entry.population, entry.kind == "city"))
    kind = PlaceKind.COUNTRY if best.kind == "country" else PlaceKind.OTHER
    return Place(span, best.name, best.country, best.latitude, best.longitude, kind)


def _shown(place: Place, gold: dict[str, Any], text: str) -> str:
    start, end = place.span.start, place.span.end
    around = " ".join(f"{text[max(start - 50, 0) : start]}[{text[start:end]}]{text[end : end + 50]}".split())
    told = {key: value for key, value in gold.items() if key != "span"}
    return f"{around}\n    gold {told}\n    read {place.name}, {place.country}, {place.latitude}, {place.longitude}"


if __name__ == "__main__":
    main()
