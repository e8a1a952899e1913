"""How many articles there will be is known before they are read, where that is cheap."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.cli.progress import count_articles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Un article.\nEn deux lignes.\n", encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text('{"id": 1}\n{"id": 2}\n', encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "b.txt").write_text("Un autre.", encoding="utf-8")
    return tmp_path


def test_lines_are_counted_in_json_lines_and_files_in_folders(folder: Path) -> None:
    assert count_articles([str(folder), str(folder / "a.txt")]) == 4


def test_what_only_reading_would_tell_is_not_known(folder: Path) -> None:
    (folder / "packed.gz").write_bytes(b"\x1f\x8b\x08")
    assert count_articles([str(folder)]) is None
    assert count_articles(["-"]) is None
