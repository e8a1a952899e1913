"""Where the places lie that an article names: which of the world's places of that name it means, told as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from selon.extract.place_senses import Name, choose
from selon.extract.tokens import Token, tokenise
from selon.language.gazetteer import Entry, name_key
from selon.language.lexicon import lexicon_of
from selon.language.toponyms import Toponyms, toponyms_of
from selon.language.words import folded
from selon.record import Place, PlaceKind, Span

_KINDS = {"country": PlaceKind.COUNTRY, "region": PlaceKind.REGION, "district": PlaceKind.REGION}
_KINDS |= {"city": PlaceKind.CITY, "other": PlaceKind.OTHER}
# Paris, Texas; Paris (Texas
_WITH_CONTAINER = re.compile(r"(?P<name>[^,(]*[^,(\s])\s*[,(]\s*(?P<container>[^,()]*[^,()\s])\s*\)?")
_DATELINE = re.compile(r"(?P<name>[^,(\d–—]*\w)(?:,\s*(?P<container>[^,(\d–—]*\w\.?))?")
# Cezais (85)
_CODE = re.compile(r"\s?\((\w{2,3})\)")
_PARTS = re.compile(r"[\w-]+['’]?|[^\w\s]")
# How many characters before a name are looked at, and how many may part a place from what contains it.
_REACH, _LONGEST_GAP = 40, 30
# The key of all names that streets bear; no name has a colon.
_STREET = "street:"
# What a nationality weighs beside a place that is named, and what it may weigh however often it is told.
_DEMONYM, _MOST_BY_DEMONYM = 0.5, 1.5


def find_places(
    text: str,
    spans: Sequence[Span],
    language: str,
    dateline: str | None = None,
    tokens: Sequence[Token] | None = None,
) -> tuple[Place, ...]:
    """The places that `spans` of `text` name, one for each different span, in text order.

    A name means one place all through an article. What is unknown or too uncertain has no point, and a country only
    where the article says what contains it (Chamaloc, dans la Drôme).
    language: ISO 639-1. dateline: where the article was written, as it says. tokens: those of the text, where they are
    known already. Raises UnknownLanguageError.
    """
    toponyms = toponyms_of(language)
    gathered = _Mentions(text, toponyms)
    mentions = [gathered.mention(span) for span in sorted(set(spans))]
    gathered.join(mentions)
    if dateline:
        gathered.add_dateline(dateline)
    tokens = tokenise(text, lexicon_of(language)) if tokens is None else tokens
    chosen = choose(gathered.names, _nationalities(tokens, toponyms), toponyms)
    return tuple(_place(text, span, gathered.names[key], chosen, toponyms) for span, key in mentions)


def _place(text: str, span: Span, name: Name, chosen: Mapping[str, Entry], toponyms: Toponyms) -> Place:
    if entry := chosen.get(name.key):
        title = toponyms.title(entry)
        return Place(span, title, entry.country, entry.latitude, entry.longitude, _KINDS[entry.kind])
    around = {chosen[key].country for key in name.containers if key in chosen}
    return Place(span, " ".join(span.of(text).split()), country=around.pop() if len(around) == 1 else None)


def _nationalities(tokens: Sequence[Token], toponyms: Toponyms) -> dict[str, float]:
    """How much the nationalities among the words of the text speak of each country."""
    demonyms = toponyms.countries.demonyms
    counts = Counter([demonyms[token.key] for token in tokens if token.key in demonyms])
    return {code: min(_DEMONYM * count, _MOST_BY_DEMONYM) for code, count in counts.items()}


@dataclass(slots=True)
class _Mentions:
    """Gathers the names of one article from its spans."""

    text: str
    toponyms: Toponyms
    names: dict[str, Name] = field(default_factory=dict)

    def mention(self, span: Span) -> tuple[Span, str]:
        """Take in what the words in and before `span` tell; the span and the key of its name."""
        words = " ".join(span.of(self.text).split())
        told = _WITH_CONTAINER.fullmatch(words)
        before = _PARTS.findall(folded(self.text[max(span.start - _REACH, 0) : span.start]))
        if self._is_street(before):
            return span, self.names.setdefault(_STREET, Name(_STREET)).key
        name, before = self._named(told["name"] if told else words, before)
        self._contain(name, told["container"] if told else self._code_behind(span))
        name.mentions += 1
        noun = self._noun(before)
        name.as_region += noun in self.toponyms.region_nouns
        name.as_city += self._city_sign(before, noun) if not name.with_article else 0
        return span, name.key

    def add_dateline(self, dateline: str) -> None:
        """Take in where an article was written; what follows a comma may be a region, or a day (KYIV, March 3)."""
        if told := _DATELINE.match(dateline):
            container = told["container"] or ""
            known = any(entry.kind in ("region", "country") for entry in self.toponyms.entries(container))
            self._contain(self._named(told["name"], [])[0], container if known else "")

    def join(self, mentions: Sequence[tuple[Span, str]]) -> None:
        """Note which names stand right behind others as what contains them: Valence (Drôme)."""
        for (span, inner), (following, outer) in pairwise(mentions):
            gap = self.text[span.end : following.start]
            if inner != outer and len(gap) <= _LONGEST_GAP and self._is_container_gap(gap):
                self.names[inner].containers.add(outer)

    def _code_behind(self, span: Span) -> str:
        """The region whose number stands in brackets behind `span`; empty where none does."""
        code = _CODE.match(self.text, span.end)
        return self.toponyms.codes.get(code[1], "") if code else ""

    def _contain(self, name: Name, container: str) -> None:
        if container:
            name.containers.add(self._named(container, [])[0].key)

    def _named(self, words: str, before: list[str]) -> tuple[Name, list[str]]:
        """The name in `words` and the words before it, with those of `words` that lead to it (la ville de Nice)."""
        parts, forms = _PARTS.findall(words), self._forms(words, before)
        while not forms and len(parts) > 1 and folded(parts[0]) in self.toponyms.leading:
            words = words[words.index(parts[0]) + len(parts[0]) :].strip()
            before = [*before, folded(parts.pop(0))]
            forms = self._forms(words, before)
        name = self.names.setdefault(name_key(words), Name(name_key(words)))
        for form, entries in forms.items():
            readings = self.toponyms.readings(form)
            if readings[0] not in name.readings:
                name.readings += readings
                name.entries = tuple(dict.fromkeys((*name.entries, *entries)))
                name.with_article |= form != words
        return name, before

    def _forms(self, words: str, before: Sequence[str]) -> dict[str, tuple[Entry, ...]]:
        """What the name as it stands and with the article before it (au Mans: Le Mans) means, where either is known."""
        known, forms = self.toponyms, [words]
        article = known.articles.get(before[-1], "") if before else ""
        if article and not known.is_country(words) and name_key(words) not in known.unplaced:
            forms.append(f"{article}{words}" if article.endswith("'") else f"{article} {words}")
        return {form: entries for form in forms if (entries := known.entries(form))}

    def _noun(self, before: Sequence[str]) -> str:
        """The word before a name and the of or article that may lead to it (la ville de Nice); empty where none is."""
        for word in reversed(before[-3:]):
            if word not in self.toponyms.of and self.toponyms.articles.get(word) != word:
                return word
        return ""

    def _is_street(self, before: Sequence[str]) -> bool:
        """True where a street, or what is like one, is named after the place; une rue de Rouen is in Rouen."""
        noun = self._noun(before)
        if noun not in self.toponyms.street_nouns:
            return False
        place = len(before) - 1 - before[::-1].index(noun)
        return before[max(place - 1, 0)] not in self.toponyms.one_of

    def _city_sign(self, before: Sequence[str], noun: str) -> int:
        """1 where the words before a name stand before cities, -1 where before regions or countries, else 0."""
        known, last = self.toponyms, before[-1] if before else ""
        if noun in known.city_nouns or last in known.before_cities:
            return 1
        return -1 if last in known.before_regions and noun not in known.region_nouns else 0

    def _is_container_gap(self, gap: str) -> bool:
        """True for the words and marks between a place and what contains it."""
        words = _PARTS.findall(folded(gap))
        return bool(words) and all(word in self.toponyms.between for word in words)
