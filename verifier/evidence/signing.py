"""Ed25519 signatures over exact bytes, and the files that hold keys.

A signature is over the pre-authentication encoding of DSSE (https://github.com/secure-systems-lab/dsse): the type of
what is signed and its bytes, each with its length, so that a signature of one thing can never pass for another's.
A key id is the SHA-256 of the 32 bytes of the public key.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from verifier.errors import BadSigningKey, EngineMissing, FileMissing, PrivateKeyGiven
from verifier.evidence.canonical import decode, encode

KIND, SCHEMA = "mokcheck signing key", 1
MAX_KEY_BYTES = 20_000
HEX_KEY, HEX_SIGNATURE = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{128}")


_PUBLIC_PEM = b"-----BEGIN PUBLIC KEY-----"
_PRIME = 2**255 - 19
_ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_NOBODYS = frozenset({0, 1, _PRIME - 1, _ORDER_8_Y, _PRIME - _ORDER_8_Y})
"""The points of an order below 9, by their y: under such a "key" anybody can make signatures (RFC 8032, 5.1)."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key and what its file says of it. `created` and `revoked` are moments in ISO 8601 with their zone."""

    raw: bytes
    name: str = ""
    created: str = ""
    revoked: str | None = None
    reason: str = ""

    @property
    def id(self) -> str:
        """SHA-256 of the key, 64 hexadecimal digits."""
        return key_id(self.raw)

    @property
    def fingerprint(self) -> str:
        """The first half of the id in groups of four, to be compared by reading it aloud."""
        return " ".join(self.id[i : i + 4] for i in range(0, 32, 4))


def key_id(raw: bytes) -> str:
    """The id of a public key, of which `raw` is the 32 bytes."""
    return hashlib.sha256(raw).hexdigest()


def encoded(payload_type: str, payload: bytes) -> bytes:
    """DSSE's pre-authentication encoding."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


class SigningKey:
    """A private key in memory. `known`: its public half, with what the file of that says."""

    def __init__(self, private: Any, known: PublicKey | None = None) -> None:
        self._private = private
        self.public: bytes = private.public_key().public_bytes_raw()
        self.known = known if known and known.raw == self.public else PublicKey(self.public)

    def sign(self, payload_type: str, payload: bytes) -> bytes:
        """The signature, 64 bytes, over a payload and its type."""
        return bytes(self._private.sign(encoded(payload_type, payload)))


def signed_by(raw: bytes, signature: bytes, payload_type: str, payload: bytes) -> bool:
    """Whether this public key's owner made this signature over these bytes. Raises EngineMissing."""
    ed25519, invalid = _ed25519(), _invalid()
    if (int.from_bytes(raw, "little") & (1 << 255) - 1) % _PRIME in _NOBODYS:
        return False
    try:
        public = ed25519.Ed25519PublicKey.from_public_bytes(raw)
        public.verify(signature, encoded(payload_type, payload))
    except (invalid, ValueError):
        return False
    return True


def create_key(private_path: Path, public_path: Path, name: str, created: str, passphrase: str | None) -> PublicKey:
    """Makes a key: the private one in PEM (PKCS 8), readable by its owner alone, the public one in JSON beside it.

    Nothing is ever overwritten. Raises BadSigningKey, FileMissing, EngineMissing.
    """
    private = _ed25519().Ed25519PrivateKey.generate()
    forms = _serialization()
    locked = forms.BestAvailableEncryption(passphrase.encode()) if passphrase else forms.NoEncryption()
    pem = private.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, locked)
    public = PublicKey(private.public_key().public_bytes_raw(), name, created)
    for path in (private_path, public_path):
        if path.exists() or path.is_symlink():
            raise BadSigningKey(f"{path} is there already and stays as it is", path=str(path))
    _write_new(private_path, pem, 0o600)
    _write_new(public_path, encode(_as_data(public)) + b"\n", 0o644)
    return public


def load_private(path: Path, passphrase: str | None = None) -> SigningKey:
    """The private key in a file. What the public file beside it says (`public_beside`) goes with it.

    Raises PassphraseNeeded, BadSigningKey (also for a key that is revoked), FileMissing, EngineMissing.
    """
    data = _read(path)
    try:
        private = _serialization().load_pem_private_key(data, passphrase.encode() if passphrase else None)
    except TypeError as error:  # says which of the two it is: a passphrase is wanted, or one was given for nothing
        if passphrase is None:
            raise PassphraseNeeded(f"{path} is locked", path=str(path)) from error
        raise BadSigningKey(f"{path} has no passphrase", path=str(path)) from error
    except Exception as error:  # ValueError, UnsupportedAlgorithm, and what OpenSSL thinks of a wrong passphrase
        if data.startswith((b"{", _PUBLIC_PEM)):
            raise BadSigningKey(f"{path} is a public key; its private key signs", path=str(path)) from error
        raise BadSigningKey(f"{path}: no private key, or another passphrase", path=str(path)) from error
    if not isinstance(private, _ed25519().Ed25519PrivateKey):
        raise BadSigningKey(f"{path} is a key of another kind than Ed25519", path=str(path))
    beside = public_beside(path)
    known = load_public(beside) if beside.is_file() else None
    key = SigningKey(private, known)
    if known is not None and known.raw != key.public:
        raise BadSigningKey(f"{beside} is of another key than {path}: put the right one there", path=str(beside))
    if key.known.revoked is not None:
        raise BadSigningKey(f"{path} is revoked since {key.known.revoked}: it proves nothing", path=str(path))
    return key


