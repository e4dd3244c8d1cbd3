"""Advisories: what could not be looked up never counts as free of them."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "audit.py"
TOLD = runpy.run_path(str(SCRIPT))["told"]
CLEAN = {"name": "pillow", "version": "12.0", "vulns": []}
KNOWN = {
    "name": "requests",
    "version": "2.1",
    "vulns": [{"id": "PYSEC-2023-74", "aliases": ["CVE-2023-32681"], "fix_versions": ["2.31.0"]}],
}
UNKNOWN = {"name": "yarl", "skip_reason": "Dependency not found on PyPI and could not be audited: yarl (1.0)"}


@pytest.mark.parametrize(
    ("packages", "status"),
    [([CLEAN], 0), ([CLEAN, UNKNOWN], 75), ([UNKNOWN], 75), ([], 75), ([CLEAN, KNOWN], 1), ([UNKNOWN, KNOWN], 1)],
)
def test_how_it_ends(packages, status):
    assert TOLD({"dependencies": packages})[1] == status


def test_an_advisory_is_named_with_what_mends_it():
    lines, _ = TOLD({"dependencies": [CLEAN, KNOWN]})
    assert lines[0] == "requests 2.1: PYSEC-2023-74 (CVE-2023-32681), mended in 2.31.0"
    assert lines[1] == "Looked up: 2 of 2 packages. Advisories: 1."


def test_a_service_that_does_not_answer_is_no_clean_answer(tmp_path):
    silent = tmp_path / "pip-audit"
    silent.write_text("#!/bin/sh\necho 'ConnectionError: no such host' >&2\nexit 1\n", encoding="utf-8")
    silent.chmod(0o700)
    done = subprocess.run([sys.executable, SCRIPT, silent], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (75, "")
    assert "could not be asked: ConnectionError: no such host" in done.stderr
