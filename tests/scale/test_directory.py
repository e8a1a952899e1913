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
from selon.ledger.arrivals import End
from selon.record import Record
from selon.scale import LocalEngine, import_directory, write_directory
from selon.scale.directory import Part
from selon.scale.engine import PartitionedEngine
from selon.scale.parquet import read_header, write_part
from selon.scale.rows import Row

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
        _copy(connection, path, header)


def _change_header(directory: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Change the header of the file in `directory`."""
    (path,) = directory.glob("*.parquet")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE part AS FROM read_parquet(?)", [str(path)])
        query = "SELECT decode(value) FROM parquet_kv_metadata(?)"
        ((written,),) = connection.execute(query, [str(path)]).fetchall()
        header = json.loads(written)
        change(header)
        _copy(connection, path, json.dumps(header))


def _copy(connection: duckdb.DuckDBPyConnection, path: Path, header: str) -> None:
    header = header.replace("'", "''")
    connection.execute(f"COPY part TO '{path}' (FORMAT parquet, KV_METADATA {{selon: '{header}'}})")


def _ended(ledger: Ledger) -> list[tuple[object, ...]]:
    """The files that a ledger has read to their end: how many articles each has, and whether it has no others."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ? AS ledger (READ_ONLY)", [str(ledger.path)])
        return connection.execute("SELECT articles, is_sound FROM ledger.kept.inputs ORDER BY ALL").fetchall()


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
    # The last of an input may have its end alone, without an article.
    max((tmp_path / "records").iterdir(), key=lambda path: read_header(path).rows).unlink()
    ledger = Ledger(tmp_path / "kept.duckdb")
    tally, _ = _import(ledger, tmp_path / "records")
    assert ledger.add(source, engine=here).added == 20 - tally.added > 0


def test_damaged_and_foreign_files_are_set_aside(records: Path, ledger_file: Path) -> None:
    (records / "part-damaged.parquet").write_bytes(b"PAR1 and no more")
    duckdb.execute(f"COPY (SELECT 1 AS x) TO '{records / 'other.parquet'}' (FORMAT parquet)")
    tally, reasons = _import(Ledger(ledger_file), records)
    assert (tally.added, tally.failed) == (2, 2)
    assert any("cannot be read" in reason and "delete it, and run" in reason for reason in reasons)
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


def test_a_file_with_a_record_that_was_refused_is_not_sound(records: Path, ledger_file: Path) -> None:
    _change(records, _beyond)
    ledger = Ledger(ledger_file)
    _import(ledger, records)
    assert _ended(ledger) == [(1, False)]


def test_a_failure_without_an_origin_is_of_its_input(records: Path, ledger_file: Path) -> None:
    _change(records, lambda record: None, origin=None, failure="it is gone")
    ledger = Ledger(ledger_file)
    assert _import(ledger, records)[1] == ["it is gone"]
    (failure,) = ledger.failures()
    assert failure.origin == failure.input


@pytest.mark.parametrize(
    "told",
    [
        [1],
        [None, "x", {}],
        [None, None, None],
        [None, 5, {}],
        [5, None, {"a": 1}],
        [None, None, {"a": 1}],
        ["\ud800", None, {}],
        7,
    ],
)
def test_a_header_that_tells_nonsense_costs_its_file_alone(records: Path, ledger_file: Path, told: object) -> None:
    (path,) = records.glob("*.parquet")
    (records / "part-sound.parquet.kept").write_bytes(path.read_bytes())
    _change_header(records, lambda header: header.update(told=told))
    (records / "part-sound.parquet.kept").rename(records / "part-sound.parquet")
    tally, reasons = _import(Ledger(ledger_file), records)
    assert (tally.added, tally.failed) == (2, 1)
    assert "was not written by" in reasons[0]


def test_an_input_is_whole_in_whatever_order_its_parts_come(
    here: PartitionedEngine, lines: Lines, tmp_path: Path
) -> None:
    texts = [f"Le quai {n} : « Il ferme », a dit la maire de Brest." for n in range(14)]
    later, sooner = lines(*texts[:7], name="z.jsonl"), lines(*texts[7:], name="a.jsonl")
    directory = tmp_path / "records"
    list(write_directory(here, [later, sooner], Told(), directory))
    ledger = Ledger(tmp_path / "kept.duckdb")
    _import(ledger, directory)
    assert _ended(ledger) == [(7, True), (7, True)]


@pytest.mark.parametrize("pieces", [0, 3, -1])
def test_an_end_that_its_rows_do_not_bear_out_marks_no_file(records: Path, ledger_file: Path, pieces: int) -> None:
    def change(header: dict[str, object]) -> None:
        header["ends"] = [[2, "a.jsonl", "a.jsonl", 7, 0], [2, *header["ends"][0][1:4], pieces]]  # type: ignore[index]

    _change_header(records, change)
    ledger = Ledger(ledger_file)
    assert _import(ledger, records)[0].added == 2
    assert _ended(ledger) == []


def test_an_input_whose_name_is_not_utf_8_is_whole(tmp_path: Path) -> None:
    source = "/news/caf\udce9.jsonl"
    path = tmp_path / "part-1.parquet"
    row, end = Row(source, 0, source, failure="it is gone"), End(source, source, 7, 1)
    write_part(path, [row, end], "plain-1", Told())
    ledger = Ledger(tmp_path / "kept.duckdb")
    _import(ledger, tmp_path)
    assert _ended(ledger) == [(0, False)]


def test_what_is_no_folder_of_records_is_said_in_a_sentence(tmp_path: Path, ledger_file: Path) -> None:
    for directory, words in ((tmp_path / "none", "is no folder"), (tmp_path, "there are no Parquet files")):
        with pytest.raises(SelonError, match=words):
            _import(Ledger(ledger_file), directory)


@pytest.fixture
def ledger_file(tmp_path: Path) -> Path:
    """The file of a ledger that is not there yet."""
    return tmp_path / "kept.duckdb"
