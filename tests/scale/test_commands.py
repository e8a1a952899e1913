"""`selon add --engine`, `selon read --parquet` and `selon ledger import`, as a person types them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from selon.cli import main
from selon.cli.engines import engine_of
from selon.ledger import Ledger
from selon.scale.engine import PartitionedEngine

Lines = Callable[..., Path]
Dump = Callable[[Ledger], dict[str, list[tuple[object, ...]]]]


@pytest.fixture(autouse=True)
def reading_here(here: PartitionedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of this machine are none in these tests."""
    monkeypatch.setattr("selon.cli.engines.local_engine", lambda workers, model: here)
    monkeypatch.setattr("selon.cli.parts.local_engine", lambda workers, model: here)


def test_records_go_into_a_folder_and_from_there_into_a_ledger(
    news: Path, tmp_path: Path, dump: Dump, capsys: pytest.CaptureFixture[str]
) -> None:
    records, taken, added = tmp_path / "records", tmp_path / "taken.duckdb", tmp_path / "added.duckdb"
    assert main(["read", str(news), "--parquet", str(records)]) == 1
    assert "5 could not be read" in capsys.readouterr().out
    assert main(["ledger", "import", str(records), "--ledger", str(taken)]) == 1
    assert "12 articles added" in capsys.readouterr().out
    assert main(["add", str(news), "--engine", "local", "--ledger", str(added)]) == 1
    assert dump(Ledger(taken)) == dump(Ledger(added))
    capsys.readouterr()
    assert main(["ledger", "import", str(records), "--ledger", str(taken)]) == 1
    assert "No article added; 13 were there before" in capsys.readouterr().out


def test_a_second_run_says_what_was_there(news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["read", str(news / "all.jsonl"), "--parquet", str(tmp_path / "records"), "--engine", "local"]
    main(command)
    capsys.readouterr()
    main(command)
    assert "0 records in" in (said := capsys.readouterr().out)
    assert "partitions were there before" in said


def test_what_stays_of_other_articles_is_told(
    news: Path, lines: Lines, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = str(tmp_path / "records")
    main(["read", str(lines("« Il ferme », a dit la maire de Brest.")), "--parquet", records])
    assert "other articles" not in capsys.readouterr().out
    main(["read", str(news), "--parquet", records])
    assert ", beside 1 partition of other articles or another reader; " in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        ["read", "x.txt", "--engine", "local"],
        ["read", "--example", "--parquet", "records"],
        ["read", "x.txt", "--parquet", "records", "--output", "x.jsonl"],
        ["add", "x.txt", "--workers", "0"],
        ["add", "x.txt", "--engine", "spark"],
        ["ledger"],
    ],
)
def test_what_makes_no_sense_is_wrong_usage(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(command)
    assert stopped.value.code == 2


def test_large_inputs_are_read_in_processes_where_there_are_cores(
    tmp_path: Path, here: PartitionedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b" " * 2_100_000)
    for cores, expected in ((1, None), (2, here), (4, here)):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        told = argparse.Namespace(engine=None, workers=None, model="standard", inputs=[str(large)])
        assert engine_of(told) is expected
