"""Evidence bundles of honest fakes, and ways to tamper with them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tests.support.fakes import TODAY, make_verifier, photo_bytes
from verifier.evidence.archive import ENVELOPE, REPORT
from verifier.evidence.bundle import make_bundle
from verifier.evidence.canonical import decode, encode
from verifier.evidence.signing import PublicKey, SigningKey

JUDGED = datetime(2026, 11, 23, 3, 4, 5, tzinfo=UTC)
SIZE = (320, 240)


@cache
def signing_key(number: int = 0) -> SigningKey:
    """The private key of this number: the same in every run."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return SigningKey(Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"test key %d" % number).digest()))


def public_key(number: int = 0, **changes: Any) -> PublicKey:
    return PublicKey(signing_key(number).public, f"officer {number}", "2026-11-01T09:00:00+07:00", **changes)


@cache
def bundle(
    *seeds: int, key: int | None = 0, exif: bool = False, category: str | None = None, judged: datetime = JUDGED
) -> bytes:
    """A bundle of photos of noise, one a seed, that an honest label was seen in; signed unless `key` is None."""
    photos = [photo_bytes(seed, SIZE, "PNG" if seed % 2 else "JPEG", gps=seed % 2 == 0) for seed in seeds or (0,)]
    report, sights = make_verifier().examine(photos, today=TODAY, category=category)
    return make_bundle(
        report,
        sights,
        photos,
        day=TODAY,
        judged=judged,
        category=category,
        list_max_age_days=45,
        key=None if key is None else signing_key(key),
        exif=exif,
    )


def entries(data: bytes) -> dict[str, bytes]:
    """What is in a bundle, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def with_changed(files: Mapping[str, bytes], name: str, **changes: Any) -> dict[str, bytes]:
    """The entries with some keys of one JSON file changed, canonical as before."""
    return {**files, name: encode(decode(files[name]) | changes)}


def rehashed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The entries with the envelope's hash made to fit the report."""
    return with_changed(files, ENVELOPE, payload_sha256=hashlib.sha256(files[REPORT]).hexdigest())


def owner(data: bytes, offset: int) -> str | None:
    """In whose content a byte of the archive lies; None in headers and directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            start = info.header_offset + 30 + len(info.filename)
            if start <= offset < start + info.file_size:
                return info.filename
    return None
