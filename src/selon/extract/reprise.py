"""Whom a definite noun phrase takes up again: le ministre, ce responsable, l'association, the department."""

from __future__ import annotations

from itertools import islice

from selon.extract.actors import Actor
from selon.extract.antecedents import Antecedents
from selon.extract.discourse import PEOPLE, Discourse
from selon.extract.phrases import Phrase
from selon.language.lexicon import Noun, Trait
from selon.record import Kind

# No more mentions than this are looked through for whom a role belongs to.
_MOST = 2000
_BODIES = {Noun.ORGANISATION: Kind.ORGANISATION, Noun.STATE: Kind.COUNTRY}


class Reprise:
    """Finds the actors that definite phrases of one article take up, and remembers the unnamed ones."""

    def __init__(self, discourse: Discourse, antecedents: Antecedents) -> None:
        self._discourse, self._antecedents = discourse, antecedents
        self._described: list[Actor] = []
        self._closed = discourse.lexicon.function_words.union(discourse.lexicon.determiners)

    def of(self, phrase: Phrase, actor: Actor, *, says_more: bool) -> Actor | None:
        """Whom `phrase` takes up, or None when it is new; `actor` is it taken by itself.

        says_more: the phrase has words beside its noun, which must then suit.
        """
        if phrase.head.noun in PEOPLE and not phrase.plural:
            return (
                self._by_role(phrase, actor, says_more)
                or self._described_before(actor)
                or self._person_spoken_of(phrase, says_more)
            )
        if before := self._described_before(actor):
            return before
        return None if says_more else self._fuller(phrase, actor) or self._body_spoken_of(phrase)

    def known(self, actor: Actor) -> Actor | None:
        """The actor of the same description, when it was met before."""
        return next((earlier for earlier in self._described if earlier.name.casefold() == actor.name.casefold()), None)

    def remember(self, actor: Actor) -> Actor:
        """`actor`, from now on known by its description."""
        self._described.append(actor)
        return actor

    def several(self, phrase: Phrase) -> Actor | None:
        """The unnamed people of whom `phrase` is one (deux responsables américains … l'un des responsables)."""
        return next(
            (
                actor
                for actor in reversed(self._described)
                if actor.lemma == phrase.head.lemma and actor.number == "plural"
            ),
            None,
        )

    def _by_role(self, phrase: Phrase, actor: Actor, says_more: bool) -> Actor | None:
        """The person last named whom the article gives the role; failing that the one it names later."""
        discourse = self._discourse
        lemmas = discourse.lexicon.same_office(phrase.head.lemma)
        words = {key for key in actor.keys - self._closed - set(phrase.head.lemma.split()) if says_more}
        for mention in islice(discourse.before(phrase.first), _MOST):
            named = discourse.cast.actor(mention.name) if mention.name else None
            if named and any(role.lemma in lemmas and (not words or words & role.keys) for role in named.roles):
                return named
        later = (
            a for a in discourse.cast.people() if any(role.lemma in lemmas and words <= role.keys for role in a.roles)
        )
        return next(later, None)

    def _described_before(self, actor: Actor) -> Actor | None:
        """The unnamed actor with the same noun and number whose description holds every word of this one."""
        for earlier in reversed(self._described):
            if (
                earlier.lemma == actor.lemma
                and earlier.number == actor.number
                and actor.keys - self._closed <= earlier.keys
            ):
                return earlier
        return None

    def _fuller(self, phrase: Phrase, actor: Actor) -> Actor | None:
        """The body that an earlier phrase with the same noun describes in more words (la Commission européenne)."""
        if phrase.head.noun is not Noun.ORGANISATION or phrase.plural:
            return None
        for earlier in reversed(self._discourse.phrases):
            if earlier.first >= phrase.first or earlier.head != phrase.head:
                continue
            begin = self._discourse.content_start(earlier.first, earlier.last)
            if earlier.last - begin > earlier.head_last - earlier.head_first:
                actor.name = self._discourse.words(begin, earlier.last)
                actor.keys |= {token.key for token in self._discourse.tokens[begin : earlier.last]}
                return self.remember(actor)
        return None

    def _person_spoken_of(self, phrase: Phrase, says_more: bool) -> Actor | None:
        """The person that a general noun (ce responsable, l'élu, the woman) takes up."""
        if phrase.head.lemma not in self._discourse.lexicon.generic_people or (
            says_more and phrase.determiner.sort != "demonstrative"
        ):
            return None
        mention = self._antecedents.nearest(phrase.first, Trait("personal", phrase.gender, "singular"), None)
        found = self._antecedents.actor(mention) if mention else None
        return found if found and found.kind in (Kind.PERSON, Kind.ANONYMOUS) else None

    def _body_spoken_of(self, phrase: Phrase) -> Actor | None:
        """The organisation that a general noun (l'association) takes up: one that spoke, or the last one named."""
        kind = _BODIES.get(phrase.head.noun)
        if kind is None or phrase.plural or phrase.head.lemma not in self._discourse.lexicon.generic_bodies:
            return None
        if kind is Kind.ORGANISATION:
            for actor in self._antecedents.speakers():
                if actor.kind is kind and actor.named and actor.number == "singular":
                    return actor
        for option in self._antecedents.candidates(phrase.first):
            if option.actor and option.actor.kind is kind:
                return option.actor
        return None
