"""Speakers: all that one of them is on record as saying."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient
from lxml import html

from selon.ledger import Ledger


def test_a_speaker_has_an_address_with_everything_said_the_oldest_first(
    client: TestClient, bridge: str, harbour: str
) -> None:
    page = client.get("/speakers/anne-duval.json").json()
    assert (page["name"], page["total"]) == ("Anne Duval", 3)
    assert [hit["published"] for hit in page["hits"]] == ["2022-03-14", "2022-05-02", "2022-05-02"]
    assert page["profile"]["roles"][0]["role"] == "maire"
    assert [one["name"] for one in page["profile"]["quotes"]] == ["Marc Prigent"]
    told = client.get("/speakers/marc-prigent.json").json()["profile"]["quoted_by"]
    assert [(one["name"], one["key"]) for one in told] == [("Anne Duval", "anne-duval")]


def test_every_name_leads_to_its_speaker(client: TestClient, bridge: str, harbour: str) -> None:
    for path in ("/search", f"/articles/{bridge}", "/speakers", "/"):
        tree = html.fromstring(client.get(path).text)
        links = {link for link in tree.xpath("//main//a/@href") if link.startswith("/speakers/")}
        assert links
        for link in links:
            assert client.get(link).status_code == 200, link


def test_a_name_written_in_another_way_leads_to_the_speaker(client: TestClient, bridge: str) -> None:
    for name in ("ANNE DUVAL", "Anne-Duval", "anne duval"):
        answer = client.get(f"/speakers/{name}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (307, "/speakers/anne-duval")
    answer = client.get("/speakers/londres", follow_redirects=False)
    assert answer.headers["location"] == "/speakers/londres-royaume-uni"


def test_speakers_are_listed_by_how_much_they_say(client: TestClient, bridge: str, harbour: str) -> None:
    page = client.get("/speakers.json").json()
    assert page["speakers"][0]["label"] == "Anne Duval"
    assert page["total"] == 4
    assert client.get("/speakers.json?name=prigent").json()["total"] == 1
    assert client.get("/speakers.json?kind=country").json()["speakers"][0]["value"] == "londres-royaume-uni"
    assert client.get("/speakers.csv").text.splitlines()[1] == "anne-duval,Anne Duval,3"


def test_unnamed_sources_are_counted_by_outlet(client: TestClient, bridge: str, harbour: str) -> None:
    page = client.get("/unnamed.json").json()
    assert (page["part"], page["all"]) == (1, 7)
    assert page["outlets"][0] == {"value": "L'Ouest", "label": "L'Ouest", "part": 1, "all": 5}
    assert page["descriptions"][0]["label"] == "un responsable"
    assert client.get("/unnamed.csv").text.splitlines()[1] == "L'Ouest,5,1,0.2"


def test_the_overview_counts_what_is_there(client: TestClient, bridge: str, harbour: str) -> None:
    found = client.get("/overview.json").json()["overview"]
    assert (found["articles"], found["statements"], found["speakers"], found["publishers"]) == (2, 7, 4, 2)
    assert (found["first"], found["last"]) == ("2022-03-14", "2022-05-02")
    assert [one["label"] for one in found["quoted"]] == ["Anne Duval", "Marc Prigent", "Londres"]


def test_surnames_alone_lead_to_a_choice_and_merged_people_to_one_page(
    client: TestClient, ledger: Ledger, keep: Callable[..., str]
) -> None:
    keep("Deux voix au port\n\nDuval : « Oui. »\nDuval (maire) : « Non. »\nAnne Duval : « Peut-être. »")
    answer = client.get("/speakers/duval", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/speakers?name=duval")
    namesakes = [one for one in client.get("/speakers.json").json()["speakers"] if one["label"] == "Duval"]
    assert {client.get(f"/speakers/{one['value']}.json").json()["total"] for one in namesakes} == {1}
    one, other = ledger.actors("Duval")
    ledger.merge(one.id, other.id)
    assert client.get("/speakers/duval.json").json()["total"] == 2
