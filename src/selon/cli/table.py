"""Rows in columns: fitted to a terminal's width, or whole and parted by tabs where no terminal is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from selon.cli.output import open_output
from selon.cli.terminal import plain, to_json
from selon.exports.values import json_value

# Nobody reads more on a terminal, which must see all of a table before it can set its columns.
_MOST_ON_TERMINAL = 1000
# Narrower cells would tell nothing; then rows go on in the next line.
_NARROWEST = 8
_GAP = "  "


def write_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a row of headers and `rows` to standard output; of more than 1,000 rows a terminal gets the first."""
    console = Console()
    with open_output(None) as stream:
        stream.writelines(table_lines(columns, rows, console) if console.is_terminal else _parted(columns, rows))


def table_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]], console: Console) -> Iterator[str]:
    """The table as a terminal shows it, long values cut so that it is no wider than `console`."""
    rows = iter(rows)
    yield _fitted(columns, list(islice(rows, _MOST_ON_TERMINAL)), console)
    if next(rows, None) is not None:
        yield f"These are the first {_MOST_ON_TERMINAL:,}; --csv and --json give all.\n"


def _parted(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    return ("\t".join(map(_shown, row)) + "\n" for row in chain([columns], rows))


def _fitted(columns: Sequence[str], rows: Sequence[Sequence[Any]], console: Console) -> str:
    cells = [[_shown(value) for value in row] for row in (columns, *rows)]
    widths = _widths([max(map(cell_len, column)) for column in zip(*cells, strict=True)], console.width)
    figures = [all(isinstance(value, int | float | None) for value in column) for column in zip(*rows, strict=True)]
    with console.capture() as captured:
        for number, row in enumerate(cells):
            line = Text(style="" if number else "bold")
            for cell, width, is_figure in zip(row, widths, figures or [False] * len(columns), strict=True):
                text = Text(cell)
                text.truncate(width, overflow="ellipsis")
                text.align("right" if is_figure else "left", width)
                line.append_text(text).append(_GAP)
            line.rstrip()
            console.print(line, highlight=False, soft_wrap=True)
    return captured.get()


def _widths(wanted: Sequence[int], available: int) -> list[int]:
    """The widths of columns: those that want the most are cut, all to the same width, until the row fits."""
    most = max(wanted)
    while most > _NARROWEST and sum(min(width, most) + len(_GAP) for width in wanted) > available + len(_GAP):
        most -= 1
    return [min(width, most) for width in wanted]


def _shown(value: Any) -> str:
    written = json_value(value)
    if written is None:
        return ""
    return plain(written if isinstance(written, str) else to_json(written).rstrip("\n"))
