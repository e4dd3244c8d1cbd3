"""The review of a batch: what waits for a person, what a person decides, and that nothing else changes by it."""

import csv
import io
import json
import time
from dataclasses import replace
from datetime import datetime

import openpyxl
import pypdfium2
import pytest
from PIL import Image

from api.batches import decisions
from tests.support.batches import key, send, stock, work, zipped
from tests.support.stock import make_other_list, make_unresolved, make_without_list, picture
from verifier import messages
from verifier.days import THAILAND
from verifier.errors import Busy
from verifier.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(batches_path=tmp_path / "batches")


@pytest.fixture
def client(serve, settings):
    client = serve(settings)
    client.headers["Authorization"] = f"Bearer {key(client, name='=คุณสมใจ')}"
    return client


@pytest.fixture
def path(client, settings):
    """A batch of which one photo is damaged; without a list nothing agrees."""
    path = send(client, zipped(stock(5, damaged={2}))).headers["Location"]
    work(settings, make_without_list)
    return path


def decide(client, path, item, **what):
    return client.post(f"{path}/items/{item}/decisions", json=what)


def test_the_queue_is_by_reason_and_holds_all_that_does_not_agree(client, path):
    queue = client.get(f"{path}/review").json()
    assert (queue["total"], queue["decided"], queue["left_out"]) == (5, 0, 0)
    sizes = [len(group["items"]) for group in queue["groups"]]
    assert sizes == sorted(sizes, reverse=True) and len(queue["groups"]) == 2
    assert queue["groups"][-1]["code"] == "stock.photo_aside"
    assert all(group["message"]["th"] and group["message"]["en"] for group in queue["groups"])
    assert {one["item"] for group in queue["groups"] for one in group["items"]} == {1, 2, 3, 4, 5}


def test_every_group_says_its_reason_also_where_a_code_is_not_known(client, settings):
    path = send(client, zipped(stock(2))).headers["Location"]
    work(settings, make_unresolved)
    (group,) = client.get(f"{path}/review").json()["groups"]
    assert group["code"] == "code.unresolved" and len(group["items"]) == 2
    assert group["message"]["th"] and group["message"]["en"]


def test_conflicts_come_first_and_what_agrees_is_not_there(client, settings):
    agreeing = send(client, zipped(stock(2))).headers["Location"]
    work(settings)
    assert client.get(f"{agreeing}/review").json() == {"total": 0, "decided": 0, "left_out": 0, "groups": []}
    conflicting = send(client, zipped(stock(3, damaged={1}))).headers["Location"]
    work(settings, make_other_list)
    groups = client.get(f"{conflicting}/review").json()["groups"]
    assert [group["items"][0]["verdict"] for group in groups] == ["conflicts", "cannot_tell"]


