"""Whose request it is when it shows no key: the address of the client, behind proxies that are trusted and no others.

`X-Forwarded-For` is written by anybody. It is read from the right, one hop at a time, and only as long as the hop that
wrote an entry is in `trusted_proxies`; the first address that is not is the client's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from verifier.errors import BadSettings

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]
MAX_HOPS = 20
IPV6_CLIENT_BITS = 64
"""One household or server gets at least a /64 and may use every address of it."""


def networks(text: str | None, setting: str) -> Networks:
    """The networks of a setting, joined by commas. Raises BadSettings."""
    try:
        return [ip_network(part.strip()) for part in (text or "").split(",") if part.strip()]
    except ValueError as error:
        raise BadSettings(str(error), setting=setting) from error


def inside(address: Address | None, allowed: Networks) -> bool:
    """Whether an address is in one of the networks."""
    return address is not None and any(address in network for network in allowed if network.version == address.version)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from: `client` is None when it is not an IP address (a Unix socket).

    `forwarded` tells that somebody who is not trusted claims to have passed it on.
    """

    client: Address | None
    forwarded: bool

    @property
    def counted_as(self) -> str:
        """What requests are counted under: an IPv4 address or the /64 of an IPv6 address."""
        if isinstance(self.client, IPv6Address):
            return str(ip_network((self.client, IPV6_CLIENT_BITS), strict=False))
        return str(self.client)


def origin(peer: str | None, headers: Mapping[str, str], trusted: Networks) -> Origin:
    """The origin of a request from its connection's other end and its headers."""
    address = _address(peer or "")
    hops = [part.strip() for part in headers.get("x-forwarded-for", "").split(",") if part.strip()][-MAX_HOPS:]
    while hops and inside(address, trusted):
        previous = _address(hops.pop())
        if previous is None:
            break
        address = previous
    believed = bool(trusted) and inside(_address(peer or ""), trusted)
    claims = any(name in headers for name in ("x-forwarded-for", "forwarded", "x-real-ip"))
    return Origin(address, claims and not believed)


def _address(text: str) -> Address | None:
    """An address, a mapped IPv4 address as IPv4; a port or brackets, which some proxies add, are left out."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
