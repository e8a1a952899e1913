"""What is worked out once for each of many things that come again and again, as words do."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Remembered(dict[_Key, _Value], Generic[_Key, _Value]):
    """What `work_out` tells of each thing, worked out when it is first asked for; a look takes half of a cached call.

    most: how many are remembered; when there are more, all are forgotten, for a stream of news brings new ones without
    end.
    """

    def __init__(self, work_out: Callable[[_Key], _Value], most: int = 65_536) -> None:
        super().__init__()
        self._work_out, self._most = work_out, most

    def __missing__(self, key: _Key) -> _Value:
        found = self._work_out(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = found
        return found
