"""A pause of Python's search for objects that hold one another."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Within it, Python does not look for cycles of objects that nobody else holds.

    What reading makes is let go of as soon as nobody holds it; the search, which goes through all of a group's spans
    and words again and again, takes a tenth of the rules' time and finds nothing. With several threads it may go on
    earlier, when the first of them is done; it never stays off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
