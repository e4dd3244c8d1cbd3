"""A day of an inspector without a connection: five products, twelve photos, a closed browser; then all arrives."""

import json
import random
import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from case_phone import (
    PASSPHRASE,
    PLACE,
    add_product,
    field,
    keeping,
    kept,
    new_case,
    photos,
    set_up,
    sha256,
    state,
    unlock,
)
from phone import CHROMIUM, PHONE, QUIET
from playwright.sync_api import BrowserContext, expect

from verifier.cases.audit import audit
from verifier.cases.model import PlaceKind
from verifier.cases.store import Who

GOODS = {"ที่ชาร์จ ฮฮฮ-1": 3, "หัวชาร์จ ฮฮฮ-2": 3, "ปลั๊ก ฮฮฮ-3": 2, "หมวก ฮฮฮ-4": 2, "ไดร์ ฮฮฮ-5": 2}
OPERATOR = Who("test", operator=True)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with keeping(tmp_path_factory.mktemp("kept")) as service:
        yield service


class Phone:
    """A phone's browser with all that it keeps; called again it is closed and opened again."""

    def __init__(self, browser, url, profile) -> None:
        self._kind, self._url, self._profile, self._open = browser.browser_type, url, profile, None

    def __call__(self, **options) -> BrowserContext:
        self.close()
        known = {"viewport": PHONE, "base_url": self._url, "locale": "th-TH", "executable_path": CHROMIUM}
        self._open = self._kind.launch_persistent_context(self._profile, args=list(QUIET), **known | options)
        self._open.set_default_timeout(30_000)
        return self._open

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None


@pytest.fixture
def phone(browser, served, tmp_path):
    made = Phone(browser, served.url, tmp_path / "profile")
    yield made
    made.close()


def installed(phone, served, key=None):
    """The page, set up and kept on the phone."""
    page = phone.new_page()
    set_up(page, key or served.key())
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller")
    return page


def all_that_lies_on_the_phone(page) -> str:
    """Every record of the database as text, bytes as Latin-1, so that a word in the clear would be found."""
    return page.evaluate(
        """async () => {
            const database = await new Promise((resolve) => {
                const asked = indexedDB.open("mokcheck-cases");
                asked.onsuccess = () => resolve(asked.result);
            });
            const latin1 = new TextDecoder("latin1");
            const inside = (value) => Object.entries(value).map(([name, one]) => name + "=" + plain(one)).join();
            const plain = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? latin1.decode(value)
                : value && typeof value === "object" ? inside(value) : String(value);
            const found = [];
            for (const name of database.objectStoreNames) {
                const records = await new Promise((resolve) => {
                    const asked = database.transaction(name).objectStore(name).getAll();
                    asked.onsuccess = () => resolve(asked.result);
                });
                found.push(...records.map((record) => name + ":" + plain(record)));
            }
            database.close();
            return found.join("\\n");
        }"""
    )


