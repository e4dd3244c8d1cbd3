"""Which program and which rules judged: a digest of all that judging needs, so that two answers can be told apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

JUDGING = ("data", "domain", "extract", "links", "names", "numbers", "rules")
"""Rooms of `verifier` that decide what follows from what was seen and what the list says."""
MODULES = (
    "days.py",
    "fitted.py",
    "thai.py",
    "image/quality.py",
    "messages/__init__.py",
    "messages/en.py",
    "messages/findings.toml",
    "messages/headlines.toml",
    "messages/th.py",
    "registry/catalogue.py",
    "registry/lookup.py",
    "report/form.py",
    "report/plain.py",
)
"""And of other rooms: among them the words that a report holds."""


@cache
def rules_version() -> str:
    """`sha256:` and the digest of the rules, of what they read numbers and names with, and of their data."""
    root, digest = resources.files("verifier"), hashlib.sha256()
    for name, file in sorted((*_files(root), *((name, root / name) for name in MODULES)), key=lambda entry: entry[0]):
        digest.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return f"sha256:{digest.hexdigest()}"


def program_version() -> str:
    """The version of the installed program."""
    try:
        return metadata.version("mokcheck")
    except metadata.PackageNotFoundError:
        return "0"


def _files(root: Traversable) -> Iterator[tuple[str, Traversable]]:
    for room in JUDGING:
        for file in (root / room).iterdir():
            if file.is_file() and file.name.endswith((".py", ".toml", ".csv")):
                yield f"{room}/{file.name}", file
