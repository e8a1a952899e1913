"""Tables in Parquet: from a file or a stream, whole or damaged."""

import gzip
import io
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.articles import Failure, read_articles
from selon.errors import SelonError, UnreadableInputError
from selon.record import Article

TEXT = "The mayor said on Monday that the harbour would stay closed."


def _write(path: Path, columns: str, rows: int = 3) -> Path:
    target = str(path).replace("'", "''")
    duckdb.execute(f"COPY (SELECT {columns} FROM range({rows}) AS counted(i)) TO '{target}' (FORMAT parquet)")
    return path


def _articles(path: Path | io.BytesIO, **columns: str) -> list[Article]:
    found = list(read_articles(path, columns=columns))
    assert all(isinstance(item, Article) for item in found)
    return [item for item in found if isinstance(item, Article)]


def test_every_row_is_an_article(tmp_path: Path) -> None:
    path = _write(tmp_path / "news.parquet", f"i AS id, 'T' || i AS headline, '{TEXT}' AS body, 1 AS other", rows=200)
    found = _articles(path)
    assert [article.name for article in found] == [str(number) for number in range(200)]
    assert (found[9].text, found[9].title, found[9].origin) == (TEXT, "T9", f"{path}, row 10")


@pytest.mark.parametrize("name", ["a[1]*?.parquet", "it's.parquet", 'a "b" $1.parquet', "news"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    _write(tmp_path / "a1.parquet", "'no' AS text")
    assert len(_articles(_write(tmp_path / name, f"'{TEXT}' AS text", rows=1))) == 1


def test_a_stream_and_a_packed_file_are_read(tmp_path: Path) -> None:
    data = _write(tmp_path / "news.parquet", f"'{TEXT}' AS text").read_bytes()
    assert len(_articles(io.BytesIO(data))) == 3
    (tmp_path / "news.parquet.gz").write_bytes(gzip.compress(data))
    assert len(_articles(tmp_path / "news.parquet.gz")) == 3


@pytest.mark.parametrize(
    ("column", "moment"),
    [
        ("TIMESTAMPTZ '2022-03-14 10:00:00+01'", datetime(2022, 3, 14, 9, tzinfo=UTC)),
        ("TIMESTAMP '2022-03-14 10:00:00'", datetime(2022, 3, 14, 10)),
        ("1647248400", datetime(2022, 3, 14, 9, tzinfo=UTC)),
        ("DATE '2022-03-14'", None),
        ("TIMESTAMP '2022-03-14 00:00:00'", None),
        ("'2022-03-14'", None),
    ],
)
def test_dates_of_every_type_are_read(tmp_path: Path, column: str, moment: datetime | None) -> None:
    (article,) = _articles(_write(tmp_path / "news", f"'{TEXT}' AS text, {column} AS published", rows=1))
    assert (article.published, article.published_at) == (date(2022, 3, 14), moment)


def test_lists_objects_and_bytes_are_read(tmp_path: Path) -> None:
    columns = (
        f"'{TEXT}'::BLOB AS \"the \"\"text\"\"\", ['Jane Moor', 'Tom Hale'] AS authors, {{'name': 'P'}} AS publisher"
    )
    (article,) = _articles(_write(tmp_path / "news", columns, rows=1), text='the "text"')
    assert (article.text, article.author, article.publisher) == (TEXT, "Jane Moor, Tom Hale", "P")


def test_a_row_without_a_text_is_a_failure(tmp_path: Path) -> None:
    path = _write(tmp_path / "news", f"CASE WHEN i = 1 THEN NULL ELSE '{TEXT}' END AS text")
    assert [type(item) for item in read_articles(path)] == [Article, Failure, Article]


def test_a_table_of_which_the_text_is_not_known_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path / "news", f"i AS id, '{TEXT}' AS a")
    with pytest.raises(UnreadableInputError, match=r"no column that is called as a text is: .* of 'id', 'a'"):
        next(read_articles(path))
    with pytest.raises(UnreadableInputError, match="has no column 'b': it has 'id', 'a'"):
        next(read_articles(path, columns={"text": "b"}))


@given(st.binary(max_size=200))
@settings(max_examples=25, deadline=None)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(SelonError, match="is a Parquet file that cannot be read"):
        next(read_articles(io.BytesIO(b"PAR1" + data)))


def test_a_file_that_breaks_off_or_is_spoilt_does_no_other_harm(tmp_path: Path) -> None:
    data = _write(tmp_path / "news", f"'{TEXT}' || i AS text").read_bytes()
    for place in range(4, len(data), 29):
        for broken in (data[:place], data[:place] + b"\xff" + data[place + 1 :]):
            with suppress(SelonError):
                list(read_articles(io.BytesIO(broken)))
