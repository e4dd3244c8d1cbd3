"""The locks install anywhere: every version by hash, no index named, complete under any Python 3.11."""

import re
import runpy
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))


def pinned(lock):
    """Names in a lock, each with how many hashes stand under it."""
    text = (ROOT / lock).read_text("utf-8")
    blocks = re.findall(
        r"^([A-Za-z0-9_.-]+)==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE
    )
    names = {canonicalize_name(name): hashes.count("--hash") for name, hashes in blocks}
    assert len(names) == len(re.findall(r"^[^\s#-].*==", text, re.MULTILINE)) > 20
    return names


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_has_hashes_and_no_host_is_named(lock):
    assert all(pinned(lock).values())
    assert not re.search(r"https?://|--index|--find-links|--trusted", (ROOT / lock).read_text("utf-8"))


def test_the_locks_hold_what_tests_are_skipped_without():
    """Else continuous integration would decode no HEIC, read no workbook and ask no PostgreSQL, and say nothing."""
    optional = {"pi-heif", "openpyxl", "psycopg", "psycopg-pool", "redis", "fakeredis", "playwright", "httpx"}
    assert optional <= set(pinned("requirements-dev.lock"))
    assert {"pi-heif", "openpyxl", "psycopg", "redis", "httpx"} <= set(pinned("requirements.lock"))


def test_what_an_older_python_of_the_same_kind_needs_is_locked_too():
    """Debian 12 has Python 3.11.2; a package that is asked for below 3.11.3 alone stops `make run` there."""
    names, checked = pinned("requirements-dev.lock"), 0
    for name in names:
        try:
            wanted = requires(name) or []
        except PackageNotFoundError:
            continue
        checked += 1
        for requirement in map(Requirement, wanted):
            marker = requirement.marker
            old = {"python_full_version": "3.11.0", "python_version": "3.11", "extra": ""}
            if marker is None or marker.evaluate(old):
                assert canonicalize_name(requirement.name) in names, f"{name} needs {requirement}"
    assert checked > 50


def test_a_stale_environment_is_noticed(tmp_path):
    script = ROOT / "scripts" / "venv_holds.py"
    differs = runpy.run_path(str(script))["differs"]
    lock = (ROOT / "requirements-dev.lock").read_text("utf-8")
    assert differs(lock) == []
    assert differs("click==0.0.1 \\\n    --hash=sha256:0\nnot-installed-here==1\n") == [
        f"click is {version('click')}, locked 0.0.1",
        "not-installed-here is absent, locked 1",
    ]
    shutil.copy(ROOT / "pyproject.toml", tmp_path)

    def holds(*options):
        command = [sys.executable, script, ROOT / "requirements-dev.lock", tmp_path / "stamp", *options]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0

    assert not holds()
    assert holds("--stamp") and holds()
    with (tmp_path / "pyproject.toml").open("a") as file:
        file.write("# a package was renamed\n")
    assert not holds()
