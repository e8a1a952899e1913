"""From the words that name a source to who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from selon.extract.actors import Actor
from selon.extract.acts import act_from_words
from selon.extract.circumstances import addressee_of, medium_of
from selon.extract.discourse import Discourse
from selon.extract.forms import form_of
from selon.extract.sources import SourceReader
from selon.extract.tokens import tokens_within
from selon.language.lexicon import lexicon_of
from selon.record import Act, Article, Span, Statement

# A silence has no content, nor has a refusal with no more words in it than these (“to comment”, “de commenter”).
_BARE = 2


@dataclass(frozen=True, slots=True)
class Resolved:
    """Statements with all that their words tell, who speaks each of them, and the discourse that has the actors."""

    statements: tuple[Statement, ...]
    speakers: tuple[Actor | None, ...]
    discourse: Discourse


def resolve(article: Article, statements: Sequence[Statement], entities: Iterable[tuple[Span, str]] = ()) -> Resolved:
    """The statements of `article` with speaker, form, act, addressee and medium as its words tell them.

    statements: in any order, with their content, cue, source and parent found; `parent` is an index into them.
    entities: spans of people, organisations and places with their labels (PER, ORG, LOC), where a model found them.
    Raises UnknownLanguageError when the article is in a language that selon does not read.
    """
    resolution = _Resolution(article, statements, entities)
    speakers = tuple(resolution.actors())
    complete = (_complete(article, statement, actor) for statement, actor in zip(statements, speakers, strict=True))
    return Resolved(tuple(complete), speakers, resolution.discourse)


def _complete(article: Article, statement: Statement, actor: Actor | None) -> Statement:
    text, language = article.text, article.language
    cue = " ".join(span.of(text) for span in statement.cue)
    content = " ".join(span.of(text) for span in statement.content)
    act = act_from_words(cue, content, language) or statement.act
    if act is Act.NO_REPLY or (act is Act.DECLINE and len(content.split()) <= _BARE):
        statement = replace(statement, cue=_with_infinitive(statement), content=())
    connectors = lexicon_of(language).connectors
    return replace(
        statement,
        speaker=actor.speaker() if actor else None,
        form=form_of(text, statement.content, connectors, nested=statement.parent is not None),
        act=act,
        addressee=addressee_of(text, statement, language),
        medium=medium_of(text, statement, language),
    )


def _with_infinitive(statement: Statement) -> tuple[Span, ...]:
    """The cue of a refusal with what was taken for its content."""
    cue, content = statement.cue, statement.content
    if cue and content and 0 <= content[0].start - cue[-1].end <= 1:
        return (*cue[:-1], Span(cue[-1].start, content[0].end))
    return cue


class _Resolution:
    """Resolves the statements of one article in the order in which their sources stand."""

    def __init__(self, article: Article, statements: Sequence[Statement], entities: Iterable[tuple[Span, str]]) -> None:
        self._statements = statements
        self.discourse = Discourse(article.text, article.language, entities)
        self._reader = SourceReader(self.discourse)
        self._found: dict[int, Actor | None] = {}
        self._by_span: dict[Span, Actor | None] = {}

    def actors(self) -> list[Actor | None]:
        """One actor, or None where the words do not tell, for every statement."""
        order = sorted(range(len(self._statements)), key=lambda place: _position(self._statements[place]))
        for place in order:
            if self._statements[place].source:
                self._found[place] = self._from_source(place)
        for rank, place in enumerate(order):
            if place not in self._found:
                self._found[place] = self._continued(order, rank)
        return [self._found[place] for place in range(len(self._statements))]

    def _from_source(self, place: int) -> Actor | None:
        source = self._statements[place].source[0]
        if source not in self._by_span:
            first, last = tokens_within(self.discourse.tokens, source.start, source.end)
            self._by_span[source] = None
            self._by_span[source] = self._reader.read(first, last, self._speaking(place))
        return self._by_span[source]

    def _speaking(self, place: int) -> Actor | None:
        """The speaker of the statement that the one at `place` stands inside; its source may stand behind it."""
        parent = self._statements[place].parent
        if parent is None:
            return None
        return self._from_source(parent) if self._statements[parent].source else self._found.get(parent)

    def _continued(self, order: list[int], rank: int) -> Actor | None:
        """The speaker of the statement that one without a source goes on with."""
        statement = self._statements[order[rank]]
        if statement.cue:
            return self._of_participle(order, rank)
        if statement.parent is not None:
            return self._found.get(statement.parent)
        earlier = (place for place in reversed(order[:rank]) if self._statements[place].parent is None)
        around = chain(earlier, order[rank + 1 :])
        return next((actor for place in around if (actor := self._found.get(place))), None)

    def _of_participle(self, order: list[int], rank: int) -> Actor | None:
        """The speaker of a participle (“…, a-t-il dit, accusant la mairie de …”): that of the statement before it in
        its sentence."""
        tokens, cue = self.discourse.tokens, self._statements[order[rank]].cue
        first, last = tokens_within(tokens, cue[0].start, cue[-1].end)
        if last != first + 1 or not tokens[first].key.endswith(self.discourse.lexicon.participle_ending):
            return None
        for before in range(rank - 1, -1, -1):
            start = _position(self._statements[order[before]])
            place, _ = tokens_within(tokens, start, start + 1)
            if tokens[place].sentence != tokens[first].sentence:
                return None
            if place < first and (actor := self._found.get(order[before])):
                return actor
        return None


def _position(statement: Statement) -> int:
    """Where the statement takes its turn: at its source, or where it has none at its beginning."""
    return statement.source[0].start if statement.source else statement.extent.start
