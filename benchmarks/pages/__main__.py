"""How much of what a person took from each page `selon.articles` finds: python -m benchmarks.pages

The pages and what a person took from them (fundus) lie beside the repository in shared/pages. Words are compared as
multisets, the title apart: recall is the part of the person's words that we have, precision the part of ours that the
person has. Of the versions in a page's JSON the first is compared.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selon.articles import read_articles
from selon.record import Article

PAGES = Path(__file__).parents[2].parent / "shared" / "pages"
_COLUMNS = "{:<18}{:>7}{:>8}{:>11}{:>9}{:>7}{:>6}  {}"


def main() -> None:
    """Print one line a page. Raises SystemExit when the pages are not there."""
    paths = sorted(PAGES.glob("*.html.gz"))
    if not paths:
        raise SystemExit(f"there are no pages in {PAGES}")
    print(_COLUMNS.format("page", "words", "recall", "precision", "located", "title", "date", "author (the person's)"))
    for path in paths:
        article = next(iter(read_articles(path)))
        assert isinstance(article, Article), article
        versions = json.loads((PAGES / f"{path.name.split('_')[0]}.json").read_text("utf-8"))
        print(_COLUMNS.format(path.name.split("_")[0], *_measure(article, next(iter(versions.values())))))


def _measure(article: Article, person: dict[str, Any]) -> Iterator[str]:
    ours = Counter(word for passage in article.passages[1:] for word in _words(passage.span.of(article.text)))
    theirs = Counter(word for paragraph in _paragraphs(person["body"]) for word in _words(paragraph))
    shared = (ours & theirs).total()
    yield str(theirs.total())
    yield f"{shared / theirs.total():.1%}"
    yield f"{shared / ours.total():.1%}"
    yield f"{_located(article):.1%}"
    yield "yes" if article.title == " ".join(person["title"].split()) else "no"
    yield "yes" if str(article.published) == person["publishing_date"][:10] else "no"
    yield f"{article.author} ({', '.join(person['authors'])})"


def _located(article: Article) -> float:
    """The part of our characters that stand somewhere in the page's source."""
    located = [segment.text for segment in article.segments if segment.original.start < segment.original.end]
    written = sum(passage.span.end - passage.span.start for passage in article.passages)
    return sum(span.end - span.start for span in located) / written


def _paragraphs(body: dict[str, Any]) -> Iterator[str]:
    yield from body["summary"]
    for section in body["sections"]:
        yield from section["headline"]
        yield from section["paragraphs"]


def _words(paragraph: str) -> list[str]:
    return re.findall(r"\w+", paragraph)


if __name__ == "__main__":
    main()
