"""What every benchmark reports alike: the machine, the day, a table on the terminal and its rows as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from selon.compiled import is_compiled

DATA = Path(__file__).parents[2] / "shared"
_PROCESSORS = Path("/proc/cpuinfo")


def circumstances() -> str:
    """The processor, its cores, Python, selon and the day, without which no figure of speed means anything."""
    python, selon = platform.python_version(), f"selon {version('selon')}{'' if is_compiled() else ', not compiled'}"
    return f"{_processor()}, {os.cpu_count()} cores, Python {python}, {selon}, {date.today().isoformat()}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows under their header, the first column to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    return "\n".join(_line(row, widths) for row in (header, ["-" * width for width in widths], *rows))


def write_json(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the rows and what they were measured on. Raises OSError when `path` cannot be written."""
    content = {"measured": circumstances(), "rows": rows}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])


def _processor() -> str:
    if _PROCESSORS.exists():
        for line in _PROCESSORS.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
