"""What runs on a Ray cluster. Imported only where Ray is installed.

Two steps: tasks that cut files into partitions, and actors that each hold one reader and read them. Ray Data lets no
more partitions wait between the two than there is room for, starts actors anew that died, and gives them again what
they were reading.
"""

from __future__ import annotations

import logging
import pickle
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import pyarrow
import ray
from ray.data import ActorPoolStrategy, Datasource, ReadTask
from ray.data.block import Block, BlockMetadata

from selon.articles import Failure
from selon.articles.details import Told
from selon.articles.sources import Source
from selon.ledger.known import Known
from selon.scale.partitions import Cutter, Partition
from selon.scale.work import Done, MakeReader, Worker

_TRIES_AGAIN = 1
_COLUMN = "packed"

_Group = list[Source | Failure]


def read(together: Sequence[_Group], cutter: Cutter, make_reader: MakeReader, workers: int) -> Iterator[Done]:
    """What becomes of each partition of the groups of inputs `together`, in order.

    Nothing comes of a partition over which its worker died more often than it is tried again; see `ReadingAgain`.
    """
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    shared = ray.put(cutter)
    # Ray 2.60 announces other names for what is to be said of retries, and has none yet.
    with warnings.catch_warnings(action="ignore"):
        dataset = _dataset(together, shared, make_reader, workers)
    settings = dataset.context
    settings.enable_progress_bars = False
    settings.execution_options.preserve_order = True
    # Every partition travels alone; one that is lost costs no other.
    settings.target_max_block_size = 1
    settings.max_errored_blocks = -1
    for row in dataset.iter_rows():
        yield pickle.loads(row[_COLUMN])


def _dataset(together: Sequence[_Group], shared: Any, make_reader: MakeReader, workers: int) -> Any:
    # A share of a core that differs from the readers' keeps Ray from making one step of the two.
    return ray.data.read_datasource(
        _Partitions(together, shared),
        concurrency=workers,
        override_num_blocks=len(together),
        num_cpus=0,
    ).map_batches(
        _Reading,
        fn_constructor_args=(make_reader, (shared,)),
        batch_size=1,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=2),
        num_cpus=1,
        max_restarts=-1,
        max_task_retries=_TRIES_AGAIN,
    )


class _Partitions(Datasource):  # type: ignore[misc]
    """Inputs as Ray Data reads them: one task for each group of them. shared: the cutter."""

    def __init__(self, together: Sequence[_Group], shared: Any) -> None:
        super().__init__()
        self._together, self._shared = together, shared

    def get_name(self) -> str:
        """What Ray's own messages call it."""
        return "Articles"

    def estimate_inmemory_data_size(self) -> int | None:
        """Not known before they are read."""
        return None

    def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[ReadTask]:
        """A task for each group, in order."""
        unknown = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
        return [
            ReadTask(partial(_cut, number, group, self._shared), unknown) for number, group in enumerate(self._together)
        ]


def _cut(number: int, group: _Group, shared: Any) -> Iterator[Block]:
    cutter: Cutter = ray.get(shared)
    return (_packed(partition) for partition in cutter.cut(number, group))


class _Reading:
    """A worker in an actor of Ray. shared: the cutter, in a tuple lest Ray unpack it."""

    def __init__(self, make_reader: MakeReader, shared: tuple[Any]) -> None:
        cutter: Cutter = ray.get(shared[0])
        told: Told = cutter.told
        known: Known | None = cutter.known
        self._worker = Worker(make_reader(), told, known)

    def __call__(self, batch: pyarrow.Table) -> Iterable[Block]:
        """What becomes of the one partition in `batch`."""
        (packed,) = batch.column(_COLUMN).to_pylist()
        yield _packed(self._worker.read(pickle.loads(packed)))

    def read(self, packed: bytes) -> bytes:
        """The same without a table."""
        return pickle.dumps(self._worker.read(pickle.loads(packed)))


class ReadingAgain:
    """Reads partitions one by one in a worker of its own, which is started when it is needed.

    It asks for no core, as the others may hold them all.
    """

    def __init__(self, cutter: Cutter, make_reader: MakeReader) -> None:
        self._cutter, self._make_reader = cutter, make_reader
        self._actor: Any = None

    def __call__(self, partition: Partition) -> Done | None:
        """What becomes of a partition, None when its worker died."""
        if self._actor is None:
            start = ray.remote(num_cpus=0)(_Reading)
            self._actor = start.remote(self._make_reader, (ray.put(self._cutter),))
        try:
            done: Done = pickle.loads(ray.get(self._actor.read.remote(pickle.dumps(partition))))
        except ray.exceptions.RayError:
            self._actor = None
            return None
        return done


def _packed(one: Any) -> Block:
    return pyarrow.table({_COLUMN: pyarrow.array([pickle.dumps(one)], pyarrow.large_binary())})
