"""The page's camera in Chromium before a film: what it takes by itself, after how long, and how often it looked."""

from __future__ import annotations

import base64
import contextlib
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from playwright.sync_api import Playwright
from playwright.sync_api import TimeoutError as Late

from api.app import create_app
from verifier.settings import Settings

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--disable-dev-shm-usage"),
)
NOTING = """
    window.looks = [];
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (...rest) {
        if (rest[0].picture) looks.push(performance.now());
        postMessage.apply(this, rest);
    };
    XMLHttpRequest.prototype.send = function (form) { window.sent = form.getAll("photos")[0]; };
"""
BYTES = """async () => {
    const data = new Uint8Array(await window.sent.arrayBuffer());
    let text = "";
    for (const one of data) text += String.fromCharCode(one);
    return btoa(text);
}"""


@dataclass(frozen=True, slots=True)
class Taken:
    """The photo as the page sends it (None: none was taken in time), seconds from the first look on, and looks."""

    photo: bytes | None
    seconds: float
    looks: int


@contextlib.contextmanager
def service(parts: Path) -> Iterator[str]:
    """The address of a service with the live viewfinder, whose parts lie in that folder."""
    app = create_app(Settings(rate_anonymous=100_000, viewfinder_path=parts))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


def watched(playwright: Playwright, chromium: str, address: str, film: Iterable[bytes], patience_s: float) -> Taken:
    """What the page takes by itself of a film (YUV4MPEG2), which is shown over and over from when the camera opens."""
    with tempfile.NamedTemporaryFile(suffix=".y4m") as file:
        for piece in film:
            file.write(piece)
        file.flush()
        flags = [*FLAGS, f"--use-file-for-fake-video-capture={file.name}"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        try:
            page = browser.new_context(viewport={"width": 360, "height": 740}, base_url=address).new_page()
            page.add_init_script(NOTING)
            page.goto("/")
            page.locator("[data-camera]").click()
            page.wait_for_function("() => looks.length", timeout=120_000)
            photo = None
            with contextlib.suppress(Late):
                page.locator("[data-use]").wait_for(timeout=patience_s * 1000)
            seconds, looks = page.evaluate("() => [(performance.now() - looks[0]) / 1000, looks.length]")
            if page.locator("[data-use]").is_visible():
                page.locator("[data-use]").click()
                page.locator(".submit").click()
                page.wait_for_function("() => window.sent")
                photo = base64.b64decode(page.evaluate(BYTES))
            return Taken(photo, seconds, looks)
        finally:
            browser.close()
