"""Whether anything that can be given to selon breaks it: python -m benchmarks.fuzz

Articles, pages, feeds, archives, tables and agencies' formats, spoilt in many ways, go from their bytes to the record
and through JSON. Each case is read by a reader whose model guesses, which meets odder statements than the real one, and
every twenty-fifth by the real one. Looked for: errors that nobody foresaw, hangs, offsets that point wrongly, records
that change on their way through JSON or with what is read beside them, and time that grows faster than the text.
Always the same cases for a seed. Exit code 1 when anything was found.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.fuzz.cases import Finding, Run, cases, run
from benchmarks.fuzz.growth import Growth, growths
from benchmarks.fuzz.guessing import GuessingReader
from benchmarks.fuzz.seeds import shared_seeds, written_seeds
from benchmarks.report import DATA, circumstances, table, write_json
from selon.extract.reader import Reader
from selon.model.shipped import WEIGHTS

_SHOWN = 12


def main() -> int:
    """Run, print what was found, keep the inputs that failed."""
    arguments = _arguments()
    # What the parsers of pages and feeds have to say of each case is no concern of this run.
    logging.disable(logging.CRITICAL)
    guessing, real = GuessingReader(arguments.weights), Reader(arguments.weights, threads=1)
    seeds = written_seeds() + shared_seeds(arguments.data)
    until = time.monotonic() + arguments.seconds

    def go_on(done: int) -> bool:
        return done < arguments.cases if arguments.cases else time.monotonic() < until

    found = run(cases(seeds, arguments.seed), guessing, real, go_on)
    grown = list(growths(guessing)) if arguments.growth else []
    steep = [one for one in grown if one.is_too_steep]
    _print(found, grown, steep)
    if arguments.keep:
        _keep(arguments.keep, found.findings)
    if arguments.json:
        write_json(arguments.json, _rows(found, grown))
    return 1 if found.findings or steep else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300, help="go on for so long (default: 300)")
    parser.add_argument("--cases", type=int, help="read so many cases instead, however long it takes")
    parser.add_argument("--seed", type=int, default=1, help="another number gives other cases (default: 1)")
    parser.add_argument("--no-growth", dest="growth", action="store_false", help="leave out how the time grows")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the inputs that failed, with what went wrong")
    parser.add_argument("--data", type=Path, default=DATA, help="formats/ and pages/ in it are used too")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder of selon's model")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    return parser.parse_args()


def _print(found: Run, grown: Sequence[Growth], steep: Sequence[Growth]) -> None:
    print(circumstances())
    failing = [finding.kind for finding in found.findings]
    counts = [
        [kind, found.cases[kind], found.articles[kind], found.refused[kind], failing.count(kind)]
        for kind in found.cases
    ]
    totals = ["all", *(sum(column) for column in list(zip(*counts, strict=True))[1:])]
    rows = [[str(row[0]), *(f"{number:,}" for number in row[1:])] for row in [*sorted(counts), totals]]
    print(table(("", "cases", "articles", "refused", "findings"), rows))
    seconds, kind, number = found.slowest
    print(
        f"{found.statements:,} statements guessed; slowest: case {number} ({kind}), {seconds:.1f} s of processor time"
    )
    for finding in found.findings[:_SHOWN]:
        print(f"\ncase {finding.number} ({finding.kind}), {len(finding.data):,} bytes\n{finding.fault}")
    if grown:
        steepest = max(grown, key=lambda one: one.factor)
        print(
            f"\n{len(grown)} patterns repeated: for twice the text at most {steepest.factor:.1f} times the time "
            f"({steepest.pattern})"
        )
    for one in steep:
        times = ", ".join(f"{count:,} times: {seconds:.1f} s" for count, seconds in one.seconds.items())
        print(f"too steep: {one.pattern} ({times}{', hung' if one.hung else ''})")
    print("nothing found" if not (found.findings or steep) else f"{len(found.findings) + len(steep)} findings")


def _keep(folder: Path, findings: Sequence[Finding]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for finding in findings:
        (folder / f"{finding.number}.bin").write_bytes(finding.data)
        (folder / f"{finding.number}.txt").write_text(f"{finding.kind}\n{finding.fault}\n", "utf-8", "replace")


def _rows(found: Run, grown: Sequence[Growth]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [
        {"kind": kind, "cases": count, "articles": found.articles[kind], "refused": found.refused[kind]}
        for kind, count in found.cases.items()
    ]
    rows += [{"case": one.number, "kind": one.kind, "fault": one.fault} for one in found.findings]
    return rows + [{"pattern": one.pattern, "seconds": one.seconds, "factor": one.factor} for one in grown]


if __name__ == "__main__":
    sys.exit(main())
