"""Fetches what the live viewfinder needs of others (two npm packages, checked by SHA-256) into a folder.

    .venv/bin/python scripts/fetch_viewfinder.py [FOLDER]        default .cache/viewfinder; needs npm

Files that are there and right are left alone, so that a second run fetches nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from api.page.viewfinder import PARTS, Package, file_of, open_viewfinder
from verifier.errors import BadSettings

FOLDER = Path(".cache/viewfinder")


class FetchFailed(OSError):
    """npm is not installed or did not deliver the package that is expected."""


def fetch(folder: Path) -> None:
    """Puts all parts into `folder`. Raises FetchFailed."""
    for package in dict.fromkeys(part.package for part in PARTS):
        with tarfile.open(fileobj=io.BytesIO(archive_of(package))) as archive:
            for part in (part for part in PARTS if part.package == package):
                file = archive.extractfile(f"package/{part.path}")
                data = file.read() if file else b""
                if hashlib.sha256(data).hexdigest() != part.sha256:
                    raise FetchFailed(f"{package.name}: {part.path} is not what is expected")
                path = file_of(folder, part)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(gzip.compress(data, 9, mtime=0))


def archive_of(package: Package) -> bytes:
    """The package's archive as npm delivers it. Raises FetchFailed."""
    what = f"{package.name}@{package.version}"
    with tempfile.TemporaryDirectory() as scratch:
        try:
            subprocess.run(["npm", "pack", "--silent", what], cwd=scratch, check=True, capture_output=True, timeout=600)
            data = next(Path(scratch).glob("*.tgz")).read_bytes()
        except (OSError, subprocess.SubprocessError, StopIteration) as error:
            raise FetchFailed(f"npm pack {what}: {error}") from error
    found = hashlib.sha256(data).hexdigest()
    if found != package.sha256:
        raise FetchFailed(f"{what} has SHA-256 {found}, expected {package.sha256}")
    return data


def main(arguments: list[str]) -> int:
    """0 when the folder holds all parts."""
    folder = Path(arguments[0]) if arguments else FOLDER
    try:
        open_viewfinder(folder)
    except BadSettings:
        try:
            fetch(folder)
            open_viewfinder(folder)
        except (FetchFailed, BadSettings) as error:
            print(f"the live viewfinder is left out: {error}", file=sys.stderr)
            return 1
    print(f"the live viewfinder's parts are in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
