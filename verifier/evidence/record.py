"""The record: what a bundle says of one product's inspection, all that is needed to judge it again in it.

Its bytes (`report.json`) are canonical; they are hashed, signed, attached to the PDF and never written anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from verifier.days import THAILAND
from verifier.domain import Listing, Report, Sight
from verifier.errors import BadEvidence, BadSights
from verifier.evidence.archive import PHOTO_NAME
from verifier.evidence.canonical import decode, encode
from verifier.evidence.conforms import require_report
from verifier.evidence.listed import listing_from_dict, listing_to_dict
from verifier.evidence.versions import program_version, rules_version
from verifier.report.plain import to_dict
from verifier.report.sights import sights_from_dict, sights_to_dict

KIND, SCHEMA = "mokcheck evidence", 1
PAYLOAD_TYPE = "application/vnd.mokcheck.evidence.v1+json"
KEYS = {"kind", "schema", "inspection", "files", "report", "sights", "listing", "versions"}
MOST_PHOTOS, MOST_SEEN, MOST_FINDINGS = 40, 4_000, 1_000
"""Most photos, marks, codes, readings or unread places of all photos together, and findings that a record holds."""
LONGEST_TEXT = 10_000
"""Longest text of a reading or a code, in characters; a QR code holds at most 7,089 (ISO/IEC 18004)."""
YEARS = range(2020, 2101)
"""Years of Thailand's calendar in which a moment can be; a machine whose clock lost its battery says another."""
_AVIF = (b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the bundle that the record names: `kind` is `photo` or `exif`, `size` in bytes."""

    kind: str
    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it was read. `report` is the plain report (`report.schema.json`) without timings.

    `day`: the day as of which it was judged; `judged`: the moment by the clock of the machine that judged.
    """

    report: Mapping[str, Any]
    sights: tuple[Sight, ...]
    listing: Listing
    files: tuple[Part, ...]
    day: date
    judged: datetime
    category: str | None
    list_max_age_days: int
    versions: Mapping[str, str]

    @property
    def photos(self) -> tuple[Part, ...]:
        """The original files, one for each photo, in the order of the report."""
        return tuple(part for part in self.files if part.kind == "photo")


def part_of_photo(data: bytes) -> Part:
    """Where an original belongs: under its own hash, with the ending of its kind."""
    digest = hashlib.sha256(data).hexdigest()
    return Part("photo", f"photos/{digest}.{_ending(data)}", digest, len(data))


def write_record(
    report: Report,
    sights: Sequence[Sight],
    files: Sequence[Part],
    *,
    day: date,
    judged: datetime,
    category: str | None,
    list_max_age_days: int,
) -> bytes:
    """The canonical bytes of a record.

    Raises BadEvidence where the files are not those that were judged, or the moment is none of `YEARS`.
    """
    found = [part.sha256 for part in files if part.kind == "photo"]
    if found != [sight.photo.sha256 for sight in sights]:
        raise BadEvidence("the files are not those that were judged")
    if judged.astimezone(THAILAND).year not in YEARS:
        raise BadEvidence(f"this machine's clock says {judged:%Y-%m-%d}: set it, no check would take this moment")
    try:
        _bounded(sights)
    except ValueError as error:
        raise BadEvidence(str(error)) from error
    plain = to_dict(report) | {"timings_ms": {}}  # how long it took is no evidence, and never the same twice
    return encode(
        {
            **_head(files, day, judged, category, list_max_age_days),
            "report": plain,
            "sights": sights_to_dict(sights),
            "listing": listing_to_dict(report.listing),
            "versions": {**plain["versions"], "mokcheck": program_version(), "rules": rules_version()},
        }
    )


def _head(
    files: Sequence[Part], day: date, judged: datetime, category: str | None, list_max_age_days: int
) -> dict[str, Any]:
    """What a record says of itself, as it is written."""
    return {
        "kind": KIND,
        "schema": SCHEMA,
        "inspection": {
            "day": day.isoformat(),
            "judged": judged.astimezone(THAILAND).isoformat(timespec="seconds"),
            "category": category,
            "list_max_age_days": list_max_age_days,
        },
        "files": [{"kind": p.kind, "path": p.path, "sha256": p.sha256, "bytes": p.size} for p in files],
    }


def read_record(data: bytes) -> Record:
    """The record in canonical bytes. Raises BadEvidence, whose detail says what is not as it must be."""
    try:
        plain = decode(data)
        if plain.get("kind") != KIND or plain.get("schema") != SCHEMA or set(plain) != KEYS:
            raise ValueError(f"not a {KIND} of version {SCHEMA}")
        require_report(plain["report"])
        when = plain["inspection"]
        if not isinstance(when["category"], str | None):
            raise ValueError("category is no word")
        record = Record(
            report=plain["report"],
            sights=sights_from_dict(plain["sights"]),
            listing=listing_from_dict(plain["listing"]),
            files=tuple(_part(entry) for entry in plain["files"]),
            day=date.fromisoformat(when["day"]),
            judged=datetime.fromisoformat(when["judged"]),
            category=when["category"],
            list_max_age_days=int(when["list_max_age_days"]),
            versions=dict(plain["versions"]),
        )
        if not all(isinstance(version, str) for version in plain["versions"].values()):
            raise ValueError("a version is no text")
        again = _head(record.files, record.day, record.judged, record.category, record.list_max_age_days)
        if encode(again) != encode({name: plain[name] for name in again}):
            raise ValueError("inspection or files are spelled in another way than they are written")
        _bounded(record.sights)
        _agrees_with_itself(record)
    except BadSights as error:
        raise BadEvidence(error.detail) from error
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise BadEvidence(f"{type(error).__name__}: {error}") from error
    return record


def _part(entry: Mapping[str, Any]) -> Part:
    part = Part(entry["kind"], entry["path"], entry["sha256"], int(entry["bytes"]))
    if part.kind == "exif" and part.path == "exif.json":
        return part
    if part.kind != "photo" or not PHOTO_NAME.fullmatch(part.path) or part.path[7:71] != part.sha256:
        raise ValueError(f"{part.path!r} is no part of a bundle")
    return part


def _bounded(sights: Sequence[Sight]) -> None:
    """Raises ValueError for more than any label shows: what is stored is judged again, and that must end."""
    if len(sights) > MOST_PHOTOS:
        raise ValueError(f"more than {MOST_PHOTOS} photos")
    for field in ("marks", "codes", "readings", "unread", "struck", "doubted", "stray"):
        if sum(len(getattr(sight, field)) for sight in sights) > MOST_SEEN:
            raise ValueError(f"more than {MOST_SEEN} {field}")
    for sight in sights:
        readings = (*sight.readings, *sight.doubted)
        looks = (text for r in readings for text in (r.text, *(other for other, _ in r.alternatives)))
        if any(len(text) > LONGEST_TEXT for text in (*looks, *(code.payload for code in sight.codes))):
            raise ValueError(f"a text of more than {LONGEST_TEXT} characters")


def _agrees_with_itself(record: Record) -> None:
    """The parts of a record are of one inspection, its moment is one, and the finding that leads it is there."""
    leading, findings = record.report["leading"], record.report["findings"]
    if len(findings) > MOST_FINDINGS or not (leading is None or 0 <= leading < len(findings)):
        raise ValueError("too many findings, or the leading one is none of them")
    if record.judged.tzinfo is None or record.judged.year not in YEARS:
        raise ValueError("the moment has no time zone, or its year is none of this century")
    hashes = [part.sha256 for part in record.photos]
    if not hashes or hashes != [photo["sha256"] for photo in record.report["photos"]]:
        raise ValueError("report and files are of different photos")
    if hashes != [sight.photo.sha256 for sight in record.sights]:
        raise ValueError("sights and files are of different photos")
    for photo, sight in zip(record.report["photos"], record.sights, strict=True):
        framing = sight.photo.framing
        boxes = framing and {"region": list(framing.region), "others": [list(box) for box in framing.others]}
        if photo.get("framing") != boxes:
            raise ValueError("sights and report are of different frames")
    if len({part.path for part in record.files if part.kind == "exif"}) != sum(p.kind == "exif" for p in record.files):
        raise ValueError("exif.json is named twice")
    told, snapshot = record.report["listing"]["snapshot"], record.listing.snapshot
    if (None if told is None else told["id"]) != (None if snapshot is None else snapshot.id):
        raise ValueError("report and listing are of different lists")


def _ending(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "png"
    if data.startswith(b"RIFF"):
        return "webp"
    if data[4:8] == b"ftyp":
        return "avif" if data[8:12] in _AVIF else "heic"
    return "jpg"
