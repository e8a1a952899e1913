"""One system over its share of a gold file, in a process of its own, which waits until others are as far; writes one
JSON object to stdout."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.articles import sampled
from benchmarks.processes import peak_megabytes, wait_for_the_others
from benchmarks.spacy_models import load_pipeline
from benchmarks.statements.measuring import measure
from benchmarks.statements.systems import Extract, System, systems

ALONE = "spaCy alone"


def candidates(weights: Path) -> tuple[System, ...]:
    """selon, its peers, and last what most peers build on, which finds no statement and which they can't outrun."""
    return (*systems(weights), System(ALONE, ("en", "fr"), _spacy))


def _spacy(language: str) -> Extract:
    pipeline = load_pipeline(language)

    def extract(articles: Sequence[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]] | None]:
        texts = (row["text"] for row in articles)
        return ([] for _ in pipeline.pipe(texts))

    return extract


def main() -> None:
    """Measure one system and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("system")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--further", type=Path, required=True, help="more articles of the same source")
    parser.add_argument("--words", type=int, required=True, help="read so many in all")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--share", type=int, nargs=2, required=True, metavar=("NUMBER", "PROCESSES"))
    arguments = parser.parse_args()
    gold = [json.loads(line) for line in arguments.gold.read_text(encoding="utf-8").splitlines()]
    (system,) = (one for one in candidates(arguments.weights) if one.name == arguments.system)
    number, processes = arguments.share
    more = arguments.words - sum(len(row["text"].split()) for row in gold)
    own, further = (rows[number::processes] for rows in (gold, list(sampled([arguments.further], more))))
    result = measure(arguments.gold.stem, gold[0]["language"], own, system, wait_for_the_others, further)
    json.dump(asdict(result) | {"megabytes": peak_megabytes()}, sys.stdout)


if __name__ == "__main__":
    main()
