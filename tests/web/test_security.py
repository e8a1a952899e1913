"""Who may ask, and what a page may do."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

PAYLOADS = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "'><img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe\u202c",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_are_shown_as_words(client: TestClient, keep: object, payload: str) -> None:
    assert callable(keep)
    name = f"Anne {payload.replace(':', '')}"
    article = keep(
        f"{name} : « Voilà {payload} ! »\n{payload} : « Oui. »",
        title=f"Titre {payload}",
        publisher=f"Journal {payload}",
        author=payload,
        url=f"https://example.org/{payload}",
    )
    statement = client.get(f"/articles/{article}.json").json()["statements"][0]["id"]
    speakers = [one["value"] for one in client.get("/speakers.json").json()["speakers"]]
    paths = ["/", "/search", "/speakers", "/unnamed", f"/articles/{article}", f"/statements/{statement}"]
    paths += [f"/speakers/{key}" for key in speakers]
    paths += ["/search?" + "&".join(f"{field}={payload.replace('&', '%26')}" for field in ("q", "name", "publisher"))]
    for path in paths:
        page = client.get(path).text
        for broken in ("<script>alert", 'onmouseover="alert', "<img src=x", "<svg onload", "49{%"):
            assert broken not in page, path


def test_hostile_words_in_errors_are_words_too(client: TestClient, bridge: str) -> None:
    for path in ("/speakers/<script>alert(1)<script>", "/search?since=<script>", "/articles/<script>alert(1)"):
        assert "<script>alert" not in client.get(path).text
        assert "since=<script>" not in client.get(path).text


def test_names_keep_their_direction_to_themselves(client: TestClient, keep: object) -> None:
    assert callable(keep)
    keep("\u202eAnne Duval : « Voilà. »", title="\u202eTitre")
    page = client.get("/search").text
    assert "<bdi>\u202eAnne Duval</bdi>" in page
    assert "<bdi>\u202eTitre</bdi>" in page


@pytest.mark.parametrize("path", ["/", "/nothing", "/search?page=0", "/search.json", "/search.csv", "/help"])
def test_every_answer_has_the_headers(client: TestClient, bridge: str, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_pages_have_no_script_and_no_style_of_their_own(client: TestClient, bridge: str) -> None:
    for path in ("/", "/search", f"/articles/{bridge}", "/speakers/anne-duval", "/unnamed", "/read", "/help"):
        page = client.get(path).text
        assert "<style" not in page
        assert "style=" not in page
        assert " on" not in {part[:3] for part in page.split("<a")}
        assert all("src=" in script.split(">")[0] for script in page.split("<script")[1:])


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "", "[", "10.0.0.7:8040"])
def test_only_names_of_this_machine_are_answered_to(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:9999", "127.0.0.1", "[::1]:8040"])
def test_this_machine_has_several_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, 403),
        ({"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, 200),
        ({"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}, 200),
        ({}, 200),
    ],
)
def test_other_sites_may_only_link_here(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.get("/help", headers=headers).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://example.org"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:3000"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
    ],
)
def test_other_sites_can_have_nothing_read_or_kept(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/read", data={"text": "Anne Duval : « Voilà. »"}, headers=headers).status_code == 403


def test_nothing_else_can_be_done(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, "/search").status_code == 405