def test_a_day_without_a_connection_arrives_whole(phone, served, tmp_path):
    files = photos(tmp_path, sum(GOODS.values()))
    key = served.key()
    page = installed(phone(), served, key)
    page.context.set_offline(True)
    page.reload()  # also the page itself comes from the phone
    unlock(page)
    new_case(page)
    expect(page.locator(".offline")).to_contain_text("ทำแฟ้มต่อได้ตามปกติ")
    card = add_product(page, "", [])
    card.locator("[data-camera]").click()  # whose scripts come from the phone too
    expect(page.locator(".live")).to_contain_text(re.compile("ชัด|มืด|แสง"))
    page.locator("[data-close]").click()
    page.once("dialog", lambda dialog: dialog.accept())
    card.locator("[data-remove-product]").click()
    expect(page.locator(".goods")).to_have_count(0)
    page.locator("[data-head] .pick").filter(has_text="แผง").click()
    field(page, "place.district").fill("บางรัก")
    field(page, "inspected").fill("2026-11-25T10:30")
    field(page, "notes").fill("ผู้ขายไม่อยู่")
    left = list(files)
    for number, (name, count) in enumerate(GOODS.items()):
        card = add_product(page, name, [left.pop(0) for _ in range(count)])
        card.locator('[data-field="quantity"]').fill(str(number + 1))
        card.locator('[data-field="price_thb"]').fill("199.50")
        card.locator('[data-field="seizure_tag"]').fill(f"ย-{number}")
        card.locator(".own .pick").filter(has_text="ขัดกัน").click()
        card.locator('[data-field="finding.words"]').fill("ไม่มีใบอนุญาต")
        expect(card.locator("[data-ours]")).to_contain_text("จะตรวจให้เมื่อส่งแล้ว")
        kept(page)
    page.locator("[data-send]").click()
    expect(state(page)).to_have_text(re.compile("รอสัญญาณ"))
    on_disk = all_that_lies_on_the_phone(page)
    words = (PLACE, "บางรัก", "ผู้ขายไม่อยู่", "ฮฮฮ-", "ย-0", key)
    hashes = [sha256(path) for path in files]
    secrets = [word.encode().decode("latin1") for word in words] + list(words) + hashes
    secrets += [path.read_bytes()[400:440].decode("latin1") for path in files]
    assert len(on_disk) > sum(path.stat().st_size for path in files)
    assert not [secret for secret in secrets if secret in on_disk]

    phone.close()
    profile = {path: path.read_bytes() for path in (tmp_path / "profile").rglob("*") if path.is_file()}
    secrets = [*words, PASSPHRASE, "ไม่มีใบอนุญาต", *hashes]
    coded = {word.encode(coding) for word in secrets for coding in ("utf-8", "utf-16-le")}
    coded |= {path.read_bytes()[400:440] for path in files}
    assert len(profile) > 50
    assert [(path.name, word) for path, data in profile.items() for word in coded if word in data] == []

    page = phone(offline=True).new_page()
    page.goto("/case")
    unlock(page, "ไม่ใช่รหัสผ่านนี้แน่")
    expect(page.locator("[data-problem]")).to_contain_text("รหัสผ่านไม่ถูกต้อง")
    expect(page.locator("[data-view=list]")).to_be_hidden()
    assert PLACE not in page.content()
    unlock(page)
    expect(page.locator("[data-cases] li")).to_contain_text(PLACE)
    expect(page.locator("[data-cases] .badge")).to_have_text(re.compile("รอสัญญาณ"))
    assert served.cases.find(who=OPERATOR, at=datetime.now(UTC)) == []

    page.context.set_offline(False)
    expect(page.locator("[data-cases] .badge")).to_have_text(re.compile("ส่งครบแล้ว"), timeout=90_000)
    (case,) = served.cases.find(who=OPERATOR, at=datetime.now(UTC))
    assert (case.place.kind, case.place.name, case.place.district) == (PlaceKind.STALL, PLACE, "บางรัก")
    assert (case.inspected.isoformat(), case.notes) == ("2026-11-25T10:30:00+07:00", "ผู้ขายไม่อยู่")
    assert case.place.latitude is None
    assert [product.name for product in case.products] == list(GOODS)
    assert [photo.sha256 for product in case.products for photo in product.photos] == hashes
    assert [served.cases.files.read(sha) for sha in hashes] == [path.read_bytes() for path in files]
    first = case.products[0]
    assert (first.quantity, first.price_thb, first.seizure_tag) == (1, "199.50", "ย-0")
    assert (first.finding.verdict, first.finding.words) == ("conflicts", "ไม่มีใบอนุญาต")
    assert all(product.judged and product.judged.verdict == "agrees" for product in case.products)
    assert audit(served.cases).flaws == ()

    page.locator("[data-cases] button").click()
    page.locator(".goods summary").first.click()
    expect(page.locator(".goods").first.locator("[data-ours] .badge")).to_have_text(re.compile("ตรงกัน"))
    expect(page.locator(".goods").first.locator(".shots .whole")).to_have_count(3)


def test_nothing_leaves_the_phone_before_the_service_has_it(phone, served, tmp_path):
    page = installed(phone(), served)
    new_case(page, "ร้านทดลอง")
    add_product(page, "หลอดไฟ", photos(tmp_path, 1))
    page.locator("[data-remove] summary").click()
    expect(page.locator("[data-remove-lead]")).to_contain_text("1 รูป")
    page.locator("[data-remove-form] [type=submit]").click()  # the tick is missing: the browser refuses
    expect(state(page)).to_have_text(re.compile("ร่าง"))
    page.locator("[data-send]").click()
    expect(state(page)).to_have_text(re.compile("ส่งครบแล้ว"), timeout=60_000)
    page.route("**/v1/cases/*", _without_photos)
    page.locator("[data-remove-form] [type=submit]").click()
    expect(page.locator("[data-remove-said]")).to_contain_text("จึงยังไม่ลบ")
    assert len(all_that_lies_on_the_phone(page).split("photos:")) == 2
    expect(page.locator(".goods .shots li")).to_contain_text("ถูกเอาออกจากระบบ")
    page.unroute("**/v1/cases/*")
    page.reload()
    unlock(page)
    expect(page.locator(".goods [data-summary]")).to_contain_text("รูป 1")  # the same case, as before it was reloaded
    page.locator(".goods summary").click()
    page.locator(".goods .again").click()
    page.locator("[data-send]").click()
    expect(state(page)).to_have_text(re.compile("ส่งครบแล้ว"), timeout=60_000)
    page.locator("[data-remove] summary").click()
    page.locator("[data-remove-form] [type=submit]").click()
    expect(page.locator("[data-count]")).to_contain_text("ยังไม่มีแฟ้ม")
    assert "photos:" not in all_that_lies_on_the_phone(page)


