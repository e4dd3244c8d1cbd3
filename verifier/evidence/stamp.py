"""Time stamps of a third party (RFC 3161): a token over the exact bytes of a bundle's envelope, kept as `stamp.tsr`.

The envelope holds the hash of the report and its signature, the report holds the hashes of the photos: a stamp over
the envelope is one over all of them. What is kept is the authority's answer as it came. It is believed only where its
certificate leads to roots that somebody pinned; certificates count as of the moment of the stamp. Whether one was
revoked is not asked, since a check opens no connection.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from verifier.errors import BadRoots, EngineMissing
from verifier.evidence.archive import STAMP, Flaw, pack

MAX_STAMP_BYTES = 100_000
"""Largest answer of an authority that is read, in bytes; one with its chain has 3,000 to 10,000."""
MAX_ROOTS_BYTES = 1_000_000
_SHA256 = "2.16.840.1.101.3.4.2.1"
"""OID of SHA-256 (RFC 5754, 2.2), the only hash that is asked for and taken."""
_FEWEST_RSA_BITS = 2048
"""Shortest RSA key that is taken, in bits (NIST SP 800-131A)."""
_HASHES = frozenset({_SHA256, "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"})
"""OIDs of SHA-256, SHA-384 and SHA-512: what an authority may sign with. Two texts can have the same SHA-1."""
_OF_OPENSSL = re.compile(r'data: "(Verify error: )?([^"]+)"')
"""What OpenSSL says of a refusal, within all that the library tells of it; the first group: that of certificates."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp that was checked. `moment`: UTC; `authority`: subject of its certificate, as RFC 4514 writes names."""

    moment: datetime
    authority: str


@dataclass(frozen=True, slots=True)
class Question:
    """What an authority is asked: the request in DER, and the random number that its answer must repeat."""

    data: bytes
    nonce: int


def roots_of(pem: bytes) -> Sequence[Any]:
    """The certificates of a PEM file, at least one. Raises BadRoots, EngineMissing."""
    _library()
    from cryptography import x509  # noqa: PLC0415 - comes with the extra

    if len(pem) > MAX_ROOTS_BYTES:
        raise BadRoots(f"more than {MAX_ROOTS_BYTES} bytes")
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise BadRoots(f"no certificates in PEM: {error}") from error


def question(envelope: bytes) -> Question:
    """A request for a stamp over these bytes, with a fresh random number. Raises EngineMissing."""
    library = _library()
    builder = library.TimestampRequestBuilder(data=envelope, hash_algorithm=library.HashAlgorithm.SHA256)
    request = builder.build()
    return Question(request.as_bytes(), request.nonce)


def with_stamp(entries: Mapping[str, bytes], answer: bytes) -> bytes:
    """The bundle of these entries with the stamp; without it, it is the same bytes as before."""
    return pack({**entries, STAMP: answer})


def check_stamp(answer: bytes, envelope: bytes, roots: Sequence[Any], nonce: int | None = None) -> Stamp | Flaw:
    """The stamp of an answer, or why it is none for this envelope and these roots; never raises for any bytes.

    `nonce`: what the answer must repeat, where it is that to a request of ours. Raises EngineMissing.
    """
    library = _library()
    from cryptography import x509  # noqa: PLC0415 - comes with the extra

    try:
        if len(answer) > MAX_STAMP_BYTES:
            raise ValueError(f"{len(answer)} bytes, at most {MAX_STAMP_BYTES}")
        response = library.decode_timestamp_response(answer)
        if response.status != library.PKIStatus.GRANTED:
            told = library.PKIStatus(response.status).name.lower()
            raise ValueError(f"the authority says {told}, not granted {' '.join(response.status_string)}".rstrip())
        info, signed = response.tst_info, response.signed_data
        certificates = [x509.load_der_x509_certificate(der) for der in signed.certificates]
        leaf = _leaf(signed, certificates)
        if response.as_bytes() != answer:
            raise ValueError("more bytes than the answer has")
        imprint, moment, weak = info.message_imprint, info.gen_time, _weak(signed, certificates)
    except Exception as error:  # the parsers of both libraries raise what they will for bytes of no form
        return Flaw("stamp.form", STAMP, str(error))
    if other := _of_another(imprint, envelope, None if nonce is None else info.nonce == nonce):
        return other
    try:
        library.VerifierBuilder(roots=list(roots)).build().verify(response, imprint.message)
    except Exception as error:  # an algorithm that OpenSSL lacks, for instance
        of_chain, told = (_OF_OPENSSL.findall(str(error)) or [("", str(error))])[-1]
        return Flaw(_reason(told, leaf, moment, bool(of_chain)), STAMP, told)
    return Flaw("stamp.algorithm", STAMP, weak) if weak else Stamp(moment, leaf.subject.rfc4514_string())


