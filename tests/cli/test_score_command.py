"""What `selon score` shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from selon.cli import main

TEXT = "Le maire dit que le pont est sûr. La ministre annonce des contrôles."
Capture = pytest.CaptureFixture[str]


def statement(words: str, speaker: str, **more: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"content": [[start, start + len(words)]], "cue": [], "source": [], "speaker": speaker} | more


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    gold = [statement("que le pont est sûr", "maire", form="indirect"), statement("des contrôles", "ministre")]
    found = [statement("que le pont est", "ministre", form="direct")]
    for name, statements in (("gold", gold), ("found", found)):
        row = {"id": "pont", "text": TEXT, "statements": statements}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return [str(tmp_path / "gold.jsonl"), str(tmp_path / "found.jsonl")]


def test_the_table_has_precision_recall_and_f1(files: list[str], capsys: Capture) -> None:
    assert main(["score", *files]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["contents,", "loose", "100.0%", "50.0%", "66.7%", "2", "1"] in rows
    assert ["indirect", "100.0%", "1", "1"] in rows


def test_differing_words_are_marked(files: list[str], capsys: Capture) -> None:
    main(["score", *files, "--kind", "edges"])
    shown = capsys.readouterr().out
    assert "gold       [-maire-] | – | que le pont est [-sûr-]" in shown
    assert "predicted  {+ministre+} | – | que le pont est" in shown
    assert "missed in pont" not in shown


def test_what_is_not_listed_is_counted(files: list[str], capsys: Capture) -> None:
    main(["score", *files, "--errors", "1"])
    shown = capsys.readouterr().out
    assert "Errors: 1 edges, 1 speaker, 1 missed" in shown
    assert "2 more: list them with --errors 3" in shown


def test_the_figures_can_be_had_as_json(files: list[str], capsys: Capture) -> None:
    main(["score", *files, "--json", "--errors", "1"])
    row = json.loads(capsys.readouterr().out)
    assert row["measures"]["contents, loose"]["precision"] == 1.0
    assert row["error_counts"] == {"edges": 1, "speaker": 1, "missed": 1}
    assert len(row["errors"]) == 1


def test_files_that_cannot_be_scored_are_one_sentence(files: list[str], tmp_path: Path, capsys: Capture) -> None:
    assert main(["score", files[0], str(tmp_path / "absent.jsonl")]) == 1
    assert "absent.jsonl cannot be read" in capsys.readouterr().err
