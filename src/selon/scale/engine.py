"""What all engines have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from selon.articles import Failure
from selon.articles.details import Told
from selon.articles.sources import Source
from selon.ledger.arrivals import Step
from selon.ledger.known import Known
from selon.model.shipped import WEIGHTS
from selon.scale.partitions import Cutter
from selon.scale.rows import steps_of
from selon.scale.work import Done, MakeReader, new_reader, usual_name


class PartitionedEngine(ABC):
    """Reads inputs partition by partition in several workers; an engine for `Ledger.add` and `write_directory`.

    workers: how many; None for one on each processor core. model: what the readers read with, as in `Reader`.
    make_reader: makes the reader of a worker, in the worker, when it is another; a function that pickle knows by its
    name. name: what that reader is called. Raises SelonError when there is no such model.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        model: str | Path = WEIGHTS,
        make_reader: MakeReader | None = None,
        name: str | None = None,
    ) -> None:
        self.workers, self.name = workers, name or usual_name(model)
        self._make_reader = make_reader or partial(new_reader, model)

    def steps(self, sources: Iterable[Source | Failure], told: Told, known: Known) -> Iterator[Step]:
        """What becomes of `sources`, in their order; what `known` has is not read."""
        for done in self.parts(sources, Cutter(told, self.name, known)):
            yield from steps_of(done.rows)

    @abstractmethod
    def parts(self, sources: Iterable[Source | Failure], cutter: Cutter) -> Iterator[Done]:
        """What becomes of each partition into which `cutter` cuts `sources`, in order.

        Raises SelonError when no worker can be had.
        """
