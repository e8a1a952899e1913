from __future__ import annotations

import pytest

from selon import compiled, remembered


@pytest.mark.parametrize(("file", "expected"), [("remembered.py", False), ("remembered.cpython-311-x86_64.so", True)])
def test_it_shows_from_the_file_that_is_run(monkeypatch: pytest.MonkeyPatch, file: str, expected: bool) -> None:
    monkeypatch.setattr(remembered, "__file__", file)
    assert compiled.is_compiled() is expected
