"""Whether memory stays what it is, however much is read: python -m benchmarks.memory

Short articles, no two alike, go through the reader one after another, or with --ledger the way of `selon add` into a
ledger; the resident memory of the process is taken as they go. The first third is left aside, in which caches fill.
What follows is flat when the line through it rises by less than 3 per cent in all. Exit code 1 when it does not.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.memory.articles import short_articles
from benchmarks.processes import peak_megabytes
from benchmarks.report import circumstances, table, write_json
from selon.articles import parse_text
from selon.extract.reader import Reader
from selon.ledger import Ledger
from selon.model.shipped import WEIGHTS

_SAMPLES = 60
_ROWS = 12
_WARM = 1 / 3
_FLAT = 0.03
_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Sample:
    """After so many articles. megabytes: resident; seconds: since the first."""

    articles: int
    megabytes: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Growth:
    """The line through what comes after the warm-up, in megabytes. level: at its begin; rise: from there to its end."""

    level: float
    rise: float

    @property
    def is_flat(self) -> bool:
        """Whether it rises by next to nothing."""
        return self.rise < _FLAT * self.level


def main() -> int:
    """Read, take samples, print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000, help="how many (default: 100000)")
    parser.add_argument("--ledger", action="store_true", help="keep them in a ledger, which is thrown away")
    parser.add_argument("--threads", type=int, default=0, help="for the model (default: all cores)")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder of selon's model")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    reader = Reader(arguments.weights, threads=arguments.threads)
    sampler = _Sampler(max(arguments.articles // _SAMPLES, 1))
    (_keep if arguments.ledger else _read)(reader, arguments.articles, sampler.count)
    samples = sampler.samples
    growth = growth_of(samples)
    print(f"{'selon add' if arguments.ledger else 'the reader'}; {circumstances()}")
    print(table(("articles", "resident MB", "articles/s"), list(_rows(samples))))
    print(
        f"{line_of([one.megabytes for one in samples])}  {samples[0].megabytes:.0f} to {samples[-1].megabytes:.0f} MB"
    )
    per_hundred_thousand = growth.rise * 100_000 / (arguments.articles * (1 - _WARM))
    print(
        f"{'flat' if growth.is_flat else 'NOT FLAT'}: {growth.rise:+.1f} MB on {growth.level:.0f} after the first "
        f"third, {per_hundred_thousand:+.1f} MB for 100,000 articles; peak {peak_megabytes():,.0f} MB"
    )
    if arguments.json:
        write_json(arguments.json, [*map(asdict, samples), asdict(growth) | {"flat": growth.is_flat}])
    return 0 if growth.is_flat else 1


def growth_of(samples: Sequence[Sample]) -> Growth:
    """The straight line through the samples behind the warm-up, by least squares."""
    warm = [one for one in samples if one.articles >= _WARM * samples[-1].articles]
    articles, megabytes = [one.articles for one in warm], [one.megabytes for one in warm]
    slope, level = np.polyfit(articles, megabytes, 1)
    return Growth(float(slope * articles[0] + level), float(slope * (articles[-1] - articles[0])))


def line_of(values: Sequence[float]) -> str:
    """The values as a row of bars from the least to the most, or to what would not be flat where that is more."""
    least = min(values)
    height = max(max(values) - least, _FLAT * least)
    steps = [int((value - least) / height * (len(_BARS) - 1)) for value in values]
    return "".join(_BARS[step] for step in steps)


def _read(reader: Reader, count: int, each: Callable[[object], None]) -> None:
    articles = (parse_text(row["text"], language=row["language"], origin=row["id"]) for row in short_articles(count))
    for record in reader.read_all(articles):
        each(record)


def _keep(reader: Reader, count: int, each: Callable[[object], None]) -> None:
    """As `selon add` reads them out of a file of JSON lines."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "articles.jsonl")
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in short_articles(count))
        Ledger(Path(folder, "kept.duckdb")).add(file, reader=reader, each=each)


class _Sampler:
    """Takes a sample for every so many articles that are read."""

    def __init__(self, every: int) -> None:
        self.samples: list[Sample] = []
        self._every, self._read, self._started = every, 0, time.perf_counter()

    def count(self, _: object) -> None:
        """Another article is read."""
        self._read += 1
        if self._read % self._every == 0:
            # What is not needed any more, but not yet given up, is no growth.
            gc.collect()
            self.samples.append(Sample(self._read, _resident_megabytes(), time.perf_counter() - self._started))


def _resident_megabytes() -> float:
    """What this process holds now; where that cannot be asked, the most that it has held."""
    held = Path("/proc/self/statm")
    if not held.exists():
        return peak_megabytes()
    return int(held.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _rows(samples: Sequence[Sample]) -> Iterator[list[str]]:
    before = Sample(0, 0.0, 0.0)
    for one in samples[:: max(len(samples) // _ROWS, 1)]:
        speed = (one.articles - before.articles) / max(one.seconds - before.seconds, 1e-9)
        yield [f"{one.articles:,}", f"{one.megabytes:,.1f}", f"{speed:,.0f}"]
        before = one


if __name__ == "__main__":
    sys.exit(main())