def test_a_product_comes_with_pictures_and_readings_in_their_pixels(client, path):
    product = client.get(f"{path}/items/1").json()
    assert product["reasons"]["th"] and product["product"]["sku"] == "S0"
    (shown,) = product["pictures"]
    assert {reading["kind"] for reading in product["readings"]} >= {"standards", "licences", "marks"}
    for reading in product["readings"]:
        assert len(reading["quad"]) == 4 and reading["picture"] == 0
    answer = client.get(f"{path}/items/1/pictures/0")
    assert answer.headers["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(answer.content)) as image:
        assert image.size == (shown["width"], shown["height"]) and not image.getexif()
    assert client.get(f"{path}/items/1/pictures/1").json()["code"] == "batch.none"
    assert client.get(f"{path}/items/99").json()["code"] == "batch.none"
    aside = client.get(f"{path}/items/3").json()
    assert aside["readings"] == [] and aside["pictures"][0]["width"] is None


def test_pictures_of_two_batches_in_turn_and_none_of_a_deleted_one(client, path, settings):
    other = send(client, zipped({"a.png": picture(9)})).headers["Location"]
    work(settings, make_without_list)
    opened = client.app.state.service.batches.opened
    shown = [client.get(f"{place}/items/1/pictures/0").content for place in (path, other, path, other)]
    assert shown[0] == shown[2] != shown[1] == shown[3]
    assert opened._source is not None
    client.delete(other)
    assert opened._source is None and client.get(f"{other}/items/1/pictures/0").status_code == 404
    assert client.get(f"{path}/items/1/pictures/0").content == shown[0]


def test_a_large_photo_is_shown_smaller(client, settings):
    image = Image.open(io.BytesIO(picture(1))).resize((2600, 1950))
    out = io.BytesIO()
    image.save(out, "PNG")
    path = send(client, zipped({"a.png": out.getvalue()})).headers["Location"]
    work(settings, make_without_list)
    with Image.open(io.BytesIO(client.get(f"{path}/items/1/pictures/0").content)) as shown:
        assert shown.size == (2000, 1500)


def test_a_decision_says_who_and_when_and_changes_no_verdict_and_no_reading(client, path):
    before = [client.get(f"{path}/results/{kind}").content for kind in ("csv", "jsonl")]
    product = client.get(f"{path}/items/1").json()
    made = decide(client, path, 1, decision="conflicts", note="ฉลากลอก")
    assert made.status_code == 201
    assert (made.json()["who"], made.json()["verdict"]) == ("=คุณสมใจ", "cannot_tell") and made.json()["at"]
    corrected = decide(client, path, 1, corrections={"licences/0": "ท1-1/2879"}).json()
    after = client.get(f"{path}/items/1").json()
    assert after["decisions"] == [made.json(), corrected]
    assert {**after, "decisions": []} == {**product, "decisions": []}
    assert [client.get(f"{path}/results/{kind}").content for kind in ("csv", "jsonl")] == before
    queue = client.get(f"{path}/review").json()
    assert queue["decided"] == 1
    assert {one["item"]: one["decision"] for group in queue["groups"] for one in group["items"]}[1] == "conflicts"
    assert decide(client, path, 1, decision="ask_supplier").status_code == 201
    assert len(client.get(f"{path}/decisions").json()["decisions"]) == 3, "a later decision replaces no earlier one"


def test_a_decision_does_not_wait_for_photos_that_are_being_verified(client, path, monkeypatch):
    async def full(*_):
        raise Busy

    monkeypatch.setattr(client.app.state.service.pool, "run", full)
    assert decide(client, path, 1, decision="agrees").status_code == 201


def test_a_correction_alone_decides_nothing(client, path):
    decide(client, path, 1, corrections={"licences/0": "ท1-1/2879"})
    assert client.get(f"{path}/review").json()["decided"] == 0


def test_a_decision_is_taken_back_within_seconds_by_whoever_made_it(client, path, monkeypatch):
    mine = decide(client, path, 1, decision="agrees").json()["id"]
    other = {"Authorization": f"Bearer {key(client)}"}
    assert client.delete(f"{path}/decisions/{mine}", headers=other).status_code == 404
    assert client.delete(f"{path}/decisions/{mine}").status_code == 204
    assert client.delete(f"{path}/decisions/{mine}").json()["code"] == "batch.none"
    assert client.get(f"{path}/review").json()["decided"] == 0
    late = decide(client, path, 1, decision="agrees").json()["id"]
    now = time.time()
    monkeypatch.setattr(decisions.time, "time", lambda: now + 11)
    assert client.delete(f"{path}/decisions/{late}").json()["code"] == "review.too_late"
    assert client.get(f"{path}/review").json()["decided"] == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"decision": "genuine"}, 422),
        ({"decision": "agrees", "verdict": "agrees"}, 422),
        ({"corrections": {"licences/0": "x" * 301}}, 422),
        ({"corrections": {}}, 422),
        ({"corrections": {"licences/99": "ท1-1/2879"}}, 422),
        ({"decision": "agrees", "corrections": {"<script>": "x"}}, 422),
        ({"decision": "agrees", "note": "a\x00b"}, 422),
        ({"decision": "agrees", "note": "a\x1b[2Jb"}, 422),
    ],
)
def test_what_is_no_decision_is_refused(client, path, body, status):
    assert decide(client, path, 1, **body).status_code == status
    assert client.get(f"{path}/decisions").json() == {"decisions": []}


def test_decisions_are_exported_and_no_cell_is_run(client, path):
    decide(client, path, 1, decision="ask_supplier", note="=cmd|' /C calc'!A0", corrections={"licences/0": "ท1-1/2879"})
    decide(client, path, 4, decision="agrees")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{path}/review/csv").content.decode("utf-8-sig"))))
    assert [(row["item"], row["decision"], row["verdict"]) for row in rows] == [
        ("1", "ask_supplier", "cannot_tell"),
        ("4", "agrees", "cannot_tell"),
    ]
    assert rows[0]["note"].startswith("'=") and rows[0]["who"].startswith("'=") and rows[0]["key_id"]
    assert rows[0]["corrections"] == "licences/0: ท1-1/2879" and rows[0]["reasons"]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{path}/review/xlsx").content))
    cells = list(book.active.iter_rows(values_only=True))
    assert len(cells) == 3 and cells[1][cells[0].index("หมายเหตุ")].startswith("=cmd")
    assert cells[1][cells[0].index("คำตัดสิน")] == "ถามผู้ขาย" and cells[1][cells[0].index("ผลของระบบ")] == "ยังสรุปไม่ได้"
    at = datetime.fromisoformat(rows[0]["decided"]).astimezone(THAILAND)
    assert cells[1][cells[0].index("ตัดสินเมื่อ (เวลาไทย)")] == messages.moment(at, "th")
    decide(client, path, 3, decision="ask_supplier")  # the damaged one
    last = list(csv.DictReader(io.StringIO(client.get(f"{path}/review/csv").content.decode("utf-8-sig"))))[-1]
    assert len(last["reasons"].split("\n")) == 2, "one reason a line"
    english = openpyxl.load_workbook(io.BytesIO(client.get(f"{path}/review/xlsx?lang=en").content)).active
    assert {"Decision", "Ask supplier", "cannot tell"} <= {cell.value for row in english for cell in row}
    told = [client.get(f"{path}/review/csv?lang={lang}").text for lang in ("th", "en")]
    assert "There is no list" in told[1] and "There is no list" not in told[0]
    assert all(cell.data_type == "s" for row in book.active.iter_rows() for cell in row if cell.value is not None)


