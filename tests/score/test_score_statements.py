from pathlib import Path
from typing import Any

import pytest

from selon.errors import SelonError
from selon.score import Score, kinds_of, same_speaker, score_article, score_files

TEXT = "Le maire a dit que le pont rouvrira. « Tout va bien », a assuré sa voisine, Irène Daval."


def spans(*words: str) -> list[list[int]]:
    return [[TEXT.index(some), TEXT.index(some) + len(some)] for some in words]


def said(content: str, source: str, **more: Any) -> dict[str, Any]:
    return {"content": spans(content), "cue": [], "source": spans(source), "form": "direct", **more}


GOLD = {
    "id": "a",
    "text": TEXT,
    "statements": [
        said("que le pont rouvrira", "Le maire", speaker="maire", parent=None),
        said("« Tout va bien »", "sa voisine, Irène Daval", speaker="Irène Daval", parent=None),
    ],
}


def scored(*statements: dict[str, Any]) -> Score:
    score = Score()
    score_article(GOLD, {"id": "a", "statements": statements}, score)
    return score


def test_gold_against_itself_is_perfect() -> None:
    score = scored(*GOLD["statements"])
    assert {name: tally.f1 for name, tally in score.measures.items()} == dict.fromkeys(score.measures, 1.0)
    assert score.errors == []


def test_marks_and_complementiser_do_not_count_in_the_strict_measure() -> None:
    score = scored(said("le pont rouvrira", "Le maire"), said("Tout va bien", "Irène Daval"))
    assert score.measures["contents, strict"].hits == 2


def test_half_of_the_words_together_are_enough_for_the_loose_measure() -> None:
    score = scored(said("pont rouvrira", "Le maire"), said("bien", "Irène Daval"))
    assert (score.measures["contents, loose"].hits, score.measures["contents, strict"].hits) == (1, 0)


def test_one_prediction_pairs_with_one_gold_statement() -> None:
    score = scored(*[said("que le pont rouvrira", "Le maire")] * 2)
    tally = score.measures["contents, loose"]
    assert (tally.hits, tally.precision, tally.recall) == (1, 0.5, 0.5)


def test_errors_say_what_was_missed_invented_and_misattributed() -> None:
    score = scored(said("que le pont rouvrira", "sa voisine", speaker="Irène Daval"), said("a assuré", "Le maire"))
    assert kinds_of(score.errors) == {"source": 1, "speaker": 1, "missed": 1, "invented": 1}


def test_an_article_that_was_not_predicted_counts_as_found_empty() -> None:
    score = Score()
    score_article(GOLD, None, score)
    assert score.measures["contents, loose"].gold == 2
    assert score.measures["contents, loose"].f1 == 0.0


def test_gold_without_nesting_is_also_scored_on_outermost_statements() -> None:
    gold = {**GOLD, "statements": [{k: v for k, v in s.items() if k != "parent"} for s in GOLD["statements"]]}
    score = Score()
    score_article(gold, {"statements": [*GOLD["statements"], said("va bien", "Le maire", parent=1)]}, score)
    assert score.measures["contents, loose"].predicted == 3
    assert score.measures["contents, loose (outermost)"].predicted == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("M. Liu", "Liu Pengyu", True),
        ("l'Élysée", "Elysée", True),
        ("Irène Daval", "Paul Daval", False),
        (None, "Paul Daval", False),
        (None, None, True),
    ],
)
def test_speakers_are_the_same_when_the_telling_words_agree(one: str | None, other: str | None, same: bool) -> None:
    assert same_speaker(one, other) is same


def test_files_without_a_common_article_are_refused(tmp_path: Path) -> None:
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text('{"id": "a", "text": "", "statements": []}\n', encoding="utf-8")
    predicted.write_text('{"id": "b", "statements": []}\n', encoding="utf-8")
    with pytest.raises(SelonError, match="no article id in common"):
        score_files(gold, predicted)


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "", "statements": []}\n{"id": 3}\n', encoding="utf-8")
    with pytest.raises(SelonError, match="line 2"):
        score_files(gold, gold)
