import itertools
from pathlib import Path

import numpy as np
import pytest

from selon.model.entities import EntityTagger, Words
from selon.model.labels import ENTITIES, HIDDEN

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

import onnx  # noqa: E402
import onnxruntime  # noqa: E402

from training.entities import Tagger, export, gather_in_eight_bits, paragraphs_loss, tensors, trace  # noqa: E402
from training.export import in_eight_bits  # noqa: E402
from training.shipped import tagger  # noqa: E402


def an_article(passages: list[int]) -> Words:
    count = len(passages)
    hidden = np.random.default_rng(count).normal(size=(count, HIDDEN)).astype(np.float32)
    spans = [(place, place + 1) for place in range(count)]
    return Words(spans, hidden, np.array(passages), np.array([0, -1, 1, 0][:count]))


def a_model() -> Tagger:
    torch.manual_seed(1)
    model = Tagger(torch.randn(20, HIDDEN)).eval()
    torch.nn.init.normal_(model.transitions)
    return model


def worth(scores: np.ndarray, steps: np.ndarray, path: tuple[int, ...]) -> float:
    before = (0, *path[:-1])
    return float(sum(scores[place, label] + steps[before[place], label] for place, label in enumerate(path)))


def test_the_loss_is_what_all_paths_are_worth_beside_the_one_wanted() -> None:
    model, labels = a_model(), [0, 1, 2, 3]
    with torch.no_grad():
        scores, steps = model(*tensors(an_article([0, 0, 0, 1]))), model.steps()
        parts = [(scores[3:], torch.tensor(labels[3:])), (scores[:3], torch.tensor(labels[:3]))]
        found = paragraphs_loss(parts, steps).item()
    scores, steps = scores.numpy(), steps.numpy()
    wanted = 0.0
    for part, own in ((scores[:3], (0, 1, 2)), (scores[3:], (3,))):
        paths = itertools.product(range(len(ENTITIES)), repeat=len(own))
        every = np.logaddexp.reduce([worth(part, steps, path) for path in paths])
        wanted += (every - worth(part, steps, own)) / 2
    assert found == pytest.approx(wanted, abs=1e-3)


def test_the_tagger_runs_without_torch_on_articles_of_any_length(tmp_path: Path) -> None:
    model, path = a_model(), tmp_path / "entities.onnx"
    trace(model, an_article([0, 0]), path)
    tagger = EntityTagger.load(path)
    article = an_article([0, 0, 1, 1])
    with torch.no_grad():
        assert np.allclose(tagger.network(article), model(*tensors(article)).numpy(), atol=1e-5)
        assert np.allclose(tagger.steps, model.steps().numpy())


def test_the_tagger_that_ships_says_nearly_the_same_with_eight_bits(tmp_path: Path) -> None:
    model, path, article = a_model(), tmp_path / "entities.onnx", an_article([0, 0, 1, 1])
    export(model, article, path)
    with torch.no_grad():
        assert np.allclose(EntityTagger.load(path).network(article), model(*tensors(article)).numpy(), atol=0.05)


def test_a_tagger_comes_back_from_its_file(tmp_path: Path) -> None:
    model, article = a_model(), an_article([0, 0, 1, 1])
    export(model, article, tmp_path / "entities.onnx")
    found = tagger(tmp_path).eval()
    with torch.no_grad():
        assert torch.allclose(found(*tensors(article)), model(*tensors(article)), atol=0.05)
        assert torch.allclose(found.steps(), model.steps(), atol=1e-2, rtol=1e-3)


def test_a_tagger_that_learns_on_tells_the_same_as_before(tmp_path: Path) -> None:
    article, sample = an_article([0, 0, 1, 1]), 2 + 3 * torch.randn(50, HIDDEN)
    export(a_model(), article, tmp_path / "entities.onnx")
    model = tagger(tmp_path).eval()
    with torch.no_grad():
        before = model(*tensors(article))
        model.make_even(sample)
        learning = model(*tensors(article))
        model.take_as_they_are()
        assert torch.allclose(learning, before, atol=1e-4)
        assert torch.allclose(model(*tensors(article)), before, atol=1e-4)


def test_views_in_eight_bits_are_the_same_numbers_whether_brought_together_before_or_after(tmp_path: Path) -> None:
    article, plain, after = an_article([0, 0, 1, 1]), tmp_path / "plain.onnx", tmp_path / "after.onnx"
    trace(a_model(), article, plain)
    in_eight_bits(plain, after)
    before = onnx.load(after)
    gather_in_eight_bits(before.graph)
    onnx.checker.check_model(before)
    given = {"hidden": article.hidden, "around": article.around(), "names": article.names}
    first, second = (
        onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).run(["scores"], given)[0]
        for model in (after.read_bytes(), before.SerializeToString())
    )
    assert (first == second).all()


def test_what_one_place_tells_of_a_name_counts_at_the_others_alone() -> None:
    model, article = a_model(), an_article([0, 0, 1, 1])
    hidden, around, names = tensors(article)
    changed = hidden.clone()
    changed[0] = 1
    with torch.no_grad():
        before, after = model(hidden, around, names), model(changed, around, names)
    # The last word has the name of the first; the third, in the same paragraph as the last, has another.
    assert (before[3] != after[3]).any()
    assert (before[2] == after[2]).all()
