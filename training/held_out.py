"""Which annotated articles are kept out of training, for choosing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from training.examples import Json

SHARED = Path(__file__).parents[2] / "shared"
# One in so many articles is held out: of PolNeAR, of Wikinews-fr (entities too), of our own annotations.
ENGLISH, FRENCH, OWN = 21, 10, 12


def held_out(articles: Sequence[Json], every: int) -> tuple[list[Json], list[Json]]:
    """Part `articles` in those to learn from and every `every`-th one, kept aside for choosing."""
    kept = [article for place, article in enumerate(articles) if place % every]
    return kept, [article for place, article in enumerate(articles) if not place % every]
