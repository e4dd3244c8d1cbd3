"""Makes the signed bundle of `test_bundle_from_elsewhere.py` anew: `python -m tests.golden.make_bundle`.

The label is a drawing of `samples/`, saved smaller; the key is made for this bundle, and its private half is thrown
away. Everything goes through the commands that an inspector uses.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from click.testing import CliRunner
from PIL import Image

from verifier.cli import main

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent / "bundle"
DRAWING, JPEG_QUALITY = ROOT / "samples" / "01-power-bank.jpg", 45


def _run(*arguments: str | Path) -> None:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code in (0, 10, 20), result.output


def make() -> None:
    """Writes the bundle and its public key over those that are there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Image.open(DRAWING) as drawing:
            drawing.save(folder / "label.jpg", quality=JPEG_QUALITY)
        listed = ("--covers", "samples", "--date", "2026-11-23", "--allow-shrink")
        _run("registry", "build", folder / "list.sqlite", "--from", ROOT / "samples" / "list.csv", *listed)
        _run("keys", "signing", "create", "--name", "MokCheck test", "--out", folder / "key.pem")
        kept = ("--evidence", folder / "signed.zip", "--sign", folder / "key.pem")
        _run("verify", folder / "label.jpg", "--list", folder / "list.sqlite", "--on", "2026-11-23", *kept)
        for made in ("signed.zip", "key.pem.pub.json"):
            shutil.copy(folder / made, FOLDER / made)


if __name__ == "__main__":
    make()
