import numpy as np
import pytest

from selon.extract.acts import act_from_words
from selon.extract.refusals import may_refuse, plain_refusals, with_refusals
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


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("en", "haven’t replied"),
        ("en", "could not be reached"),
        ("en", "were not immediately available for comment"),
        ("en", "would not comment"),
        ("fr", "n’avait pas été jointe"),
        ("fr", "reste injoignable"),
        ("fr", "ont refusé de commenter"),
        ("fr", "a refusé de s'exprimer"),
        ("fr", "n'a pas souhaité faire de commentaire"),
        ("fr", "ne souhaitent pas s’exprimer"),
    ],
)
def test_no_set_phrase_lacks_the_signs_by_which_paragraphs_are_told_apart(language: str, phrase: str) -> None:
    text = f"La Roe Bank {phrase}."
    [one] = plain_refusals(text, language, [Span(0, len(text))], [])
    assert phrase.startswith(one.cue[0].of(text))


@pytest.mark.parametrize(
    ("language", "cue"),
    [
        ("en", "did not immediately respond"),
        ("en", "were not available"),
        ("en", "couldn’t be reached"),
        ("en", "remained silent"),
        ("en", "was unavailable for comment"),
        ("en", "gave no answer"),
        ("en", "Without responding"),
        ("en", "Never responded"),
        ("en", "declined"),
        ("en", "refused to discuss"),
        ("en", "wouldn't"),
        ("fr", "n’a pas répondu"),
        ("fr", "sans réponse"),
        ("fr", "garde le silence"),
        ("fr", "reste muet"),
        ("fr", "Ne fait pas mention"),
        ("fr", "a refusé de dire"),
        ("fr", "décline"),
        ("fr", "sans préciser"),
    ],
)
def test_words_near_its_anchor_give_every_refusal_away(language: str, cue: str) -> None:
    text = f"Roe {cue} lundi."
    assert act_from_words(cue, "", language) in (Act.DECLINE, Act.NO_REPLY)
    assert may_refuse(text, language, (len(text) - 6, len(text) - 1))


def test_other_words_near_an_anchor_give_no_refusal_away() -> None:
    assert not may_refuse("She hummed a tune.", "en", (4, 10))
    assert not may_refuse("Elle chante un air.", "fr", (5, 11))


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
