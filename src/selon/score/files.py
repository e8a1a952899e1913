"""Scoring files: the figures that every claim of quality comes from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from selon.errors import SelonError
from selon.score.entities import score_entities
from selon.score.figures import score_figures
from selon.score.statements import score_article
from selon.score.tally import Json, Score
from selon.score.times import score_times


def score_files(gold: Path, predicted: Path) -> Score:
    """Score a file of predicted records against a gold file, both JSONL with one article a line, joined by `id`.

    Raises SelonError when a file cannot be read, a line is not a record, or the two share no article.
    """
    wanted, found = _read(gold, ("id", "text")), _read(predicted, ("id",))
    if not wanted.keys() & found.keys():
        raise SelonError(
            f"{gold} and {predicted} have no article id in common; score the records of the same articles."
        )
    score = Score()
    for name, article in wanted.items():
        for part, add in _SCORERS.items():
            if part in article:
                # An article that was not predicted counts as read and found empty.
                add(article, {part: [], **found.get(name, {})}, score)
    return score


_SCORERS = {"statements": score_article, "entities": score_entities, "times": score_times, "figures": score_figures}


def _read(path: Path, needed: Sequence[str]) -> dict[str, Json]:
    try:
        with path.open(encoding="utf-8") as lines:
            records = [
                _record(line, f"{path}, line {number}", needed) for number, line in enumerate(lines, 1) if line.strip()
            ]
    except OSError as error:
        raise SelonError(f"{path} cannot be read ({error.strerror}): check the path and its permissions") from error
    return {str(record["id"]): record for record in records}


def _record(line: str, called: str, needed: Sequence[str]) -> Json:
    try:
        record = json.loads(line)
        found = {part: list(record[part]) for part in _SCORERS if part in record}
        if not found or not all(name in record for name in needed):
            raise KeyError(*needed)
        return {**record, **found}
    except (ValueError, KeyError, TypeError) as error:
        raise SelonError(f"{called}: not a record with {' and '.join(needed)} and what is found in it") from error
