"""Ctrl-C while records are kept: the work stops between two articles, never in the midst of writing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_STANDARD_ERROR = 2
_NOTE = b"\nStopping after what is being read; press Ctrl-C again to stop at once.\n"


@contextmanager
def held_interrupts() -> Iterator[Callable[[], None]]:
    """Holds Ctrl-C back until the next call of what this gives, which then raises KeyboardInterrupt.

    A second Ctrl-C raises it at once, for what waits for a slow server may not come to a call for long.
    """
    pressed = False

    def take(*_: object) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        # Not printed, for it may come in the midst of another print.
        os.write(_STANDARD_ERROR, _NOTE)

    def check() -> None:
        if pressed:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    # Where Ctrl-C is ignored, as under nohup, it stays so.
    if before is not signal.default_int_handler:
        yield check
        return
    signal.signal(signal.SIGINT, take)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)
