"""The tagger of named entities, and the French articles that it is learnt from.

`training.distil` trains it together with an encoder, on whose hidden states it runs. English articles to learn from are
in `training.silver`.
"""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional

from selon.model.entities import REACH, Words
from selon.model.labels import ENTITIES
from selon.model.words import Word
from selon.record import Span
from training.examples import Json, load
from training.export import in_eight_bits
from training.held_out import FRENCH, held_out
from training.network import forbidden


@dataclass(frozen=True)
class Example:
    """The words of an article and the number of the label of each, shape (words,)."""

    words: Words
    labels: Tensor


class Tagger(nn.Module):
    """A narrow view of each word, then of the words around it and of the same name all over the article, and a CRF.

    sample: (words, width), of which the mean and the scale of the hidden states are taken, which are made even by them
    while it learns; narrow: how many numbers its view of a word has.
    """

    mean: Tensor | None
    scale: Tensor | None
    forbidden: Tensor

    def __init__(self, sample: Tensor, narrow: int = 128) -> None:
        super().__init__()
        self.register_buffer("mean", sample.mean(0))
        self.register_buffer("scale", sample.std(0))
        self.inner = nn.Linear(sample.shape[1], narrow)
        self.outer = nn.Linear((2 * REACH + 2) * narrow, narrow)
        self.label = nn.Linear(narrow, len(ENTITIES))
        self.transitions = nn.Parameter(torch.zeros(len(ENTITIES), len(ENTITIES)))
        self.register_buffer("forbidden", forbidden(ENTITIES))
        self.dropout = nn.Dropout(0.3)

    def forward(self, hidden: Tensor, around: Tensor, names: Tensor) -> Tensor:
        """How well each label fits each word of one article, (words, labels); see `selon.model.entities.Words`."""
        even = hidden if self.mean is None or self.scale is None else (hidden - self.mean) / self.scale
        narrow = self.dropout(functional.relu(self.inner(self.dropout(even))))
        # The first of the shared views is zeros: what stands beyond a paragraph, and what is no name.
        views, place = torch.cat([narrow, _shared(narrow, names)]), narrow.shape[0] + 1 + names
        seen = views[torch.cat([around, place[:, None]], dim=1)].flatten(1)
        scores: Tensor = self.label(self.dropout(functional.relu(self.outer(seen))))
        return scores

    @torch.no_grad()
    def make_even(self, sample: Tensor) -> None:
        """Make hidden states, which it took as they are, even by a sample of them; what it tells stays the same."""
        mean, scale = sample.mean(0), sample.std(0)
        self.inner.bias.add_(self.inner.weight @ mean)
        self.inner.weight.mul_(scale)
        self.mean, self.scale = mean, scale

    @torch.no_grad()
    def take_as_they_are(self) -> None:
        """Leave hidden states as they are from now on, which takes less time; what it tells stays the same."""
        if self.mean is not None and self.scale is not None:
            self.inner.weight.div_(self.scale)
            self.inner.bias.sub_(self.inner.weight @ self.mean)
            self.mean = self.scale = None

    def steps(self) -> Tensor:
        """The worth of each step from label to label, (labels, labels); forbidden ones are far below any other."""
        return self.transitions + self.forbidden


def _shared(narrow: Tensor, names: Tensor) -> Tensor:
    """Zeros, and then the mean view over all words of each name, (words + 1, width)."""
    named = (names >= 0).nonzero()[:, 0]
    places, own = (names[named] + 1)[:, None], narrow[named]
    # Its shape comes from a tensor: a number would be written into the export as a constant.
    nothing = torch.zeros_like(torch.cat([narrow[:1], narrow]))
    sums = nothing.scatter_add(0, places.expand_as(own), own)
    counts = nothing[:, :1].scatter_add(0, places, torch.ones_like(own[:, :1]))
    return sums / counts.clamp(min=1.0)


def tensors(words: Words) -> tuple[Tensor, Tensor, Tensor]:
    """What the tagger is given of an article: hidden, around and names."""
    return torch.from_numpy(words.hidden).float(), torch.from_numpy(words.around()), torch.from_numpy(words.names)


def labels_of(words: Sequence[Word], entities: Iterable[tuple[Span, str]]) -> Tensor:
    """The number of the label of each word, (words,)."""
    starts, ends = np.array(words).reshape(-1, 2).T
    labels = torch.zeros(len(words), dtype=torch.long)
    for span, name in entities:
        first, last = int(np.searchsorted(ends, span.start, "right")), int(np.searchsorted(starts, span.end, "left"))
        if first < last and not labels[first:last].any():
            labels[first:last] = ENTITIES.index(f"I-{name}")
            labels[first] = ENTITIES.index(f"B-{name}")
    return labels


