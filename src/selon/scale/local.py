"""Many processes of one machine, each with a reader of its own."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from queue import LifoQueue
from threading import Lock

from selon.articles import Failure
from selon.articles.sources import Source
from selon.errors import SelonError
from selon.scale.engine import PartitionedEngine
from selon.scale.partitions import Cutter, Partition, groups
from selon.scale.work import Done, Worker, salvaged

# So many times a partition is tried as a whole; what kills two processes would kill a third.
_TRIES = 2
# Partitions for each worker that are on their way at once: one is read, one waits, one is taken by who asked for it.
_AHEAD = 3
_PATIENCE = 5.0


class LocalEngine(PartitionedEngine):
    """Reads in processes of this machine. One that dies is replaced, and what it read is tried once more, then in
    ever smaller parts.

    Like all that starts processes, a script must use it under `if __name__ == "__main__":`.
    """

    def parts(self, sources: Iterable[Source | Failure], cutter: Cutter) -> Iterator[Done]:
        """What becomes of each partition, in order; only a few are held at a time."""
        workers = self.workers or os.cpu_count() or 1
        given = pickle.dumps((self._make_reader, cutter.told, cutter.known))
        waiting: deque[Future[Done]] = deque()
        with _Pool(workers, given) as pool:
            for number, group in enumerate(groups(sources)):
                for partition in cutter.cut(number, group):
                    waiting.append(pool.read(partition))
                    if len(waiting) >= _AHEAD * workers:
                        yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


class _DiedError(Exception):
    """A worker is no more."""


class _Process:
    """A worker in a process of its own, which is started when something is to be read. given: for `_serve`."""

    def __init__(self, given: bytes) -> None:
        self._given = given
        self._process: multiprocessing.process.BaseProcess | None = None
        self._ours: Connection | None = None
        self._changing = Lock()
        self._is_closed = False

    def read(self, partition: Partition) -> Done:
        """What becomes of a partition. Raises _DiedError when the process dies, SelonError when it cannot start."""
        connection = self._ours or self._start()
        try:
            connection.send(partition)
            done: Done = connection.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise _DiedError from error
        return done

    def end(self) -> None:
        """Make the process end, whatever it does."""
        # Whoever waits for the process comes here too, when it is gone.
        with self._changing:
            if self._process and self._ours:
                self._process.terminate()
                self._process.join(_PATIENCE)
                if self._process.is_alive():
                    self._process.kill()
                    self._process.join()
                self._ours.close()
            self._process = self._ours = None

    def close(self) -> None:
        """Make the process end, and let no other take its place."""
        self._is_closed = True
        self.end()

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        with self._changing:
            if self._is_closed:
                raise _DiedError
            try:
                ours, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(theirs, self._given), name="selon", daemon=True)
                with _uninterrupted():
                    process.start()
            except OSError as error:
                raise SelonError(
                    f"no process could be started to read articles ({error}): give fewer --workers"
                ) from error
            theirs.close()
            self._process, self._ours = process, ours
        try:
            ours.recv()
        except (EOFError, OSError) as error:
            if self._is_closed:
                raise _DiedError from error
            self.end()
            raise SelonError(
                "a process that was to read articles ended before it began: see that there is memory for it, and that "
                'a script of your own does its work under if __name__ == "__main__"'
            ) from error
        return ours


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits in this thread, and in a process that it starts, which is to stop when the first one says so."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Pool:
    """So many workers, and for each of them a thread that waits for it."""

    def __init__(self, workers: int, given: bytes) -> None:
        self._processes = [_Process(given) for _ in range(workers)]
        self._free: LifoQueue[_Process] = LifoQueue()
        for process in self._processes:
            self._free.put(process)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="selon")

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        # A thread that waits for a process goes on when that ends.
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.close()
        self._threads.shutdown()

    def read(self, partition: Partition) -> Future[Done]:
        """What will become of a partition."""
        return self._threads.submit(self._read, partition)

    def _read(self, partition: Partition) -> Done:
        if partition.is_done:
            return Done(partition, ())
        for _ in range(_TRIES):
            if done := self._tried(partition):
                return done
        return salvaged(partition, self._tried)

    def _tried(self, partition: Partition) -> Done | None:
        """What becomes of a partition, None when the process that read it died."""
        process = self._free.get()
        try:
            return process.read(partition)
        except _DiedError:
            return None
        finally:
            self._free.put(process)


def _serve(connection: Connection, given: bytes) -> None:
    """Read partitions as they come, until nobody sends any more."""
    # Ctrl-C reaches all processes of a terminal; when to stop is for the first of them to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    make_reader, told, known = pickle.loads(given)
    worker = Worker(make_reader(), told, known)
    connection.send(None)
    with suppress(EOFError, OSError):
        while True:
            partition: Partition = connection.recv()
            connection.send(worker.read(partition))
