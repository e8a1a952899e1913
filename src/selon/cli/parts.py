"""`selon read --parquet`: records of many articles into a folder of Parquet files."""

from __future__ import annotations

import argparse

from selon.articles.details import Told
from selon.cli.counting import counted, were
from selon.cli.engines import engine_of, local_engine
from selon.cli.interruption import held_interrupts
from selon.cli.keeping import shown_progress_of
from selon.cli.output import tell
from selon.cli.reasons import sentence_of
from selon.cli.terminal import say

_INTERRUPTED = 130


def write_parts(arguments: argparse.Namespace) -> int:
    """Read what was asked for into the folder; 1 when something could not be read, 130 when stopped, else 0.

    Raises SelonError when the folder cannot be written.
    """
    from selon.scale.directory import parts_in, write_directory

    engine = engine_of(arguments) or local_engine(arguments.workers, arguments.model)
    columns = dict(arguments.columns)
    told = Told(language=arguments.language, published=arguments.published, columns=columns)
    records = failed = there = 0
    own = set[str]()
    try:
        with held_interrupts() as stop_here, shown_progress_of(arguments.inputs, columns.values()) as advance:
            for part in write_directory(engine, arguments.inputs, told, arguments.parquet):
                records, failed = records + (part.records or 0), failed + len(part.failures)
                there += part.records is None
                own.add(part.id)
                for failure in part.failures:
                    say(sentence_of(failure.origin, failure.reason))
                for _ in range((part.records or 0) + len(part.failures)):
                    advance()
                stop_here()
    except KeyboardInterrupt:
        say(f"Stopped. {counted(records, 'record')} written. To go on, run the same command again.")
        return _INTERRUPTED
    others = len(parts_in(arguments.parquet) - own)
    beside = f", beside {counted(others, 'partition')} of other articles or another reader" if others else ""
    sentences = [f"{counted(records, 'record')} in {arguments.parquet}{beside}"]
    sentences += [f"{counted(there, 'partition')} {were(there)} there before"] if there else []
    sentences += [f"{failed:,} could not be read"] if failed else []
    tell("; ".join(sentences) + ".")
    return 1 if failed else 0
