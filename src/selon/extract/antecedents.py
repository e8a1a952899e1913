"""Whom a pronoun means: what was mentioned before it, weighed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from selon.extract.actors import Actor
from selon.extract.discourse import PEOPLE, Discourse, Mention
from selon.extract.names import PLACE
from selon.language.lexicon import Noun, Trait
from selon.record import Kind

_REACH = 6
# No more mentions than this are weighed, however long the sentences are.
_MOST = 200
# What speaks for a mention as antecedent, in sentences of nearness; weighed on the training articles.
_LAST_SPEAKER, _SPOKE, _SUBJECT, _SPEAKING, _PERSON = 1.6, 0.4, 1.0, 2.0, 1.2
_COMPLEMENT, _QUOTED, _UNKNOWN_GENDER, _SILENT_THING, _DOCUMENT = -1.0, -1.5, -0.4, -1.5, -1.0
_DOUBTFUL = -1.0
# How many tokens may lie between a relative pronoun and the noun it hangs on.
_RELATIVE_REACH = 9


class Candidate(NamedTuple):
    """A mention with what is known of whom it means; `actor` is None for a noun phrase that has not spoken."""

    mention: Mention
    actor: Actor | None
    gender: str
    number: str
    person: bool


class Antecedents:
    """What pronouns may mean in one article, as it is read; `last` is who spoke last in the reporter's own text."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._spoke: dict[int, Actor] = {}
        # In the order in which they last spoke.
        self._speakers: dict[Actor, None] = {}
        self.last: Actor | None = None

    def spoke(self, actor: Actor, first: int, last: int, *, reported: bool) -> None:
        """Remember that the source at tokens `first` up to `last` is `actor`; `reported` within another's words."""
        self._spoke.update(dict.fromkeys(range(first, last), actor))
        self._speakers.pop(actor, None)
        self._speakers[actor] = None
        if not reported:
            self.last = actor

    def speakers(self) -> Iterator[Actor]:
        """Who spoke so far, the last first, each once."""
        return reversed(self._speakers)

    def actor(self, mention: Mention) -> Actor | None:
        """Whom a mention means: its name, or the source it was read as."""
        if mention.name:
            return self._discourse.cast.actor(mention.name)
        return self._spoke.get(mention.phrase.head_first) if mention.phrase else None

    def candidates(self, token: int) -> Iterator[Candidate]:
        """What was mentioned within a few sentences before `token`, nearest first."""
        sentence = self._discourse.tokens[token].sentence
        for mention in islice(self._discourse.before(token), _MOST):
            if self._discourse.tokens[mention.first].sentence < sentence - _REACH:
                return
            if mention.last <= token and not (mention.name and mention.name.weak):
                yield self._candidate(mention)

    def nearest(self, token: int, trait: Trait, speaking: Actor | None) -> Mention | None:
        """The mention that suits a personal pronoun at `token` best; None leaves it to the last speaker."""
        options = [option for option in self.candidates(token) if self._may_be_meant(option) and agrees(option, trait)]
        return max(options, key=lambda option: self._score(option, token, speaking)).mention if options else None

    def in_order(self, token: int, trait: Trait, rank: int) -> Mention | None:
        """The named mention that is `rank`th back from `token`, people before bodies (the latter, the former)."""
        found: dict[Actor, Candidate] = {}
        for option in self.candidates(token):
            if option.actor and agrees(option, trait):
                found.setdefault(option.actor, option)
        people = [option for option in found.values() if option.person and self._is_near(option, token)] or list(
            found.values()
        )
        return people[min(rank, len(people)) - 1].mention if people else None

    def of_relative(self, token: int, trait: Trait) -> Mention | None:
        """The mention that a relative pronoun at `token` hangs on: the one that ends right before it, or its head."""
        tokens = self._discourse.tokens
        end = token
        while end > 0 and not tokens[end - 1].is_word and tokens[end - 1].text != "\n":
            end -= 1
        sentence = tokens[token].sentence
        of_sentence = takewhile(lambda m: tokens[m.first].sentence == sentence, self._discourse.before(token))
        near = [m for m in of_sentence if m.last <= end and not (m.name and m.name.weak)][::-1]
        close = [m for m in near if m.last > end - _RELATIVE_REACH and agrees(self._candidate(m), trait)]
        people = [m for m in close if m.name and self._candidate(m).person and (m.last == end or not self._hangs(m))]
        adjacent = [m for m in close if m.last == end]
        free = [m for m in close if not self._hangs(m) and not (m.name and m.name.label == PLACE)]
        for chosen in (people, adjacent, free):
            if chosen:
                return chosen[-1] if chosen is not adjacent else chosen[0]
        return near[-1] if near else None

    def _candidate(self, mention: Mention) -> Candidate:
        """`mention` with its gender, number and whether it is a person."""
        phrase, actor = mention.phrase, self.actor(mention)
        if mention.name and actor:
            person = actor.kind in (Kind.PERSON, None)
            gender, number = actor.gender, actor.number
            if not actor.certain:
                gender, number = self._of_determiner(mention.first) or (gender, number)
        else:
            assert phrase is not None
            person = phrase.head.noun in PEOPLE or (phrase.head.noun is Noun.GROUP and phrase.plural)
            gender, number = phrase.gender, "plural" if phrase.plural else "singular"
        if not person and not self._discourse.lexicon.grammatical_gender:
            gender = "thing"
        return Candidate(mention, actor, gender, number, person)

    def _may_be_meant(self, option: Candidate) -> bool:
        """False for a bare noun (an apposition or predicate), unless it spoke."""
        phrase = option.mention.phrase
        return option.actor is not None or (phrase is not None and phrase.determiner.sort != "bare")

    def _score(self, option: Candidate, token: int, speaking: Actor | None) -> float:
        """How well a candidate suits a pronoun at `token`, in sentences."""
        tokens, mention = self._discourse.tokens, option.mention
        points = float(tokens[mention.first].sentence - tokens[token].sentence)
        if option.actor is not None:
            points += _LAST_SPEAKER * (option.actor is self.last) + _SPOKE * (option.actor in self._speakers)
            if option.actor is speaking:
                points += -_SPEAKING if tokens[token].quoted else _SPEAKING
        if self._discourse.follows_preposition(mention.first):
            points += _COMPLEMENT
        elif self._is_first(mention):
            points += _SUBJECT
        if tokens[mention.first].quoted and not tokens[token].quoted:
            points += _QUOTED
        if option.gender == "either":
            points += _UNKNOWN_GENDER
        if option.actor not in self._speakers:
            points += _SILENT_THING * (not option.person) + _DOUBTFUL * (
                option.actor is not None and not option.actor.certain
            )
        if mention.phrase and mention.phrase.head.noun is Noun.DOCUMENT:
            points += _DOCUMENT
        return points + (_PERSON if option.person else 0.0)

    def _of_determiner(self, first: int) -> tuple[str, str] | None:
        """Gender and number that an article before a name tells (la Turquie, les Pays-Bas)."""
        discourse = self._discourse
        trait = discourse.lexicon.determiners.get(discourse.tokens[first - 1].key) if first else None
        return (trait.gender, trait.number) if trait and trait.sort == "definite" and trait.number != "either" else None

    def _is_first(self, mention: Mention) -> bool:
        """True for the first mention of its sentence, its subject as a rule."""
        earlier, tokens = next(self._discourse.before(mention.first), None), self._discourse.tokens
        return earlier is None or tokens[earlier.first].sentence < tokens[mention.first].sentence

    def _is_near(self, option: Candidate, token: int) -> bool:
        """True within the sentence of `token` and the one before."""
        return self._discourse.tokens[option.mention.first].sentence >= self._discourse.tokens[token].sentence - 1

    def _hangs(self, mention: Mention) -> bool:
        """True for a mention that completes the noun before it (de, of)."""
        place = mention.first
        tokens, lexicon = self._discourse.tokens, self._discourse.lexicon
        if tokens[place].key in lexicon.of:
            return True
        while place > 0 and tokens[place - 1].key in lexicon.determiners and tokens[place - 1].key not in lexicon.of:
            place -= 1
        return place > 0 and tokens[place - 1].key in lexicon.of


def agrees(option: Candidate, trait: Trait) -> bool:
    """False when gender, number or nature of the candidate forbid the pronoun."""
    if trait.number != "either" and option.number not in (trait.number, "either"):
        return trait.number == "plural" and trait.gender == "either" and not option.person
    if trait.gender == "thing":
        return not option.person
    if trait.gender == "person":
        return option.person
    return trait.gender == "either" or option.gender in (trait.gender, "either")
