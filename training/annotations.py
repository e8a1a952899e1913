"""Our own annotations, kept as offsets into articles of ../shared/articles: their texts are not copied here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.examples import Json, load

FOLDER = Path(__file__).parent / "gold"


def fingerprint(text: str) -> str:
    """What tells that a text is the one that was annotated."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def annotated(shared: Path, language: str) -> list[Json]:
    """The articles annotated in `language`, with text and statements, in the order of their ids.

    Raises ValueError when an annotated article is missing from ../shared/articles or its text has changed.
    """
    notes = {note["id"]: note for path in sorted(FOLDER.glob("*.jsonl")) for note in load(path)}
    return [article for article in _joined(shared, notes) if article["language"] == language]


def _joined(shared: Path, notes: dict[str, Json]) -> Iterator[Json]:
    texts = {article["id"]: article for path in sorted((shared / "articles").glob("*.jsonl")) for article in load(path)}
    for name, note in sorted(notes.items()):
        if name not in texts or fingerprint(texts[name]["text"]) != note["text"]:
            raise ValueError(f"{name} is annotated, but its text is not in {shared / 'articles'}")
        yield texts[name] | {"statements": note["statements"]}


def keep(articles: Iterable[Json], path: Path) -> None:
    """Write annotated articles without their texts, one a line."""
    with path.open("w", encoding="utf-8") as lines:
        for article in sorted(articles, key=lambda article: str(article["id"])):
            note = {"id": article["id"], "text": fingerprint(article["text"]), "statements": article["statements"]}
            lines.write(json.dumps(note, ensure_ascii=False, separators=(",", ":")) + "\n")
