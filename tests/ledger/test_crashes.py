"""Whatever stops the program or stands in its way, the ledger keeps what it had and goes on from there."""

import gzip
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from quotation_reader import QuotationReader

from selon.errors import LedgerError
from selon.ledger import Ledger

SCRIPT = Path(__file__).with_name("slow_add.py")
Write = Callable[[str, str], Path]
Dump = Callable[[Ledger], dict[str, list[tuple[object, ...]]]]


def _lines(count: int) -> str:
    texts = (f"« Le quai {n} ferme », a dit Anne Duval{n % 7}. Rien d'autre n'est su." for n in range(count))
    return "\n".join([json.dumps({"text": text, "language": "fr"}) for text in texts] + ["{broken"])


def _start(ledger: Ledger, source: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(ledger.path), str(source)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    process.stdout.readline()
    return process


def test_killed_at_any_moment_it_ends_with_the_ledger_of_an_undisturbed_run(
    tmp_path: Path, reader: QuotationReader, write: Write, dump: Dump
) -> None:
    source = write("all.jsonl", _lines(150))
    whole, killed = Ledger(tmp_path / "whole.duckdb"), Ledger(tmp_path / "killed.duckdb")
    whole.add(source, reader=reader)
    moments = random.Random(4)
    kills = 0
    while (process := _start(killed, source)) and kills < 8:
        time.sleep(moments.uniform(0.02, 0.5))
        process.send_signal(signal.SIGKILL)
        if process.wait() != -signal.SIGKILL:
            break
        kills += 1
    # The line of JSON that is none is a failure, so that it ends with 1.
    assert process.wait() == 1
    assert kills > 1
    assert dump(killed) == dump(whole)


def test_no_room_is_said_and_nothing_kept_is_lost(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    ledger.add(write("a.jsonl", _lines(20)), reader=reader)
    more = write(
        "b.jsonl",
        "\n".join(json.dumps({"text": f"« {n} {os.urandom(900).hex()} », a dit Jean Morel. Oui."}) for n in range(800)),
    )
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ledger.path.stat().st_size + 20_000, before[1]))
    try:
        with pytest.raises(LedgerError, match="no room left"):
            ledger.add(more, reader=reader, language="fr")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert ledger.count("quai") == 20
    assert ledger.add(more, reader=reader, language="fr").added == 800
    assert ledger.count("") == 820


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_ledger_that_cannot_be_written_is_said(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    source = write("a.jsonl", _lines(2))
    ledger.add(source, reader=reader)
    ledger.path.chmod(0o444)
    with pytest.raises(LedgerError, match="cannot be written"):
        ledger.add(write("b.jsonl", _lines(3)), reader=reader)
    assert ledger.count("quai") == 2


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path, reader: QuotationReader, write: Write) -> None:
    with pytest.raises(LedgerError, match="cannot be written"):
        Ledger(tmp_path / "nowhere" / "kept.duckdb").add(write("a.jsonl", _lines(1)), reader=reader)


def test_no_ledger_and_other_files_are_said(tmp_path: Path, reader: QuotationReader, write: Write) -> None:
    source = write("a.jsonl", _lines(1))
    with pytest.raises(LedgerError, match="there is no ledger"):
        Ledger(tmp_path / "none.duckdb").count("")
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger(source).count("")
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger(source).add(source, reader=reader)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger(other).add(source, reader=reader)
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger(other).count("")


