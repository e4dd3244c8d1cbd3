"""The envelope of a bundle or of an exported case: the hash of what was signed, and whose signature it bears."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verifier.evidence.archive import ENVELOPE, REPORT, Flaw
from verifier.evidence.bundle import ENVELOPE_KIND, ENVELOPE_SCHEMA
from verifier.evidence.canonical import decode, encode
from verifier.evidence.newer import NEWER, newer_envelope
from verifier.evidence.record import PAYLOAD_TYPE
from verifier.evidence.signing import HEX_KEY, HEX_SIGNATURE, PublicKey, key_id, signed_by

ENVELOPE_KEYS = {"kind", "schema", "payload", "payload_type", "payload_sha256", "signatures"}


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope as it was read: the payload's hash, and the key and signature, if it is signed."""

    payload_sha256: str
    key: bytes | None
    signature: bytes


def read_envelope(
    data: bytes, *, payload: str = REPORT, payload_type: str = PAYLOAD_TYPE
) -> tuple[Envelope | None, list[Flaw]]:
    """The envelope of this payload, None where it is none, and what is wrong with it."""
    try:
        plain = decode(data)
        fixed = (plain["kind"], plain["schema"], plain["payload"], plain["payload_type"])
        if fixed != (ENVELOPE_KIND, ENVELOPE_SCHEMA, payload, payload_type) or set(plain) != ENVELOPE_KEYS:
            raise ValueError("not an envelope of this kind")
        digest, signatures = plain["payload_sha256"], plain["signatures"]
        if encode({**plain, "schema": ENVELOPE_SCHEMA}) != data:  # JSON's true and 1.0 are equal to 1 as well
            raise ValueError("the version is spelled in another way")
        if not HEX_KEY.fullmatch(digest) or not isinstance(signatures, list) or len(signatures) > 1:
            raise ValueError("a hash and at most one signature belong into it")
        if not signatures:
            return Envelope(digest, None, b""), []
        return _one_signature(digest, signatures[0])
    except (KeyError, TypeError, ValueError) as error:
        newer = newer_envelope(data, ENVELOPE_KIND, ENVELOPE_SCHEMA, payload_type)
        return None, [Flaw(NEWER, ENVELOPE, newer) if newer else Flaw("envelope.form", ENVELOPE, str(error))]


def _one_signature(digest: str, entry: Mapping[str, Any]) -> tuple[Envelope, list[Flaw]]:
    key, signature = entry["public_key"], entry["signature"]
    if set(entry) != {"key_id", "public_key", "signature"}:
        raise ValueError("a signature has a key id, a public key and a signature")
    if not HEX_KEY.fullmatch(key) or not HEX_SIGNATURE.fullmatch(signature):
        raise ValueError("a key or a signature is not of its form")
    raw = bytes.fromhex(key)
    flaws = [] if entry["key_id"] == key_id(raw) else [Flaw("envelope.key", ENVELOPE)]
    return Envelope(digest, raw, bytes.fromhex(signature)), flaws


def signature_flaws(
    envelope: Envelope | None, record: bytes, *, payload: str = REPORT, payload_type: str = PAYLOAD_TYPE
) -> Iterator[Flaw]:
    """Which of record and envelope is not what it was: told by the hash and the signature together."""
    if envelope is None:
        return
    same = envelope.payload_sha256 == hashlib.sha256(record).hexdigest()
    signed = envelope.key is None or signed_by(envelope.key, envelope.signature, payload_type, record)
    if same and not signed:
        yield Flaw("signature.wrong", ENVELOPE)
    elif not same and envelope.key is not None and signed:
        yield Flaw("envelope.hash", ENVELOPE)
    elif not same:
        yield Flaw("report.changed", payload)


def signer_of(envelope: Envelope | None, keys: Sequence[PublicKey]) -> tuple[PublicKey | None, tuple[str, ...]]:
    """Whose signature it says it is, and why that may prove nothing."""
    if envelope is None or envelope.key is None:
        return None, ("unsigned",)
    mine = [key for key in keys if key.raw == envelope.key]
    if not mine:
        return PublicKey(envelope.key), ("key.other",) if keys else ("key.not_given",)
    revoked = next((key for key in mine if key.revoked is not None), None)  # an older copy of its file does not know
    return revoked or mine[0], ("key.revoked",) if revoked else ()
