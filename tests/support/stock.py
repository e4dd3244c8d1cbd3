"""Stocks for tests: small pictures, engines that answer at once, and pictures that crash, hang or fill the memory."""

from __future__ import annotations

import io
import os
import signal
import time
import zipfile
from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image

from tests.support.fakes import FakeDetector, FakeLineFinder, FakeLineReader, FakeRegistry, licence, make_verifier
from verifier.batch.jobs import Answer, Job
from verifier.batch.plan import Grouping
from verifier.batch.pool import Limits
from verifier.batch.session import Order, Session
from verifier.batch.worker import Make, Worker
from verifier.domain import Code, Photo, Region
from verifier.domain.geometry import Quad
from verifier.pipeline import Verifier
from verifier.settings import Settings

DAY = date(2026, 11, 20)
EXCEL = find_spec("xlsxwriter") is not None
"""Whether workbooks can be written here."""
KINDS = ("csv", "jsonl", "xlsx") if EXCEL else ("csv", "jsonl")
CRASHES, HANGS, FILLS, GIVES_UP = 251, 252, 253, 254
"""Red of the first pixel of a picture that does so to its worker."""


def picture(number: int, behaviour: int = 0) -> bytes:
    """A small PNG of its own for every number; its first pixel tells what it does, and its number."""
    pixels = np.random.default_rng(number).integers(0, 250, (9, 12, 3), dtype=np.uint8).repeat(27, 0).repeat(27, 1)
    pixels[0, 0] = behaviour, number // 256 % 256, number % 256
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def gtin(number: int) -> str:
    """A valid GTIN-13 of a number."""
    body = f"885{number:09d}"
    return body + str(-sum(int(figure) * (3 if place % 2 else 1) for place, figure in enumerate(body)) % 10)


@dataclass
class PixelCodes:
    """Reads a bar code out of the first pixel, or does to its worker what that pixel says."""

    version: str = "pixel-codes"

    def read(self, photo: Photo, marks: Sequence[Region]) -> Sequence[Code]:
        behaviour, high, low = (int(value) for value in photo.pixels[0, 0])
        if behaviour == CRASHES:
            os.kill(os.getpid(), signal.SIGSEGV)
        if behaviour == HANGS:
            time.sleep(600)
        if behaviour == FILLS:
            hoard = [b"x" * (64 << 20) for _ in range(40)]
            time.sleep(len(hoard))
        if behaviour == GIVES_UP:
            raise RuntimeError("gives up")
        quad = Quad.of_box(1, 1, 20, 10)
        return [Code(gtin(high * 256 + low), "EAN13", quad, self.version)]


def make_stub() -> Verifier:
    """Engines that see an agreeing label in every picture."""
    return make_verifier(code_reader=PixelCodes(), versions={"code_reader": "pixel-codes"})


def make_without_list() -> Verifier:
    """The same engines without a list."""
    return make_verifier(code_reader=PixelCodes(), versions={"code_reader": "pixel-codes"}, registry=None)


def make_other_list() -> Verifier:
    """The same engines with a list in which the licence was revoked."""
    from verifier.domain import LicenceStatus, Snapshot

    changed = replace(licence(), status=LicenceStatus.REVOKED)
    snapshot = Snapshot("other", date(2026, 11, 10), frozenset({"all"}), 1, "made up")
    return make_verifier(
        code_reader=PixelCodes(), versions={"code_reader": "pixel-codes"}, registry=FakeRegistry([changed], snapshot)
    )


def make_unresolved() -> Verifier:
    """Engines that see mark, standard and an official code whose id the list ties to no licence."""
    return make_verifier(
        line_finder=FakeLineFinder(count=1),
        line_reader=FakeLineReader(texts=("มอก. 2879-2560",)),
        registry=FakeRegistry([replace(licence(), qr_id="77777777")]),
    )


def make_changing(mark: Path) -> Verifier:
    """As `make_stub` for whoever asks first, and with another list for all who ask later."""
    if mark.exists():
        return make_other_list()
    mark.touch()
    return make_stub()


def make_slow_stub() -> Verifier:
    """As `make_stub`, each look taking a moment, so that a kill finds it at work."""

    @dataclass
    class Slow(FakeDetector):
        def detect(self, photo: Photo) -> Sequence[Region]:
            time.sleep(0.01)
            return super().detect(photo)

    return replace(make_stub(), detector=Slow())


def make_never() -> Verifier:
    """Engines that are not up before their worker is killed."""
    time.sleep(600)
    raise AssertionError


def folder(root: Path, pictures: Mapping[str, bytes]) -> Path:
    """Writes pictures under their names."""
    for name, data in pictures.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def archive(path: Path, files: Mapping[str, bytes]) -> Path:
    """Writes a .zip."""
    with zipfile.ZipFile(path, "w") as out:
        for name, data in files.items():
            out.writestr(name, data)
    return path


class Inline:
    """Does jobs in this process, one after the other: for tests in which no photo does anything to its worker."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._worker = Worker(make())
        self._jobs: deque[tuple[Hashable, Job]] = deque()
        self.versions = self._worker.verifier.versions
        registry = self._worker.verifier.registry
        self.snapshot = registry.snapshot if registry else None

    def room(self) -> int:
        return 2 - len(self._jobs)

    def busy(self) -> int:
        return len(self._jobs)

    def submit(self, ticket: Hashable, job: Job) -> None:
        self._jobs.append((ticket, job))

    def wait(self, seconds: float) -> Sequence[tuple[Hashable, Answer]]:
        if not self._jobs:
            return []
        ticket, job = self._jobs.popleft()
        return [(ticket, self._worker.do(job))]

    def restart(self) -> None:
        self.__init__(self._make)

    def close(self) -> None:
        self._jobs.clear()


def run(
    source: Path | None,
    out: Path | Iterable[Path],
    make: Make = make_stub,
    *,
    workers: int = 0,
    limits: Limits | None = None,
    grouping: Grouping = Grouping.AUTO,
    retry: bool = False,
    mapping: Path | None = None,
    settings: Settings | None = None,
    day: date = DAY,
):
    """One run to its end, in this process unless `workers` says how many others."""
    results = (out,) if isinstance(out, Path) else tuple(out)
    order = Order(
        source,
        results,
        mapping=mapping,
        grouping=grouping,
        day=day,
        workers=max(1, workers),
        limits=limits or Limits(job_s=20),
        retry=retry,
        lang="en",
    )
    with Session(order, settings or Settings(), make, engine=None if workers else Inline(make)) as session:
        return session.run()
