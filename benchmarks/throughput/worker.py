"""One measurement in a process of its own, which waits until others are as far; writes one JSON object to stdout."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.processes import peak_megabytes, wait_for_the_others
from benchmarks.spacy_models import UnavailableError, load_pipeline
from selon.articles import parse_text
from selon.errors import SelonError
from selon.record import Article

Rows = Sequence[Mapping[str, Any]]
Texts = Iterator[str]
Read = Callable[[Rows], Texts]

# tok2vec, tagger (French: morphologizer), parser and NER remain.
_NOT_COMPARED = ("attribute_ruler", "lemmatizer")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One system over the articles.

    loading, seconds: making the system ready, and from the first text to the last record.
    megabytes: the most memory that the process has had.
    """

    words: int
    articles: int
    loading: float
    seconds: float
    megabytes: float


def measure(rows: Rows, load: Callable[[], Read], number: int, processes: int) -> Measurement:
    """Make a system ready, then run it over every `processes`-th of `rows` from `number` on; only articles that it did
    read are counted.

    It is ready when it has read an article of each language: what it reads first makes it load more.
    """
    started = time.perf_counter()
    read = load()
    list(read(list({row["language"]: row for row in rows}.values())))
    ready = time.perf_counter()
    wait_for_the_others()
    begun = time.perf_counter()
    lengths = [len(text.split()) for text in read(rows[number::processes])]
    ended = time.perf_counter()
    return Measurement(sum(lengths), len(lengths), ready - started, ended - begun, peak_megabytes())


def main() -> None:
    """Measure one system and write the figures, or why it cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("system", choices=("selon", "fast", "spacy"))
    parser.add_argument("articles", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--share", type=int, nargs=2, required=True, metavar=("NUMBER", "PROCESSES"))
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.articles.read_text(encoding="utf-8").splitlines()]
    loaders = {
        "selon": lambda: _selon(arguments.weights),
        "fast": lambda: _selon("fast"),
        "spacy": lambda: _spacy(sorted({row["language"] for row in rows})),
    }
    try:
        json.dump(asdict(measure(rows, loaders[arguments.system], *arguments.share)), sys.stdout)
    except UnavailableError as error:
        json.dump({"unavailable": str(error)}, sys.stdout)


def _selon(model: str | Path) -> Read:
    # Imported here, so that the model's libraries are not in spaCy's memory.
    from selon.extract.reader import Reader

    reader = Reader(model, threads=1)
    return lambda rows: (record.article.text for record in reader.read_many(_parsed(rows)))


def _parsed(rows: Rows) -> Iterator[Article]:
    """The articles from their texts alone: language and passages are found, as for any plain text."""
    for row in rows:
        try:
            yield parse_text(row["text"])
        except SelonError:
            # Neither French nor English, or empty: not counted.
            continue


def _spacy(languages: Sequence[str]) -> Read:
    pipelines = {language: load_pipeline(language, exclude=_NOT_COMPARED) for language in languages}

    def read(rows: Rows) -> Texts:
        for language, pipeline in pipelines.items():
            texts = (row["text"] for row in rows if row["language"] == language)
            yield from (doc.text for doc in pipeline.pipe(texts))

    return read


if __name__ == "__main__":
    main()
