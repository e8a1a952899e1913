"""One stage of training: rounds over a mixture of data sets."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from selon.model.labels import HEADS, ROLES
from selon.model.pieces import Pieces
from training.batches import batches, varied
from training.examples import IGNORED, Json, Window, windows
from training.network import Batch, Reader, crf_loss

_LONGEST = 224
_BATCH = 2048
# Articles of each part on which the ranges of the activations are measured.
_SAMPLED = 4


@dataclass(frozen=True)
class Part:
    """One data set of the mixture and how many times each round sees it (a fraction draws that share)."""

    articles: Sequence[Json]
    times: float


@dataclass(frozen=True)
class Stage:
    """rounds over `parts`; the learning rates rise over the first steps and fall linearly from `fall` of the way on.

    In the last `int8_rounds` the encoder computes as if its activations had eight bits.
    """

    parts: Sequence[Part]
    rounds: int
    encoder_rate: float = 1.5e-4
    heads_rate: float = 1e-3
    warm_steps: int = 150
    fall: float = 0.0
    smallest: float = 0.02
    int8_rounds: int = 0


def losses(model: Reader, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of every head on a batch."""
    scores = model(batch.pieces, batch.lengths, batch.places)
    weights = torch.tensor([1.0, 2.0, 2.0])
    found = {
        "anchor": 8 * _classified(scores[:, :, HEADS["anchor"]], batch.anchors, weights),
        "entity": 2 * _classified(scores[:, :, HEADS["entity"]], batch.entities),
    }
    if len(batch.window):
        roles = model.role_scores(scores, batch.window, batch.anchor, batch.passage)
        found["roles"] = 0.1 * crf_loss(roles, model.paths(), batch.roles, batch.mask[batch.window])
        of_anchor = scores[batch.window, batch.anchor]
        found["act"] = 0.2 * _classified(of_anchor[:, HEADS["act"]], batch.acts)
        source = (batch.roles == ROLES.index("B-source")) | (batch.roles == ROLES.index("I-source"))
        share = source / source.sum(1, keepdim=True).clamp(min=1)
        of_source = torch.einsum(
            "fw,fwk->fk", share, scores[:, :, HEADS["kind_of_source"]].index_select(0, batch.window)
        )
        found["kind"] = 0.2 * _classified(of_anchor[:, HEADS["kind"]] + of_source, batch.kinds)
    return found


def _classified(scores: Tensor, labels: Tensor, weights: Tensor | None = None) -> Tensor:
    flat = labels.reshape(-1)
    if not (flat != IGNORED).any():
        return scores.sum() * 0.0
    return functional.cross_entropy(scores.reshape(len(flat), -1), flat, weights, ignore_index=IGNORED)


def _draw(part: Part, chance: random.Random) -> Iterator[Json]:
    whole = int(part.times)
    for _ in range(whole):
        yield from part.articles
    yield from chance.sample(list(part.articles), int(len(part.articles) * (part.times - whole)))


def round_of(stage: Stage, pieces: Pieces, chance: random.Random) -> list[Window]:
    """The windows of one round, each article varied anew."""
    return [
        window
        for part in stage.parts
        for article in _draw(part, chance)
        for window in windows(varied(article, chance), pieces, _LONGEST, chance)
    ]


def sample(stage: Stage, pieces: Pieces) -> list[tuple[Tensor, Tensor, Tensor]]:
    """Some windows of every part of a stage, the same ones each time, as `training.export` takes them."""
    few = [replace(part, articles=part.articles[:_SAMPLED], times=1) for part in stage.parts]
    chance = random.Random(0)
    found = batches(round_of(replace(stage, parts=few), pieces, chance), _BATCH, chance)
    return [(batch.pieces, batch.lengths, batch.places) for batch in found]


def _rate(step: int, total: int, stage: Stage) -> float:
    if step < stage.warm_steps:
        return (step + 1) / stage.warm_steps
    done = (step / total - stage.fall) / (1 - stage.fall)
    return 1.0 if done <= 0 else max(1.0 - done, stage.smallest)


def fit(
    model: Reader, stage: Stage, pieces: Pieces, *, seed: int, keep: Path, say: Callable[[str], None] = print
) -> None:
    """Train `model` in place; after each round its weights are kept in `keep` and the mean losses are said."""
    chance = random.Random(seed)
    encoder = list(model.encoder.layers.parameters()) + list(model.encoder.norm.parameters())
    encoder += list(model.encoder.positions.parameters())
    known = {id(parameter) for parameter in encoder}
    others = [parameter for parameter in model.parameters() if id(parameter) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": stage.encoder_rate}, {"params": others, "lr": stage.heads_rate}],
        weight_decay=0.01,
    )
    total = stage.rounds * len(list(batches(round_of(stage, pieces, random.Random(seed)), _BATCH, chance)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, total, stage))
    model.train()
    for number in range(stage.rounds):
        for layer in model.encoder.layers:
            layer.imitates_int8 = number >= stage.rounds - stage.int8_rounds
        _one_round(model, batches(round_of(stage, pieces, chance), _BATCH, chance), optimiser, schedule, say)
        torch.save(model.state_dict(), keep)
        say(f"round {number + 1} of {stage.rounds} kept in {keep.name}")


def _one_round(
    model: Reader,
    found: Iterator[Batch],
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    say: Callable[[str], None],
) -> None:
    begin, seen, sums = time.monotonic(), 0, dict[str, float]()
    for step, batch in enumerate(found, 1):
        parts = losses(model, batch)
        optimiser.zero_grad(set_to_none=True)
        sum(parts.values(), torch.zeros(())).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        seen += int(batch.lengths.sum())
        for name, loss in parts.items():
            sums[name] = 0.98 * sums.get(name, float(loss.detach())) + 0.02 * float(loss.detach())
        if step % 50 == 0:
            shown = " ".join(f"{name} {value:.3f}" for name, value in sums.items())
            say(f"  step {step}: {shown}; {seen / (time.monotonic() - begin):.0f} pieces/s")
