"""The words around numbers by which figures are told, as patterns made from one language's data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from selon.extract.glance import glance_at
from selon.language.countries import countries_of
from selon.language.lexicon import Noun, lexicon_of, read_table
from selon.language.measures import Measures, measures_of
from selon.language.words import folded
from selon.record import Unit

_REFERRING = frozenset(("definite", "demonstrative", "possessive", "own"))
_SPACE = r"[^\S\n]"


class Bound(StrEnum):
    """How surely a number is given, where not exactly."""

    APPROXIMATE = "approximate"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True)
class FigureWords:
    """One language's words around numbers. Patterns named `before` end where the number begins.

    The groups of those that begin with `harm` are named for the Unit that says what befell the counted; in `harm_tally`
    the noun for them comes before their number. These, `none` and `never_before` are asked of text in lower case, which
    takes half of the time. units_of_nouns: what counting each folded noun counts.
    """

    bound_before: re.Pattern[str]
    bound_behind: re.Pattern[str]
    range_before: re.Pattern[str]
    range_gap: re.Pattern[str]
    change_before: re.Pattern[str]
    between_before: re.Pattern[str]
    between_gap: re.Pattern[str]
    never_before: re.Pattern[str]
    never_at: re.Pattern[str]
    moment_before: re.Pattern[str]
    moment_within: re.Pattern[str]
    moment_behind: re.Pattern[str]
    half_behind: re.Pattern[str]
    age_before: re.Pattern[str]
    age_apposed: re.Pattern[str]
    age_behind: re.Pattern[str]
    referring_before: re.Pattern[str]
    price_before: re.Pattern[str]
    sign_behind: re.Pattern[str]
    of_them: re.Pattern[str]
    part_before: re.Pattern[str]
    coordination: re.Pattern[str]
    none: re.Pattern[str]
    harm_before: re.Pattern[str]
    harm_behind: re.Pattern[str]
    harm_tally: re.Pattern[str]
    of: re.Pattern[str]
    determiner: re.Pattern[str]
    measures: Measures
    units_of_nouns: Mapping[str, Unit]
    stops: frozenset[str]
    between: frozenset[str]
    others: frozenset[str]
    plurals: frozenset[str]
    plural: re.Pattern[str]
    noun_first: bool


@cache
def figure_words(language: str) -> FigureWords:
    """The words of `language` (ISO 639-1). Raises UnknownLanguageError for a language that selon does not read."""
    table, lexicon, measures = read_table(language, "figures"), lexicon_of(language), measures_of(language)
    nouns, harm, tally = table["nouns"], table["harm"], table["tally"]
    harmed = {unit: _any_of(words["nouns"]) for unit, words in harm.items()}
    determiners, plural = _whole(lexicon.determiners), re.compile(nouns["plural"])
    referring = [word for word, trait in lexicon.determiners.items() if trait.sort in _REFERRING]
    never, moments, part, spread = table["never"], table["moments"], table["part"], table["range"]
    return FigureWords(
        bound_before=_before(_groups({bound: table[bound]["before"] for bound in Bound})),
        bound_behind=_at(_groups({bound: table[bound]["behind"] for bound in Bound}) + r")(?!\w"),
        range_before=_before(spread["before_first"]),
        range_gap=_at(spread["joined"]),
        change_before=_before(spread["change"]),
        between_before=_before(spread["both_ends"]),
        between_gap=_at(spread["between"]),
        never_before=re.compile(never["before"], re.VERBOSE),
        never_at=re.compile(never["at"], re.IGNORECASE | re.VERBOSE),
        moment_before=re.compile(rf"(?<!\w){moments['before']}", re.IGNORECASE),
        moment_within=_at(moments["within"]),
        moment_behind=_at(moments["behind"]),
        half_behind=_at(rf"{_any_of(read_table(language, 'numbers')['halves'])}(?!\w)"),
        age_before=re.compile(table["ages"]["before"]),
        age_apposed=re.compile(table["ages"]["apposed"]),
        age_behind=re.compile(table["ages"]["behind"]),
        referring_before=_before(rf"(?:{_whole(referring)}|{nouns['owner']})(?:{_SPACE}+{_any_of(nouns['between'])})?"),
        price_before=re.compile(rf"(?P<sign>{_any_of(table['prices'])}){_SPACE}?$"),
        sign_behind=re.compile(rf"{_SPACE}?(?P<sign>{_any_of(table['signs'])})"),
        of_them=_at(part["of_them"]),
        part_before=re.compile(rf"(?<!\w){part['included']}", re.IGNORECASE),
        coordination=_at(part["joined"]),
        none=_none(table["none"]),
        harm_before=_before(
            rf"(?:{_groups({unit: words['before'] for unit, words in harm.items()})})(?:{_SPACE}+{determiners})?",
            re.NOFLAG,
        ),
        harm_behind=_anywhere(
            _groups({unit: words["behind"] for unit, words in harm.items()}), table["objects"]["behind"]
        ),
        harm_tally=_before(
            rf"{tally['of']}\b[^.;\n]{{0,25}}\b(?:{_groups(harmed)})\b[^.;\n]{{0,60}}\b{tally['at']}", re.NOFLAG
        ),
        of=re.compile(rf"{_SPACE}+{_whole(nouns['of'])}", re.IGNORECASE),
        determiner=re.compile(rf"{_SPACE}*{determiners}", re.IGNORECASE),
        measures=measures,
        units_of_nouns=_units_of_nouns(language, nouns["people"], harm, plural),
        stops=lexicon.function_words | _fold_all(nouns["stops"]),
        between=_fold_all(nouns["between"]),
        others=_fold_all(nouns["others"]),
        plurals=_fold_all(nouns["plurals"] + nouns["people"]).union(
            *(_fold_all(one["nouns"]) for one in harm.values())
        ),
        plural=plural,
        noun_first=lexicon.noun_first,
    )


def _units_of_nouns(
    language: str, people: Iterable[str], harm: Mapping[str, Any], plural: re.Pattern[str]
) -> dict[str, Unit]:
    """What counting each folded noun counts: people, by what they are or where they are from, or those harmed."""
    heads = lexicon_of(language).heads.items()
    units = {form: Unit.PERSON for form in countries_of(language).demonyms if plural.search(form)}
    units |= {form: Unit.PERSON for form, head in heads if head.noun in (Noun.OFFICE, Noun.ROLE)}
    units |= {form: Unit.PERSON for noun in _fold_all(people) for form in (noun, plural.sub("", noun))}
    return units | {noun: Unit(unit) for unit, words in harm.items() for noun in _fold_all(words["nouns"])}


def _none(table: Mapping[str, str]) -> re.Pattern[str]:
    words = rf"(?:(?P<nobody>{table['nobody']})|{table['counted']})"
    return re.compile(rf"{glance_at(words)}(?<![\w'’-]){words}(?!\w)")


def _groups(patterns: Mapping[str, str]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())


def _anywhere(pattern: str, objects: str) -> re.Pattern[str]:
    glance = glance_at(f"(?:{pattern})")
    return re.compile(rf"{glance}(?<![\w-])(?:{pattern})(?![\w-])(?!{_SPACE}+{objects})")


def _before(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"{glance_at(f'(?:{pattern})')}(?<![\w-])(?:{pattern})[\s«“\"]*$", flags)


def _at(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_SPACE}*(?:{pattern})", re.IGNORECASE)


def _whole(words: Iterable[str]) -> str:
    """Any of the words, with either apostrophe, and not as the beginning of a longer word."""
    either = _any_of(words).replace("'", "['’]")
    return rf"{either}(?:(?<=['’])|(?!\w))"


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"


def _fold_all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, words))
