import pytest

from selon.model.labels import HEADS, LINK_WIDTH, ROLES, WIDTH

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from training.links import narrowed  # noqa: E402

_INPUTS = 50
_WIDE = 40
_OTHERS = WIDTH - 2 * len(ROLES) * LINK_WIDTH


def _wide(rank: int) -> torch.Tensor:
    """All heads with links of _WIDE numbers, of which no more than `rank` are independent."""
    torch.manual_seed(1)
    links = torch.randn(2, len(ROLES), _WIDE, rank) @ torch.randn(2, len(ROLES), rank, _INPUTS)
    others = torch.randn(_OTHERS, _INPUTS)
    before = HEADS["anchor"].stop
    return torch.cat([others[:before], links.flatten(0, 2), others[before:]])


def _scores(heads: torch.Tensor, anchor: torch.Tensor, word: torch.Tensor) -> torch.Tensor:
    """How well the words fit an anchor by their links alone, a number a role."""
    width = (len(heads) - _OTHERS) // (2 * len(ROLES))
    start = HEADS["anchor"].stop
    of_anchor, of_word = heads[start : start + 2 * len(ROLES) * width].view(2, len(ROLES), width, -1)
    return ((of_anchor @ anchor) * (of_word @ word)).sum(1) / width**0.5


def test_narrower_links_give_the_same_scores_where_the_rest_tells_nothing() -> None:
    heads = _wide(rank=LINK_WIDTH // 2)
    cut = narrowed(heads)
    anchor, word = torch.randn(2, _INPUTS)
    assert cut.shape == (WIDTH, _INPUTS)
    assert torch.allclose(_scores(cut, anchor, word), _scores(heads, anchor, word), rtol=1e-3, atol=1e-2)


def test_the_other_heads_stay_as_they_are_when_links_are_cut_down() -> None:
    heads = _wide(rank=_WIDE)
    cut, behind = narrowed(heads), HEADS["role"].start
    assert torch.equal(cut[: HEADS["anchor"].stop], heads[: HEADS["anchor"].stop])
    assert torch.equal(cut[behind:], heads[len(heads) - (WIDTH - behind) :])


def test_links_that_are_narrow_already_stay() -> None:
    heads = torch.randn(WIDTH, _INPUTS)
    assert narrowed(heads) is heads
