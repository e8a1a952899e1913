"""`/articles/ID`: an article with its statements lit up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

from fastapi import APIRouter

from selon.record import Article, PassageKind, Record, Speaker
from selon.web.answers import Rows, add_page
from selon.web.cards import Card, cards_of
from selon.web.layers import LAYERS, labels_of
from selon.web.marks import Block, blocks_of
from selon.web.site import SiteOf

router = APIRouter()

_READ = (PassageKind.HEADLINE, PassageKind.PARAGRAPH)
_SPEAKER_COLUMNS = [one.name for one in fields(Speaker)]
_CARD_COLUMNS = [one.name for one in fields(Card) if one.name not in ("hue", "speaker")]


@dataclass(frozen=True)
class Cast:
    """A speaker of one article: the colour, and how many statements."""

    name: str | None
    key: str | None
    hue: str
    count: int


@dataclass(frozen=True)
class ArticlePage:
    """An article and its record. kept: whether it is in the ledger. layers: which can be switched on."""

    record: Record
    kept: bool
    title: Block | None = field(repr=False)
    blocks: list[Block] = field(repr=False)
    cards: list[Card]
    cast: list[Cast]
    words: int
    layers: list[str]
    flags: dict[str, int]

    @property
    def article(self) -> Article:
        """The article."""
        return self.record.article

    def to_dict(self) -> dict[str, Any]:
        """The record as it is written everywhere, and the id of each of its statements."""
        row = self.record.to_dict()
        row["statements"] = [
            {"id": card.id, **found} for card, found in zip(self.cards, row["statements"], strict=True)
        ]
        return row


def article(site: SiteOf, article_id: str) -> ArticlePage:
    """The record of an article: its text, and its statements with the characters where they stand."""
    return page_of(site.ledger.record(article_id), kept=True)


def article_rows(site: SiteOf, article_id: str) -> Rows:
    """The statements of an article, one a row."""
    return rows_of(cards_of(site.ledger.record(article_id)))


def page_of(record: Record, *, kept: bool) -> ArticlePage:
    """The page of one article."""
    labels = labels_of(record)
    there = {label.layer for _, label in labels}
    cards, blocks = cards_of(record), blocks_of(record, labels)
    title = next((block for block in blocks if _is_title(block, record.article.title)), None)
    text = record.article.text
    read = [passage.span.of(text) for passage in record.article.passages if passage.kind in _READ] or [text]
    return ArticlePage(
        record=record,
        kept=kept,
        title=title,
        blocks=[block for block in blocks if block is not title],
        cards=cards,
        cast=_cast(cards),
        words=sum(len(words.split()) for words in read),
        layers=[layer.name for layer in LAYERS if layer.name in there],
        flags=dict(Counter(flag for card in cards for flag in card.flags)),
    )


def rows_of(cards: list[Card]) -> Rows:
    """The statements of an article as rows of a table."""
    columns = [*_CARD_COLUMNS, *(f"speaker_{name}" for name in _SPEAKER_COLUMNS)]
    return columns, (
        [
            *(getattr(card, name) for name in _CARD_COLUMNS),
            *(getattr(card.speaker, name, None) for name in _SPEAKER_COLUMNS),
        ]
        for card in cards
    )


def _is_title(block: Block, title: str | None) -> bool:
    """True for the headline that is the article's title, which is shown once, with its marks."""
    words = "".join(run.text for run in block.runs)
    return title is not None and block.kind == PassageKind.HEADLINE and words.split() == title.split()


def _cast(cards: list[Card]) -> list[Cast]:
    counts = Counter((card.speaker.name if card.speaker else None, card.speaker_key, card.hue) for card in cards)
    return [Cast(name, key, hue, count) for (name, key, hue), count in counts.most_common()]


add_page(
    router,
    "/articles/{article_id}",
    article,
    "article.html",
    rows=article_rows,
    summary="An article and who says what in it",
)
