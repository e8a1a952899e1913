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
        ("They danced over the weekend after the vote.", "en", ("the weekend", "DATE", "2019-W10-WE")),
        ("She arrived at 2:30 p.m. Tuesday.", "en", ("2:30 p.m. Tuesday", "TIME", "2019-03-12T14:30")),
        ("It was the music of the 1980s.", "en", ("the 1980s", "DATE", "198")),
        ("The law has changed recently.", "en", ("recently", "DATE", "PAST_REF")),
        ("It is now closed.", "en", ("now", "DATE", "PRESENT_REF")),
        ("They met on Christmas 2017.", "en", ("Christmas 2017", "DATE", "2017-12-25")),
        ("Il viendra à Pâques.", "fr", ("Pâques", "DATE", "2019-04-21")),
        ("L'accord du 03/04/2018", "fr", ("03/04/2018", "DATE", "2018-04-03")),
        ("The deal of 03/04/2018", "en", ("03/04/2018", "DATE", "2018-03-04")),
        ("The deal of 25/04/2018", "en", ("25/04/2018", "DATE", "2018-04-25")),
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
    ("text", "value"),
    [
        ("The senator flew to the United States and will speak on Monday.", "2019-03-18"),
        ("Officials of the United States will act on Friday.", "2019-03-15"),
        ("They look for a way around Monday's ruling.", "2019-03-11"),
        ("He would appeal Tuesday's ruling.", "2019-03-12"),
        ("He would win November's election.", "2019-11"),
        ("The case is heard in May.", "2019-05"),
        ("On Monday, Gov. Roux resigned.", "2019-03-11"),
        ("She will meet Sen. Roux, Mrs. Blanc and Mr. J. Noir on Monday.", "2019-03-18"),
        ("Friday's vote will decide it.", "2019-03-15"),
        ("The rebels hid there Saturday.", "2019-03-09"),
        ("The vote will be held Saturday.", "2019-03-16"),
        ("Turnout will matter this November.", "2019-11"),
        ("Turnout was high this November.", "2019-11"),
    ],
)
def test_english_verbs_and_owners_tell_the_side_and_other_words_do_not(text: str, value: str) -> None:
    assert only(text, "en").value == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was the night before last.", ("the night before last", "TIME", "2019-03-11TNI")),
        ("It opens the week after next.", ("the week after next", "DATE", "2019-W13")),
        ("He rests every other day.", ("every other day", "SET", "P2D")),
        ("They vote every few years.", ("every few years", "SET", "PXY")),
        ("They meet every Monday night.", ("every Monday night", "SET", "XXXX-WXX-1TNI")),
        ("He eats three times a day.", ("three times a day", "SET", "P1D")),
        ("A mill of the nineteenth century", ("the nineteenth century", "DATE", "18")),
        ("It opened in nineteen oh five.", ("nineteen oh five", "DATE", "1905")),
        ("It opened in nineteen ninety six.", ("nineteen ninety six", "DATE", "1996")),
        ("It fell in the last quarter of 2017.", ("the last quarter of 2017", "DATE", "2017-Q4")),
        ("It fell in the latter half of 2017.", ("the latter half of 2017", "DATE", "2017-H2")),
        ("It rose in 2017's third quarter.", ("2017's third quarter", "DATE", "2017-Q3")),
        ("First-half sales rose.", ("First-half", "DATE", "2019-H1")),
        ("They sang in the '20s.", ("the '20s", "DATE", "192")),
        ("The month-long strike ended.", ("month-long", "DURATION", "P1M")),
        ("The yearlong strike ended.", ("yearlong", "DURATION", "P1Y")),
        ("It takes two to three weeks.", ("two to three weeks", "DURATION", "PXW")),
        ("It takes between three and five years.", ("between three and five years", "DURATION", "PXY")),
        ("It takes a day or two.", ("a day or two", "DURATION", "PXD")),
        ("It rose for six trading days.", ("six trading days", "DURATION", "P6D")),
        ("It grew over the last year and a half.", ("the last year and a half", "DURATION", "P1Y6M")),
        ("It fell in the year-ago nine months.", ("the year-ago nine months", "DURATION", "P9M")),
        ("He praised the eight-year reign.", ("eight-year", "DURATION", "P8Y")),
        ("He was born a quarter-century ago.", ("a quarter-century ago", "DATE", "1994")),
        ("It fell in the year 1800.", ("the year 1800", "DATE", "1800")),
        ("It grew in the second half of the 20th century.", ("the second half of the 20th century", "DATE", "19")),
        ("Sales fell in the first half of the year.", ("the first half of the year", "DATE", "2019-H1")),
        ("He spoke for more than half an hour.", ("more than half an hour", "DURATION", "PT30M")),
        ("He was born half a century ago.", ("half a century ago", "DATE", "1969")),
        ("It was sold two or three days ago.", ("two or three days ago", "DATE", "PAST_REF")),
        ("They will laugh years from now.", ("years from now", "DATE", "FUTURE_REF")),
        ("It was so in years past.", ("years past", "DATE", "PAST_REF")),
        ("It began at 8:30 Friday night.", ("8:30 Friday night", "TIME", "2019-03-08T20:30")),
        ("It began at 8:30 p.m. last night.", ("8:30 p.m. last night", "TIME", "2019-03-12T20:30")),
        ("It began at eight this morning.", ("eight this morning", "TIME", "2019-03-13T08:00")),
        ("It began at 7:34 AM ET.", ("7:34 AM ET", "TIME", "2019-03-13T07:34")),
        ("It began at 1530 GMT.", ("1530 GMT", "TIME", "2019-03-13T15:30")),
        ("It is dated 02-18-98.", ("02-18-98", "DATE", "1998-02-18")),
        ("It fell on Sept.11.", ("Sept.11", "DATE", "2018-09-11")),
        ("They met on Memorial Day 2018.", ("Memorial Day 2018", "DATE", "2018-05-28")),
        ("They met on Martin Luther King Day 2018.", ("Martin Luther King Day 2018", "DATE", "2018-01-15")),
    ],
)
def test_english_turns_of_phrase_are_read(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text, "en") == [expected]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Net rose in the quarter ended Dec. 31, up from a year earlier.", ["2018-Q4", "2018-12-31", "2017-Q4"]),
        ("It lost $2 million in the year-ago quarter.", ["2017-Q4"]),
        ("It lost $2 million in the 2016 quarter.", ["2016-Q4"]),
        ("It lost $2 million in the 2016 period.", ["2016"]),
        ("Profit soared in the fiscal second quarter.", ["2018-Q2"]),
        ("Prices fell by a third since year-end.", ["2018-12-31"]),
        ("Prices will fall by year-end.", ["2019-12-31"]),
        ("He was seen on March 1, and again the following Monday.", ["2019-03-01", "2019-03-04"]),
        ("He was seen on March 1, and also the previous Friday.", ["2019-03-01", "2019-02-22"]),
        ("Sales for the week ended March 1", ["P1W", "2019-03-01"]),
    ],
)
def test_quarters_that_firms_report_and_days_beside_a_day_hang_on_what_was_named(text: str, values: list[str]) -> None:
    assert [value for _, _, value in found(text, "en")] == values


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
        ("He was born half a century ago.", "en", "OFFSET -P50Y"),
        ("It was made 99999999999999999999 years ago.", "en", None),
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
        ("Of these, twenty six stayed.", "en"),
        ("House Bill 1523 was signed under Section 1871.", "en"),
        ("One-quarter of them left in the second half of the game.", "en"),
        ("It cut up to eighteen thousand jobs.", "en"),
        ("A crowd of 2000 people", "en"),
        ("The man is in his late fifties.", "en"),
        ("He sat in the sun.", "en"),
        ("He runs the March of Dimes.", "en"),
        ("She was the Person of the Year.", "en"),
        ("He told USA Today so.", "en"),
        ("They shop on Black Friday.", "en"),
        ("He writes for the Daily Post.", "en"),
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
_SPOKEN = "nineteen oh five to ended before other GMT this half between every century after ET"
_ENGLISH = "the last next quarter of May 3 , 2:30 p.m. ago '90s 12/31/9999 century every a couple days later half year"
_WORDS = st.sampled_from([*_FRENCH.split(), *_ENGLISH.split(), *_SPOKEN.split()])


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
