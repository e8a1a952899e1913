"""A Ray cluster: one that runs already, or one that is started on this machine."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from selon.articles import Failure
from selon.articles.sources import Source, from_anywhere, is_address
from selon.errors import SelonError
from selon.scale.engine import PartitionedEngine
from selon.scale.partitions import Cutter, Partition, groups
from selon.scale.work import Done, salvaged

_ADDRESS = "RAY_ADDRESS"
# Ray reports to its makers unless it is told not to.
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
# A cluster of our own listens on 127.0.0.1 alone, as Ray's do by themselves on Windows and macOS; and on a busy machine
# it may take longer to start than Ray waits.
_OWN = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_agent_register_timeout_ms": "120000"}
_TRIES = 3

_Group = list[Source | Failure]


class RayEngine(PartitionedEngine):
    """Reads with Ray Data: on the cluster that this program is connected to or that the environment variable
    RAY_ADDRESS names, else on one that is started on this machine and ends with the reading.

    workers: None for as many as the cluster has processor cores. Files must lie at the same path on all its machines,
    and selon must be installed there. A worker that dies is replaced, and what it read is tried again, then in ever
    smaller parts.
    """

    def parts(self, sources: Iterable[Source | Failure], cutter: Cutter) -> Iterator[Done]:
        """What becomes of each partition, in order; raises SelonError also when Ray is not installed or breaks down."""
        together = list(groups(map(_reachable, sources)))
        if not together:
            return
        ray = _imported()
        with _connected(ray, self.workers):
            workers = self.workers or max(int(ray.cluster_resources().get("CPU", 1)), 1)
            again = self._again(cutter)
            yield from _whole(together, cutter, self._arriving(together, cutter, workers), again)

    def _arriving(self, together: Sequence[_Group], cutter: Cutter, workers: int) -> Iterator[Done]:
        """What comes back from the cluster, in order; of partitions that were lost nothing does."""
        from selon.scale.ray_tasks import read

        try:
            yield from read(together, cutter, self._make_reader, workers)
        except SelonError:
            raise
        except Exception as error:
            words = str(error).strip().splitlines() or [type(error).__name__]
            raise SelonError(f"Ray broke down ({words[-1]}): run the same command again to go on") from error

    def _again(self, cutter: Cutter) -> Callable[[Partition], Done | None]:
        from selon.scale.ray_tasks import ReadingAgain

        return ReadingAgain(cutter, self._make_reader)


def _whole(
    together: Sequence[_Group],
    cutter: Cutter,
    arriving: Iterable[Done],
    again: Callable[[Partition], Done | None],
) -> Iterator[Done]:
    """All partitions in order: those that arrive, and in the place of each that does not what can be read of it.

    again: reads a part of one; None when that fails too.
    """
    due = (0, 0)
    for done in arriving:
        place = (done.partition.group, done.partition.number)
        yield from (salvaged(one, again) for one in _missing(together, cutter, due, place))
        yield done
        due = (place[0] + 1, 0) if done.partition.is_last else (place[0], place[1] + 1)
    yield from (salvaged(one, again) for one in _missing(together, cutter, due, (len(together), 0)))


def _missing(
    together: Sequence[_Group], cutter: Cutter, due: tuple[int, int], place: tuple[int, int]
) -> Iterator[Partition]:
    """The partitions from the one that is `due` to before the one at `place`, cut again."""
    if due >= place:
        return
    for number, group in enumerate(together[due[0] : place[0] + 1], start=due[0]):
        for partition in cutter.cut(number, group):
            if (number, partition.number) >= place:
                return
            if due <= (number, partition.number):
                yield partition


def _reachable(source: Source | Failure) -> Source | Failure:
    if isinstance(source, Source) and source.path is None and not is_address(source.origin):
        raise SelonError(f"{source.origin} cannot be read with Ray: give a file, or read it with --engine local")
    # Workers stand in folders of their own.
    return from_anywhere(source) if isinstance(source, Source) else source


def _imported() -> Any:
    for name, value in (_QUIET if _ADDRESS in os.environ else _QUIET | _OWN).items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise SelonError("reading with Ray needs Ray: install it with pip install 'selon[ray]'") from error
    return ray


@contextmanager
def _connected(ray: Any, workers: int | None) -> Iterator[None]:
    """Connected to a cluster; what was connected before stays so."""
    if ray.is_initialized():
        yield
        return
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    address = os.environ.get(_ADDRESS)
    if address is None:
        settings |= {"address": "local", "num_cpus": workers, "include_dashboard": False}
    for tries_left in reversed(range(_TRIES)):
        try:
            ray.init(**settings)
            break
        except Exception as error:
            ray.shutdown()
            if not tries_left:
                where = f"at {address} (from {_ADDRESS})" if address else "on this machine"
                words = str(error).strip() or type(error).__name__
                raise SelonError(f"there is no Ray cluster {where}: {words}") from error
    try:
        yield
    finally:
        ray.shutdown()
