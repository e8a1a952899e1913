"""Records in a folder of Parquet files: resumed by partition, taken into a ledger, and not taken on trust."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from plain_reader import PlainReader

from selon.articles import Failure
from selon.articles.details import Told
from selon.errors import SelonError
from selon.ledger import Ledger, Tally
from selon.record import Record
from selon.scale import LocalEngine, import_directory, write_directory
from selon.scale.directory import Part
from selon.scale.engine import PartitionedEngine

Lines = Callable[..., Path]
Dump = Callable[[Ledger], dict[str, list[tuple[object, ...]]]]


def _write(engine: PartitionedEngine, source: Path, directory: Path) -> list[Part]:
    return list(write_directory(engine, [source], Told(), directory))


def _import(ledger: Ledger, directory: Path) -> tuple[Tally, list[str]]:
    tally, reasons = Tally(), []

    def each(outcome: Record | Failure) -> None:
        if isinstance(outcome, Failure):
            reasons.append(outcome.reason)

    import_directory(ledger, directory, each=each, tally=tally)
    return tally, reasons


@pytest.fixture
def records(here: PartitionedEngine, lines: Lines, tmp_path: Path) -> Path:
    """A folder with the file of one partition, of two articles."""
    texts = [f"Le quai {n} : « Il ferme », a dit la maire de Brest." for n in range(2)]
    _write(here, lines(*texts), tmp_path / "records")
    return tmp_path / "records"


def _change(directory: Path, change: Callable[[dict[str, object]], object], **columns: object) -> None:
    """Change the first record of the file in `directory`, and its row."""
    (path,) = directory.glob("*.parquet")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE part AS FROM read_parquet(?)", [str(path)])
        ((written,),) = connection.execute("SELECT record FROM part WHERE place = 0").fetchall()
        query = "SELECT decode(value) FROM parquet_kv_metadata(?)"
        ((header,),) = connection.execute(query, [str(path)]).fetchall()
        record = json.loads(written)
        change(record)
        for name, value in {"record": json.dumps(record), **columns}.items():
            connection.execute(f"UPDATE part SET {name} = ? WHERE place = 0", [value])
        header = header.replace("'", "''")
        connection.execute(f"COPY part TO '{path}' (FORMAT parquet, KV_METADATA {{selon: '{header}'}})")


def test_a_second_run_reads_what_is_missing_only(here: PartitionedEngine, news: Path, tmp_path: Path) -> None:
    directory = tmp_path / "records"
    parts = _write(here, news, directory)
    files = sorted(directory.iterdir())
    assert len(files) == len(parts) > 2
    before = [path.read_bytes() for path in files]
    files[1].unlink()
    again = _write(here, news, directory)
    assert sum(part.records is not None for part in again) == 1
    assert [path.read_bytes() for path in sorted(directory.iterdir())] == before


def test_another_reader_reads_anew(here: PartitionedEngine, news: Path, tmp_path: Path) -> None:
    _write(here, news, tmp_path / "records")
    other = type(here)(make_reader=PlainReader, name="plain-2")
    assert all(part.records is not None for part in _write(other, news, tmp_path / "records"))


def test_a_lost_partition_is_tried_again_by_the_next_run(engine: LocalEngine, lines: Lines, tmp_path: Path) -> None:
    source = lines("POISON : « Il ferme », a dit la maire de Brest, et rien de plus.")
    for _ in range(2):
        (part,) = _write(engine, source, tmp_path / "records")
        assert len(part.failures) == 1
    assert not list((tmp_path / "records").iterdir())


def test_the_columns_are_of_use_to_other_programs(records: Path) -> None:
    query = "SELECT place, language, statements, record ->> 'hash' = id, failure FROM read_parquet(?) ORDER BY place"
    rows = duckdb.execute(query, [str(records / "*.parquet")]).fetchall()
    assert rows == [(0, "fr", 1, True, None), (1, "fr", 1, True, None)]


def test_the_ledger_becomes_what_reading_into_it_makes(
    here: PartitionedEngine, news: Path, tmp_path: Path, dump: Dump
) -> None:
    alone, taken = Ledger(tmp_path / "alone.duckdb"), Ledger(tmp_path / "taken.duckdb")
    _write(here, news, tmp_path / "records")
    tally, reasons = _import(taken, tmp_path / "records")
    expected = alone.add(news, reader=PlainReader())
    assert (tally, len(reasons)) == (expected, expected.failed)
    assert dump(taken) == dump(alone)
    again, _ = _import(taken, tmp_path / "records")
    assert (again.added, again.kept) == (0, expected.added + expected.kept)
    assert dump(taken) == dump(alone)


def test_an_input_of_which_a_part_is_missing_does_not_count_as_read(
    here: PartitionedEngine, lines: Lines, tmp_path: Path
) -> None:
    source = lines(*(f"Le quai {n} : « Il ferme », a dit la maire de Brest." for n in range(20)))
    _write(here, source, tmp_path / "records")
    next((tmp_path / "records").iterdir()).unlink()
    ledger = Ledger(tmp_path / "kept.duckdb")
    tally, _ = _import(ledger, tmp_path / "records")
    assert ledger.add(source, engine=here).added == 20 - tally.added > 0


def test_damaged_and_foreign_files_are_set_aside(records: Path, ledger_file: Path) -> None:
    (records / "part-damaged.parquet").write_bytes(b"PAR1 and no more")
    duckdb.execute(f"COPY (SELECT 1 AS x) TO '{records / 'other.parquet'}' (FORMAT parquet)")
    tally, reasons = _import(Ledger(ledger_file), records)
    assert (tally.added, tally.failed) == (2, 2)
    assert any("cannot be read" in reason for reason in reasons)
    assert any("was not written by" in reason for reason in reasons)


def _beyond(record: dict[str, object]) -> None:
    record["statements"][0]["content"] = [[0, 10_000]]  # type: ignore[index]


def _own_parent(record: dict[str, object]) -> None:
    record["statements"][0]["parent"] = 0  # type: ignore[index]


@pytest.mark.parametrize(
    "change",
    [
        _beyond,
        _own_parent,
        lambda record: record.update(text="Autre chose."),
        lambda record: record.update(title=7),
        lambda record: record.update(language="de"),
        lambda record: record.update(reader="another"),
        lambda record: record.update(passages=[["a", "b", "paragraph"]]),
        lambda record: record.update(published=20260101),
        lambda record: record.pop("statements"),
        lambda record: record.update(places=[{"span": [0, 1], "name": "x", "kind": "city", "latitude": 1e999}]),
        lambda record: record.update(statements=[{"content": [], "cue": [], "source": []}]),
        lambda record: record.update(entities=[{"span": [0, 1], "label": "PER", "actor": 5}]),
    ],
)
def test_a_record_that_cannot_be_true_is_refused_and_the_others_are_taken(
    records: Path, ledger_file: Path, change: Callable[[dict[str, object]], object]
) -> None:
    _change(records, change)
    tally, reasons = _import(Ledger(ledger_file), records)
    assert (tally.added, tally.failed) == (1, 1)
    assert "is no record" in reasons[0]


def test_what_is_no_folder_of_records_is_said_in_a_sentence(tmp_path: Path, ledger_file: Path) -> None:
    for directory, words in ((tmp_path / "none", "is no folder"), (tmp_path, "there are no Parquet files")):
        with pytest.raises(SelonError, match=words):
            _import(Ledger(ledger_file), directory)


@pytest.fixture
def ledger_file(tmp_path: Path) -> Path:
    """The file of a ledger that is not there yet."""
    return tmp_path / "kept.duckdb"