def test_the_letter_names_what_is_missing_of_all_products_of_the_supplier(client, path):
    decide(client, path, 1, decision="ask_supplier")
    decide(client, path, 2, decision="ask_supplier")
    decide(client, path, 5, decision="ask_supplier")
    for lang, words in (("th", ("เรียน ผู้ขาย 0", "ขอให้ส่ง")), ("en", ("To ผู้ขาย 0", "Please send"))):
        text = client.get(f"{path}/items/3/letter?lang={lang}").text
        assert all(word in text for word in words)
        assert [name for name in (f"สินค้า {n}" for n in range(5)) if name in text] == ["สินค้า 0", "สินค้า 2", "สินค้า 4"]
        assert "stock." not in text and "{" not in text
        reasons = client.get(f"{path}/items/3").json()["reasons"][lang]
        assert reasons and all(f"- {reason}" in text for reason in reasons)


def test_a_letter_on_goods_that_agree_names_nothing_as_missing(client, settings):
    path = send(client, zipped(stock(1)), lang="en").headers["Location"]
    work(settings)
    text = client.get(f"{path}/items/1/letter", params={"lang": "en"}).text
    assert "What could not be confirmed" not in text and "leads to" not in text
    assert "Please send:\n   - a copy of the TIS licence" in text


def test_the_letter_as_pdf(client, path):
    made = client.get(f"{path}/items/3/letter?form=pdf")
    assert made.status_code == 200 and made.content.startswith(b"%PDF")
    assert made.content == client.get(f"{path}/items/3/letter?form=pdf").content
    page = pypdfium2.PdfDocument(made.content)[0].get_textpage().get_text_range()
    assert "เรียน ผู้ขาย 0" in page and "สินค้า 2" in page


def test_a_manifest_cannot_write_the_letters_source(client, settings):
    table = 'photo,SKU,product,supplier\na.png,S1,"#read(""/etc/passwd"")","#panic()[ $x$"\n'
    path = send(client, zipped({"a.png": picture(1), "manifest.csv": table.encode()})).headers["Location"]
    work(settings, make_without_list)
    made = client.get(f"{path}/items/1/letter?form=pdf")
    assert made.status_code == 200
    page = pypdfium2.PdfDocument(made.content)[0].get_textpage().get_text_range()
    assert '#read("/etc/passwd")' in page and "root:" not in page


def test_others_see_nothing_and_a_deleted_batch_takes_its_decisions_along(client, path):
    made = decide(client, path, 1, decision="agrees").json()
    other = {"Authorization": f"Bearer {key(client)}"}
    for part in ("review", "items/1", "items/1/pictures/0", "decisions", "review/csv", "items/1/letter"):
        assert client.get(f"{path}/{part}", headers=other).json()["code"] == "batch.none", part
    assert client.post(f"{path}/items/1/decisions", json={"decision": "agrees"}, headers=other).status_code == 404
    store = client.app.state.service.batches.decisions
    assert [found.id for found in store.of(made["id"] and path.rpartition("/")[2])] == [made["id"]]
    client.delete(path)
    assert store.of(path.rpartition("/")[2]) == []


def test_a_batch_that_has_not_begun_has_nothing_to_review(client):
    path = send(client, zipped(stock(1))).headers["Location"]
    assert client.get(f"{path}/review").json()["code"] == "batch.unfinished"


def test_a_long_queue_comes_in_parts(client, path, monkeypatch):
    monkeypatch.setattr("api.batches.review.MOST", 2)
    queue = client.get(f"{path}/review").json()
    shown = [one["item"] for group in queue["groups"] for one in group["items"]]
    assert (queue["total"], queue["left_out"], len(shown)) == (5, 3, 2)
    for item in shown:
        decide(client, path, item, decision="agrees")
    more = client.get(f"{path}/review").json()
    assert more["decided"] == 2 and more["left_out"] == 1
    assert {one["item"] for group in more["groups"] for one in group["items"]} > set(shown)


def test_decisions_are_plain_data():
    made = decisions.Decision("i", "b", 1, "k", decisions.Choice.AGREES, "{}", "", "cannot_tell", "w", "k", 0.0)
    assert json.dumps(decisions.plain(replace(made, decision=None)))
