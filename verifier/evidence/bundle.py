"""Making a bundle: record, originals, and the envelope with the signature, in one archive."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from verifier.domain import Report, Sight
from verifier.errors import BadEvidence
from verifier.evidence.archive import ENVELOPE, EXIF, REPORT, pack
from verifier.evidence.canonical import encode
from verifier.evidence.exif import read_exif
from verifier.evidence.record import PAYLOAD_TYPE, Part, part_of_photo, write_record
from verifier.evidence.signing import SigningKey, key_id

ENVELOPE_KIND, ENVELOPE_SCHEMA = "mokcheck envelope", 1


def make_bundle(
    report: Report,
    sights: Sequence[Sight],
    originals: Sequence[bytes],
    *,
    day: date,
    judged: datetime,
    category: str | None,
    list_max_age_days: int,
    key: SigningKey | None = None,
    exif: bool = False,
) -> bytes:
    """The bytes of a bundle: the same for the same arguments.

    `originals`: the photos' files as they came, in the order of `sights`; their EXIF stays in them, as in the camera's
    file. `exif`: also put what it says into a file of its own. Without `key` the bundle says that it is unsigned.
    Raises BadEvidence where originals are not what was judged, or are too large for a bundle.
    """
    parts = [part_of_photo(data) for data in originals]
    entries = {part.path: data for part, data in zip(parts, originals, strict=True)}
    if exif:
        told = encode({part.path: read_exif(data) for part, data in zip(parts, originals, strict=True)})
        parts.append(Part("exif", EXIF, hashlib.sha256(told).hexdigest(), len(told)))
        entries[EXIF] = told
    record = write_record(
        report, sights, parts, day=day, judged=judged, category=category, list_max_age_days=list_max_age_days
    )
    try:
        return pack({**entries, REPORT: record, ENVELOPE: envelope(record, key)})
    except ValueError as error:
        raise BadEvidence(str(error)) from error


def envelope(
    record: bytes, key: SigningKey | None, *, payload: str = REPORT, payload_type: str = PAYLOAD_TYPE
) -> bytes:
    """The envelope of a record, or of another payload: its hash, and who signed it, if anybody did."""
    signatures = []
    if key is not None:
        signature = key.sign(payload_type, record)
        signatures.append({"key_id": key_id(key.public), "public_key": key.public.hex(), "signature": signature.hex()})
    return encode(
        {
            "kind": ENVELOPE_KIND,
            "schema": ENVELOPE_SCHEMA,
            "payload": payload,
            "payload_type": payload_type,
            "payload_sha256": hashlib.sha256(record).hexdigest(),
            "signatures": signatures,
        }
    )
