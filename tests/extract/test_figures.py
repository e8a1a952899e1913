"""What is counted and measured, within which bounds, and on whose word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.extract.figure_words import figure_words
from selon.extract.figures import find_figures
from selon.record import Figure, Form, Span, Statement, Unit


def figures_in(text: str, language: str) -> list[Figure]:
    return list(find_figures(text, [Span(0, len(text))], language, []))


def told(text: str, language: str) -> list[tuple[str, float | None, str | None]]:
    return [(figure.span.of(text), figure.value, figure.unit) for figure in figures_in(text, language)]


def test_a_toll_is_two_figures_on_the_word_of_the_authorities() -> None:
    text = "Selon les autorités locales, 35 personnes ont été tuées et 134 blessées. Deux ponts sont coupés."
    content = Span(text.index("35"), text.index(". Deux"))
    statement = Statement((content,), (Span(0, 5),), (Span(6, 27),), form=Form.INDIRECT)
    killed, wounded, bridges = find_figures(text, [Span(0, len(text))], "fr", [statement])
    assert (killed.value, killed.unit, killed.statement) == (35, Unit.KILLED, 0)
    assert (wounded.value, wounded.unit, wounded.statement) == (134, Unit.WOUNDED, 0)
    assert (bridges.value, bridges.unit, bridges.statement) == (2, None, None)
    assert bridges.thing is not None
    assert bridges.thing.of(text) == "ponts"


def test_the_innermost_statement_gives_the_figure() -> None:
    text = "Roux said Blanc had told him that 12 ships sank."
    outer, inner = Span(10, len(text)), Span(text.index("that"), len(text))
    (figure,) = find_figures(text, [Span(0, len(text))], "en", [Statement((outer,)), Statement((inner,), parent=0)])
    assert figure.statement == 1


@pytest.mark.parametrize(
    ("source", "said", "language", "units"),
    [
        ("Two ministers", "said the deal was dead.", "en", [Unit.PERSON]),
        ("Two ministers", "said 12 men were killed.", "en", [Unit.PERSON, Unit.KILLED]),
        ("Nobody", "said the deal was dead.", "en", []),
        ("Trois responsables", "ont affirmé que l'homme avait été tué.", "fr", [Unit.PERSON]),
    ],
)
def test_what_befell_others_is_not_put_on_those_who_say_so(
    source: str, said: str, language: str, units: list[Unit]
) -> None:
    text = f"{source} {said}"
    content = Span(text.index(said.split()[2], len(source) + 4), len(text) - 1)
    statement = Statement((content,), (), (Span(0, len(source)),))
    assert [figure.unit for figure in find_figures(text, [Span(0, len(text))], language, [statement])] == units


@pytest.mark.parametrize(
    ("text", "language", "limits"),
    [
        ("35 morts", "fr", (35, 35, 35)),
        ("au moins 35 morts", "fr", (35, 35, None)),
        ("plus de 35 morts", "fr", (35, 35, None)),
        ("jusqu’à 35 morts", "fr", (35, None, 35)),
        ("environ 30 morts", "fr", (30, None, None)),
        ("une trentaine de morts", "fr", (30, None, None)),
        ("au moins une trentaine de morts", "fr", (30, 30, None)),
        ("entre 20 et 30 morts", "fr", (None, 20, 30)),
        ("de 20 à 30 morts", "fr", (None, 20, 30)),
        ("deux ou trois morts", "fr", (None, 2, 3)),
        ("des dizaines de morts", "fr", (None, 10, None)),
        ("between 20 and 30 dead", "en", (None, 20, 30)),
        ("20-30 dead", "en", (None, 20, 30)),
        ("40 or more dead", "en", (40, 40, None)),
        ("no fewer than 40 dead", "en", (40, 40, None)),
        ("as many as 40 dead", "en", (40, None, 40)),
        ("nearly 40 dead", "en", (40, None, None)),
        ("hundreds of thousands of dead", "en", (None, 100_000, None)),
    ],
)
def test_bounds_are_what_the_words_commit_to(
    text: str, language: str, limits: tuple[float | None, float | None, float | None]
) -> None:
    (figure,) = figures_in(text, language)
    assert (figure.value, figure.low, figure.high) == limits
    assert figure.unit == Unit.KILLED


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("35 tués et 134 blessés", "fr", [("35 tués", 35, "killed"), ("134 blessés", 134, "wounded")]),
        ("12 morts, dont 3 enfants", "fr", [("12 morts", 12, "killed"), ("3 enfants", 3, "killed")]),
        ("tuant 5 soldats et 2 civils", "fr", [("5 soldats", 5, "killed"), ("2 civils", 2, "killed")]),
        ("L'attaque a fait un mort.", "fr", [("un mort", 1, "killed")]),
        ("Les deux hommes ont été arrêtés.", "fr", [("deux hommes", 2, "arrested")]),
        ("Le nombre de blessés s'élève à 528.", "fr", [("528", 528, "wounded")]),
        ("Deux bombes ont tué 36 mineurs.", "fr", [("Deux bombes", 2, None), ("36 mineurs", 36, "killed")]),
        ("7 victimes décédées", "fr", [("7 victimes", 7, "killed")]),
        ("134 others wounded", "en", [("134 others wounded", 134, "wounded")]),
        ("Four men and two women were arrested.", "en", [("Four men", 4, "arrested"), ("two women", 2, "arrested")]),
        ("killing 12 and injuring 30", "en", [("12", 12, "killed"), ("30", 30, "wounded")]),
        ("The death toll rose to 57.", "en", [("57", 57, "killed")]),
        (
            "Of 40 passengers, 17 of them drowned.",
            "en",
            [("40 passengers", 40, "people"), ("17 of them", 17, "killed")],
        ),
        ("3,000 people fled and 20 are missing", "en", [("3,000 people", 3000, "displaced"), ("20", 20, "missing")]),
        ("Fourteen aid workers were kidnapped.", "en", [("Fourteen aid workers", 14, "hostages")]),
    ],
)
def test_what_befell_the_counted(text: str, language: str, expected: list[tuple[str, float, str | None]]) -> None:
    assert told(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("Aucun mort n'est à déplorer.", "fr", "killed"),
        ("Personne n’a été blessé.", "fr", "wounded"),
        ("No one was hurt.", "en", "wounded"),
        ("No arrests were made.", "en", "arrested"),
    ],
)
def test_none_is_a_figure_where_people_were_not_harmed(text: str, language: str, unit: str) -> None:
    (figure,) = figures_in(text, language)
    assert (figure.value, figure.low, figure.high, figure.unit) == (0, 0, 0, unit)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1,2 million d'euros", "fr", (1_200_000, "EUR")),
        ("3 milliards de dollars canadiens", "fr", (3_000_000_000, "CAD")),
        ("500 dirhams des Émirats arabes unis", "fr", (500, "AED")),
        ("500 €", "fr", (500, "EUR")),
        ("$1.5 billion", "en", (1_500_000_000, "USD")),
        ("£20m", "en", (20_000_000, "GBP")),
        ("four per cent", "en", (4, "percent")),
        ("4,5 %", "fr", (4.5, "percent")),
        ("750 mètres", "fr", (750, "meter")),
        ("130 GW", "fr", (130, "gigawatt")),
        ("Il fait -2 °C.", "fr", (-2, "celsius")),
        ("155 mph", "en", (155, "mile-per-hour")),
        ("3.5 square miles", "en", (3.5, "square-mile")),
        ("un homme âgé de 35 ans", "fr", (35, "year")),
        ("deux ans et demi de prison", "fr", (2.5, "year")),
        ("a 22-year-old", "en", (22, "year")),
        ("as Jane Roe, 28, said", "en", (28, "year")),
    ],
)
def test_sums_shares_and_measures_have_their_units(text: str, language: str, expected: tuple[float, str]) -> None:
    (figure,) = figures_in(text, language)
    assert (figure.value, figure.unit) == expected


def test_a_range_shares_its_millions_and_its_currency() -> None:
    (figure,) = figures_in("It will cost $20 to $30 million.", "en")
    assert (figure.low, figure.high, figure.unit) == (20_000_000, 30_000_000, "USD")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le 12 mars 2019, à 15 heures, puis à 14h30.", "fr"),
        ("En 2015, puis entre 2007 et 2013, et depuis 2016 encore.", "fr"),
        ("L'article 49.3, la page 7 et le numéro 12.", "fr"),
        ("Le 19e siècle, les deux tiers, il y a dix ans, vingt ans plus tard.", "fr"),
        ("Les deux candidats et ces trois pays. Un homme marche.", "fr"),
        ("Le 01 45 67 89 10 ou www.exemple.fr/2019/35.", "fr"),
        ("Une personne sur cinq. La fusée d’Apollo 11 décolle.", "fr"),
        ("On March 12, 2019, at 3 pm and 10:30.", "en"),
        ("The team won 2-1 on the 3rd, in the 1990s.", "en"),
        ("Section 12, chapter 3; call 555-0199.", "en"),
        ("Ten years ago, and over the last 15 months.", "en"),
        ("The two leaders. One day they left. No evidence at all.", "en"),
        ("The 2018 death toll of a two-tier system, one in five, [1] (2).", "en"),
    ],
)
def test_dates_ranks_names_and_what_was_told_are_no_figures(text: str, language: str) -> None:
    assert told(text, language) == []


def test_only_the_passages_are_read() -> None:
    text = "35 ships\n\n40 ships"
    assert [figure.span for figure in find_figures(text, [Span(10, 18)], "en", [])] == [Span(10, 18)]


def test_absurd_figures_are_kept_without_a_value() -> None:
    (figure,) = figures_in(f"{'9' * 5000} morts", "fr")
    assert (figure.value, figure.low, figure.high, figure.unit) == (None, None, None, Unit.KILLED)


_PIECES = (
    "35 | 2015|une |dizaine| de |morts|$|%|-| et |entre |dont | personnes| tuées|,|.|\n|aucun |«|ans| à |others|(|two "
)


@given(st.lists(st.sampled_from(_PIECES.split("|")) | st.text(max_size=3), max_size=30).map("".join))
def test_any_text_has_figures_within_it(text: str) -> None:
    for language in ("fr", "en"):
        figures = figures_in(text, language)
        assert all(figure.span.of(text) and figure.span.end <= len(text) for figure in figures)
        assert figures == sorted(figures, key=lambda figure: figure.span)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["never_before", "none", "harm_before", "harm_behind", "harm_tally"])
def test_what_is_sought_in_lower_case_has_no_capitals(name: str, language: str) -> None:
    words = re.sub(r"\\.|\(\?P<\w+>", "", getattr(figure_words(language), name).pattern)
    assert words == words.lower()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("PAGE 12 WAS LEFT BLANK.", "en"),
        ("LA PAGE 12 EST RESTÉE VIDE.", "fr"),
    ],
)
def test_words_in_capitals_keep_a_number_from_being_a_figure_too(text: str, language: str) -> None:
    assert told(text, language) == []


def test_words_in_capitals_tell_what_befell_the_counted_too() -> None:
    assert [unit for _, _, unit in told("FLOODS KILLED 12 IN GORVA.", "en")] == [Unit.KILLED]
    assert [unit for _, _, unit in told("LES CRUES ONT TUÉ 12 HABITANTS.", "fr")] == [Unit.KILLED]
