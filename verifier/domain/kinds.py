"""The words of which one is always chosen."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

CertificateKind: TypeAlias = Literal["community", "sme"]
"""Certificates that are no licences: มผช. of a community product, มอก.เอส of a small firm."""


class MarkKind(StrEnum):
    """The marks a Thai product may carry (TISI: บังคับ, ทั่วไป, มผช.)."""

    COMPULSORY = "compulsory"
    VOLUNTARY = "voluntary"
    COMMUNITY = "community"


class RegionKind(StrEnum):
    """What a region of a photo holds."""

    MARK = "mark"
    LINE = "line"
    CODE = "code"
    SIGN = "sign"


class TargetKind(StrEnum):
    """What a code's payload points at."""

    OFFICIAL = "official"
    LOOKALIKE = "lookalike"
    OFFICIAL_OTHER = "official_other"
    OTHER = "other"


class LicenceStatus(StrEnum):
    """The states TISI keeps for a licence; `UNSTATED` when a list does not tell."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    UNSTATED = "unstated"


class ReachedBy(StrEnum):
    """By which of the claim's words a licence was found."""

    LICENCE = "licence"
    QR = "qr"
    HOLDER = "holder"


class StatementKind(StrEnum):
    """What a line of print says besides numbers: what it announces, or how it changes what a number beside it says."""

    STANDARD = "standard"
    LICENCE = "licence"
    LICENSEE = "licensee"
    MAKER = "maker"
    IMPORTER = "importer"
    SELLER = "seller"
    DENIED = "denied"
    COMPARED = "compared"
    PENDING = "pending"
    EXPIRED = "expired"
    PART = "part"
    WORDS = "words"
    ADDRESS = "address"
    NAMED = "named"
    MADE_ON = "made_on"
    MADE_IN = "made_in"
    VOLTAGE = "voltage"
    GOODS = "goods"
    STRUCK = "struck"
    LETTER = "letter"
    ABBREVIATION = "abbreviation"
    UNREAD_PRINT = "unread_print"
    UNREAD_CODE = "unread_code"
    SIGN = "sign"
    STRAY = "stray"


class MarkFault(StrEnum):
    """How a mark differs from our drawing of it."""

    PART_MISSING = "part_missing"
    PART_ADDED = "part_added"
    RING_BROKEN = "ring_broken"
    SECOND_RING = "second_ring"
    RING_SIZE = "ring_size"
    CROSSED_OUT = "crossed_out"


class Outcome(StrEnum):
    """What one rule says of one claim."""

    PASS = "pass"
    FAIL = "fail"
    WARN = "warn"
    UNKNOWN = "unknown"


class VerdictKind(StrEnum):
    """The three answers there are."""

    AGREES = "agrees"
    CONFLICTS = "conflicts"
    CANNOT_TELL = "cannot_tell"
