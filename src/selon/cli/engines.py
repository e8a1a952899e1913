"""What reads: which model, in one process with threads, in many on this machine, or on a Ray cluster."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from selon.errors import SelonError
from selon.model.shipped import MODELS

if TYPE_CHECKING:
    from selon.scale.engine import PartitionedEngine

# Bytes of files that are read for longer than processes take to start.
_MANY = 2_000_000


def add_model_option(parser: argparse.ArgumentParser) -> None:
    """Let a command take `--model`."""
    parser.add_argument(
        "--model",
        choices=MODELS,
        default=MODELS[0],
        help="fast reads one and a half to two times as fast and finds somewhat less (default: standard)",
    )


def add_engine_options(parser: argparse.ArgumentParser) -> None:
    """Let a command take `--model`, `--engine` and `--workers`."""
    add_model_option(parser)
    parser.add_argument(
        "--engine",
        choices=("local", "ray"),
        help="read in several processes of this machine, or on the Ray cluster that RAY_ADDRESS names (else on one "
        "that is started here; needs pip install 'selon[ray]'); the records are the same. When not given, large "
        "inputs are read in several processes where there are several processor cores",
    )
    parser.add_argument(
        "--workers", type=_count, metavar="N", help="how many processes read (default: one for each processor core)"
    )


def engine_of(arguments: argparse.Namespace) -> PartitionedEngine | None:
    """The engine that a command was told to use or that its inputs call for; None to read in this process."""
    if arguments.engine == "ray":
        from selon.scale.on_ray import RayEngine

        return RayEngine(arguments.workers, model=arguments.model)
    if arguments.engine == "local" or arguments.workers or _pays(arguments.inputs):
        return local_engine(arguments.workers, arguments.model)
    return None


def local_engine(workers: int | None, model: str) -> PartitionedEngine:
    """Processes of this machine."""
    from selon.scale.local import LocalEngine

    return LocalEngine(workers, model=model)


def _pays(inputs: Iterable[str]) -> bool:
    """True when reading takes so long that starting processes is nothing beside it."""
    return (os.cpu_count() or 1) > 1 and _is_large(inputs)


def _is_large(inputs: Iterable[str]) -> bool:
    from selon.articles.sources import sources_in

    size = 0
    for given in inputs:
        try:
            sources, _ = sources_in(given)
            size += sum(source.path.stat().st_size for source in sources if source.path)
        except (SelonError, OSError, ValueError):
            continue
        if size > _MANY:
            return True
    return False


def _count(written: str) -> int:
    if not written.isdecimal() or not 1 <= int(written) <= 10_000:
        raise argparse.ArgumentTypeError(f"'{written}' is no number of processes: write one from 1")
    return int(written)
