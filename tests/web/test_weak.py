"""Over weak signal photos are sent smaller, and no smaller than reading allows."""

import base64
import io
from datetime import date

import cv2
import numpy as np
import pytest
from click.testing import CliRunner
from phone import ANSWER_MS, SAMPLES, SCREENSHOTS, check, choose, sample
from PIL import Image
from playwright.sync_api import expect

from verifier import Settings, build_verifier
from verifier.cli import main

SLOW = {"offline": False, "latency": 100, "downloadThroughput": 200_000, "uploadThroughput": 40_000}
COPY = """async ([bytes, step, leastSide]) => {
    await import("/static/weak.js");
    const { smallerCopy, STEPS } = globalThis.weak;
    const photo = new Blob([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], { type: "image/jpeg" });
    const copy = await smallerCopy(photo, STEPS.at(step), leastSide ?? undefined);
    const reader = new FileReader();
    await new Promise((done) => { reader.onload = done; reader.readAsDataURL(copy); });
    return reader.result.split(",")[1];
}"""


def copied(page, data: bytes, step: int = -1, least_side: int | None = None) -> bytes:
    """A photo as the page sends it over weak signal, by the browser's own scaling and JPEG encoder."""
    return base64.b64decode(page.evaluate(COPY, [base64.b64encode(data).decode(), step, least_side]))


def sides(data: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(data)).size


def sent(page) -> list[list[tuple[int, int, int]]]:
    """Width, height and bytes of the photos of each form that the page began to send."""
    return page.evaluate(
        """() => Promise.all(window.sent.map((photos) => Promise.all(photos.map(async (photo) => {
            const { width, height } = await createImageBitmap(photo);
            return [width, height, photo.size];
        }))))"""
    )


@pytest.fixture
def watched(context):
    """The page, of which `sent` tells what it sends."""
    phone = context()
    phone.add_init_script(
        """
        window.sent = [];
        const { send } = XMLHttpRequest.prototype;
        XMLHttpRequest.prototype.send = function (body) {
            window.sent.push(body.getAll("photos"));
            send.call(this, body);
        };
        """
    )
    page = phone.new_page()
    page.goto("/")
    return page


@pytest.fixture(scope="module")
def verifier(tmp_path_factory):
    lists = tmp_path_factory.mktemp("weak") / "list.sqlite"
    build = ["registry", "build", str(lists), "--from", str(SAMPLES / "list.csv"), "--covers", "all"]
    assert CliRunner().invoke(main, [*build, "--date", str(date.today())]).exit_code == 0
    return build_verifier(Settings(list_path=lists))


def told(verifier, data: bytes) -> tuple[str, str | None]:
    verdict = verifier.verify([data], today=date.today()).verdict
    return verdict.kind, verdict.leading and verdict.leading.code


@pytest.mark.parametrize("step", [0, 1])
def test_no_verdict_of_the_samples_changes_in_a_smaller_copy(page, verifier, step):
    """Their print shrinks as that of a large photo would, though the page leaves photos of their size as they are."""
    paths = sorted(SAMPLES.glob("*.jpg"))
    assert len(paths) == 12
    for path in paths:
        data = path.read_bytes()
        copy = copied(page, data, step, least_side=0)
        assert len(copy) < 0.75 * len(data), path.name
        assert max(sides(copy)) == round((0.85, 0.8)[step] * max(sides(data)))
        assert told(verifier, copy) == told(verifier, data), path.name


