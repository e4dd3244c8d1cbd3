"""Child processes with engines: started once, watched, ended when they hang or fill the memory, and replaced.

A job that its worker did not survive comes back as `Lost`; what becomes of it is not decided here. No worker sees
another's job, so that none pays for another's photo.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Protocol

from verifier.batch.jobs import Answer, Job, Look, LookAgain, Lost
from verifier.batch.worker import KEPT_PHOTOS, OUT_OF_MEMORY, Make, serve
from verifier.domain import Snapshot
from verifier.errors import EngineFailed, ListUnreadable, MokCheckError

WATCH_EVERY_S = 0.1
"""How often the memory and the time of workers are looked at."""
MAX_FAILED_STARTS = 3
"""Workers that end one after another before they are ready: then something is wrong with all."""
AHEAD = 1
"""Jobs that wait for each worker, so that none stands idle while the next is fetched."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take: seconds, and bytes of memory of its worker, engines included (about 0.3 GB)."""

    job_s: float = 120.0
    start_s: float = 180.0
    memory_bytes: int = 2 * 2**30


class Engine(Protocol):
    """Something that does jobs elsewhere: child processes here, or on other machines."""

    versions: Mapping[str, str] | None
    """Of the engines; None until the first worker is ready."""
    snapshot: Snapshot | None

    def room(self) -> int:
        """How many more jobs it takes just now."""
        ...

    def busy(self) -> int:
        """How many jobs it has."""
        ...

    def submit(self, ticket: Hashable, job: Job) -> None:
        """Takes a job."""
        ...

    def wait(self, seconds: float) -> Sequence[tuple[Hashable, Answer]]:
        """Answers that came within that time, with the tickets of their jobs. Raises EngineProblem, ListProblem."""
        ...

    def restart(self) -> None:
        """Ends all workers and forgets what they told: those that follow open the list anew."""
        ...

    def close(self) -> None:
        """Ends all workers."""
        ...


@dataclass
class _Hand:
    """One child process and what it is doing."""

    process: SpawnProcess
    line: Connection
    since: float
    ready: bool = False
    ticket: Hashable = None
    working: bool = False
    recent: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_PHOTOS))
    """Hashes of the photos that it looked at last, and may have open."""


