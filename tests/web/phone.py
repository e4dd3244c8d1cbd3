"""What the tests of the page share: where things are, the browser's flags, and what a person does with a phone."""

import shutil
from pathlib import Path

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
