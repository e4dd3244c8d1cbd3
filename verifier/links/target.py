"""What a code's payload points at, judged from its letters alone. Nothing is ever opened.

A phone decides by the rules of the WHATWG URL standard where a link leads, so the same parser decides here
(`links.url`). OFFICIAL is a narrow gate: the parsed host is in the data *and* the payload is letter for letter a known
form; whatever lenient parsers would forgive (tabs, backslashes, full-width letters, a missing scheme) is not.
Any other payload supports nothing, and what it names anywhere, however wrapped, is kept to be held against a label
(`Target.hints`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from urllib.parse import unquote

from verifier.domain import Hints, Target, TargetKind
from verifier.links.foreign import holds_address, on_foreign_host
from verifier.links.hints import find_hints
from verifier.links.lookalike import mentions_domain
from verifier.links.official import Form, Links, official_links
from verifier.links.unwrap import unwrap
from verifier.links.url import Url
from verifier.names.distance import transposed_distance
from verifier.numbers import LicenceNumber, parse_licence

_TRIMMED = " \t\r\n"
"""What scanners cut off both ends of a payload."""
_WEB = re.compile(r"https?:", re.IGNORECASE | re.ASCII)
_BARE_HOST = re.compile(r"[^\s/:?#@\\]+(\.|。|．)[^\s/:?#@\\.]{2,63}\.?(:[0-9]{1,5})?([/?#\\]\S*)?")
_BARE_USER = re.compile(r"[^\s/?#@\\]+@[^\s/?#@\\]+\.[^\s/?#@\\.]{2,63}[/?#\\]\S*")
_LINK_IN_TEXT = re.compile(r"https?://(?:(?!,https?://)[^\s<>\"';])+", re.IGNORECASE | re.ASCII)
_HOST_IN_TEXT = re.compile(
    r"(?<![^\s(,:;])(?:[^\s/:;,?#@\\<>\"'().]+\.)+"
    r"(?:(?:com|net|org|info|online|site|th|ไทย)(?![^\s/?#:.,;)])|[a-z]{2,24}(?=/))(?:[/?#][^\s<>\"';]*)?",
    re.IGNORECASE,
)
"""An address without scheme among words: one with a path, or under a name that people know as one."""
_MOST_LINKS = 32
_TELLING = ("mentions_official", "shortener", "crowded")
"""Reasons of links that a text hands on, the most telling first."""
_SCHEME = re.compile(r"(?P<name>[a-z][a-z0-9+.-]{1,31}):(?P<slashes>//)?", re.IGNORECASE | re.ASCII)
_MISSPELT = 2
"""A scheme with at most so many letters more, less or other than `http` or `https` is a slip or a lost letter."""
LONGEST_HOST = 253
"""Names longer than this do not exist in the DNS (RFC 1035, 2.3.4)."""


def judge_target(payload: str) -> Target:
    """Judges any text that a code can hold; never raises.

    OFFICIAL: one of TISI's own link forms; `qr_id` or `licence` is set, or neither with reason `scope`.
    OFFICIAL_OTHER: TISI's host, but not such a link: `decorated` (a browser arrives at the very page all the same, and
    `hints` hold nothing but what it shows), `unknown_form`, `no_scheme`, `broken_link`, `link_in_text`, `userinfo`.
    LOOKALIKE: leads elsewhere and pretends not to: `backslash`, `odd_port`, `app_scheme`, `homograph`, or a reason of
    `foreign.on_foreign_host`. OTHER: `link`, `not_a_link`, `mentions_official`; and what hides where it leads:
    `shortener`, `script`, `crowded` (more wrapped up in it than is looked through).
    """
    links = official_links()
    text = payload.strip(_TRIMMED)
    inside = unwrap(text)
    target = _judge(text, inside.texts, links)
    if target.kind is TargetKind.OFFICIAL or target.reason == "decorated":
        return target
    hints, all_found = find_hints(inside.texts)
    if target.kind is TargetKind.OTHER and not (inside.whole and all_found):
        return Target(TargetKind.OTHER, reason="crowded", hints=hints)
    return replace(target, hints=hints)


def host_of(payload: str) -> str:
    """The site that a phone would go to, in lower-case ASCII (punycode); empty for what is no link. Never raises."""
    text = payload.strip(_TRIMMED)
    if not _WEB.match(text):
        text = "http://" + text if _BARE_HOST.fullmatch(text) or _BARE_USER.fullmatch(text) else ""
    try:
        return str(Url(text).hostname)
    except ValueError:
        return ""


def _judge(text: str, inside: Sequence[str], links: Links) -> Target:
    several = len(_LINK_IN_TEXT.findall(text)) > 1
    if _WEB.match(text) and not several:
        return _judge_link(text, text, inside, links)
    if _BARE_HOST.fullmatch(text) or _BARE_USER.fullmatch(text):
        return _judge_link("http://" + text, text, inside, links)
    return _judge_text(text, inside, links)


def _judge_text(text: str, inside: Sequence[str], links: Links) -> Target:
    """A text that is no web link itself; phones offer the links inside it, or hand it to an app."""
    mentioned = any(mentions_domain(way, links) for way in inside)
    name, to_app = _app(text, links)
    if to_app and mentioned:
        return Target(TargetKind.LOOKALIKE, reason="app_scheme")
    if name in links.scripts:
        return Target(TargetKind.OTHER, reason="script")
    targets = list(_links_inside(inside, links))
    kinds = {target.kind for target in targets}
    if TargetKind.LOOKALIKE in kinds:
        return next(target for target in targets if target.kind is TargetKind.LOOKALIKE)
    if kinds & {TargetKind.OFFICIAL, TargetKind.OFFICIAL_OTHER} or holds_address(inside, links):
        return Target(TargetKind.OFFICIAL_OTHER, reason="link_in_text")
    reasons = {target.reason for target in targets} | ({"mentions_official"} if mentioned else set())
    return Target(TargetKind.OTHER, reason=next((r for r in _TELLING if r in reasons), "not_a_link"))


def _app(text: str, links: Links) -> tuple[str, bool]:
    """The name before the first colon, and whether a phone hands what follows to an app or runs it."""
    scheme = _SCHEME.match(text)
    name = scheme["name"].lower() if scheme else ""
    slip = any(transposed_distance(name, web) <= _MISSPELT for web in ("http", "https"))
    return name, name in links.apps | links.scripts or bool(scheme and scheme["slashes"] and not slip)


def _links_inside(inside: Sequence[str], links: Links) -> Iterator[Target]:
    """Each link of a text, judged by itself; one of reason `crowded` for those that are too many."""
    found = {link: link for way in inside for link in _LINK_IN_TEXT.findall(way)}
    found |= {host: f"http://{host}" for way in inside for host in _HOST_IN_TEXT.findall(way)}
    for printed, link in islice(found.items(), _MOST_LINKS):
        yield _judge_link(link, printed, unwrap(printed).texts, links)
    if len(found) > _MOST_LINKS:
        yield Target(TargetKind.OTHER, reason="crowded")


def _judge_link(link: str, printed: str, inside: Sequence[str], links: Links) -> Target:
    """`link` has a scheme; `printed` is what the code really holds, `inside` the texts inside it."""
    try:
        url = Url(link)
    except ValueError:
        return _broken(inside, links)
    host = url.hostname
    if host in ("", "http", "https") or len(host) > LONGEST_HOST:
        return _broken(inside, links)
    if "\\" in re.split(r"[?#]", printed, maxsplit=1)[0] and mentions_domain(printed, links):
        return Target(TargetKind.LOOKALIKE, reason="backslash")
    if links.owns(host.rstrip(".")):
        return _on_official_host(url, printed, links)
    return on_foreign_host(url, inside, links)


def _broken(inside: Sequence[str], links: Links) -> Target:
    if any(mentions_domain(way, links) for way in inside):
        return Target(TargetKind.OFFICIAL_OTHER, reason="broken_link")
    return Target(TargetKind.OTHER, reason="not_a_link")


def _on_official_host(url: Url, printed: str, links: Links) -> Target:
    if any(label.startswith("xn--") for label in url.hostname.split(".")):
        return Target(TargetKind.LOOKALIKE, reason="homograph")
    if url.port:
        return Target(TargetKind.LOOKALIKE, reason="odd_port")
    if url.username or url.password:
        return Target(TargetKind.OFFICIAL_OTHER, reason="userinfo")
    if not _WEB.match(printed):
        return Target(TargetKind.OFFICIAL_OTHER, reason="no_scheme")
    exact = (_carried(_value(url, printed, form), form) for form in links.forms)
    return next(filter(None, exact), None) or _almost_official(url, links)


def _almost_official(url: Url, links: Links) -> Target:
    """A link to TISI's host in no form of TISI's; a browser may arrive at a licence's page all the same."""
    arrivals = (_carried(_arrival(url, form), form) for form in links.forms)
    shown = next(filter(None, arrivals), None)
    if shown is None:
        return Target(TargetKind.OFFICIAL_OTHER, reason="unknown_form")
    hints = Hints((shown.licence,) if shown.licence else (), (shown.qr_id,) if shown.qr_id else ())
    return Target(TargetKind.OFFICIAL_OTHER, reason="decorated", hints=hints)


