"""`/v1/cases`: an inspector's cases over HTTP, for their team alone, and never lost half-way."""

import hashlib
import json
import shutil
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.auth import Scope, make_key
from api.cases import SERVICE
from api.schemas.cases import CaseOut, CasesOut, ColleaguesOut, TrailOut, UploadOut
from api.store_sqlite import SqliteStore
from bench.servers.service import Served
from tests.support.fakes import TODAY, FakeRegistry, licence, make_verifier, photo_bytes
from tests.support.reports import read_report
from tests.support.spot_checks import SECRET_PLACE, uid
from verifier.cases.audit import audit
from verifier.cases.model import Place, PlaceKind
from verifier.cases.store import CaseStore, Who
from verifier.cases.work import CaseWork
from verifier.domain import LicenceStatus
from verifier.settings import Settings

CASE, PRODUCT = f"/v1/cases/{uid(1)}", f"/v1/cases/{uid(1)}/products/{uid(2)}"
PLACE = {"kind": "stall", "name": SECRET_PLACE, "district": "บางรัก"}
NEW = {"place": PLACE, "inspected": "2026-11-23T10:00:00+07:00"}
GOODS = {"name": "ของกลางลับ", "category": "power bank", "quantity": 12, "price_thb": "199.00", "seizure_tag": "ย-1"}
PHOTO = photo_bytes(1)
SHA256 = hashlib.sha256(PHOTO).hexdigest()
SLOW = str(Path(__file__).resolve().parents[1] / "support" / "slow_service.py")


@pytest.fixture
def store():
    return SqliteStore(None)


@pytest.fixture
def settings(tmp_path):
    return Settings(cases_path=tmp_path / "cases")


@pytest.fixture
def client(settings, store):
    with TestClient(create_app(settings, make_verifier(settings), today=lambda: TODAY, store=store)) as started:
        yield started


def officer(store, name="สมชาย", scope=Scope.INSPECTOR):
    token, key = make_key(scope, name)
    store.add_key(key)
    return {"authorization": f"Bearer {token}"}, key.id


def code(answer):
    return answer.status_code, answer.json()["code"]


def send(client, headers, data=PHOTO, url=PRODUCT, part=3000):
    sha256 = hashlib.sha256(data).hexdigest()
    for offset in range(0, len(data), part):
        asked = {"bytes": len(data), "offset": offset}
        found = client.put(
            f"{url}/photos/{sha256}", params=asked, content=data[offset : offset + part], headers=headers
        )
        assert found.status_code == 200, found.text
    return UploadOut.model_validate_json(found.content)


def make(client, headers):
    """A case with one product and one photo, judged."""
    assert client.put(CASE, json=NEW, headers=headers).status_code == 200
    assert client.put(PRODUCT, json=GOODS, headers=headers).status_code == 200
    assert send(client, headers).whole
    return read_report(client.post(f"{PRODUCT}/judgement", headers=headers).content)


def test_a_case_from_its_first_word_to_its_report(client, store):
    headers, key_id = officer(store)
    report = make(client, headers)
    assert report.verdict == "agrees"
    case = CaseOut.model_validate_json(client.get(CASE, headers=headers).content)
    assert (case.officer.name, case.team, case.keep_until) == ("สมชาย", [key_id], "2027-11-23")
    (goods,) = case.products
    assert (goods.category, goods.judged.verdict, goods.photos[0].whole) == ("power_bank", "agrees", True)
    assert client.get(f"{PRODUCT}/judgement", headers=headers).json()["findings"]
    photo = client.get(f"{PRODUCT}/photos/{SHA256}", headers=headers)
    assert (photo.content, photo.headers["content-type"]) == (PHOTO, "image/jpeg")
    finding = {"verdict": "conflicts", "words": "ผู้ขายไม่มีใบอนุญาต"}
    changed = client.put(PRODUCT, json={**GOODS, "finding": finding, "revision": case.revision}, headers=headers).json()
    assert changed["products"][0]["finding"] == finding and changed["products"][0]["judged"]["verdict"] == "agrees"
    found = CasesOut.model_validate_json(client.get("/v1/cases", params={"q": "ของกลาง"}, headers=headers).content)
    assert [row.verdicts for row in found.cases] == [{"agrees": 1}] and found.after is None
    trail = TrailOut.model_validate_json(client.get(f"{CASE}/trail", headers=headers).content)
    assert trail.whole and [entry.did for entry in trail.entries] == (
        ["create", "change", "upload", "read", "judge", "read", "read", "read", "change", "list"]
    )
    assert {entry.by for entry in trail.entries} == {key_id}


