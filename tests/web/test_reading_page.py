"""Texts that are pasted: read at once, kept only when told to."""

from __future__ import annotations

from fastapi.testclient import TestClient

from selon.ledger import Ledger

TEXT = "Anne Duval : « Le pont tient bon depuis des années et nous en prenons soin. »\r\n\r\nMarc Prigent se tait"


def test_a_pasted_text_is_read_and_not_kept(client: TestClient, ledger: Ledger) -> None:
    answer = client.post("/read", data={"text": TEXT, "language": "fr", "published": "2022-03-14"})
    assert answer.status_code == 200
    assert answer.url.path.startswith("/readings/")
    assert "is read and not kept" in answer.text
    assert "14 March 2022" in answer.text
    assert not ledger.path.exists()
    record = client.get(f"{answer.url.path}.json").json()
    assert [one["speaker"] for one in record["statements"]] == ["Anne Duval", "Marc Prigent"]
    assert "\r" not in record["text"]


def test_a_text_is_kept_when_told_to(client: TestClient, ledger: Ledger, bridge: str) -> None:
    answer = client.post("/read", data={"text": TEXT, "language": "fr", "keep": "1"})
    assert answer.url.path.startswith("/articles/")
    assert ledger.count("") == 7
    assert client.get("/search.json").json()["total"] == 7


def test_a_text_can_be_kept_after_it_was_read(client: TestClient, ledger: Ledger) -> None:
    read = client.post("/read", data={"text": TEXT, "language": "fr"})
    kept = client.post(f"{read.url.path}/keep")
    assert kept.url.path == read.url.path.replace("readings", "articles")
    assert ledger.count("") == 2


def test_a_dropped_page_is_read_as_a_page(client: TestClient) -> None:
    body = "".join(f"<p>Anne Duval : « Le pont numéro {n} tient bon depuis des années. »</p>" for n in range(6))
    page = f"<html lang=fr><title>Le pont</title><body><article><h1>Le pont</h1>{body}</article></body></html>"
    answer = client.post("/read", files={"file": ("pont.html", page, "text/html")}, data={"language": "fr"})
    assert answer.url.path.startswith("/readings/")
    assert "<p>Anne" not in client.get(f"{answer.url.path}.json").json()["text"]


def test_what_cannot_be_read_is_told(client: TestClient) -> None:
    for data, status in (
        ({"text": "  "}, 422),
        ({"text": TEXT, "language": "fr", "published": "demain"}, 422),
        ({}, 422),
    ):
        assert client.post("/read", data=data).status_code == status
    assert client.post("/readings/0123456789abcdef/keep").status_code == 404
    assert client.get("/readings/0123456789abcdef").status_code == 404


def test_what_is_too_large_is_refused(client: TestClient) -> None:
    assert client.post("/read", data={"text": "a" * 10_100_000}).status_code == 413

    def endless() -> object:
        for _ in range(120):
            yield b"a" * 100_000

    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/read", content=endless(), headers=headers).status_code == 413  # type: ignore[arg-type]
