"""Whom `selon who` lists, and what it shows of one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from selon.cli import main

Capture = pytest.CaptureFixture[str]
Keep = Callable[..., None]


@pytest.fixture(autouse=True)
def kept(keep: Keep) -> None:
    keep("Anne Duval : « Oui. »\nPaul Duval : « C'est faux. »\nAnne Duval : « Peut-être. »", published="2023-06-30")
    keep("Anne Duval : « Non. »\nLondres : « On verra. »\nDuval : « Moi. »", published="2023-05-12")


def test_the_speakers_are_listed_with_their_counts(capsys: Capture) -> None:
    assert main(["who"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == ["name", "kind", "country", "statements", "articles", "first", "last", "id"]
    assert rows[1][:-1] == ["Anne Duval", "person", "", "3", "2", "2023-05-12", "2023-06-30"]
    assert ["Londres", "country", "GBR", "1", "1", "2023-05-12", "2023-05-12"] in [row[:-1] for row in rows]
    assert len(rows) == 5


def test_conditions_hold_of_what_is_counted(capsys: Capture) -> None:
    assert main(["who", "--since", "2023-06", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["name"], row["statements"]) for row in rows] == [("Anne Duval", 2), ("Paul Duval", 1)]


def test_what_is_left_out_is_counted(capsys: Capture) -> None:
    assert main(["who", "--limit", "1", "--csv"]) == 0
    captured = capsys.readouterr()
    assert [row["name"] for row in csv.DictReader(io.StringIO(captured.out))] == ["Anne Duval"]
    assert captured.err == "1 of 4 speakers; --limit 0 shows all.\n"


def test_one_speaker_is_shown_with_all_that_is_on_record_the_oldest_first(capsys: Capture) -> None:
    assert main(["who", "anne", "DUVAL"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Anne Duval · person · 3 statements in 2 articles · 2023-05-12 to 2023-06-30\n\n")
    assert shown.index("« Non. »") < shown.index("« Oui. »") < shown.index("« Peut-être. »")
    assert shown.endswith("\n3 statements.\n")


@pytest.mark.parametrize(("name", "speaker"), [("anne", "Anne Duval"), ("royaume-uni", "Londres"), ("Duval", "Duval")])
def test_a_part_of_a_name_is_enough_where_it_is_clear(name: str, speaker: str, capsys: Capture) -> None:
    assert main(["who", name, "--json"]) == 0
    assert {json.loads(line)["speaker"] for line in capsys.readouterr().out.splitlines()} == {speaker}


def test_others_with_the_same_name_are_named(capsys: Capture) -> None:
    assert main(["who", "Duval"]) == 0
    said = capsys.readouterr().err
    assert said == "'Duval' also stands in the names of Anne Duval (3 statements), Paul Duval (1 statement).\n"


def test_words_of_a_name_may_stand_on_both_sides_of_an_option(capsys: Capture) -> None:
    assert main(["who", "Anne", "--limit", "1", "Duval"]) == 0
    assert capsys.readouterr().out.startswith("Anne Duval · person")


def test_conditions_hold_of_what_one_speaker_said(capsys: Capture) -> None:
    assert main(["who", "Anne Duval", "--until", "2023-05", "--json"]) == 0
    assert [json.loads(line)["content"] for line in capsys.readouterr().out.splitlines()] == ["« Non. »"]


def test_several_speakers_are_named_with_their_counts(keep: Keep, capsys: Capture) -> None:
    keep("Paul Moreau : « Un. »\nLuc Moreau : « Deux. »\nLuc Moreau : « Trois. »")
    assert main(["who", "moreau"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "'moreau' could be 2 speakers: give one of Luc Moreau (2 statements), Paul Moreau (1 statement).\n"
    )


def test_a_name_that_nobody_has_is_a_sentence(capsys: Capture) -> None:
    assert main(["who", "Zoé"]) == 1
    assert capsys.readouterr().err.startswith("Nobody called 'Zoé' is on record")


def test_nobody_at_all_is_a_sentence(capsys: Capture) -> None:
    assert main(["who", "--kind", "document"]) == 1
    assert capsys.readouterr().err.startswith("Nobody is on record")


@pytest.mark.parametrize("asked", [[], ["Zoé"], ["Zoé", "--csv"], ["--csv"]])
def test_nothing_from_an_article_steers_the_terminal(asked: list[str], keep: Keep, capsys: Capture) -> None:
    keep("Zoé \x1b[2J\x9b31m : « Oui. »")
    assert main(["who", *asked]) == 0
    captured = capsys.readouterr()
    assert not set(captured.out + captured.err) & set("\x1b\x07\x9b")
