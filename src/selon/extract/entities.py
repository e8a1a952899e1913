"""The names that the model finds, settled by what the whole article shows of each.

The shares that the rules go by were counted on the French articles that are learnt from (WiNER-fr, 1,028).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from selon.extract.drawn_groups import without_drawn_groups
from selon.extract.name_edges import with_clean_edges
from selon.extract.names import ORGANISATION, PERSON, PLACE
from selon.language.countries import Countries, countries_of
from selon.language.lexicon import Lexicon, lexicon_of
from selon.language.words import folded
from selon.record import Span

Entity = tuple[Span, str]

# How many characters before a name a title or a noun that announces it may begin.
_TITLE_REACH, _NOUN_REACH = 12, 60
# How many words of a name its endings are made of; a model may take a whole paragraph for one.
_LONGEST_NAME = 20
# How many adjectives may stand between the noun and the name.
_MOST_ADJECTIVES = 2
_CAPITALISED = re.compile(r"(?<![\w-])(?=[^\W\d_a-zà-ÿ])\w+")
# What is found this often of all the times that the text has it is found every time.
_OFTEN_ENOUGH = 0.5
_SHORTEST_REPEATED = 3


def settled_entities(text: str, language: str, paragraphs: Sequence[Span], found: Sequence[Entity]) -> list[Entity]:
    """The entities in text order, with clean edges and one label for each name, all the times that the text has it.

    paragraphs: those that were read, in order. found: spans in text order, each with its label, PER, LOC or ORG. Raises
    UnknownLanguageError when selon does not read `language`.
    """
    lexicon, countries = lexicon_of(language), countries_of(language)
    names = with_clean_edges(text, found, lexicon, countries)
    bodies = without_drawn_groups(text, names, language)
    return _repeated(text, paragraphs, _agreed(text, bodies, lexicon, countries))


def _agreed(text: str, entities: Sequence[Entity], lexicon: Lexicon, countries: Countries) -> list[Entity]:
    """The entities with one label for each name: a person's where a title or a longer name tells so, an organisation's
    where a noun announces it, else the commonest."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    people, bodies = set[str](), set[str]()
    announced = [_is_announced(text, span, lexicon, countries) for span, _ in entities]
    names = [" ".join(span.of(text).split()) for span, _ in entities]
    for (span, label), name, is_body in zip(entities, names, announced, strict=True):
        labels[name][label] += 1
        if _has_title(text, span, lexicon):
            people.update((name, *_endings(name)))
        elif is_body:
            bodies.add(name)
        elif label == PERSON and " " in name:
            people.update(_endings(name))
    common = {name: _common(name, counts, countries) for name, counts in labels.items()}
    common |= dict.fromkeys(bodies, ORGANISATION) | dict.fromkeys(people, PERSON)
    return [
        (span, ORGANISATION if is_body else common[name])
        for (span, _), name, is_body in zip(entities, names, announced, strict=True)
    ]


def _common(name: str, counts: Mapping[str, int], countries: Countries) -> str:
    """The commonest label; of 2,290 names of countries three are annotated as organisations."""
    label = max(sorted(counts), key=counts.__getitem__)
    return PLACE if label == ORGANISATION and folded(name) in countries.names else label


def _has_title(text: str, span: Span, lexicon: Lexicon) -> bool:
    """Whether a title stands at the beginning of a name or right before it."""
    before = text[max(span.start - _TITLE_REACH, 0) : span.start].split(" ")
    words = (span.of(text).partition(" ")[0], before[-2] if len(before) > 1 and not before[-1] else "")
    titles = lexicon.titles
    return any(word and (folded(word) in titles or folded(word).rstrip(".") in titles) for word in words)


def _endings(name: str) -> list[str]:
    words = name.split()[-_LONGEST_NAME:]
    return [" ".join(words[start:]) for start in range(1, len(words))]


def _is_announced(text: str, span: Span, lexicon: Lexicon, countries: Countries) -> bool:
    """Whether a noun for a body stands right before a name (la société Garibaldi), or only adjectives between them (la
    banque suisse Reyl): of 142 such names 132 are annotated as organisations."""
    if not lexicon.announcing:
        return False
    before = text[max(span.start - _NOUN_REACH, 0) : span.start].rpartition("\n")[2].rstrip('«“"\u00a0\u202f ')
    if not before or before[-1:] == text[span.start - 1]:  # joined to it, as by a hyphen
        return False
    for word in before.replace("’", "'").split()[: -_MOST_ADJECTIVES - 2 : -1]:
        noun = word.rpartition("'")[2]
        if not noun.islower():
            return False
        if folded(noun) in lexicon.announcing:
            return True
        if not _is_adjective(noun, lexicon, countries):
            return False
    return False


def _is_adjective(word: str, lexicon: Lexicon, countries: Countries) -> bool:
    key = folded(word)
    return lexicon.noun_first and (
        key in countries.demonyms or key in lexicon.adjectives or key.endswith(lexicon.adjective_endings)
    )


def _repeated(text: str, paragraphs: Sequence[Span], entities: Sequence[Entity]) -> list[Entity]:
    """The entities with the other places where the paragraphs have their names, for names that are found often enough.

    Where an annotated name stands in its article, outside of others, it is annotated 13,742 times and 117 times not.
    """
    own: dict[str, list[str]] = defaultdict(list)
    for span, label in entities:
        own[span.of(text)].append(label)
    free: dict[str, list[Span]] = defaultdict(list)
    for span in _free(text, paragraphs, entities, own):
        free[span.of(text)].append(span)
    more = [
        (span, own[name][0])
        for name, spans in free.items()
        if len(own[name]) >= _OFTEN_ENOUGH * (len(own[name]) + len(spans))
        for span in spans
    ]
    return sorted([*entities, *more], key=lambda entity: entity[0]) if more else list(entities)


def _free(
    text: str, paragraphs: Sequence[Span], entities: Sequence[Entity], names: Mapping[str, Sequence[str]]
) -> Iterator[Span]:
    """Where the paragraphs have one of the names outside of all entities, the longest that stands there."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        if len(name) >= _SHORTEST_REPEATED and (first := _CAPITALISED.match(name)):
            lengths[first[0]].add(len(name))
    taken = [span for span, _ in entities]
    reached = 0
    for paragraph in paragraphs:
        for word in _CAPITALISED.finditer(text, paragraph.start, paragraph.end):
            for length in sorted(lengths.get(word[0], ()), reverse=True):
                span = Span(word.start(), word.start() + length)
                if reached <= span.start and span.end <= paragraph.end and _stands(text, span, names, taken):
                    yield span
                    reached = span.end
                    break


def _stands(text: str, span: Span, names: Container[str], taken: Sequence[Span]) -> bool:
    """Whether one of the names stands at `span`, as a word or words of its own, and nothing else is `taken` there."""
    behind = text[span.end : span.end + 1]
    if span.of(text) not in names or behind == "-" or behind.isalnum():
        return False
    place = bisect_left(taken, span.end, key=lambda one: one.start)
    return not (place and taken[place - 1].end > span.start)