def test_only_inspectors_and_only_where_cases_are_kept(client, store):
    for headers, expected in (
        ({}, (401, "auth.key_needed")),
        (officer(store, scope=Scope.CONSUMER)[0], (403, "auth.not_allowed")),
        (officer(store, scope=Scope.RETAILER)[0], (403, "auth.not_allowed")),
    ):
        for ask in (lambda h: client.get("/v1/cases", headers=h), lambda h: client.put(CASE, json=NEW, headers=h)):
            assert code(ask(headers)) == expected
    with TestClient(create_app(Settings(), make_verifier(), store=store)) as without:
        assert code(without.get("/v1/cases", headers=officer(store)[0])) == (404, "case.off")


def test_a_case_is_its_teams_alone(client, store):
    (mine, my_id), (hers, her_id) = officer(store), officer(store, "บุษบา")
    make(client, mine)
    for method, url, more in (
        ("GET", CASE, {}),
        ("PUT", CASE, {"json": NEW}),
        ("PUT", CASE, {"json": {**NEW, "revision": 4}}),
        ("DELETE", CASE, {"params": {"why": "x"}}),
        ("GET", f"{CASE}/trail", {}),
        ("PUT", f"{CASE}/hold", {"json": {"why": "x"}}),
        ("PUT", f"{CASE}/team", {"json": {"officer": her_id}}),
        ("PUT", PRODUCT, {"json": GOODS}),
        ("DELETE", PRODUCT, {"params": {"revision": 1}}),
        ("PUT", f"{CASE}/closed", {"json": {"revision": 1}}),
        ("GET", f"{PRODUCT}/judgement", {}),
        ("POST", f"{PRODUCT}/judgement", {}),
        ("GET", f"{PRODUCT}/photos/{SHA256}", {}),
        ("PUT", f"{PRODUCT}/photos/{SHA256}", {"params": {"bytes": 9}, "content": b"x"}),
        ("DELETE", f"{PRODUCT}/photos/{SHA256}", {}),
    ):
        refused = client.request(method, url, headers=hers, **more)
        assert code(refused) == (404, "case.not_found"), (method, url)
        assert SECRET_PLACE not in refused.text
    assert client.get("/v1/cases", headers=hers).json() == {"cases": [], "after": None}
    known = ColleaguesOut.model_validate_json(client.get("/v1/inspection/colleagues", headers=mine).content)
    assert {one.key_id for one in known.colleagues} == {my_id, her_id}
    handed = client.put(f"{CASE}/team", json={"officer": her_id, "members": []}, headers=mine)
    assert handed.json()["officer"] == {"key_id": her_id, "name": "บุษบา"}
    assert client.get(CASE, headers=hers).status_code == 200 and client.get(CASE, headers=mine).status_code == 404
    consumer = officer(store, scope=Scope.CONSUMER)[1]
    store.revoke_key(my_id, time.time())
    for wrong in (consumer, my_id, "0" * 12):
        answer = client.put(f"{CASE}/team", json={"officer": wrong}, headers=hers)
        assert code(answer) == (422, "case.no_colleague")


