"""What `selon add` keeps and tells, and how it is stopped."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import selon.ledger.batches
from selon.articles import Failure
from selon.cli import main
from selon.extract.reader import Reader
from selon.ledger import Ledger
from selon.record import Article, Record

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def lines(tmp_path: Path, text: str) -> Path:
    """Three articles, one a line; the second cannot be read."""
    path = tmp_path / "lines.jsonl"
    rows = [{"text": text}, {"text": "Il n'y a ici que TROUBLE."}, {"text": f"{text} Et encore : « Oui. »"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def add(*arguments: object) -> int:
    return main(["add", *map(str, arguments), "--language", "fr"])


@pytest.mark.usefixtures("reader")
def test_what_became_of_everything_is_told_in_one_line(
    lines: Path, article: Path, ledger: Ledger, capsys: Capture
) -> None:
    assert add(article) == 0
    size = ledger.path.stat().st_size / 1000
    assert capsys.readouterr().out == f"1 article added with 1 statement. Ledger: {ledger.path} ({size:.1f} kB).\n"
    assert add(article, lines) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith(f"{lines}, line 2 is left out: reading it failed")
    assert len(captured.err.splitlines()) == 1
    assert captured.out.startswith(
        "1 article added with 2 statements; 1 was there before; 1 could not be read: see 'selon failures'. "
        "1 file was passed over: all that is in it is there. Ledger: "
    )
    assert ledger.count("") == 3


@pytest.mark.usefixtures("reader")
def test_what_is_not_there_is_no_failure_to_try_again(tmp_path: Path, ledger: Ledger, capsys: Capture) -> None:
    assert add(tmp_path / "absent.txt") == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("No article added; 1 could not be read. Ledger: ")
    assert "absent.txt cannot be opened" in captured.err
    assert ledger.failures() == []


@pytest.mark.usefixtures("reader")
def test_the_ledger_that_is_named_is_named_in_what_to_do_next(lines: Path, tmp_path: Path, capsys: Capture) -> None:
    other = tmp_path / "my ledger.duckdb"
    assert add(lines, "--ledger", other) == 1
    assert f"see 'selon failures --ledger '{other}''. Ledger: {other} (" in capsys.readouterr().out


@pytest.mark.usefixtures("reader")
def test_the_language_the_day_and_the_columns_are_those_given(
    tmp_path: Path, text: str, ledger: Ledger, capsys: Capture
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f'one,two\nX,"{text}"\n', encoding="utf-8")
    assert add(table, "--column", "text=two", "--column", "title=one", "--published", "2023-05-12") == 0
    (hit,) = ledger.find("")
    assert (hit.title, str(hit.published), hit.language) == ("X", "2023-05-12", "fr")


def test_wrong_usage_exits_with_two() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["add"])
    assert stopped.value.code == 2


class Pressing(Reader):
    """Reads as another reader does; Ctrl-C is pressed after the first article."""

    def __init__(self, reader: Reader, times: int = 1) -> None:
        self._reader, self.name, self._times = reader, reader.name, times

    def read_all(self, inputs: Iterable[Article | Failure]) -> Iterator[Record | Failure]:
        outcomes = self._reader.read_all(inputs)
        yield next(outcomes)
        for _ in range(self._times):
            signal.raise_signal(signal.SIGINT)
        yield from outcomes


@pytest.mark.parametrize("times", [1, 2])
def test_an_interrupt_keeps_what_was_read_and_tells_how_to_go_on(
    times: int, lines: Path, reader: Reader, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    with monkeypatch.context() as pressing:
        pressing.setattr("selon.cli.read.load_reader", lambda _: Pressing(reader, times))
        assert add(lines) == 130
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines()[-1] == (
        "Stopped. 1 article added with 1 statement. "
        "To go on, run the same command again: what is kept is not read again."
    )
    assert ledger.count("") == 1
    assert add(lines) == 1
    assert ledger.count("") == 3


@pytest.mark.usefixtures("reader")
def test_an_interrupt_while_a_batch_is_written_loses_nothing_of_it(
    lines: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write = selon.ledger.batches.write_records

    def pressed(*arguments: object) -> None:
        signal.raise_signal(signal.SIGINT)
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("selon.ledger.batches.write_records", pressed)
    monkeypatch.setattr("selon.ledger.batches._SECONDS", 0.0)
    assert add(lines) == 130
    assert "Stopped. 1 article added with 1 statement." in capsys.readouterr().err
    assert ledger.count("") == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.usefixtures("reader")
def test_a_ledger_in_no_folder_is_a_sentence(article: Path, tmp_path: Path, capsys: Capture) -> None:
    assert add(article, "--ledger", tmp_path / "absent" / "kept.duckdb") == 1
    assert "there is no folder" in capsys.readouterr().err
