"""How many articles there will be is known before they are read, where that is cheap."""

from __future__ import annotations

import gzip
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
    (folder / "packed.gz").write_bytes(gzip.compress(b"Un article."))
    assert count_articles([str(folder)]) is None
    assert count_articles(["-"]) is None


@pytest.mark.parametrize("table", ["titre;texte\nA;B\n", '[{"text": "A"}, {"text": "B"}]', "PAR1"])
def test_articles_are_not_counted_in_tables(tmp_path: Path, table: str) -> None:
    path = tmp_path / "table"
    path.write_text(table, encoding="utf-8")
    assert count_articles([str(path)]) is None


def test_a_line_of_columns_that_were_named_makes_a_table(tmp_path: Path) -> None:
    path = tmp_path / "table"
    path.write_text("one;two\nA;B\n", encoding="utf-8")
    assert count_articles([str(path)], ["two"]) is None
    assert count_articles([str(path)]) == 1


def test_patterns_name_their_files_and_what_is_not_there_is_one_failure(folder: Path) -> None:
    assert count_articles([str(folder / "*.txt"), str(folder / "*.html"), str(folder / "absent.txt")]) == 3