def public_beside(path: Path) -> Path:
    """Where the public key of a private key file lies."""
    return path.with_name(f"{path.name}.pub.json")


class PassphraseNeeded(BadSigningKey):
    """The key file is locked, and no passphrase was given."""


def open_to_others(path: Path) -> bool:
    """Whether others than its owner may read this file, as far as the system tells."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)


def load_public(path: Path) -> PublicKey:
    """The public key in a file of ours or in PEM. Raises BadSigningKey, FileMissing, EngineMissing."""
    return public_of(_read(path), path)


def public_of(data: bytes, path: Path = Path("key")) -> PublicKey:
    """The same of a file's bytes; `path` is what it is called. Raises BadSigningKey, EngineMissing."""
    if re.match(rb"-----BEGIN ([A-Z]+ )?PRIVATE KEY-----", data):
        raise PrivateKeyGiven(f"{path} is a private key, keep it to yourself; its public key checks", path=str(path))
    if data.startswith(_PUBLIC_PEM):
        try:
            found = _serialization().load_pem_public_key(data)
        except Exception as error:
            raise BadSigningKey(f"{path} is no public key", path=str(path)) from error
        if isinstance(found, _ed25519().Ed25519PublicKey):
            return PublicKey(found.public_bytes_raw(), path.stem)
        raise BadSigningKey(f"{path} is a key of another kind than Ed25519", path=str(path))
    try:
        return _of_data(decode(data.rstrip(b"\n")))
    except (ValueError, KeyError, TypeError) as error:
        raise BadSigningKey(f"{path} is no public key: {error}", path=str(path)) from error


def revoke_key(path: Path, moment: str, reason: str) -> PublicKey:
    """Notes in a public key's file that it is revoked since `moment`; an earlier note stays. Raises as `load_public`.

    A file in PEM has no place for it: BadSigningKey.
    """
    known = load_public(path)
    if not known.created:
        raise BadSigningKey(f"{path} is not a public key file of `mokcheck keys signing create`", path=str(path))
    if known.revoked is not None:
        return known
    revoked = PublicKey(known.raw, known.name, known.created, moment, reason)
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(encode(_as_data(revoked)) + b"\n")
        new.replace(path)
    except OSError as error:
        raise FileMissing(f"{path}: {error.strerror}", path=str(path)) from error
    return revoked


def _as_data(key: PublicKey) -> dict[str, Any]:
    return {
        "kind": KIND,
        "schema": SCHEMA,
        "name": key.name,
        "key_id": key.id,
        "public_key": key.raw.hex(),
        "created": key.created,
        "revoked": key.revoked,
        "reason": key.reason,
    }


def _of_data(data: Mapping[str, Any]) -> PublicKey:
    if data.get("kind") != KIND or data.get("schema") != SCHEMA or not HEX_KEY.fullmatch(data["public_key"]):
        raise ValueError(f"not a {KIND} of version {SCHEMA}")
    revoked = data["revoked"]
    key = PublicKey(
        bytes.fromhex(data["public_key"]),
        str(data["name"]),
        str(data["created"]),
        None if revoked is None else str(revoked),
        str(data["reason"]),
    )
    if data["key_id"] != key.id:
        raise ValueError("its id is another key's")
    return key


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_KEY_BYTES + 1)
    except OSError as error:
        raise FileMissing(f"{path}: {error.strerror}", path=str(path)) from error
    if len(data) > MAX_KEY_BYTES:
        raise BadSigningKey(f"{path} is larger than any key", path=str(path))
    return data


def _write_new(path: Path, data: bytes, mode: int) -> None:
    """A file that was not there, with these rights from its first byte on."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        raise FileMissing(f"{path}: {error.strerror}", path=str(path)) from error


def _ed25519() -> ModuleType:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - an extra, for signatures alone
    except ImportError as error:
        raise EngineMissing(
            "signatures need the extra: pip install 'mokcheck[evidence]'", engine="cryptography"
        ) from error
    return ed25519


def _serialization() -> ModuleType:
    _ed25519()
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415

    return serialization


def _invalid() -> type[Exception]:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415

    return InvalidSignature
