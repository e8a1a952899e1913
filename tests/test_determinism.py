"""The same articles give the same records, byte for byte, whatever is read beside them, in whichever order, by how many
threads and in which process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.resources import files

import pytest

from selon.articles import Failure, parse_text
from selon.extract.reader import Reader
from selon.record import Article, Record

_ENGLISH = (
    "Harbour stays shut, mayor says\n\n"
    "HALVEN, March 14, 2022 (Agency) - The harbour will not reopen before summer, Mayor Ann Corwell said on Monday. "
    "“We have no choice,” she told the radio, adding that 1,250 sailors had been waiting for ten days.\n\n"
    "According to two officials at the Ministry of Transport, who spoke on condition of anonymity, between 40 and 60 "
    "percent of the quays are damaged. London declined to comment. Mr. Lester, a spokesman for the Fishermen's Union, "
    "accused the government of “hiding the figures” and warned that $3.5 million would not be enough."
)
_FRENCH = (
    "Le maire {name} a annoncé lundi que le pont fermerait. « C'est décidé », a-t-il dit, accusant Paris de mentir. "
    "Selon Odile Tarnac, {count} personnes ont été évacuées à Marseille ; la préfecture n'a pas répondu."
)
# What a process of its own is given, and what it gives back: texts in, records out, a line each.
_READ = """
import json, sys
from selon.articles import parse_text
from selon.extract.reader import Reader
articles = [parse_text(json.loads(line)) for line in sys.stdin]
for record in Reader(threads=2).read_all(articles):
    print(json.dumps(record.to_dict()))
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    example = (files("selon") / "examples" / "port-grain.fr.txt").read_text(encoding="utf-8")
    names = ("Jean Valmy", "Paul Orsel", "Marc Ténès", "Anne Duval")
    short = (_FRENCH.format(name=name, count=12 + place) for place, name in enumerate(names))
    return [parse_text(text) for text in (_ENGLISH, *short, example)]


@pytest.fixture(scope="module")
def alone(reader: Reader, articles: Sequence[Article]) -> list[str]:
    return [written(reader.read(article)) for article in articles]


def written(record: Record | Failure) -> str:
    assert isinstance(record, Record)
    return json.dumps(record.to_dict())


def read(reader: Reader, articles: Iterable[Article]) -> list[str]:
    return [written(record) for record in reader.read_all(articles)]


def test_the_articles_have_all_that_a_record_holds(alone: Sequence[str]) -> None:
    rows = [json.loads(row) for row in alone]
    for part in ("statements", "actors", "entities", "times", "figures", "places"):
        assert sum(len(row[part]) for row in rows) > 5


def test_another_order_gives_the_same_records(
    reader: Reader, articles: Sequence[Article], alone: Sequence[str]
) -> None:
    assert read(reader, reversed(articles)) == list(reversed(alone))
    assert read(reader, [*articles[3:], *articles[:3]]) == [*alone[3:], *alone[:3]]


@pytest.mark.parametrize("together", [1, 700, 10_000_000])
def test_other_groups_give_the_same_records(
    reader: Reader, articles: Sequence[Article], alone: Sequence[str], together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selon.extract.reader._TOGETHER", together)
    assert read(reader, articles) == alone
    assert read(reader, [article for article in articles for _ in range(2)]) == [row for row in alone for _ in range(2)]


def test_two_threads_give_the_same_records(articles: Sequence[Article], alone: Sequence[str]) -> None:
    assert read(Reader(threads=2), articles) == alone


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_another_process_with_another_hash_seed_gives_the_same_records(
    articles: Sequence[Article], alone: Sequence[str], seed: str
) -> None:
    given = "".join(f"{json.dumps(article.text)}\n" for article in articles)
    environment = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", _READ], input=given, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == alone


def test_reading_again_gives_the_same_records(
    reader: Reader, articles: Sequence[Article], alone: Sequence[str]
) -> None:
    assert read(reader, articles) == read(reader, articles) == alone
