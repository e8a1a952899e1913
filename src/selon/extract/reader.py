"""From articles to records: the encoder over many articles at once, then each article's statements put together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from selon.articles import Failure
from selon.extract.agreement import agree_on_kinds
from selon.extract.dates import find_times
from selon.extract.dating import with_times
from selon.extract.entities import settled_entities
from selon.extract.figures import find_figures
from selon.extract.findings import settle
from selon.extract.names import PLACE
from selon.extract.pause import without_collection
from selon.extract.places import find_places
from selon.extract.refusals import may_refuse
from selon.extract.roster import roster_of
from selon.extract.speakers import resolve
from selon.model.decode import Decoder, Found
from selon.model.encoder import Encoded, Encoder
from selon.model.entities import EntityTagger, Words
from selon.model.shipped import WEIGHTS, folder_of
from selon.model.windows import Window, windows_of
from selon.record import Article, PassageKind, Record, Span, Statement

_READ = (PassageKind.HEADLINE, PassageKind.PARAGRAPH)
# So many characters of articles are read together: enough for full batches, little enough to hold.
_TOGETHER = 100_000
# The least probability of a statement's anchor; chosen on articles held out of training (`python -m training.choose`).
THRESHOLD = 0.6
# What is less sure than the threshold, but not less than this, counts when its words plainly refuse to say or to reply.
# Below it, in 240,000 words of news, 11 of 2,758 did, some of them wrongly, and each has to be looked at.
_LOWEST = 0.25
_Outcome = TypeVar("_Outcome", Record, Record | Failure)


@dataclass(frozen=True, slots=True)
class _Group:
    """Inputs read together: each article's windows, their encodings as they come, and what went wrong before that."""

    inputs: Sequence[Article | Failure]
    articles: Sequence[Article]
    windows: Sequence[Sequence[Window]]
    coming: Iterator[Encoded]
    error: Exception | None = None


