"""Honest fakes for every seam, and faulty ones that crash, lie and hang."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from PIL import Image

from verifier.domain import (
    Code,
    Licence,
    LicenceStatus,
    MarkKind,
    NearMiss,
    Photo,
    PhotoFacts,
    Quality,
    Reading,
    Region,
    RegionKind,
    Sight,
    Snapshot,
)
from verifier.domain.geometry import Quad
from verifier.numbers import LicenceNumber, StandardNumber
from verifier.pipeline import Verifier
from verifier.registry.catalogue import Catalogue
from verifier.rules import ALL_RULES
from verifier.settings import Settings

TODAY = date(2026, 11, 23)
HOLDER = "บริษัท ตัวอย่างทดสอบ จำกัด"
STANDARD = StandardNumber(2879, year=2560)
NUMBER = LicenceNumber("ท", 7014, 4, "2879")
QR_LINK = "https://appdb.tisi.go.th/Q/i.php?d=320108935"
MARK = Quad.of_box(100, 60, 180, 140)
LINE = Quad.of_box(80, 150, 220, 170)
SNAPSHOT = Snapshot("fake", date(2026, 11, 1), frozenset({"all"}), 1, "made up")
THAI = re.compile("[\u0e01-\u0e4f]+")
SECRET = "ความลับ-secret-4711"
"""Stands in the texts of faulty engines' exceptions; must never be seen outside."""


