"""The service as operators run it: `mokcheck serve` in a process of its own, with the real engines."""

import io
import json
import re
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
MOKCHECK = str(Path(sys.executable).with_name("mokcheck"))


def build_list(path: Path, day: str) -> None:
    source = str(ROOT / "samples" / "list.csv")
    command = [MOKCHECK, "registry", "build", str(path), "--from", source, "--covers", "all", "--date", day]
    subprocess.run(command, check=True, capture_output=True)


class Served:
    """A running `mokcheck serve`; `log` is what it has written so far."""

    def __init__(self, *arguments: str) -> None:
        command = [MOKCHECK, "serve", "--port", "0", *arguments]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.log, self.url = "", ""
        started = threading.Event()
        threading.Thread(target=self._follow, args=(started,), daemon=True).start()
        assert started.wait(60), self.log

    def _follow(self, started: threading.Event) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log += line
            if found := re.search(r"running on (http://[\d.:]+)", line):
                self.url = found[1]
                started.set()

    def post(self, photo: bytes) -> httpx.Response:
        return httpx.post(f"{self.url}/v1/verifications", files={"photos": ("p.jpg", photo)}, timeout=120)


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
def served(list_path):
    served = Served("--list", str(list_path), "--workers", "4")
    yield served
    served.process.kill()
    served.process.wait()


def test_eight_clients_at_once_get_the_same_report_from_the_real_engines(served, photo):
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(served.post, [photo] * 8))
    assert {answer.status_code for answer in answers} == {200}
    reports = [{k: v for k, v in answer.json().items() if k != "timings_ms"} for answer in answers]
    assert all(report == reports[0] for report in reports)
    assert reports[0]["claim"]["codes"], "the photo shows codes"
    payloads = [code["payload"] for code in reports[0]["claim"]["codes"]]
    assert not any(payload in served.log for payload in payloads)


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
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_a_request_that_was_accepted_is_answered_after_sigterm(photo):
    served = Served()
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(served.post, photo)
        wait_until(lambda: "1 of" in httpx.get(f"{served.url}/readyz").text)
        served.process.send_signal(signal.SIGTERM)
        assert answer.result().status_code == 200
    assert served.process.wait(30) in (0, -signal.SIGTERM, 128 + signal.SIGTERM)


def test_a_list_that_is_not_there_keeps_the_service_from_starting():
    ran = subprocess.run([MOKCHECK, "serve", "--list", "none.sqlite"], capture_output=True, timeout=60, check=False)
    assert ran.returncode == 66
    assert json.dumps("list.missing").strip('"') in ran.stderr.decode("utf-8")
