"""English articles with the entities that spaCy finds in them, for none were at hand that people annotated.

`python -m training.silver` labels the articles anew; it needs spaCy's English model (see `benchmarks/README.md`). As
with our own annotations, the labels are kept as offsets and the texts stay in ../shared/articles.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.spacy_models import load_pipeline
from training.annotations import fingerprint
from training.examples import Json, load
from training.held_out import SHARED

_LABELLED = Path(__file__).with_suffix(".jsonl")
_ARTICLES, _COUNT = "semeval23-en.jsonl", 130
_LABELS = {"PERSON": "Person", "ORG": "Organization", "GPE": "Location", "LOC": "Location", "FAC": "Location"}
# The article before a name and the genitive behind it are no part of it.
_NAME = re.compile(r"(?:the\s+)?(?P<name>.+?)(?:['’]s)?", re.IGNORECASE | re.DOTALL)


def english(shared: Path) -> list[Json]:
    """The labelled articles, as those of `gold/entities-fr-train.jsonl`.

    Raises ValueError when the text of one has changed.
    """
    texts = {article["id"]: article for article in load(shared / "articles" / _ARTICLES)}
    labelled = load(_LABELLED)
    if changed := [note["id"] for note in labelled if fingerprint(texts[note["id"]]["text"]) != note["text"]]:
        raise ValueError(f"the texts of {', '.join(changed)} are not those that were labelled")
    return [
        texts[note["id"]]
        | {"entities": [{"span": [start, end], "label": label} for start, end, label in note["entities"]]}
        for note in labelled
    ]


def _entities(text: str, pipeline: Any) -> Iterator[tuple[int, int, str]]:
    """The entities of each line by itself: start, end and label."""
    for line in re.finditer(r"[^\n]+", text):
        for entity in pipeline(line.group()).ents:
            name = _NAME.fullmatch(entity.text)
            if entity.label_ in _LABELS and name:
                start = line.start() + entity.start_char
                yield start + name.start("name"), start + name.end("name"), _LABELS[entity.label_]


def main(arguments: Sequence[str] | None = None) -> None:
    """Label the articles and write the labels."""
    parser = argparse.ArgumentParser(prog="python -m training.silver", description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with articles/")
    chosen = parser.parse_args(arguments)
    pipeline = load_pipeline("en", exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    with _LABELLED.open("w", encoding="utf-8") as lines:
        for article in load(chosen.shared / "articles" / _ARTICLES)[:_COUNT]:
            entities = list(_entities(article["text"], pipeline))
            note = {"id": article["id"], "text": fingerprint(article["text"]), "entities": entities}
            lines.write(json.dumps(note, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
