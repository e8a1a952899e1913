"""Train the model that the shipped ones are distilled from: `python -m training.train` (two cores: about two hours).

Reads the annotated articles of ../shared/gold and, for our own annotations in training/annotations, the texts of
../shared/articles; writes src/selon/model/weights/teacher, which does not ship, and what all models share beside it. A
part of the training articles is held out for choosing (see `training.choose`); the development files are never learnt
from.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch

from selon.model.pieces import Pieces
from training import e5, network, vocabulary
from training.annotations import annotated
from training.examples import load
from training.export import export, save_embeddings
from training.fit import Part, Stage, fit, sample
from training.held_out import ENGLISH, FRENCH, OWN, SHARED, held_out
from training.shipped import TEACHER

_LAYERS = 6
_VOCABULARY = 60_000


def _texts(shared: Path) -> Iterable[str]:
    for folder in ("articles", "gold"):
        for path in sorted((shared / folder).glob("*.jsonl")):
            yield from (article["text"] for article in load(path) if "text" in article)


def stages(shared: Path) -> list[Stage]:
    """First what others annotated, then all of it at falling rates, then once more at low ones."""
    english, _ = held_out(load(shared / "gold" / "polnear-train.jsonl"), ENGLISH)
    french, _ = held_out(load(shared / "gold" / "wikinews-fr-train.jsonl"), FRENCH)
    entities, _ = held_out(load(shared / "gold" / "entities-fr-train.jsonl"), FRENCH)
    own = {language: held_out(annotated(shared, language), OWN)[0] for language in ("fr", "en")}
    first = [Part(english, 1), Part(french, 3), Part(entities, 0.3)]
    second = [Part(english, 0.45), Part(french, 1.7), Part(own["fr"], 1), Part(own["en"], 1), Part(entities, 0.06)]
    third = [Part(english, 0.6), Part(french, 1.5), Part(own["fr"], 0.7), Part(own["en"], 0.7), Part(entities, 0.04)]
    return [
        Stage(first, rounds=2, fall=0.9, smallest=0.5),
        Stage(second, rounds=3, int8_rounds=1),
        Stage(third, rounds=1, encoder_rate=7e-5, heads_rate=4e-4, warm_steps=30, int8_rounds=1),
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, export and say where the weights are."""
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with gold/ and articles/")
    parser.add_argument(
        "--weights", type=Path, default=TEACHER, help="where the model goes, what all models share beside it"
    )
    chosen = parser.parse_args(arguments)
    torch.manual_seed(1)
    pretrained = e5.read(e5.package_file())
    kept = vocabulary.prune(pretrained, _texts(chosen.shared), _VOCABULARY)
    chosen.weights.mkdir(parents=True, exist_ok=True)
    pieces = chosen.weights.parent / "pieces.model"
    vocabulary.save(pretrained, kept, pieces)
    model = network.Reader(torch.from_numpy(pretrained.tensors["emb.word"][kept]), _LAYERS)
    network.pretrained_layers(model, pretrained)
    del pretrained
    for number, stage in enumerate(stages(chosen.shared), 1):
        fit(model, stage, Pieces(pieces), seed=number, keep=chosen.weights / "checkpoint.pt")
    (chosen.weights / "checkpoint.pt").unlink()
    save_embeddings(model, chosen.weights.parent / "embeddings.npz")
    export(model, chosen.weights, sample(stages(chosen.shared)[-1], Pieces(pieces)))
    print(f"The weights are in {chosen.weights}.")


if __name__ == "__main__":
    main()