def photo_bytes(seed: int = 0, size: tuple[int, int] = (480, 360), form: str = "JPEG", gps: bool = False) -> bytes:
    """An encoded picture of noise; equal seeds give equal bytes. With `gps`, EXIF says where it was taken."""
    noise = np.random.default_rng(seed).integers(0, 255, (size[1] // 8, size[0] // 8, 3), dtype=np.uint8)
    picture = Image.fromarray(noise).resize(size, Image.Resampling.NEAREST)
    exif = Image.Exif()
    if gps:
        exif[0x010F] = "PlantedMaker"
        exif[0x8825] = {1: "N", 2: (13.0, 44.0, 12.345), 3: "E", 4: (100.0, 31.0, 54.321), 29: "2026:11:23"}
    out = io.BytesIO()
    picture.save(out, form, exif=exif)
    return out.getvalue()


def facts(width: int = 1000, height: int = 800) -> PhotoFacts:
    """What is kept of a photo of this size in pixels, of fair quality."""
    return PhotoFacts("a" * 64, "0" * 16, width, height, Quality(100.0, 120.0, 200.0, 0.01))


# ---- honest -------------------------------------------------------------------------------------------------------


@dataclass
class FakeDetector:
    """Sees the same marks in every photo."""

    marks: Sequence[Region] = (Region(RegionKind.MARK, MARK, 0.97, MarkKind.COMPULSORY),)
    version: str = "fake-detector"

    def detect(self, photo: Photo) -> Sequence[Region]:
        return self.marks


@dataclass
class FakeCodeReader:
    """Decodes the same codes in every photo."""

    payloads: Sequence[str] = (QR_LINK,)
    version: str = "fake-codes"

    def read(self, photo: Photo, marks: Sequence[Region]) -> Sequence[Code]:
        return [
            Code(payload, "QRCode", Quad.of_box(220 + 90 * n, 60, 300 + 90 * n, 140), "fake")
            for n, payload in enumerate(self.payloads)
        ]


@dataclass
class FakeLineFinder:
    """Finds one line for each text of the reader that stands beside it."""

    count: int = 3
    version: str = "fake-lines"

    def find(self, photo: Photo, marks: Sequence[Region], codes: Sequence[Code]) -> Sequence[Region]:
        return [Region(RegionKind.LINE, LINE.moved(0, 25 * n), 0.9) for n in range(self.count)]


@dataclass
class FakeLineReader:
    """Reads the n-th text in the n-th line: `readers` agree on it, and one without Thai sees its figures only."""

    texts: Sequence[str] = ("มอก. 2879-2560", "ใบอนุญาตเลขที่ ท7014-4/2879", HOLDER)
    readers: Sequence[str] = ("fake-a/1", "fake-b/1")
    confidence: float = 0.999
    version: str = "fake-reader"

    def read(self, photo: Photo, lines: Sequence[Region]) -> Sequence[Reading]:
        return [
            Reading(seen, line, reader, (self.confidence,) * len(seen))
            for text, line in zip(self.texts, lines, strict=False)
            for reader, seen in (*((r, text) for r in self.readers), ("fake-figures/1", THAI.sub("", text).strip()))
            if seen
        ]


@dataclass
class FakeChallenger:
    """Finds nothing more, or what it is told to find."""

    more: Sequence[Reading] = ()
    unread: Sequence[Region] = ()

    def challenge(self, photo: Photo, sight: Sight) -> Sight:
        return replace(sight, readings=(*sight.readings, *self.more), unread=tuple(self.unread), challenged=True)


@dataclass
class FakeRegistry:
    """A list in memory."""

    licences: Sequence[Licence] = ()
    snapshot: Snapshot = SNAPSHOT

    def by_licence(self, number: LicenceNumber) -> Sequence[Licence]:
        return [licence for licence in self.licences if licence.number == number]

    def by_qr_id(self, qr_id: str) -> Sequence[Licence]:
        return [licence for licence in self.licences if licence.qr_id == qr_id]

    def by_standard(self, standard: StandardNumber) -> Sequence[Licence]:
        return [licence for licence in self.licences if standard in (licence.standard, licence.standard.without_year())]

    def by_holder(self, standard: StandardNumber, holder: str) -> Sequence[Licence]:
        return [row for row in self.by_standard(standard) if row.holder == holder]

    def rivals(self, standard: StandardNumber, holder: str) -> Sequence[str]:
        return []

    def holders(self, standard: StandardNumber) -> Sequence[str]:
        return sorted({row.holder for row in self.by_standard(standard)})

    def holders_like(self, standard: StandardNumber, holder: str) -> Sequence[str]:
        return self.holders(standard)

    def by_holder_start(self, text: str) -> Sequence[Licence]:
        return [row for row in self.licences if text in row.holder]

    def neighbours(self, number: LicenceNumber) -> Sequence[NearMiss]:
        near = (licence for licence in self.licences if licence.number != number and licence.number.n == number.n)
        return [NearMiss(licence, number, 1) for licence in near]


def licence(**changes: Any) -> Licence:
    """A licence that fits what the honest fakes see."""
    return replace(Licence(NUMBER, STANDARD, HOLDER, LicenceStatus.ACTIVE, "แบตเตอรี่สำรองไฟฟ้า", "320108935"), **changes)


# ---- faulty -------------------------------------------------------------------------------------------------------


@dataclass
class Crashing:
    """Takes any seam's place and raises, with a secret in the text."""

    version: str = "crashing"

    def fail(self, *_: object) -> Any:
        raise RuntimeError(SECRET)

    detect = read = find = by_licence = by_qr_id = by_standard = by_holder = holders = holders_like = neighbours = fail

    @property
    def snapshot(self) -> Snapshot:
        raise RuntimeError(SECRET)


@dataclass
class Lying:
    """Takes any engine's place and answers with `answer`, whatever that is."""

    answer: Any
    version: str = "lying"

    def lie(self, *_: object) -> Any:
        return self.answer

    detect = read = find = lie


@dataclass
class Hanging:
    """Takes an engine's place and does not come back until `release` is set."""

    release: threading.Event = field(default_factory=threading.Event)
    entered: threading.Event = field(default_factory=threading.Event)
    version: str = "hanging"

    def hang(self, *_: object) -> Any:
        self.entered.set()
        self.release.wait(30)
        return ()

    detect = read = find = hang


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships, loaded once for all tests."""
    return Catalogue.load()


def make_verifier(settings: Settings | None = None, **changes: Any) -> Verifier:
    """A verifier of honest fakes that sees an agreeing label, with some seams replaced."""
    honest = Verifier(
        detector=FakeDetector(),
        code_reader=FakeCodeReader(),
        line_finder=FakeLineFinder(),
        line_reader=FakeLineReader(),
        challenger=FakeChallenger(),
        registry=FakeRegistry([licence()]),
        catalogue=catalogue(),
        rules=ALL_RULES,
        settings=settings or Settings(),
        versions={"detector": "fake-detector"},
    )
    return replace(honest, **changes)