def _without_photos(route):
    answer = route.fetch()
    case = answer.json()
    for product in case["products"]:
        product["photos"] = []
    route.fulfill(response=answer, body=json.dumps(case))


def test_a_record_that_was_changed_is_told_and_the_others_open(phone, served):
    page = installed(phone(), served)
    new_case(page, "ร้านที่ถูกแก้")
    page.locator("[data-back]").click()
    page.evaluate(
        """() => new Promise((resolve) => {
            indexedDB.open("mokcheck-cases").onsuccess = ({ target: { result } }) => {
                const store = result.transaction("cases", "readwrite").objectStore("cases");
                store.getAll().onsuccess = ({ target: { result: [record] } }) => {
                    new Uint8Array(record.sealed)[40] ^= 1;
                    store.put(record).onsuccess = () => { result.close(); resolve(); };
                };
            };
        })"""
    )
    new_case(page, "ร้านที่ยังดี")
    page.locator("[data-back]").click()
    page.reload()
    unlock(page, PASSPHRASE)
    expect(page.locator("[data-problem]")).to_contain_text("1 รายการเปิดไม่ได้")
    expect(page.locator("[data-cases] li")).to_have_count(1)
    expect(page.locator("[data-cases] li")).to_contain_text("ร้านที่ยังดี")


def test_over_a_weak_signal_parts_become_smaller_until_they_get_through(phone, served, tmp_path):
    page = installed(phone(), served)
    sizes = []

    def weak(route):
        size = len(route.request.post_data_buffer)
        sizes.append(size)
        route.abort() if size > 140_000 else route.continue_()

    page.route("**/photos/*", weak)
    new_case(page, "ร้านสัญญาณอ่อน")
    (photo,) = photos(tmp_path, 1, extra_bytes=500_000)
    add_product(page, "หมวก", [photo])
    page.evaluate("setTimeout = ((own) => (act, ms, ...more) => own(act, Math.min(ms, 200), ...more))(setTimeout)")
    page.locator("[data-send]").click()
    expect(state(page)).to_have_text(re.compile("ส่งครบแล้ว"), timeout=60_000)
    assert served.cases.files.read(sha256(photo)) == photo.read_bytes()
    assert sizes[:3] == [524_288, 262_144, 131_072]


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))])
def test_requests_and_answers_that_are_lost_lose_and_double_nothing(phone, served, tmp_path, seed):
    page = installed(phone(), served)
    page.evaluate("setTimeout = ((own) => (act, ms, ...more) => own(act, Math.min(ms, 50), ...more))(setTimeout)")
    chance, lost = random.Random(seed), Counter()

    def unlucky(route):
        way = chance.choices(("asked", "answered", "through"), (3, 2, 5))[0]
        lost[way] += 1
        if way == "answered":
            route.fetch()
        route.abort() if way != "through" else route.continue_()

    page.route("**/v1/cases/**", unlucky)
    name = f"ร้านเคราะห์ร้าย {seed}"
    new_case(page, name)
    files = photos(tmp_path, 5, extra_bytes=700_000)
    add_product(page, "หมวก", files[:3])
    add_product(page, "หลอดไฟ", files[3:])
    page.locator("[data-send]").click()
    page.wait_for_timeout(1_500)
    field(page, "notes").fill("เขียนต่อระหว่างส่ง")
    expect(state(page)).to_have_text(re.compile("ส่งครบแล้ว"), timeout=90_000)
    assert lost["asked"] and lost["answered"], lost
    case = served.case(page.evaluate("history.state.case"))
    assert (case.place.name, case.notes) == (name, "เขียนต่อระหว่างส่ง")
    assert [product.name for product in case.products] == ["หมวก", "หลอดไฟ"]
    assert [photo.sha256 for product in case.products for photo in product.photos] == [sha256(path) for path in files]
    assert [served.cases.files.read(sha256(path)) for path in files] == [path.read_bytes() for path in files]
    assert all(product.judged for product in case.products)
    did = Counter(entry.did for entry in served.cases.trail(case.id, who=OPERATOR).entries)
    assert (did["create"], did["upload"]) == (1, 5), did
