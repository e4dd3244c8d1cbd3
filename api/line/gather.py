"""Photos that were sent together are photos of one product: they are joined before anything is looked at.

LINE delivers each photo of a set as an event of its own, in any order. A set is closed when all its photos are there,
or when no further one has come for a while. Only message ids wait here, never a photo.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from api.line.events import PhotoSent
from api.line.memory import Remembered

MOST_SETS = 1_000
CLOSED_S = 600.0


@dataclass(frozen=True, slots=True)
class Product:
    """Photos of one product in the order in which they were sent. `last` came last: its token is the youngest.

    `total`: how many LINE announced, 0 when it did not say; more than `photos` when some never came.
    """

    photos: tuple[str, ...]
    total: int
    last: PhotoSent


@dataclass(slots=True)
class _Open:
    timer: asyncio.TimerHandle
    photos: dict[str, PhotoSent] = field(default_factory=dict)


class Gathering:
    """Sets whose photos are still coming; `closed` is called with each product, `late` with the first that comes after.

    `wait_s`: seconds without a further photo after which a set is closed; `most`: photos that a set may hold.
    """

    def __init__(
        self,
        closed: Callable[[Product], None],
        late: Callable[[PhotoSent], None],
        wait_s: float,
        most: int,
        clock: Callable[[], float],
    ) -> None:
        self._closed, self._late, self._wait_s, self._most = closed, late, wait_s, most
        self._open: dict[str, _Open] = {}
        self._done: Remembered[bool] = Remembered(CLOSED_S, 10 * MOST_SETS, clock)

    def __len__(self) -> int:
        """Sets that are waiting."""
        return len(self._open)

    def add(self, event: PhotoSent) -> None:
        """Takes a photo: alone it is a product, of a set it waits for the others."""
        if event.set_id is None:
            self._closed(Product((event.photo,), 1, event))
            return
        name = f"{event.user}/{event.set_id}"
        if (told := self._done.get(name)) is not None:
            if not told:
                self._done.put(name, True)
                self._late(event)
            return
        if name not in self._open and len(self._open) >= MOST_SETS:
            self._close(next(iter(self._open)))
        if name in self._open:
            self._open[name].timer.cancel()
            photos = self._open[name].photos
        else:
            photos = {}
        photos[event.photo] = event
        timer = asyncio.get_running_loop().call_later(self._wait_s, self._close, name)
        self._open[name] = _Open(timer, photos)
        if len(photos) == event.total or len(photos) > self._most:
            self._close(name)

    def drop(self, user: str, photo: str) -> None:
        """Takes out a photo that its sender took back."""
        for name, waiting in list(self._open.items()):
            if name.startswith(f"{user}/") and photo in waiting.photos:
                del waiting.photos[photo]
                if not waiting.photos:
                    waiting.timer.cancel()
                    del self._open[name]

    def sweep(self) -> None:
        """Forgets sets whose photos can no longer come late."""
        self._done.sweep()

    def close_all(self) -> None:
        """Waits no longer for anything."""
        for name in list(self._open):
            self._close(name)

    def _close(self, name: str) -> None:
        waiting = self._open.pop(name)
        waiting.timer.cancel()
        self._done.put(name, len(waiting.photos) > self._most)  # more of too many is no news
        came = list(waiting.photos.values())
        inside = sorted(came, key=lambda event: event.index or len(came) + 1)  # as they came where LINE tells no place
        total = max((event.total or 0 for event in came), default=0)
        self._closed(Product(tuple(event.photo for event in inside), total, came[-1]))
