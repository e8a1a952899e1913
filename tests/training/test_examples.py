"""What the heads learn from an annotated article."""

import random

import pytest

from selon.model.labels import ROLES, Anchor
from training.annotations import fingerprint
from training.examples import IGNORED, Json, Window, windows

TEXT = "Le pont rouvrira lundi, a annoncé Mme Daval, qui a dit espérer la fin des travaux."


class WordPieces:
    """A vocabulary in which each word is one piece."""

    begin, end = 0, 1

    def of(self, word: str, *, spaced: bool) -> tuple[int, ...]:
        return (2,)


def spans(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def statement(content: str, cue: str, source: str, **more: object) -> Json:
    parts = {"content": content, "cue": cue, "source": source}
    return {name: spans(words) if words else [] for name, words in parts.items()} | more


def read(statements: list[Json]) -> Window:
    article = {"text": TEXT, "statements": statements}
    [window] = windows(article, WordPieces(), 200, random.Random(1))  # type: ignore[arg-type]
    return window


def labelled(window: Window, role: str) -> list[int]:
    [frame] = window.frames
    return [place for place, number in enumerate(frame.roles) if ROLES[number].endswith(role)]


def test_the_anchor_is_the_telling_word_of_the_cue() -> None:
    window = read([statement("Le pont rouvrira lundi", "a annoncé", "Mme Daval", act="announce", kind="person")])
    [frame] = window.frames
    assert window.anchors[frame.anchor] == Anchor.CUE
    assert TEXT.replace(",", " ,").split()[frame.anchor] == "annoncé"


def test_words_get_the_role_of_their_span() -> None:
    window = read([statement("Le pont rouvrira lundi", "a annoncé", "Mme Daval", act="announce", kind="person")])
    assert labelled(window, "-content") == [0, 1, 2, 3]
    assert labelled(window, "-cue") == [5, 6]
    assert labelled(window, "-source") == [7, 8]


def test_a_content_without_a_cue_anchors_itself() -> None:
    window = read([statement("Le pont rouvrira lundi", "", "", act="state", kind=None)])
    assert window.anchors[0] == Anchor.QUOTATION


@pytest.mark.parametrize(("act", "taught"), [({"act": "state"}, Anchor.NONE), ({}, IGNORED)])
def test_data_without_nested_statements_does_not_teach_that_there_are_none(act: Json, taught: int) -> None:
    window = read([statement("Le pont rouvrira lundi", "a annoncé", "Mme Daval", **act)])
    assert window.anchors[1] == taught


def test_a_changed_text_has_another_fingerprint() -> None:
    assert fingerprint(TEXT) != fingerprint(TEXT + " ")
