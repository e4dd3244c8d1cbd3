"""A service that is killed in the middle of an upload: nothing is lost or there twice, the phone goes on by itself."""

import contextlib
import random
import re
import socket
from collections import Counter
from datetime import UTC, datetime

import pytest
from case_phone import add_product, new_case, photos, set_up, sha256, state
from phone import PHONE
from playwright.sync_api import expect

from api.auth import Scope, make_key
from api.store_sqlite import SqliteStore
from bench.servers.service import Served
from verifier.cases.audit import audit
from verifier.cases.store import CaseStore, Who


def free_port() -> str:
    """One that no connection is given by chance while the service is down: below Linux's ephemeral ports."""
    for port in random.sample(range(20_000, 30_000), 50):
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port))
            return str(port)
    raise AssertionError("no port is free")


@pytest.mark.loopback
def test_a_service_killed_in_the_middle_loses_and_doubles_nothing(browser, tmp_path):
    store = tmp_path / "store.sqlite"
    kept = SqliteStore(store)
    token, key = make_key(Scope.INSPECTOR, "สมชาย ใจดี")
    kept.add_key(key)
    kept.close()
    port = free_port()
    environment = {"MOKCHECK_CASES_PATH": str(tmp_path / "cases"), "MOKCHECK_STORE_PATH": str(store)}
    files = photos(tmp_path, 2, extra_bytes=2_000_000)

    served = Served("--port", port, environment=environment)
    phone = browser.new_context(viewport=PHONE, base_url=served.url, locale="th-TH", service_workers="block")
    phone.set_default_timeout(30_000)
    page = phone.new_page()
    sent, kills = [], []

    def part(route):
        """Lets a part through; the service is killed after the second, and before the answer to the sixth is read."""
        nonlocal served
        sent.append(len(route.request.post_data_buffer))
        number = len(sent)
        if number in (3, 6) and number not in kills:
            if number == 6:
                route.fetch()  # it arrives, and is on the disk; the phone is never told
            served.kill()
            kills.append(number)
            route.abort()
        else:
            route.continue_()

    try:
        set_up(page, token)
        new_case(page)
        add_product(page, "พาวเวอร์แบงก์", files)
        page.route("**/photos/*", part)
        page.locator("[data-send]").click()
        for number in (3, 6):
            while number not in kills:
                page.wait_for_timeout(50)
            expect(state(page)).to_have_text(re.compile("รอสัญญาณ"))
            served = Served("--port", port, environment=environment)
        expect(state(page)).to_have_text(re.compile("ส่งครบแล้ว"), timeout=120_000)
        page.locator(".goods .whole").nth(1).wait_for(state="attached")
    finally:
        phone.close()
        served.kill()
    cases = CaseStore(tmp_path / "cases")
    (case,) = cases.find(who=Who("test", operator=True), at=datetime.now(UTC))
    (product,) = case.products
    assert [photo.sha256 for photo in product.photos] == [sha256(path) for path in files]
    assert [cases.files.read(sha256(path)) for path in files] == [path.read_bytes() for path in files]
    assert product.judged is not None
    chain = audit(cases)
    assert chain.flaws == ()
    did = Counter(entry.did for entry in chain.entries)
    assert (did["create"], did["upload"], did["judge"]) == (1, 2, 1)
    assert not list((tmp_path / "cases" / "parts").glob("*"))
    # the part that was killed before it arrived is sent again, and not a byte more
    assert sum(sent) == sum(path.stat().st_size for path in files) + sent[2]
