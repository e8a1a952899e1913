"""The life of a standing search."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from selon.cli import main

Capture = pytest.CaptureFixture[str]
Keep = Callable[..., None]


@pytest.fixture(autouse=True)
def kept(keep: Keep) -> None:
    keep("Anne Duval : « Le pont ferme. »\nPaul Morel : « C'est faux. »")


def test_a_watch_tells_what_is_new_and_nothing_twice(keep: Keep, capsys: Capture) -> None:
    assert main(["watch", "add", "pont", "ponts", "--speaker", "Duval"]) == 0
    assert capsys.readouterr().out == "Watch pont is kept. See what it finds: selon watch run pont\n"
    assert main(["watch", "run"]) == 0
    assert capsys.readouterr().out.startswith("pont: 1 new statement\n\nAnne Duval\n")
    assert main(["watch", "run"]) == 0
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""
    keep("Anne Duval : « Le pont rouvre. »\nPaul Morel : « Le pont ? »")
    assert main(["watch", "run", "pont", "--json"]) == 0
    (row,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (row["watch"], row["content"]) == ("pont", "« Le pont rouvre. »")


def test_watches_are_listed_as_they_are_written_and_removed(capsys: Capture) -> None:
    main(["watch", "add", "denials", "faux -pont", "--act", "deny", "--act", "warn", "--since", "2023"])
    capsys.readouterr()
    assert main(["watch", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "watch\tquery",
        "denials\t'faux -pont' --act deny --act warn --since 2023-01-01",
    ]
    assert main(["watch", "remove", "denials"]) == 0
    assert main(["watch", "list"]) == 0
    assert capsys.readouterr().err == "There is no watch: keep a search with 'selon watch add'.\n"


def test_a_name_that_is_not_known_stops_before_any_watch_is_run(capsys: Capture) -> None:
    main(["watch", "add", "pont"])
    capsys.readouterr()
    assert main(["watch", "run", "pont", "absent"]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "there is no watch 'absent': see them with 'selon watch list'\n")
    main(["watch", "run"])
    assert "pont: 2 new statements" in capsys.readouterr().out


@pytest.mark.parametrize("asked", [["add", "pont"], ["remove", "absent"], ["add", "b", "--country", "Nulle part"]])
def test_what_cannot_be_done_is_one_sentence(asked: list[str], capsys: Capture) -> None:
    main(["watch", "add", "pont"])
    capsys.readouterr()
    assert main(["watch", *asked]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("wrong", [[], ["run", "--csv"], ["add"]])
def test_wrong_usage_exits_with_two(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["watch", *wrong])
    assert stopped.value.code == 2
