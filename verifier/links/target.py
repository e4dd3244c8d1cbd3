"""What a code's payload points at, judged from its letters alone. Nothing is ever opened.

A phone decides by the rules of the WHATWG URL standard where a link leads, so the same parser decides here
(`ada_url`). OFFICIAL is a narrow gate: the parsed host is in the data *and* the payload is letter for letter one of the
known forms; whatever lenient parsers would forgive (tabs, backslashes, full-width letters, a missing scheme) is not.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

import ada_url

from verifier.domain import Target, TargetKind
from verifier.links.lookalike import imitation, mentions_domain
from verifier.links.official import Form, Links, official_links
from verifier.numbers import LicenceNumber, parse_licence

_TRIMMED = " \t\r\n"
"""What scanners cut off both ends of a payload."""
_WEB = re.compile(r"https?:", re.IGNORECASE | re.ASCII)
_BARE_HOST = re.compile(r"[^\s/:?#@\\]+(\.|。|．)[^\s/:?#@\\.]{2,63}\.?(:[0-9]{1,5})?([/?#\\]\S*)?")
_BARE_USER = re.compile(r"[^\s/?#@\\]+@[^\s/?#@\\]+\.[^\s/?#@\\.]{2,63}[/?#\\]\S*")
_LINK_IN_TEXT = re.compile(r"https?://[^\s<>\"';]+", re.IGNORECASE | re.ASCII)
_MOST_LINKS = 8
LONGEST_HOST = 253
"""Names longer than this do not exist in the DNS (RFC 1035, 2.3.4)."""


def judge_target(payload: str) -> Target:
    """Judges any text that a code can hold; never raises.

    OFFICIAL: one of TISI's own link forms; `qr_id` or `licence` is set, or neither with reason `scope`.
    OFFICIAL_OTHER: TISI's host, but not such a link: `unknown_form`, `no_scheme`, `broken_link`, `link_in_text`,
    `userinfo`. LOOKALIKE: leads elsewhere and pretends not to: `userinfo`, `backslash`, `odd_port`,
    `official_path`, or a reason of `lookalike.imitation`. OTHER: `link`, `mentions_official` or `not_a_link`.
    """
    links = official_links()
    text = payload.strip(_TRIMMED)
    if _WEB.match(text):
        return _judge_link(text, text, links)
    if _BARE_HOST.fullmatch(text) or _BARE_USER.fullmatch(text):
        return _judge_link("http://" + text, text, links)
    return _judge_text(text, links)


def host_of(payload: str) -> str:
    """The site that a phone would go to, in lower-case ASCII (punycode); empty for what is no link. Never raises."""
    text = payload.strip(_TRIMMED)
    if not _WEB.match(text):
        text = "http://" + text if _BARE_HOST.fullmatch(text) or _BARE_USER.fullmatch(text) else ""
    try:
        return str(ada_url.URL(text).hostname)
    except (ValueError, UnicodeError):
        return ""


def _judge_text(text: str, links: Links) -> Target:
    """A text that is no link itself; phones offer the links inside it."""
    found = _LINK_IN_TEXT.findall(text.replace("\\:", ":"))[:_MOST_LINKS]
    targets = [_judge_link(link, link, links) for link in found]
    for target in targets:
        if target.kind is TargetKind.LOOKALIKE:
            return target
    if any(target.kind in (TargetKind.OFFICIAL, TargetKind.OFFICIAL_OTHER) for target in targets):
        return Target(TargetKind.OFFICIAL_OTHER, reason="link_in_text")
    return Target(TargetKind.OTHER, reason="not_a_link")


def _judge_link(link: str, printed: str, links: Links) -> Target:
    """`link` has a scheme; `printed` is what the code really holds."""
    try:
        url = ada_url.URL(link)
    except (ValueError, UnicodeError):
        return _broken(printed, links)
    host = url.hostname
    if host in ("", "http", "https") or len(host) > LONGEST_HOST:
        return _broken(printed, links)
    if "\\" in re.split(r"[?#]", printed, maxsplit=1)[0] and mentions_domain(printed, links):
        return Target(TargetKind.LOOKALIKE, reason="backslash")
    if links.owns(host.rstrip(".")):
        return _on_official_host(url, printed, links)
    return _on_foreign_host(url, links)


def _broken(printed: str, links: Links) -> Target:
    if mentions_domain(printed, links):
        return Target(TargetKind.OFFICIAL_OTHER, reason="broken_link")
    return Target(TargetKind.OTHER, reason="not_a_link")


def _on_official_host(url: ada_url.URL, printed: str, links: Links) -> Target:
    if any(label.startswith("xn--") for label in url.hostname.split(".")):
        return Target(TargetKind.LOOKALIKE, reason="homograph")
    if url.port:
        return Target(TargetKind.LOOKALIKE, reason="odd_port")
    if url.username or url.password:
        return Target(TargetKind.OFFICIAL_OTHER, reason="userinfo")
    if not _WEB.match(printed):
        return Target(TargetKind.OFFICIAL_OTHER, reason="no_scheme")
    carried = (_carried(url, printed, form) for form in links.forms)
    return next(filter(None, carried), Target(TargetKind.OFFICIAL_OTHER, reason="unknown_form"))


def _carried(url: ada_url.URL, printed: str, form: Form) -> Target | None:
    """What a link of this form says; None when it is not of this form or says nothing that can be read."""
    value = _value(url, printed, form)
    if value is None:
        return None
    if form.carries == "qr_id":
        return Target(TargetKind.OFFICIAL, qr_id=value)
    if form.carries == "scope":
        return Target(TargetKind.OFFICIAL, reason="scope")
    licence = _licence(value)
    return None if licence is None else Target(TargetKind.OFFICIAL, licence=licence)


def _value(url: ada_url.URL, printed: str, form: Form) -> str | None:
    """The parameter's value when the payload is exactly of this form; only scheme and host may vary in case."""
    scheme, _, rest = printed.partition("://")
    authority, _, tail = rest.partition("/")
    start = f"{form.path}?{form.parameter}="
    exact = (
        url.hostname == form.host
        and url.pathname == form.path
        and scheme.isascii()
        and scheme.lower() in ("http", "https")
        and authority.isascii()
        and authority.lower() == form.host
        and f"/{tail}".startswith(start)
    )
    value = f"/{tail}"[len(start) :]
    return value if exact and form.pattern.fullmatch(value) else None


