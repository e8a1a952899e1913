from pathlib import Path

import numpy as np
import pytest

from selon.model.embeddings import Embeddings

_ROWS, _SCALES = np.array([[3, 4, 0], [0, 5, 0], [6, 0, 8]], dtype=np.int8), np.array([1, 2, 0.5], dtype=np.float16)
_NARROW = np.array([[1, 0], [0, 1], [0, 0]], dtype=np.float16)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    np.savez(tmp_path / "embeddings.npz", rows=_ROWS, scales=_SCALES)
    own = tmp_path / "tiny"
    own.mkdir()
    return own


def test_each_position_is_read_as_the_embedding_of_its_piece(folder: Path) -> None:
    assert Embeddings(folder).at([(0,), (2,), (1,)]).tolist() == [[3, 4, 0], [3, 0, 4], [0, 10, 0]]


def test_several_pieces_are_read_as_their_sum_of_a_usual_length(folder: Path) -> None:
    [[first, second, third]] = Embeddings(folder).at([(0, 2)])
    usual = (5 + 10 + 5) / 3
    assert np.hypot(np.hypot(first, second), third) == pytest.approx(usual)
    assert (first / second, third / second) == pytest.approx((6 / 4, 4 / 4))


def test_words_of_their_own_follow_the_pieces(folder: Path) -> None:
    np.savez(
        folder / "words.npz", words=["donc"], rows=np.array([[1, 2, 3]], np.int8), scales=np.array([2], np.float16)
    )
    embeddings = Embeddings(folder)
    assert embeddings.words == ["donc"]
    assert embeddings.at([(3,)]).tolist() == [[2, 4, 6]]


def test_a_narrower_model_reads_narrower_embeddings(folder: Path) -> None:
    own = {"words": ["donc"], "rows": np.array([[1, 2]], np.int8), "scales": np.array([2], np.float16)}
    np.savez(folder / "words.npz", **own, narrow=_NARROW)
    found = Embeddings(folder).at([(0,), (1,), (2,), (3,)])
    assert np.allclose(found, [[3, 4], [0, 10], [3, 0], [2, 4]], atol=0.02)


def test_narrower_embeddings_are_the_same_in_whatever_order_sums_are_taken(tmp_path: Path) -> None:
    draw = np.random.default_rng(1)
    rows = draw.integers(-127, 128, (300, 384)).astype(np.int8)
    narrow = draw.normal(size=(384, 256)).astype(np.float16)
    found = []
    for order in (slice(None), slice(None, None, -1)):
        folder = tmp_path / str(len(found)) / "tiny"
        folder.mkdir(parents=True)
        np.savez(folder.parent / "embeddings.npz", rows=rows[:, order], scales=np.ones(300, np.float16))
        own = {"words": np.array([], str), "rows": np.zeros((0, 256), np.int8), "scales": np.zeros(0, np.float16)}
        np.savez(folder / "words.npz", **own, narrow=narrow[order])
        found.append(Embeddings(folder).at([(number,) for number in range(300)]))
    assert np.array_equal(*found)
