"""What the tests of the page of cases share: a service that keeps cases, and what an inspector does on the phone."""

import hashlib
import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from phone import SAMPLES, served
from PIL import Image
from playwright.sync_api import Page, expect

from api.app import create_app
from api.auth import Scope, make_key
from tests.support.fakes import make_verifier
from verifier.cases.model import Case
from verifier.cases.store import Who
from verifier.cases.work import CaseWork
from verifier.settings import Settings

PASSPHRASE = "สี่คำ ไม่เกี่ยว กันเลย จริงๆ"
PLACE = "แผง 7 ตลาดตัวอย่าง"


class Kept:
    """A service that keeps cases, in this process: its address, its store of cases, and keys of inspectors."""

    def __init__(self, app, url: str) -> None:
        self.url, self._service = url, app.state.service
        self.cases = self._service.cases

    def key(self, name: str = "สมชาย ใจดี") -> str:
        token, key = make_key(Scope.INSPECTOR, name)
        self._service.store.add_key(key)
        return token

    def revoke(self, told: str) -> None:
        """Ends the key whose id stands in the words about an officer."""
        key_id = re.search(r"[0-9a-f]{12}", told)
        assert key_id
        self._service.store.revoke_key(key_id[0], time.time())

    def case(self, case_id: str) -> Case:
        return self.cases.read(case_id, who=Who("test", operator=True), at=datetime.now(UTC))

    def work(self, token: str = "") -> CaseWork:
        """As the inspector with this key works on cases; without one as the operator."""
        return CaseWork(self.cases, Who(token[4:16], operator=not token), datetime.now(UTC))

    def share(self, case_id: str, token: str) -> None:
        """Has an inspector work on a case too."""
        case = self.case(case_id)
        self.work().set_team(case_id, case.officer, [*case.team, token[4:16]])

    def put(self, token: str, case_id: str, **changes) -> None:
        """Changes place, time or notes as a colleague."""
        case = self.case(case_id)
        known = {name: getattr(case, name) for name in ("place", "inspected", "notes", "keep_until")}
        self.work(token).put_case(case_id, **known | changes, revision=case.revision)

    def put_product(self, token: str, case_id: str, product_id: str, **changes) -> None:
        """Changes a product as a colleague."""
        case = self.case(case_id)
        product = replace(case.product(product_id), **changes)
        self.work(token).put_product(case_id, product, revision=case.revision)


@contextmanager
def keeping(folder: Path) -> Iterator[Kept]:
    """Runs one whose engines are honest fakes: what is tested is how cases travel."""
    settings = Settings(cases_path=folder / "cases")
    app = create_app(settings, make_verifier(settings))
    with served(app) as base:
        yield Kept(app, base)


def photos(folder: Path, count: int, extra_bytes: int = 0) -> list[Path]:
    """So many different JPEG files, each with `extra_bytes` more behind its end, as some phones write them."""
    found = []
    source = Image.open(next(SAMPLES.glob("01*.jpg"))).resize((800, 600))
    noise = np.random.default_rng(7)
    for number in range(count):
        data = io.BytesIO()
        source.rotate(number).save(data, "JPEG", quality=90)
        path = folder / f"photo-{number:02d}.jpg"
        path.write_bytes(data.getvalue() + noise.bytes(extra_bytes))
        found.append(path)
    return found


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def set_up(page: Page, key: str) -> None:
    """The first time on this phone."""
    page.goto("/case")
    form = page.locator("[data-set-up]")
    form.locator("[name=passphrase]").fill(PASSPHRASE)
    form.locator("[name=again]").fill(PASSPHRASE)
    form.locator("[name=key]").fill(key)
    form.locator("[type=submit]").click()
    expect(page.locator("[data-view=list] h1")).to_be_visible()


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.locator("[data-unlock] [name=passphrase]").fill(passphrase)
    page.locator("[data-unlock] [type=submit]").click()


def new_case(page: Page, name: str = PLACE) -> None:
    page.locator("[data-new]").click()
    field(page, "place.name").fill(name)
    kept(page)


def field(page: Page, name: str):
    return page.locator(f'[data-head] [data-field="{name}"]')


def add_product(page: Page, name: str, files: list[Path]):
    """Adds a product with photos; its card."""
    page.locator("[data-add-product]").click()
    card = page.locator(".goods").last
    card.locator('[data-field="name"]').fill(name)
    if files:
        with page.expect_file_chooser() as chooser:
            card.locator("[data-choose]").click()
        chooser.value.set_files(files)
        expect(card.locator(".shots li")).to_have_count(len(files))
    kept(page)
    return card


def kept(page: Page) -> None:
    """Waits until the case lies on the phone."""
    expect(page.locator("[data-kept]")).to_contain_text("บันทึกในเครื่องนี้แล้ว")


def state(page: Page):
    return page.locator("[data-view=case] [data-state]")
