"""Workers on several machines, through Ray (extra `ray`): the same jobs, the same answers, the ledger where it was.

Each actor looks through a child process of its own, as a local pool does: a photo that kills, hangs or fills its worker
never kills the actor. Ray itself would try such a task without end, or give up a block of innocent ones with it; so it
retries nothing here. An actor or a node that dies is no photo's fault: its job goes to another one.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from verifier.batch.jobs import Answer, Job, Lost
from verifier.batch.pool import AHEAD, Limits, Pool
from verifier.batch.worker import Make
from verifier.domain import Snapshot
from verifier.errors import BadRequest, EngineFailed, ListUnreadable, MokCheckError

WAIT_S = 1.0
MAX_DESKS_LOST = 5
"""Actors that one job may lose before it is held to blame, as something that Ray cannot survive."""
MAX_FAILED_STARTS = 10
"""Actors that end one after another before they are ready."""


class Desk:
    """What an actor is: one worker in a child process. Lives on whatever machine Ray chooses."""

    def __init__(self, make: Make, limits: Limits) -> None:
        self._pool = Pool(make, 1, limits)

    def about(self) -> tuple[Mapping[str, str], Snapshot | None]:
        """Versions of the engines, and the list. Raises what the engines do where they cannot be built."""
        while self._pool.versions is None:
            self._pool.wait(WAIT_S)
        return self._pool.versions, self._pool.snapshot

    def do(self, job: Job) -> Answer:
        """The answer to a job; `Lost` where the worker did not survive it."""
        self._pool.submit(0, job)
        while not (answers := self._pool.wait(WAIT_S)):
            pass
        return answers[0][1]


@dataclass
class _Seat:
    """An actor, what it was asked, and the call under way."""

    actor: Any
    call: Any
    ticket: Hashable = None
    job: Job | None = None
    ready: bool = False


@dataclass
class RayEngine:
    """Workers on the machines of a Ray cluster: the one that RAY_ADDRESS names, else this machine alone."""

    make: Make
    workers: int
    limits: Limits = field(default_factory=Limits)
    versions: Mapping[str, str] | None = None
    snapshot: Snapshot | None = None
    _seats: list[_Seat] = field(default_factory=list)
    _queue: deque[tuple[Hashable, Job]] = field(default_factory=deque)
    _lost: dict[Hashable, int] = field(default_factory=dict)
    _failed_starts: int = 0
    _ours: bool = False

    def room(self) -> int:
        """As `Engine.room`."""
        return max(0, (1 + AHEAD) * self.workers - self.busy())

    def busy(self) -> int:
        """As `Engine.busy`."""
        return len(self._queue) + sum(seat.job is not None for seat in self._seats)

    def submit(self, ticket: Hashable, job: Job) -> None:
        """As `Engine.submit`."""
        self._queue.append((ticket, job))
        self._hand_out()

    def wait(self, seconds: float) -> Sequence[tuple[Hashable, Answer]]:
        """As `Engine.wait`."""
        ray = self._connected()
        while len(self._seats) < self.workers:
            self._seats.append(self._hire(ray))
        self._hand_out()
        calls = {seat.call: seat for seat in self._seats if seat.call is not None}
        if not calls:
            time.sleep(min(seconds, WAIT_S))
            return []
        done, _ = ray.wait(list(calls), num_returns=1, timeout=seconds)
        if done:
            done, _ = ray.wait(list(calls), num_returns=len(calls), timeout=0)
        answers = [answer for call in done if (answer := self._hear(ray, calls[call])) is not None]
        self._hand_out()
        return answers

    def restart(self) -> None:
        """As `Engine.restart`."""
        self._dismiss_all()
        self.versions = self.snapshot = None

    def close(self) -> None:
        """As `Engine.close`; leaves a cluster as it was."""
        self._dismiss_all()
        if self._ours:
            ray_or_error().shutdown()
            self._ours = False

    # ---- one actor --------------------------------------------------------------------------------------------------

    def _connected(self) -> Any:
        ray = ray_or_error()
        if not ray.is_initialized():
            # One that starts here reports its use to Ray's makers unless told otherwise (docs.ray.io: usage stats).
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
            ray.init(configure_logging=False, log_to_driver=False, include_dashboard=False)
            self._ours = True
        return ray

    def _hire(self, ray: Any) -> _Seat:
        actor = ray.remote(Desk).options(num_cpus=1, max_restarts=0, max_task_retries=0).remote(self.make, self.limits)
        return _Seat(actor, actor.about.remote())

    def _hand_out(self) -> None:
        for seat in self._seats:
            if self._queue and seat.ready and seat.job is None:
                seat.ticket, seat.job = self._queue.popleft()
                seat.call = seat.actor.do.remote(seat.job)

    def _hear(self, ray: Any, seat: _Seat) -> tuple[Hashable, Answer] | None:
        """What a call gave; nothing where an actor became ready, or died and its job waits for another one."""
        try:
            said = ray.get(seat.call)
        except ray.exceptions.RayTaskError as error:
            cause = error.as_instanceof_cause()
            if isinstance(cause, MokCheckError):
                raise cause from None
            raise EngineFailed(f"Ray: {type(cause).__name__}: {cause}") from error
        except ray.exceptions.RayError as error:
            return self._bury(ray, seat, type(error).__name__)
        if not seat.ready:
            self._welcome(seat, said)
            return None
        ticket, seat.ticket, seat.job, seat.call = seat.ticket, None, None, None
        self._lost.pop(ticket, None)
        return ticket, said

    def _welcome(self, seat: _Seat, said: tuple[Mapping[str, str], Snapshot | None]) -> None:
        if self.versions is not None and said != (self.versions, self.snapshot):
            raise ListUnreadable("the machines have different lists or engines: install and build the same on all")
        self.versions, self.snapshot = said
        seat.ready, seat.call, self._failed_starts = True, None, 0

    def _bury(self, ray: Any, seat: _Seat, why: str) -> tuple[Hashable, Answer] | None:
        """Takes an actor off that died, and asks another one for its job, before all others."""
        self._seats.remove(seat)
        if not seat.ready:
            self._failed_starts += 1
            if self._failed_starts >= MAX_FAILED_STARTS:
                raise EngineFailed(f"Ray: {self._failed_starts} actors ended as they started: {why}")
        self._seats.append(self._hire(ray))
        if seat.job is None:
            return None
        self._lost[seat.ticket] = self._lost.get(seat.ticket, 0) + 1
        if self._lost[seat.ticket] >= MAX_DESKS_LOST:
            return seat.ticket, Lost("stock.crash", why)
        self._queue.appendleft((seat.ticket, seat.job))
        return None

    def _dismiss_all(self) -> None:
        ray = ray_or_error()
        for seat in self._seats:
            if ray.is_initialized():
                ray.kill(seat.actor)
        self._seats.clear()
        self._queue.clear()


def ray_or_error() -> Any:
    """Ray itself. Raises BadRequest where the extra is not installed."""
    try:
        import ray  # noqa: PLC0415 - an extra, and slow to load
        import ray.exceptions  # noqa: PLC0415
    except ImportError as error:
        raise BadRequest("--engine ray needs the extra: pip install 'mokcheck[ray]'") from error
    return ray
