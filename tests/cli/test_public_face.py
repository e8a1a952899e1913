"""`import selon`: what stands there, and what `selon.read` takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import selon
from selon.extract.reader import Reader


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    monkeypatch.setattr("selon._reader", lambda: reader)


def test_every_public_name_is_there() -> None:
    assert all(getattr(selon, name) for name in selon.__all__)
    assert not hasattr(selon, "absent")


def test_a_string_is_text(text: str) -> None:
    assert selon.read(text, published=date(2023, 5, 12)).article.published == date(2023, 5, 12)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_is_a_file(text: str, article: Path, kind: type) -> None:
    record = selon.read(kind(article))
    assert record.article.text == text
    assert len(record.statements) == 1


def test_text_that_could_be_no_path_is_text(text: str) -> None:
    assert selon.read(text * 40, language="fr").article.text == text * 40
    assert selon.read("Un mot\0caché", language="fr").article.text == "Un mot\0caché"


def test_several_articles_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    with pytest.raises(selon.SelonError, match="exactly one article"):
        selon.read(tmp_path)


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(selon.SelonError, match=r"absent\.txt"):
        selon.read(tmp_path / "absent.txt")
