"""Numbers that were fitted to one of our networks: files in `verifier/data` that name its weights by their SHA-256.

A file whose `reader` or `detector` is not the SHA-256 of the net that ships was fitted to another one, and a test fails
until it is fitted anew.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any


@cache
def fitted(name: str) -> Mapping[str, Any]:
    """What `verifier/data/{name}.toml` holds, read once."""
    file = resources.files("verifier").joinpath("data", f"{name}.toml")
    return MappingProxyType(tomllib.loads(file.read_text("utf-8")))
