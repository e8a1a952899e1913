"""The article that comes with selon, read by the model that comes with it."""

from __future__ import annotations

import pytest

from selon.articles import parse_text
from selon.cli.read import load_reader
from selon.cli.view import lines_of
from selon.model.shipped import WEIGHTS
from selon.record import Form, Record


@pytest.fixture(scope="session")
def record() -> Record:
    """The record of the example; the model is loaded once for all tests."""
    if not (WEIGHTS / "encoder.onnx").is_file():
        pytest.skip("the model is not in the package")
    example = next((WEIGHTS.parents[2] / "examples").glob("*.txt"))
    return load_reader("standard").read(parse_text(example.read_text(encoding="utf-8")))


def test_the_example_has_direct_and_indirect_statements(record: Record) -> None:
    assert {Form.DIRECT, Form.INDIRECT} <= {statement.form for statement in record.statements}


def test_the_view_of_the_example_fits_eighty_columns(record: Record) -> None:
    assert all(len(line) <= 80 for line in lines_of(record, 80))
