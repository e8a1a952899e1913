"""A short run of `python -m benchmarks.fuzz`: no damaged input breaks reading, hangs it or makes it point wrongly."""

import logging
from collections.abc import Iterator

import pytest

pytest.importorskip("benchmarks.fuzz", reason="the benchmarks are not beside the tests")

from benchmarks.fuzz.cases import cases, run
from benchmarks.fuzz.guessing import GuessingReader
from benchmarks.fuzz.seeds import written_seeds
from selon.model.shipped import WEIGHTS

_CASES = 60


@pytest.fixture
def quiet() -> Iterator[None]:
    """Without what the parsers of pages and feeds say of each case."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("quiet")
def test_damaged_inputs_of_every_format_are_read_or_refused() -> None:
    # What is packed a thousand times over is left to the long run.
    seeds = [seed for seed in written_seeds() if seed.kind != "bomb"]
    found = run(cases(seeds, seed=7), GuessingReader(WEIGHTS), None, lambda done: done < _CASES)
    assert [finding.fault for finding in found.findings] == []
    assert found.statements > _CASES