def noisy(width: int, height: int, **options) -> bytes:
    out = io.BytesIO()
    noise = np.random.default_rng(0).integers(0, 255, (height // 4, width // 4, 3), dtype=np.uint8)
    Image.fromarray(cv2.resize(noise, (width, height))).save(out, "JPEG", **options)
    return out.getvalue()


def test_copies_are_upright_and_not_reduced_below_what_was_proven(page):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter
    assert sides(copied(page, noisy(3200, 2400, exif=exif))) == (1920, 2560)
    assert sides(copied(page, noisy(1800, 900))) == (1600, 800)
    small = noisy(1600, 1200, quality=98)
    assert copied(page, small) == small


def test_photos_go_out_whole_where_the_way_is_not_slow(watched):
    check(watched, sample("06"))
    assert [photo[:2] for photo in sent(watched)[0]] == [[1600, 1200]]
    expect(watched.locator("[data-smaller]")).to_be_hidden()


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A sample as a camera of eight megapixels might have taken it."""
    path = tmp_path_factory.mktemp("weak") / "large.jpg"
    cv2.imwrite(str(path), cv2.resize(cv2.imread(str(sample("06"))), (3200, 2400), interpolation=cv2.INTER_CUBIC))
    return path


def test_a_sending_that_would_take_long_goes_on_with_a_smaller_copy_and_says_so(watched, large):
    network = watched.context.new_cdp_session(watched)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    choose(watched, large)
    watched.locator(".submit").click()
    expect(watched.locator(".stage")).to_contain_text("รูปที่ย่อลง", timeout=ANSWER_MS)
    watched.locator(".verdict.conflicts").wait_for(timeout=ANSWER_MS)
    (whole,), (smaller,) = sent(watched)
    assert (whole[:2], smaller[:2]) == ([3200, 2400], [2560, 1920])
    assert smaller[2] < 0.6 * whole[2]
    expect(watched.locator("[data-smaller]")).to_contain_text("ส่งรูปที่ย่อลง")
    watched.screenshot(path=SCREENSHOTS / "answer-smaller.png")
    watched.wait_for_function("() => Number.isInteger(history.state?.answer)")
    watched.go_back()
    choose(watched, large)  # the page has learnt how slow the way is
    watched.locator(".submit").click()
    watched.locator(".answer").wait_for(timeout=ANSWER_MS)
    assert [photo[:2] for form in sent(watched)[2:] for photo in form] == [[2560, 1920]]
    network.send("Network.emulateNetworkConditions", SLOW | {"uploadThroughput": -1, "downloadThroughput": -1})
    for size in ([2560, 1920], [3200, 2400]):  # and learns that it no longer is
        watched.go_back()
        choose(watched, large)
        watched.locator(".submit").click()
        watched.locator(".answer").wait_for(timeout=ANSWER_MS)
        assert sent(watched)[-1][0][:2] == size


def test_photos_that_waited_go_the_same_way(watched, large):
    network = watched.context.new_cdp_session(watched)
    network.send("Network.enable")
    choose(watched, large)
    network.send("Network.emulateNetworkConditions", SLOW | {"offline": True})
    watched.locator(".submit").click()
    watched.locator(".queue li").wait_for()
    network.send("Network.emulateNetworkConditions", SLOW)
    row = watched.locator(".queue li")
    expect(row).to_contain_text("รูปที่ย่อลง", timeout=ANSWER_MS)
    expect(row).to_contain_text("ตรวจแล้ว", timeout=ANSWER_MS)
    assert [photo[:2] for form in sent(watched)[-2:] for photo in form] == [[3200, 2400], [2560, 1920]]
    row.get_by_role("button").first.click()
    expect(watched.locator(".verdict.conflicts")).to_be_visible()
    expect(watched.locator("[data-smaller]")).to_contain_text("ส่งรูปที่ย่อลง")


@pytest.fixture
def worker(context):
    """The service worker of an installed page."""
    phone = context(service_workers="allow")
    page = phone.new_page()
    page.goto("/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    return phone.service_workers[0]


def test_the_service_worker_told_no_progress_learns_from_a_sending_that_failed(worker, large):
    """The first try breaks off after long, the next one takes smaller copies."""
    sizes, rate = worker.evaluate(
        """async (bytes) => {
            const photo = new Blob([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], { type: "image/jpeg" });
            await waiting.put({ photos: [photo], lang: "th", time: 1, state: "waiting" });
            const now = performance.now.bind(performance);
            const sizes = [];
            let late = 0;
            performance.now = () => now() + late;
            globalThis.fetch = async (path, { body }) => {
                sizes.push((await createImageBitmap(body.get("photos"))).width);
                late += 60_000;
                throw new TypeError("no connection");
            };
            for (let turn = 0; turn < 2; turn += 1) await sendWaiting().catch(() => {});
            return [sizes, (await waiting.everything())[0].rate];
        }""",
        base64.b64encode(large.read_bytes()).decode(),
    )
    assert sizes == [3200, 2560]
    assert 0 < rate < 100_000  # kept for a worker that starts anew


def test_the_service_worker_makes_the_same_copies(worker, large):
    size = worker.evaluate(
        """async (bytes) => {
            const photo = new Blob([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], { type: "image/jpeg" });
            const picture = await createImageBitmap(await weak.smallerCopy(photo, weak.STEPS.at(-1)));
            return [picture.width, picture.height];
        }""",
        base64.b64encode(large.read_bytes()).decode(),
    )
    assert size == [2560, 1920]
