"""Run as a process: `selon add` with the reader of the tests, in small batches, so that it can be killed anywhere."""

import sys
import time
from collections.abc import Iterable, Iterator

from quotation_reader import QuotationReader

import selon.ledger.batches
from selon.ledger import Ledger
from selon.record import Article, Record


class SlowReader(QuotationReader):
    """Takes five milliseconds an article."""

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            time.sleep(0.005)
            yield from super().read_many([article])


selon.ledger.batches._SECONDS = 0.05
ledger, *sources = sys.argv[1:]
print("begun", flush=True)
Ledger(ledger).add(*sources, reader=SlowReader())
