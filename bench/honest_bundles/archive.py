"""The archive that travels: a tar under xz with bundles, public keys, the root of time stamps, and what is in it.

Anybody can unpack it with tar and check a single bundle with `mokcheck report verify`. xz stores a photo that many
bundles share once.
"""

from __future__ import annotations

import io
import json
import lzma
import platform
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verifier.errors import BadEvidence

ABOUT, ROOTS, KEYS, BUNDLES = "about.json", "roots.pem", "keys/", "bundles/"
MOST_FILES, MOST_BYTES = 20_000, 2_000_000_000
_WINDOW_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Parcel:
    """What an archive holds, by name. `about`: where and with what it was made, and how many bundles of each kind."""

    about: Mapping[str, Any]
    keys: Mapping[str, bytes]
    roots: bytes
    bundles: Mapping[str, bytes]


def place() -> dict[str, str]:
    """What tells one machine from another where bundles are made and checked: interpreter, system and processor."""
    system = f"{platform.system()} {platform.machine()}, {' '.join(platform.libc_ver())}"
    return {"python": platform.python_version(), "machine": system}


def write_parcel(path: Path, parcel: Parcel) -> None:
    """Writes the archive; equal parcels give equal bytes with one version of xz."""
    files = {ABOUT: json.dumps(parcel.about, ensure_ascii=False, indent=1).encode(), ROOTS: parcel.roots}
    files |= {f"{KEYS}{name}": data for name, data in parcel.keys.items()}
    files |= {f"{BUNDLES}{name}": data for name, data in parcel.bundles.items()}
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": _WINDOW_BYTES}]
    with lzma.open(path, "wb", filters=filters) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def read_parcel(path: Path) -> Parcel:
    """The archive of a file. Raises BadEvidence where it is none, or larger than any."""
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(path, "r:xz") as tar:
            for info in tar:
                if not info.isfile() or len(files) >= MOST_FILES or info.size > MOST_BYTES:
                    raise BadEvidence(f"{info.name}: no file, or more and larger ones than any archive holds")
                content = tar.extractfile(info)
                files[info.name] = b"" if content is None else content.read()
        about = json.loads(files.pop(ABOUT))
        roots = files.pop(ROOTS)
    except (tarfile.TarError, lzma.LZMAError, EOFError, KeyError, ValueError) as error:
        raise BadEvidence(f"{path}: no archive of bundles ({type(error).__name__}: {error})") from error
    return Parcel(about, _under(KEYS, files), roots, _under(BUNDLES, files))


def _under(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name.removeprefix(folder): data for name, data in files.items() if name.startswith(folder)}
