import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from selon.model.decode import Decoder, Found, labelled_spans
from selon.model.labels import DISTANCES, HEADS, ROLES, WIDTH, Anchor
from selon.model.windows import Window
from selon.record import Act, Span

WORDS = ["Le", "pont", "rouvrira", ",", "annonce", "Daval"]


def a_window(words: list[str]) -> Window:
    starts = np.cumsum([0] + [len(word) + 1 for word in words])
    spans = [(int(start), int(start) + len(word)) for start, word in zip(starts, words, strict=False)]
    return Window(list(range(len(words) + 2)), spans, [0] * len(words), list(range(1, len(words) + 1)))


def a_decoder() -> Decoder:
    paths = np.zeros((len(ROLES), len(ROLES)), dtype=np.float32)
    for number, role in enumerate(ROLES):
        if role.startswith("I-"):
            paths[:, number] = -1e4
            paths[number - 1 : number + 1, number] = 0
    return Decoder(np.zeros((len(ROLES), 3, 2 * len(DISTANCES) + 1), dtype=np.float32), paths)


def scores_of(roles: list[str], anchor: int) -> np.ndarray:
    scores = np.zeros((len(roles), WIDTH), dtype=np.float32)
    scores[:, HEADS["anchor"].start + Anchor.NONE] = 5
    scores[anchor, HEADS["anchor"].start + Anchor.CUE] = 20
    for place, role in enumerate(roles):
        scores[place, HEADS["role"].start + ROLES.index(role)] = 4
    scores[anchor, HEADS["act"].start + list(Act).index(Act.ANNOUNCE)] = 9
    return scores


def parts(found: Found) -> tuple[tuple[Span, ...], ...]:
    return found.content, found.cue, found.source


def test_an_anchor_gets_the_best_path_of_roles() -> None:
    window = a_window(WORDS)
    scores = scores_of(["B-content", "I-content", "I-content", "O", "B-cue", "B-source"], anchor=4)
    [[found]] = a_decoder().statements([window], [scores], 0.5)
    assert (found.content, found.cue, found.source) == (
        (Span(0, 16),),
        (Span(*window.words[4]),),
        (Span(*window.words[5]),),
    )
    assert found.act is Act.ANNOUNCE
    assert found.confidence > 0.9


def test_windows_decoded_together_give_what_they_give_alone() -> None:
    short, long = a_window(WORDS[:3]), a_window(WORDS * 3)
    decoder = a_decoder()
    first = scores_of(["B-cue", "B-content", "I-content"], anchor=0)
    second = scores_of(["O", "B-content", "I-content", "O", "B-cue", "B-source"] * 3, anchor=4)
    together = decoder.statements([short, long], [first, second], 0.5)
    alone = decoder.statements([short], [first], 0.5) + decoder.statements([long], [second], 0.5)
    assert [[parts(one) for one in some] for some in together] == [[parts(one) for one in some] for some in alone]


def test_windows_without_anchors_have_no_statements() -> None:
    scores = np.zeros((len(WORDS), WIDTH), dtype=np.float32)
    scores[:, HEADS["anchor"].start] = 9
    assert a_decoder().statements([a_window(WORDS)], [scores], 0.5) == [[]]
    assert a_decoder().statements([], [], 0.5) == []


@given(st.lists(st.integers(0, len(ROLES) - 1), max_size=30))
def test_spans_on_any_path_are_in_order_and_apart(path: list[int]) -> None:
    words = [(2 * place, 2 * place + 1) for place in range(len(path))]
    spans = labelled_spans(np.array(path, dtype=np.int64), words, ROLES)
    assert all(one.end <= other.start for (one, _), (other, _) in itertools.pairwise(spans))
    covered = [next((name for span, name in spans if span.covers(Span(*word))), "O") for word in words]
    assert covered == [ROLES[label].removeprefix("B-").removeprefix("I-") for label in path]
