"""What kind of speaker a noun phrase without a person's name stands for."""

from __future__ import annotations

from selon.extract.actors import Actor
from selon.extract.discourse import Discourse
from selon.extract.names import Name
from selon.extract.phrases import Phrase
from selon.language.lexicon import Noun
from selon.record import Kind

_POINTING = ("definite", "demonstrative", "possessive", "bare")


def kind_of_phrase(discourse: Discourse, phrase: Phrase, first: int, last: int) -> Kind:
    """The kind that the head noun, its determiner and its nationality make of the phrase."""
    noun = phrase.head.noun
    if noun is Noun.ORGANISATION:
        return Kind.ORGANISATION
    if noun is Noun.DOCUMENT:
        return Kind.DOCUMENT
    if noun is Noun.STATE:
        return Kind.COUNTRY
    if noun is Noun.OFFICE and not phrase.plural and phrase.determiner.sort in _POINTING:
        return Kind.PERSON
    if discourse.country_of(first, last) and noun is Noun.NATIONAL:
        return Kind.COUNTRY
    return Kind.ANONYMOUS


def described_without_noun(discourse: Discourse, name: Name | None, first: int, last: int, text: str) -> Actor:
    """An actor for a source whose noun is in no list, from its name, its capitals and its number."""
    tokens = discourse.tokens
    begin = discourse.content_start(first, last)
    keys = frozenset(token.key for token in tokens[first:last] if token.is_word)
    trait = discourse.lexicon.determiners.get(tokens[first].key)
    plural = bool(trait and trait.number == "plural") or tokens[first].key in discourse.lexicon.quantifiers
    plural = plural or tokens[begin].key in discourse.countries.demonyms
    if (name is not None or tokens[begin].capitalised) and not plural:
        return Actor(text, Kind.ORGANISATION, lemma=text, keys=keys)
    gender = trait.gender if trait else "either"
    country = discourse.country_of(begin, last)
    number = "plural" if plural else "singular"
    return Actor(text, Kind.ANONYMOUS, gender, number, lemma=text, keys=keys, country=country)
