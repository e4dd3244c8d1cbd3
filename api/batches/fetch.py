"""One photo from an address that the operator allows, within bounds; never for the service itself, which fetches none.

No redirect, no proxy, no credentials but those of object stores in the environment; every address of a host's name is
checked, as `api.outward` says.
"""

from __future__ import annotations

import socket
import time
from importlib.metadata import version

import h11

from api.batches.addresses import Allowed, Prefix, Unfetched
from api.outward import addresses_of, connected, is_allowed, left, secured
from verifier.batch.objects import open_objects
from verifier.errors import FileMissing, MokCheckError
from verifier.links.url import Url

DEADLINE_S = 30.0
"""Longest time of one attempt, the name's resolving apart."""
MAX_HEAD_BYTES = 16_384
CHUNK_BYTES = 65_536
PORTS = {"https:": 443, "http:": 80}
OK, REDIRECTS, PASSING = 200, range(300, 400), {408, 425, 429, *range(500, 600)}
"""Statuses: what is taken, what is not followed, what may pass by itself."""


class Fetcher:
    """Fetches what is allowed, at most `max_bytes` of each. Raises BadRequest where an extra is missing."""

    def __init__(self, allowed: Allowed, max_bytes: int, *, deadline_s: float = DEADLINE_S) -> None:
        self.allowed, self.max_bytes, self._deadline_s = allowed, max_bytes, deadline_s
        self._stores = {prefix: open_objects(prefix.url)[0] for prefix in allowed.prefixes if prefix.of_a_store}

    def fetch(self, address: str) -> bytes:
        """The photo at an address. Raises Unfetched, and nothing else."""
        prefix, rest = self.allowed.place(address)
        data = self._from_store(prefix, rest) if prefix.of_a_store else self._from_host(Url(address))
        if len(data) > self.max_bytes:
            raise Unfetched("source.too_large")
        return data

    def _from_store(self, prefix: Prefix, name: str) -> bytes:
        try:
            return self._stores[prefix].read(name, self.max_bytes)
        except FileMissing:
            raise Unfetched("source.not_handed_out") from None
        except MokCheckError:
            raise Unfetched("source.unreachable") from None

    def _from_host(self, url: Url) -> bytes:
        end, plain = time.monotonic() + self._deadline_s, url.protocol == "http:"
        host, port = url.hostname.strip("[]"), int(url.port or PORTS[url.protocol])
        try:
            addresses = addresses_of(host, port)
            if not all(is_allowed(address, self.allowed.private, plain=plain) for address in addresses):
                raise Unfetched("source.private")
            with connected(addresses, port, end) as plug, plug if plain else secured(plug, host, end) as stream:
                return _exchange(stream, url, self.max_bytes, end)
        except (OSError, UnicodeError, h11.ProtocolError):
            raise Unfetched("source.unreachable") from None


def _exchange(stream: socket.socket, url: Url, max_bytes: int, end: float) -> bytes:
    """Request out, answer in; one byte more than may be is where it ends."""
    speech = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD_BYTES)
    headers = {
        "host": url.host,
        "user-agent": f"MokCheck/{version('mokcheck')}",
        "accept": "image/*",
        "accept-encoding": "identity",
        "connection": "close",
    }
    request = h11.Request(method="GET", target=url.pathname + url.search, headers=list(headers.items()))
    stream.settimeout(left(end))
    stream.sendall((speech.send(request) or b"") + (speech.send(h11.EndOfMessage()) or b""))
    data = bytearray()
    while True:
        event = speech.next_event()
        if event is h11.NEED_DATA:
            stream.settimeout(left(end))
            speech.receive_data(stream.recv(CHUNK_BYTES))
        elif isinstance(event, h11.Response):
            _refuse(event.status_code)
        elif isinstance(event, h11.Data):
            data += event.data
            if len(data) > max_bytes:
                return bytes(data)
        elif isinstance(event, h11.EndOfMessage):
            return bytes(data)
        elif not isinstance(event, h11.InformationalResponse):
            raise Unfetched("source.unreachable")


def _refuse(status: int) -> None:
    """Raises Unfetched for an answer that brings no photo."""
    if status in REDIRECTS:
        raise Unfetched("source.redirected")
    if status in PASSING:
        raise Unfetched("source.unreachable")
    if status != OK:
        raise Unfetched("source.not_handed_out")
