"""What a link to a site that is not TISI's does with TISI's name: imitates a page, carries its address, hides its aim.

The line between `lookalike`, which is a conflict, and a mere mention, which is an open question: a look-alike carries
what only a licence page has, as if it were one. A maker's page about a standard, a site of everybody that passes links
on, a word in a path are no accusation (docs/explanation/codes.md tells each case).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from verifier.domain import Target, TargetKind
from verifier.links.hints import find_hints
from verifier.links.lookalike import imitation, mentions_domain
from verifier.links.official import Form, Links, under
from verifier.links.unwrap import unwrap
from verifier.links.url import Url


def on_foreign_host(url: Url, texts: Sequence[str], links: Links) -> Target:
    """Judges a web link to a host that is not TISI's; `texts` are those inside the payload that holds it.

    LOOKALIKE: `userinfo`, `official_path`, `official_inside`, `carries_licence`, or a reason of `imitation`.
    OTHER: `mentions_official`, `shortener` or `link`.
    """
    if reason := next(_pretences(url, texts, links), None):
        return Target(TargetKind.LOOKALIKE, reason=reason)
    if any(mentions_domain(text, links) for text in texts):
        return Target(TargetKind.OTHER, reason="mentions_official")
    return Target(TargetKind.OTHER, reason="shortener" if under(_host(url), links.shorteners) else "link")


def _pretences(url: Url, texts: Sequence[str], links: Links) -> Iterator[str]:
    """The reasons why this link is a look-alike, the plainest first."""
    if mentions_domain(url.username + url.password, links):
        yield "userinfo"
    if reason := imitation(_host(url), links):
        yield reason
    if any(_imitates_path(url, form) for form in links.forms):
        yield "official_path"
    if under(_host(url), links.platforms):
        return
    if holds_address(texts, links):
        yield "official_inside"
    if any(_carries_licence(url, form) for form in links.forms):
        yield "carries_licence"


def _host(url: Url) -> str:
    return url.hostname.rstrip(".")


def holds_address(texts: Sequence[str], links: Links) -> bool:
    """Whether an address of TISI's stands in one of the texts: a host of its pages, or its domain behind `//`."""
    return any(_address(links).search(text) for text in texts)


@cache
def _pattern(domain: str, hosts: tuple[str, ...]) -> re.Pattern[str]:
    subdomains = "|".join(re.escape(host.removesuffix(domain)) for host in hosts)
    return re.compile(
        rf"(?:(?<![a-z0-9-])(?:{subdomains})|//(?:[^\s/?#]*[.@])?){re.escape(domain)}(?![a-z0-9-]|\.[a-z])",
        re.IGNORECASE,
    )


def _address(links: Links) -> re.Pattern[str]:
    return _pattern(links.domain, tuple(form.host for form in links.forms))


def _imitates_path(url: Url, form: Form) -> bool:
    """Whether a foreign link ends like an official one, its parameter filled in as if by TISI."""
    path, wanted = (re.sub("/+", "/", f"/{part.lower()}/") for part in (url.pathname, form.path))
    if not path.endswith(wanted):
        return False
    if form.carries == "licence":
        return _carries_licence(url, form)
    return any(value.isascii() and value.isdigit() for value in _values(url, form))


def _carries_licence(url: Url, form: Form) -> bool:
    """Whether TISI's parameter for a licence's number carries one here (`/verify?n=ท7014-4/2879`)."""
    return form.carries == "licence" and any(
        found.licences or found.unparsed
        for value in _values(url, form)
        for found in [find_hints(unwrap(value).texts)[0]]
    )


def _values(url: Url, form: Form) -> list[str]:
    """What the link gives for the form's parameter, whose name may be in either case."""
    pairs = (pair.partition("=") for pair in url.search.removeprefix("?").split("&"))
    return [value for key, _, value in pairs if key.lower() == form.parameter]
