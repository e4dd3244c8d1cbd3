"""The bill of materials holds what the container is made of, and nothing is left out."""

import hashlib
import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "sbom.py"
SBOM = runpy.run_path(str(SCRIPT))["sbom"]()
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
BY_KIND = {
    kind: [c for c in SBOM["components"] if c["bom-ref"].startswith(kind)]
    for kind in ("pkg:pypi", "pkg:npm", "pkg:deb", "weights")
}


def test_every_pinned_package_is_in_it_with_all_its_hashes():
    pinned = re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", LOCK, re.MULTILINE)
    named = {(part["name"], part["version"]) for part in BY_KIND["pkg:pypi"]}
    assert named == {(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in pinned} and len(named) > 20
    hashes = [h["content"] for part in BY_KIND["pkg:pypi"] for h in part["externalReferences"][0]["hashes"]]
    assert sorted(hashes) == sorted(re.findall(r"--hash=sha256:(\w+)", LOCK))


def test_weights_and_system_packages_are_in_it():
    for part in BY_KIND["weights"]:
        data = (ROOT / "verifier" / "weights" / part["name"]).read_bytes()
        assert part["hashes"][0]["content"] == hashlib.sha256(data).hexdigest()
    assert {part["name"] for part in BY_KIND["weights"]} >= {"detector.onnx", "reader.onnx"}
    assert {part["name"] for part in BY_KIND["pkg:npm"]} == {"onnxruntime-web", "zxing-wasm"}
    assert {part["name"] for part in BY_KIND["pkg:deb"]} >= {"tesseract-ocr", "libzbar0", "fonts-thai-tlwg"}


def test_references_are_of_one_document():
    refs = [part["bom-ref"] for part in SBOM["components"]]
    assert len(refs) == len(set(refs))
    assert {entry["ref"] for entry in SBOM["dependencies"]} == {*refs, SBOM["metadata"]["component"]["bom-ref"]}
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", SBOM["serialNumber"])


def test_the_command_prints_it_and_twice_the_same():
    made = [subprocess.run([sys.executable, SCRIPT], capture_output=True, check=True).stdout for _ in range(2)]
    assert made[0] == made[1] and json.loads(made[0]) == SBOM
