"""The live viewfinder's parts of others: a runtime for our network and a code reader, as WebAssembly for the browser.

`make viewfinder` (`scripts/fetch_viewfinder.py`) puts them into a folder, checked by SHA-256, each compressed; the
service checks them again when it starts and offers the viewfinder only where `MOKCHECK_VIEWFINDER_PATH` names that
folder. Their addresses hold the parts' version, so that browsers may keep them for good.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from verifier.errors import BadSettings
from verifier.finder.net import MODEL

VARIABLE = "MOKCHECK_VIEWFINDER_PATH"
SCRIPT, WASM = "text/javascript", "application/wasm"


@dataclass(frozen=True, slots=True)
class Package:
    """An npm package: name, version and SHA-256 of its archive."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a package: its path there, its SHA-256 and its media type. `name`: under which it is served."""

    name: str
    package: Package
    path: str
    sha256: str
    media_type: str


RUNTIME = Package(
    "onnxruntime-web", "1.30.0", "d2228df7e4616bc3348bf504ee888f3bec43789a273f0a63f3e68d203ce3bf71"
)  # MIT
READER = Package("zxing-wasm", "3.1.4", "2416232a155533bdcfa098a22ec9087734b34640ffa2a7add90bc36e145f6da0")
"""MIT; the decoder in it, zxing-cpp, Apache-2.0."""
PARTS = (
    Part(
        "runtime.mjs",
        RUNTIME,
        "dist/ort.wasm.bundle.min.mjs",
        "11e64bd8ffe11bd1a2a2f0d6275fdfbbba7262f0b76b99b53d228a8a22ef3d90",
        SCRIPT,
    ),
    Part(
        "runtime.wasm",
        RUNTIME,
        "dist/ort-wasm-simd-threaded.wasm",
        "3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2",
        WASM,
    ),
    Part(
        "codes/index.js",
        READER,
        "dist/es/reader/index.js",
        "d90c69a827aff3b7c8c8ca310efebe91671ef076f7a0ec83722bfc542814f484",
        SCRIPT,
    ),
    Part(
        "share.js",
        READER,
        "dist/es/share.js",
        "08868fb770b0a4e4b9eb3d717015cd5fbf3ceb06492d4cb2d2dd2739db11890f",
        SCRIPT,
    ),
    Part(
        "codes.wasm",
        READER,
        "dist/reader/zxing_reader.wasm",
        "e8af31edb56d0522f4de74495839385ef019ba8bc90d38e5ecb2f18795d86fb2",
        WASM,
    ),
)
DETECTOR = "detector.onnx"


@dataclass(frozen=True, slots=True)
class Served:
    """One file as it is served: its bytes, compressed with gzip where `compressed`, and its media type."""

    data: bytes
    compressed: bool
    media_type: str


@dataclass(frozen=True, slots=True)
class Viewfinder:
    """All files of the viewfinder by name, and the version that their addresses hold: 16 hex digits."""

    version: str
    files: Mapping[str, Served]

    @property
    def at(self) -> str:
        """The path under which the files are served."""
        return f"/viewfinder/{self.version}/"


def file_of(folder: Path, part: Part) -> Path:
    """Where a part lies in the folder."""
    return folder / f"{part.name}.gz"


def open_viewfinder(folder: Path) -> Viewfinder:
    """The viewfinder with the parts in `folder`. Raises BadSettings when one is absent or another than expected.

    Raises EngineMissing where the network itself is not installed.
    """
    files = {part.name: Served(_checked(folder, part), True, part.media_type) for part in PARTS}
    model = MODEL.locate().read_bytes()
    files[DETECTOR] = Served(model, False, "application/octet-stream")
    digests = [part.sha256 for part in PARTS] + [hashlib.sha256(model).hexdigest()]
    return Viewfinder(hashlib.sha256("".join(digests).encode()).hexdigest()[:16], files)


def _checked(folder: Path, part: Part) -> bytes:
    try:
        data = file_of(folder, part).read_bytes()
        digest = hashlib.sha256(gzip.decompress(data)).hexdigest()
    except (OSError, EOFError, zlib.error) as error:
        raise BadSettings(f"{VARIABLE}: no {part.name} in {folder} (make viewfinder)", setting=VARIABLE) from error
    if digest != part.sha256:
        raise BadSettings(f"{VARIABLE}: {part.name} in {folder} is another (make viewfinder)", setting=VARIABLE)
    return data
