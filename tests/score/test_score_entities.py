"""How names are compared with annotated ones, and files in which several things are annotated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from selon.errors import SelonError
from selon.score import Score, score_files
from selon.score.entities import score_entities

TEXT = "Anne Daval, maire de Brest, préside la Société des ponts de Brest."


def name(words: str, label: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"span": [start, start + len(words)], "label": label}


def scored(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> Score:
    score = Score()
    score_entities({"id": "a", "text": TEXT, "entities": gold}, {"entities": predicted}, score)
    return score


def test_a_name_counts_by_its_characters_and_its_label() -> None:
    score = scored(
        [name("Anne Daval", "Person"), name("Brest", "Location")], [name("Anne Daval", "PER"), name("Brest", "ORG")]
    )
    figures = {measure: (tally.hits, tally.gold, tally.predicted) for measure, tally in score.measures.items()}
    assert figures == {"names: people": (1, 1, 1), "names: places": (0, 1, 0), "names: organisations": (0, 0, 1)}
    assert [(error.gold, error.predicted) for error in score.errors] == [("LOC Brest", None), (None, "ORG Brest")]


def test_of_names_within_names_the_outermost_counts() -> None:
    inner = {"span": [TEXT.rindex("Brest"), TEXT.rindex("Brest") + 5], "label": "Location"}
    score = scored([name("Société des ponts de Brest", "Organization"), inner], [])
    assert score.measures["names: organisations"].gold == 1
    assert score.measures["names: places"].gold == 0


def test_other_things_that_are_annotated_do_not_count() -> None:
    assert not scored([name("maire", "Date")], []).errors


def test_a_file_is_scored_for_all_that_is_annotated_in_it(tmp_path: Path) -> None:
    figure = {"span": [0, 1], "value": 3, "low": 3, "high": 3, "unit": None, "speaker": None}
    time = {"span": [5, 9], "type": "DATE", "value": "2019"}
    row = {"id": "a", "text": TEXT, "entities": [name("Brest", "LOC")], "times": [time], "figures": [figure]}
    for file, figures in (("gold", [figure]), ("found", [{**figure, "statement": None}])):
        (tmp_path / file).write_text(json.dumps({**row, "figures": figures}), encoding="utf-8")
    measures = score_files(tmp_path / "gold", tmp_path / "found").measures
    assert {measures[measure].f1 for measure in ("names: places", "times: value", "times: mod", "figures: all")} == {
        1.0
    }
    assert not any(measure.startswith("contents") for measure in measures)


def test_an_annotated_article_needs_its_text(tmp_path: Path) -> None:
    (tmp_path / "gold").write_text(json.dumps({"id": "a", "times": []}), encoding="utf-8")
    with pytest.raises(SelonError, match="line 1: not a record with id and text"):
        score_files(tmp_path / "gold", tmp_path / "gold")
