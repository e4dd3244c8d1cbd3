"""Whom events are told: a TOML file that the operator keeps. Nobody else can name an address."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verifier.errors import BadSettings
from verifier.links.url import Url

SETTING = "MOKCHECK_WEBHOOKS_PATH"
PREFIX = "whsec_"
SECRET_BYTES = range(24, 65)
"""Lengths of a secret (Standard Webhooks)."""
MAX_SECRETS = 2
"""Lines of a file of secrets: the one in use, and another while both sides change over."""
KEYS = frozenset({"name", "url", "secret_path", "clients", "kinds", "private"})
PORTS = {"https:": 443, "http:": 80}
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One receiver. `clients`: ids of API keys whose events it hears of, all without; `kinds`: the same for kinds.

    `private`: networks of private addresses that its name may lead to; without them only public ones.
    """

    name: str
    url: str
    secrets: tuple[bytes, ...] = field(repr=False)
    clients: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    private: tuple[Network, ...] = ()

    def hears_of(self, client: str, kind: str) -> bool:
        """Whether an event is for this endpoint."""
        return (self.clients is None or client in self.clients) and (self.kinds is None or kind in self.kinds)


def read_endpoints(path: Path) -> Sequence[Endpoint]:
    """The endpoints in the file. Raises BadSettings, which quotes no secret."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _bad(f"{path} cannot be read as TOML: {type(error).__name__}") from None
    rows = data.get("endpoint", [])
    if set(data) - {"endpoint"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _bad(f"{path} holds nothing but [[endpoint]] tables")
    found = [_endpoint(row, path.parent) for row in rows]
    names = [endpoint.name for endpoint in found]
    if len(set(names)) != len(names):
        raise _bad("two endpoints have one name")
    return found


def _endpoint(row: Mapping[str, Any], folder: Path) -> Endpoint:
    name = row.get("name")
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise _bad("every endpoint has a name")
    if unknown := set(row) - KEYS:
        raise _bad(f"{name}: there is no {', '.join(sorted(unknown))}")
    private = tuple(_network(name, text) for text in _words(row, "private") or ())
    clients, kinds = (_words(row, key) for key in ("clients", "kinds"))
    return Endpoint(
        name=name,
        url=_url(name, row.get("url"), private=bool(private)),
        secrets=_secrets(name, row.get("secret_path"), folder),
        clients=None if clients is None else frozenset(clients),
        kinds=None if kinds is None else frozenset(kinds),
        private=private,
    )


def _url(name: str, text: object, *, private: bool) -> str:
    """The URL as browsers write it. Plain HTTP is for private networks alone."""
    try:
        url = Url(text if isinstance(text, str) else "")
    except ValueError:
        raise _bad(f"{name}: url is none") from None
    if url.protocol not in (PORTS if private else ("https:",)):
        raise _bad(f"{name}: url begins with https:// (http:// where private networks are listed)")
    if url.username or url.password or url.hash or not url.hostname:
        raise _bad(f"{name}: url holds no user, no password and no #")
    return str(url.href)


def _secrets(name: str, text: object, folder: Path) -> tuple[bytes, ...]:
    if not isinstance(text, str):
        raise _bad(f"{name}: secret_path names the file of its secret")
    try:
        lines = (folder / text).read_text("ascii").split()
        secrets = tuple(base64.b64decode(line.removeprefix(PREFIX), validate=True) for line in lines)
    except (OSError, ValueError, binascii.Error):
        raise _bad(f"{name}: the file of its secret cannot be read") from None
    whole = all(line.startswith(PREFIX) for line in lines) and all(len(one) in SECRET_BYTES for one in secrets)
    if not whole or not 0 < len(secrets) <= MAX_SECRETS:
        raise _bad(f"{name}: a secret is {PREFIX} and 24 to 64 bytes in base64, one a line, at most {MAX_SECRETS}")
    return secrets


def _network(name: str, text: str) -> Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        raise _bad(f"{name}: {text!r} in private is no network") from None


def _words(row: Mapping[str, Any], key: str) -> Sequence[str] | None:
    words = row.get(key)
    if words is not None and not (isinstance(words, list) and all(isinstance(word, str) for word in words)):
        raise _bad(f"{row.get('name')}: {key} is a list of texts")
    return words


def _bad(detail: str) -> BadSettings:
    return BadSettings(f"{SETTING}: {detail}", setting=SETTING)
