"""One attempt: signed bytes to one address. The only module of the service that opens a connection by itself.

The name is resolved here and every address checked; the connection goes to a checked one, so that a name cannot lead
elsewhere between the two. No proxy, no redirect; of the answer the head alone is read, and all of it, the name's
resolving apart, within one deadline.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import h11

from api.webhooks.endpoints import PORTS, Endpoint
from verifier.links.url import Url

DEADLINE_S = 15.0
"""Longest time of one attempt."""
MAX_HEAD_BYTES = 16_384
MAX_ADDRESSES = 4
USER_AGENT = "MokCheck-webhooks/1"
EMBEDDED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""
TROUBLES: Sequence[tuple[type[Exception], str]] = (
    (socket.gaierror, "name not known"),
    (UnicodeError, "name not known"),
    (TimeoutError, "no answer in time"),
    (ssl.SSLError, "TLS refused"),
    (h11.ProtocolError, "no HTTP answer"),
    (OSError, "no connection"),
)
"""What is said of an attempt that ended with an error, the first that fits."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an attempt: the HTTP status, 0 without one; a word for people; seconds the endpoint asks for."""

    status: int
    said: str
    wait_s: float | None = None


def post(endpoint: Endpoint, event: str, body: bytes, *, deadline_s: float = DEADLINE_S) -> Answer:
    """Sends the body once; never raises for what the other side or the network does."""
    end = time.monotonic() + deadline_s
    url = Url(endpoint.url)
    try:
        host, port = url.hostname.strip("[]"), int(url.port or PORTS[url.protocol])
        addresses = addresses_of(host, port)
        if not all(may_be_told(one, endpoint) for one in addresses):
            return Answer(0, "address not allowed")
        with _connected(addresses, port, end) as plug:
            plug.settimeout(_left(end))
            tls = ssl.create_default_context().wrap_socket(plug, server_hostname=host) if _secure(url) else plug
            with tls:
                return _exchange(tls, url, headers_of(endpoint, event, body, time.time()), body, end)
    except (OSError, UnicodeError, h11.ProtocolError) as error:
        return Answer(0, next(words for kind, words in TROUBLES if isinstance(error, kind)))


def headers_of(endpoint: Endpoint, event: str, body: bytes, now: float) -> Mapping[str, str]:
    """Id, time and signatures of exactly these bytes, as Standard Webhooks has them."""
    stamp = str(int(now))
    signed = b".".join((event.encode(), stamp.encode(), body))
    digests = (hmac.new(secret, signed, hashlib.sha256).digest() for secret in endpoint.secrets)
    signature = " ".join("v1," + base64.b64encode(digest).decode() for digest in digests)
    return {"webhook-id": event, "webhook-timestamp": stamp, "webhook-signature": signature}


def addresses_of(host: str, port: int) -> Sequence[Address]:
    """All addresses of a name. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_, place in found))


def may_be_told(address: Address, endpoint: Endpoint) -> bool:
    """Whether an address is public, or in a network that the operator lists for this endpoint.

    Link-local addresses, where clouds keep the credentials of machines, and addresses of many are never allowed.
    """
    for meant in _meant(address):
        if meant.is_link_local or meant.is_multicast or meant.is_unspecified:
            return False
        listed = any(meant in network for network in endpoint.private)
        if not listed and (not meant.is_global or meant.is_reserved or endpoint.url.startswith("http:")):
            return False
    return True


def _meant(address: Address) -> Sequence[Address]:
    """The addresses that traffic to this one reaches: what is embedded in it counts alone."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    inner: list[Address] = [one for one in (address.ipv4_mapped, address.sixtofour) if one is not None]
    if address.teredo:
        inner += address.teredo
    if address in EMBEDDED:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return inner or (address,)


def _connected(addresses: Sequence[Address], port: int, end: float) -> socket.socket:
    last: OSError = ConnectionError()
    for address in addresses[:MAX_ADDRESSES]:
        try:
            return socket.create_connection((str(address), port), timeout=_left(end))
        except OSError as error:
            last = error
    raise last


def _exchange(plug: socket.socket, url: Url, headers: Mapping[str, str], body: bytes, end: float) -> Answer:
    """Request out, head of the answer in."""
    speech = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD_BYTES)
    told = {
        "host": url.host,
        "user-agent": USER_AGENT,
        "content-type": "application/json",
        "content-length": str(len(body)),
        "connection": "close",
        **headers,
    }
    request = h11.Request(method="POST", target=url.pathname + url.search, headers=list(told.items()))
    out = b"".join(speech.send(event) or b"" for event in (request, h11.Data(data=body), h11.EndOfMessage()))
    plug.settimeout(_left(end))
    plug.sendall(out)
    while True:
        event = speech.next_event()
        if event is h11.NEED_DATA:
            plug.settimeout(_left(end))
            speech.receive_data(plug.recv(4096))
        elif isinstance(event, h11.Response):
            return Answer(event.status_code, f"HTTP {event.status_code}", _wait_s(event))
        elif not isinstance(event, h11.InformationalResponse):
            return Answer(0, "no HTTP answer")


def _wait_s(answer: h11.Response) -> float | None:
    """Seconds of Retry-After; a date is left to our own schedule."""
    texts = [value.decode("latin-1") for name, value in answer.headers if name == b"retry-after"]
    return float(texts[0]) if len(texts) == 1 and texts[0].isascii() and texts[0].isdigit() else None


def _secure(url: Url) -> bool:
    return bool(url.protocol == "https:")


def _left(end: float, now: Callable[[], float] = time.monotonic) -> float:
    """Seconds until the deadline. Raises TimeoutError behind it."""
    left = end - now()
    if left <= 0:
        raise TimeoutError
    return left
