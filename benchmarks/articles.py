"""The articles that speed is measured on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any


def sampled(files: Sequence[Path], words: int) -> Iterator[Mapping[str, Any]]:
    """Articles in the order of their files, as many from each as make up its even part of `words`.

    Raises OSError when a file cannot be read.
    """
    for file in files:
        read = 0
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                if read >= words / len(files):
                    break
                row = json.loads(line)
                read += len(row["text"].split())
                yield row
