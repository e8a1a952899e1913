"""A web reader over a ledger of a few articles, asked without a network or a model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from script_reader import ScriptReader

from selon.ledger import Ledger
from selon.web import create_app

BASE = "http://127.0.0.1:8040"
BRIDGE = """Le pont de Brest

Anne Duval (maire) : « Le pont tient. Marc Prigent dit “tout est faux” depuis hier. »
un responsable : « Les travaux durent deux mois. »
Londres : « Nous aiderons à réparer le pont. »
Marc Prigent se tait
"""
HARBOUR = """The harbour

Anne Duval : « The harbour is open, the bridge is not. »
Anne Duval : « Que le port ferme est faux. »
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger that is not there yet."""
    return Ledger(tmp_path / "kept.duckdb")


@pytest.fixture
def keep(ledger: Ledger, tmp_path: Path) -> Callable[..., str]:
    """Keeps an article with its details, and gives its id."""

    def make(text: str, **details: str) -> str:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
        path.write_text(json.dumps({"text": text, "language": "fr", **details}), encoding="utf-8")
        found: list[str] = []
        tally = ledger.add(path, reader=ScriptReader(), each=lambda one: found.append(one.article.id))
        assert tally.added == 1
        return found[0]

    return make


@pytest.fixture
def bridge(keep: Callable[..., str]) -> str:
    """The id of an article with a statement inside another, an unnamed source, a denial and a refusal."""
    return keep(
        BRIDGE, title="Le pont de Brest", published="2022-03-14", publisher="L'Ouest", url="https://example.org/a"
    )


@pytest.fixture
def harbour(keep: Callable[..., str]) -> str:
    """The id of another article, of another month and publisher."""
    return keep(HARBOUR, title="The harbour", published="2022-05-02", publisher="The Post", language="en")


@pytest.fixture
def client(ledger: Ledger) -> Iterator[TestClient]:
    """A browser that wants English pages."""
    app = create_app(ledger.path, reader=ScriptReader)
    headers = {"accept": "text/html", "accept-language": "en"}
    with TestClient(app, base_url=BASE, headers=headers, raise_server_exceptions=False) as client:
        yield client
