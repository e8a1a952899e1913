import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.model.paths import Floats, best_paths

STEPS = np.array([[0.5, 0.0, -1e4], [0.0, -1.0, 1.0], [0.2, 0.0, 0.3]], dtype=np.float32)


def worth(table: Floats, path: tuple[int, ...]) -> float:
    steps = sum(STEPS[one, other] for one, other in itertools.pairwise((0, *path)))
    return float(steps + sum(table[place, label] for place, label in enumerate(path)))


def tables(seed: int, lengths: list[int]) -> list[Floats]:
    chance = np.random.default_rng(seed)
    return [chance.normal(size=(length, 3)).astype(np.float32) for length in lengths]


@given(st.integers(0, 1000), st.lists(st.integers(0, 5), max_size=6))
def test_no_path_is_worth_more_than_the_one_found(seed: int, lengths: list[int]) -> None:
    some = tables(seed, lengths)
    for table, path in zip(some, best_paths(some, STEPS), strict=True):
        best = max(worth(table, other) for other in itertools.product(range(3), repeat=len(table)))
        assert len(path) == len(table)
        assert abs(worth(table, tuple(path.tolist())) - best) < 1e-4


def test_a_path_does_not_depend_on_the_others() -> None:
    some = tables(1, [4, 9, 0, 7])
    together = [path.tolist() for path in best_paths(some, STEPS)]
    assert together == [best_paths([table], STEPS)[0].tolist() for table in some]


def test_paths_searched_in_several_parts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    some = tables(2, [3, 8, 1, 0, 5, 8])
    together = [path.tolist() for path in best_paths(some, STEPS)]
    monkeypatch.setattr("selon.model.paths._MOST_WORDS", 9)
    assert [path.tolist() for path in best_paths(some, STEPS)] == together
