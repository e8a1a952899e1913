"""One measurement in a process of its own, so that its peak memory is its own; writes one JSON object to stdout."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.ledger.shapes import varied
from selon.articles import Failure, read_articles
from selon.articles.details import Told
from selon.ledger import Ledger, Query
from selon.ledger.batches import Batch, BatchWriter
from selon.ledger.known import Known
from selon.ledger.store import Store
from selon.record import Act, Form, Kind, Record

# What people ask: a word or two, rare or not, phrases, people, and all of it under conditions.
_QUESTIONS = (
    Query("sanctions"),
    Query("président"),
    Query("said"),
    Query("gouvernement sécurité"),
    Query("immigration border"),
    Query('"état d\'urgence"'),
    Query('"human rights"'),
    Query("guerre -ukraine"),
    Query("élect*"),
    Query("Trump OR Clinton"),
    Query("attentat police enquête"),
    Query(speaker="Valls"),
    Query(speaker="Manuel Valls"),
    Query("attentat", speaker="Manuel"),
    Query("police", acts=(Act.DENY, Act.WARN)),
    Query("people", since=date(2020, 1, 1), until=date(2020, 3, 1)),
    Query(country="FRA", forms=(Form.DIRECT,)),
    Query(kinds=(Kind.ANONYMOUS,), acts=(Act.WARN,)),
    Query("loi", publisher="Journal 17"),
    Query(language="fr", published_since=date(2025, 1, 1)),
    Query(),
)
_ROUNDS = 10
_SHOWN = 20


def main() -> None:
    """Measure one thing and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("read", "add", "grow", "find"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--statements", type=int, default=0)
    arguments = parser.parse_args()
    measures: Mapping[str, Callable[..., dict[str, Any]]] = {"read": _read, "add": _add, "find": _find}
    if arguments.what == "grow":
        found = _grow(*arguments.paths, statements=arguments.statements)
    else:
        found = measures[arguments.what](*arguments.paths)
    json.dump(found | {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}, sys.stdout)


def _read(articles: Path, records: Path) -> dict[str, Any]:
    """Read the articles and keep nothing; write the records, for what is to be grown of them, when the clock stands."""
    from selon.extract.reader import Reader

    reader = Reader()
    started = time.perf_counter()
    outcomes = list(reader.read_all(read_articles(articles)))
    seconds = time.perf_counter() - started
    found = [outcome for outcome in outcomes if not isinstance(outcome, Failure)]
    lines = (json.dumps(record.to_dict(), ensure_ascii=False) for record in found)
    records.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", errors="replace")
    return {"seconds": seconds, "articles": len(found), "failed": len(outcomes) - len(found)}


def _add(articles: Path, ledger: Path) -> dict[str, Any]:
    from selon.extract.reader import Reader

    reader = Reader()
    started = time.perf_counter()
    tally = Ledger(ledger).add(articles, reader=reader)
    seconds = time.perf_counter() - started
    return {
        "seconds": seconds,
        "articles": tally.added,
        "statements": tally.statements,
        "failed": tally.failed,
        "kept": tally.kept,
        "listed": len(Ledger(ledger).failures()),
        **_sizes(ledger),
    }


def _grow(records: Path, path: Path, *, statements: int) -> dict[str, Any]:
    """Write so many statements with the shapes of `records`, as `selon add` writes them."""
    lines = records.read_text(encoding="utf-8").splitlines()
    read = [Record.from_dict(json.loads(line)) for line in lines]
    store, started = Store(path), time.perf_counter()
    with store.only_writer():
        with store.reading() as connection:
            known = Known(connection, read[0].reader)
        writer, batch = BatchWriter(store, known, read[0].reader, Told()), Batch()
        for record in varied(read, statements):
            batch.records.append(record)
            batch.characters += len(record.article.text)
            if batch.is_full():
                writer.write(batch)
                batch = batch.next()
        writer.write(batch)
    return {"seconds": time.perf_counter() - started, **_sizes(path)}


def _sizes(path: Path) -> dict[str, Any]:
    """The size of the file and of the texts in it, in bytes."""
    with Ledger(path).ask("SELECT sum(strlen(text))::BIGINT FROM articles") as answer:
        ((text,),) = answer.rows
    return {"file": path.stat().st_size, "text": text}


def _find(path: Path) -> dict[str, Any]:
    """Ask every question ten times, as `selon find` does: how many there are, and the first twenty."""
    ledger = Ledger(path)
    times: dict[str, list[float]] = {}
    for _ in range(_ROUNDS):
        for question in _QUESTIONS:
            started = time.perf_counter()
            ledger.search(question, limit=_SHOWN)
            times.setdefault(json.dumps(question.to_dict(), ensure_ascii=False), []).append(
                time.perf_counter() - started
            )
    return {"seconds": times, "statements": ledger.count("")}


if __name__ == "__main__":
    main()
