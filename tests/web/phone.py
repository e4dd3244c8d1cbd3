"""What the tests of the page share: where things are, the browser's flags, and what a person does with a phone."""

import contextlib
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
SCREENSHOTS = ROOT / "out" / "screenshots"
CHROMIUM = shutil.which("chromium")
PHONE = {"width": 360, "height": 740}
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--mute-audio"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
    *("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"),
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
ANSWER_MS = 90_000


@contextlib.contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of a running service."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


def choose(page: Page, *photos: Path) -> None:
    """Chooses photos and waits until they are ready."""
    before = page.locator(".shots li").count()
    page.set_input_files("#photos", photos)
    page.locator(".shots li").nth(before + len(photos) - 1).wait_for()


def check(page: Page, *photos: Path) -> None:
    """Chooses photos, sends them and waits for the answer."""
    choose(page, *photos)
    page.locator(".submit").click()
    page.locator(".answer").wait_for(timeout=ANSWER_MS)


def sample(name: str) -> Path:
    """A sample photo by the beginning of its name."""
    return next(SAMPLES.glob(f"{name}*.jpg"))
