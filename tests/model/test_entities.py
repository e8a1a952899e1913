import numpy as np

from selon.model.entities import REACH, EntityTagger, Words
from selon.model.labels import ENTITIES, HIDDEN
from selon.model.shipped import WEIGHTS
from selon.model.windows import Window
from selon.model.words import Word
from selon.record import Span

TEXT = "Daval parle\nA Metz, Daval dort."


def a_window(words: list[Word], passages: list[int]) -> Window:
    return Window(list(range(len(words) + 2)), words, passages, list(range(1, len(words) + 1)))


def the_words(hidden: np.ndarray) -> Words:
    first = a_window([(0, 5), (6, 11)], [0, 0])
    second = a_window([(12, 13), (14, 18), (18, 19), (20, 25), (26, 30), (30, 31)], [1] * 6)
    return Words.of(TEXT, [first, second], [hidden[:2], hidden[2:]])


def no_hidden() -> np.ndarray:
    return np.zeros((8, HIDDEN), dtype=np.float32)


def a_tagger(*labels: str) -> EntityTagger:
    """A tagger to which these are the labels of the words, whatever they are."""

    scores = np.eye(len(ENTITIES), dtype=np.float32)[[ENTITIES.index(label) for label in labels]]
    return EntityTagger(lambda words: scores, np.zeros((len(ENTITIES), len(ENTITIES)), dtype=np.float32))


def test_words_with_a_capital_that_are_spelt_alike_are_one_name() -> None:
    words = the_words(no_hidden())
    assert words.names.tolist() == [0, -1, -1, 1, -1, 0, -1, -1]
    assert words.breaks().tolist() == [2]


def test_no_word_of_another_paragraph_is_around_a_word() -> None:
    around = the_words(no_hidden()).around()
    assert around.shape == (8, 2 * REACH + 1)
    assert around[1].tolist() == [8, 0, 1, 8, 8]
    assert around[4].tolist() == [2, 3, 4, 5, 6]


def test_entities_come_in_text_order_and_end_with_their_paragraph() -> None:
    tagger = a_tagger("B-PER", "I-PER", "O", "B-LOC", "O", "B-PER", "O", "O")
    expected = [(Span(0, 11), "PER"), (Span(14, 18), "LOC"), (Span(20, 25), "PER")]
    assert tagger.entities([the_words(no_hidden()), the_words(no_hidden())]) == [expected, expected]


def test_an_article_without_words_has_no_entities() -> None:
    assert EntityTagger.load(WEIGHTS / "entities.onnx").entities([Words.of("", [], [])]) == [[]]


def test_an_article_may_have_any_number_of_names() -> None:
    text = " ".join(f"A{letter}{other}" for letter in "bcdfghjklm" for other in "aeiouy")
    words = [(start, start + 3) for start in range(0, len(text), 4)]
    hidden = np.zeros((len(words), HIDDEN), dtype=np.float32)
    article = Words.of(text, [a_window(words, [0] * len(words))], [hidden])
    tagger = EntityTagger.load(WEIGHTS / "entities.onnx")
    assert tagger.network(article).shape == (len(words), len(ENTITIES))


def test_what_one_place_tells_of_a_name_counts_at_the_others() -> None:
    tagger, draw = EntityTagger.load(WEIGHTS / "entities.onnx"), np.random.default_rng(1)
    hidden = draw.normal(size=(8, HIDDEN)).astype(np.float32)
    before = tagger.network(the_words(hidden))
    hidden[0] = draw.normal(size=HIDDEN)
    after = tagger.network(the_words(hidden))
    changed = np.abs(after - before).max(axis=1)
    # Eight bits hold a whole article's numbers: what is far off in one place moves all of them a little.
    assert changed[5] > 10 * changed[7]
