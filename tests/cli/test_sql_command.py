"""What `selon sql` answers, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from selon.cli import main
from selon.cli.table import table_lines

Capture = pytest.CaptureFixture[str]
Keep = Callable[..., None]


@pytest.fixture(autouse=True)
def kept(keep: Keep) -> None:
    keep("Anne Duval : « Le pont ferme. »\nZoé \x1b[2J : « Oui. »", title="=1+1", published="2023-05-12")


def test_elsewhere_than_on_a_terminal_values_are_whole_and_parted_by_tabs(capsys: Capture) -> None:
    assert main(["sql", "SELECT speaker, published, repeat('x', 300) AS long, NULL AS none FROM statements"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "speaker\tpublished\tlong\tnone",
        f"Anne Duval\t2023-05-12\t{'x' * 300}\t",
        f"Zoé �[2J\t2023-05-12\t{'x' * 300}\t",
    ]


def test_json_has_json_types(capsys: Capture) -> None:
    question = (
        "SELECT DATE '2023-05-12' AS day, 1.5 AS number, [1, 2] AS list, {'a': 'b'} AS object, NULL AS none, 1, 1"
    )
    assert main(["sql", question, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "day": "2023-05-12",
        "number": 1.5,
        "list": [1, 2],
        "object": {"a": "b"},
        "none": None,
        "1": 1,
        "1_2": 1,
    }


def test_csv_has_lists_as_json_text_as_it_is_and_no_formula(capsys: Capture) -> None:
    assert main(["sql", "SELECT title, ['a'] AS list, -1 AS number, text FROM articles", "--csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out, newline=""))
    text = "Anne Duval : « Le pont ferme. »\nZoé �[2J : « Oui. »"
    assert row == {"title": "'=1+1", "list": '["a"]', "number": "-1", "text": text}


def test_without_a_question_the_views_are_listed_with_their_columns(capsys: Capture) -> None:
    assert main(["sql"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("articles\n  id            varchar\n")
    assert "\nspeakers\n  name" in shown
    assert "\nstatements\n  id" in shown
    assert '\n  selon sql "SELECT' in shown


@pytest.mark.parametrize(
    "question",
    [
        "INSERT INTO kept.watches VALUES ('a', '{}', 0)",
        "DELETE FROM kept.statements",
        "DROP VIEW statements",
        "COPY articles TO '{file}'",
        "ATTACH '{file}'",
        "PRAGMA database_list",
        "SET memory_limit = '1GB'",
        "SELECT 1; SELECT 2",
        "SELECT * FROM read_text('{file}')",
        "SELECT absent FROM statements",
        "",
    ],
)
def test_anything_else_than_one_select_is_refused_in_one_sentence(
    question: str, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "other"
    assert main(["sql", question.replace("{file}", str(file))]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert not file.exists()


@pytest.mark.parametrize("width", [40, 80])
def test_on_a_terminal_the_longest_values_are_cut_so_that_rows_fit(width: int) -> None:
    rows = [("Anne Duval", 7, "x" * 300), ("\x1b[2J", None, "y")]
    console = Console(width=width, force_terminal=True, color_system=None, file=io.StringIO())
    (shown,) = table_lines(("speaker", "statements", "content"), rows, console)
    lines = shown.splitlines()
    assert max(map(len, lines)) == width
    assert lines[1].startswith("Anne Duval           7  xxx")
    assert lines[1].endswith("x…")
    assert "\x1b" not in shown


def test_a_terminal_gets_the_first_thousand_rows() -> None:
    console = Console(width=80, force_terminal=True, file=io.StringIO())
    table, rest = table_lines(("number",), ((number,) for number in range(2000)), console)
    assert len(table.splitlines()) == 1001
    assert rest == "These are the first 1,000; --csv and --json give all.\n"
