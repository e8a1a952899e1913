"""What could not be read, until it is."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date

import duckdb

from selon.articles.details import Told
from selon.articles.sources import is_address


@dataclass(frozen=True, slots=True)
class KeptFailure:
    """An article or a file that could not be read.

    input: the file or the address it stands in. origin: its place there. told: what was told of the input.
    """

    input: str
    origin: str
    reason: str
    told: Told

    @property
    def can_be_retried(self) -> bool:
        """False for what came through standard input or an open file, which is over."""
        return is_address(self.input) or os.path.lexists(self.input)


def failures(connection: duckdb.DuckDBPyConnection) -> list[KeptFailure]:
    """The failures that are not settled, in the order in which they came."""
    rows = connection.execute(
        "SELECT input, origin, reason, told FROM kept.failures "
        "WHERE number NOT IN (SELECT failure FROM kept.settled) ORDER BY number"
    ).fetchall()
    return [KeptFailure(source, origin, reason, told_of(written)) for source, origin, reason, written in rows]


def told_of(written: str) -> Told:
    """What was told of an input, from `told_parts` as JSON."""
    language, published, columns = json.loads(written)
    return Told(language=language, published=date.fromisoformat(published) if published else None, columns=columns)
