"""Files, folders and streams; what is wrong with an input is said in one sentence."""

import gzip
import io
import os
from pathlib import Path

import pytest

from selon.articles import Failure, read_articles
from selon.articles.decoding import decode
from selon.errors import NoArticleError, SelonError, UnreadableInputError
from selon.record import Article

FRENCH = "La maire a déclaré lundi que le port resterait fermé jusqu’à l’été, « hélas »."
ENGLISH = "The mayor said on Monday that the harbour would stay closed."


def _read(data: bytes) -> Article:
    (article,) = read_articles(io.BytesIO(data))
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encoding_is_detected(encoding: str) -> None:
    assert _read(FRENCH.encode(encoding)).text == FRENCH


def test_latin_1_and_gzip_are_read() -> None:
    latin = FRENCH.replace("’", "'")
    assert _read(gzip.compress(latin.encode("latin-1"))).text == latin


def test_declared_encoding_is_believed_where_utf_8_fails() -> None:
    assert "Łódź" in decode('<meta charset="iso-8859-2"> Łódź'.encode("iso-8859-2"), "a page")


def test_one_wrong_byte_does_not_spoil_the_rest() -> None:
    assert decode(FRENCH.encode() + b"\xe9", "a text") == FRENCH + "\ufffd"


def test_format_is_told_from_content(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    words = f"<p>{ENGLISH}</p><p>The fishermen told her that they could not wait, and would go to court next week.</p>"
    path.write_text(f"<!DOCTYPE html><html><body><article>{words}</article></body></html>")
    (article,) = read_articles(path)
    assert isinstance(article, Article)
    assert article.original


def test_folder_is_read_in_order_and_failures_stand_in_their_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "b.bin").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.txt").write_text(FRENCH, "utf-8")
    (tmp_path / "e.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / ".hidden").write_text(ENGLISH)
    os.mkfifo(tmp_path / "pipe")
    found = list(read_articles(str(tmp_path)))
    assert [type(item) for item in found] == [Article, Failure, Article, Failure]
    assert [Path(item.origin or "").name for item in found] == ["a.txt", "b.bin", "d.txt", "e.txt"]


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ENGLISH.encode())))
    (article,) = read_articles("-")
    assert article.origin == "standard input"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (bytes(range(256)) * 8, "is no text"),
        (b"\x1f\x8bnothing", "packed and damaged"),
        (b'<?xml version="1.0"?><other/>', "XML of a kind"),
        (b"<html><body><p>Hello</p></body></html>", "a page without an article"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(SelonError, match=sentence):
        next(iter(read_articles(io.BytesIO(data))))


def test_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.articles.content.LARGEST", 100)
    with pytest.raises(UnreadableInputError, match="more than 100 bytes"):
        _read(gzip.compress(b"a" * 101))


def test_missing_file_and_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="cannot be opened"):
        next(iter(read_articles(tmp_path / "missing.txt")))
    with pytest.raises(NoArticleError, match="folder without files"):
        next(iter(read_articles(tmp_path)))


def test_a_zero_byte_in_a_text_is_kept() -> None:
    text = ENGLISH * 3 + "\0" + ENGLISH
    assert _read(text.encode()).text == text
