"""How far the reading has come: a bar on standard error when it takes longer than a second."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from selon.errors import SelonError

if TYPE_CHECKING:
    from selon.articles.sources import Source

_PATIENCE = 1.0
_BLOCK = 1 << 20


@contextmanager
def shown_progress(total: int | None) -> Iterator[Callable[[], None]]:
    """A bar that appears after a second; what it gives is to be called once for every article done.

    total: how many articles there will be, None where that is not known.
    """
    bar = Progress(
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
        redirect_stdout=False,
    )
    task = bar.add_task("", total=total)
    # Articles come many at once; the speed must count the wait before the first of them.
    bar.advance(task, 0)
    timer = Timer(_PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda: bar.advance(task)
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


class _Rate(ProgressColumn):
    """Articles per second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} articles/s" if speed else "")


def count_articles(inputs: Iterable[str], columns: Collection[str] = ()) -> int | None:
    """How many articles `inputs` hold, at little cost; None where only reading would tell.

    Lines are counted in files of JSON lines; every text and page is one article. columns: those the person names.
    """
    from selon.articles.sources import sources_in

    total = 0
    for given in inputs:
        try:
            sources, _ = sources_in(given)
        except SelonError:
            total += 1
            continue
        for source in sources:
            count = _count(source, columns)
            if count is None:
                return None
            total += count
    return total


def _count(source: Source, columns: Collection[str]) -> int | None:
    from selon.articles import documents, json_lines
    from selon.articles.content import unpacked
    from selon.articles.formats import format_of

    if source.path is None:
        return None
    try:
        with source.open() as stream, unpacked(stream, source.origin, source.path) as content:
            # What is packed is not at the path, and too slow to count.
            if content.path is None:
                return None
            found = format_of(content.head, columns)
            if found is json_lines and json_lines.holds_lines(content.head):
                return sum(block.count(b"\n") for block in iter(lambda: content.stream.read(_BLOCK), b""))
            return 1 if found is documents else None
    except SelonError:
        return 1
