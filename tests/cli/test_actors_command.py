"""What `selon actors` shows and changes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from selon.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def kept(keep: Callable[..., None]) -> None:
    keep("Anne Duval : « Oui. »\nAnna Duval : « C'est faux. »\nPaul Roux : « Peut-être. »", published="2023-06-30")


def test_actors_are_merged_by_name_and_that_can_be_taken_back(capsys: Capture) -> None:
    assert main(["actors", "merge", "Anne Duval", "anna duval"]) == 0
    assert capsys.readouterr().err == "Anne Duval and Anna Duval are one now: decision 1.\n"
    main(["who", "--json"])
    assert {json.loads(line)["statements"] for line in capsys.readouterr().out.splitlines()} == {1, 2}
    assert main(["actors", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["other_name"] == "Anna Duval"
    assert main(["actors", "undo", "1"]) == 0
    main(["actors", "list"])
    assert capsys.readouterr().err.endswith("Nothing was merged or split by hand.\n")


def test_an_actor_is_shown_with_whom_it_is_one_with(capsys: Capture) -> None:
    assert main(["actors", "show", "Paul Roux", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["name"], row["kind"]) == ("Paul Roux", "person")
    assert main(["actors", "show", row["id"]]) == 0


def test_what_cannot_be_decided_is_one_sentence(capsys: Capture) -> None:
    assert main(["actors", "show", "Nobody"]) == 1
    assert main(["actors", "merge", "Nobody", "Paul Roux"]) == 1
    assert main(["actors", "undo", "7"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "Nobody is called 'Nobody': see who is on record with 'selon who'."
    assert "nobody is called 'Nobody'" in told[1]
    assert "there is no decision 7" in told[2]
