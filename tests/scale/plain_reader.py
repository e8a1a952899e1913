"""Readers that worker processes of the tests are given: without a model, or the real one that tells who it is."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

from selon.articles import Failure
from selon.extract.reader import Reader
from selon.record import Article, Form, Kind, Record, Span, Speaker, Statement

_QUOTED = re.compile("«[^»]*»")
MARKS = "SELON_TEST_MARKS"


class PlainReader(Reader):
    """Every quotation is a statement of the mayor; some words break it down, or kill its process."""

    def __init__(self) -> None:
        self.name = "plain-1"

    def read_many(self, articles: Iterable[Article]) -> Iterator[Record]:
        for article in articles:
            if "TROUBLE" in article.text:
                raise IndexError("no such word")
            if "POISON" in article.text or ("SHOCK" in article.text and _first("shock")):
                os.kill(os.getpid(), signal.SIGKILL)
            spans = [Span(*quoted.span()) for quoted in _QUOTED.finditer(article.text)]
            mayor = Speaker("Irène Daval", Kind.PERSON, role="maire")
            found = tuple(Statement((span,), speaker=mayor, form=Form.DIRECT) for span in spans)
            yield Record(article, found, self.name)


def _first(name: str) -> bool:
    """True the first time that any process asks."""
    try:
        Path(os.environ[MARKS], name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


class _MortalReader(Reader):
    """The real reader; one word kills its process."""

    def read_all(self, inputs: Iterable[Article | Failure]) -> Iterator[Record | Failure]:
        together = list(inputs)
        if any(isinstance(one, Article) and "POISON" in one.text for one in together):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read_all(together)


def reader_that_tells_its_process() -> Reader:
    """The real reader, which one word kills; a file with the number of its process as its name says where it is."""
    Path(os.environ[MARKS], f"{os.getpid()}.pid").touch()
    return _MortalReader(threads=1)


def stillborn() -> Reader:
    """Its process ends before there is one."""
    os._exit(3)
