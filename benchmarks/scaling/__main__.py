"""How reading grows with processes, here and on Ray, and what a million articles cost: python -m benchmarks.scaling

Each row is a process of its own that reads the same articles, from JSON lines to records. Its time runs from when every
worker has read one partition, some 30,000 words, to the last record; what comes before, starting processes or a cluster
and loading the model in each too, is the column `starting`, for it is paid once however much is read. Efficiency is the
speed beside as many times that of one local process; Ray's overhead is the time it takes beyond that of as many local
ones. Words are those between white space.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.articles import sampled
from benchmarks.report import DATA, circumstances, table, write_json
from selon.model.shipped import MODELS

_ARTICLES = ("wikinews-fr.jsonl", "semeval23-en.jsonl", "semeval23-fr.jsonl")
_MACHINES = Path(__file__).with_name("machines.toml")
_HEADER = ("", "workers", "words/s", "articles/s", "efficiency", "Ray's overhead", "starting s")
_MEMORY = ("MB, largest process", "MB, all")
_COSTS = ("machine", "vCPUs", "an hour", "a million articles", "price of")
_MILLION, _HOUR = 1_000_000, 3600


def main() -> None:
    """Measure every engine, then print two tables. Raises OSError when a file of articles cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="articles, one a line (default: those of --data)")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with articles/ (default: ../shared)")
    parser.add_argument("--words", type=int, default=600_000, help="read so many words, evenly from all files")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="from one process to so many")
    parser.add_argument("--repeat", type=int, default=1, help="measure so often in turn and take the best of each")
    parser.add_argument("--engine", choices=("local", "ray"), action="append", help="only this (default: both)")
    parser.add_argument("--model", choices=MODELS, default=MODELS[0], help="which model reads (default: standard)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    arguments = parser.parse_args()
    files = arguments.files or [arguments.data / "articles" / name for name in _ARTICLES]
    pairs = [(e, n) for n in _counts(arguments.workers) for e in arguments.engine or ("local", "ray")]
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder, "articles.jsonl")
        articles.write_text(
            "".join(f"{json.dumps({'text': row['text']})}\n" for row in sampled(files, arguments.words)),
            encoding="utf-8",
        )
        runs = [_measured(*pair, arguments.model, articles) for _ in range(arguments.repeat) for pair in pairs]
    rows = [_best([run for run in runs if (run["engine"], run["workers"]) == pair]) for pair in pairs]
    rows = [_compared(row, rows) for row in rows]
    print(circumstances())
    print(table((*_HEADER, *_MEMORY), [_cells(row) for row in rows]))
    for reason in dict.fromkeys(f"{row['engine']}: {row['unavailable']}" for row in rows if "unavailable" in row):
        print(reason)
    costs = list(_costs(rows))
    print(f"\n{table(_COSTS, [_cost_cells(cost) for cost in costs])}")
    print("by the fastest row above, a vCPU taken for a core of this machine")
    if arguments.json:
        write_json(arguments.json, [*rows, *costs])


def _counts(most: int) -> list[int]:
    """1, 2, 4 … and `most`."""
    return sorted({most, *(1 << power for power in range(most.bit_length()) if 1 << power <= most)})


def _measured(engine: str, workers: int, model: str, articles: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.scaling.worker", engine, str(workers), model, str(articles)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"engine": engine, "workers": workers, "unavailable": (done.stderr.strip().splitlines() or ["?"])[-1]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {"engine": engine, "workers": workers, **found}


def _best(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The fastest of the runs of one engine that came to an end, or the first where none did."""
    return min((run for run in runs if "seconds" in run), key=lambda run: run["seconds"], default=runs[0])


def _compared(row: dict[str, Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`row` with its efficiency and, for Ray, its overhead, as shares."""
    # Not by the seconds: with more workers, more partitions are read before they count.
    local = {one["workers"]: _speed(one) for one in rows if one["engine"] == "local" and "seconds" in one}
    if "seconds" not in row:
        return row
    is_ray = row["engine"] == "ray" and row["workers"] in local
    return row | {
        "efficiency": _speed(row) / local[1] / row["workers"] if 1 in local else None,
        "overhead": local[row["workers"]] / _speed(row) - 1 if is_ray else None,
    }


def _speed(row: Mapping[str, Any]) -> float:
    """Words a second."""
    return float(row["words"] / row["seconds"])


def _cells(row: Mapping[str, Any]) -> list[str]:
    first = [row["engine"], str(row["workers"])]
    if "seconds" not in row:
        return [*first, *["–"] * (len(_HEADER) + len(_MEMORY) - 2)]
    speeds = [f"{_speed(row):,.0f}", f"{row['articles'] / row['seconds']:,.1f}"]
    shares = ["–" if row[name] is None else f"{row[name]:.1%}" for name in ("efficiency", "overhead")]
    sizes = [f"{row['largest']:,.0f}", f"{row['together']:,.0f}"]
    return [*first, *speeds, *shares, f"{row['starting']:.1f}", *sizes]


def _costs(rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What a million articles like these cost on each of the machines that are listed."""
    measured = [row for row in rows if "seconds" in row]
    if not measured:
        return
    best = max(measured, key=lambda row: row["articles"] / row["seconds"])
    a_core = best["articles"] / best["seconds"] / best["workers"]
    for machine in tomllib.loads(_MACHINES.read_text(encoding="utf-8"))["machine"]:
        hours = _MILLION / (a_core * machine["vcpus"]) / _HOUR
        yield machine | {"date": machine["date"].isoformat(), "cost": hours * machine["price"]}


def _cost_cells(cost: Mapping[str, Any]) -> list[str]:
    unit = cost["currency"]
    return [cost["name"], str(cost["vcpus"]), f"{cost['price']} {unit}", f"{cost['cost']:,.2f} {unit}", cost["date"]]


if __name__ == "__main__":
    main()
