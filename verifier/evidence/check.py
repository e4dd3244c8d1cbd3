"""Checking a bundle without a network, with a public key alone: what is proven by it, and what is wrong with it.

Every byte is accounted for: the record by its hash and its signature, the originals by their hashes in the record, the
archive by being written again. What cannot be proven is not silently believed: a bundle without a signature, or of a
key that nobody vouched for, is `UNPROVEN` however whole it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from verifier import messages
from verifier.days import THAILAND
from verifier.errors import BadEvidence
from verifier.evidence.archive import ENVELOPE, REPORT, STAMP, Flaw, unpack
from verifier.evidence.bundle import ENVELOPE_KIND, ENVELOPE_SCHEMA
from verifier.evidence.canonical import decode, encode
from verifier.evidence.record import PAYLOAD_TYPE, Record, read_record
from verifier.evidence.rejudge import follows
from verifier.evidence.signing import HEX_KEY, HEX_SIGNATURE, PublicKey, key_id, signed_by
from verifier.evidence.stamp import MAX_STAMP_BYTES, Stamp, check_stamp
from verifier.messages.evidence import say

STAMP_DOUBTS = ("stamp.none", "stamp.root")
"""What is no change of a bundle, but keeps its time from being proven."""
ENVELOPE_KEYS = {"kind", "schema", "payload", "payload_type", "payload_sha256", "signatures"}


class State(IntEnum):
    """How a check ends; the values are the exit codes of `mokcheck report verify`."""

    WHOLE = 0
    """Whole, and signed with a key that was given."""
    CHANGED = 10
    """Something is not as it was made, or contradicts itself."""
    UNPROVEN = 20
    """Whole as far as can be told, but nobody's: unsigned, or of a key that was not given or is revoked.

    Or roots were given, and no time stamp leads to them.
    """


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `record` is None where it cannot be read; `signer` is the key of the signature, if any.

    `doubts`: codes that keep an unchanged bundle from being proven. `recomputed`: whether the report was found to
    follow from its sights, None where these rules are not those that judged. `stamp`: a time stamp that was checked,
    None where there is none, where it is a flaw or a doubt, and where no roots were given.
    """

    state: State
    flaws: tuple[Flaw, ...]
    doubts: tuple[str, ...]
    record: Record | None
    record_bytes: bytes
    entries: Mapping[str, bytes]
    signer: PublicKey | None
    recomputed: bool | None
    stamp: Stamp | None = None

    @property
    def record_sha256(self) -> str:
        """SHA-256 of `report.json`, hexadecimal; empty where there is none."""
        return hashlib.sha256(self.record_bytes).hexdigest() if self.record_bytes else ""

    def proven(self, lang: str) -> list[str]:
        """What is proven, in sentences of `th` or `en`: of the key only where somebody vouches for it."""
        lines = []
        if self.state is State.WHOLE and self.signer is not None:
            lines.append(say("proven.bytes", lang))
            lines.append(say("proven.key", lang, name=self.signer.name, fingerprint=self.signer.fingerprint))
        lines += [say("proven.recomputed", lang)] if self.recomputed else []
        return [*lines, self._stamped("proven.stamp", lang)] if self.stamp else lines

    def not_proven(self, lang: str) -> list[str]:
        """What is not, whatever the state."""
        lines = [say(doubt, lang) for doubt in self.doubts]
        lines += [say("not_proven.holder", lang)] if self.signer is not None else []
        clock = "not_proven.before" if self.stamp else f"not_proven.{'stamp' if STAMP in self.entries else 'clock'}"
        lines += [self._stamped(clock, lang), say("not_proven.scene", lang)]
        return lines if self.recomputed else [*lines, say("not_proven.recomputed", lang)]

    def _stamped(self, key: str, lang: str) -> str:
        """A sentence on times: that of the machine, that of the stamp, and whose it is."""
        judged = messages.moment(self.record.judged.astimezone(THAILAND), lang) if self.record else ""
        if self.stamp is None:
            return say(key, lang, judged=judged)
        moment = messages.moment(self.stamp.moment.astimezone(THAILAND), lang)
        return say(key, lang, judged=judged, moment=moment, authority=self.stamp.authority)


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope as it was read: the payload's hash, and the key and signature, if it is signed."""

    payload_sha256: str
    key: bytes | None
    signature: bytes


