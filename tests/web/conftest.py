"""One service with the real engines and one Chromium for all tests of the page; skipped where there is no Chromium."""

import contextlib
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import cv2
import pytest
import uvicorn
from click.testing import CliRunner
from phone import CHROMIUM, PHONE, QUIET, SAMPLES
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
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def browser(tmp_path_factory) -> Iterator[Browser]:
    """Chromium, whose camera shows a sample photo, five times a second: thirty would keep a core busy."""
    frame = cv2.imread(str(SAMPLES / "04-helmet.jpg"))
    height, width = frame.shape[:2]
    film = tmp_path_factory.mktemp("camera") / "film.y4m"
    picture = b"FRAME\n" + cv2.cvtColor(frame, cv2.COLOR_BGR2YUV_I420).tobytes()
    film.write_bytes(b"YUV4MPEG2 W%d H%d F5:1 Ip A1:1 C420\n" % (width, height) + picture * 3)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*QUIET, f"--use-file-for-fake-video-capture={film}"]
        )
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
