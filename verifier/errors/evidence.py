"""What can be wrong with evidence bundles and the keys that sign them."""

from __future__ import annotations

from verifier.errors.requests import BadRequest


class BadEvidence(BadRequest):
    """A file is no evidence bundle, or is not as it was made."""

    code, exit_code = "evidence.bad", 65


class NotKept(BadRequest):
    """The evidence store holds no bundle with this id."""

    code, exit_code = "evidence.not_kept", 65


class BadRoots(BadRequest):
    """A file holds no certificates in PEM to which a time stamp could lead."""

    code, exit_code = "evidence.bad_roots", 65


class NoStamp(BadRequest):
    """A time-stamping authority did not answer, or its answer does not pass the check."""

    code, exit_code = "evidence.no_stamp", 69


class BadSigningKey(BadRequest):
    """A file is no signing key of the kind that is needed, or must not be overwritten."""

    code, exit_code = "evidence.bad_key", 65


class PrivateKeyGiven(BadSigningKey):
    """A private key was given where a public one is asked for."""

    code = "evidence.private_key"
