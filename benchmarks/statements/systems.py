"""The systems that find statements, each brought to one form: gold articles in, their statements out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.spacy_models import load_pipeline, optional_module
from selon.articles import Details, parse_text

Row = dict[str, Any]
Extract = Callable[[Sequence[Mapping[str, Any]]], Iterator[list[Row] | None]]
"""From articles to the statements of each; None where the system gives up on the article."""

SELON, FAST = "selon", "selon, fast model"
_PARAGRAPH = re.compile(r"[^\n]+")
_LINE_ENDS = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class System:
    """One system: what it is called, the languages it reads and how it is made ready for one of them.

    load: raises UnavailableError when the system or its model is not installed.
    """

    name: str
    languages: tuple[str, ...]
    load: Callable[[str], Extract]


def systems(weights: Path) -> tuple[System, ...]:
    """Every system there is: selon with the model in the folder `weights` first, then with its fast one.

    Each runs on one core.
    """
    return (
        System(SELON, ("en", "fr"), lambda _: _selon(weights)),
        System(FAST, ("en", "fr"), lambda _: _selon("fast")),
        System("textacy, whole articles", ("en", "fr"), _textacy),
        System("textacy, by paragraph", ("en", "fr"), _textacy_by_paragraph),
        System("sayswho", ("en",), _sayswho),
    )


def _selon(model: str | Path) -> Extract:
    # Imported here, so that the model's libraries are not in the peers' memory.
    from selon.extract.reader import Reader

    reader = Reader(model, threads=1)

    def extract(articles: Sequence[Mapping[str, Any]]) -> Iterator[list[Row]]:
        parsed = (
            parse_text(row["text"], language=row["language"], details=Details(title=row.get("title")))
            for row in articles
        )
        return (record.to_dict()["statements"] for record in reader.read_many(parsed))

    return extract


def _textacy(language: str) -> Extract:
    find, pipeline = _direct_quotations(), load_pipeline(language)

    def extract(articles: Sequence[Mapping[str, Any]]) -> Iterator[list[Row] | None]:
        texts = (row["text"] for row in articles)
        return (_found(find, doc) for doc in pipeline.pipe(texts))

    return extract


def _textacy_by_paragraph(language: str) -> Extract:
    """textacy, given one paragraph at a time: one unpaired quotation mark then costs a paragraph, not the article."""
    find, pipeline = _direct_quotations(), load_pipeline(language)

    def extract(articles: Sequence[Mapping[str, Any]]) -> Iterator[list[Row]]:
        parts = [list(_PARAGRAPH.finditer(row["text"])) for row in articles]
        docs = pipeline.pipe(one.group() for paragraphs in parts for one in paragraphs)
        for paragraphs in parts:
            yield [statement for one in paragraphs for statement in _found(find, next(docs), one.start()) or ()]

    return extract


def _sayswho(language: str) -> Extract:
    """sayswho's finder of quotations; the coreference model that it resolves speakers with is on no registry."""
    find = optional_module("sayswho.quote_finder", "--no-deps sayswho && pip install jinja2 rapidfuzz").quote_finder
    pipeline = load_pipeline(language)

    def extract(articles: Sequence[Mapping[str, Any]]) -> Iterator[list[Row] | None]:
        # It expects each line end to be a token by itself.
        texts = (_LINE_ENDS.sub(lambda ends: " " * (len(ends.group()) - 1) + "\n", row["text"]) for row in articles)
        return (_found(find, doc) for doc in pipeline.pipe(texts))

    return extract


def _direct_quotations() -> Any:
    return optional_module("textacy.extract.triples", "textacy").direct_quotations


def _found(find: Any, doc: Any, offset: int = 0) -> list[Row] | None:
    try:
        return [_statement(triple, offset) for triple in find(doc)]
    except (TypeError, ValueError):
        # An unpaired quotation mark for textacy, a mark of two characters for sayswho.
        return None


def _statement(triple: Any, offset: int) -> Row:
    """A (speaker, cue, content) triple in the form of the gold files."""
    content = triple.content
    return {
        "content": [[content.start_char + offset, content.end_char + offset]],
        "cue": _spans(triple.cue, offset),
        "source": _spans(triple.speaker, offset),
        "speaker": " ".join(token.text for token in triple.speaker),
    }


def _spans(tokens: Any, offset: int) -> list[list[int]]:
    return [[token.idx + offset, token.idx + len(token) + offset] for token in tokens]
