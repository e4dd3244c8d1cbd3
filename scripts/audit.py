"""What is known against the locked packages: `python scripts/audit.py PIP_AUDIT`, PIP_AUDIT being the command's path.

pip-audit asks PyPI for advisories and ends well when it was told of none, be it that a package index without advisories
answered for all of them. Here a package counts as looked up only when the service knew it. Ends with 0 when all were
and nothing is known against them, 1 when something is, 75 when the service could not be asked about all of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
CANNOT_HERE = 75


def told(report: dict[str, Any]) -> tuple[list[str], int]:
    """The lines to print for pip-audit's JSON, and how to end."""
    packages = report["dependencies"]
    skipped = [package for package in packages if "skip_reason" in package]
    lines = [
        f"{package['name']} {package['version']}: {advisory['id']} ({', '.join(advisory['aliases']) or '-'})"
        f", mended in {', '.join(advisory['fix_versions']) or 'no version yet'}"
        for package in packages
        for advisory in package.get("vulns", ())
    ]
    found = bool(lines)
    lines.append(f"Looked up: {len(packages) - len(skipped)} of {len(packages)} packages. Advisories: {len(lines)}.")
    if skipped or not packages:
        lines.append(
            "The advisory service did not know the others: nothing is said of them. Run this where PyPI itself answers,"
            " or with PIP_AUDIT_VULNERABILITY_SERVICE=osv."
        )
    if found:
        lines.append("Mend with `make lock` and a new image.")
    return lines, 1 if found else CANNOT_HERE if skipped or not packages else 0


def main(pip_audit: str) -> int:
    """Asks, prints, and says how to end."""
    command = [pip_audit, "--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    done = subprocess.run([*command, "--requirement", LOCK], capture_output=True, text=True, check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"The advisory service could not be asked: {last}", file=sys.stderr)
        return CANNOT_HERE
    lines, status = told(report)
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
