"""How figures are compared with annotated ones."""

from __future__ import annotations

from typing import Any

from selon.record import Figure, Kind, Span, Speaker, Statement
from selon.score.figures import FigureScore, figure_rows


def row(start: int, end: int, value: float, unit: str | None = None, speaker: str | None = None) -> dict[str, Any]:
    return {"span": [start, end], "value": value, "low": value, "high": value, "unit": unit, "speaker": speaker}


def hits(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, int]:
    score = FigureScore()
    score.add(gold, predicted)
    return {name: tally.hits for name, tally in score.measures.items()}


def test_each_measure_counts_what_it_names() -> None:
    gold = [row(0, 9, 35, "killed", "the police"), row(20, 29, 2), row(40, 49, 7, "people"), row(60, 69, 1)]
    predicted = [row(3, 9, 35, "killed", "police"), row(20, 29, 3), row(40, 49, 7), row(80, 89, 1)]
    assert hits(gold, predicted) == {"found": 3, "value": 2, "unit": 2, "speaker": 3, "all": 1}


def test_one_figure_pairs_with_one_other() -> None:
    assert hits([row(0, 20, 5)], [row(0, 8, 4), row(10, 20, 5)])["value"] == 1


def test_disagreements_can_be_read() -> None:
    score = FigureScore()
    score.add([row(0, 5, 1), row(10, 15, 2)], [row(0, 5, 9, "people"), row(30, 35, 3)])
    assert [error.wrong for error in score.errors] == [("value", "unit"), ("found",), ("found",)]


def test_a_figure_is_on_the_word_of_its_statements_speaker() -> None:
    statement = Statement((Span(0, 9),), speaker=Speaker("Anne Roux", Kind.PERSON))
    told, untold = figure_rows([Figure(Span(0, 4), 35, statement=0), Figure(Span(12, 14), 2)], [statement])
    assert (told["speaker"], untold["speaker"]) == ("Anne Roux", None)
