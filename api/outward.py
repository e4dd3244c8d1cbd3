"""Connections to hosts that an operator named, for processes that are not the service itself.

Every address of a name is checked, and the connection goes to a checked one: a name cannot lead elsewhere between the
two.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
MAX_ADDRESSES = 4
EMBEDDED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""


def addresses_of(host: str, port: int) -> Sequence[Address]:
    """All addresses of a name. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_, place in found))


def is_allowed(address: Address, private: Sequence[Network], *, plain: bool) -> bool:
    """Whether an address is public and asked by TLS, or in a network that the operator lists.

    Link-local addresses, where clouds keep the credentials of machines, and addresses of many are never allowed.
    `plain`: whether it is to be asked without TLS.
    """
    for meant in _meant(address):
        if meant.is_link_local or meant.is_multicast or meant.is_unspecified:
            return False
        listed = any(meant in network for network in private)
        if not listed and (not meant.is_global or meant.is_reserved or plain):
            return False
    return True


def connected(addresses: Sequence[Address], port: int, end: float) -> socket.socket:
    """A connection to the first of these addresses that takes one. Raises OSError, TimeoutError."""
    last: OSError = ConnectionError()
    for address in addresses[:MAX_ADDRESSES]:
        try:
            return socket.create_connection((str(address), port), timeout=left(end))
        except OSError as error:
            last = error
    raise last


def secured(plug: socket.socket, host: str, end: float) -> ssl.SSLSocket:
    """The connection under TLS, with a certificate that is trusted and of this name. Raises OSError."""
    plug.settimeout(left(end))
    return ssl.create_default_context().wrap_socket(plug, server_hostname=host)


def left(end: float, now: Callable[[], float] = time.monotonic) -> float:
    """Seconds until the deadline. Raises TimeoutError behind it."""
    seconds = end - now()
    if seconds <= 0:
        raise TimeoutError
    return seconds


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
