"""One system over the articles of one gold file: how well it finds their statements, and how fast."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.spacy_models import UnavailableError
from benchmarks.statements.systems import System
from selon.score import Score, score_article

GOLD = ("polnear-dev.jsonl", "wikinews-fr-dev.jsonl")
MEASURES = {
    "loose": "contents, loose",
    "strict": "contents, strict",
    "source": "with the right source",
    "speaker": "with the right speaker",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What one system did on one gold file.

    figures: F1 in per cent by measure, and precision and recall of the loose one; a measure without gold is left out.
    loading, seconds: making the system ready, and from the first text to the last statements.
    articles: how many there were, of so many words; given_up: on how many the system gave up, which count as found
    empty.
    unavailable: why it could not be run, None when it was.
    """

    gold: str
    system: str
    figures: dict[str, float] = field(default_factory=dict)
    loading: float = 0.0
    seconds: float = 0.0
    words: int = 0
    articles: int = 0
    given_up: int = 0
    unavailable: str | None = None

    @property
    def words_per_second(self) -> float:
        """From text to statements, the model loaded before."""
        return self.words / self.seconds if self.seconds else 0.0


def measure(
    name: str,
    language: str,
    gold: Sequence[Mapping[str, Any]],
    system: System,
    wait: Callable[[], None] = lambda: None,
    further: Sequence[Mapping[str, Any]] = (),
) -> Result:
    """Make `system` ready and run it over the articles `gold`, all of one language, of the file `name`.

    It is ready when it has read one article, as what it reads first makes it load more; then comes `wait`.
    further: articles that are read behind those of `gold`, so that the time is long enough to be measured.
    """
    begun = time.perf_counter()
    try:
        extract = system.load(language)
        list(extract(gold[:1]))
    except UnavailableError as error:
        return Result(name, system.name, unavailable=str(error))
    ready = time.perf_counter()
    wait()
    started = time.perf_counter()
    articles = [*gold, *further]
    found = list(extract(articles))
    ended = time.perf_counter()
    return Result(
        name,
        system.name,
        figures=_figures(gold, found[: len(gold)]),
        loading=ready - begun,
        seconds=ended - started,
        words=sum(len(article["text"].split()) for article in articles),
        articles=len(articles),
        given_up=found.count(None),
    )


def _figures(gold: Sequence[Mapping[str, Any]], found: Sequence[Sequence[Any] | None]) -> dict[str, float]:
    score = Score()
    for article, statements in zip(gold, found, strict=True):
        score_article(article, {"statements": statements or ()}, score)
    figures = {short: score.measures[measure].f1 for short, measure in MEASURES.items() if measure in score.measures}
    loose = score.measures[MEASURES["loose"]]
    figures |= {"precision": loose.precision, "recall": loose.recall}
    return {name: round(100 * figure, 2) for name, figure in figures.items()}
