"""What must hold of every article and every record, however bad the input."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from benchmarks.fuzz.spans import spans_in
from selon.articles import Failure
from selon.articles.source import squeeze
from selon.record import Article, Record, Span

# How `Failure.of` and `Reader.read_all` write down an error that nobody foresaw.
_UNFORESEEN = re.compile(r"(?:could not be read|reading it failed) \((?!SelonError)\w+: ", re.DOTALL)


def faults_of_failure(failure: Failure) -> Iterator[str]:
    """What is wrong with an input's failure: one that was not foreseen is a crash that was caught."""
    if _UNFORESEEN.search(failure.reason):
        yield f"an unforeseen error: {failure.reason[-300:]}"


def faults_of_article(article: Article) -> Iterator[str]:
    """What is wrong with the passages of an article and with the way back to its source."""
    reached = 0
    for passage in article.passages:
        span = passage.span
        if not reached <= span.start < span.end <= len(article.text):
            yield f"passage {span} stands outside the text or on another"
        reached = span.end
    if article.segments:
        yield from _faults_of_segments(article)


def _faults_of_segments(article: Article) -> Iterator[str]:
    reached = before = 0
    for segment in article.segments:
        text, original = segment.text, segment.original
        if text.start != reached or not before <= original.start <= original.end <= len(article.original):
            yield f"segment {segment} leaves a gap, goes back or stands outside the source"
        reached, before = text.end, max(before, original.start)
        letters, shown = squeeze(text.of(article.text)), _shown(original.of(article.original))
        if original.start < original.end and letters and not (letters in shown and _as_long(text, original, letters)):
            yield f"segment {segment}: {letters[:60]!r} does not stand there, but {shown[:60]!r}"
    if reached != len(article.text):
        yield f"the segments end at {reached}, the text at {len(article.text)}"


def _shown(source: str) -> str:
    return squeeze(html.unescape(source)) or squeeze(source)


def _as_long(text: Span, original: Span, letters: str) -> bool:
    """A run of other length than the source's is one escaped letter."""
    return text.end - text.start == original.end - original.start or len(letters) == 1


def faults_of_record(record: Record) -> Iterator[str]:
    """What is wrong with what was found: spans, the numbers that point at other findings, the way through JSON."""
    text = record.article.text
    for what, span in spans_in(record):
        if not (span.end <= len(text) and span.of(text).strip()):
            yield f"{what} {span} is empty or outside the text of {len(text)} characters"
    yield from _faults_of_links(record)
    yield from _faults_of_json(record)


def _faults_of_links(record: Record) -> Iterator[str]:
    statements, actors, times = len(record.statements), len(record.actors), len(record.times)
    links = [("statement of a figure", figure.statement, statements) for figure in record.figures]
    links += [("actor of an entity", entity.actor, actors) for entity in record.entities]
    for number, statement in enumerate(record.statements):
        links += [("actor", statement.actor, actors), ("time", statement.time, times)]
        links.append(("parent", statement.parent, statements))
        if _goes_round(record, number):
            yield f"statement {number} stands inside itself"
        if not 0 <= statement.confidence <= 1:
            yield f"statement {number} has a confidence of {statement.confidence}"
    for what, link, count in links:
        if link is not None and not 0 <= link < count:
            yield f"{what}: there is no number {link}"


def _goes_round(record: Record, number: int) -> bool:
    parent, steps = record.statements[number].parent, 0
    while parent is not None and 0 <= parent < len(record.statements) and steps <= len(record.statements):
        parent, steps = record.statements[parent].parent, steps + 1
    return steps > len(record.statements)


def _faults_of_json(record: Record) -> Iterator[str]:
    row = record.to_dict()
    written = json.dumps(row, allow_nan=False)
    again = Record.from_dict(json.loads(written))
    if json.dumps(again.to_dict(), allow_nan=False) != written:
        yield "the record is another after its way through JSON"
