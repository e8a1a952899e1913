"""What a person does, in a real browser; skipped where no Chromium is installed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import FLAGS, chromium, served
from script_reader import ScriptReader

from selon.ledger import Ledger
from selon.web import create_app

playwright = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed")

# Where npm has put axe-core, for whoever wants the check of accessibility: npm install axe-core
AXE = Path(os.environ.get("AXE_CORE", "node_modules/axe-core/axe.min.js"))
HOSTILE = "<img src=x onerror=\"document.title='gone'\"><script>document.title='gone'</script>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        launched = running.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    with served(create_app(ledger.path, reader=ScriptReader)) as address:
        yield address


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page in English; whatever goes wrong in it fails the test."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.set_default_timeout(10_000)
    yield page
    context.close()
    assert wrong == []


def test_an_article_shows_the_record_of_what_is_pointed_at(page: Any, address: str, bridge: str) -> None:
    page.goto(f"{address}/articles/{bridge}")
    assert page.locator("#popover").is_hidden()
    page.hover(".content.s2")
    assert "Marc Prigent" in page.inner_text("#popover")
    assert "Anne Duval" in page.inner_text("#popover")
    assert page.locator(".s2.lit").count() == 3
    page.hover("h1")
    page.locator("#popover").wait_for(state="hidden")


def test_a_click_pins_a_statement_and_the_address_leads_to_it(page: Any, address: str, bridge: str) -> None:
    page.goto(f"{address}/articles/{bridge}")
    page.click(".content.s3")
    assert page.url.endswith(f"/articles/{bridge}#s3")
    assert page.locator("#s3.pinned").count() == 1
    page.goto("about:blank")
    page.goto(f"{address}/articles/{bridge}#s3")
    page.locator("#s3.pinned").wait_for()
    assert page.locator("#t3").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".pinned").count() == 0


def test_the_keyboard_goes_through_the_statements(page: Any, address: str, bridge: str) -> None:
    page.goto(f"{address}/articles/{bridge}")
    for key, number in (("j", 1), ("n", 2), ("j", 3), ("k", 2), ("p", 1), ("k", 5)):
        page.keyboard.press(key)
        assert page.locator(".card.pinned").get_attribute("id") == f"s{number}"
    assert page.evaluate("document.activeElement.id") == "t5"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "quick"
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.id") == "filter"
    page.keyboard.type("travaux")
    assert page.locator(".card:visible").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("#keys").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#keys").is_hidden()


def test_statements_can_be_switched_off(page: Any, address: str, bridge: str) -> None:
    page.goto(f"{address}/articles/{bridge}")
    line = "getComputedStyle(document.querySelector('.content.s1')).textDecorationLine"
    assert page.evaluate(line) == "underline"
    page.uncheck("#layer-marks")
    assert page.evaluate(line) == "none"


def test_a_name_leads_to_all_that_was_said(page: Any, address: str, bridge: str, harbour: str) -> None:
    page.goto(f"{address}/articles/{bridge}")
    page.click("#s1 .who")
    # A page has its address before it has its statements.
    page.wait_for_url(f"{address}/speakers/anne-duval")
    assert page.locator(".hit").count() == 3
    page.click(".timeline a >> nth=1")
    page.wait_for_url(f"{address}/speakers/anne-duval?month=2022-05")
    assert page.locator(".hit").count() == 2
    page.click(".hit .place a >> nth=0")
    page.locator(".card.pinned").wait_for()
    assert f"/articles/{harbour}#s" in page.url


def test_a_search_is_narrowed_by_facets_and_widened_again(page: Any, address: str, bridge: str, harbour: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type("pont OR bridge")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator(".hit").count() == 3
    page.click("summary >> text=Publisher")
    page.click(".facet >> text=The Post")
    page.wait_for_url(lambda url: "publisher=The+Post" in url)
    assert page.locator(".hit").count() == 1
    page.click(".chosen-list >> text=The Post")
    page.wait_for_url(lambda url: "publisher" not in url)
    assert page.locator(".hit").count() == 3
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")


def test_a_text_is_pasted_read_and_kept(page: Any, address: str, ledger: Ledger) -> None:
    page.goto(f"{address}/read")
    page.fill("#text", "Anne Duval : « Le pont tient bon depuis des années. »\n\nMarc Prigent se tait")
    page.select_option("select", "fr")
    page.click("form.reading button")
    page.wait_for_url("**/readings/**")
    assert page.locator(".card").count() == 2
    assert not ledger.path.exists()
    page.click(".notice button")
    page.wait_for_url("**/articles/**")
    assert ledger.count("") == 2


def test_a_file_is_dropped_and_read_at_once(page: Any, address: str) -> None:
    page.goto(f"{address}/read")
    page.select_option("select", "fr")
    page.evaluate("""() => {
        const given = new DataTransfer();
        given.items.add(new File(["Anne Duval : « Le pont tient bon depuis des années. »"], "pont.txt"));
        document.dispatchEvent(new DragEvent("drop", {dataTransfer: given, cancelable: true}));
    }""")
    page.wait_for_url("**/readings/**")
    assert page.locator(".card").count() == 1


def test_hostile_words_do_nothing(page: Any, address: str, keep: Any) -> None:
    article = keep(
        f"Anne {HOSTILE.replace(':', '')} : « Voilà {HOSTILE} ! »", title=HOSTILE, publisher=HOSTILE, author=HOSTILE
    )
    for path in ("/", "/search", "/speakers", f"/articles/{article}", "/search?publisher=-"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        assert page.title() != "gone"
        assert page.locator("main img, main script").count() == 0
    page.goto(f"{address}/articles/{article}")
    assert HOSTILE in page.inner_text("h1")
    page.hover(".content.s1")
    assert page.locator("#popover img").count() == 0


def test_all_is_there_without_scripts(browser: Any, address: str, bridge: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/articles/{bridge}")
    page.click("#t3")
    assert page.url.endswith("#s3")
    assert page.locator("#filter").is_hidden()
    page.click("#s3 summary")
    assert page.locator("#s3 dl").is_visible()
    page.click("#s1 .who")
    assert page.locator(".hit").count() == 1
    context.close()


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_is_cut_off_on_a_narrow_screen(browser: Any, address: str, bridge: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640}, locale="fr")
    page = context.new_page()
    for path in (
        "/",
        "/search",
        f"/articles/{bridge}",
        "/speakers",
        "/speakers/anne-duval",
        "/unnamed",
        "/read",
        "/help",
    ):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Any, address: str, bridge: str, harbour: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    record = f"/statements/{_first_statement(page, address, bridge)}"
    paths = ["/", "/search?q=pont", f"/articles/{bridge}#s2", record, "/speakers", "/speakers/anne-duval", "/unnamed"]
    for path in (*paths, "/read", "/help", "/api", "/nothing"):
        page.goto(address + path)
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})")
        told = [(one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in found["violations"]]
        assert [one for one in told if one[1] in ("serious", "critical")] == [], path
    context.close()


def _first_statement(page: Any, address: str, article: str) -> str:
    found: str = page.request.get(f"{address}/articles/{article}.json").json()["statements"][0]["id"]
    return found
