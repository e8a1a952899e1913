"""Reading the words of a source: a pronoun, a name, or a noun phrase."""

from __future__ import annotations

from itertools import pairwise

from selon.extract.actors import Actor
from selon.extract.antecedents import Antecedents
from selon.extract.discourse import PEOPLE, Discourse, Mention
from selon.extract.kinds import described_without_noun, kind_of_phrase
from selon.extract.names import PLACE, Name
from selon.extract.phrases import Phrase
from selon.extract.reprise import Reprise
from selon.extract.tokens import Token
from selon.language.lexicon import Noun, Trait
from selon.record import Kind

_CUTTING = frozenset("(,;:—–-[\n")
_OPENED_BY = {")": "(", "»": "«", "”": "“"}
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_REFERRING = frozenset(("definite", "demonstrative", "possessive", "bare"))


class SourceReader:
    """Reads the sources of one article in the order of the text, and remembers who spoke."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._antecedents = Antecedents(discourse)
        self._reprise = Reprise(discourse, self._antecedents)

    def read(self, first: int, last: int, speaking: Actor | None) -> Actor | None:
        """Who the source at tokens `first` up to `last` is; None when it has no words.

        speaking: the speaker of the statement that the source stands inside, if any.
        """
        first, last = self._trimmed(first, last)
        if first >= last:
            return None
        trait = self._pronoun(first, last)
        actor = self._referent(trait, first, speaking) if trait else self._described(first, last)
        if actor:
            self._antecedents.spoke(actor, first, last, reported=speaking is not None)
        return actor

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Without marks at either end that close nothing, but with the whole of a name that it begins within."""
        tokens = self._discourse.tokens
        while first < last and not tokens[first].is_word:
            first += 1
        last = self._before_members(first, last)
        within = {token.text for token in tokens[first:last]}
        while first < last and not tokens[last - 1].is_word and _OPENED_BY.get(tokens[last - 1].text) not in within:
            last -= 1
        return (self._discourse.name_start(first), last) if first < last else (first, last)

    def _before_members(self, first: int, last: int) -> int:
        """Where the members that a group is said to include begin (des élus, dont X): they do not speak alone."""
        tokens, inclusions = self._discourse.tokens, self._discourse.lexicon.inclusions
        for place in range(first + 2, last):
            if tokens[place].key in inclusions and tokens[place - 1].text == ",":
                return place - 1
        return last

    def _pronoun(self, first: int, last: int) -> Trait | None:
        key = " ".join(token.key for token in self._discourse.tokens[first:last]).replace("' ", "'")
        return self._discourse.lexicon.pronouns.get(key)

    def _referent(self, trait: Trait, token: int, speaking: Actor | None) -> Actor | None:
        """Whom a pronoun means."""
        last = self._antecedents.last
        if trait.sort == "first":
            return speaking or last
        if trait.sort == "generic":
            return Actor(self._discourse.tokens[token].text.lower(), Kind.ANONYMOUS, lemma="on")
        if trait.sort == "relative":
            mention = self._antecedents.of_relative(token, trait)
        elif trait.sort in ("last", "former"):
            mention = self._antecedents.in_order(token, trait, 2 if trait.sort == "former" else 1)
        else:
            mention = self._antecedents.nearest(token, trait, speaking)
        return (self._of_mention(mention) if mention else None) or last

    def _of_mention(self, mention: Mention) -> Actor | None:
        return self._antecedents.actor(mention) or self._described(mention.first, mention.last)

    def _described(self, first: int, last: int) -> Actor:
        """Who a name or noun phrase means."""
        discourse = self._discourse
        end = self._end(first, last)
        names = [name for name in discourse.names_within(first, last) if self._stands_free(name.first, first)]
        names = [name for name in names if not self._owns(name)] or names
        people = [name for name in names if discourse.cast.actor(name).kind is Kind.PERSON]
        places = {place for name in names if name.label == PLACE for place in range(name.first, name.last)}
        phrases = (phrase for phrase in discourse.phrases_within(first, end) if phrase.head_first not in places)
        phrase = next((phrase for phrase in phrases if self._stands_free(phrase.first, first)), None)
        if phrase is None:
            leads = people and (self._leads(people[0], first, end) or self._closes(people[0], end))
            return self._joined(people) if leads else self._without_noun(first, last, names)
        people = [name for name in people if not self._owns(name)]
        people = [name for name in people if not self._modifies(name, phrase)]
        bears_role = people and phrase.head.noun not in PEOPLE and self._bears_role(people[0], first)
        if people and (bears_role or people[0].first <= phrase.head_first or self._bears(people, phrase)):
            return self._joined(people)
        return self._of_phrase(phrase, first, last, names)

    def _modifies(self, name: Name, phrase: Phrase) -> bool:
        """True for a name before an English noun that it only tells more of (the Mueller report)."""
        if self._discourse.lexicon.noun_first or name.first >= phrase.head_first:
            return False
        return all(token.is_word for token in self._discourse.tokens[name.last : phrase.head_first])

    def _bears_role(self, name: Name, first: int) -> bool:
        """True when a noun for a person stands right before the name (Nation of Islam leader X)."""
        phrases = self._discourse.phrases_within(first, name.first)
        return any(phrase.head_last == name.first and phrase.head.noun in PEOPLE for phrase in phrases)

    def _bears(self, people: list[Name], phrase: Phrase) -> bool:
        """True when the people named are those whom the noun beside them describes."""
        if phrase.head.noun not in PEOPLE:
            return False
        return not phrase.plural or len(people) > 1 or self._discourse.tokens[people[0].first - 1].text == ","

    def _stands_free(self, place: int, first: int) -> bool:
        """False for a name or noun that only completes another (l'avocat de X)."""
        return place <= first or not self._discourse.follows_preposition(place)

    def _leads(self, name: Name, first: int, end: int) -> bool:
        """True for a name at the beginning of the source, titles and articles aside, or behind a comma."""
        tokens, lexicon = self._discourse.tokens, self._discourse.lexicon
        if not lexicon.noun_first and any(
            self._is_noun(token) for token in tokens[name.last : min(name.last + 1, end)]
        ):
            return False
        if tokens[name.first - 1].text == "," and name.first > first:
            return len(name.keys) > 1 or name.title != ""
        before = tokens[first : name.first]
        return all(
            token.capitalised or token.key in lexicon.determiners or token.key in lexicon.titles for token in before
        )

    def _is_noun(self, token: Token) -> bool:
        """True for a word that may be the noun of an English phrase (a Clinton ally)."""
        return token.is_word and not token.capitalised and token.key not in self._discourse.lexicon.function_words

    def _closes(self, name: Name, end: int) -> bool:
        """True for a person's name at the end of a phrase whose noun the lexicon does not list (l'archéologue X)."""
        return name.last == end and self._discourse.cast.actor(name).certain

    def _owns(self, name: Name) -> bool:
        """True for a name in the possessive (Smith's lawyer)."""
        return any(token.text in _POSSESSIVE for token in self._discourse.tokens[name.last : name.last + 1])

    def _joined(self, people: list[Name]) -> Actor:
        """The person named, or the several that a conjunction joins as one speaker."""
        discourse = self._discourse
        actor = discourse.cast.actor(people[0])
        for before, after in pairwise(people):
            between = discourse.tokens[before.last : after.first]
            link = next((token.text for token in between if token.key in discourse.lexicon.conjunctions), None)
            if link:
                other = discourse.cast.actor(after)
                return Actor(
                    f"{actor.name} {link} {other.name}", Kind.PERSON, number="plural", keys=actor.keys | other.keys
                )
        return actor

    def _without_noun(self, first: int, last: int, names: list[Name]) -> Actor:
        """A source whose noun the lexicon does not list: a country, a body with a name, or people described."""
        cast, text = self._discourse.cast, self._text(first, last)
        name = next((name for name in names if name.first <= first + 2), None)
        if name is not None and (name.first <= first or self._leads(name, first, self._end(first, last))):
            actor = cast.actor(name)
            if actor.kind is None:
                actor.kind, actor.name = Kind.ORGANISATION, text
            return actor
        actor = described_without_noun(self._discourse, name, first, last, text)
        return self._reprise.known(actor) or self._reprise.remember(actor)

    def _of_phrase(self, phrase: Phrase, first: int, last: int, names: list[Name]) -> Actor:
        discourse = self._discourse
        if body := self._apposed_body(phrase, last, names):
            return body
        actor = Actor(
            self._text(first, last),
            kind_of_phrase(discourse, phrase, first, self._end(first, last)),
            phrase.gender,
            "plural" if phrase.plural else "singular",
            lemma=phrase.head.lemma,
            keys=frozenset(token.key for token in discourse.tokens[first:last] if token.is_word),
            country=discourse.country_of(first, last),
        )
        if phrase.partitive and (several := self._reprise.several(phrase)):
            one_of = discourse.words(discourse.content_start(first, last), phrase.head_first)
            actor.name = f"{one_of} {several.name}"
            actor.keys, actor.country = actor.keys | several.keys, actor.country or several.country
        elif phrase.determiner.sort in _REFERRING:
            again = self._reprise.of(phrase, actor, says_more=self._says_more(phrase, first, last))
            if again:
                return again
            if owner := self._owner(phrase):
                actor.name = discourse.lexicon.owned(actor.name, owner.name)
        return self._reprise.known(actor) or self._reprise.remember(actor)

    def _owner(self, phrase: Phrase) -> Actor | None:
        """Whom a possessive means (son entourage), where the article names them."""
        trait = self._discourse.lexicon.pronouns.get(self._discourse.tokens[phrase.first].key)
        if phrase.determiner.sort != "possessive" or trait is None:
            return None
        mention = self._antecedents.nearest(phrase.first, trait, None)
        owner = self._antecedents.actor(mention) if mention else None
        return owner if owner and owner.named and owner.certain else None

    def _apposed_body(self, phrase: Phrase, last: int, names: list[Name]) -> Actor | None:
        """The name right behind a general noun for a body (la chaîne américaine NBC, le journal X)."""
        lexicon = self._discourse.lexicon
        if phrase.head.noun is not Noun.ORGANISATION or phrase.head.lemma not in lexicon.generic_bodies:
            return None
        for name in names:
            actor = self._discourse.cast.actor(name)
            if (
                phrase.head_last <= name.first <= phrase.last + 1
                and name.last <= last
                and not (actor.certain or actor.country)
            ):
                actor.kind = Kind.ORGANISATION
                return actor
        return None

    def _says_more(self, phrase: Phrase, first: int, last: int) -> bool:
        """True when the phrase has words of its own beside determiner, adjectives and head noun."""
        lexicon, tokens = self._discourse.lexicon, self._discourse.tokens
        words = tokens[first : phrase.head_first] + tokens[phrase.head_last : self._end(first, last)]
        return any(
            token.is_word and token.key not in lexicon.determiners and token.key not in lexicon.adjectives
            for token in words
        )

    def _text(self, first: int, last: int) -> str:
        """The phrase without its leading article, cut before appositions, brackets and relative clauses."""
        return self._discourse.words(self._discourse.content_start(first, last), self._end(first, last))

    def _end(self, first: int, last: int) -> int:
        """Where the phrase's own words end: before a comma, bracket or relative clause."""
        tokens, lexicon = self._discourse.tokens, self._discourse.lexicon
        end = self._discourse.content_start(first, last) + 1
        while end < last and tokens[end].key not in lexicon.relatives:
            if tokens[end].text in _CUTTING and not self._goes_on(end, last):
                break
            end += 1
        return end

    def _goes_on(self, mark: int, last: int) -> bool:
        """True for a comma between adjectives of one noun (britannique, australien et danois)."""
        following = self._discourse.tokens[mark + 1 : last]
        return bool(following) and following[0].key in self._discourse.countries.demonyms
