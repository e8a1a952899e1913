from dataclasses import replace

import numpy as np
import pytest

from selon.extract.quotations import complete, unclaimed, with_quotations
from selon.model.decode import Found
from selon.model.labels import ACTS, KINDS
from selon.record import Span


def place(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def found(text: str, content: str, cue: str) -> Found:
    acts, kinds = np.ones(len(ACTS), dtype=np.float32), np.ones(len(KINDS), dtype=np.float32)
    anchor = place(text, cue)
    return Found(anchor, (place(text, content),), (anchor,), (), acts, kinds, 0.9)


def test_what_has_a_cue_and_a_source_but_no_content_has_the_quotation_before_them() -> None:
    text = "La maire est venue. “Le pont tient. Il rouvrira lundi”, a-t-elle dit, avant de “filer”."
    one = replace(found(text, "dit", "dit"), content=(), source=(place(text, "elle"),))
    [whole] = with_quotations(text, [one])
    assert [span.of(text) for span in whole.content] == ["“Le pont tient. Il rouvrira lundi”"]


@pytest.mark.parametrize(
    "text",
    [
        "« Le pont tient et il rouvrira lundi » n'est plus à l'ordre du jour, dit-elle.",
        "Le maire a lu « Les ponts du Nord » , dit-elle.",
        "Il promet que « le pont tient et rouvrira lundi ». Elle a dit non.",
        "“Elle a dit non.”",
    ],
)
def test_a_title_and_a_quotation_of_another_sentence_are_no_content(text: str) -> None:
    source = "elle" if "dit-elle" in text else "Elle"
    one = replace(found(text, "dit", "dit"), content=(), source=(place(text, source),))
    assert with_quotations(text, [one]) == [one]


def test_a_half_found_quotation_reaches_over_all_of_it() -> None:
    text = "« Le pont tient. Il rouvrira lundi », a déclaré la maire."
    [whole] = complete(text, [found(text, "Il rouvrira lundi", "déclaré")])
    assert [span.of(text) for span in whole.content] == ["« Le pont tient. Il rouvrira lundi »"]


def test_what_another_statement_claims_is_left_to_it() -> None:
    text = "« Le pont tient. Il rouvrira lundi », a déclaré la maire."
    half, other = found(text, "Il rouvrira lundi", "déclaré"), found(text, "Le pont tient", "maire")
    assert complete(text, [half, other]) == [half, other]


def test_indirect_contents_are_left_as_they_are() -> None:
    text = "La maire a déclaré que le pont « tient » et rouvrira."
    one = found(text, "que le pont « tient » et rouvrira", "déclaré")
    assert complete(text, [one]) == [one]


def test_a_paragraph_in_quotation_marks_that_nobody_claims_is_a_statement() -> None:
    text = "La maire a parlé.\n“Nous avons vérifié chaque pile du pont cette nuit.”"
    paragraphs = [Span(0, 17), Span(18, len(text))]
    [one] = unclaimed(text, paragraphs, [])
    assert (one.content, one.cue, one.source) == ((paragraphs[1],), (), ())
    claimed = replace(one, content=(Span(20, 30),))
    assert unclaimed(text, paragraphs, [claimed]) == []


def test_a_title_in_quotation_marks_is_no_statement() -> None:
    text = "« Le pont du fleuve »"
    assert unclaimed(text, [Span(0, len(text))], []) == []
