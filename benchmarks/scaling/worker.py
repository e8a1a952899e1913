"""One measurement in a process of its own; writes one JSON object as the last line of its output."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from selon.articles.details import Told
from selon.articles.sources import sources_in
from selon.scale import LocalEngine, RayEngine
from selon.scale.partitions import Cutter
from selon.scale.rows import Row

_PROCESSES = Path("/proc")
# Seconds between two looks at the memory, which are longer where a look takes long: with Ray's many processes it would
# take a sixth of a core from what is measured, and hold up whoever asks for memory meanwhile.
_PAUSE, _TIMES_A_LOOK = 0.2, 100
_MEGABYTE = 1e6
# What a Ray cluster consists of besides its workers stands under other parents.
_RAY = ("ray::", "raylet", "gcs_server")


@dataclass(slots=True)
class Memory:
    """The most memory that was seen, in megabytes: of one process, and of all together. Linux only, else 0.

    Pages that processes share count once, shared equally among them.
    """

    largest: float = 0.0
    together: float = 0.0
    _done: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look again and again until `stop`, a hundredth of the time."""
        pause = _PAUSE
        while not self._done.wait(pause):
            begun = time.perf_counter()
            sizes = [_megabytes(process) for process in _own_processes()]
            self.largest = max(self.largest, *sizes, 0.0)
            self.together = max(self.together, sum(sizes))
            pause = max(_PAUSE, _TIMES_A_LOOK * (time.perf_counter() - begun))

    def stop(self) -> None:
        """End watching."""
        self._done.set()


def main() -> None:
    """Measure one engine and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=("local", "ray"))
    parser.add_argument("workers", type=int)
    parser.add_argument("model")
    parser.add_argument("articles", type=Path)
    arguments = parser.parse_args()
    memory = Memory()
    watching = threading.Thread(target=memory.watch, daemon=True)
    watching.start()
    figures = _measure(arguments.engine, arguments.workers, arguments.model, arguments.articles)
    memory.stop()
    watching.join()
    print(json.dumps(figures | {"largest": memory.largest, "together": memory.together}))


def _measure(name: str, workers: int, model: str, articles: Path) -> dict[str, float]:
    """Words, articles and seconds from when every worker has read its first partition."""
    engine = (LocalEngine if name == "local" else RayEngine)(workers, model=model)
    begun = started = time.perf_counter()
    records: list[str] = []
    sources, _ = sources_in(articles)
    for number, done in enumerate(engine.parts(sources, Cutter(Told(), engine.name)), start=1):
        if number <= workers:
            started = time.perf_counter()
            continue
        records += (row.record for row in done.rows if isinstance(row, Row) and row.record)
    seconds = time.perf_counter() - started
    # Counted when the clock stands: it would take from the cores what is measured.
    words = sum(len(json.loads(record)["text"].split()) for record in records)
    if not records:
        sys.exit("there are too few articles for so many workers: give more --words")
    return {"starting": started - begun, "seconds": seconds, "words": words, "articles": len(records)}


def _own_processes() -> list[int]:
    """This process and all below it, and those of a Ray cluster."""
    if not _PROCESSES.is_dir():
        return []
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for entry in _PROCESSES.iterdir():
        if entry.name.isdecimal():
            try:
                before, _, after = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")
                parents[int(entry.name)] = int(after.split()[1])
                names[int(entry.name)] = before.partition("(")[2]
            except (OSError, ValueError, IndexError):
                continue
    found = {os.getpid()}
    while more := {own for own, parent in parents.items() if parent in found} - found:
        found |= more
    return [*found, *(own for own, name in names.items() if name.startswith(_RAY) and own not in found)]


def _megabytes(process: int) -> float:
    try:
        rollup = (_PROCESSES / str(process) / "smaps_rollup").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    sizes = [int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")]
    return sum(sizes) * 1024 / _MEGABYTE


if __name__ == "__main__":
    main()
