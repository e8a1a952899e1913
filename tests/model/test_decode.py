import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from selon.model.decode import Decoder, Found, labelled_spans
from selon.model.encoder import Encoded
from selon.model.labels import ANCHOR_HEADS, ANCHOR_WIDTH, DISTANCES, HIDDEN, ROLES, WORD_HEADS, WORD_WIDTH
from selon.model.windows import Window
from selon.record import Act, Span

WORDS = ["Le", "pont", "rouvrira", ",", "annonce", "Daval"]


def a_window(words: list[str]) -> Window:
    starts = np.cumsum([0] + [len(word) + 1 for word in words])
    spans = [(int(start), int(start) + len(word)) for start, word in zip(starts, words, strict=False)]
    return Window(
        [(piece,) for piece in range(len(words) + 2)], spans, [0] * len(words), list(range(1, len(words) + 1))
    )


def a_decoder() -> Decoder:
    paths = np.zeros((len(ROLES), len(ROLES)), dtype=np.float32)
    for number, role in enumerate(ROLES):
        if role.startswith("I-"):
            paths[:, number] = -1e4
            paths[number - 1 : number + 1, number] = 0
    return Decoder(np.zeros((len(ROLES), 3, 2 * len(DISTANCES) + 1), dtype=np.float32), paths)


def encoded(roles: list[str], *anchors: int) -> Encoded:
    scores = np.zeros((len(roles), WORD_WIDTH), dtype=np.float32)
    for place, role in enumerate(roles):
        scores[place, WORD_HEADS["role"].start + ROLES.index(role)] = 4
    of_anchors = np.zeros((len(anchors), ANCHOR_WIDTH), dtype=np.float32)
    of_anchors[:, ANCHOR_HEADS["act"].start + list(Act).index(Act.ANNOUNCE)] = 9
    sure = np.full(len(anchors), 0.96, dtype=np.float32)
    return Encoded(scores, np.array(anchors, dtype=np.int64), sure, of_anchors, np.zeros((len(roles), HIDDEN)))


def parts(found: Found) -> tuple[tuple[Span, ...], ...]:
    return found.content, found.cue, found.source


def test_an_anchor_gets_the_best_path_of_roles() -> None:
    window = a_window(WORDS)
    told = encoded(["B-content", "I-content", "I-content", "O", "B-cue", "B-source"], 4)
    [[found]] = a_decoder().statements([window], [told])
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
    first = encoded(["B-cue", "B-content", "I-content"], 0)
    second = encoded(["O", "B-content", "I-content", "O", "B-cue", "B-source"] * 3, 4, 10)
    together = decoder.statements([short, long], [first, second])
    alone = decoder.statements([short], [first]) + decoder.statements([long], [second])
    assert [[parts(one) for one in some] for some in together] == [[parts(one) for one in some] for some in alone]


def test_an_anchor_that_is_let_go_takes_its_statement_alone_with_it() -> None:
    window, decoder = a_window(WORDS * 3), a_decoder()
    told = encoded(["O", "B-content", "I-content", "O", "B-cue", "B-source"] * 3, 4, 10)
    [[first, second]] = decoder.statements([window], [told])
    [[left]] = decoder.statements([window], [told.only([False, True])])
    assert (left.anchor, parts(left)) == (second.anchor, parts(second)) != (first.anchor, parts(first))
    assert decoder.statements([window], [told.only([False, False])]) == [[]]


def test_windows_without_anchors_have_no_statements() -> None:
    assert a_decoder().statements([a_window(WORDS)], [encoded(["O"] * len(WORDS))]) == [[]]
    assert a_decoder().statements([], []) == []


@given(st.lists(st.integers(0, len(ROLES) - 1), max_size=30))
def test_spans_on_any_path_are_in_order_and_apart(path: list[int]) -> None:
    words = [(2 * place, 2 * place + 1) for place in range(len(path))]
    spans = labelled_spans(np.array(path, dtype=np.int64), words, ROLES)
    assert all(one.end <= other.start for (one, _), (other, _) in itertools.pairwise(spans))
    covered = [next((name for span, name in spans if span.covers(Span(*word))), "O") for word in words]
    assert covered == [ROLES[label].removeprefix("B-").removeprefix("I-") for label in path]
