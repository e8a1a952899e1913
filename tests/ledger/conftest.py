"""A reader without a model, and ledgers that it fills."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from quotation_reader import QuotationReader

from selon.ledger import Ledger


@pytest.fixture
def reader() -> QuotationReader:
    """The reader of the tests."""
    return QuotationReader()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger that is not there yet."""
    return Ledger(tmp_path / "kept.duckdb")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a text to a file of the folder `news`."""

    def make(name: str, text: str) -> Path:
        path = tmp_path / "news" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def dump() -> Callable[[Ledger], dict[str, list[tuple[object, ...]]]]:
    """All that a ledger holds, table by table."""

    def rows(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
        with duckdb.connect() as connection:
            connection.execute("ATTACH ? AS ledger (READ_ONLY)", [str(ledger.path)])
            found = connection.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'kept'").fetchall()
            return {name: connection.execute(f"FROM ledger.kept.{name} ORDER BY ALL").fetchall() for (name,) in found}

    return rows