class Reader:
    """Reads articles. Made once, it keeps the model in memory; reading is deterministic whatever is read together.

    model: "standard", "fast", which finds somewhat less and more quickly, or the folder of another one.
    threads: how many processor cores the model may use, 0 for all of them.
    threshold: how sure, between 0 and 1, the model must be of a statement; higher finds fewer and surer ones.
    Raises SelonError when there is no such model.
    """

    def __init__(self, model: str | Path = WEIGHTS, *, threads: int = 0, threshold: float = THRESHOLD) -> None:
        weights = folder_of(model)
        self._encoder = Encoder(weights, threads=threads, lowest=min(threshold, _LOWEST))
        self._threshold = threshold
        self._decoder = Decoder.load(weights / "decoder.npz")
        self._tagger = EntityTagger.load(weights / "entities.onnx")
        self.name = reader_name(weights)

    def read(self, article: Article) -> Record:
        """The record of one article."""
        return next(self.read_many([article]))

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        """The records of many articles, in their order; faster than one by one, for all cores work at once."""
        for _, records in self._read(articles, self._records):
            yield from records

    def read_all(self, inputs: Iterable[Article | Failure]) -> Iterator[Record | Failure]:
        """The records of what `read_articles` found, in order; whatever befalls one article costs no other.

        A failure is passed on in its place, and an article on which reading breaks down becomes one.
        """
        for group, found in self._read(inputs, self._outcomes):
            outcomes = iter(found)
            for one in group.inputs:
                yield next(outcomes) if isinstance(one, Article) else one

    def _read(
        self, inputs: Iterable[Article | Failure], outcomes_of: Callable[[_Group], Sequence[_Outcome]]
    ) -> Iterator[tuple[_Group, Sequence[_Outcome]]]:
        """Groups of inputs, each with what `outcomes_of` makes of it."""
        begun = self._begun(inputs)
        while True:
            with without_collection():
                group = next(begun, None)
                if group is None:
                    return
                outcomes = outcomes_of(group)
            yield group, outcomes

    def _begun(self, inputs: Iterable[Article | Failure]) -> Iterator[_Group]:
        """Groups of inputs whose windows are with the encoder, one group ahead of what is put together."""
        ahead: deque[_Group] = deque()
        for some in _groups(inputs):
            ahead.append(self._begin(some))
            if len(ahead) > 1:
                yield ahead.popleft()
        yield from ahead

    def _begin(self, inputs: Sequence[Article | Failure]) -> _Group:
        articles = [one for one in inputs if isinstance(one, Article)]
        try:
            windows = [list(self._windows(article)) for article in articles]
        except Exception as error:
            return _Group(inputs, articles, [], iter(()), error)
        together = [window for own in windows for window in own]
        return _Group(inputs, articles, windows, self._encoder.encode(together) if together else iter(()))

    def _records(self, group: _Group) -> list[Record]:
        if group.error:
            raise group.error
        encoded = list(group.coming)
        places = [
            (article, window) for article, own in zip(group.articles, group.windows, strict=True) for window in own
        ]
        told = [self._told(article, window, one) for (article, window), one in zip(places, encoded, strict=True)]
        statements = iter(self._decoder.statements([window for _, window in places], told))
        found = ([one for _ in own for one in next(statements)] for own in group.windows)
        return list(map(self._record, group.articles, found, self._entities(group, encoded)))

    def _told(self, article: Article, window: Window, encoded: Encoded) -> Encoded:
        """What the encoder tells of a window, without the unsure anchors that can't be those of refusals."""
        kept = [
            sure >= self._threshold or may_refuse(article.text, article.language, window.words[place])
            for place, sure in zip(encoded.anchors.tolist(), encoded.sure.tolist(), strict=True)
        ]
        return encoded if all(kept) else encoded.only(kept)

    def _entities(self, group: _Group, encoded: Sequence[Encoded]) -> list[list[tuple[Span, str]]]:
        """The named entities of each article with their label, PER, LOC or ORG."""
        coming = iter(encoded)
        words = (
            Words.of(article.text, own, [next(coming).hidden for _ in own])
            for article, own in zip(group.articles, group.windows, strict=True)
        )
        return [
            settled_entities(article.text, article.language, paragraphs_of(article), found)
            for article, found in zip(group.articles, self._tagger.entities(words), strict=True)
        ]

    def _outcomes(self, group: _Group) -> Sequence[Record | Failure]:
        try:
            return self._records(group)
        except Exception:
            # Which of them it was does not show when they are read together.
            return [self._outcome(article) for article in group.articles]

    def _outcome(self, article: Article) -> Record | Failure:
        try:
            return self.read(article)
        except Exception as error:
            origin = article.origin or article.name or "the article"
            return Failure(origin, f"{origin} is left out: reading it failed ({type(error).__name__}: {error})")

    def _windows(self, article: Article) -> Iterator[Window]:
        return windows_of(article.text, paragraphs_of(article), self._encoder.pieces)

    def _record(self, article: Article, raw: Sequence[Found], entities: Sequence[tuple[Span, str]]) -> Record:
        text = article.text
        found, inside = settle(text, article.language, paragraphs_of(article), raw, self._threshold)
        statements = [_statement(one, parent) for one, parent in zip(found, inside, strict=True)]
        resolved = resolve(article, statements, entities)
        named = [span for span, label in entities if label == PLACE]
        places = find_places(text, named, article.language, article.dateline, resolved.discourse.tokens)
        kinds = agree_on_kinds(resolved.statements, found)
        roster = roster_of(resolved.discourse, kinds, resolved.speakers, entities, places)
        times = find_times(text, _dated(article), article.language, article.published)
        dated = with_times(text, roster.statements, times, article.language, article.published)
        return Record(
            article,
            dated,
            self.name,
            actors=roster.actors,
            entities=roster.entities,
            times=times,
            figures=find_figures(text, paragraphs_of(article), article.language, dated),
            places=places,
        )


def reader_name(model: str | Path = WEIGHTS) -> str:
    """What a reader with this model is called: what is found depends on the rules as much as on the weights."""
    return f"selon-{version('selon')}-{(folder_of(model) / 'version.txt').read_text(encoding='utf-8').strip()}"


def _dated(article: Article) -> list[Span]:
    """Where times are looked for: bylines and datelines have some too."""
    return [passage.span for passage in article.passages if passage.kind is not PassageKind.FURNITURE]


def paragraphs_of(article: Article) -> list[Span]:
    """The passages of an article that are read: its headlines and paragraphs."""
    return [passage.span for passage in article.passages if passage.kind in _READ]


def _statement(found: Found, parent: int | None) -> Statement:
    return Statement(
        content=found.content,
        cue=found.cue,
        source=found.source,
        act=found.act,
        parent=parent,
        confidence=round(found.confidence, 4),
    )


def _groups(inputs: Iterable[Article | Failure]) -> Iterator[list[Article | Failure]]:
    group: list[Article | Failure] = []
    characters = 0
    for one in inputs:
        length = len(one.text if isinstance(one, Article) else one.reason)
        if group and characters + length > _TOGETHER:
            yield group
            group, characters = [], 0
        group.append(one)
        characters += length
    if group:
        yield group
