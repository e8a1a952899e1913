"""Many processes of one machine make what one makes, whatever befalls them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from plain_reader import PlainReader, stillborn

from selon.articles import Failure, read_articles
from selon.articles.details import Told
from selon.articles.sources import sources_in
from selon.errors import SelonError
from selon.exports.safe import to_json
from selon.ledger import Ledger
from selon.record import Article, Record
from selon.scale import LocalEngine
from selon.scale.engine import PartitionedEngine
from selon.scale.partitions import Cutter, Partition
from selon.scale.rows import Row
from selon.scale.work import Done, Worker, salvaged

Lines = Callable[..., Path]


def _parts(engine: PartitionedEngine, source: Path) -> list[Done]:
    return list(engine.parts(sources_in(source)[0], Cutter(Told(), engine.name)))


def _written(engine: LocalEngine, source: Path) -> list[str]:
    rows = [row for done in _parts(engine, source) for row in done.rows if isinstance(row, Row)]
    return [row.record + "\n" if row.record else f"{row.origin}: {row.failure}" for row in rows]


def _alone(source: Path) -> list[str]:
    outcomes = PlainReader().read_all(read_articles(source))
    return [f"{o.origin}: {o.reason}" if isinstance(o, Failure) else to_json(o.to_dict()) for o in outcomes]


def test_two_processes_make_the_records_of_one_byte_for_byte_in_order(engine: LocalEngine, news: Path) -> None:
    assert _written(engine, news) == _alone(news)


def test_a_partition_is_some_articles_of_a_file_or_several_small_files(here: PartitionedEngine, news: Path) -> None:
    parts = _parts(here, news)
    assert len(parts) > 2
    assert [done.partition.number for done in parts] == list(range(len(parts)))
    assert [done.partition.is_last for done in parts] == [False] * (len(parts) - 1) + [True]


def test_a_process_that_dies_is_replaced_and_what_it_read_is_read_again(engine: LocalEngine, lines: Lines) -> None:
    source = lines(*(f"Le quai {n} : « Il ferme », a dit la maire de Brest. {'SHOCK' * (n == 4)}" for n in range(20)))
    written = _written(engine, source)
    assert written == _alone(source)


def test_an_article_that_kills_every_process_costs_itself_alone(engine: LocalEngine, lines: Lines) -> None:
    source = lines(*(f"Le quai {n} : « Il ferme », a dit la maire de Brest. {'POISON' * (n == 4)}" for n in range(20)))
    parts = _parts(engine, source)
    rows = [row for done in parts for row in done.rows if isinstance(row, Row)]
    assert [place for place, row in enumerate(rows) if row.failure] == [4]
    assert "line 5 is left out: the process that read it died" in str(rows[4].failure)
    assert not any(done.is_lost for done in parts)


class _ReaderThatBreaks(PlainReader):
    """Some words are too much for it, whatever stands beside them."""

    def read_all(self, inputs: Iterable[Article | Failure]) -> Iterator[Record | Failure]:
        together = list(inputs)
        if any(isinstance(one, Article) and "FLOOD" in one.text for one in together):
            raise MemoryError
        return super().read_all(together)


def _one_partition(source: Path) -> Partition:
    pieces = [piece for one in Cutter(Told(), "plain-1").cut(0, sources_in(source)[0]) for piece in one.pieces]
    return Partition(0, 0, tuple(pieces))


def test_what_breaks_the_reader_down_as_a_whole_costs_itself_alone(lines: Lines) -> None:
    source = lines(*(f"Le quai {n} : « Il ferme », a dit la maire. {'FLOOD' * (n == 1)}" for n in range(4)))
    done = Worker(_ReaderThatBreaks(), Told(), None).read(_one_partition(source))
    rows = [row for row in done.rows if isinstance(row, Row)]
    assert [row.failure is None for row in rows] == [True, False, True, True]
    assert "reading failed (MemoryError" in str(rows[1].failure)


def test_where_every_process_dies_it_ends_nevertheless(lines: Lines) -> None:
    partition = _one_partition(lines(*(f"Le quai {n}." for n in range(99))))
    tried: list[Partition] = []
    done = salvaged(partition, tried.append)
    assert len(tried) < 50
    assert done.is_lost
    assert sum(isinstance(row, Row) for row in done.rows) == 99


def test_a_process_that_cannot_begin_is_said_in_a_sentence(news: Path) -> None:
    with pytest.raises(SelonError, match="ended before it began"):
        _parts(LocalEngine(1, make_reader=stillborn, name="none"), news)


def test_the_ledger_is_that_of_one_process(
    engine: LocalEngine, news: Path, tmp_path: Path, dump: Callable[[Ledger], object]
) -> None:
    alone, together = Ledger(tmp_path / "alone.duckdb"), Ledger(tmp_path / "together.duckdb")
    assert together.add(news, engine=engine) == alone.add(news, reader=PlainReader())
    assert dump(together) == dump(alone)


def test_what_the_ledger_has_is_not_read_again(here: PartitionedEngine, lines: Lines, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "kept.duckdb")
    texts = [f"Le quai {n} : « Il ferme », a dit la maire de Brest." for n in range(6)]
    ledger.add(lines(*texts), engine=here)
    tally = ledger.add(lines(*texts, "Le phare : « Il brille », dit-elle à Brest."), engine=here)
    assert (tally.added, tally.kept) == (1, 6)
    again = ledger.add(tmp_path / "news", engine=here)
    assert (again.added, again.files_kept) == (0, 1)


def test_a_break_keeps_what_came_before(engine: LocalEngine, lines: Lines, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "kept.duckdb")
    source = lines(*(f"Le quai {n} : « Il ferme », a dit la maire de Brest." for n in range(30)))
    seen = 0

    def stop(_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.add(source, engine=engine, each=stop)
    assert ledger.count("") == 10
    assert ledger.add(source, engine=engine).added == 20
