"""Addresses in manifests: which of them a worker may fetch, by the prefixes that the operator lists.

What looks like another address to us than to the server that is asked (dots, slashes written as `%2f`, users, `#`) is
none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from api.client_ip import Networks, networks
from verifier.batch.objects import STORES
from verifier.errors import BadSettings
from verifier.links.url import Url
from verifier.settings import Settings

PREFIXES, NETWORKS = "MOKCHECK_PHOTO_PREFIXES", "MOKCHECK_PHOTO_NETWORKS"
MAX_CHARACTERS = 1_000
_HIDDEN = re.compile(r"%(?:2e|2f|5c|00|25)|\\", re.IGNORECASE)
"""Dots, slashes and per cents in disguise: servers differ in what they take them for."""
_DOTTED = re.compile(r"(?:^|/)\.{0,2}(?:/|$)")


class Unfetched(Exception):
    """A photo is not fetched, for the reason of this code (`verifier.messages.stock`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Prefix:
    """Where photos may be fetched from. `root` is the address without its path, `path` ends in `/`."""

    root: str
    path: str

    @property
    def of_a_store(self) -> bool:
        """Whether it is that of an object store."""
        return self.root.partition(":")[0] in STORES

    @property
    def url(self) -> str:
        """The prefix as a URL."""
        return self.root + (quote(self.path) if self.of_a_store else self.path)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator lists: prefixes, and networks of private addresses that their hosts may lead to."""

    prefixes: Sequence[Prefix]
    private: Networks

    def place(self, text: str) -> tuple[Prefix, str]:
        """The prefix of an address and what is behind it, as it is asked for. Raises Unfetched."""
        try:
            root, path = _parts(text)
        except ValueError:
            raise Unfetched("source.address") from None
        fitting = [prefix for prefix in self.prefixes if prefix.root == root and path.startswith(prefix.path)]
        if not fitting:
            raise Unfetched("source.not_allowed")
        prefix = max(fitting, key=lambda prefix: len(prefix.path))
        return prefix, path.removeprefix(prefix.path)


def read_allowed(settings: Settings) -> Allowed:
    """What the settings allow; nothing without them. Raises BadSettings."""
    private = networks(settings.photo_networks, NETWORKS)
    found = []
    for text in filter(None, (part.strip() for part in (settings.photo_prefixes or "").split(","))):
        try:
            root, path = _parts(text.rstrip("/") + "/-")
        except ValueError:
            raise BadSettings(f"{PREFIXES}: {text} is no prefix of addresses", setting=PREFIXES) from None
        if "?" in path and not root.startswith(STORES):
            raise BadSettings(f"{PREFIXES}: {text} has a query", setting=PREFIXES)
        if root.startswith("http:") and not private:
            raise BadSettings(f"{PREFIXES}: http:// is for hosts in {NETWORKS} alone", setting=PREFIXES)
        found.append(Prefix(root, path[:-1]))
    return Allowed(found, private)


def _parts(text: str) -> tuple[str, str]:
    """Root and path of an address. Raises ValueError for what is none that could be fetched."""
    if len(text) > MAX_CHARACTERS or not text.isprintable():
        raise ValueError(text)
    scheme, _, rest = text.partition("://")
    if scheme in STORES:  # keys are taken as they stand
        bucket, _, key = rest.partition("/")
        if not re.fullmatch(r"[A-Za-z0-9._-]+", bucket) or _DOTTED.search(key):
            raise ValueError(text)
        return f"{scheme}://{bucket}", f"/{key}"
    url = Url(text)
    path = str(url.pathname) + str(url.search)
    if url.protocol not in ("https:", "http:") or url.username or url.password or url.hash or not url.hostname:
        raise ValueError(text)
    before = rest.partition("?")[0]
    if _HIDDEN.search(before) or _DOTTED.search(before.partition("/")[2]):
        raise ValueError(text)
    return f"{url.protocol}//{url.host}", path
