"""The seams: what an engine must do to take a place in the pipeline. One small protocol each.

Implementations live in `detect/`, `codes/`, `ocr/` and `registry/`, one adapter file for each engine; only `build.py`
names them. All must be safe to call from several threads at once and give equal answers for equal input.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Protocol

from verifier.domain import Code, Licence, NearMiss, Photo, Reading, Region, Sight, Snapshot
from verifier.numbers import LicenceNumber, StandardNumber


class Detector(Protocol):
    """Finds the marks of a photo."""

    version: str

    def detect(self, photo: Photo) -> Sequence[Region]:
        """MARK regions with `mark` set, best first; empty when there is none. Raises EngineFailed."""
        ...


class CodeReader(Protocol):
    """Decodes every QR and bar code of a photo."""

    version: str

    def read(self, photo: Photo, marks: Sequence[Region]) -> Sequence[Code]:
        """All codes, one for each place in the photo. `marks` tell where to look harder. Raises EngineFailed."""
        ...


class LineFinder(Protocol):
    """Finds the lines of print worth reading."""

    version: str

    def find(self, photo: Photo, marks: Sequence[Region], codes: Sequence[Code]) -> Sequence[Region]:
        """LINE regions near marks and codes at full resolution; over the whole photo when there is neither."""
        ...


class ReadingCost(IntEnum):
    """What a reader is asked for, by what it costs: cheap ones read first."""

    EVERY_LINE = 1
    """Cheap enough to read every line of a photo."""
    CUT_OUTS = 2
    """Its time grows with the width that it is shown: it reads numbers cut out of their lines."""
    LAST_RESORT = 3
    """To ask it at all is dear: it is asked once, at the end, and only for what it can settle."""


class LineReader(Protocol):
    """Reads lines of print, and declares which print it can read and what that costs."""

    version: str
    """Name and version, parted by a hyphen; the name is the key of what was counted of the reader."""
    reads_thai: bool
    """Whether it writes Thai letters. A reader that does not writes look-alikes in their place."""
    reads_thai_digits: bool
    """Whether it writes all of ๐ to ๙."""
    minimum_height_px: float
    """Height of a line in photo pixels below which it makes nothing of print; 0 where there is no such height."""
    cost: ReadingCost
    """When it is asked."""

    @property
    def other_looks(self) -> Sequence[LineReader]:
        """The same reader looking at lines in other ways, for what one look leaves in doubt; empty if there is none."""
        ...

    def read(self, photo: Photo, lines: Sequence[Region]) -> Sequence[Reading]:
        """Readings, each pointing at the region it came from; a region may get none or several. Raises EngineFailed."""
        ...


class SecondLook(Protocol):
    """Looks for print again where the first look did not read what a mark stands for."""

    def look(self, photo: Photo, marks: Sequence[Region], readings: Sequence[Reading]) -> Sequence[Reading]:
        """Readings beside those that there are; none where these tell enough. Raises EngineFailed."""
        ...


class Challenger(Protocol):
    """Looks again at a photo that would agree, for what speaks against it."""

    def challenge(self, photo: Photo, sight: Sight) -> Sight:
        """The sight with whatever it had passed over added, and `challenged` set; nothing is taken from it.

        Raises EngineFailed.
        """
        ...


class Registry(Protocol):
    """A dated list of licences. Every answer is exact but `neighbours`, which is for explanation only."""

    @property
    def snapshot(self) -> Snapshot:
        """Which list this is. A claim is judged against one snapshot from first to last."""
        ...

    def by_licence(self, number: LicenceNumber) -> Sequence[Licence]:
        """Licences with exactly this number (a list may hold contradictory rows)."""
        ...

    def by_qr_id(self, qr_id: str) -> Sequence[Licence]:
        """Licences to which the list ties this id of an official QR link."""
        ...

    def by_standard(self, standard: StandardNumber) -> Sequence[Licence]:
        """All licences of a standard: of this edition when `standard` has a year, else of every edition."""
        ...

    def holders(self, standard: StandardNumber) -> Sequence[str]:
        """All names, sorted, of the holders of licences of this standard (edition as in `by_standard`)."""
        ...

    def holders_like(self, standard: StandardNumber, holder: str) -> Sequence[str]:
        """Those of `holders` whose names look much like this one, itself among them if listed. Never a match."""
        ...

    def by_holder(self, standard: StandardNumber, holder: str) -> Sequence[Licence]:
        """Licences of this standard (edition as in `by_standard`) of whose holder a name has this normal form."""
        ...

    def rivals(self, standard: StandardNumber, holder: str) -> Sequence[str]:
        """Names of other holders of this standard, sorted, that readers confuse with this one. Never a match."""
        ...

    def by_holder_start(self, text: str) -> Sequence[Licence]:
        """Some licences of whose holder a name begins like this one, legal form apart; for people who search."""
        ...

    def neighbours(self, number: LicenceNumber) -> Sequence[NearMiss]:
        """Licences whose number differs by one letter or digit that readers confuse; `evidence` left empty."""
        ...