def test_nothing_of_a_case_is_in_logs_metrics_or_what_others_are_told(client, store, logged, settings):
    mine, _ = officer(store)
    make(client, mine)
    client.get("/v1/cases", params={"q": SECRET_PLACE}, headers=mine)
    client.put(PRODUCT, json={**GOODS, "price_thb": SECRET_PLACE}, headers=mine)
    secrets = (SECRET_PLACE, "ของกลางลับ", uid(1), uid(2), SHA256, "7014-4", "320108935")
    consumer = officer(store, scope=Scope.CONSUMER)[0]
    told = [
        client.get(path, headers=consumer).text for path in ("/metrics", "/version", "/readyz", "/v1/problems", CASE)
    ]
    lines = [line for line in logged.getvalue().splitlines() if json.loads(line)["logger"] != "httpx"]
    for text in ("\n".join(lines), *told):
        assert [secret for secret in secrets if secret in text] == []
    assert "/v1/cases/{case_id}" in "".join(lines) and "mokcheck_verdicts_total{" not in told[0]
    rows = store._rows("SELECT * FROM answers"), store._rows("SELECT * FROM jobs")
    assert rows == ([], []), "no answer about a case is kept elsewhere"


def test_what_cannot_be_taken_is_a_problem(client, store):
    mine, _ = officer(store)
    put = lambda url, **sent: client.put(url, json=sent, headers=mine)  # noqa: E731
    assert code(put(CASE, **{**NEW, "inspected": "2026-11-23T10:00:00"})) == (422, "http.bad_json")
    assert code(put(CASE, **{**NEW, "place": {**PLACE, "latitude": 1.0}})) == (422, "http.bad_json")
    assert code(put(CASE, **NEW, secret=1)) == (422, "http.bad_json")
    for moment in (
        "2569-11-23T10:00:00+07:00",  # of the Buddhist era: it would be kept for 544 years
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
        "1936-12-31T23:59:59Z",
    ):
        assert code(put(CASE, **{**NEW, "inspected": moment})) == (422, "http.bad_json"), moment
    for day in ("2570-01-01", "9999-12-31"):
        assert code(put(CASE, **NEW, keep_until=day)) == (422, "http.bad_json"), day
    assert code(put(CASE, **NEW, keep_until="2026-11-22")) == (422, "case.over")
    assert code(put("/v1/cases/1", **NEW)) == (422, "http.bad_form")
    assert code(client.put(CASE, content=b"{}", headers=mine)) == (415, "http.not_json")
    assert code(put(CASE, **NEW, revision=1)) == (404, "case.not_found")
    assert put(CASE, **NEW).json() == put(CASE, **NEW).json()
    assert put(CASE, **NEW, notes="x", revision=1).json()["revision"] == 2
    stale = put(CASE, **NEW, notes="y", revision=1)
    assert code(stale) == (409, "case.changed") and stale.json()["params"] == {"revision": 2}
    assert code(put(PRODUCT, **{**GOODS, "category": "ช้าง"})) == (422, "request.unknown_category")
    assert put(PRODUCT, **GOODS).status_code == 200
    judge = f"{PRODUCT}/judgement"
    assert code(client.post(judge, headers=mine)) == (422, "request.no_photo")
    assert code(client.get(judge, headers=mine)) == (409, "case.not_judged")
    url = f"{PRODUCT}/photos/{SHA256}"
    part = lambda content, **asked: client.put(url, params=asked, content=content, headers=mine)  # noqa: E731
    gap = part(b"x", bytes=len(PHOTO), offset=5)
    assert code(gap) == (409, "case.upload_gap") and gap.json()["params"] == {"received": 0}
    assert code(part(bytes(len(PHOTO)), bytes=len(PHOTO))) == (422, "case.upload_mismatch")
    assert code(part(b"x", bytes=25_000_001)) == (413, "photo.too_many_bytes")
    assert code(part(bytes(8_000_001), bytes=9_000_000)) == (413, "http.body_too_large")
    for seed in range(10, 16):
        send(client, mine, photo_bytes(seed))
    assert code(part(b"x", bytes=9)) == (422, "request.too_many_photos")
    words = b"these are words, not a picture" * 20
    client.delete(f"{PRODUCT}/photos/{hashlib.sha256(photo_bytes(10)).hexdigest()}", headers=mine)
    send(client, mine, words)
    assert code(client.post(judge, headers=mine)) == (415, "photo.unknown_format")
    assert client.put(f"{CASE}/hold", json={"why": "คดีที่ 7"}, headers=mine).json()["held"] == "คดีที่ 7"
    now = {"revision": client.get(CASE, headers=mine).json()["revision"]}
    assert code(client.delete(PRODUCT, params=now, headers=mine)) == (409, "case.held")
    assert code(client.delete(CASE, params={"why": "x"}, headers=mine)) == (409, "case.held")
    assert client.put(f"{CASE}/hold", json={"why": None}, headers=mine).json()["held"] is None
    assert client.delete(CASE, params={"why": "x"}, headers=mine).status_code == 204
    assert code(client.get(CASE, headers=mine)) == (404, "case.not_found")


