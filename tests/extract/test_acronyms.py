"""Acronyms and what they stand for."""

import pytest

from selon.extract.acronyms import acronyms_of


@pytest.mark.parametrize(
    ("text", "acronym", "full"),
    [
        ("La Société des journalistes (SDJ) a protesté.", "sdj", "Société des journalistes"),
        ("La Société des journalistes\n ( SDJ ) a protesté.", "sdj", "Société des journalistes"),
        ("Le CNC (Centre national du cinéma) aide.", "cnc", "Centre national du cinéma"),
    ],
)
def test_an_acronym_beside_its_full_name_is_found(text: str, acronym: str, full: str) -> None:
    assert acronyms_of(text) == {acronym: full}


def test_white_space_without_end_costs_one_pass() -> None:
    space = " " * 300_000
    assert acronyms_of(f"a{space}b (c{space}d") == {}
    assert acronyms_of(f"Société des journalistes{space}(SDJ)") == {"sdj": "Société des journalistes"}
