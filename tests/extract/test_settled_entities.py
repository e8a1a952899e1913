from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.extract.entities import Entity, settled_entities
from selon.record import Span

TEXT = "Anna Berg speaks. Berg waits. Berg leaves."


def settled(text: str, *found: tuple[str, str], language: str = "fr") -> list[tuple[str, str]]:
    """What the first place of each name in the text becomes."""
    entities = sorted((Span(text.index(name), text.index(name) + len(name)), label) for name, label in found)
    return [(span.of(text), label) for span, label in settled_entities(text, language, [Span(0, len(text))], entities)]


def labels(text: str, entities: list[Entity], language: str = "en") -> list[str]:
    return [label for _, label in settled_entities(text, language, [Span(0, len(text))], entities)]


def test_a_surname_has_the_label_of_the_person_it_ends() -> None:
    assert labels(TEXT, [(Span(0, 9), "PER"), (Span(18, 22), "ORG"), (Span(30, 34), "ORG")]) == ["PER"] * 3


def test_another_name_has_its_commonest_label() -> None:
    assert labels(TEXT, [(Span(5, 9), "ORG"), (Span(18, 22), "LOC"), (Span(30, 34), "ORG")]) == ["ORG"] * 3


def test_who_has_a_title_is_a_person_wherever_the_name_stands() -> None:
    text = "MS. HOLT: Yes.\nHOLT left."
    assert labels(text, [(Span(0, 8), "LOC"), (Span(15, 19), "ORG")]) == ["PER"] * 2
    text = "M. Roux aussi.\nRoux part."
    assert labels(text, [(Span(3, 7), "LOC"), (Span(15, 19), "ORG")], "fr") == ["PER"] * 2


@pytest.mark.parametrize(
    "before",
    ["la société ", "le quotidien danois ", "le groupe « ", "l'agence ", "une chaîne régionale "],
)
def test_a_noun_announces_an_organisation(before: str) -> None:
    assert settled(f"C'est {before}Gardelli qui livre.", ("Gardelli", "PER")) == [("Gardelli", "ORG")]


@pytest.mark.parametrize(
    "before",
    ["la société, ", "la société dirigée par ", "le groupe de ", "Selon le groupe-", "le groupe\n", "Société "],
)
def test_only_a_noun_right_before_a_name_announces_it(before: str) -> None:
    assert settled(f"C'est {before}Gardelli qui livre.", ("Gardelli", "PER")) == [("Gardelli", "PER")]


def test_a_name_that_is_announced_once_is_an_organisation_all_over_the_article() -> None:
    text = "Gardelli livre. La société Gardelli s'en félicite."
    assert labels(text, [(Span(0, 8), "PER"), (Span(27, 35), "PER")], "fr") == ["ORG", "ORG"]


def test_a_persons_company_does_not_make_the_person_one() -> None:
    text = "Lucia Gardelli part. La société Gardelli reste. Gardelli rit."
    entities = [(Span(0, 14), "PER"), (Span(32, 40), "PER"), (Span(48, 56), "PER")]
    assert labels(text, entities, "fr") == ["PER", "ORG", "PER"]


def test_a_country_is_a_place() -> None:
    assert settled("Les Émirats arabes unis attendent.", ("Émirats arabes unis", "ORG")) == [
        ("Émirats arabes unis", "LOC")
    ]


def test_what_is_found_once_is_found_again() -> None:
    text = "Nordline recrute. Chez Nordline, on rit. Nordlines rit, Nordline-Sud aussi."
    assert settled(text, ("Nordline", "ORG")) == [("Nordline", "ORG")] * 2


def test_what_is_not_read_is_not_searched() -> None:
    text = "Nordline recrute.\n\nPar Nordline\n\nChez Nordline, on rit."
    found = settled_entities(text, "fr", [Span(0, 17), Span(33, 55)], [(Span(0, 8), "ORG")])
    assert [span for span, _ in found] == [Span(0, 8), Span(38, 46)]


def test_what_is_found_too_seldom_is_not_found_again() -> None:
    text = "Nordline recrute. Nordline rit. Nordline dort."
    assert settled(text, ("Nordline", "ORG")) == [("Nordline", "ORG")]


def test_a_name_inside_another_stays_a_part_of_it() -> None:
    text = "Varnes dort. Le Port de Varnes aussi."
    assert settled(text, ("Varnes", "LOC"), ("Port de Varnes", "ORG")) == [("Varnes", "LOC"), ("Port de Varnes", "ORG")]


def test_the_longest_name_that_stands_somewhere_is_found_again() -> None:
    text = "Anna Berg part avec Anna. Anna Berg revient, Anna reste."
    found = settled_entities(text, "en", [Span(0, len(text))], [(Span(0, 9), "PER"), (Span(20, 24), "PER")])
    assert [span.of(text) for span, _ in found] == ["Anna Berg", "Anna", "Anna Berg", "Anna"]


@given(
    st.lists(st.sampled_from(["Anna", "Berg", "Anna Berg", "de", "(", ".", "l'", "société", "Port"]), max_size=12),
    st.data(),
)
def test_entities_stay_in_order_and_apart(words: list[str], data: st.DataObject) -> None:
    text, found, place = " ".join(words), list[Entity](), 0
    for word in words:
        if data.draw(st.booleans()):
            found.append((Span(place, place + len(word)), data.draw(st.sampled_from(["PER", "ORG", "LOC"]))))
        place += len(word) + 1
    spans = [span for span, _ in settled_entities(text, "fr", [Span(0, len(text))], found)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
