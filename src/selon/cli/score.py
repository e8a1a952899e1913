"""`selon score`: how well records agree with annotated ones, and the errors to read."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from selon.cli.output import open_output
from selon.cli.terminal import to_json
from selon.score import Error, Score, Tally, kinds_of, score_files

HELP = "compare records with annotated ones"
DESCRIPTION = """\
Compares predicted records with annotated ones: precision, recall and F1, and the
errors to read. What is annotated is scored: statements, entities (exact matches
of span and label), times (as TempEval-3 does: strict and relaxed spans, and
relaxed spans with the right type, value, mod) and figures."""
EXAMPLES = """\
examples:
  selon read gold.jsonl --jsonl -o predicted.jsonl
  selon score gold.jsonl predicted.jsonl
  selon score gold.jsonl predicted.jsonl --kind edges --errors 50

In errors, [-words-] stand only in the annotation and {+words+} only in the prediction."""

_KINDS = ("missed", "invented", "edges", "source", "speaker", "name", "time", "figure")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `selon score` takes."""
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl", help="annotated articles, one a line")
    parser.add_argument("predicted", type=Path, metavar="PREDICTED.jsonl", help="the records of 'selon read --jsonl'")
    parser.add_argument("--errors", type=_number, default=10, metavar="N", help="list at most N errors (10)")
    parser.add_argument("--kind", choices=_KINDS, help="list only errors of this kind")
    parser.add_argument("--json", action="store_true", help="write everything as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Score and show. Raises SelonError when a file cannot be scored."""
    score = score_files(arguments.gold, arguments.predicted)
    errors = [error for error in score.errors if arguments.kind in (None, error.kind)]
    with open_output(None, encoding="utf-8" if arguments.json else None) as stream:
        if arguments.json:
            stream.write(to_json(row_of(score, errors[: arguments.errors]), indent=2))
        else:
            from selon.cli.score_view import score_view

            stream.write(score_view(score, errors, arguments.errors))
    return 0


def row_of(score: Score, errors: Sequence[Error]) -> dict[str, Any]:
    """A score as JSON types: figures between 0 and 1, the number of errors of each kind, and `errors` themselves."""
    return {
        "measures": _figures(score.measures, ("precision", "recall", "f1", "hits", "gold", "predicted")),
        "recall_by_form": _figures(score.forms, ("recall", "hits", "gold")),
        "agreement": _figures(score.agreement, ("recall", "hits", "gold")),
        "error_counts": dict(kinds_of(score.errors)),
        "errors": [{"kind": e.kind, "article": e.article, "gold": e.gold, "predicted": e.predicted} for e in errors],
    }


def _figures(tallies: Mapping[str, Tally], names: Iterable[str]) -> dict[str, dict[str, float]]:
    return {measure: {name: getattr(tally, name) for name in names} for measure, tally in tallies.items()}


def _number(written: str) -> int:
    if not written.isdecimal():
        raise argparse.ArgumentTypeError(f"'{written}' is no number: write 0 or more")
    return int(written)
