"""How well statements are found, by selon and by every peer that is installed: python -m benchmarks.statements

Each system reads exactly the same articles and its statements go through `selon.score`. Loose: half of the words of a
content shared; strict: the same words. Why a peer could not be run stands under the table.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.report import DATA, circumstances, table, write_json
from benchmarks.spacy_models import UnavailableError
from benchmarks.statements.systems import System, systems
from selon.model.encoder import WEIGHTS
from selon.score import Score, score_article

_GOLD = ("polnear-dev.jsonl", "wikinews-fr-dev.jsonl")
_MEASURES = {
    "loose": "contents, loose",
    "strict": "contents, strict",
    "source": "with the right source",
    "speaker": "with the right speaker",
}
_HEADER = ("", *_MEASURES, "precision", "recall", "words/s", "articles")


@dataclass(frozen=True, slots=True)
class Result:
    """What one system did on one gold file.

    figures: F1 in per cent by measure, and precision and recall of the loose one; a measure without gold is left out.
    words_per_second: on one core, from text to statements, the model loaded before.
    articles: how many there were; given_up: on how many the system gave up, which count as found empty.
    unavailable: why it could not be run, None when it was.
    """

    gold: str
    system: str
    figures: dict[str, float] = field(default_factory=dict)
    words_per_second: float = 0.0
    articles: int = 0
    given_up: int = 0
    unavailable: str | None = None

    def cells(self) -> list[str]:
        """The row of the table."""
        if self.unavailable:
            return [self.system, *["–"] * (len(_HEADER) - 1)]
        figures = [f"{self.figures[name]:.1f}" if name in self.figures else "–" for name in _HEADER[1:-2]]
        articles = f"{self.articles - self.given_up} of {self.articles}"
        return [self.system, *figures, f"{self.words_per_second:,.0f}", articles]


def main() -> None:
    """Run every system over every gold file, then print one table. Raises OSError when a file cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, help="further gold files, each of one language")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with gold/ (default: ../shared)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder of selon's model")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    files = [arguments.data / "gold" / name for name in _GOLD] + arguments.gold
    results = [result for file in files for result in _results(file, systems(arguments.weights))]
    print(f"F1 in per cent; words/s on one core; {circumstances()}")
    print(table(_HEADER, list(_rows(results))))
    for reason in dict.fromkeys(f"{one.system}: {one.unavailable}" for one in results if one.unavailable):
        print(reason)
    if arguments.json:
        write_json(arguments.json, [asdict(result) for result in results])


def _rows(results: Sequence[Result]) -> Iterator[list[str]]:
    before = None
    for result in results:
        if result.gold != before:
            before = result.gold
            yield [before.upper(), *[""] * (len(_HEADER) - 1)]
        yield result.cells()


def _results(file: Path, candidates: Sequence[System]) -> Iterator[Result]:
    gold = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    language = gold[0]["language"]
    for system in candidates:
        if language in system.languages:
            yield _result(file.stem, language, gold, system)


def _result(name: str, language: str, gold: Sequence[Mapping[str, Any]], system: System) -> Result:
    try:
        extract = system.load(language)
    except UnavailableError as error:
        return Result(name, system.name, unavailable=str(error))
    started = time.perf_counter()
    found = list(extract(gold))
    seconds = time.perf_counter() - started
    score = Score()
    for article, statements in zip(gold, found, strict=True):
        score_article(article, {"statements": statements or ()}, score)
    words = sum(len(article["text"].split()) for article in gold)
    return Result(name, system.name, _figures(score), words / seconds, len(gold), found.count(None))


def _figures(score: Score) -> dict[str, float]:
    figures = {short: score.measures[measure].f1 for short, measure in _MEASURES.items() if measure in score.measures}
    loose = score.measures[_MEASURES["loose"]]
    figures |= {"precision": loose.precision, "recall": loose.recall}
    return {name: round(100 * figure, 2) for name, figure in figures.items()}


if __name__ == "__main__":
    main()
