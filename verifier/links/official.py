"""The official links and their imitations as data: `data/official_links.toml`, loaded once, checked at the door."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
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
    """All facts about links. `domain` is the registered name; `name` its first label, which imitations borrow."""

    domain: str
    forms: tuple[Form, ...]
    name: str
    strong_labels: frozenset[str]
    companions: frozenset[str]
    neighbours: frozenset[str]
    confusables: Mapping[str, str]

    def owns(self, host: str) -> bool:
        """Whether `host` (lower-case ASCII) is the domain or lies under it."""
        return host == self.domain or host.endswith("." + self.domain)


@cache
def official_links() -> Links:
    """The facts that ship with the package."""
    data = tomllib.loads(files("verifier").joinpath("data/official_links.toml").read_text("utf-8"))
    look = data["lookalike"]
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
        neighbours=frozenset(look["neighbours"]),
        confusables=data["confusables"],
    )
