"""One attempt: signed bytes to one address, which is checked as `api.outward` says.

No proxy, no redirect; of the answer the head alone is read, and all of it, the name's resolving apart, within one
deadline.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import h11

from api.outward import Address, addresses_of, connected, is_allowed, left, secured
from api.webhooks.endpoints import PORTS, Endpoint
from verifier.links.url import Url

DEADLINE_S = 15.0
"""Longest time of one attempt."""
MAX_HEAD_BYTES = 16_384
USER_AGENT = "MokCheck-webhooks/1"
TROUBLES: Sequence[tuple[type[Exception], str]] = (
    (socket.gaierror, "name not known"),
    (UnicodeError, "name not known"),
    (TimeoutError, "no answer in time"),
    (ssl.SSLError, "TLS refused"),
    (h11.ProtocolError, "no HTTP answer"),
    (OSError, "no connection"),
)
"""What is said of an attempt that ended with an error, the first that fits."""


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
        with connected(addresses, port, end) as plug:
            tls = secured(plug, host, end) if _secure(url) else plug
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


def may_be_told(address: Address, endpoint: Endpoint) -> bool:
    """Whether an address is public, or in a network that the operator lists for this endpoint."""
    return is_allowed(address, endpoint.private, plain=endpoint.url.startswith("http:"))


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
    plug.settimeout(left(end))
    plug.sendall(out)
    while True:
        event = speech.next_event()
        if event is h11.NEED_DATA:
            plug.settimeout(left(end))
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
