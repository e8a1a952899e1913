"""Numbers in digits and in words."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import UnknownLanguageError
from selon.language.lexicon import read_table
from selon.language.numbers import find_numbers, number_of

_FRENCH = """zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept
dix-huit dix-neuf - - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt"""
_ENGLISH = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen - - twenty thirty forty fifty sixty seventy eighty ninety"""
_FRENCH_ONES, _FRENCH_TENS = _FRENCH.split()[:20], _FRENCH.split()[20:]
_ENGLISH_ONES, _ENGLISH_TENS = _ENGLISH.split()[:20], _ENGLISH.split()[20:]
_PARTS = "un deux vingt cent mille millions dizaine de et demi plusieurs douze , pour"


def in_french(number: int) -> str:
    """A number under a thousand million in words."""
    for size, name in ((1_000_000, "million"), (1000, "mille"), (100, "cent")):
        count, rest = divmod(number, size)
        if count:
            head = name if count == 1 and size < 1_000_000 else f"{in_french(count)} {name}"
            head += "s" if count > 1 and size != 1000 and not (size == 100 and rest) else ""
            return f"{head} {in_french(rest)}" if rest else head
    if number < 20:
        return _FRENCH_ONES[number]
    tens, ones = divmod(number, 10)
    ones += 10 * (tens in (7, 9))
    if not ones:
        return _FRENCH_TENS[tens] + "s" * (tens == 8)
    return _FRENCH_TENS[tens] + (" et " if ones in (1, 11) and tens < 8 else "-") + _FRENCH_ONES[ones]


def in_english(number: int) -> str:
    """A number under a thousand million in words."""
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        count, rest = divmod(number, size)
        if count:
            joint = " and " if rest < 100 else " "
            head = f"{in_english(count)} {name}"
            return f"{head}{joint}{in_english(rest)}" if rest else head
    if number < 20:
        return _ENGLISH_ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_ENGLISH_TENS[tens]}-{_ENGLISH_ONES[ones]}" if ones else _ENGLISH_TENS[tens]


@given(st.integers(0, 999_999_999))
def test_numbers_in_words_are_read_back(number: int) -> None:
    assert number_of(in_french(number), "fr") == number
    assert number_of(in_english(number), "en") == number


@given(st.integers(0, 10**15))
def test_numbers_in_grouped_digits_are_read_back(number: int) -> None:
    assert number_of(f"{number:,}".replace(",", "\u202f"), "fr") == number
    assert number_of(f"{number:,}", "en") == number


@pytest.mark.parametrize(
    ("words", "language", "value"),
    [
        ("1 234,5", "fr", 1234.5),
        ("10\u202f000", "fr", 10_000),
        ("30.000", "fr", 30_000),
        ("1,2 million", "fr", 1_200_000),
        ("un million et demi", "fr", 1_500_000),
        ("septante-cinq", "fr", 75),
        ("mille neuf cent quatre-vingt-dix-neuf", "fr", 1999),
        ("une dizaine de milliers", "fr", 10_000),
        ("1,234.5", "en", 1234.5),
        ("20m", "en", None),
        ("half a million", "en", 500_000),
        ("two and a half million", "en", 2_500_000),
        ("a dozen", "en", 12),
        ("nineteen hundred", "en", 1900),
        ("dozens", "en", None),
        ("deux hommes", "fr", None),
        ("Paris", "fr", None),
        ("\u017fept", "fr", 7),
        ("", "fr", None),
    ],
)
def test_words_come_to_one_value(words: str, language: str, value: float | None) -> None:
    assert number_of(words, language) == value


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("entre vingt et trente, ou deux ou trois", "fr", ["vingt", "trente", "deux", "trois"]),
        ("between one hundred and two hundred", "en", ["one hundred", "two hundred"]),
        ("le 19e, la 3 e, vingt-troisième, deux tiers, quatre pour cent", "fr", ["quatre"]),
        ("the 3rd, the 1990s, twenty-first, two thirds, no one", "en", []),
        ("A320, Covid-19, 12:30, 1.2.3, #7", "fr", []),
        ("£1.5bn and 20m€", "en", ["1.5bn", "20m"]),
    ],
)
def test_ranks_fractions_and_names_are_no_numbers(text: str, language: str, found: list[str]) -> None:
    assert [number.span.of(text) for number in find_numbers(text, language)] == found


def test_indefinite_and_rough_numbers_say_so() -> None:
    tens, about = find_numbers("des dizaines de milliers, une trentaine", "fr")
    assert (tens.value, tens.least) == (None, 10_000)
    assert (about.value, about.rough) == (30, True)


def test_a_loss_in_brackets_is_negative() -> None:
    assert [number.value for number in find_numbers("le PIB ( - 7,4 %), puis -2 %", "fr")] == [-7.4, -2]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_absurd_number_has_no_value(language: str) -> None:
    (number,) = find_numbers("9" * 100_000, language)
    assert number.value is None


@given(st.text(alphabet=st.sampled_from("0123456789 .,-−('’€$%kmunt\n\u202fé") | st.characters(), max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for language in ("fr", "en"):
        for number in find_numbers(text, language):
            assert number.span.of(text)


@given(st.lists(st.sampled_from(_PARTS.split())))
def test_any_row_of_number_words_can_be_searched(words: list[str]) -> None:
    spans = [number.span for number in find_numbers(" ".join(words), "fr")]
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize("between", ["-et-", " et ", "‑et‑", "\u00a0et\u202f", "   et   ", " " * 30 + "et" + " " * 30])
def test_what_joins_parts_of_a_number_may_have_hyphens_and_any_spaces_around_it(between: str) -> None:
    assert number_of(f"vingt{between}un", "fr") == 21


def test_all_languages_have_the_same_tables() -> None:
    for name in ("numbers", "figures"):
        assert read_table("fr", name).keys() == read_table("en", name).keys()


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(UnknownLanguageError):
        number_of("one", "xx")
