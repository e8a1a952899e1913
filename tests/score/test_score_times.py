"""The measures of TempEval-3."""

from __future__ import annotations

from typing import Any

from selon.score.times import TimeScore


def time(start: int, end: int, value: str, type_: str = "DATE") -> dict[str, Any]:
    return {"span": [start, end], "type": type_, "value": value, "mod": None}


def test_a_value_counts_wherever_the_spans_share_a_character() -> None:
    score = TimeScore()
    score.add([time(0, 6, "2019-03"), time(20, 25, "P1D", "SET")], [time(3, 6, "2019-03"), time(20, 25, "P1D")])
    assert score.measures["strict"].f1 == 0.5
    assert score.measures["relaxed"].f1 == 1.0
    assert score.measures["type"].f1 == 0.5
    assert score.measures["value"].f1 == 1.0


def test_what_is_missed_or_made_up_counts_against_the_values() -> None:
    score = TimeScore()
    score.add([time(0, 6, "2019-03"), time(9, 12, "2020")], [time(0, 6, "2019-03"), time(30, 34, "1998")])
    assert score.measures["value"].f1 == 0.5
    assert [(bool(error.gold), bool(error.predicted)) for error in score.errors] == [(True, False), (False, True)]


def test_each_expression_is_paired_once_with_the_one_it_shares_most_with() -> None:
    score = TimeScore()
    score.add([time(0, 4, "2019"), time(4, 10, "2018")], [time(0, 10, "2018")])
    assert score.measures["relaxed"].hits == 1
    assert score.measures["value"].hits == 1
