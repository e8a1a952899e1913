"""Measurements in processes of their own, so that the memory and the threads of each are its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, Any

# Libraries that start threads of their own are held to one.
_POOLS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_READY = "ready"


def measured_together(module: str, options: Sequence[str], processes: int) -> list[dict[str, Any]]:
    """What so many processes `python -m module options --share NUMBER PROCESSES` write, one JSON object each.

    They begin to measure together, when the last of them has called `wait_for_the_others`; each reads its share, every
    so-many-th article, on one core. Of one that breaks down there is {"unavailable": why} alone.
    """
    environment = os.environ | dict.fromkeys(_POOLS, "1")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", module, *options, "--share", str(number), str(processes)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    # What is not ready writes its object, or nothing, and is at its end.
    first = [_pipe(process.stdout).readline() for process in running]
    for process in running:
        with suppress(OSError):
            _pipe(process.stdin).write("\n")
            _pipe(process.stdin).flush()
    return [_object(line, *process.communicate()) for line, process in zip(first, running, strict=True)]


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def together(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What several processes measured, as one: they are done when the slowest is, and count what all of them read."""
    for one in found:
        if one.get("unavailable"):
            return dict(one)
    counts = {name: sum(one[name] for one in found) for name in ("words", "articles")}
    return counts | {name: max(one[name] for one in found) for name in ("loading", "seconds", "megabytes")}


def wait_for_the_others() -> None:
    """Say that this process is ready to measure, and wait until all are."""
    print(_READY, flush=True)
    sys.stdin.readline()


def last_line(text: str) -> str:
    """The last of what a process that broke down had to say."""
    return (text.strip().splitlines() or ["it said nothing"])[-1]


def peak_megabytes() -> float:
    """The most memory that this process or one that it started, whichever is larger, has had."""
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # Bytes on macOS, units of 1,024 of them elsewhere.
    return largest * (1 if sys.platform == "darwin" else 1024) / 1e6


def _object(first: str, out: str, err: str) -> dict[str, Any]:
    found = out if first.strip() == _READY else first + out
    if not found.strip():
        return {"unavailable": last_line(err)}
    read: dict[str, Any] = json.loads(found)
    return read
