"""A worker: one set of engines, asked one job at a time. `serve` is the whole life of its process."""

from __future__ import annotations

import ctypes
import io
import os
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection

from PIL import Image

from verifier.batch.gtin import gtins_in
from verifier.batch.jobs import Answer, Job, Judged, Look, LookAgain, Refused, Seen, pack, unpack
from verifier.batch.together import judge_product
from verifier.domain import Photo, Sight
from verifier.errors import BadPhoto, BadSights, MokCheckError
from verifier.image.decode import open_photo
from verifier.pipeline import Verifier

Make = Callable[[], Verifier]
"""Builds the engines of one worker; it travels by its name, so that it must be a function of a module."""
THUMB_SIDE_PX = 160
THUMB_QUALITY = 70
SPARE_BYTES = 2**30
"""How far what a worker asks the system for may exceed its limit before that refuses: a quick fill is caught here."""
PR_SET_PDEATHSIG = 1
"""Linux, prctl(2): the signal that a process gets when its parent is gone."""


KEPT_PIXELS = 64_000_000
"""Most pixels of all photos that a worker keeps open for a second look, with what its engines computed of them."""
KEPT_PHOTOS = 3
"""Photos that a worker keeps open: a second look comes one or two photos after the first."""


class Worker:
    """The engines and what they are asked; nothing of it knows of processes."""

    def __init__(self, verifier: Verifier) -> None:
        self.verifier = verifier
        self._kept: dict[str, Photo] = {}

    def do(self, job: Job) -> Answer:
        """The answer to a job; an error of ours is an answer too. MemoryError, and what is no error of ours, pass."""
        try:
            match job:
                case Look(data, sha256):
                    photo = open_photo(data, self.verifier.settings)
                    sight = self.verifier.see(photo)
                    self._keep(sha256, photo)
                    return _seen(sight, _thumb(photo))
                case LookAgain(data, packed, sha256):
                    kept = self._kept.pop(sha256, None)
                    return _seen(self.verifier.challenge(kept or data, unpack(packed)))
                case _:
                    outcome, awaits = judge_product(self.verifier, job)
                    return Judged(outcome, awaits)
        except MokCheckError as error:
            if _out_of_memory(error):
                raise MemoryError from error
            return Refused(error.code, error.detail[:500], isinstance(error, BadPhoto | BadSights))

    def _keep(self, sha256: str, photo: Photo) -> None:
        """Keeps a photo open, and lets go of the oldest where there are too many."""
        self._kept[sha256] = photo
        while len(self._kept) > KEPT_PHOTOS or sum(p.width * p.height for p in self._kept.values()) > KEPT_PIXELS:
            del self._kept[next(iter(self._kept))]


def serve(connection: Connection, make: Make, memory_bytes: int) -> None:
    """Answers the jobs that come through `connection` until it closes.

    First it tells ("ready", versions, snapshot), or ("broken", error) where the engines cannot be built.
    """
    _settle(memory_bytes)
    try:
        verifier = make()
    except MokCheckError as error:
        connection.send(("broken", error))
        return
    worker = Worker(verifier)
    snapshot = verifier.registry.snapshot if verifier.registry else None
    connection.send(("ready", dict(verifier.versions), snapshot))
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        try:
            answer: Answer = worker.do(job)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        connection.send(answer)


OUT_OF_MEMORY = 77
"""Exit code of a worker that the system gave no more memory."""


def _seen(sight: Sight, thumb: bytes = b"") -> Seen:
    return Seen(pack(sight), gtins_in(sight.codes), sight.photo.phash, thumb)


def _thumb(photo: Photo) -> bytes:
    picture = Image.fromarray(photo.levels[-1])
    picture.thumbnail((THUMB_SIDE_PX, THUMB_SIDE_PX))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=THUMB_QUALITY)
    return out.getvalue()


def _out_of_memory(error: BaseException | None) -> bool:
    """Whether memory that was refused is behind an error; then the photo is not to blame for what it looks like."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__
    return False


def _settle(memory_bytes: int) -> None:
    """Makes this process end with its parent, heed no Ctrl-C of its own, and keep within its memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes + SPARE_BYTES, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import cv2  # noqa: PLC0415 - as late as the engines

    cv2.setNumThreads(1)  # a worker a processor: more threads only take turns