def test_a_service_that_cannot_keep_cases_is_not_ready(client, settings):
    assert client.get("/readyz").json()["parts"]["cases"] == {"ready": True, "detail": "kept"}
    shutil.rmtree(settings.cases_path)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["not_ready"]) == (503, ["cases"])
    assert str(settings.cases_path) not in answer.text


def test_a_member_who_is_not_the_officer_may_not_end_a_case(client, store):
    (mine, my_id), (hers, her_id) = officer(store), officer(store, "บุษบา")
    make(client, mine)
    client.put(f"{CASE}/team", json={"officer": my_id, "members": [her_id]}, headers=mine)
    assert client.get(CASE, headers=hers).status_code == 200
    assert code(client.delete(CASE, params={"why": "x"}, headers=hers)) == (403, "case.not_officer")


def test_the_service_deletes_cases_whose_days_are_over(settings, tmp_path):
    def started():
        kept = SqliteStore(tmp_path / "store.sqlite")
        return kept, TestClient(create_app(settings, make_verifier(settings), store=kept))

    kept, starting = started()
    mine, my_id = officer(kept)
    with starting as client:
        assert client.put(CASE, json=NEW, headers=mine).status_code == 200
    then = datetime.now(UTC) - timedelta(days=9)
    end = {"keep_until": date.today() - timedelta(days=2), "revision": 1}
    plain = {"place": Place(PlaceKind.STALL, SECRET_PLACE), "inspected": then, "notes": ""}
    CaseWork(CaseStore(settings.cases_path), Who(my_id), then).put_case(uid(1), **plain, **end)
    with started()[1] as client:
        deadline = time.monotonic() + 20
        while client.get(CASE, headers=mine).status_code == 200 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert code(client.get(CASE, headers=mine)) == (404, "case.not_found")
    last = audit(CaseStore(settings.cases_path)).entries[-1]
    assert (last.did, last.by, last.why) == ("delete", SERVICE.key_id, "retention")


@pytest.mark.loopback
def test_a_server_killed_in_the_middle_of_an_upload_has_lost_nothing(tmp_path):
    path = tmp_path / "store.sqlite"
    kept = SqliteStore(path)
    mine, _ = officer(kept)
    kept.close()
    environment = {"MOKCHECK_CASES_PATH": str(tmp_path / "cases")}
    data = photo_bytes(5, (1600, 1200), "PNG")
    sha256 = hashlib.sha256(data).hexdigest()
    size = len(data)
    part = size // 4

    def put(served, offset, content):
        asked = {"bytes": size, "offset": offset}
        return httpx.put(f"{served.url}{PRODUCT}/photos/{sha256}", params=asked, content=content, headers=mine).json()

    with Served("0", "1", str(path), command=SLOW, environment=environment) as served:
        assert httpx.put(served.url + CASE, json=NEW, headers=mine).status_code == 200
        assert httpx.put(served.url + PRODUCT, json=GOODS, headers=mine).status_code == 200
        assert put(served, 0, data[:part])["received"] == part

        def slowly():
            yield data[part : part + 100]
            served.kill()
            yield data[part + 100 : 2 * part]

        with pytest.raises(httpx.HTTPError):
            put(served, part, slowly())
    with Served("0", "1", str(path), command=SLOW, environment=environment) as served:
        (photo,) = httpx.get(served.url + CASE, headers=mine).json()["products"][0]["photos"]
        assert photo == {"sha256": sha256, "bytes": size, "received": part, "whole": False}
        assert put(served, part, data[part : 3 * part])["received"] == 3 * part
        served.kill()
    with Served("0", "1", str(path), command=SLOW, environment=environment) as served:
        (photo,) = httpx.get(served.url + CASE, headers=mine).json()["products"][0]["photos"]
        assert put(served, photo["received"], data[photo["received"] :])["whole"]
        assert httpx.get(f"{served.url}{PRODUCT}/photos/{sha256}", headers=mine).content == data
        report = httpx.post(f"{served.url}{PRODUCT}/judgement", headers=mine, timeout=60)
        assert report.json()["verdict"] == "agrees"
        assert SECRET_PLACE not in served.log and sha256 not in served.log


