import itertools
from pathlib import Path

import numpy as np
import pytest

from selon.model.entities import EntityTagger, Words
from selon.model.labels import ENTITIES, HIDDEN
from selon.record import Span

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from training.entities import Tagger, export, paragraphs_loss, tensors  # noqa: E402


def an_article(passages: list[int]) -> Words:
    count = len(passages)
    hidden = np.random.default_rng(count).normal(size=(count, HIDDEN)).astype(np.float32)
    spans = [Span(place, place + 1) for place in range(count)]
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
    model = a_model()
    export(model, an_article([0, 0]), tmp_path / "entities.onnx")
    tagger = EntityTagger.load(tmp_path / "entities.onnx")
    article = an_article([0, 0, 1, 1])
    with torch.no_grad():
        # Eight bits a number.
        assert np.allclose(tagger.network(article), model(*tensors(article)).numpy(), atol=0.05)
        assert np.allclose(tagger.steps, model.steps().numpy())
