from collections.abc import Sequence

import numpy as np

from selon.extract.conflicts import untangle
from selon.model.decode import Found
from selon.model.labels import ACTS, KINDS
from selon.record import Span

TEXT = "La maire a reconnu un retard et a promis une réponse. “Tout ira bien. Patience”, dit-elle."


def place(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def finding(anchor: str, content: Sequence[str], cue: Sequence[str], source: Sequence[str] = ()) -> Found:
    acts, kinds = np.ones(len(ACTS), dtype=np.float32), np.ones(len(KINDS), dtype=np.float32)
    parts = [tuple(place(words) for words in some) for some in (content, cue, source)]
    return Found(place(anchor), *parts, acts, kinds, 0.9)


ADMITS = finding("reconnu", ["un retard"], ["a reconnu"], ["La maire"])


def test_a_verb_without_a_subject_has_that_of_the_verb_before_it() -> None:
    promises = finding("promis", ["une réponse"], ["a promis"])
    assert untangle(TEXT, [ADMITS, promises])[1].source == ADMITS.source


def test_a_subject_is_not_shared_across_sentences() -> None:
    says = finding("dit", ["“Tout ira bien. Patience”"], ["dit"])
    assert untangle(TEXT, [ADMITS, says])[1].source == ()


def test_another_verbs_cue_and_content_are_let_go() -> None:
    greedy = finding("reconnu", ["un retard", "une réponse"], ["a reconnu", "a promis"], ["La maire"])
    promises = finding("promis", ["une réponse"], ["a promis"], ["La maire"])
    first, second = untangle(TEXT, [greedy, promises])
    assert (first.content, first.cue) == (ADMITS.content, ADMITS.cue)
    assert second.content == promises.content


def test_of_several_sources_the_nearest_stays() -> None:
    says = finding("dit", ["“Tout ira bien. Patience”"], ["dit"], ["La maire", "elle"])
    assert untangle(TEXT, [says])[0].source == (place("elle"),)


def test_a_quotation_that_is_a_piece_of_another_statement_is_dropped() -> None:
    says = finding("dit", ["“Tout ira bien", "Patience”"], ["dit"], ["elle"])
    again = finding("Patience", ["Patience”"], [])
    assert untangle(TEXT, [says, again]) == [says]


def test_a_cue_that_begins_before_all_of_the_verb_before_it_shares_nothing() -> None:
    promises = finding("promis", ["une réponse"], ["La maire", "a promis"])
    assert untangle(TEXT, [ADMITS, promises])[1].source == ()
