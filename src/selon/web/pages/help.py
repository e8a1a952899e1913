"""`/help`: how the pages are read, what can be searched, which keys there are."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from selon.web.answers import add_page

router = APIRouter()


@dataclass(frozen=True)
class HelpPage:
    """The page has nothing but its own words. keys: those of the keyboard."""

    keys: tuple[str, ...] = ("j n", "k p", "Enter", "Esc", "f", "/", "?")


def help() -> HelpPage:
    """How to read the pages."""
    return HelpPage()


add_page(router, "/help", help, "help.html", summary="The keys of the keyboard", of_ledger=False)
