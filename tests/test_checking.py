"""Whether a record from an unknown hand can be true."""

from __future__ import annotations

import pytest

from selon.record import Article, Record, Span, Statement
from selon.record.checking import check_record


def _nested(*parents: int | None) -> Record:
    statements = tuple(Statement((Span(0, 2),), parent=parent) for parent in parents)
    return Record(Article("Il ferme.", "fr"), statements, "plain-1")


def test_statements_may_nest_deep_in_any_order() -> None:
    count = 3000
    check_record(_nested(None, *range(count)))
    check_record(_nested(*range(1, count), None))


@pytest.mark.parametrize("parents", [(0,), (1, 0), (None, 2, 3, 1), (1, 2, 1), (None, 0, 1, 4, 3)])
def test_a_statement_that_stands_inside_itself_is_refused(parents: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError, match="inside itself"):
        check_record(_nested(*parents))


def test_a_long_chain_is_climbed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    climbs = 0
    plain = Statement.__getattribute__

    def counted(statement: Statement, name: str) -> object:
        nonlocal climbs
        climbs += name == "parent"
        return plain(statement, name)

    record = _nested(*range(1, 1000), None)
    monkeypatch.setattr(Statement, "__getattribute__", counted)
    check_record(record)
    assert climbs < 10_000