def check(data: bytes, keys: Sequence[PublicKey] = (), roots: Sequence[Any] = ()) -> Checked:
    """Checks the bytes of a bundle against the public keys that somebody vouches for. Never raises for any bytes.

    `roots`: certificates (`stamp.roots_of`) to which a time stamp must lead; without any, a stamp is not looked at.
    Raises EngineMissing for a signed bundle where `cryptography` is not installed, and for roots without their extra.
    """
    opened = unpack(data)
    flaws, record_bytes = list(opened.flaws), opened.entries.get(REPORT, b"")
    known = {flaw.part for flaw in flaws}
    envelope, record, recomputed = None, None, None
    if opened.entries or not flaws:  # a zip that holds nothing is readable
        flaws += (Flaw("part.missing", n) for n in (REPORT, ENVELOPE) if n not in opened.entries and n not in known)
        if ENVELOPE in opened.entries:
            envelope, found = read_envelope(opened.entries[ENVELOPE])
            flaws += found
        if REPORT in opened.entries:
            flaws += signature_flaws(envelope, record_bytes)
            try:
                record = read_record(record_bytes)
            except BadEvidence as error:
                flaws.append(Flaw("report.form", REPORT, error.detail))
    stamp, unstamped = _stamp(opened.entries, roots)
    flaws += [unstamped] if unstamped and unstamped.code not in STAMP_DOUBTS else []
    if record is not None:
        flaws += _parts(record, opened.entries, known)
        recomputed = None if flaws else follows(record)
        if recomputed is False:
            flaws.append(Flaw("report.does_not_follow", REPORT))
    signer, doubts = signer_of(envelope, keys)
    doubts += (unstamped.code,) if unstamped and unstamped.code in STAMP_DOUBTS else ()
    state = State.CHANGED if flaws else State.UNPROVEN if doubts else State.WHOLE
    stamp = None if flaws else stamp
    return Checked(state, tuple(flaws), doubts, record, record_bytes, opened.entries, signer, recomputed, stamp)


def _stamp(entries: Mapping[str, bytes], roots: Sequence[Any]) -> tuple[Stamp | None, Flaw | None]:
    """The time stamp that was checked, or what is wrong with it; neither where nothing can be said."""
    if STAMP not in entries or ENVELOPE not in entries:
        return None, Flaw("stamp.none", STAMP) if roots and ENVELOPE in entries else None
    if len(entries[STAMP]) > MAX_STAMP_BYTES:
        return None, Flaw("stamp.form", STAMP, f"{len(entries[STAMP])} bytes, at most {MAX_STAMP_BYTES}")
    found = check_stamp(entries[STAMP], entries[ENVELOPE], roots) if roots else None
    return (None, found) if isinstance(found, Flaw) else (found, None)


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
        return None, [Flaw("envelope.form", ENVELOPE, f"{type(error).__name__}: {error}")]


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


def _parts(record: Record, entries: Mapping[str, bytes], known: set[str]) -> Iterator[Flaw]:
    """Files that are missing, changed or too many. `known`: parts whose flaw was told already."""
    named = {part.path: part for part in record.files}
    for path, part in named.items():
        if path in known:
            continue
        if path not in entries:
            yield Flaw("part.missing", path)
        elif len(entries[path]) != part.size or hashlib.sha256(entries[path]).hexdigest() != part.sha256:
            yield Flaw("part.changed", path, f"sha256 {hashlib.sha256(entries[path]).hexdigest()}")
    for path in entries:
        if path not in named and path not in (REPORT, ENVELOPE, STAMP):
            yield Flaw("part.extra", path)


def signer_of(envelope: Envelope | None, keys: Sequence[PublicKey]) -> tuple[PublicKey | None, tuple[str, ...]]:
    """Whose signature it says it is, and why that may prove nothing."""
    if envelope is None or envelope.key is None:
        return None, ("unsigned",)
    mine = [key for key in keys if key.raw == envelope.key]
    if not mine:
        return PublicKey(envelope.key), ("key.other",) if keys else ("key.not_given",)
    revoked = next((key for key in mine if key.revoked is not None), None)  # an older copy of its file does not know
    return revoked or mine[0], ("key.revoked",) if revoked else ()
