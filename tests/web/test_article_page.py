"""An article as a page: the text as published, every statement lit up."""

from __future__ import annotations

from fastapi.testclient import TestClient
from lxml import html


def _text_of(page: str) -> list[str]:
    """The paragraphs of the article, without the numbers that the page puts in."""
    tree = html.fromstring(page)
    for number in tree.xpath('//div[@class="text"]//a[contains(@class, "no ")]'):
        number.drop_tree()
    return [" ".join(p.text_content().split()) for p in tree.xpath('//div[@class="text"]/p')]


def test_the_text_stands_as_it_was_published(client: TestClient, bridge: str) -> None:
    page = client.get(f"/articles/{bridge}").text
    assert any(
        "Anne Duval (maire) : « Le pont tient. Marc Prigent dit “tout est faux” depuis hier. »" in one
        for one in _text_of(page)
    )


def test_a_statement_inside_another_has_its_own_lane(client: TestClient, bridge: str) -> None:
    tree = html.fromstring(client.get(f"/articles/{bridge}").text)
    (inner,) = tree.xpath('//span[contains(@class, "content") and contains(@class, "s2")]')
    assert "l1" in inner.get("class").split()
    assert "s1" in inner.getparent().get("class").split()
    assert inner.xpath("ancestor::span[@data-s]")[0].get("data-s") == "1 2"


def test_unnamed_sources_denials_and_refusals_are_marked(client: TestClient, bridge: str) -> None:
    tree = html.fromstring(client.get(f"/articles/{bridge}").text)
    cards = tree.xpath('//ol[@class="cards"]/li')
    flags = {card.get("id"): card.xpath('.//span[contains(@class, "flag")]/text()') for card in cards}
    assert flags["s2"] == ["denial"]
    assert flags["s3"] == ["unnamed source"]
    assert flags["s5"] == ["refusal"]


def test_numbers_in_the_text_lead_to_the_list_without_a_script(client: TestClient, bridge: str) -> None:
    tree = html.fromstring(client.get(f"/articles/{bridge}").text)
    for number in tree.xpath('//div[@class="text"]//a[contains(@class, "no ")]'):
        (card,) = tree.xpath(f'//li[@id="{number.get("href")[1:]}"]')
        assert card.get("data-number") == number.text.strip()


def test_a_statement_has_its_own_address_with_a_citation(client: TestClient, bridge: str) -> None:
    record = client.get(f"/articles/{bridge}.json").json()
    own = record["statements"][0]["id"]
    page = client.get(f"/statements/{own}")
    assert page.status_code == 200
    assert f"http://127.0.0.1:8040/statements/{own}" in page.text
    assert f'href="/articles/{bridge}#s1"' in page.text
    told = client.get(f"/statements/{own}.txt").text
    assert told.startswith("« Le pont tient.")
    for part in ("Anne Duval, maire", "Le pont de Brest", "L'Ouest", "14 March 2022", "https://example.org/a"):
        assert part in told
    assert client.get(f"/statements/{own}.json").json()["citation"]["speaker"] == "Anne Duval"


def test_only_addresses_on_the_web_are_linked(client: TestClient, keep: object) -> None:
    assert callable(keep)
    urls = ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org")
    kept = {url: keep(f"Anne Duval : « Voilà {place}. »", url=url) for place, url in enumerate(urls)}
    for url, article in kept.items():
        page = client.get(f"/articles/{article}").text
        assert url not in page.split("<main")[1].split("</main>")[0]