def test_goods_in_one_photo_are_framed_and_sent_once(client, store):
    headers, _ = officer(store)
    client.put(CASE, json=NEW, headers=headers)
    other = f"/v1/cases/{uid(1)}/products/{uid(3)}"
    mine, theirs = [0, 0, 400, 360], [408, 0, 480, 360]
    for url, region, others in ((PRODUCT, mine, [theirs]), (other, theirs, [mine])):
        frames = [{"sha256": SHA256, "region": region, "others": others}]
        revision = client.get(CASE, headers=headers).json()["revision"]
        put = client.put(url, json=GOODS | {"frames": frames, "revision": revision}, headers=headers)
        assert put.status_code == 200, put.text
    assert send(client, headers).whole
    again = client.put(f"{other}/photos/{SHA256}", params={"bytes": len(PHOTO)}, content=b"", headers=headers)
    assert UploadOut.model_validate_json(again.content).whole
    case = CaseOut.model_validate_json(client.get(CASE, headers=headers).content)
    assert [product.frames[0].region for product in case.products] == [mine, theirs]
    report = client.post(f"{PRODUCT}/judgement", headers=headers).json()
    assert report["photos"][0]["framing"] == {"region": mine, "others": [theirs]}


@pytest.mark.parametrize(
    ("region", "others", "status"),
    [
        ([0, 0, 481, 360], [], 422),
        ([0, 0, 20, 20], [], 422),
        ([0, 0, 300, 300], [[200, 200, 400, 350]], 422),
        ([0, 0, 300], [], None),
        ([-1, 0, 300, 300], [], None),
    ],
)
def test_frames_that_do_not_fit_the_photo_are_refused(client, store, region, others, status):
    """What is no box at all at once, and what does not fit the photo when that is judged."""
    headers, _ = officer(store)
    client.put(CASE, json=NEW, headers=headers)
    frames = [{"sha256": SHA256, "region": region, "others": others}]
    put = client.put(PRODUCT, json=GOODS | {"frames": frames}, headers=headers)
    assert put.status_code == (422 if status is None else 200)
    if status is not None:
        send(client, headers)
        assert code(client.post(f"{PRODUCT}/judgement", headers=headers)) == (status, "request.bad_frame")


def test_a_photo_has_one_frame_in_a_product(client, store):
    headers, _ = officer(store)
    client.put(CASE, json=NEW, headers=headers)
    frames = [{"sha256": SHA256, "region": [0, 0, right, 300]} for right in (200, 300)]
    assert client.put(PRODUCT, json=GOODS | {"frames": frames}, headers=headers).status_code == 422