@dataclass
class Pool:
    """Workers on this machine."""

    make: Make
    workers: int
    limits: Limits = field(default_factory=Limits)
    versions: Mapping[str, str] | None = None
    snapshot: Snapshot | None = None
    _hands: list[_Hand] = field(default_factory=list)
    _queue: list[tuple[Hashable, Job]] = field(default_factory=list)
    _failed_starts: int = 0

    def start(self) -> None:
        """Starts the workers that are missing."""
        while len(self._hands) < self.workers:
            self._hands.append(self._hire())

    def ready(self) -> bool:
        """Whether all workers have started."""
        return len(self._hands) == self.workers and all(hand.ready for hand in self._hands)

    def pids(self) -> list[int]:
        """The processes of the workers."""
        return [hand.process.pid for hand in self._hands if hand.process.pid is not None]

    def room(self) -> int:
        """As `Engine.room`."""
        return max(0, (1 + AHEAD) * self.workers - self.busy())

    def busy(self) -> int:
        """As `Engine.busy`."""
        return len(self._queue) + sum(hand.working for hand in self._hands)

    def submit(self, ticket: Hashable, job: Job) -> None:
        """As `Engine.submit`."""
        self._queue.append((ticket, job))
        self._hand_out()

    def wait(self, seconds: float) -> list[tuple[Hashable, Answer]]:
        """As `Engine.wait`; also ends what takes too long or too much."""
        self.start()
        answers: list[tuple[Hashable, Answer]] = []
        until = time.monotonic() + seconds
        while not answers:
            left = max(0.0, min(WATCH_EVERY_S, until - time.monotonic()))
            ready = connection.wait([hand.line for hand in self._hands], left)
            for hand in [hand for hand in self._hands if hand.line in ready]:
                answers += self._hear(hand)
            for hand in list(self._hands):
                answers += self._watch(hand)
            self._hand_out()
            if time.monotonic() >= until:
                break
        return answers

    def restart(self) -> None:
        """As `Engine.restart`."""
        self.close()
        self.versions = self.snapshot = None

    def close(self) -> None:
        """As `Engine.close`."""
        for hand in self._hands:
            hand.process.kill()
        for hand in self._hands:
            hand.process.join()
            hand.line.close()
        self._hands.clear()
        self._queue.clear()

    # ---- one worker -------------------------------------------------------------------------------------------------

    def _hire(self) -> _Hand:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self.make, self.limits.memory_bytes), daemon=True)
        process.start()
        theirs.close()
        return _Hand(process, ours, time.monotonic())

    def _hand_out(self) -> None:
        for hand in self._hands:
            if self._queue and hand.ready and not hand.working:
                ticket, job = self._queue.pop(self._fitting(hand))
                if isinstance(job, Look):
                    hand.recent.append(job.sha256)
                hand.ticket, hand.working, hand.since = ticket, True, time.monotonic()
                try:
                    hand.line.send(job)
                except OSError:  # it is dead; the watch finds out why
                    continue

    def _fitting(self, hand: _Hand) -> int:
        """The place in the queue of the next job for a worker: the first.

        Second looks at what another worker has open are left to that one, unless nothing else waits.
        """
        for place, (_, job) in enumerate(self._queue):
            if not isinstance(job, LookAgain) or job.sha256 in hand.recent:
                return place
            if not any(job.sha256 in other.recent for other in self._hands):
                return place
        return 0

    def _hear(self, hand: _Hand) -> list[tuple[Hashable, Answer]]:
        """What a worker says; that it is dead where it says nothing."""
        try:
            said = hand.line.recv()
        except (EOFError, OSError):
            hand.process.join(1)
            return self._dismiss(hand, _death(hand.process.exitcode))
        if hand.ready:
            hand.working = False
            return [(hand.ticket, said)]
        match said:
            case ("ready", versions, snapshot):
                hand.ready, self._failed_starts = True, 0
                if self.versions is not None and (versions, snapshot) != (self.versions, self.snapshot):
                    raise ListUnreadable("the list was replaced while the stock was checked; run again")
                self.versions, self.snapshot = versions, snapshot
            case ("broken", MokCheckError() as error):
                raise error
        return []

    def _watch(self, hand: _Hand) -> list[tuple[Hashable, Answer]]:
        """Ends a worker that takes longer, or more memory, than it may."""
        spent = time.monotonic() - hand.since
        if not hand.ready and spent > self.limits.start_s:
            return self._dismiss(hand, Lost("stock.time", f"no start within {self.limits.start_s:g} s"))
        if hand.working and spent > self.limits.job_s:
            return self._dismiss(hand, Lost("stock.time", f"{self.limits.job_s:g} s"))
        if hand.working and _memory(hand.process.pid) > self.limits.memory_bytes:
            return self._dismiss(hand, Lost("stock.memory", f"{self.limits.memory_bytes / 2**20:,.0f} MiB"))
        return []

    def _dismiss(self, hand: _Hand, lost: Lost) -> list[tuple[Hashable, Answer]]:
        """Ends a worker and hires another; its job is lost. Raises EngineFailed when none can be started."""
        hand.process.kill()
        hand.process.join()
        hand.line.close()
        self._hands.remove(hand)
        if not hand.ready:
            self._failed_starts += 1
            if self._failed_starts >= MAX_FAILED_STARTS:
                raise EngineFailed(f"{self._failed_starts} workers ended as they started: {lost.detail}")
        self._hands.append(self._hire())
        if lost.reason == "stock.memory":
            lost = Lost(lost.reason, f"{self.limits.memory_bytes / 2**20:,.0f} MiB")
        return [(hand.ticket, lost)] if hand.working else []


def _death(code: int | None) -> Lost:
    """Why a process that said nothing is dead."""
    if code == OUT_OF_MEMORY:
        return Lost("stock.memory", "")
    return Lost("stock.crash", f"signal {-code}" if code is not None and code < 0 else f"exit code {code}")


def _memory(pid: int | None) -> int:
    """Bytes of memory that a process has; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
