"""Inputs of many kinds, engines without a model, and ledgers to compare."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import duckdb
import pytest
from plain_reader import MARKS, PlainReader

from selon.articles import Failure
from selon.articles.sources import Source
from selon.ledger import Ledger
from selon.scale import LocalEngine
from selon.scale.engine import PartitionedEngine
from selon.scale.partitions import Cutter, groups
from selon.scale.work import Done, Worker

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(autouse=True)
def small_partitions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Partitions of a few articles each, and a place where processes leave marks."""
    monkeypatch.setattr("selon.scale.partitions._SIZE", 300)
    # What is written together gets its numbers together: one batch, however slow the machine.
    monkeypatch.setattr("selon.ledger.batches.Batch.is_full", lambda batch: False)
    marks = tmp_path / "marks"
    marks.mkdir()
    monkeypatch.setenv(MARKS, str(marks))


@pytest.fixture
def engine() -> LocalEngine:
    """Two processes, each with the reader of the tests."""
    return LocalEngine(2, make_reader=PlainReader, name="plain-1")


class HereEngine(PartitionedEngine):
    """Reads in this process, which starts at once."""

    def parts(self, sources: Iterable[Source | Failure], cutter: Cutter) -> Iterator[Done]:
        worker = Worker(self._make_reader(), cutter.told, cutter.known)
        for number, group in enumerate(groups(sources)):
            for partition in cutter.cut(number, group):
                yield Done(partition, ()) if partition.is_done else worker.read(partition)


@pytest.fixture
def here() -> HereEngine:
    """An engine without processes of its own."""
    return HereEngine(make_reader=PlainReader, name="plain-1")


@pytest.fixture
def lines(tmp_path: Path) -> Callable[..., Path]:
    """Writes texts as JSON lines into the folder `news`."""

    def make(*texts: str, name: str = "all.jsonl", **fields: str) -> Path:
        path = tmp_path / "news" / name
        path.parent.mkdir(exist_ok=True)
        rows = [json.dumps({"text": text, "language": "fr", **fields}) for text in texts]
        path.write_text("\n".join(rows), encoding="utf-8")
        return path

    return make


@pytest.fixture
def news(lines: Callable[..., Path]) -> Path:
    """A folder with JSON lines, a table, a text, a page, an article that is in two files, and what cannot be read."""
    said = [f"La maire a parlé du pont {n} mardi : « Le pont {n} tient », dit-elle à la presse." for n in range(9)]
    folder = lines(*said, "TROUBLE, dit-elle, et rien de plus ce jour-là à Brest.").parent
    with (folder / "all.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n{broken\n")
    lines(said[0], name="again.jsonl", publisher="Le Quai")
    (folder / "table.csv").write_text(f"id,text,language\n1,{said[1]!r},fr\n2,Le port dort.,fr\n3,x\n", "utf-8")
    (folder / "note.txt").write_text("Le quai : « Il ferme à midi », a dit la maire de la ville de Brest.", "utf-8")
    body = "".join(f"<p>La maire de Brest a dit : « Le quai {n} est ouvert. » Il l'est depuis lundi.</p>" for n in "12")
    page = (
        f"<html lang='fr'><head><title>Quais</title></head><body><article><h1>Quais</h1>{body}</article></body></html>"
    )
    (folder / "page.html").write_text(page, "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    return folder


@pytest.fixture
def dump() -> Callable[[Ledger], Rows]:
    """All that a ledger holds, table by table."""

    def rows(ledger: Ledger) -> Rows:
        with duckdb.connect() as connection:
            connection.execute("ATTACH ? AS ledger (READ_ONLY)", [str(ledger.path)])
            found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'kept'").fetchall()
            return {name: connection.execute(f"FROM ledger.kept.{name} ORDER BY ALL").fetchall() for (name,) in found}

    return rows
