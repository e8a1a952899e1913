"""The user's own bad example, where it lies beside the repository."""

from pathlib import Path

import pytest

from selon.articles import read_articles
from selon.record import Article, PassageKind

EXAMPLE = Path(__file__).parents[2].parent / "shared" / "articles" / "aide-militaire-chine.fr.txt"


@pytest.mark.skipif(not EXAMPLE.exists(), reason="needs the shared articles")
def test_the_example_is_read_without_its_furniture() -> None:
    (article,) = read_articles(EXAMPLE)
    assert isinstance(article, Article)
    assert article.text == EXAMPLE.read_bytes().decode("utf-8")
    assert (article.language, article.dateline) == ("fr", "Washington (CNN)")
    furniture = [passage.span.of(article.text)[:5] for passage in article.passages if passage.kind == "furniture"]
    assert furniture == ["in", "Donal", "VIDÉO", "combi"]
    headlines = [passage for passage in article.passages if passage.kind is PassageKind.HEADLINE]
    assert len(headlines) == 2
