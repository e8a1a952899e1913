"""Tables in CSV, whatever stands between their fields and whatever encoding they are in."""

import csv
import gzip
import io
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.articles import Failure, read_articles
from selon.articles.csv_table import matches
from selon.errors import SelonError, UnreadableInputError
from selon.record import Article

FRENCH = "La maire a déclaré lundi que le port resterait fermé jusqu’à l’été, « hélas »."
ENGLISH = "The mayor said on Monday that the harbour would stay closed."
TABLE = f'titre,texte,date\nUn,"{FRENCH}",2022-03-14\nDeux,{ENGLISH},\n'


def _read(data: bytes | str, **told: Any) -> list[Article | Failure]:
    return list(read_articles(io.BytesIO(data.encode() if isinstance(data, str) else data), **told))


def _texts(found: list[Article | Failure]) -> list[str]:
    return [item.text for item in found if isinstance(item, Article)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_a_table_is_one_article_a_row(encoding: str) -> None:
    first, second = _read(TABLE.encode(encoding))
    assert isinstance(first, Article)
    assert (first.text, first.title, str(first.published)) == (FRENCH, "Un", "2022-03-14")
    assert (second.origin, _texts([second])) == ("the input, row 2", [ENGLISH])


def test_what_comes_late_in_another_encoding_is_read() -> None:
    early = f"title,text\nT,{ENGLISH}\n" * 1200
    found = _read(early.encode() + f'U,"{FRENCH}"\n'.encode("cp1252") + f'V,"{FRENCH}"\n'.encode())
    assert _texts(found)[-2:] == [FRENCH, FRENCH]


def test_a_packed_table_is_read() -> None:
    assert len(_texts(_read(gzip.compress(TABLE.encode())))) == 2


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_fields_may_hold_line_ends_and_blank_rows_do_not_count(line_end: str) -> None:
    rows = ["title;text", f'"One{line_end}more";"{ENGLISH} ""Quite"", he said;{line_end}{line_end}and left."', "", ""]
    found = _read(line_end.join([*rows, f"Two;{ENGLISH}"]))
    assert _texts(found)[0].endswith(f'"Quite", he said;{line_end}{line_end}and left.')
    assert found[1].origin == "the input, row 2"


@pytest.mark.parametrize("announced", ["sep=;\r\n", "\ufeffsep=;\n", '"sep=;"\n', "SEP=;;\n"])
def test_the_first_line_may_say_what_stands_between_fields(announced: str) -> None:
    found = _read(f"{announced}titre;texte\nUn;{FRENCH}\n")
    assert _texts(found) == [FRENCH]
    assert [item.origin for item in found] == ["the input, row 1"]


def test_a_row_of_another_width_is_a_failure_with_its_line() -> None:
    found = _read(f'title,text\nOne,"{ENGLISH}\n\n{ENGLISH}"\nTwo,The mayor, she said\nThree\nFour,{ENGLISH}\n')
    assert [type(item) for item in found] == [Article, Failure, Failure, Article]
    assert isinstance(found[1], Failure)
    assert found[1].reason.startswith("the input, row 2 (line 5) has 3 fields where the table has 2 columns")


def test_a_quotation_mark_that_is_never_closed_costs_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selon.articles.csv_table._LONGEST_FIELD", 200)
    found = _read(f'title,text\nOne,"{ENGLISH}\n' + f"Two,{ENGLISH}\n" * 9)
    assert isinstance(found[0], Failure)
    assert "row 1 (line 5) is no CSV" in found[0].reason
    assert len(_texts(found)) == 6


def test_columns_can_be_told() -> None:
    table = f"one;two\nA;{ENGLISH}\n"
    (article,) = _read(table, columns={"text": "two", "title": "one"})
    assert isinstance(article, Article)
    assert (article.text, article.title) == (ENGLISH, "A")
    assert _texts(_read(table)) == [table]


def test_a_table_of_which_the_text_is_not_known_is_refused() -> None:
    with pytest.raises(
        UnreadableInputError, match=r"no column that is called as a text is: .* of 'title', 'date', 'x'"
    ):
        _read("title,date,x\nA,2022-03-14,B\n")


@pytest.mark.parametrize(
    ("line", "is_table"),
    [
        ("title,text", True),
        ("Titre\tAuteur\tcontenu", True),
        ('"id"|"body"|"x"', True),
        ("title,foo,bar", False),
        ("The title, the text, the date", False),
        ("Text, he said, is what the source of all content is, and a title is nothing but a date", False),
        ("title", False),
        ("", False),
    ],
)
def test_a_table_begins_with_the_names_of_its_columns(line: str, is_table: bool) -> None:
    assert matches(f"{line}\nsome,more\n".encode()) is is_table


def test_a_single_column_is_a_table_when_it_is_told() -> None:
    assert _texts(_read(f'body\n"{FRENCH}"\n', columns={"text": "body"})) == [FRENCH]


_NOT_SURROGATES = st.characters(exclude_categories=["Cs"], exclude_characters="<")
_CELL = st.text(_NOT_SURROGATES, max_size=40)
_WORDS = st.text(_NOT_SURROGATES, max_size=40).map(lambda words: f"Said {words}")


@given(
    st.lists(st.tuples(_CELL, _WORDS), max_size=5),
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
)
def test_any_table_that_csv_writes_is_read_again(rows: list[tuple[str, str]], delimiter: str, quoting: Any) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=quoting)
    writer.writerows([("title", "text"), *rows])
    found = _read(written.getvalue(), language="en")
    assert _texts(found) == [text for _, text in rows]


@given(st.binary(max_size=300), st.sampled_from([b"title,text\n", b"text\n", b'"text","', b""]))
def test_no_bytes_do_harm(data: bytes, start: bytes) -> None:
    with suppress(SelonError):
        _read(start + data, language="fr", columns={"text": "text"})
