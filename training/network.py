"""The network in torch: the lower layers of the encoder, one linear map for all heads, and a CRF over roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from selon.model.labels import DISTANCES, HEADS, HIDDEN, LINK_WIDTH, ROLES, WIDTH
from training.e5 import Pretrained

ATTENTION_HEADS, HEAD_WIDTH, FEED_FORWARD = 12, 32, 1536
# Processors without AVX-512 take many times as long with numbers of half the length.
_HALVES = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
# How long embeddings made narrower usually are is measured on so many.
_MEASURED = 1500
# Stands behind the pieces at a position, where others have more.
NO_PIECE = -1


def _attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    # Written out: on a processor the gradient of torch's own operation takes many times as long.
    query, key, value = (part.unflatten(-1, (-1, HEAD_WIDTH)).transpose(1, 2) for part in (query, key, value))
    scores = query @ key.transpose(-1, -2) / HEAD_WIDTH**0.5
    shares = (scores if mask is None else scores + mask).softmax(-1)
    return (shares @ value).transpose(1, 2).flatten(2)


class Attention(torch.autograd.Function):
    """Attention over all pieces, which the export writes as one operation instead of a dozen."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        """Each (batch, pieces, heads * HEAD_WIDTH)."""
        return _attend(query, key, value, None)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        """The operation's name in ONNX."""
        return graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT.

    rectified: its inner neurons are cut off at zero (ReLU) instead of bent there (GELU), which takes some 6 % of the
    encoder's time less.
    """

    def __init__(
        self,
        dropout: float,
        feed_forward: int = FEED_FORWARD,
        heads: int = ATTENTION_HEADS,
        rectified: bool = False,
        width: int = HIDDEN,
    ) -> None:
        super().__init__()
        self.rectified = rectified
        self.attended = heads * HEAD_WIDTH
        self.qkv = nn.Linear(width, 3 * self.attended)
        self.out = nn.Linear(self.attended, width)
        self.inner = nn.Linear(width, feed_forward)
        self.outer = nn.Linear(feed_forward, width)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.norm_output = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        # All ones in training; through them the export moves range from the activations to the weights.
        self.register_buffer("even_inner", torch.ones(width), persistent=False)
        self.register_buffer("even_outer", torch.ones(feed_forward), persistent=False)
        self.imitates_int8 = False

    def forward(self, x: Tensor, mask: Tensor | None, places: Tensor | None = None) -> Tensor:
        """x: (batch, pieces, width); mask: (batch, 1, 1, pieces), 0 where there is a piece and far below elsewhere;
        places: (batch, words) those to give back, None for all.

        Without a mask all pieces are attended to, by an operation that onnxruntime has a kernel for.
        """
        query, key, value = self.qkv(self._input(x)).split(self.attended, dim=-1)
        if places is not None:
            query, x = _at(query, places), _at(x, places)
        if mask is None:
            attended = Attention.apply(query, key, value, self.attended // HEAD_WIDTH)
        else:
            attended = _attend(query, key, value, mask)
        x = self.norm_attention(x + self.dropout(self.out(self._input(attended))))
        inner = self.inner(self._input(x if self.rectified else x * self.even_inner))
        inner = functional.relu(inner) if self.rectified else functional.gelu(inner) * self.even_outer
        return self.norm_output(x + self.dropout(self.outer(self._input(inner))))

    def _input(self, x: Tensor) -> Tensor:
        return _rounded(x) if self.imitates_int8 and self.training else x


def _at(x: Tensor, places: Tensor) -> Tensor:
    if len(places) == 1:  # as it is exported: whole rows are copied faster
        return x.index_select(1, places[0])
    return x.gather(1, places[:, :, None].expand(-1, -1, x.shape[-1]))


def of_each(number: int | Sequence[int], layers: int) -> Sequence[int]:
    """The number of each of so many layers, where there may be one for all."""
    return [number] * layers if isinstance(number, int) else number


def _mask(length: int, lengths: Tensor) -> Tensor:
    beyond = torch.arange(length)[None, :] >= lengths[:, None]
    return torch.zeros(beyond.shape).masked_fill(beyond, -1e4)[:, None, None, :]


def _rounded(x: Tensor) -> Tensor:
    """`x` as eight bits would hold it, so that the network learns to live with them; gradients pass unchanged.

    x: (batch, pieces, numbers). Each window has a range of its own, as when it is run by itself.
    """
    with torch.no_grad():
        low, high = x.amin((1, 2), keepdim=True).clamp(max=0), x.amax((1, 2), keepdim=True).clamp(min=0)
        step = (high - low) / 255
        error = (x / step).round() * step - x
    return x + error


class Encoder(nn.Module):
    """Word embeddings in, for each word its head scores and the last layer out; this is what is exported.

    feed_forward, heads: how many inner neurons and attention heads each layer has, or all have.
    """

    def __init__(
        self,
        layers: int,
        dropout: float,
        feed_forward: int | Sequence[int] = FEED_FORWARD,
        heads: int | Sequence[int] = ATTENTION_HEADS,
        rectified: bool = False,
        width: int = HIDDEN,
    ) -> None:
        super().__init__()
        self.positions = nn.Embedding(512, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(dropout, inner, attending, rectified, width)
            for inner, attending in zip(of_each(feed_forward, layers), of_each(heads, layers), strict=True)
        )
        self.heads = nn.Linear(width, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, embedded: Tensor, places: Tensor, lengths: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """The heads' scores of each word, (batch, words, WIDTH), and `hidden`; takes what `hidden` takes."""
        hidden = self.hidden(embedded, places, lengths)
        return self.heads(self.dropout(hidden)), hidden

    def hidden(self, embedded: Tensor, places: Tensor, lengths: Tensor | None = None) -> Tensor:
        """embedded: (batch, positions, width); places: (batch, words) the position of each word; lengths: (batch,)
        positions, None where all windows are equally long.

        Returns (batch, words, width), the last layer at each word. In training it is computed with numbers of half the
        length, where the processor is made for them.
        """
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training and _HALVES):
            return self._hidden(embedded, places, lengths).float()

    def _hidden(self, embedded: Tensor, places: Tensor, lengths: Tensor | None) -> Tensor:
        x = self.dropout(self.norm(embedded + self.positions.weight[: embedded.shape[1]]))
        mask = None if lengths is None else _mask(embedded.shape[1], lengths)
        *lower, last = self.layers
        for layer in lower:
            x = layer(x, mask)
        found: Tensor = last(x, mask, places)
        return found