def _licence(value: str) -> LicenceNumber | None:
    """The licence number in a link: raw or percent-encoded UTF-8, in normal form but for spaces; else None."""
    try:
        text = unquote(value, encoding="utf-8", errors="strict").replace(" ", "")
    except UnicodeError:
        return None
    licence = parse_licence(text)
    return licence if licence is not None and str(licence) == text else None


def _on_foreign_host(url: ada_url.URL, links: Links) -> Target:
    if mentions_domain(url.username + url.password, links):
        return Target(TargetKind.LOOKALIKE, reason="userinfo")
    if reason := imitation(url.hostname, links):
        return Target(TargetKind.LOOKALIKE, reason=reason)
    if any(_imitates_path(url, form) for form in links.forms):
        return Target(TargetKind.LOOKALIKE, reason="official_path")
    mentioned = mentions_domain(url.pathname + url.search + url.hash, links)
    return Target(TargetKind.OTHER, reason="mentions_official" if mentioned else "link")


def _imitates_path(url: ada_url.URL, form: Form) -> bool:
    """Whether a foreign link ends like an official one, its parameter filled in as if by TISI."""
    if not url.pathname.lower().endswith(form.path.lower()):
        return False
    for pair in url.search.removeprefix("?").split("&"):
        key, _, value = pair.partition("=")
        if key.lower() == form.parameter:
            if form.carries == "licence":
                return _licence(value) is not None
            return value.isascii() and value.isdigit()
    return False
