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
_OF_OPENSSL = re.compile(r'data: "(?:Verify error: )?([^"]+)"')
"""What OpenSSL says of a refusal, within all that the library tells of it."""


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
    try:
        if len(answer) > MAX_STAMP_BYTES:
            raise ValueError(f"{len(answer)} bytes, at most {MAX_STAMP_BYTES}")
        response = library.decode_timestamp_response(answer)
        if response.status != library.PKIStatus.GRANTED:
            raise ValueError(f"refused by the authority: status {response.status} {response.status_string}")
        info, leaf = response.tst_info, _leaf(response.signed_data)
        if response.as_bytes() != answer:
            raise ValueError("more bytes than the answer has")
        imprint, moment = info.message_imprint, info.gen_time
    except Exception as error:  # the parsers of both libraries raise what they will for bytes of no form
        return Flaw("stamp.form", STAMP, str(error))
    digest = hashlib.sha256(envelope).digest()
    if imprint.hash_algorithm.dotted_string != _SHA256 or imprint.message != digest:
        return Flaw("stamp.other", STAMP, f"it is over {imprint.message.hex()}")
    if nonce is not None and info.nonce != nonce:
        return Flaw("stamp.nonce", STAMP)
    try:
        library.VerifierBuilder(roots=list(roots)).build().verify(response, digest)
    except Exception as error:  # an algorithm that OpenSSL lacks, for instance
        told = (_OF_OPENSSL.findall(str(error)) or [str(error)])[-1]
        return Flaw(_reason(told, leaf, moment), STAMP, told)
    return Stamp(moment, leaf.subject.rfc4514_string())


def _leaf(signed: Any) -> Any:
    """The one certificate that the signature names. Raises ValueError where there is none, or more than one.

    Two of one issuer and number could be taken for each other: the chain of one, the purpose of the other.
    """
    from cryptography import x509  # noqa: PLC0415 - comes with the extra

    (signer,) = signed.signer_infos
    found = [x509.load_der_x509_certificate(der) for der in signed.certificates]
    (leaf,) = (one for one in found if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number))
    return leaf


def _reason(told: str, leaf: Any, moment: datetime) -> str:
    """The code of a refusal, told by the certificate's own days and by what the library (OpenSSL) says of the rest."""
    expired = not leaf.not_valid_before_utc <= moment <= leaf.not_valid_after_utc
    if expired or "expired" in told or "not yet valid" in told:
        return "stamp.expired"
    if "EKU" in told or "purpose" in told:
        return "stamp.purpose"
    if "issuer certificate" in told or "self-signed" in told or "self signed" in told:
        return "stamp.root"
    return "stamp.signature"


def _library() -> Any:
    try:
        import rfc3161_client  # noqa: PLC0415 - an extra, for time stamps alone
        import rfc3161_client.tsp  # noqa: PLC0415
    except ImportError as error:
        raise EngineMissing(
            "time stamps need the extra: pip install 'mokcheck[stamp]'", engine="rfc3161-client"
        ) from error
    return rfc3161_client
