"""Time expressions: where they stand, what they come to, and what is left open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import UnknownLanguageError
from selon.extract.dates import find_times
from selon.record import Span, TimeExpression, TimeType

# A Wednesday.
PUBLISHED = date(2019, 3, 13)


def found(text: str, language: str, published: date | None = PUBLISHED) -> list[tuple[str, str, str | None]]:
    times = find_times(text, [Span(0, len(text))], language, published)
    return [(time.span.of(text), time.type.value, time.value) for time in times]


def only(text: str, language: str, published: date | None = PUBLISHED) -> TimeExpression:
    (time,) = find_times(text, [Span(0, len(text))], language, published)
    return time


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Le maire a été élu lundi.", "fr", "2019-03-11"),
        ("Le conseil se réunira lundi.", "fr", "2019-03-18"),
        ("Dimanche, les électeurs choisiront leur maire.", "fr", "2019-03-17"),
        ("Dimanche, les électeurs avaient choisi leur maire.", "fr", "2019-03-10"),
        ("The mayor resigned on Monday.", "en", "2019-03-11"),
        ("The council will meet on Monday.", "en", "2019-03-18"),
        ("The vote is scheduled for Sunday.", "en", "2019-03-17"),
        ("He fell ill in November.", "en", "2018-11"),
        ("Les travaux commenceront en juin.", "fr", "2019-06"),
    ],
)
def test_the_tense_of_the_clause_tells_on_which_side_of_publication_a_day_lies(
    text: str, language: str, value: str
) -> None:
    assert only(text, language).value == value


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Il est parti hier.", "fr", ("hier", "DATE", "2019-03-12")),
        ("C'était en novembre dernier.", "fr", ("novembre dernier", "DATE", "2018-11")),
        ("Il est né il y a environ quatre mois.", "fr", ("il y a environ quatre mois", "DATE", "2018-11")),
        ("Ce sera la semaine prochaine.", "fr", ("la semaine prochaine", "DATE", "2019-W12")),
        ("Le défilé du 14 juillet 2018", "fr", ("14 juillet 2018", "DATE", "2018-07-14")),
        ("Il arrive à 14h30.", "fr", ("14h30", "TIME", "2019-03-13T14:30")),
        ("Il est arrivé hier matin.", "fr", ("hier matin", "TIME", "2019-03-12TMO")),
        ("Ils aiment les années 80.", "fr", ("les années 80", "DATE", "198")),
        ("Un peintre du XXe siècle", "fr", ("XXe siècle", "DATE", "19")),
        ("Les ventes du deuxième trimestre 2018", "fr", ("deuxième trimestre 2018", "DATE", "2018-Q2")),
        ("Ce fut l'été dernier.", "fr", ("l'été dernier", "DATE", "2018-SU")),
        ("He left yesterday morning.", "en", ("yesterday morning", "TIME", "2019-03-12TMO")),
        ("He was born three years ago.", "en", ("three years ago", "DATE", "2016")),
        ("Sales rose in the third quarter of 2017.", "en", ("the third quarter of 2017", "DATE", "2017-Q3")),
        ("Profit grew in fiscal 2018.", "en", ("fiscal 2018", "DATE", "2018")),
        ("She arrived at 2:30 p.m. Tuesday.", "en", ("2:30 p.m. Tuesday", "TIME", "2019-03-12T14:30")),
        ("It was the music of the 1980s.", "en", ("the 1980s", "DATE", "198")),
        ("The law has changed recently.", "en", ("recently", "DATE", "PAST_REF")),
        ("It is now closed.", "en", ("now", "DATE", "PRESENT_REF")),
        ("They met on Christmas 2017.", "en", ("Christmas 2017", "DATE", "2017-12-25")),
        ("Il viendra à Pâques.", "fr", ("Pâques", "DATE", "2019-04-21")),
    ],
)
def test_dates_and_times_are_counted_from_the_day_of_publication(
    text: str, language: str, expected: tuple[str, str, str]
) -> None:
    assert found(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Il a travaillé un an et demi.", "fr", ("un an et demi", "DURATION", "P1Y6M")),
        ("Il a attendu pendant vingt-deux minutes.", "fr", ("vingt-deux minutes", "DURATION", "PT22M")),
        ("Il pleut depuis plusieurs jours.", "fr", ("plusieurs jours", "DURATION", "PXD")),
        ("Prices fell over the past three years.", "en", ("the past three years", "DURATION", "P3Y")),
        ("They signed a two-year deal.", "en", ("two-year", "DURATION", "P2Y")),
        ("It took half an hour.", "en", ("half an hour", "DURATION", "PT30M")),
        ("The talks lasted for weeks.", "en", ("weeks", "DURATION", "PXW")),
        ("Il court tous les jeudis.", "fr", ("tous les jeudis", "SET", "XXXX-WXX-4")),
        ("Il vote tous les deux ans.", "fr", ("tous les deux ans", "SET", "P2Y")),
        ("Chaque jour, il écrit.", "fr", ("Chaque jour", "SET", "P1D")),
        ("They meet every Tuesday.", "en", ("every Tuesday", "SET", "XXXX-WXX-2")),
        ("They meet twice a week.", "en", ("twice a week", "SET", "P1W")),
    ],
)
def test_lengths_and_recurring_times_have_values_of_their_own(
    text: str, language: str, expected: tuple[str, str, str]
) -> None:
    assert found(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language", "value", "mod"),
    [
        ("Il paiera au début du mois.", "fr", "2019-03", "START"),
        ("La fin de l'année dernière fut dure.", "fr", "2018", "END"),
        ("Il a dormi environ deux heures.", "fr", "PT2H", "APPROX"),
        ("It happened in mid-1996.", "en", "1996", "MID"),
        ("He spoke for more than four hours.", "en", "PT4H", "MORE_THAN"),
        ("It takes at least six months.", "en", "P6M", "EQUAL_OR_MORE"),
    ],
)
def test_a_word_that_bounds_a_time_is_its_modifier(text: str, language: str, value: str, mod: str) -> None:
    time = only(text, language)
    assert (time.value, time.mod) == (value, mod)


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("Les 6 et 13 avril 2018", "fr", ["2018-04-06", "2018-04-13"]),
        ("Fermé du 3 au 6 avril", "fr", ["2019-04-03", "2019-04-06"]),
        ("Ouvert de 14 h à 18 h", "fr", ["2019-03-13T14:00", "2019-03-13T18:00"]),
        ("It lasted from 1998 to 2002.", "en", ["1998", "2002"]),
    ],
)
def test_a_range_is_two_times_that_share_what_is_said_once(text: str, language: str, values: list[str]) -> None:
    assert [value for _, _, value in found(text, language)] == values


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("Élu le 3 mai 2017, il démissionna le lendemain.", "fr", ["2017-05-03", "2017-05-04"]),
        ("Il a été vu mardi. À 9 h, il dormait.", "fr", ["2019-03-12", "2019-03-12T09:00"]),
        ("He was elected in 2005 and left the following year.", "en", ["2005", "2006"]),
        ("Net rose in the third quarter of 2018, up from a year earlier.", "en", ["2018-Q3", "2017-Q3"]),
    ],
)
def test_a_time_may_be_counted_from_the_one_named_before(text: str, language: str, values: list[str]) -> None:
    assert [value for _, _, value in found(text, language)] == values


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Il est parti lundi.", "fr", "XXXX-WXX-1"),
        ("C'était le 14 juillet.", "fr", "XXXX-07-14"),
        ("Il est parti hier.", "fr", "OFFSET -P1D"),
        ("It rained last week.", "en", "OFFSET -P1W"),
        ("He died three years ago.", "en", "OFFSET -P3Y"),
        ("He died in October.", "en", "XXXX-10"),
        ("He arrived at 9 a.m.", "en", "T09:00"),
        ("He died on 3 May 1998.", "en", "1998-05-03"),
        ("It is now closed.", "en", "PRESENT_REF"),
        ("C'était en mai 68.", "fr", None),
        ("He left two days later.", "en", None),
    ],
)
def test_without_a_day_of_publication_a_value_stays_relative(text: str, language: str, value: str | None) -> None:
    assert only(text, language, None).value == value


@pytest.mark.parametrize(
    ("text", "language", "type_"),
    [
        ("le 31 février", "fr", TimeType.DATE),
        ("le 31/02/2018", "fr", TimeType.DATE),
        ("le lundi 5 mars 2019", "fr", TimeType.DATE),
        ("le 12 mai 1431", "fr", TimeType.DATE),
        ("à 25 h 99", "fr", TimeType.TIME),
        ("pendant 99999999999999999999 ans", "fr", TimeType.DURATION),
        ("Sunday, March 12", "en", TimeType.DATE),
        ("February 30", "en", TimeType.DATE),
        ("98765 years ago", "en", TimeType.DATE),
    ],
)
def test_a_time_that_no_calendar_has_is_found_and_left_unresolved(text: str, language: str, type_: TimeType) -> None:
    time = only(text, language)
    assert (time.type, time.value) == (type_, None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Un homme de 38 ans", "fr"),
        ("Paul Roux, 53 ans, mécanicien", "fr"),
        ("Il a été blessé.", "fr"),
        ("Une foule de 2000 personnes", "fr"),
        ("A 6-year-old boy", "en"),
        ("It may rain, and they march on.", "en"),
        ("It cost $1995.", "en"),
    ],
)
def test_ages_amounts_and_other_words_are_no_times(text: str, language: str) -> None:
    assert found(text, language) == []


def test_only_the_passages_given_are_read() -> None:
    text = "Publié lundi.\n\nIl est parti hier."
    (time,) = find_times(text, [Span(15, len(text))], "fr", PUBLISHED)
    assert time.span.of(text) == "hier"


def test_a_language_without_times_is_refused() -> None:
    with pytest.raises(UnknownLanguageError):
        find_times("gestern", [Span(0, 7)], "de", PUBLISHED)


_FRENCH = "le lundi 31 février 1500 99 hier à 25 h il y a deux ans début fin 0 XXe siècle week-end semaine 1e9 ½ İle"
_ENGLISH = "the last next quarter of May 3 , 2:30 p.m. ago '90s 12/31/9999 century every a couple days later half year"
_WORDS = st.sampled_from([*_FRENCH.split(), *_ENGLISH.split()])


@given(
    st.one_of(st.text(), st.lists(_WORDS).map(" ".join)),
    st.sampled_from(("fr", "en")),
    st.one_of(st.none(), st.dates()),
)
def test_any_text_gives_spans_inside_it_in_order_and_without_overlap(
    text: str, language: str, published: date | None
) -> None:
    times = find_times(text, [Span(0, len(text))], language, published)
    bounds = [bound for time in times for bound in (time.span.start, time.span.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= time.span.start < time.span.end <= len(text) for time in times)
