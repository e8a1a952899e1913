"""One damaged input after another through the whole of selon, and what went wrong."""

from __future__ import annotations

import io
import json
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.fuzz.checks import faults_of_article, faults_of_failure, faults_of_record
from benchmarks.fuzz.clock import HangError, at_most
from benchmarks.fuzz.mutations import spoilt
from benchmarks.fuzz.seeds import Seed
from selon.articles import Failure, read_articles
from selon.errors import SelonError
from selon.extract.reader import Reader
from selon.record import Article, Record

# Processor seconds that any case may take.
LIMIT = 10.0
# One case in so many is read by the real model too; so many cases' articles are read together.
_REAL, _TOGETHER = 25, 8
# More articles than these out of one input tell nothing new.
_MOST_ARTICLES = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """What went wrong with one input. number: which case it was."""

    number: int
    kind: str
    data: bytes
    fault: str


@dataclass(slots=True)
class Run:
    """What a run has seen. cases, articles: by kind; slowest: processor seconds, kind and number of the case."""

    cases: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    findings: list[Finding] = field(default_factory=list)
    slowest: tuple[float, str, int] = (0.0, "", 0)


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged input."""

    number: int
    kind: str
    data: bytes


# Articles, each with the case it came out of and with the record of it alone.
_Read = list[tuple[Case, Article, str]]


def cases(seeds: Sequence[Seed], seed: int) -> Iterator[Case]:
    """Inputs without end, always the same ones for a seed; the first are the seeds as they are."""
    others = [one.data for one in seeds if len(one.data) < 100_000]
    for number, one in enumerate(seeds):
        yield Case(number, one.kind, one.data)
    kinds = sorted({one.kind for one in seeds})
    by_kind = {kind: [one for one in seeds if one.kind == kind] for kind in kinds}
    number = len(seeds)
    while True:
        draw = random.Random(f"{seed}/{number}")
        one = draw.choice(by_kind[draw.choice(kinds)])
        yield Case(number, one.kind, spoilt(one.data, others, draw))
        number += 1


def run(wanted: Iterator[Case], guessing: Reader, real: Reader | None, go_on: Callable[[int], bool]) -> Run:
    """Read case after case while `go_on` of the number of cases done says so.

    guessing: the reader of every case; real: the reader of a share of them, None for none.
    """
    found = Run()
    together: _Read = []
    done = 0
    while go_on(done):
        case = next(wanted)
        readers = [guessing, real] if real and done % _REAL == 0 else [guessing]
        started = time.process_time()
        together += _guarded(found, case, lambda case=case, readers=readers: _read(found, case, readers))
        found.slowest = max(found.slowest, (time.process_time() - started, case.kind, case.number))
        found.cases[case.kind] += 1
        done += 1
        if done % _TOGETHER == 0 or not go_on(done):
            if together:
                _guarded(found, together[0][0], lambda some=together: _check_together(found, some, guessing))
            together = []
    return found


def _guarded(found: Run, case: Case, work: Callable[[], _Read]) -> _Read:
    try:
        with at_most(LIMIT):
            return work()
    except HangError as error:
        _report(found, case, f"hang, after {LIMIT:.0f} s of processor time:\n{error}")
    except Exception:
        _report(found, case, traceback.format_exc(limit=-6))
    return []


def _report(found: Run, case: Case, fault: str) -> None:
    found.findings.append(Finding(case.number, case.kind, case.data, fault))


def _read(found: Run, case: Case, readers: Sequence[Reader]) -> _Read:
    """The articles of a case with the records that the first of `readers` makes of each by itself."""
    read = []
    try:
        for place, one in enumerate(read_articles(io.BytesIO(case.data))):
            if isinstance(one, Failure):
                _report_all(found, case, faults_of_failure(one))
            elif place < _MOST_ARTICLES:
                _report_all(found, case, faults_of_article(one))
                records = [reader.read(one) for reader in readers]
                for record in records:
                    _report_all(found, case, faults_of_record(record))
                found.articles[case.kind] += 1
                found.statements += len(records[0].statements)
                read.append((case, one, _written(records[0])))
    except SelonError:
        found.refused[case.kind] += 1
    return read


def _report_all(found: Run, case: Case, faults: Iterator[str]) -> None:
    for fault in faults:
        _report(found, case, fault)
        return


def _check_together(found: Run, some: _Read, reader: Reader) -> _Read:
    outcomes = reader.read_all(article for _, article, _ in some)
    for (case, _, alone), outcome in zip(some, outcomes, strict=True):
        if isinstance(outcome, Failure) or _written(outcome) != alone:
            _report(found, case, "read together with others, it gives another record than alone")
    return []


def _written(record: Record) -> str:
    return json.dumps(record.to_dict())
