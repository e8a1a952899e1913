"""Searching with facets."""

from __future__ import annotations

from fastapi.testclient import TestClient


def _facet(page: dict[str, object], name: str) -> dict[str, int]:
    facets = page["facets"]
    assert isinstance(facets, dict)
    return {one["value"]: one["count"] for one in facets[name]}


def test_facets_count_under_the_other_conditions_but_not_under_their_own(
    client: TestClient, bridge: str, harbour: str
) -> None:
    page = client.get("/search.json?act=deny").json()
    assert page["total"] == 2
    assert _facet(page, "act") == {"state": 4, "deny": 2, "decline": 1}
    assert _facet(page, "publisher") == {"L'Ouest": 1, "The Post": 1}
    both = client.get("/search.json?act=deny&publisher=The+Post").json()
    assert both["total"] == 1
    assert _facet(both, "act") == {"deny": 1, "state": 1}
    assert _facet(both, "publisher") == {"L'Ouest": 1, "The Post": 1}


def test_a_facet_leads_to_as_many_as_it_counts(client: TestClient, bridge: str, harbour: str) -> None:
    page = client.get("/search.json").json()
    for name in ("speaker", "act", "form", "kind", "publisher", "country", "language", "month"):
        for value, count in _facet(page, name).items():
            assert client.get("/search.json", params={name: value}).json()["total"] == count, (name, value)


def test_what_is_not_known_can_be_chosen_too(client: TestClient, keep: object, bridge: str) -> None:
    assert callable(keep)
    keep("Anne Duval : « Sans date. »")
    assert client.get("/search.json?month=-").json()["hits"][0]["content"] == "« Sans date. »"
    assert client.get("/search.json?publisher=-").json()["total"] == 1


def test_all_conditions_of_the_command_line_can_be_set(client: TestClient, bridge: str, harbour: str) -> None:
    for asked, total in (
        ("q=pont", 2),
        ("q=pont -aiderons", 1),
        ('q="le pont"', 2),
        ("q=aider*", 1),
        ("q=harbour OR travaux", 2),
        ("name=duval", 3),
        ("outlet=ouest", 5),
        ("kind=anonymous&kind=country", 2),
        ("country=Royaume-Uni", 1),
        ("language=en", 2),
        ("since=2022-04", 2),
        ("until=2022-03", 5),
        ("published_since=2022-05-02&published_until=2022", 2),
        ("form=none", 1),
    ):
        assert client.get(f"/search.json?{asked}").json()["total"] == total, asked


def test_empty_fields_of_a_form_say_nothing(client: TestClient, bridge: str) -> None:
    assert client.get("/search.json?q=&since=&until=&name=&act=").json()["total"] == 5


def test_the_words_that_were_looked_for_are_marked_in_any_form(client: TestClient, bridge: str) -> None:
    assert "<mark>travaux</mark>" in client.get("/search?q=travail OR TRAVAUX").text


def test_the_newest_or_the_oldest_comes_first(client: TestClient, bridge: str, harbour: str) -> None:
    newest = [hit["id"] for hit in client.get("/search.json").json()["hits"]]
    oldest = [hit["id"] for hit in client.get("/search.json?order=oldest").json()["hits"]]
    assert newest[:2] == oldest[-2:]
    assert newest[2:] == oldest[:-2]


def test_pages_go_on_where_the_one_before_ended(client: TestClient, keep: object) -> None:
    assert callable(keep)
    keep("\n".join(f"Anne Duval : « Le pont {number} tient. »" for number in range(45)))
    pages = [client.get(f"/search.json?page={page}").json() for page in (1, 2, 3, 4)]
    assert [len(page["hits"]) for page in pages] == [20, 20, 5, 0]
    assert len({hit["id"] for page in pages for hit in page["hits"]}) == 45
    assert 'rel="next" href="/search?page=3"' in client.get("/search?page=2").text


def test_a_change_of_conditions_begins_at_the_first_page(client: TestClient, bridge: str, harbour: str) -> None:
    page = client.get("/search?page=2&act=state").text
    assert "page=" not in page.split('class="facets"')[1].split("</aside>")[0]


def test_a_month_of_the_timeline_leads_to_its_statements(client: TestClient, bridge: str, harbour: str) -> None:
    page = client.get("/search?q=pont OR bridge").text
    assert 'href="/search?q=pont+OR+bridge&amp;month=2022-05" aria-label="May 2022: 1 statement"' in page


def test_what_is_added_meanwhile_is_found(client: TestClient, bridge: str, keep: object) -> None:
    assert callable(keep)
    assert client.get("/search.json").json()["total"] == 5
    client.app.state.site.ledger.close()  # type: ignore[attr-defined]
    keep("Anne Duval : « Du nouveau. »")
    assert client.get("/search.json").json()["total"] == 6
