"""The service as operators run it: `mokcheck serve` in a process of its own, with the real engines."""

import io
import json
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from PIL import Image

from bench.servers.service import MOKCHECK, Served

ROOT = Path(__file__).resolve().parents[2]
GUARD = str(ROOT / "tests" / "support" / "guard")
pytestmark = pytest.mark.loopback


def build_list(path: Path, day: str) -> None:
    source = str(ROOT / "samples" / "list.csv")
    command = [MOKCHECK, "registry", "build", str(path), "--from", source, "--covers", "all", "--date", day]
    subprocess.run(command, check=True, capture_output=True)


def start(report: Path, *options: str) -> Served:
    """A service that is watched for connections to anywhere but this machine; attempts are written to `report`."""
    environment = {"PYTHONPATH": GUARD, "CONNECTIONS_REPORT": str(report), "MOKCHECK_QUEUE": "8"}
    environment |= {"MOKCHECK_ANSWER_TIMEOUT_S": "280", "MOKCHECK_READER_TIMEOUT_S": "200"}  # machines may be busy
    return Served(*options, "--processes", "1", environment=environment)


def post(served: Served, photo: bytes) -> httpx.Response:
    return httpx.post(f"{served.url}/v1/verifications", files={"photos": ("p.jpg", photo)}, timeout=300)


@pytest.fixture(scope="module")
def photo() -> bytes:
    with Image.open(ROOT / "samples" / "07-charger-lookalike.jpg") as picture:
        picture.thumbnail((900, 900))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=92)
    return out.getvalue()


@pytest.fixture(scope="module")
def list_path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("list") / "list.sqlite"
    build_list(path, "2026-11-01")
    return path


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("connections") / "attempts"


@pytest.fixture(scope="module")
def served(list_path, report):
    with start(report, "--list", str(list_path), "--workers", "4") as served:
        yield served


def test_eight_clients_at_once_get_the_same_report_and_no_connection_is_opened(served, photo, report):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: post(served, photo), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    reports = [{k: v for k, v in answer.json().items() if k != "timings_ms"} for answer in answers]
    assert all(report == reports[0] for report in reports)
    assert reports[0]["claim"]["codes"], "the photo shows codes"
    payloads = [code["payload"] for code in reports[0]["claim"]["codes"]]
    assert any(code["target"] != "official" for code in reports[0]["claim"]["codes"])
    assert not any(payload in served.log for payload in payloads)
    assert not report.exists(), report.read_text()


def test_a_new_list_is_used_without_a_restart_and_a_broken_one_is_not(served, list_path):
    def listed() -> str:
        return httpx.get(f"{served.url}/version").json()["list"]["date"]

    assert listed() == "2026-11-01"
    build_list(list_path, "2026-11-15")
    wait_until(lambda: listed() == "2026-11-15")
    broken = list_path.with_name("broken")
    broken.write_text("not a list")
    broken.replace(list_path)
    wait_until(lambda: "list.unreadable" in httpx.get(f"{served.url}/readyz").text)
    assert listed() == "2026-11-15"
    assert httpx.get(f"{served.url}/readyz").status_code == 200


def wait_until(holds) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_list_that_is_not_there_keeps_the_service_from_starting(processes):
    command = [MOKCHECK, "serve", "--port", "0", "--list", "none.sqlite", "--processes", processes]
    ran = subprocess.run(command, capture_output=True, timeout=180, check=False)
    assert ran.returncode == 66
    assert b"Traceback" not in ran.stderr
    assert json.dumps("list.missing").strip('"') in ran.stderr.decode("utf-8")