def test_a_ledger_of_a_newer_selon_is_left_alone(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    source = write("a.jsonl", _lines(1))
    ledger.add(source, reader=reader)
    with duckdb.connect(str(ledger.path)) as connection:
        connection.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(LedgerError, match="newer selon"):
        ledger.count("")
    with pytest.raises(LedgerError, match="newer selon"):
        ledger.add(source, reader=reader)


@pytest.mark.parametrize("name", ["kept.duckdb", "main.db", "temp.db", "system", 'l\'été "2022".duckdb'])
def test_a_ledger_may_have_any_name(tmp_path: Path, name: str, reader: QuotationReader, write: Write) -> None:
    ledger = Ledger(tmp_path / name)
    ledger.add(write("a.jsonl", _lines(2)), reader=reader)
    assert ledger.count("quai") == 2


def test_failures_are_listed_retried_and_settled(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    source, other = write("all.jsonl", _lines(2)), write("empty.txt", " ")
    tally = ledger.add(source.parent, reader=reader)
    assert (tally.added, tally.failed) == (2, 2)
    assert [Path(failure.origin).name for failure in ledger.failures()] == ["all.jsonl, line 3", "empty.txt"]
    other.write_text("« Le pont ferme », a dit Anne Duval. Rien d'autre n'est connu.", encoding="utf-8")
    again = ledger.retry(reader=reader)
    assert (again.added, again.failed) == (1, 1)
    assert [Path(failure.origin).name for failure in ledger.failures()] == ["all.jsonl, line 3"]
    source.write_text(_lines(3).replace("\n{broken", ""), encoding="utf-8")
    ledger.add(source, reader=reader)
    assert ledger.failures() == []
    assert ledger.retry(reader=reader).failed == 0


def test_a_path_that_does_not_exist_fails_but_is_not_kept(ledger: Ledger, reader: QuotationReader) -> None:
    tally = ledger.add("nowhere.txt", reader=reader)
    assert (tally.failed, ledger.failures()) == (1, [])


def test_a_file_that_breaks_off_keeps_what_came_before(ledger: Ledger, reader: QuotationReader, tmp_path: Path) -> None:
    whole = gzip.compress(_lines(400).encode(), mtime=0)
    source = tmp_path / "all.jsonl.gz"
    source.write_bytes(whole[: len(whole) // 2])
    tally = ledger.add(source, reader=reader)
    assert tally.added > 10
    assert tally.failed == 1
    assert "damaged" in ledger.failures()[0].reason


def test_room_that_batches_leave_behind_is_given_back(
    ledger: Ledger, reader: QuotationReader, write: Write, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selon.ledger.batches._SECONDS", 0)
    source = write("all.jsonl", _lines(60))
    with monkeypatch.context() as unshrunk:
        unshrunk.setattr("selon.ledger.store._WASTE", 1)
        ledger.add(source, reader=reader)
    size, before = ledger.path.stat().st_size, dump(ledger)
    ledger.add(source, reader=reader)
    assert ledger.path.stat().st_size < size
    assert dump(ledger) == before
    assert [path.name for path in ledger.path.parent.iterdir() if path.name.endswith(".new")] == []


def test_one_file_has_one_lock_whatever_it_is_called(
    ledger: Ledger, tmp_path: Path, reader: QuotationReader, write: Write
) -> None:
    link = tmp_path / "link.duckdb"
    link.symlink_to(ledger.path)

    def second(_: object) -> None:
        Ledger(link).add(write("b.jsonl", _lines(3)), reader=reader)

    with pytest.raises(LedgerError, match="another selon is writing"):
        ledger.add(write("a.jsonl", _lines(2)), reader=reader, each=second)


def test_an_empty_file_becomes_a_ledger(ledger: Ledger, reader: QuotationReader, write: Write) -> None:
    ledger.path.touch()
    assert ledger.add(write("a.jsonl", _lines(2)), reader=reader).added == 2


def test_a_ledger_does_not_read_itself(reader: QuotationReader, write: Write) -> None:
    source = write("a.txt", "« Le pont ferme », a dit Anne Duval. Rien d'autre n'est connu.")
    ledger = Ledger(source.parent / "kept.duckdb")
    ledger.add(source.parent, reader=reader)
    assert ledger.add(source.parent, reader=reader).failed == 0


def test_a_full_disk_while_the_file_is_written_anew_costs_nothing(
    ledger: Ledger, reader: QuotationReader, write: Write, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("selon.ledger.store._WASTE", 1)
    ledger.add(write("a.jsonl", _lines(60)), reader=reader)
    before = dump(ledger)
    monkeypatch.setattr("selon.ledger.store._WASTE", -1)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        ledger._store.shrink()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert dump(ledger) == before
    assert not list(ledger.path.parent.glob("*.new*"))
