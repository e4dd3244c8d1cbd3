"""The verifier with the engines that ship: a real photo without a list; the same report from any of eight threads."""

import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from click.testing import CliRunner
from PIL import Image

from tests.conftest import ROOT
from verifier.build import build_verifier
from verifier.cli import main
from verifier.report.plain import to_dict
from verifier.settings import Settings

DAY = date(2026, 11, 23)
THREADS = 8


@pytest.fixture(scope="module")
def verifier():
    return build_verifier(Settings(reader_timeout_s=600))  # eight at once on a busy machine take their time


@pytest.mark.shared
def test_a_real_photo_without_a_list_cannot_be_told_and_says_why(shared_data, verifier, monkeypatch):
    monkeypatch.setattr("verifier.build.build_verifier", lambda _settings: verifier)
    result = CliRunner().invoke(main, ["verify", str(shared_data / "photos" / "th017.jpg"), "--json"])
    assert result.exit_code == 20, result.stderr
    report = json.loads(result.stdout_bytes)
    claim = report["claim"]
    assert [mark["kind"] for mark in claim["marks"]] == ["compulsory"]
    assert [code["target"] for code in claim["codes"]] == ["official"]
    assert {seen["value"] for seen in claim["standards"] if seen["certain"]} <= {"2879-2560"}
    assert report["verdict"] == "cannot_tell"
    assert report["listing"]["snapshot"] is None
    leading = report["findings"][report["leading"]]
    assert leading["code"] == "list.none"
    assert all(leading["message"].values()) and report["advice"]


def small(name):
    """A sample reduced to 700 px, which is read as well and sooner."""
    with Image.open(ROOT / "samples" / name) as sample:
        out = io.BytesIO()
        sample.resize((700, 525), Image.Resampling.LANCZOS).save(out, "JPEG", quality=90)
    return out.getvalue()


def told(verifier, files):
    report = to_dict(verifier.verify(files, today=DAY), None)
    return json.dumps({key: value for key, value in report.items() if key != "timings_ms"}, ensure_ascii=False)


def test_eight_threads_at_once_tell_of_the_same_bytes_the_same(verifier):
    """Two products, four threads each, all of them let go at the same moment."""
    photos = [small(name) for name in ("02-charger.jpg", "05-mask.jpg")]
    alone = [told(verifier, [photo]) for photo in photos]
    start = threading.Barrier(THREADS)

    def run(number):
        start.wait(60)
        return told(verifier, [photos[number % 2]])

    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(run, range(THREADS)))
    assert "62368 เล่ม 1-2563" in alone[0] and "2424-2565" in alone[1]
    assert together == alone * (THREADS // 2)
