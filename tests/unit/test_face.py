"""The face of the library: few names, loaded when asked for; README's lines run; a wheel works outside the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

import verifier
from verifier.build import build_verifier
from verifier.cli import main
from verifier.domain import Report, Verdict
from verifier.pipeline import Verifier
from verifier.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("verifier", "api")
HEAVY = {"cv2", "numpy", "onnxruntime", "PIL", "fastapi", "uvicorn", "rapidfuzz"}
PHOTO = ROOT / "samples" / "01-power-bank.jpg"


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command prints; fails the test with what it complains of."""
    ran = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the samples and, as `list.sqlite`, a list of today built from them."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    table = str(ROOT / "samples" / "list.csv")
    with pytest.raises(SystemExit, match="0"):
        main(
            ["registry", "build", str(tmp_path / "list.sqlite"), "--from", table, "--covers", "all", "--date", today()]
        )
    return tmp_path


def today() -> str:
    return date.today().isoformat()


def test_the_face_shows_five_names() -> None:
    assert verifier.__all__ == ["Report", "Settings", "Verdict", "Verifier", "build_verifier"]
    assert set(verifier.__all__) <= set(dir(verifier))
    shown = [verifier.Report, verifier.Settings, verifier.Verdict, verifier.Verifier, verifier.build_verifier]
    assert shown == [Report, Settings, Verdict, Verifier, build_verifier]
    with pytest.raises(AttributeError, match="no attribute 'verify'"):
        verifier.verify  # noqa: B018


@pytest.mark.parametrize("statement", ["import verifier", "from verifier import Settings", "import verifier.cli"])
def test_a_cold_import_loads_nothing_heavy(statement: str, tmp_path: Path) -> None:
    script = f"import sys; {statement}; print(sorted({HEAVY} & set(sys.modules)))"
    assert run(sys.executable, "-c", script, cwd=tmp_path).strip() == "[]"


def test_the_lines_of_the_readme_verify_a_photo(place: Path) -> None:
    (lines,) = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len([*filter(None, lines.splitlines())]) == 5
    assert run(sys.executable, "-c", lines, cwd=place).startswith("agrees mark.found ")


def test_packages_called_models_and_api_may_stand_first(place: Path) -> None:
    for name in ("models", "api"):
        folder = place / "others" / name
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("raise ImportError('this package is somebody else’s')")
    path = os.pathsep.join([str(place / "others"), os.environ.get("PYTHONPATH", "")])
    script = "from verifier.cli import main; main()"
    command = ("verify", PHOTO, "--list", "list.sqlite", "--category", "power_bank")
    assert "มอก." in run(sys.executable, "-c", script, *command, cwd=place, PYTHONPATH=path)


def test_a_wheel_verifies_a_sample_outside_the_checkout(place: Path) -> None:
    """Built and installed without a network; the libraries it depends on are those of this environment."""
    for name in PACKAGES:
        shutil.copytree(ROOT / name, place / "source" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, place / "source")
    quiet = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-index")
    run(sys.executable, "-m", "pip", "wheel", *quiet, "--no-build-isolation", "-w", place, place / "source", cwd=place)
    (wheel,) = place.glob("mokcheck-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        assert tracked() - set(packed.namelist()) == set()

    run(sys.executable, "-m", "venv", "--without-pip", place / "env", cwd=place)
    python = place / "env" / "bin" / "python"
    run(sys.executable, "-m", "pip", f"--python={python}", "install", *quiet, wheel, cwd=place)
    (packages,) = (place / "env" / "lib").glob("python*/site-packages")
    libraries = Path(pytest.__file__).parents[1]
    (packages / "libraries.pth").write_text(f"{libraries}\n")

    shutil.rmtree(place / "source")
    alone = {"PYTHONPATH": "", "PYTHONSAFEPATH": "1"}
    where = run(python, "-c", "import verifier, api; print(verifier.__file__, api.__file__)", cwd=place, **alone)
    assert all(Path(file).is_relative_to(packages) for file in where.split())
    mokcheck = place / "env" / "bin" / "mokcheck"
    table = ("--from", "samples/list.csv", "--covers", "all", "--date", today())
    run(mokcheck, "registry", "build", "installed.sqlite", *table, cwd=place, **alone)
    command = ("verify", PHOTO, "--list", "installed.sqlite", "--category", "power_bank", "--lang", "en")
    assert "agree" in run(mokcheck, *command, cwd=place, **alone)
    run(mokcheck, "serve", "--help", cwd=place, **alone)


def tracked() -> set[str]:
    """All files of the two packages but their caches: what a wheel must hold."""
    files = (path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}
