"""An article cut into runs of text that have the same marks: what of which statement stands where, in which lane.

Statements nest, share words and come in pieces. A run tells all that it belongs to, the outermost first, so that each
statement is a line of its own under the words, one lane below another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from selon.record import Kind, PassageKind, Record, Span, Statement

# So many lanes can be told apart under a line; further ones share the last.
_LANES = 4
# So many speakers have a colour of their own; further ones begin anew.
HUES = 8
UNNAMED_HUE = "unnamed"
_PARTS = ("content", "source", "cue", "addressee", "medium")


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a statement: which statement, counted from 1, which part, in which lane and colour."""

    statement: int
    part: str
    lane: int
    hue: str


@dataclass(frozen=True, slots=True)
class Label:
    """A date, a figure or an actor in the text: of which layer, and what it was read as."""

    layer: str
    title: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text with its marks and labels. opens: the statements whose first word stands at its beginning."""

    text: str
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()
    opens: tuple[int, ...] = ()

    @property
    def statements(self) -> str:
        """The numbers of the statements it belongs to, the innermost last."""
        return " ".join(map(str, dict.fromkeys(mark.statement for mark in self.marks)))


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, a paragraph, a byline or a piece of furniture."""

    kind: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    span: Span
    mark: Mark | Label
    order: tuple[int, int]


def blocks_of(record: Record, labels: Sequence[tuple[Span, Label]] = ()) -> list[Block]:
    """The blocks of an article's text, in order, with the marks of its statements and `labels` on it."""
    placed = sorted(chain_marks(record, labels), key=lambda one: one.span)
    opening = _openings(record)
    return [
        Block(kind, tuple(_runs(record.article.text, span, _within(placed, span), opening)))
        for span, kind in _blocks(record)
    ]


def hues_of(statements: Iterable[Statement]) -> dict[str, str]:
    """A colour for every named speaker, by how much they say."""
    counts = Counter(one.speaker.name for one in statements if one.speaker and one.speaker.kind != Kind.ANONYMOUS)
    return {name: str(place % HUES) for place, (name, _) in enumerate(counts.most_common())}


def hue_of(statement: Statement, hues: dict[str, str]) -> str:
    """The colour of a statement's speaker."""
    return hues.get(statement.speaker.name, UNNAMED_HUE) if statement.speaker else UNNAMED_HUE


def depths_of(statements: Sequence[Statement]) -> list[int]:
    """How many statements each one stands inside of."""
    depths = []
    for statement in statements:
        depth, parent, seen = 0, statement.parent, set()
        while parent is not None and parent not in seen:
            seen.add(parent)
            depth, parent = depth + 1, statements[parent].parent
        depths.append(depth)
    return depths


def chain_marks(record: Record, labels: Sequence[tuple[Span, Label]]) -> Iterator[_Placed]:
    """All marks and labels with where they stand."""
    statements, hues = record.statements, hues_of(record.statements)
    lanes = _lanes(statements)
    for number, (statement, lane) in enumerate(zip(statements, lanes, strict=True), start=1):
        hue = hue_of(statement, hues)
        for part, span in _spans(statement):
            yield _Placed(span, Mark(number, part, lane, hue), (lane, number))
    for span, label in labels:
        yield _Placed(span, label, (_LANES, 0))


def _spans(statement: Statement) -> Iterator[tuple[str, Span]]:
    for part in _PARTS:
        given = getattr(statement, part)
        for span in given if isinstance(given, tuple) else (given,) if given else ():
            if span.start < span.end:
                yield part, span


def _lanes(statements: Sequence[Statement]) -> list[int]:
    """A lane for every statement, none that another has whose words it shares; what is inside lies lower."""
    spans = [sorted(span for _, span in _spans(statement)) for statement in statements]
    depths = depths_of(statements)
    lanes = [0] * len(statements)
    order = sorted(range(len(statements)), key=lambda at: (depths[at], spans[at][:1], at))
    done: list[int] = []
    for at in order:
        taken = {lanes[other] for other in done if _share(spans[at], spans[other])}
        parent = statements[at].parent
        lowest = lanes[parent] + 1 if parent is not None and parent in done else 0
        lanes[at] = next(lane for lane in range(lowest, lowest + len(taken) + 1) if lane not in taken)
        done.append(at)
    return [min(lane, _LANES - 1) for lane in lanes]


def _share(some: Sequence[Span], others: Sequence[Span]) -> bool:
    if not some or not others or some[-1].end <= others[0].start or others[-1].end <= some[0].start:
        return False
    return any(one.overlaps(other) for one in some for other in others)


def _openings(record: Record) -> dict[int, list[int]]:
    """The statements that begin at each character."""
    found: dict[int, list[int]] = {}
    for number, statement in enumerate(record.statements, start=1):
        starts = [span.start for _, span in _spans(statement)]
        if starts:
            found.setdefault(min(starts), []).append(number)
    return found


def _blocks(record: Record) -> Iterator[tuple[Span, str]]:
    """The passages; what stands between them and is more than space, as paragraphs too."""
    text, reached = record.article.text, 0
    for passage in sorted(record.article.passages, key=lambda one: one.span):
        yield from _between(text, reached, passage.span.start)
        yield passage.span, passage.kind.value
        reached = max(reached, passage.span.end)
    yield from _between(text, reached, len(text))


def _between(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    if start < end and not text[start:end].isspace():
        yield Span(start, end), PassageKind.PARAGRAPH.value


def _within(placed: Sequence[_Placed], span: Span) -> list[_Placed]:
    """Those of `placed`, which are in order of their beginning, that share a character with `span`."""
    last = bisect_left(placed, span.end, key=lambda one: one.span.start)
    return [one for one in placed[:last] if one.span.overlaps(span)]


def _runs(text: str, block: Span, placed: Sequence[_Placed], opening: dict[int, list[int]]) -> Iterator[Run]:
    bounds = {block.start, block.end}
    for one in placed:
        bounds |= {max(one.span.start, block.start), min(one.span.end, block.end)}
    edges = sorted(bounds)
    for start, end in pairwise(edges):
        here = sorted((one for one in placed if one.span.start <= start < one.span.end), key=lambda one: one.order)
        yield Run(
            text[start:end],
            tuple(one.mark for one in here if isinstance(one.mark, Mark)),
            tuple(one.mark for one in here if isinstance(one.mark, Label)),
            tuple(opening.get(start, ())),
        )
