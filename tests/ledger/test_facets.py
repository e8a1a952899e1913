"""Facets count what a person would count by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quotation_reader import QuotationReader

from selon.ledger import Hit, Ledger
from selon.ledger.browsing import HeldLedger
from selon.ledger.facets import FACETS, UNKNOWN, Selection

SAID = ("« Le pont tient », a dit {}.", "« Le port ferme », a averti {}.", "« Le port ferme », a nié {}.")
NAMES = ("Anne Duval", "Marc Prigent", "Pékin", "Londres")
PUBLISHERS = ("L'Ouest", "Le Matin", None)
DAYS = ("2022-03-14", "2022-05-02", None)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> HeldLedger:
    """A ledger in which every mixture of act, name, publisher and day stands, some more than once."""
    folder = tmp_path_factory.mktemp("facets")
    articles = [
        {
            "text": f"Numéro {place}. "
            + " ".join(SAID[(place + turn) % 3].format(NAMES[turn % 4]) for turn in range(place % 7 + 1)),
            "publisher": PUBLISHERS[place % 3],
            "published": DAYS[place // 3 % 3],
            "language": "fr",
        }
        for place in range(30)
    ]
    file = folder / "articles.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in articles), encoding="utf-8")
    Ledger(folder / "kept.duckdb").add(file, reader=QuotationReader())
    return HeldLedger(folder / "kept.duckdb")


def _value(hit: Hit, facet: str) -> str:
    if facet == "speaker":
        from selon.ledger.query import folded_words

        words = folded_words(" ".join(part for part in (hit.speaker, hit.stands_for) if part))
        return "-".join(words) or UNKNOWN
    if facet == "month":
        return hit.said_on.isoformat()[:7] if hit.said_on else UNKNOWN
    return getattr(hit, facet) or UNKNOWN


def _chosen() -> Any:
    some = st.lists(st.sampled_from(["state", "warn", "deny"]), unique=True)
    names = st.lists(st.sampled_from(["anne-duval", "pekin-chine", "nobody"]), unique=True)
    publishers = st.lists(st.sampled_from(["L'Ouest", "Le Matin", UNKNOWN]), unique=True)
    months = st.lists(st.sampled_from(["2022-03", "2022-05", UNKNOWN]), unique=True)
    return st.fixed_dictionaries({"act": some, "speaker": names, "publisher": publishers, "month": months})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=_chosen())
def test_counts_are_right_under_the_other_conditions(held: HeldLedger, chosen: dict[str, list[str]]) -> None:
    every = list(held.all_hits(Selection()))
    selection = Selection(chosen=tuple((facet, tuple(values)) for facet, values in chosen.items() if values))
    found = held.browse(selection, limit=1000)

    def holds(hit: Hit, but: str | None = None) -> bool:
        return all(_value(hit, facet) in values for facet, values in chosen.items() if values and facet != but)

    assert [hit.id for hit in found.hits] == [hit.id for hit in every if holds(hit)]
    for facet in FACETS:
        counted = {one.value: one.count for one in found.facets[facet] if one.count}
        assert counted == Counter(_value(hit, facet) for hit in every if holds(hit, but=facet)), facet


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_the_order_is_that_of_any_other_search(held: HeldLedger, order: str) -> None:
    browsed = held.browse(Selection(), order=order, limit=1000).hits
    assert [hit.id for hit in browsed] == [hit.id for hit in held.find("", order=order)]
    assert [hit.id for hit in held.all_hits(Selection(), order=order)] == [hit.id for hit in browsed]


def test_what_a_newer_reader_found_anew_counts_once(ledger: Ledger, write: Callable[..., Path]) -> None:
    file = write("a.txt", "« Le pont tient », a dit Anne Duval.")
    for name in ("quotations-1", "quotations-2"):
        ledger.add(file, reader=QuotationReader(name), language="fr")
    assert HeldLedger(ledger.path).browse(Selection()).total == 1
