"""The command as it is installed, with the real engines, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.reports import read_report

ROOT = Path(__file__).resolve().parents[2]
MOKCHECK = Path(sys.executable).with_name("mokcheck")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [MOKCHECK, *arguments],
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", **environment},
        timeout=120,
        check=False,
    )


def test_json_is_utf8_whatever_the_locale():
    ran = run("verify", str(ROOT / "samples/11-power-bank-bare.jpg"), "--json", LC_ALL="C")
    assert ran.returncode in (10, 20), ran.stderr
    report = read_report(ran.stdout)
    assert report.listing.snapshot is None
    assert "มอก." in ran.stdout.decode("utf-8")
    assert json.loads(ran.stdout)["versions"]


def test_a_file_that_is_no_photo(tmp_path):
    bad = tmp_path / "bad.jpg"
    bad.write_text("words, not a picture")
    ran = run("verify", str(bad))
    assert (ran.returncode, ran.stdout) == (65, b"")
    assert "Traceback" not in ran.stderr.decode("utf-8")


def test_a_file_that_is_no_photo_loads_no_engine(tmp_path):
    bad = tmp_path / "bad.jpg"
    bad.write_text("words, not a picture")
    script = (
        "import sys; from click.testing import CliRunner; from verifier.cli import main; "
        "print(CliRunner().invoke(main, ['verify', sys.argv[1]]).exit_code, "
        "{'onnxruntime', 'pytesseract', 'zxingcpp', 'rapidocr', 'fastapi'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", script, bad], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "65 set()"


def test_a_pipe_that_closes_early_is_no_accident():
    script = f"{MOKCHECK} verify --help | true; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() in ("0", "74")  # 0 when all was written before the other end closed
    assert "Traceback" not in ran.stderr
