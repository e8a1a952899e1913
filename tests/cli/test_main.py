"""The command line as a process: quick to answer, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from selon.cli import main

HEAVY = ("numpy", "onnxruntime", "trafilatura", "rich", "duckdb", "selon.articles", "selon.extract", "selon.ledger")
COMMANDS = ["read", "add", "find", "who", "watch", "sql", "failures", "score"]


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


def test_help_and_version_need_nothing_heavy() -> None:
    done = run(f"import sys, selon, selon.cli; selon.cli._parser(); print([m for m in {HEAVY} if m in sys.modules])")
    assert done.stdout == "[]\n"


def test_the_version_is_output_not_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    out, err = capsys.readouterr()
    assert out.startswith("selon ")
    assert not err


def test_searching_needs_no_model() -> None:
    program = "import sys, selon.cli; selon.cli.main(['find', '--ledger', 'absent.duckdb'])"
    done = run(f"{program}; print([m for m in ('onnxruntime', 'selon.extract.reader') if m in sys.modules])")
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("asked", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help_shows_an_example(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(asked)
    assert stopped.value.code == 0
    assert f"\n  selon {asked[0] if len(asked) > 1 else 'read'} " in capsys.readouterr().out


def test_a_fault_of_selon_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_: str) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("selon.cli.read.load_reader", broken)
    assert main(["read", "--example"]) == 1
    assert "ZeroDivisionError: division by zero" in capsys.readouterr().err


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "", "statements": []}\n', encoding="utf-8")
    program = f"import sys, selon.cli; sys.exit(selon.cli.main(['score', {str(gold)!r}, {str(gold)!r}]))"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-c", program], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
