import numpy as np
import pytest

from selon.extract.statements import mend_content, parents, tidy
from selon.model.decode import Found
from selon.model.labels import ACTS, KINDS
from selon.record import Act, Span


def found(content: list[Span], anchor: Span, confidence: float = 0.9, act: Act = Act.STATE) -> Found:
    acts = np.array([float(name == act.value) for name in ACTS], dtype=np.float32)
    kinds = np.array([1.0] + [0.0] * (len(KINDS) - 1), dtype=np.float32)
    return Found(anchor, tuple(content), (anchor,), (), acts, kinds, confidence)


@pytest.mark.parametrize(
    ("text", "span", "mended"),
    [
        ("Il dit que tout va bien.", (7, 24), "que tout va bien"),
        ("« Tout va bien. » dit-il", (2, 14), "« Tout va bien. »"),
        ("“Tout va bien”, dit-il", (0, 13), "“Tout va bien”"),
        ("“Tout va bien.” Il part.", (0, 15), "“Tout va bien.”"),
        ("Selon elle, , il pleut", (11, 22), "il pleut"),
        ("Il cite “le pont du nord” ici", (8, 19), "“le pont du nord”"),
    ],
)
def test_edges_of_contents_are_mended(text: str, span: tuple[int, int], mended: str) -> None:
    result = mend_content(text, Span(*span))
    assert result is not None
    assert result.of(text) == mended


def test_a_content_of_punctuation_alone_is_nothing() -> None:
    assert mend_content("a , b", Span(1, 4)) is None


def test_a_statement_found_twice_is_kept_once_the_surer_one() -> None:
    text = "Daval a dit que le pont rouvrira lundi"
    twice = [found([Span(12, 38)], Span(6, 11), 0.6), found([Span(12, 37)], Span(8, 11), 0.9)]
    assert [one.confidence for one in tidy(text, twice)] == [0.9]


def test_a_refusal_needs_no_content_but_another_statement_does() -> None:
    text = "Daval a refusé de commenter"
    refusal = found([], Span(6, 14), act=Act.DECLINE)
    assert tidy(text, [refusal]) == [refusal]
    assert tidy(text, [found([], Span(6, 14))]) == []


def test_a_statement_inside_a_content_has_the_smallest_holder_as_parent() -> None:
    outer = found([Span(10, 60)], Span(2, 8))
    middle = found([Span(25, 60)], Span(15, 20))
    inner = found([Span(40, 60)], Span(30, 35))
    assert parents([outer, middle, inner]) == [None, 0, 1]
