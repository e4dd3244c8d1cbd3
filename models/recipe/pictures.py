"""Real pictures to lie behind drawn labels: free sample pictures of two Python packages, fetched once, by hash.

Not used: pictures with print on them, and those whose rights their package does not state.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from models.recipe.fetch_fonts import FetchFailed
from verifier.domain import Pixels

FOLDER = Path(".cache/pictures")
_WHEELS = {
    "scikit-image==0.26.0": "74aa5518ccea28121f57a95374581d3b979839adc25bb03f289b1bc9b99c58af",
    "scikit-learn==1.9.1": "52a0703bbc07ad27f560fa63fa68e4c54dd735bfbbf65b4dd3c225dc7547b6df",
}
TRAINING = (
    "astronaut.png", "brick.png", "camera.png", "coffee.png", "coins.png", "grass.png", "gravel.png", "rocket.jpg",
    "ihc.png", "moon.png", "hubble_deep_field.jpg", "flower.jpg",
)  # fmt: skip
"""`flower.jpg`: CC BY 2.0, dany13 (in scikit-learn); the others public domain or CC0 (in scikit-image)."""
TEST = ("chelsea.png", "china.jpg", "retina.jpg")
"""Kept for testing: `china.jpg` CC BY 2.0, Matt Mawson (in scikit-learn); the others CC0 (in scikit-image)."""


def fetch_pictures(out: Path = FOLDER) -> Path:
    """The folder with the pictures, fetched when absent. Raises FetchFailed."""
    if (out / ".complete").exists():
        return out
    out.mkdir(parents=True, exist_ok=True)
    for what, sha256 in _WHEELS.items():
        with tempfile.TemporaryDirectory() as scratch:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", scratch, what]
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=300)
                wheel = next(Path(scratch).glob("*.whl"))
            except (OSError, subprocess.SubprocessError, StopIteration) as error:
                raise FetchFailed(f"pip download {what}: {error}") from error
            if (found := hashlib.sha256(wheel.read_bytes()).hexdigest()) != sha256:
                raise FetchFailed(f"{what} has SHA-256 {found}, expected {sha256}")
            with zipfile.ZipFile(wheel) as archive:
                for name in archive.namelist():
                    if Path(name).name in (*TRAINING, *TEST):
                        (out / Path(name).name).write_bytes(archive.read(name))
    (out / ".complete").touch()
    return out


@lru_cache(maxsize=2)
def pictures(*, test: bool) -> tuple[Pixels, ...]:
    """RGB pictures to train or to test with. Raises FetchFailed."""
    folder = fetch_pictures()
    read = (cv2.imread(str(folder / name)) for name in (TEST if test else TRAINING))
    return tuple(np.ascontiguousarray(p[..., ::-1], np.uint8) for p in read if p is not None)
