"""A ledger that stays open between questions, and lets go of its file all the same."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from quotation_reader import QuotationReader

from selon.errors import LedgerError
from selon.ledger import Ledger, Query
from selon.ledger import held as held_module
from selon.ledger.browsing import HeldLedger
from selon.ledger.facets import Selection

TEXT = "« Le pont tient », a dit Anne Duval. « Rien ne va », a averti Marc Prigent."


@pytest.fixture
def held(ledger: Ledger, write: Callable[..., Path], reader: QuotationReader) -> HeldLedger:
    """A ledger with two statements, open."""
    ledger.add(write("a.txt", TEXT), reader=reader, language="fr")
    return HeldLedger(ledger.path)


def test_one_open_file_answers_many_questions(held: HeldLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    assert held.browse(Selection()).total == 2
    monkeypatch.setattr("selon.ledger.held.HeldStore._open", None)
    assert held.browse(Selection(Query("pont"))).total == 1
    assert held.count("pont") == 1


def test_the_file_is_let_go_of_when_nobody_asks(
    held: HeldLedger,
    ledger: Ledger,
    write: Callable[..., Path],
    reader: QuotationReader,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(held_module, "_IDLE", 0.1)
    assert held.browse(Selection()).total == 2
    ledger.add(write("b.txt", "« Le port est ouvert », a dit Anne Duval."), reader=reader, language="fr")
    assert held.browse(Selection()).total == 3


def test_the_file_is_let_go_of_though_somebody_always_asks(
    held: HeldLedger,
    ledger: Ledger,
    write: Callable[..., Path],
    reader: QuotationReader,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(held_module, "_LONGEST", 0.1)
    done = threading.Event()
    totals: set[int] = set()

    def ask() -> None:
        while not done.is_set():
            totals.add(held.browse(Selection()).total)

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    try:
        ledger.add(write("b.txt", "« Le port est ouvert », a dit Anne Duval."), reader=reader, language="fr")
    finally:
        done.set()
        for thread in asking:
            thread.join()
    assert held.browse(Selection()).total == 3
    assert totals <= {2, 3}


def test_the_same_process_keeps_while_others_ask(held: HeldLedger, reader: QuotationReader) -> None:
    from io import BytesIO

    assert held.browse(Selection()).total == 2
    source = BytesIO("« Le port est ouvert », a dit Anne Duval.".encode())
    assert held.keep(source, reader=reader, language="fr", published=None).added == 1
    assert held.browse(Selection()).total == 3


def test_a_ledger_that_is_not_there_can_be_made_later(
    ledger: Ledger, write: Callable[..., Path], reader: QuotationReader
) -> None:
    held = HeldLedger(ledger.path)
    with pytest.raises(LedgerError, match="there is no ledger"):
        held.browse(Selection())
    ledger.add(write("a.txt", TEXT), reader=reader, language="fr")
    assert held.browse(Selection()).total == 2
