"""The software bill of materials (CycloneDX 1.6, JSON) of the container: `python scripts/sbom.py > sbom.json`.

Made from what the container is made from: `requirements.lock` with its hashes, the npm packages of the page's live
viewfinder, the network weights of the package, and the Debian packages that the Dockerfile names (their versions are
the distribution's of that day; `dpkg-query` in the image tells them). Equal input gives equal bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

from api.page.viewfinder import PARTS

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
HASH = re.compile(r"sha256:([0-9a-f]{64})")


def sbom(root: Path = ROOT) -> dict[str, Any]:
    """The document as plain data."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    components = [*python_packages(root), *viewfinder(), *weights(root), *debian_packages(root)]
    refs = [component["bom-ref"] for component in components]
    me = f"pkg:pypi/{project['name']}@{project['version']}"
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": me,
                "name": project["name"],
                "version": project["version"],
                "purl": me,
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": me, "dependsOn": refs}, *({"ref": ref} for ref in refs)],
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(document, sort_keys=True))
    return document | {"serialNumber": f"urn:uuid:{number}"}


def python_packages(root: Path) -> list[dict[str, Any]]:
    """What the lock pins; each hash is one of the files that may be installed."""
    found = []
    for name, version, hashes in PINNED.findall((root / "requirements.lock").read_text("utf-8")):
        plain = re.sub(r"[-_.]+", "-", name).lower()
        purl = f"pkg:pypi/{plain}@{version}"
        files = [{"alg": "SHA-256", "content": sha256} for sha256 in HASH.findall(hashes)]
        found.append(
            {
                "type": "library",
                "bom-ref": purl,
                "name": plain,
                "version": version,
                "purl": purl,
                "externalReferences": [
                    {"type": "distribution", "url": purl, "comment": "one of these files", "hashes": files}
                ],
            }
        )
    return found


def viewfinder() -> list[dict[str, Any]]:
    """The npm packages of which the page's live viewfinder runs parts; the hash is that of the archive."""
    return [
        {
            "type": "library",
            "bom-ref": (purl := f"pkg:npm/{package.name}@{package.version}"),
            "name": package.name,
            "version": package.version,
            "purl": purl,
            "licenses": [{"license": {"id": "MIT"}}],
            "hashes": [{"alg": "SHA-256", "content": package.sha256}],
        }
        for package in dict.fromkeys(part.package for part in PARTS)
    ]


def weights(root: Path) -> list[dict[str, Any]]:
    """The networks that the package brings along."""
    found = []
    for path in sorted((root / "verifier" / "weights").glob("*.onnx")):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        found.append(
            {
                "type": "machine-learning-model",
                "bom-ref": f"weights/{path.name}",
                "name": path.name,
                "version": sha256[:12],
                "hashes": [{"alg": "SHA-256", "content": sha256}],
            }
        )
    return found


def debian_packages(root: Path) -> list[dict[str, Any]]:
    """What the Dockerfile installs beside the base image."""
    text = (root / "Dockerfile").read_text("utf-8")
    installed = re.search(r"apt-get install -y --no-install-recommends \\\n([^&]+)&&", text)
    names = installed[1].replace("\\", " ").split() if installed else []
    return [
        {"type": "library", "bom-ref": f"pkg:deb/debian/{name}", "name": name, "purl": f"pkg:deb/debian/{name}"}
        for name in names
    ]


if __name__ == "__main__":
    json.dump(sbom(), sys.stdout, indent=1, ensure_ascii=False)
    print()
