"""`selon serve` begins, or tells in one sentence why it cannot."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from selon.cli import main


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--ledger", str(tmp_path / "none.duckdb"), "--port", str(port)]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"port {port} cannot be used" in told
    assert "--port" in told


@pytest.mark.parametrize("port", ["65536", "-1", "http", "8.5"])
def test_a_port_that_is_none_is_wrong_usage(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["serve", f"--port={port}"])
    assert stopped.value.code == 2
    assert "is no port" in capsys.readouterr().err


def test_it_says_its_address_and_listens_on_this_machine_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    heard: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("uvicorn.Server.run", lambda _, sockets: heard.extend(s.getsockname()[0] for s in sockets))
    assert main(["serve", "--ledger", str(tmp_path / "none.duckdb"), "--port", "0", "--open"]) == 0
    assert heard == ["127.0.0.1"]
    assert opened[0].startswith("http://127.0.0.1:")
    assert opened[0] in capsys.readouterr().out
