"""What the model finds in an article made into its statements' parts: sure ones, each word once, nested ones placed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from selon.extract.conflicts import untangle
from selon.extract.quotations import complete, unclaimed, with_quotations
from selon.extract.refusals import plain_refusals, with_refusals
from selon.extract.statements import parents, tidy
from selon.model.decode import Found
from selon.record import Span

_MARKS = '«»“”„"'
# How sure the model must be of a statement inside another's content: few of these are annotated, a wrong one misleads.
_NESTED_THRESHOLD = 0.8
# And of a content that neither a cue nor quotation marks give away: the reporter's own voice is put on nobody.
_BARE_THRESHOLD = 0.9
# Findings are compared with one another; in a long text only with those of so many paragraphs, and in one whose
# paragraphs are endless only with so many others.
_COMPARED, _MOST = 60, 500


def settle(
    text: str, language: str, paragraphs: Sequence[Span], raw: Sequence[Found], threshold: float
) -> tuple[list[Found], list[int | None]]:
    """The findings to keep, in the order of the text, and for each the number of the one it stands inside, or None.

    paragraphs: those that were read, in order. raw: the model's findings, unsure ones too, of which those that are at
    least `threshold` sure count, and refusals. Raises UnknownLanguageError when selon does not read `language`.
    """
    found: list[Found] = []
    inside: list[int | None] = []
    for some, near in _stretches(paragraphs, raw):
        kept = _settled(text, language, some, near, threshold)
        inside += [None if parent is None else parent + len(found) for parent in parents(kept)]
        found += kept
    return found, inside


def _stretches(paragraphs: Sequence[Span], raw: Sequence[Found]) -> Iterator[tuple[Sequence[Span], Sequence[Found]]]:
    """Runs of paragraphs, each with the findings anchored in it."""
    ordered = sorted(raw, key=lambda one: one.anchor)
    taken = 0
    for start in range(0, len(paragraphs), _COMPARED):
        some = paragraphs[start : start + _COMPARED]
        first = taken
        while taken < len(ordered) and ordered[taken].anchor.start < some[-1].end:
            taken += 1
        yield from _shortened(some, ordered[first:taken])


def _shortened(paragraphs: Sequence[Span], found: Sequence[Found]) -> Iterator[tuple[Sequence[Span], Sequence[Found]]]:
    """Runs of at most _MOST findings, each with the paragraphs that begin between its first one and the next run's."""
    starts = [0, *(bisect_left(paragraphs, one.anchor) for one in found[_MOST::_MOST]), len(paragraphs)]
    for number, (first, last) in enumerate(pairwise(starts)):
        yield paragraphs[first:last], found[number * _MOST : (number + 1) * _MOST]


def _settled(
    text: str, language: str, paragraphs: Sequence[Span], raw: Sequence[Found], threshold: float
) -> list[Found]:
    sure = with_quotations(text, with_refusals(text, language, raw, threshold))
    found = complete(text, untangle(text, tidy(text, sure)))
    found += unclaimed(text, paragraphs, found) + plain_refusals(text, language, paragraphs, found)
    found = tidy(text, found)
    return [one for one, parent in zip(found, parents(found), strict=True) if _is_sure(text, one, parent)]


def _is_sure(text: str, found: Found, parent: int | None) -> bool:
    """Whether a finding is as sure as one of its sort must be."""
    bare = not found.cue and not any(mark in span.of(text) for span in found.content for mark in _MARKS)
    return found.confidence >= max(_BARE_THRESHOLD * bare, _NESTED_THRESHOLD * (parent is not None))
