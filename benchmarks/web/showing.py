"""How long a page takes until a person sees it."""

from __future__ import annotations

import shutil
from statistics import median

_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# From the click to the first picture of the page with all of its text.
_SEEN = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"""


def shown_in(address: str, times: int) -> float | None:
    """The median of the seconds in which Chromium shows `address`; None where it or Playwright is not installed."""
    found = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if found is None:
        return None
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=_FLAGS)
        seconds = []
        for _ in range(times):
            page = browser.new_page()
            page.goto(address, wait_until="load")
            seconds.append(page.evaluate(_SEEN) / 1000)
            page.close()
        browser.close()
    return median(seconds)
