"""One measurement in a process of its own, so that its peak memory is its own; writes one JSON object to stdout."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.processes import peak_megabytes
from benchmarks.spacy_models import UnavailableError, load_pipeline
from selon.articles import parse_text
from selon.errors import SelonError
from selon.record import Article

Rows = Sequence[Mapping[str, Any]]
Texts = Iterator[str]

# tok2vec, tagger (French: morphologizer), parser and NER remain.
_NOT_COMPARED = ("attribute_ruler", "lemmatizer")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One system over the articles.

    loading, seconds: making the system ready, and from the first text to the last record.
    megabytes: the peak of the largest process.
    """

    words: int
    articles: int
    loading: float
    seconds: float
    megabytes: float


def measure(rows: Rows, load: Callable[[], Callable[[], Texts]]) -> Measurement:
    """Make a system ready, then run it over all of `rows`; only articles that it did read are counted."""
    started = time.perf_counter()
    read = load()
    ready = time.perf_counter()
    lengths = [len(text.split()) for text in read()]
    ended = time.perf_counter()
    return Measurement(sum(lengths), len(lengths), ready - started, ended - ready, peak_megabytes())


def main() -> None:
    """Measure one system and write the figures, or why it cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("system", choices=("selon", "fast", "spacy"))
    parser.add_argument("articles", type=Path)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.articles.read_text(encoding="utf-8").splitlines()]
    loaders = {
        "selon": lambda: _selon(rows, arguments.weights, arguments.threads),
        "fast": lambda: _selon(rows, "fast", arguments.threads),
        "spacy": lambda: _spacy(rows, arguments.threads),
    }
    try:
        json.dump(asdict(measure(rows, loaders[arguments.system])), sys.stdout)
    except UnavailableError as error:
        json.dump({"unavailable": str(error)}, sys.stdout)


def _selon(rows: Rows, model: str | Path, threads: int) -> Callable[[], Texts]:
    # Imported here, so that the model's libraries are not in spaCy's memory.
    from selon.extract.reader import Reader

    reader = Reader(model, threads=threads)
    return lambda: (record.article.text for record in reader.read_many(_parsed(rows)))


def _parsed(rows: Rows) -> Iterator[Article]:
    """The articles from their texts alone: language and passages are found, as for any plain text."""
    for row in rows:
        try:
            yield parse_text(row["text"])
        except SelonError:
            # Neither French nor English, or empty: not counted.
            continue


def _spacy(rows: Rows, processes: int) -> Callable[[], Texts]:
    languages = sorted({row["language"] for row in rows})
    pipelines = {language: load_pipeline(language, exclude=_NOT_COMPARED) for language in languages}

    def read() -> Texts:
        for language, pipeline in pipelines.items():
            texts = (row["text"] for row in rows if row["language"] == language)
            yield from (doc.text for doc in pipeline.pipe(texts, n_process=processes))

    return read


if __name__ == "__main__":
    main()
