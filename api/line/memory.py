"""What is remembered for some minutes, within bounds, and in memory alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """At most `most` values by name, each for `seconds` after it was put; over that the oldest is forgotten first.

    `clock` tells seconds and may be any that does not go back.
    """

    def __init__(self, seconds: float, most: int, clock: Callable[[], float]) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._kept: OrderedDict[str, tuple[float, T]] = OrderedDict()

    def __len__(self) -> int:
        """How many values are held, those included whose time is over and that `sweep` has not met yet."""
        return len(self._kept)

    def put(self, name: str, value: T) -> None:
        """Remembers a value from now on, in place of the one under this name."""
        self.sweep()
        self._kept.pop(name, None)
        self._kept[name] = (self._clock() + self._seconds, value)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def get(self, name: str) -> T | None:
        """The value of a name, None when there is none or its time is over."""
        self.sweep()
        kept = self._kept.get(name)
        return None if kept is None else kept[1]

    def forget(self, name: str) -> None:
        """Drops the value of a name, if there is one."""
        self._kept.pop(name, None)

    def sweep(self) -> None:
        """Drops all whose time is over: they stand in front, since all are kept equally long."""
        now = self._clock()
        while self._kept and next(iter(self._kept.values()))[0] <= now:
            self._kept.popitem(last=False)