def paragraphs_loss(parts: list[tuple[Tensor, Tensor]], steps: Tensor) -> Tensor:
    """The mean negative log likelihood of the labels of paragraphs, each with its scores, (words, labels)."""
    parts.sort(key=lambda part: -len(part[1]))
    wanted = sum((_worth(scores, labels, steps) for scores, labels in parts), torch.zeros(()))
    return (_all_paths([scores for scores, _ in parts], steps) - wanted) / len(parts)


def _worth(scores: Tensor, labels: Tensor, steps: Tensor) -> Tensor:
    before = functional.pad(labels, (1, 0))[:-1]
    return scores.gather(1, labels[:, None]).sum() + steps[before, labels].sum()


def _all_paths(tables: Sequence[Tensor], steps: Tensor) -> Tensor:
    """The logarithm of the worth of all paths together, over all tables, the longest of which comes first.

    In plain numbers, scaled at every word: many times faster than `crf_loss` in logarithms, as there are long tables.
    """
    scores = nn.utils.rnn.pad_sequence(list(tables), batch_first=True)
    highest = scores.detach().amax(2, keepdim=True)
    factors, step = (scores - highest).exp(), steps.exp()
    shares = functional.one_hot(torch.zeros(len(tables), dtype=torch.long), len(steps)).float()
    total = highest.sum()
    for place in range(scores.shape[1]):
        going = sum(len(table) > place for table in tables)
        shares = (shares[:going] @ step) * factors[:going, place]
        sums = shares.sum(1, keepdim=True)
        total, shares = total + sums.log().sum(), shares / sums
    return total


def french(shared: Path) -> list[Json]:
    """The French articles to learn from."""
    kept, _ = held_out(load(shared / "gold" / "entities-fr-train.jsonl"), FRENCH)
    development = {article["id"] for article in load(shared / "gold" / "wikinews-fr-dev.jsonl")}
    return [article for article in kept if article["id"] not in development]


def export(model: Tagger, words: Words, path: Path) -> None:
    """Write a tagger as it ships, as `trace` does but with eight-bit numbers and taking hidden states as they are;
    `words` is any article."""
    model = copy.deepcopy(model)
    model.take_as_they_are()
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        trace(model, words, plain)
        in_eight_bits(plain, path)
    written = onnx.load(path)
    gather_in_eight_bits(written.graph)
    onnx.save(written, path)
    _add_steps(model, path)


def gather_in_eight_bits(graph: onnx.GraphProto) -> None:
    """Make the views of words eight-bit numbers before they are brought together, not each time that one of them is:
    the same numbers in three quarters of the tagger's time, for every view is brought together somewhere."""
    made_by = {name: node for node in graph.node for name in node.output}
    rounded, flat = next(
        (node, made_by[node.input[0]])
        for node in graph.node
        if node.op_type == "DynamicQuantizeLinear"
        and node.input[0] in made_by
        and made_by[node.input[0]].op_type == "Flatten"
    )
    gathered = made_by[flat.input[0]]
    (product,) = (node for node in graph.node if rounded.output[0] in node.input)
    product.input[0] = flat.output[0]
    rounded.input[0], gathered.input[0] = gathered.input[0], rounded.output[0]
    nodes = [node for node in graph.node if node is not rounded]
    nodes.insert(nodes.index(gathered), rounded)
    typed = [value for value in graph.value_info if value.name not in (*gathered.output, *flat.output)]
    for kept, own in ((graph.node, nodes), (graph.value_info, typed)):
        del kept[:]
        kept.extend(own)


def trace(model: Tagger, words: Words, path: Path) -> None:
    """Write a tagger as it runs without torch, the steps as metadata; `words` is any article, of whatever width."""
    names = ["hidden", "around", "names"]
    _, *places = tensors(words)
    torch.onnx.export(
        model.eval(),
        (torch.zeros(len(words.spans), model.inner.in_features), *places),
        str(path),
        input_names=names,
        output_names=["scores"],
        dynamic_axes={name: {0: "words"} for name in [*names, "scores"]},
        opset_version=17,
        dynamo=False,
    )
    _add_steps(model, path)


def _add_steps(model: Tagger, path: Path) -> None:
    written = onnx.load(path)
    onnx.helper.set_model_props(written, {"steps": json.dumps(model.steps().tolist())})
    onnx.save(written, path)
