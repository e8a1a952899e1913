"""Run as a process: `selon add` with the reader of the tests, in small batches, so that it can be killed anywhere."""

import sys
import time
from collections.abc import Iterable, Iterator

from quotation_reader import QuotationReader

import selon.cli.read
import selon.ledger.batches
from selon.cli import main
from selon.record import Article, Record


class SlowReader(QuotationReader):
    """Takes five milliseconds an article."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            time.sleep(0.005)
            yield from super().read_many([article])


selon.ledger.batches._SECONDS = 0.05
selon.cli.read.load_reader = lambda _: SlowReader()
print("begun", flush=True)
sys.exit(main(["add", "--ledger", *sys.argv[1:]]))
