"""On a real Ray cluster of two workers, one of which is killed in the middle, and where one article kills any."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest
from plain_reader import MARKS, reader_that_tells_its_process

from selon.articles import read_articles
from selon.articles.details import Told
from selon.articles.sources import Source, sources_in
from selon.errors import SelonError
from selon.exports.safe import to_json
from selon.extract.reader import Reader
from selon.record import Record
from selon.scale import RayEngine
from selon.scale.partitions import Cutter
from selon.scale.rows import Row

Lines = Callable[..., Path]


@pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: pip install '.[ray]'")
def test_killed_workers_cost_no_more_than_what_kills_every_one(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    # Each file is cut by a task of its own.
    monkeypatch.setattr("selon.scale.partitions._GROUP", 1)
    for n in range(10):
        text = f"La maire de Brest, Irène Daval, a parlé mardi. « Le quai {n} tient », a-t-elle dit."
        folder = lines(text, f"Les dockers du quai {n} accusent la maire de mentir.", name=f"{n}.jsonl").parent
    (folder / "0.jsonl").write_text('{"text": broken', encoding="utf-8")
    lines("Le quai.", "POISON.", "La maire de Brest, Irène Daval, promet un quai.", name="deadly.jsonl")
    engine = RayEngine(2, make_reader=reader_that_tells_its_process)
    rows: list[Row] = []
    killed = 0
    for done in engine.parts(sources_in(folder)[0], Cutter(Told(), engine.name)):
        assert not done.is_lost
        rows += (row for row in done.rows if isinstance(row, Row))
        # One that the deadly article killed already is not there any more.
        for mark in () if killed else sorted(Path(os.environ[MARKS]).glob("*.pid")):
            with suppress(ProcessLookupError):
                os.kill(int(mark.stem), signal.SIGKILL)
                killed += 1
                break
    reasons = [row.failure for row in rows if row.failure]
    assert len(reasons) == 2
    assert "line 2 is left out: the process that read it died" in str(reasons[1])
    outcomes = list(Reader().read_all(read_articles(folder)))
    expected = [
        to_json(one.to_dict()).rstrip("\n") if isinstance(one, Record) and "POISON" not in one.article.text else None
        for one in outcomes
    ]
    assert [row.record for row in rows] == expected


def test_what_cannot_reach_the_cluster_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("standard input", open)  # type: ignore[arg-type]
    engine = RayEngine(name="none")
    with pytest.raises(SelonError, match="standard input cannot be read with Ray"):
        list(engine.parts([source], Cutter(Told(), engine.name)))


def test_without_ray_it_says_how_to_install_it(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    engine = RayEngine(name="none")
    with pytest.raises(SelonError, match=r"pip install 'selon\[ray\]'"):
        list(engine.parts(sources_in(lines("Le quai."))[0], Cutter(Told(), engine.name)))