class Reader(nn.Module):
    """The encoder with its frozen embeddings and the parts of the decoder that are learned.

    words: the embeddings of words that are read as one piece each, (words, width), which are learned; their numbers
    follow those of the pieces.
    narrow: what makes the embeddings of the pieces narrower, (HIDDEN, width), which is learned; None where the encoder
    is as wide as these are.
    """

    def __init__(
        self,
        embeddings: Tensor,
        layers: int,
        dropout: float = 0.1,
        feed_forward: int | Sequence[int] = FEED_FORWARD,
        heads: int | Sequence[int] = ATTENTION_HEADS,
        rectified: bool = False,
        words: Tensor | None = None,
        narrow: Tensor | None = None,
    ) -> None:
        super().__init__()
        self.register_buffer("embeddings", embeddings, persistent=False)
        self._usual_length = embeddings.norm(dim=1).mean()
        self.narrow = None if narrow is None else nn.Parameter(narrow)
        width = HIDDEN if narrow is None else narrow.shape[1]
        self.words = nn.Parameter(torch.zeros(0, width) if words is None else words)
        self.encoder = Encoder(layers, dropout, feed_forward, heads, rectified, width)
        self.distance = nn.Parameter(torch.zeros(len(ROLES), 3, 2 * len(DISTANCES) + 1))
        self.transitions = nn.Parameter(torch.zeros(len(ROLES), len(ROLES)))
        self.register_buffer("forbidden", forbidden(ROLES))

    def forward(self, pieces: Tensor, lengths: Tensor, places: Tensor) -> Tensor:
        scores, _ = self.encoder(self.embedded(pieces), places, lengths)
        return scores

    def embedded(self, pieces: Tensor) -> Tensor:
        """What is read at each position, (batch, positions, width): an embedding, or the sum of several, made as long
        as one usually is.

        pieces: (batch, positions, most) those at each position, behind them NO_PIECE.
        """
        first, last = pieces[:, :, 0], len(self.embeddings) - 1
        found = self._narrowed(functional.embedding(first.clamp(max=last), self.embeddings))
        several = (pieces[:, :, 1:] != NO_PIECE).any(-1)
        found[several] = self._sums(pieces[several])
        if len(self.words):
            whole = functional.embedding((first - last - 1).clamp(min=0), self.words)
            found = torch.where((first > last)[:, :, None], whole, found)
        return found

    def _sums(self, pieces: Tensor) -> Tensor:
        """(words, most) → (words, width)."""
        there = pieces != NO_PIECE
        own = functional.embedding(pieces.where(there, 0), self.embeddings) * there[:, :, None]
        sums = self._narrowed(own.sum(1))
        return sums * (self._length() / sums.norm(dim=1, keepdim=True))

    def _narrowed(self, embedded: Tensor) -> Tensor:
        return embedded if self.narrow is None else embedded @ self.narrow

    @torch.no_grad()
    def _length(self) -> Tensor:
        """How long what is read at a position usually is."""
        if self.narrow is None:
            return self._usual_length
        some = self.embeddings[:: max(1, len(self.embeddings) // _MEASURED)]
        return self._narrowed(some).norm(dim=1).mean()

    def role_scores(self, scores: Tensor, window: Tensor, anchor: Tensor, passage: Tensor) -> Tensor:
        """scores: (batch, words, WIDTH); window, anchor: (frames,); passage: (batch, words).

        Returns (frames, words, roles).
        """
        words = scores.shape[1]
        of_anchor = scores[window, anchor]
        query = of_anchor[:, HEADS["from_anchor"]].view(-1, len(ROLES), LINK_WIDTH)
        key = scores[:, :, HEADS["to_word"]].index_select(0, window).view(-1, words, len(ROLES), LINK_WIDTH)
        linked = torch.einsum("frd,fwrd->fwr", query, key) / LINK_WIDTH**0.5
        near = self.distance[:, _side(passage, window, anchor), bucket(torch.arange(words)[None, :] - anchor[:, None])]
        alone = scores[:, :, HEADS["role"]].index_select(0, window) + of_anchor[:, None, HEADS["role_of_anchor"]]
        return linked + alone + near.permute(1, 2, 0)

    def paths(self) -> Tensor:
        """Transition scores (from role, to role); forbidden ones are far below any other."""
        return self.transitions + self.forbidden


@contextmanager
def watched(linears: Sequence[nn.Linear], see: Callable[[int, Tensor], Any]) -> Iterator[None]:
    """As long as it lasts, `see` is given what goes into each of `linears`: its place and a tensor (pieces, in)."""

    def watch(place: int) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def hook(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            see(place, given[0].flatten(0, 1))

        return hook

    hooks = [linear.register_forward_pre_hook(watch(place)) for place, linear in enumerate(linears)]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def bucket(distance: Tensor) -> Tensor:
    """Signed distances in words to bucket numbers, 0 … 2·len(DISTANCES)."""
    size = torch.bucketize(distance.abs(), torch.tensor(DISTANCES), right=True)
    return distance.sign() * size + len(DISTANCES)


def _side(passage: Tensor, window: Tensor, anchor: Tensor) -> Tensor:
    own = passage[window, anchor]
    return (passage[window] - own[:, None]).sign() + 1


def forbidden(labels: Sequence[str]) -> Tensor:
    """Far below zero wherever an I- would follow anything but its own B- (which stands just before it) or itself."""
    penalty = torch.zeros(len(labels), len(labels))
    for number, label in enumerate(labels):
        if label.startswith("I-"):
            penalty[:, number] = -1e4
            penalty[number - 1 : number + 1, number] = 0.0
    return penalty


@dataclass
class Batch:
    """Padded tensors of some windows; `mask` (batch, words) is 1 where there is a word.

    pieces, lengths, places: as `Reader` takes them.
    """

    pieces: Tensor
    lengths: Tensor
    places: Tensor
    mask: Tensor
    passage: Tensor
    anchors: Tensor
    entities: Tensor
    window: Tensor
    anchor: Tensor
    roles: Tensor
    acts: Tensor
    kinds: Tensor


def crf_loss(scores: Tensor, paths: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
    """Mean negative log likelihood a frame. scores: (frames, words, roles); roles, mask: (frames, words)."""
    start = paths[0]
    alpha = scores[:, 0] + start
    gold = alpha.gather(1, roles[:, :1]).squeeze(1)
    for place in range(1, scores.shape[1]):
        following = torch.logsumexp(alpha[:, :, None] + paths[None], dim=1) + scores[:, place]
        alpha = torch.where(mask[:, place, None], following, alpha)
        step = paths[roles[:, place - 1], roles[:, place]] + scores[:, place].gather(1, roles[:, place, None]).squeeze(
            1
        )
        gold = gold + step * mask[:, place]
    return (torch.logsumexp(alpha, dim=1) - gold).mean()


def pretrained_layers(model: Reader, source: Pretrained) -> None:
    """Fill the encoder with the pretrained weights of its lowest layers."""
    tensors = {
        name: torch.from_numpy(value) for name, value in source.tensors.items() if not name.startswith("emb.word")
    }
    encoder = model.encoder
    with torch.no_grad():
        encoder.positions.weight.copy_(tensors["emb.pos"] + tensors["emb.type"][:HIDDEN])
        encoder.norm.weight.copy_(tensors["emb.ln.w"])
        encoder.norm.bias.copy_(tensors["emb.ln.b"])
        for number, layer in enumerate(encoder.layers):
            part = {name.split(".", 1)[1]: value for name, value in tensors.items() if name.startswith(f"l{number}.")}
            layer.qkv.weight.copy_(torch.cat([part[f"{x}.w"] for x in "qkv"]))
            layer.qkv.bias.copy_(torch.cat([part[f"{x}.b"] for x in "qkv"]))
            for linear, name in ((layer.out, "ao"), (layer.inner, "fi"), (layer.outer, "fo")):
                linear.weight.copy_(part[f"{name}.w"])
                linear.bias.copy_(part[f"{name}.b"])
            for norm, name in ((layer.norm_attention, "aln"), (layer.norm_output, "oln")):
                norm.weight.copy_(part[f"{name}.w"])
                norm.bias.copy_(part[f"{name}.b"])
