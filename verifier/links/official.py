"""The official links and their imitations as data: `data/official_links.toml`, loaded once, checked at the door."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Form:
    """One form of TISI's QR links: `https://host` + path + `?parameter=` + a value that fits `pattern` whole.

    `carries` says what the value is: `qr_id`, `licence` or `scope`.
    """

    host: str
    path: str
    parameter: str
    carries: str
    pattern: re.Pattern[str]
    source: str


@dataclass(frozen=True, slots=True)
class Links:
    """All facts about links. `domain` is the registered name; `name` its first label, which imitations borrow.

    `thai_names` are the names that Thai hosts borrow, under Latin top-level domains or `thai_domains`. `shorteners` are
    hosts that send a scanner on to an address of their customer's choice, `platforms` sites of everybody, `apps` and
    `scripts` schemes of links.
    """

    domain: str
    forms: tuple[Form, ...]
    name: str
    strong_labels: frozenset[str]
    companions: frozenset[str]
    thai_names: frozenset[str]
    thai_companions: frozenset[str]
    thai_domains: frozenset[str]
    neighbours: frozenset[str]
    confusables: Mapping[str, str]
    shorteners: frozenset[str]
    platforms: frozenset[str]
    apps: frozenset[str]
    scripts: frozenset[str]

    def owns(self, host: str) -> bool:
        """Whether `host` (lower-case ASCII) is the domain or lies under it."""
        return under(host, (self.domain,))


def under(host: str, domains: Collection[str]) -> bool:
    """Whether `host` (lower-case ASCII) is one of `domains` or lies under one."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))


@cache
def official_links() -> Links:
    """The facts that ship with the package."""
    data = tomllib.loads(files("verifier").joinpath("data/official_links.toml").read_text("utf-8"))
    look, foreign = data["lookalike"], data["foreign"]
    forms = tuple(
        Form(
            f["host"],
            f["path"],
            f["parameter"],
            f["carries"],
            re.compile(f["pattern"], re.ASCII),
            f["source"],
        )
        for f in data["form"]
    )
    return Links(
        domain=data["domain"],
        forms=forms,
        name=look["name"],
        strong_labels=frozenset(look["strong_labels"]),
        companions=frozenset(look["companions"]),
        thai_names=frozenset(look["thai_names"]),
        thai_companions=frozenset(look["thai_companions"]),
        thai_domains=frozenset(look["thai_domains"]),
        neighbours=frozenset(look["neighbours"]),
        confusables=data["confusables"],
        shorteners=frozenset((*foreign["shorteners"], *foreign["qr_services"])),
        platforms=frozenset(foreign["platforms"]),
        apps=frozenset(foreign["apps"]),
        scripts=frozenset(foreign["scripts"]),
    )
