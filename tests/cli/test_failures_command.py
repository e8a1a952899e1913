"""What `selon failures` lists, and what it reads again."""

from __future__ import annotations

import io
import json
import signal
from pathlib import Path

import pytest

from selon.cli import main
from selon.extract.reader import Reader
from selon.ledger import Ledger

pytestmark = pytest.mark.usefixtures("reader")
Capture = pytest.CaptureFixture[str]
TROUBLE = "Il n'y a ici que TROUBLE."


@pytest.fixture
def failed(tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> list[Path]:
    """Two files that could not be read, and what came through standard input."""
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(f"{TROUBLE} Voici {path.name}.", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TROUBLE.replace("ici", "là").encode())))
    main(["add", *map(str, paths), "-", "--language", "fr"])
    capsys.readouterr()
    return paths


def test_the_list_has_every_input_with_its_reasons(failed: list[Path], capsys: Capture) -> None:
    assert main(["failures"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == str(failed[0])
    assert shown[1].startswith(f"  {failed[0]} is left out: reading it failed (IndexError: no such word)")
    assert shown[-1] == "3 failures in 3 inputs. To try again: selon failures --retry"


def test_json_has_input_origin_and_reason(failed: list[Path], capsys: Capture) -> None:
    assert main(["failures", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["input"] for row in rows] == [*map(str, failed), "standard input"]
    assert list(rows[0]) == ["input", "origin", "reason", "can_be_retried"]
    assert [row["can_be_retried"] for row in rows] == [True, True, False]


def test_what_can_be_read_again_is_and_the_rest_is_named(
    failed: list[Path], text: str, ledger: Ledger, capsys: Capture
) -> None:
    failed[0].write_text(text, encoding="utf-8")
    assert main(["failures", "--retry"]) == 1
    captured = capsys.readouterr()
    assert captured.out == (
        "1 of 3 failures could be read now. 1 article added with 1 statement. "
        "2 still cannot be read: see 'selon failures'.\n"
    )
    lost, again = captured.err.splitlines()
    assert lost.startswith("standard input cannot be read again")
    assert again.startswith(f"{failed[1]} is left out")
    assert ledger.count("") == 1


def test_when_all_is_read_nothing_is_left(tmp_path: Path, text: str, capsys: Capture, ledger: Ledger) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TROUBLE, encoding="utf-8")
    main(["add", str(path), "--language", "fr"])
    path.write_text(text, encoding="utf-8")
    assert main(["failures", "--retry"]) == 0
    assert main(["failures", "--retry"]) == 0
    assert main(["failures"]) == 0
    assert capsys.readouterr().out.endswith("There is nothing that could not be read.\n" * 2)


def test_an_interrupt_tells_how_to_go_on(
    failed: list[Path], reader: Reader, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def pressed(inputs: object) -> object:
        signal.raise_signal(signal.SIGINT)
        yield from Reader.read_all(reader, inputs)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "read_all", pressed)
    assert main(["failures", "--retry"]) == 130
    assert "Stopped. No article added. To go on, run the same command again" in capsys.readouterr().err
