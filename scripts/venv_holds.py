"""Whether a virtual environment holds what the repository asks for: `python venv_holds.py LOCK STAMP [--stamp]`.

Exit 1, with the reason on standard output, when a package of LOCK is absent or of another version, or when
pyproject.toml is not the one with which the product was installed, whose SHA-256 is in STAMP; `--stamp` writes it. Run
it with the environment's own Python, in the root of the repository.
"""

from __future__ import annotations

import hashlib
import re
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;]+)", re.MULTILINE)


def differs(lock: str) -> list[str]:
    """The packages of a lock that are not here as it has them."""
    found = []
    for name, wanted in PIN.findall(lock):
        try:
            here = version(name)
        except PackageNotFoundError:
            here = "absent"
        if here != wanted:
            found.append(f"{name} is {here}, locked {wanted}")
    return found


def main(lock: Path, stamp: Path, *, write: bool) -> int:
    """0 when all is there."""
    here = f"{hashlib.sha256(Path('pyproject.toml').read_bytes()).hexdigest()} {Path.cwd()}\n"
    if write:
        stamp.write_text(here, encoding="utf-8")
        return 0
    reasons = differs(lock.read_text(encoding="utf-8"))
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != here:
        reasons.append("the product is not installed as pyproject.toml describes it")
    for reason in reasons[:3]:
        print(reason)
    return 1 if reasons else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]), write="--stamp" in sys.argv))
