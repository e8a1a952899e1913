"""The first look at a time's words rules out nothing that fits."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.extract.glance import glance_at

ATOMS = ("a", "b", "9", r"\d", "[ab]", "[1-9]", "[^a]", ".", "-", r"\.", r"\w", "(?<=b)", "(?!c)", r"\b", "")
QUANTIFIERS = ("?", "*", "+", "{1,2}", "{0,2}", "??")


def patterns(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Patterns in a row, one or another, in a group, and with a quantifier."""
    row = st.lists(inner, min_size=1, max_size=3).map("".join)
    either = st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})")
    often = st.tuples(row, st.sampled_from(QUANTIFIERS)).map(lambda two: f"(?:{two[0]}){two[1]}")
    return st.one_of(row, either, often)


@given(st.recursive(st.sampled_from(ATOMS), patterns, max_leaves=8), st.text("ab9-. c", max_size=4))
def test_what_fits_also_fits_behind_a_glance(source: str, text: str) -> None:
    found, glanced = re.match(source, text), re.match(f"{glance_at(source)}(?:{source})", text)
    assert (found and found.span()) == (glanced and glanced.span())


@pytest.mark.parametrize(
    ("source", "glance"),
    [
        ("(?P<day>monday|tuesday) at", "(?=[mt])"),
        (r"(?:the )?(?<!x)\d+", r"(?=[\dt])"),
        ("(?=t)(?:a|b)", "(?=[ab])"),
        ("(?:mid-)?-", r"(?=[\-m])"),
        ("[^a]b", ""),
        ("(?:a|)", ""),
    ],
)
def test_a_glance_names_the_characters_that_may_come_first(source: str, glance: str) -> None:
    assert glance_at(source) == glance
