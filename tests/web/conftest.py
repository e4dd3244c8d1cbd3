"""One service with the real engines and one Chromium for all tests of the page; skipped where there is no Chromium."""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner
from phone import CHROMIUM, PHONE, QUIET, SAMPLES, served
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.app import create_app
from api.service import Service
from verifier.cli import main
from verifier.settings import Settings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("web"))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="there is no chromium; see scripts/system-packages.sh browser"))


@pytest.fixture(scope="session")
def base(tmp_path_factory) -> Iterator[str]:
    """The address of the service. Equal photos have equal reports, so each is judged once for all tests."""
    lists = tmp_path_factory.mktemp("web") / "list.sqlite"
    arguments = ["registry", "build", str(lists), "--from", str(SAMPLES / "list.csv"), "--covers", "all"]
    made = CliRunner().invoke(main, [*arguments, "--date", str(date.today())])
    assert made.exit_code == 0, made.output
    known = {}
    judge = Service.verify

    def verify(self, form, *rest):
        if self is not app.state.service:  # other tests of this worker have services of their own
            return judge(self, form, *rest)
        key = (*(hashlib.sha256(photo).digest() for photo in form.photos), form.category)
        if key not in known:
            known[key] = judge(self, form, *rest)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Service, "verify", verify)
        settings = Settings(list_path=lists, rate_anonymous=10_000, operator="ร้านตัวอย่าง โทร. 02 000 0000")
        app = create_app(settings)
        with served(app) as address:
            yield address


@pytest.fixture(scope="session")
def launch(tmp_path_factory) -> Iterator[Callable[..., Browser]]:
    """Starts Chromium with a camera that shows these frames (BGR, of one size) over and over, so many a second."""
    with sync_playwright() as playwright:

        def start(frames: Sequence[np.ndarray], frames_per_second: int) -> Browser:
            height, width = frames[0].shape[:2]
            film = tmp_path_factory.mktemp("camera") / "film.y4m"
            with film.open("wb") as file:
                file.write(b"YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420\n" % (width, height, frames_per_second))
                for frame in frames:
                    file.write(b"FRAME\n" + cv2.cvtColor(frame, cv2.COLOR_BGR2YUV_I420).tobytes())
            options = [*QUIET, f"--use-file-for-fake-video-capture={film}"]
            return playwright.chromium.launch(executable_path=CHROMIUM, args=options)

        yield start


@pytest.fixture(scope="session")
def browser(launch) -> Iterator[Browser]:
    """Chromium, whose camera shows a sample photo, five times a second: thirty would keep a core busy."""
    started = launch([cv2.imread(str(SAMPLES / "04-helmet.jpg"))] * 3, 5)
    yield started
    started.close()


@pytest.fixture
def context(browser, base) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a phone. What it asks for from anywhere but the service, and every error in its console, fails the test."""
    opened, asked, errors = [], [], []

    def open_context(**options) -> BrowserContext:
        options = {
            "viewport": PHONE,
            "device_scale_factor": 2,
            "service_workers": "block",
            "base_url": base,
            "locale": "th-TH",
        } | options
        phone = browser.new_context(**options)
        phone.set_default_timeout(30_000)
        phone.on("request", lambda request: asked.append(request.url))
        phone.on("weberror", lambda error: errors.append(str(error.error)))
        opened.append(phone)
        return phone

    yield open_context
    for phone in opened:
        with contextlib.suppress(Exception):
            phone.close()
    assert not [url for url in asked if not url.startswith((base, "data:", "blob:"))]
    assert not errors


@pytest.fixture
def page(context) -> Page:
    """The page in Thai on a phone."""
    opened = context().new_page()
    opened.goto("/")
    return opened


@pytest.fixture(scope="session")
def blurred(tmp_path_factory) -> Path:
    """A sample photo out of focus."""
    path = tmp_path_factory.mktemp("photos") / "blurred.jpg"
    frame = cv2.imread(str(SAMPLES / "01-power-bank.jpg"))
    cv2.imwrite(str(path), cv2.GaussianBlur(frame, (0, 0), 9))
    return path
