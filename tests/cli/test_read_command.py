"""What `selon read` writes, where, and with which exit code."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from selon.cli import main
from selon.extract.reader import Reader
from selon.record import Record

pytestmark = pytest.mark.usefixtures("reader")
Capture = pytest.CaptureFixture[str]


def write_lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_view_names_the_speaker_and_shows_the_words(article: Path, capsys: Capture) -> None:
    assert main(["read", str(article)]) == 0
    shown = capsys.readouterr().out
    assert "Anne Duval" in shown
    assert "« Le pont sera rouvert avant la fin de l'été. »" in shown
    assert "\x1b" not in shown


def test_one_record_is_one_json_object(article: Path, capsys: Capture) -> None:
    assert main(["read", str(article), "--json", "--published", "2023-05-12"]) == 0
    written = capsys.readouterr().out
    assert Record.from_dict(json.loads(written)).article.published is not None
    assert written.startswith("{\n")


def test_several_records_are_one_line_each(article: Path, text: str, capsys: Capture) -> None:
    assert main(["read", str(article), str(article), "--json"]) == 0
    assert [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()] == [text, text]


def test_records_keep_the_id_of_their_line(text: str, tmp_path: Path) -> None:
    source = write_lines(tmp_path / "in.jsonl", {"id": "a-1", "text": text}, {"id": "b-2", "text": text})
    target = tmp_path / "out.jsonl"
    assert main(["read", "--jsonl", str(source), "-o", str(target)]) == 0
    assert [json.loads(line)["id"] for line in target.read_text(encoding="utf-8").splitlines()] == ["a-1", "b-2"]
    assert not list(tmp_path.glob("*.part"))


def test_a_bad_line_is_told_and_the_others_go_on(text: str, tmp_path: Path, capsys: Capture) -> None:
    source = write_lines(tmp_path / "in.jsonl", {"id": "a", "text": text}, {"id": "b"}, {"id": "c", "text": text})
    assert main(["read", "--jsonl", str(source)]) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    first, last = captured.err.splitlines()
    assert "in.jsonl, line 2" in first
    assert last == "1 of 3 inputs could not be read."


def test_columns_of_a_table_can_be_named(text: str, tmp_path: Path, capsys: Capture) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f'one,two,three\n2023-05-12,X,"{text}"\n', encoding="utf-8")
    columns = ["--column", "text=three", "--column", "published=one"]
    assert main(["read", str(table), "--json", *columns]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["text"], row["published"], row["origin"]) == (text, "2023-05-12", f"{table}, row 1")


@pytest.mark.parametrize("column", ["text", "text=", "=body", "txt=body"])
def test_a_column_that_is_none_is_told_with_the_fields_there_are(column: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["read", "a.csv", "--column", column])
    assert "--column: '" in capsys.readouterr().err


def test_an_article_on_which_the_reader_breaks_down_costs_no_other(text: str, tmp_path: Path, capsys: Capture) -> None:
    trouble = {"id": "b", "text": "Il n'y a ici que TROUBLE, et rien que l'on puisse lire sans peine."}
    source = write_lines(tmp_path / "in.jsonl", {"id": "a", "text": text}, trouble, {"id": "c", "text": text})
    assert main(["read", "--jsonl", str(source), "--language", "fr"]) == 1
    captured = capsys.readouterr()
    assert [json.loads(line)["id"] for line in captured.out.splitlines()] == ["a", "c"]
    assert "line 2 is left out: reading it failed (IndexError: no such word)" in captured.err


def test_a_missing_file_is_one_sentence(tmp_path: Path, capsys: Capture) -> None:
    assert main(["read", str(tmp_path / "absent.txt")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert "absent.txt" in captured.err


def test_standard_input_is_read(text: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["read", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["text"] == text


def test_the_example_can_be_read(capsys: Capture) -> None:
    assert main(["read", "--example"]) == 0
    assert "statements by 1 speaker" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [[], ["--example", "a.txt"], ["a.txt", "--published", "14/03/2022"], ["a.txt", "--json", "--jsonl"]],
)
def test_wrong_usage_exits_with_two(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["read", *wrong])
    assert stopped.value.code == 2


def test_a_file_stays_as_it_was_when_nothing_could_be_read(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("earlier", encoding="utf-8")
    assert main(["read", str(tmp_path / "absent.txt"), "-o", str(target)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]
    assert target.read_text(encoding="utf-8") == "earlier"


def test_an_interrupt_tells_how_many_records_were_written(
    article: Path, tmp_path: Path, capsys: Capture, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(inputs: object) -> object:
        yield from Reader.read_all(reader, inputs)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(reader, "read_all", interrupted)
    target = tmp_path / "out.jsonl"
    assert main(["read", str(article), "--jsonl", "-o", str(target)]) == 130
    assert capsys.readouterr().err.startswith("Stopped: 1 record written. They are in")
    assert not target.exists()
    assert (tmp_path / "out.jsonl.part").read_text(encoding="utf-8").endswith("}\n")


def test_an_output_that_cannot_be_written_is_one_sentence(article: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["read", str(article), "-o", str(tmp_path / "absent" / "out.txt")]) == 1
    assert "cannot be written (No such file or directory)" in capsys.readouterr().err
