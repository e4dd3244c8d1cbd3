"""What was chosen with the detector's network: `verifier/weights/detector.toml`, held to the network by its hash."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any, TypeVar

T = TypeVar("T")


def network() -> str:
    """The SHA-256 of the network's file that all these values belong to."""
    return str(_file()["network"])


def table(name: str) -> dict[str, Any]:
    """A table of the file. Raises KeyError."""
    return dict(_file()[name])


def fitted(name: str, kind: type[T]) -> T:
    """A table of the file as a dataclass of its fields. Raises KeyError; TypeError when the fields are not the same."""
    return kind(**{key: tuple(v) if isinstance(v, list) else v for key, v in table(name).items()})


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((resources.files("verifier.weights") / "detector.toml").read_text("utf-8"))
