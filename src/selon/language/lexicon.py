"""The words of one language by which speakers are told, read from its data files.

Every language is a folder beside this module with the same files; nothing here knows any of them by name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from selon.errors import UnknownLanguageError
from selon.language.words import folded

_VOWELS = frozenset("aeiouyh")


class _Word(Protocol):
    @property
    def key(self) -> str: ...


class Noun(StrEnum):
    """What a noun makes of the phrase it heads."""

    OFFICE = "offices"
    ROLE = "roles"
    GROUP = "groups"
    NATIONAL = "states_with_nationality"
    ORGANISATION = "organisations"
    STATE = "states"
    DOCUMENT = "documents"


@dataclass(frozen=True, slots=True)
class Trait:
    """What a determiner or pronoun says: `sort` of reference, gender and number, each "either" when it says nothing."""

    sort: str
    gender: str
    number: str


@dataclass(frozen=True, slots=True)
class Head:
    """A noun form as listed: its lemma, what it makes of its phrase, its gender if it tells one, and its number."""

    lemma: str
    noun: Noun
    gender: str
    plural: bool


@dataclass(frozen=True)
class Lexicon:
    """The closed classes, nouns and titles of one language; every word is folded."""

    language: str
    elisions: tuple[str, ...]
    enclitics: tuple[str, ...]
    participle_ending: str
    particles: frozenset[str]
    connectors: frozenset[str]
    conjunctions: frozenset[str]
    relatives: frozenset[str]
    inclusions: frozenset[str]
    of: frozenset[str]
    units: frozenset[str]
    adjective_endings: tuple[str, ...]
    locatives: frozenset[str]
    prepositions: frozenset[str]
    function_words: frozenset[str]
    quantifiers: frozenset[str]
    adjectives: frozenset[str]
    portfolios: frozenset[str]
    name_words: frozenset[str]
    generic_people: frozenset[str]
    generic_bodies: frozenset[str]
    announcing: frozenset[str]
    determiners: dict[str, Trait]
    pronouns: dict[str, Trait]
    titles: dict[str, str]
    heads: dict[str, Head]
    head_lengths: dict[str, int]
    offices: dict[str, frozenset[str]]
    noun_first: bool
    grammatical_gender: bool
    owner: str
    owner_before_vowel: str

    def head_at(self, tokens: Sequence[_Word], place: int, end: int | None = None) -> tuple[int, Head] | None:
        """The longest listed noun that begins at `place` and ends by `end`, with where it ends."""
        length = self.head_lengths.get(tokens[place].key, 0)
        last = min(len(tokens) if end is None else end, place + length)
        for stop in range(last, place, -1):
            if head := self.heads.get(" ".join([token.key for token in tokens[place:stop]]).replace("' ", "'")):
                return stop, head
        return None

    def owned(self, thing: str, owner: str) -> str:
        """`thing` as the `owner`'s: entourage de Jean Petit, Laura Pembroke's lawyer."""
        template = self.owner_before_vowel if folded(owner)[:1] in _VOWELS else self.owner
        return template.format(thing=thing, owner=owner)

    def same_office(self, lemma: str) -> frozenset[str]:
        """The lemmas that name the same office as `lemma`, itself included."""
        return self.offices.get(lemma, frozenset((lemma,)))


def read_table(language: str, name: str) -> dict[str, Any]:
    """The data file `name`.toml of `language` (ISO 639-1). Raises UnknownLanguageError where there is none."""
    file = files(__package__) / language / f"{name}.toml"
    if not file.is_file():
        raise UnknownLanguageError(f"selon has no {name} for the language {language!r}")
    table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return table


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of `language` (ISO 639-1). Raises UnknownLanguageError for a language that selon does not read."""
    grammar, people = read_table(language, "grammar"), read_table(language, "people")
    bodies = read_table(language, "organisations")
    heads = dict(_heads(people, bodies))
    return Lexicon(
        language=language,
        elisions=tuple(grammar["elisions"]),
        enclitics=tuple(grammar["enclitics"]),
        participle_ending=grammar["participle_ending"],
        particles=_fold_all(grammar["name_particles"]),
        connectors=_fold_all(grammar["connectors"]),
        conjunctions=_fold_all(grammar["conjunctions"]),
        relatives=_fold_all(grammar["relatives"]),
        inclusions=_fold_all(grammar["inclusions"]),
        of=_fold_all(grammar["of"]),
        adjective_endings=tuple(map(folded, grammar["adjective_endings"])),
        units=_fold_all(grammar["units"]),
        locatives=_fold_all(grammar["locatives"]),
        prepositions=_fold_all(grammar["prepositions"]),
        function_words=_fold_all(grammar["function_words"]),
        quantifiers=_fold_all(grammar["quantifiers"]["plural"]),
        adjectives=_fold_all(people["adjectives"]),
        portfolios=_fold_all(people["portfolios"]),
        name_words=_fold_all(bodies["name_words"]),
        generic_people=_fold_all(people["generic"]),
        generic_bodies=_fold_all(bodies["generic"]),
        announcing=_fold_all(bodies["announcing"]),
        determiners=_traits(grammar["determiners"]),
        pronouns=_traits(grammar["pronouns"]),
        titles={folded(word): gender for gender, words in grammar["titles"].items() for word in words},
        heads=heads,
        head_lengths=word_counts(heads),
        offices=_offices(people["same_office"]),
        noun_first=grammar["noun_first"],
        grammatical_gender=grammar["grammatical_gender"],
        owner=grammar["owner"],
        owner_before_vowel=grammar["owner_before_vowel"],
    )


