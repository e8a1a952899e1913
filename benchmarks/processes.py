"""Measurements in processes of their own, so that the memory and the threads of each are its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

# Libraries that start threads of their own are held to as many as are measured.
_POOLS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def measured_apart(module: str, options: Sequence[str], threads: int) -> dict[str, Any]:
    """What `python -m module options` writes, one JSON object; {"unavailable": why} where it breaks down."""
    environment = os.environ | dict.fromkeys(_POOLS, str(threads))
    command = [sys.executable, "-m", module, *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"unavailable": last_line(done.stderr)}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def last_line(text: str) -> str:
    """The last of what a process that broke down had to say."""
    return (text.strip().splitlines() or ["it said nothing"])[-1]


def peak_megabytes() -> float:
    """The most memory that this process or one that it started, whichever is larger, has had."""
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    # Bytes on macOS, units of 1,024 of them elsewhere.
    return largest * (1 if sys.platform == "darwin" else 1024) / 1e6
