"""Fonts for training, fetched once: npm packages checked by hash, their font files laid into a folder."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(".cache/fonts")
TABLE = Path(__file__).with_name("font_packages.toml")
WEIGHTS = ("200", "300", "400", "500", "600", "700", "800")


class FetchFailed(OSError):
    """npm is not installed or did not deliver the package that is expected."""


@dataclass(frozen=True, slots=True)
class Package:
    """One family: `script` is thai (Thai and Latin) or latin; `test` families are never trained on.

    `weights`: which of its weights are taken.
    """

    name: str
    version: str
    sha256: str
    script: str = "thai"
    test: bool = False
    weights: Sequence[str] = WEIGHTS


def packages() -> list[Package]:
    """The table of packages."""
    return [Package(**row) for row in tomllib.loads(TABLE.read_text("utf-8"))["package"]]


def system_test_families() -> frozenset[str]:
    """Families of the system's fonts that are kept for testing."""
    return frozenset(tomllib.loads(TABLE.read_text("utf-8"))["system_test"])


def fetch(package: Package, out: Path = FOLDER) -> Path:
    """The folder `out/NAME` with the family's font files, fetched when absent. Raises FetchFailed."""
    folder = out / package.name
    if (folder / ".complete").exists():
        return folder
    with tempfile.TemporaryDirectory() as scratch:
        what = f"@expo-google-fonts/{package.name}@{package.version}"
        try:
            subprocess.run(["npm", "pack", "--silent", what], cwd=scratch, check=True, capture_output=True, timeout=300)
            data = next(Path(scratch).glob("*.tgz")).read_bytes()
        except (OSError, subprocess.SubprocessError, StopIteration) as error:
            raise FetchFailed(f"npm pack {what}: {error}") from error
    found = hashlib.sha256(data).hexdigest()
    if found != package.sha256:
        raise FetchFailed(f"{what} has SHA-256 {found}, expected {package.sha256}")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in _font_files(data, package.weights):
        (folder / name).write_bytes(content)
    (folder / ".complete").touch()
    return folder


def _font_files(archive: bytes, weights: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            name = Path(member.name).name
            if member.isfile() and name.endswith((".ttf", ".otf")) and name.split("_")[1][:3] in weights:
                handle = tar.extractfile(member)
                if handle:
                    yield name, handle.read()
