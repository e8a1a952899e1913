import numpy as np
import pytest

from selon.extract.refusals import plain_refusals, with_refusals
from selon.model.decode import Found
from selon.model.labels import ACTS, KINDS
from selon.record import Act, Span


@pytest.mark.parametrize(
    ("text", "language", "source", "cue"),
    [
        ("La mairie n'a pas répondu à nos questions.", "fr", "La mairie", "n'a pas répondu"),
        ("Jointe lundi, la mairie n’a pas réagi.", "fr", "la mairie", "n’a pas réagi"),
        ("It is shut. Dana Roe, its head, declined to comment.", "en", "Dana Roe, its head,", "declined to comment"),
        ("The bank did not immediately return a call.", "en", "The bank", "did not immediately return a call"),
    ],
)
def test_set_phrases_of_refusal_are_found(text: str, language: str, source: str, cue: str) -> None:
    [one] = plain_refusals(text, language, [Span(0, len(text))], [])
    assert [span.of(text) for span in one.source] == [source]
    assert [span.of(text) for span in one.cue] == [cue]
    assert one.act in (Act.DECLINE, Act.NO_REPLY)
    assert one.content == ()


def test_a_phrase_that_a_statement_claims_is_left_to_it() -> None:
    text = "She said the bank did not respond."
    claimed = finding(text, "the bank did not respond", "said", 0.9)
    assert plain_refusals(text, "en", [Span(0, len(text))], [claimed]) == []


def test_an_unsure_refusal_counts_and_another_unsure_statement_does_not() -> None:
    text = "He refused to say why. She hummed a tune."
    refusal = finding(text, "why", "refused to say", 0.3)
    other = finding(text, "a tune", "hummed", 0.3)
    assert [one.cue for one in with_refusals(text, "en", [refusal, other], 0.6)] == [refusal.cue]


def finding(text: str, content: str, cue: str, confidence: float) -> Found:
    acts, kinds = np.ones(len(ACTS), dtype=np.float32), np.ones(len(KINDS), dtype=np.float32)
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (content, cue)]
    return Found(spans[1], (spans[0],), (spans[1],), (), acts, kinds, confidence)
