"""API keys, their scopes, and what each scope may do.

A key is `mok_<id>_<secret>`. The id finds the row; the secret is 32 random bytes, of which the store holds the SHA-256.
A slow hash (scrypt, argon2) protects secrets that people choose, by making each guess dear. These are not guessable at
any price (2^256), so a slow hash would add nothing but a way to keep the service busy. Digests are compared in constant
time, also when there is no such id.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from dataclasses import dataclass
from enum import StrEnum

from api.store import Key, Store
from verifier.errors import HttpBadKey
from verifier.settings import Settings

TOKEN = re.compile(r"mok_([0-9a-f]{12})_([\w-]{43})", re.ASCII)
NOBODY = Key("", "0" * 64, "consumer", "", 0.0, 0.0)


class Scope(StrEnum):
    """Who asks. `anonymous` shows no key and is known by address only."""

    ANONYMOUS = "anonymous"
    CONSUMER = "consumer"
    RETAILER = "retailer"
    INSPECTOR = "inspector"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a scope may do: a minute's `verifications` and `reads` (all other calls), and how much at once.

    `numbers` are those of one bulk look-up, `jobs` the jobs open at a time, `crops` whether reports may carry cut-outs
    of what was read, `batches` the batches of stock open at a time.
    """

    verifications: int
    numbers: int
    jobs: int
    crops: bool
    batches: int = 0

    @property
    def reads(self) -> int:
        """Calls a minute that look at no photo."""
        return 10 * self.verifications


def allowance(scope: Scope, settings: Settings) -> Allowance:
    """The allowance of a scope. Rates are settings; sizes follow from what each kind of user does."""
    return {
        Scope.ANONYMOUS: Allowance(settings.rate_anonymous, numbers=10, jobs=2, crops=False),
        Scope.CONSUMER: Allowance(settings.rate_consumer, numbers=20, jobs=4, crops=False),
        Scope.RETAILER: Allowance(settings.rate_retailer, numbers=1000, jobs=40, crops=False, batches=5),
        Scope.INSPECTOR: Allowance(settings.rate_inspector, numbers=1000, jobs=20, crops=True),
    }[scope]


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks: `name` is what requests are counted under, `key_id` empty without a key.

    `team`: what the operator says that keys have in common, whose batches they share; empty for a key of its own.
    """

    name: str
    scope: Scope
    allowance: Allowance
    key_id: str = ""
    team: str = ""

    @property
    def owner(self) -> str:
        """By whom batches are counted."""
        return f"team:{self.team}" if self.team else self.key_id


def make_key(scope: Scope, name: str, team: str = "") -> tuple[str, Key]:
    """A new key: the token, which is shown once and kept nowhere, and what is kept of it."""
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    return f"mok_{key_id}_{secret}", Key(key_id, digest(secret), scope.value, name, time.time(), team=team)


def digest(secret: str) -> str:
    """The SHA-256 of a secret in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def bearer(header: str) -> str:
    """The token of an `Authorization` header, empty when there is no header. Raises HttpBadKey."""
    if not header:
        return ""
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise HttpBadKey
    return token.strip()


def check_key(token: str, store: Store) -> Key:
    """The key that a token is. Blocking. Raises HttpBadKey, StoreProblem."""
    form = TOKEN.fullmatch(token)
    if form is None:
        raise HttpBadKey
    kept = store.key(form[1]) or NOBODY
    same = hmac.compare_digest(digest(form[2]), kept.digest)
    if not same or kept.revoked is not None:
        raise HttpBadKey
    return kept
