"""The grounds on which findings rest, in Thai: the rulebook holds them in English, as the rules' own documentation."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType


def ground(basis: str, lang: str) -> str:
    """The `basis` of a finding in `th` or `en`; one without Thai words, of a rule from elsewhere, as it is."""
    return grounds().get(basis, basis) if lang == "th" else basis


@cache
def grounds() -> Mapping[str, str]:
    """The Thai of each basis."""
    text = resources.files("verifier.messages").joinpath("grounds.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text)["th"])
