"""What `selon find` shows, and in which form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from selon.cli import main
from selon.ledger import Ledger

Capture = pytest.CaptureFixture[str]
Keep = Callable[..., None]

BRIDGE = "Le conseil s'est réuni mardi soir à Brest.\nAnne Duval : « Le pont sera fermé en mai. »\nPersonne n'a ri."


@pytest.fixture
def kept(keep: Keep) -> None:
    keep(BRIDGE, title="Le pont", publisher="Le Courrier", published="2023-05-12", url="https://example.org/pont")
    keep("Jean Morel : « C'est faux. »\nLondres : « Le pont tient. »", title="Réponses", published="2023-06-30")


@pytest.mark.usefixtures("kept")
def test_the_view_shows_the_words_where_they_stand_and_the_article(capsys: Capture) -> None:
    assert main(["find", "fermer"]) == 0
    start, end = BRIDGE.index("Anne"), BRIDGE.index("\nPersonne")
    shown = capsys.readouterr().out.splitlines()
    assert shown[:2] == ["Anne Duval", "  states · direct quotation · 2023-05-12"]
    assert " ".join(" ".join(shown[2:-5]).split()) == f"… {' '.join(BRIDGE.split())} …"
    assert shown[-5] == "  Le pont · Le Courrier · 2023-05-12"
    assert shown[-4].startswith(f"  statement 1, characters {start}–{end} of article ")
    assert shown[-3:] == ["  https://example.org/pont", "", "1 statement."]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("arguments", "speakers"),
    [
        ([], ["Jean Morel", "Londres", "Anne Duval"]),
        (["--order", "oldest"], ["Anne Duval", "Jean Morel", "Londres"]),
        (["pont", "--limit", "1"], ["Londres"]),
        (["pont -tient"], ["Anne Duval"]),
        (["--", "-pont"], ["Jean Morel"]),
        (["--speaker", "duval"], ["Anne Duval"]),
        (["--act", "deny", "--act", "warn"], ["Jean Morel"]),
        (["--kind", "country"], ["Londres"]),
        (["--form", "indirect"], []),
        (["--country", "Grande-Bretagne"], ["Londres"]),
        (["--country", "gbr"], ["Londres"]),
        (["--language", "en"], []),
        (["--since", "2023-06"], ["Jean Morel", "Londres"]),
        (["--until", "2023-05"], ["Anne Duval"]),
        (["--until", "2023", "--published-since", "2023-06-30"], ["Jean Morel", "Londres"]),
        (["--published-until", "2022"], []),
        (["--published-by", "courrier"], ["Anne Duval"]),
    ],
)
def test_each_condition_holds_of_what_is_found(arguments: list[str], speakers: list[str], capsys: Capture) -> None:
    main(["find", "--json", *arguments])
    assert [json.loads(line)["speaker"] for line in capsys.readouterr().out.splitlines()] == speakers


@pytest.mark.usefixtures("kept")
def test_what_is_left_out_is_counted(capsys: Capture) -> None:
    main(["find", "--limit", "2"])
    assert capsys.readouterr().out.endswith("\n2 of 3 statements; --limit 0 shows all.\n")
    main(["find", "--limit", "0"])
    assert capsys.readouterr().out.endswith("\n3 statements.\n")
    main(["find", "--limit", "2", "--csv"])
    assert capsys.readouterr().err == "2 of 3 statements; --limit 0 shows all.\n"


@pytest.mark.usefixtures("kept")
def test_nothing_found_is_a_sentence_and_exit_code_one(capsys: Capture) -> None:
    assert main(["find", "pont -tient", "--act", "deny", "--since", "2023"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "Nothing found for 'pont -tient' --act deny --since 2023-01-01.\n"


@pytest.mark.usefixtures("kept")
def test_json_lines_are_the_hits_of_the_ledger(ledger: Ledger, capsys: Capture) -> None:
    main(["find", "--json"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows == [hit.to_dict() for hit in ledger.find("")]


@pytest.mark.usefixtures("kept")
def test_csv_has_every_column_and_spans_as_json(ledger: Ledger, capsys: Capture) -> None:
    main(["find", "--csv"])
    written = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    for row, hit in zip(rows, ledger.find(""), strict=True):
        assert list(row) == list(hit.to_dict())
        assert json.loads(row["spans"]) == hit.spans
        assert (row["said_on"], row["url"], row["start"]) == (str(hit.said_on), hit.url or "", str(hit.start))
    assert written.count("\r\n") == 4


@pytest.mark.parametrize("title", ['=HYPERLINK("https://example.org")', "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_finds_no_formula_in_csv(title: str, keep: Keep, capsys: Capture) -> None:
    keep("Anne Duval : « Le pont sera fermé. »", title=title)
    main(["find", "--csv"])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out, newline=""))
    assert row["title"] == f"'{title}"
    main(["find", "--json"])
    assert json.loads(capsys.readouterr().out)["title"] == title


@pytest.mark.parametrize("form", [[], ["--csv"], ["--json"]])
def test_nothing_from_an_article_steers_the_terminal(form: list[str], keep: Keep, capsys: Capture) -> None:
    keep("Zoé \x1b[2J\x9b31m : « \u202eOui\x1b]0;pwned\x07. »", title="\x1b[31m[bold]Le pont", url="https://\x1b[2J")
    assert main(["find", *form]) == 0
    assert not set(capsys.readouterr().out) & set("\x1b\x07\x9b\u202e")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_but_an_address_is_longer_than_the_terminal_is_wide(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    main(["find"])
    lines = [line for line in capsys.readouterr().out.splitlines() if ".jsonl" not in line]
    assert max(map(len, lines)) <= min(width, 100)


@pytest.mark.usefixtures("kept")
def test_an_exclusion_by_itself_is_told_how_to_be_written(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["find", "pont", "-tient"])
    assert stopped.value.code == 2
    assert "'-tient' is not understood here: put what you look for together" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--since", "mardi"], ["--since", "2023-13"], ["--limit", "-1"], ["--act", "sing"]])
def test_wrong_usage_exits_with_two(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["find", *wrong])
    assert stopped.value.code == 2


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("wrong", [["--country", "Nulle part"], ["--", "!!"]])
def test_what_cannot_be_understood_is_one_sentence(wrong: list[str], capsys: Capture) -> None:
    assert main(["find", *wrong]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_without_a_ledger_there_is_a_sentence(ledger: Ledger, capsys: Capture) -> None:
    assert main(["find"]) == 1
    assert capsys.readouterr().err.startswith(f"there is no ledger {ledger.path}: make one with 'selon add'")


def test_a_file_that_is_no_ledger_is_a_sentence(tmp_path: Path, capsys: Capture) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("Une liste de courses.\n" * 999, encoding="utf-8")
    assert main(["find", "--ledger", str(other)]) == 1
    assert capsys.readouterr().err == f"{other} is no ledger: name another file\n"


@pytest.mark.usefixtures("kept")
def test_the_option_names_the_ledger_before_the_environment_and_the_current_folder(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SELON_LEDGER", "absent.duckdb")
    assert main(["find", "--ledger", str(ledger.path)]) == 0
    assert main(["find"]) == 1
    assert "absent.duckdb" in capsys.readouterr().err
    monkeypatch.setenv("SELON_LEDGER", "")
    ledger.path.rename("selon.duckdb")
    assert main(["find"]) == 0
