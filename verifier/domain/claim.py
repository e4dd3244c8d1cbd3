"""What the photos of one product say, and nothing that the list says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from verifier.domain.evidence import Evidence
from verifier.domain.geometry import Quad
from verifier.domain.kinds import CertificateKind, MarkKind, StatementKind, TargetKind
from verifier.domain.photo import MarkLikeness
from verifier.numbers import LicenceNumber, StandardNumber


@dataclass(frozen=True, slots=True)
class Hints:
    """What a payload that proves nothing names anywhere in it, however wrapped; it can only speak against a label.

    `ids`: runs of figures as long as the ids of official links. `standards`: those that มอก. or TIS announces.
    `unparsed`: what has the form of a licence number and is none, as `seq-n/standard` without letters.
    """

    licences: tuple[LicenceNumber, ...] = ()
    ids: tuple[str, ...] = ()
    standards: tuple[StandardNumber, ...] = ()
    unparsed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What a payload points at, judged from its letters alone. `reason` is a short code for look-alikes and others.

    `qr_id` and `licence` are those of an official link, which alone can support a label; `hints` those of any other
    payload.
    """

    kind: TargetKind
    qr_id: str | None = None
    licence: LicenceNumber | None = None
    reason: str = ""
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class SeenMark:
    """A mark in photo `photo` (index), belonging to label group `label` (index over all photos of the claim)."""

    kind: MarkKind
    photo: int
    label: int
    quad: Quad
    score: float
    likeness: MarkLikeness | None = None


@dataclass(frozen=True, slots=True)
class SeenStandard:
    """A standard number as read. `certain` tells whether the reading was accepted (agreement, calibration)."""

    value: StandardNumber
    text: str
    photo: int
    label: int
    quad: Quad
    confidence: float
    certain: bool
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenLicence:
    """A licence number as read. `certain` as in `SeenStandard`."""

    value: LicenceNumber
    text: str
    photo: int
    label: int
    quad: Quad
    confidence: float
    certain: bool
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenHolder:
    """A firm's name as read; `value` is the tidied name, `text` the line as it was read."""

    value: str
    text: str
    photo: int
    label: int
    quad: Quad
    confidence: float
    certain: bool
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code in a photo with the judgement of its target."""

    payload: str
    symbology: str
    target: Target
    photo: int
    label: int
    quad: Quad


@dataclass(frozen=True, slots=True)
class SeenCertificate:
    """A certificate that is no licence: `kind` is `community` (มผช.) or `sme` (มอก.เอส), `value` its number or ""."""

    kind: CertificateKind
    value: str
    text: str
    photo: int
    label: int
    quad: Quad
    confidence: float


@dataclass(frozen=True, slots=True)
class SeenStatement:
    """A line of print that announces something, or changes what the print beside it says; or print that was not read.

    `text` is the line as read, `words` the piece of it that says so. `value`: what is announced, as far as it was
    parsed: a standard or licence number in normal form, a firm's name as read, the first and the last day of making
    (`2026-06-01/2026-06-30`), a country in English, voltages in volts (`220-240`, `450/750`); "" when nothing could be
    parsed. For words beside a number it is that number, "" when they stand apart from all.
    """

    kind: StatementKind
    text: str
    words: str
    value: str
    photo: int
    label: int
    quad: Quad
    confidence: float


Item: TypeAlias = SeenMark | SeenStandard | SeenLicence | SeenHolder | SeenCode | SeenCertificate | SeenStatement


@dataclass(frozen=True, slots=True)
class Claim:
    """What the photos say, and nothing that the list says. Evidence ids are `field/index`, e.g. `licences/0`.

    `challenged`: whether all photos were looked at again for what speaks against agreement. `framed`: the photos (from
    0) of which one label of several was looked at.
    """

    marks: tuple[SeenMark, ...] = ()
    standards: tuple[SeenStandard, ...] = ()
    licences: tuple[SeenLicence, ...] = ()
    holders: tuple[SeenHolder, ...] = ()
    codes: tuple[SeenCode, ...] = ()
    photos: int = 1
    certificates: tuple[SeenCertificate, ...] = ()
    statements: tuple[SeenStatement, ...] = ()
    challenged: bool = False
    framed: tuple[int, ...] = ()

    def item(self, evidence: Evidence) -> Item | None:
        """The item of this id; None when the claim has none of that index."""
        items: Sequence[Item] = getattr(self, evidence.field)
        return items[evidence.number] if evidence.number < len(items) else None

    def names_by_place(self) -> list[list[int]]:
        """Indices of `holders`, those read in one place together: several looks at one print."""
        places: list[list[int]] = []
        for index, seen in enumerate(self.holders):
            home = next((place for place in places if _same_place(self.holders[place[0]], seen)), None)
            if home is None:
                places.append([index])
            else:
                home.append(index)
        return places


def _same_place(one: SeenHolder, other: SeenHolder) -> bool:
    inside = one.quad.contains(other.quad.centre) or other.quad.contains(one.quad.centre)
    return one.photo == other.photo and inside
