"""How far the reading has come: a bar on standard error when it takes longer than a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

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


def count_articles(inputs: Iterable[str]) -> int | None:
    """How many articles the paths in `inputs` hold, at little cost; None where only reading would tell.

    Lines are counted in files of JSON lines; every other file is one article.
    """
    total = 0
    for path in map(Path, inputs):
        counts = [_count(file) for file in _files(path)]
        if str(path) == "-" or None in counts:
            return None
        total += sum(count or 0 for count in counts)
    return total


def _files(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        return [path]
    inside = (file.relative_to(path) for file in path.rglob("*") if file.is_file())
    return [path / file for file in inside if not any(part.startswith(".") for part in file.parts)]


def _count(path: Path) -> int | None:
    try:
        with path.open("rb") as stream:
            first = stream.read(2)
            if not first.startswith(b"{"):
                return 1 if first != b"\x1f\x8b" else None
            stream.seek(0)
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(_BLOCK), b""))
    except OSError:
        return 1