@cache
def given_names() -> dict[str, str]:
    """Given names, folded, with the gender they tell: masculine, feminine or either."""
    genders: dict[str, str] = {}
    table: dict[str, str] = tomllib.loads((files(__package__) / "given_names.toml").read_text(encoding="utf-8"))
    for gender, names in table.items():
        for name in map(folded, names.split()):
            genders[name] = gender if genders.get(name, gender) == gender else "either"
    return genders


def _fold_all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, words))


def _traits(table: dict[str, str]) -> dict[str, Trait]:
    return {folded(word): Trait(*said.split()) for word, said in table.items()}


def _offices(groups: list[list[str]]) -> dict[str, frozenset[str]]:
    offices: dict[str, frozenset[str]] = {}
    for group in map(_fold_all, groups):
        for lemma in group:
            offices[lemma] = offices.get(lemma, frozenset()) | group
    return offices


def word_counts(phrases: Iterable[str]) -> dict[str, int]:
    """How many words the longest phrase has that begins with each word."""
    lengths: dict[str, int] = {}
    for phrase in phrases:
        words = re.sub(r"(?<=')(?=\w)", " ", phrase).split()
        lengths[words[0]] = max(lengths.get(words[0], 0), len(words))
    return lengths


def _heads(people: dict[str, Any], bodies: dict[str, Any]) -> Iterator[tuple[str, Head]]:
    """Every form of every noun; a form that is listed twice takes the class that comes last."""
    for noun in reversed(Noun):
        for entry in {**people, **bodies}.get(noun.value, ()):
            yield from _forms(entry, noun)


def _forms(entry: str, noun: Noun) -> Iterator[tuple[str, Head]]:
    """The forms of one entry: masculine | feminine | either side, variants of a side parted by commas."""
    sides = [[folded(form) for form in side.split(",") if form.strip()] for side in entry.split("|")]
    lemma = next(form for side in sides for form in side)
    genders = ("masculine", "feminine", "either") if len(sides) > 1 else ("either",)
    for gender, side in zip(genders, sides, strict=False):
        for form in side:
            yield form, Head(lemma, noun, gender, plural=False)
            for plural in _plurals(form):
                yield plural, Head(lemma, noun, gender, plural=True)


def _plurals(form: str) -> Iterator[str]:
    """The regular plurals of French and English alike, of the first word, the last and all of them."""
    words = form.split()
    for chosen in ({0}, {len(words) - 1}, set(range(len(words)))):
        for irregular in (False, True):
            parts = [_plural(word, irregular) if place in chosen else word for place, word in enumerate(words)]
            if (plural := " ".join(parts)) != form:
                yield plural


def _plural(word: str, irregular: bool) -> str:
    """`word` with its plural ending, or with the other one that words like it may have (officials, généraux)."""
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al") and irregular:
        return word[:-1] + "ux"
    if word.endswith("eau"):
        return word + "x"
    if word.endswith("y") and word[-2:-1] not in "aeou":
        return word[:-1] + "ies"
    return word + "s"
