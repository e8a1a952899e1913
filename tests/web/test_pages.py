"""Every page in every form and language."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

PAGES = ("/", "/search", "/speakers", "/speakers/anne-duval", "/unnamed", "/read", "/help", "/api")
TWINS = ("/overview", "/search", "/speakers", "/speakers/anne-duval", "/unnamed", "/help")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_shown_in_the_language_of_the_browser(
    client: TestClient, bridge: str, harbour: str, path: str, language: str
) -> None:
    answer = client.get(path, headers={"accept-language": f"{language}-XX;q=0.9, de"})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["content-language"] == language


@pytest.mark.parametrize("path", TWINS)
def test_every_page_has_a_json_twin(client: TestClient, bridge: str, harbour: str, path: str) -> None:
    answer = client.get(f"{path}.json")
    assert answer.headers["content-type"] == "application/json"
    assert isinstance(answer.json(), dict)


def test_the_page_tells_where_its_twins_are_with_the_same_conditions(client: TestClient, bridge: str) -> None:
    page = client.get("/search?q=pont").text
    assert 'href="/search.json?q=pont"' in page
    assert 'href="/search.csv?q=pont"' in page


def test_an_article_has_its_record_and_its_statements_as_twins(client: TestClient, bridge: str) -> None:
    record = client.get(f"/articles/{bridge}.json").json()
    assert record["hash"] == bridge
    assert [len(one["id"]) for one in record["statements"]] == [16] * 5
    rows = list(csv.DictReader(io.StringIO(client.get(f"/articles/{bridge}.csv").text)))
    assert [row["speaker_name"] for row in rows][:2] == ["Anne Duval", "Marc Prigent"]


def test_a_list_as_csv_is_whole(client: TestClient, keep: object) -> None:
    assert callable(keep)
    keep("\n".join(f"Anne Duval : « Le pont {number} tient. »" for number in range(120)))
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=pont").text)))
    assert len(rows) == 120
    assert len(client.get("/search.json?q=pont").json()["hits"]) == 20


def test_csv_runs_nothing_in_a_spreadsheet(client: TestClient, keep: object) -> None:
    assert callable(keep)
    keep('=HYPERLINK("x") dit tout (maire) : « Oui. »', publisher="@SUM(1)")
    row = next(csv.DictReader(io.StringIO(client.get("/search.csv").text)))
    assert row["publisher"] == "'@SUM(1)"
    assert row["speaker"].startswith("'=")


def test_the_language_is_switched_by_a_link_that_keeps_the_address(client: TestClient, bridge: str) -> None:
    assert 'href="/search?q=pont&amp;act=state&amp;lang=fr"' in client.get("/search?q=pont&act=state").text
    answer = client.get("/search?q=pont&act=state&lang=fr", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=pont&act=state")
    assert '<html lang="fr">' in client.get("/search?q=pont").text


def test_a_switch_of_the_language_leads_to_no_other_host(client: TestClient) -> None:
    answer = client.get("//example.org/search?lang=fr", follow_redirects=False)
    assert not answer.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/articles/0123456789abcdef", 404),
        ("/articles/'; DROP TABLE x", 404),
        ("/statements/zzz", 404),
        ("/speakers/nobody", 404),
        ("/nothing", 404),
        ("/search?since=soon", 422),
        ("/search?country=Atlantis", 422),
        ("/search?page=0", 422),
        ("/search?q=!!", 422),
        ("/search?order=random", 422),
        ("/assets/x/../../app.py", 404),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_sentence_as_a_page_and_as_json(
    client: TestClient, bridge: str, path: str, status: int
) -> None:
    page = client.get(path)
    assert page.status_code == status
    assert "That did not work" in page.text or "Not Found" in page.text
    told = client.get(path, headers={"accept": "application/json"}).json()
    assert told["status"] == status
    assert told["error"].endswith((".", "Not Found"))


def test_without_a_ledger_the_overview_tells_how_to_begin(client: TestClient) -> None:
    assert "There is no ledger here yet" in client.get("/").text
    answer = client.get("/search")
    assert answer.status_code == 503
    assert "make one with" in answer.text


def test_the_api_page_lists_what_the_schema_has(client: TestClient) -> None:
    schema = client.get("/api/openapi.json").json()
    page = client.get("/api").text
    for path in schema["paths"]:
        assert f"<code>{path}</code>" in page
    assert "/search.csv" in schema["paths"]


def test_a_page_asks_nothing_of_other_hosts(client: TestClient, bridge: str) -> None:
    for path in (*PAGES, f"/articles/{bridge}"):
        page = client.get(path).text
        assert 'src="http' not in page
        assert 'rel="stylesheet" href="/assets/' in page


def test_assets_are_kept_by_browsers_for_good(client: TestClient) -> None:
    page = client.get("/help").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


def test_the_whole_front_end_is_small() -> None:
    import gzip
    from importlib.resources import files

    folder = files("selon.web").joinpath("static")
    assert sum(len(gzip.compress(file.read_bytes())) for file in folder.iterdir() if file.is_file()) < 300_000


def test_a_page_is_made_anew_when_the_ledger_or_the_language_changes(
    client: TestClient, bridge: str, keep: Callable[..., str]
) -> None:
    first = client.get("/search?q=pont")
    assert client.get("/search?q=pont").content == first.content
    assert "Déclarations" in client.get("/search?q=pont", headers={"accept-language": "fr"}).text
    keep("Encore un pont\n\nAnne Duval : « Un pont de plus. »", published="2022-06-01")
    assert "de plus." in client.get("/search?q=pont").text
    assert "de plus." not in first.text
