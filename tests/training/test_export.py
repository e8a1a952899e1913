from typing import Any

import pytest

from selon.model.labels import HIDDEN

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from training.batches import positions, table  # noqa: E402
from training.export import even_out  # noqa: E402
from training.network import Reader  # noqa: E402


@pytest.mark.parametrize("rectified", [True, False])
def test_evening_out_the_channels_leaves_what_the_network_computes(rectified: bool) -> None:
    torch.manual_seed(1)
    model: Any = Reader(torch.randn(20, HIDDEN), 2, 0.0, feed_forward=64, heads=3, rectified=rectified).eval()
    given = positions([table([(3,), (5, 6, 4), (7,), (9,)])]), torch.tensor([4]), torch.tensor([[0, 2, 3]])
    going_out = model.encoder.layers[0].outer.weight.clone()
    with torch.no_grad():
        before = model(*given)
        even_out(model, [given])
        assert torch.allclose(model(*given), before, atol=1e-4)
    assert not torch.allclose(model.encoder.layers[0].outer.weight, going_out)