def _of_another(imprint: Any, envelope: bytes, answers: bool | None) -> Flaw | None:
    """Why a stamp is not one over this envelope. `answers`: whether it repeats the number of a request of ours."""
    kind, digest = imprint.hash_algorithm.dotted_string, hashlib.sha256(envelope).digest()
    if kind != _SHA256:
        return Flaw("stamp.algorithm", STAMP, f"it is over a hash of the kind {kind}")
    if imprint.message != digest:
        return Flaw("stamp.other", STAMP, f"it is over {imprint.message.hex()}")
    return Flaw("stamp.nonce", STAMP) if answers is False else None


def _leaf(signed: Any, certificates: Sequence[Any]) -> Any:
    """The one certificate that the signature names. Raises ValueError where there is none, or more than one.

    Two of one issuer and number could be taken for each other: the chain of one, the purpose of the other.
    """
    signers = list(signed.signer_infos)
    if len(signers) != 1:
        raise ValueError(f"it has {len(signers)} signatures instead of one")
    (signer,) = signers
    named = (signer.issuer, signer.serial_number)
    found = [one for one in certificates if (one.issuer, one.serial_number) == named]
    if len(found) != 1:
        raise ValueError(f"it holds {len(found)} certificates of its signer instead of one")
    return found[0]


def _weak(signed: Any, certificates: Sequence[Any]) -> str:
    """What of a stamp others could make as well; empty where nothing is. Signatures on roots themselves count not."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey  # noqa: PLC0415

    if others := {one.dotted_string for one in signed.digest_algorithms} - _HASHES:
        return f"it is signed over a hash of the kind {', '.join(sorted(others))}"
    for one in certificates:
        key, hashed = one.public_key(), one.signature_hash_algorithm
        if isinstance(key, RSAPublicKey) and key.key_size < _FEWEST_RSA_BITS:
            return f"{one.subject.rfc4514_string()}: an RSA key of {key.key_size} bits"
        if one.issuer != one.subject and hashed is not None and hashed.digest_size * 8 < 256:  # noqa: PLR2004 - bits
            return f"{one.subject.rfc4514_string()}: certified over {hashed.name.upper()}"
    return ""


def _reason(told: str, leaf: Any, moment: datetime, of_chain: bool) -> str:
    """The code of a refusal, told by the certificate's own days and by what the library (OpenSSL) says of the rest."""
    expired = not leaf.not_valid_before_utc <= moment <= leaf.not_valid_after_utc
    if expired or "expired" in told or "not yet valid" in told:
        return "stamp.expired"
    if "EKU" in told or "purpose" in told:
        return "stamp.purpose"
    if "issuer certificate" in told or "self-signed" in told or "self signed" in told:
        return "stamp.root"
    return "stamp.chain" if of_chain else "stamp.signature"


def _library() -> Any:
    try:
        import rfc3161_client  # noqa: PLC0415 - an extra, for time stamps alone
        import rfc3161_client.tsp  # noqa: PLC0415
    except ImportError as error:
        raise EngineMissing(
            "time stamps need the extra: pip install 'mokcheck[stamp]'", engine="rfc3161-client"
        ) from error
    return rfc3161_client
