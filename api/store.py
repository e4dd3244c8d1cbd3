"""What the service keeps between requests, behind a seam: API keys, jobs, answers under an Idempotency-Key.

Nothing else of a client's is kept. No record holds a photo, EXIF, an address or a file name; jobs and answers hold the
report that was given out, until they expire.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Key:
    """An API key as it is kept: `digest` is the SHA-256 of its secret in hex, times are seconds since 1970.

    `team` is what keys have in common that share batches; empty for a key of its own.
    """

    id: str
    digest: str
    scope: str
    name: str
    created: float
    revoked: float | None = None
    team: str = ""


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Job:
    """One verification that is answered later.

    `owner` is the process that works on it, `client` the id of the API key it came with or empty. `photo` counts the
    photos begun, `stage` is the stage of the last. `outcome` is the JSON of the report or of the problem.
    """

    id: str
    owner: str
    client: str
    created: float
    expires: float
    photos: int
    lang: str | None = None
    state: JobState = JobState.QUEUED
    photo: int = 0
    stage: str = ""
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to the first request with an Idempotency-Key; `status` is 0 while it is being worked on.

    `name` and `fingerprint` are digests of the key and of the request, `owner` the process that works on it.
    """

    name: str
    fingerprint: str
    owner: str
    expires: float
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Store(Protocol):
    """Keeps the three; every call is blocking, short and safe from any thread. Raises StoreProblem."""

    def add_key(self, key: Key) -> None:
        """Keeps a new key."""

    def key(self, key_id: str) -> Key | None:
        """The key of this id, revoked or not."""

    def keys(self) -> Sequence[Key]:
        """All keys, oldest first."""

    def revoke_key(self, key_id: str, at: float) -> bool:
        """Ends a key; False when there is none that was not ended already."""

    def put_job(self, job: Job) -> None:
        """Keeps a new job."""

    def update_job(self, job: Job) -> bool:
        """Replaces a job; False, and nothing kept, when it was deleted meanwhile."""

    def job(self, job_id: str) -> Job | None:
        """The job of this id."""

    def delete_job(self, job_id: str) -> bool:
        """Forgets a job and its outcome; False when there is none."""

    def claim(self, answer: Answer, now: float, stale: float) -> Answer | None:
        """Keeps `answer` and returns None; when its name is taken, returns the answer that has it.

        A name is free again when its answer has expired, or is not finished and its owner was not seen since `stale`.
        """

    def finish(self, answer: Answer) -> None:
        """Replaces a claimed answer by the finished one."""

    def release(self, name: str) -> None:
        """Forgets an answer, so that the request may be tried again."""

    def probe(self) -> None:
        """Writes as much as a long report and deletes it again. Raises StoreProblem when there is no room."""

    def beat(self, owner: str, now: float) -> None:
        """Notes that a process is alive."""

    def seen(self, owner: str) -> float:
        """When a process was last known to be alive; 0 for never, or after it left."""

    def leave(self, owner: str) -> None:
        """Notes that a process has ended."""

    def sweep(self, now: float) -> None:
        """Forgets jobs and answers that have expired, and processes not seen for a day."""

    def close(self) -> None:
        """Lets go of the file."""
