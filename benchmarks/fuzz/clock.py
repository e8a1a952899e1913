"""A bound on the processor time that one case may take, which a busy machine does not shorten."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# How many of the calls under way are told.
_SHOWN = 5


class HangError(BaseException):
    """A case went on beyond its time. No `Exception`: what is read in parts must not pass over it as over a failure."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Ends what is done within by HangError once the process has worked on it for so many `seconds`."""
    before = signal.signal(signal.SIGPROF, _end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _end(number: int, frame: FrameType | None) -> None:
    raise HangError("".join(traceback.format_stack(frame, limit=_SHOWN)))
