"""`/statements/ID`: one statement where it stands, and how to cite it."""

from __future__ import annotations

from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from selon.ledger import Hit
from selon.web.answers import add_page, words_for
from selon.web.cards import Card, cards_of
from selon.web.citing import Citation, citation_of, written
from selon.web.marks import Block, blocks_of
from selon.web.site import SiteOf

router = APIRouter()


@dataclass(frozen=True)
class StatementPage:
    """A statement, how it is cited, and the paragraphs it stands in; none where the newest record has it no more."""

    statement: Hit
    citation: Citation
    card: Card | None = field(repr=False)
    blocks: list[Block] = field(repr=False)


def statement(site: SiteOf, statement_id: str, request: Request) -> StatementPage:
    """One statement, with its citation."""
    hit = site.ledger.statement(statement_id)
    record = site.ledger.record(hit.article)
    card = next((card for card in cards_of(record) if card.id == hit.id), None)
    return StatementPage(
        hit,
        citation_of(hit, f"{str(request.base_url).rstrip('/')}/statements/{hit.id}"),
        card,
        [block for block in blocks_of(record) if card and _stands_in(block, card.number)],
    )


def _stands_in(block: Block, number: int) -> bool:
    return any(mark.statement == number for run in block.runs for mark in run.marks)


@router.get("/statements/{statement_id}.txt", summary="The citation of a statement, as plain text")
def citation(site: SiteOf, statement_id: str, request: Request) -> Response:
    """One line: the words, who said them, where they were published, and the link."""
    found = statement(site, statement_id, request)
    return PlainTextResponse(written(found.citation, words_for(request)) + "\n")


add_page(router, "/statements/{statement_id}", statement, "statement.html", summary="A statement")