def test_a_case_is_closed_and_opened_again_by_its_officer(client, store):
    headers, key_id = officer(store)
    make(client, headers)
    other, other_id = officer(store, "บุษบา")
    client.put(f"{CASE}/team", json={"officer": key_id, "members": [other_id]}, headers=headers)
    case = client.get(CASE, headers=headers).json()
    assert case["closed"] is None
    for sent in ({}, {"revision": case["revision"], "why": "x"}, {"why": ""}):
        assert code(client.put(f"{CASE}/closed", json=sent, headers=headers)) == (422, "http.bad_json")
    now = {"revision": case["revision"]}
    assert code(client.put(f"{CASE}/closed", json=now, headers=other)) == (403, "case.not_officer")
    assert code(client.put(f"{CASE}/closed", json={"revision": 1}, headers=headers)) == (409, "case.changed")
    closed = CaseOut.model_validate_json(client.put(f"{CASE}/closed", json=now, headers=headers).content)
    assert closed.closed.by == key_id
    assert CasesOut.model_validate_json(client.get("/v1/cases", headers=other).content).cases[0].closed.by == key_id
    revision = closed.revision
    for answer in (
        client.put(CASE, json=NEW | {"notes": "more", "revision": revision}, headers=headers),
        client.put(PRODUCT, json=GOODS | {"name": "another", "revision": revision}, headers=headers),
        client.delete(PRODUCT, params={"revision": revision}, headers=headers),
        client.delete(f"{PRODUCT}/photos/{SHA256}", headers=headers),
        client.put(f"{PRODUCT}/photos/{'0' * 64}", params={"bytes": 9}, content=b"x", headers=headers),
        client.post(f"{PRODUCT}/judgement", headers=headers),
        client.put(f"{CASE}/team", json={"officer": other_id, "members": []}, headers=headers),
        client.delete(CASE, params={"why": "gone"}, headers=headers),
    ):
        assert code(answer) == (409, "case.closed")
    assert client.put(f"{CASE}/hold", json={"why": "คดี"}, headers=other).status_code == 200
    assert client.get(f"{CASE}/export", headers=headers).status_code == 200
    opened = client.put(f"{CASE}/closed", json={"why": "ลืมรูป"}, headers=headers).json()
    assert opened["closed"] is None
    trail = TrailOut.model_validate_json(client.get(f"{CASE}/trail", headers=headers).content)
    told = [(entry.did, entry.why) for entry in trail.entries if entry.did in ("close", "reopen")]
    assert told == [("close", ""), ("reopen", "ลืมรูป")] and trail.whole


def test_a_product_is_taken_out_as_it_was_seen_last(client, store):
    headers, _ = officer(store)
    make(client, headers)
    assert client.delete(PRODUCT, headers=headers).status_code == 422
    assert code(client.delete(PRODUCT, params={"revision": 1}, headers=headers)) == (409, "case.changed")
    revision = client.get(CASE, headers=headers).json()["revision"]
    assert client.delete(PRODUCT, params={"revision": revision}, headers=headers).json()["products"] == []


@pytest.mark.parametrize(
    ("visit", "day", "verdict"),
    [
        ("2026-11-22T23:30:00+07:00", "2026-11-22", "conflicts"),
        ("2026-11-10T10:00:00+07:00", "2026-11-10", "agrees"),  # before the suspension began
        ("2026-11-09T18:00:00+00:00", "2026-11-10", "agrees"),  # in Thailand it was the tenth
        ("2026-10-01T10:00:00+07:00", "2026-11-01", "agrees"),  # the list knows no earlier day than its own
        ("2027-01-01T10:00:00+07:00", str(TODAY), "conflicts"),  # a phone whose clock is wrong
    ],
)
def test_a_product_is_judged_as_of_the_day_of_the_visit(settings, store, visit, day, verdict):
    row = licence(status=LicenceStatus.SUSPENDED, suspended_from=date(2026, 11, 20), suspended_to=date(2027, 2, 1))
    verifier = make_verifier(settings, registry=FakeRegistry([row]))
    with TestClient(create_app(settings, verifier, today=lambda: TODAY, store=store)) as client:
        headers, _ = officer(store)
        client.put(CASE, json=NEW | {"inspected": visit}, headers=headers)
        client.put(PRODUCT, json=GOODS, headers=headers)
        send(client, headers)
        assert client.post(f"{PRODUCT}/judgement", headers=headers).json()["verdict"] == verdict
        case = client.get(CASE, headers=headers).json()
        assert case["products"][0]["judged"]["day"] == day
        affected = client.get("/v1/inspection/affected", headers=headers).json()["affected"]
        assert [(one["then"], one["today"]) for one in affected] == [(verdict, "conflicts")] * (verdict == "agrees")
        moved = NEW | {"inspected": "2026-11-21T10:00:00+07:00", "revision": case["revision"]}
        assert client.put(CASE, json=moved, headers=headers).json()["products"][0]["judged"] is None
        assert client.post(f"{PRODUCT}/judgement", headers=headers).json()["verdict"] == "conflicts"