def _carried(value: str | None, form: Form) -> Target | None:
    """What a link of this form says with this value; None when it says nothing that can be read."""
    if value is None:
        return None
    if form.carries == "qr_id":
        return Target(TargetKind.OFFICIAL, qr_id=value)
    if form.carries == "scope":
        return Target(TargetKind.OFFICIAL, reason="scope")
    licence = _licence(value)
    return None if licence is None else Target(TargetKind.OFFICIAL, licence=licence)


def _value(url: Url, printed: str, form: Form) -> str | None:
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


def _arrival(url: Url, form: Form) -> str | None:
    """The value that a browser brings to the form's page, whatever else the link holds; None when not exactly one."""
    if (url.hostname.rstrip("."), url.pathname) != (form.host, form.path):
        return None
    pairs = [pair.partition("=") for pair in url.search.removeprefix("?").split("&")]
    values = [value for key, _, value in pairs if unquote(key).partition("[")[0] == form.parameter]
    if len(values) != 1:
        return None
    value = values[0] if form.carries == "licence" else unquote(values[0])  # `_licence` takes one layer off itself
    return value if form.pattern.fullmatch(value) else None


def _licence(value: str) -> LicenceNumber | None:
    """The licence number in a link: raw or percent-encoded UTF-8, in normal form but for spaces; else None."""
    try:
        text = unquote(value, encoding="utf-8", errors="strict").replace(" ", "")
    except UnicodeError:
        return None
    licence = parse_licence(text)
    return licence if licence is not None and str(licence) == text else None
