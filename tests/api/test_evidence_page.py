"""`/evidence`: anybody has a bundle or an exported case checked, and nothing of it is kept."""

import html
import logging

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from tests.support.bundles import bundle, entries, public_key
from tests.support.fakes import TODAY, make_verifier
from tests.support.shelf import LEFT, RIGHT, looking, shelf, shelf_photo
from tests.support.spot_checks import NOW, OPERATOR, SECRET_PLACE, place, with_products
from verifier.cases.export import CASE, SHAPE, export_case
from verifier.cases.store import CaseStore
from verifier.domain import Framing, VerdictKind
from verifier.evidence.archive import ENVELOPE, STAMP, pack, unpack
from verifier.evidence.bundle import make_bundle
from verifier.evidence.canonical import decode, encode
from verifier.evidence.signing import _as_data, create_key, load_private, public_beside
from verifier.messages.evidence import WORDS
from verifier.settings import Settings

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")
BROWSER = {"accept": "text/html"}


@pytest.fixture
def client():
    settings = Settings(max_body_bytes=2_000_000)
    with TestClient(create_app(settings, make_verifier(settings), today=lambda: TODAY)) as started:
        yield started


def check(client, data, *keys):
    files = [("bundle", ("x.zip", data, "application/zip")), *(("keys", ("k.json", key)) for key in keys)]
    return client.post("/evidence", files=files, headers=BROWSER)


def told(answer, *keys):
    text = html.unescape(answer.text)
    return [key for key in keys if all(part in text for part in WORDS[key][1].split("{")[0:1])]


def key_file(key):
    """As `mokcheck keys signing create` writes it."""
    return encode(_as_data(key)) + b"\n"


KEY = key_file(public_key())


def test_a_signed_bundle_is_told_whole_with_its_key_and_unproven_without(client):
    whole = check(client, bundle(0), KEY)
    assert whole.status_code == 200 and "checked pass" in whole.text
    said = ("state.whole", "proven.bytes", "proven.key", "proven.recomputed", "not_proven.holder", "not_proven.clock")
    assert told(whole, *said) == list(said)
    assert public_key().fingerprint in whole.text
    without = check(client, bundle(0))
    assert "checked unknown" in without.text and told(without, "state.unproven", "key.not_given", "proven.bytes") == [
        "state.unproven",
        "key.not_given",
    ]
    other = check(client, bundle(0), key_file(public_key(1)))
    assert "checked unknown" in other.text and told(other, "key.other")


def test_what_was_changed_is_refused_and_named(client):
    files = entries(bundle(0))
    photo = next(name for name in files if name.startswith("photos/"))
    answer = check(client, pack({**files, photo: files[photo][:-1] + b"\0"}), KEY)
    assert "checked fail" in answer.text and photo in answer.text
    assert told(answer, "state.changed", "part.changed") == ["state.changed", "part.changed"]
    assert not told(answer, "proven.bytes") and "proven</h2>" not in answer.text


def test_a_time_stamp_is_told_as_one_that_was_not_checked(client):
    answer = check(client, pack({**entries(bundle(0)), STAMP: b"any"}), KEY)
    assert "checked pass" in answer.text and told(answer, "not_proven.stamp", "proven.stamp") == ["not_proven.stamp"]


@pytest.mark.parametrize("data", [b"", b"x", b"PK\5\6" + bytes(18), b"x" * 30 + b"case.json"])
def test_what_is_no_bundle_is_refused_in_words(client, data):
    answer = check(client, data, KEY)
    assert answer.status_code == 200 and "checked fail" in answer.text


BEYOND = "0001-01-01T00:00:00+14:00"
"""A moment that has no place in Thailand's calendar."""


def test_numbers_and_moments_beyond_all_bounds_are_refused_in_words(client, tmp_path):
    parts = entries(bundle(0))
    moment, score = decode(parts["report.json"]), decode(parts["report.json"])
    moment["inspection"]["judged"] = BEYOND
    score["sights"]["sights"][0]["marks"][0]["score"] = 10**400
    for plain in (moment, score):
        answer = check(client, pack({**parts, "report.json": encode(plain)}), KEY)
        assert answer.status_code == 200 and "checked fail" in answer.text and told(answer, "report.form")
    store = CaseStore(tmp_path / "cases", create=True)
    files = unpack(export_case(store, with_products(store), who=OPERATOR, at=NOW), SHAPE).entries
    visit, export = decode(files[CASE]), decode(files[CASE])
    visit["case"]["inspected"] = export["exported"] = BEYOND
    for plain in (visit, export):
        answer = check(client, pack({**files, CASE: encode(plain)}, SHAPE))
        assert answer.status_code == 200 and "checked fail" in answer.text and told(answer, "report.form")


def test_a_case_is_checked_with_the_key_of_the_service(client, tmp_path):
    store = CaseStore(tmp_path / "cases", create=True)
    case = with_products(store)
    create_key(tmp_path / "sign.pem", public_beside(tmp_path / "sign.pem"), "สำนักงาน", "2026-11-01", None)
    key = load_private(tmp_path / "sign.pem")
    data = export_case(store, case, who=OPERATOR, at=NOW, key=key)
    settings = Settings(cases_key_path=tmp_path / "sign.pem")
    with TestClient(create_app(settings, make_verifier(settings), today=lambda: TODAY)) as keyed:
        answer, given = check(keyed, data), check(keyed, data, (tmp_path / "sign.pem.pub.json").read_bytes())
    assert "checked pass" in answer.text and SECRET_PLACE in answer.text and told(answer, "proven.key")
    whole = ("state.whole", "state.whole.own")
    assert told(answer, *whole) == ["state.whole.own"], "nobody gave a key"
    assert told(given, *whole) == ["state.whole"]
    assert "checked unknown" in check(client, data).text


def test_forms_and_keys_that_are_none_are_refused(client):
    assert check(client, bundle(0), b"no key").status_code == 422
    assert check(client, bundle(0), b"x" * 20_000).status_code == 422
    assert check(client, bundle(0), *[KEY] * 6).status_code in (400, 422)
    two = [("bundle", ("a", b"x")), ("bundle", ("b", b"x"))]
    for files in ([("keys", ("k", KEY))], two, [("photos", ("a", b"x"))]):
        assert client.post("/evidence", files=files, headers=BROWSER).status_code in (400, 422)
    assert check(client, b"x" * 3_000_000).status_code == 413
    assert client.post("/evidence", content=b"x", headers=BROWSER).status_code == 415


def test_nothing_of_it_is_kept_or_logged(client, tmp_path, caplog):
    store = CaseStore(tmp_path / "cases", create=True)
    data = export_case(store, with_products(store), who=OPERATOR, at=NOW)
    service = client.app.state.service
    with caplog.at_level(logging.DEBUG):
        assert SECRET_PLACE in check(client, data).text
    assert SECRET_PLACE not in caplog.text and SECRET_PLACE not in client.get("/metrics").text
    assert service.intake.held == 0
    assert client.get("/evidence", headers=BROWSER).status_code == 200


def test_what_the_verdict_rests_on_is_told_frames_and_list_too(client):
    photo = shelf_photo()
    report, sights = looking(shelf()).examine([photo], today=TODAY, framings=[Framing(LEFT, (RIGHT,))])
    told = {"day": TODAY, "judged": NOW, "category": None, "list_max_age_days": 45}
    answer = check(client, make_bundle(report, sights, [photo], key=None, exif=False, **told))
    assert report.verdict.kind is VerdictKind.AGREES
    text = html.unescape(answer.text)
    left, top, right, bottom = LEFT
    assert "One label judged, framed" in text and f"{left}–{right} × {top}–{bottom} px" in text
    assert report.listing.snapshot.id in text


def test_words_of_a_case_are_words(client, tmp_path):
    store = CaseStore(tmp_path / "cases", create=True)
    case = with_products(store, place=place("<script>alert(1)</script>"))
    answer = check(client, export_case(store, case, who=OPERATOR, at=NOW))
    assert "<script>alert" not in answer.text and "&lt;script&gt;alert(1)" in answer.text


def test_a_bundle_of_a_newer_version_is_told_as_that_and_not_as_changed(client):
    files = entries(bundle(0))
    newer = pack({**files, ENVELOPE: encode({**decode(files[ENVELOPE]), "schema": 2})})
    answer = check(client, newer, KEY)
    assert answer.status_code == 200 and "checked unknown" in answer.text
    assert told(answer, "state.newer", "form.newer", "state.changed") == ["state.newer", "form.newer"]
    assert "mokcheck envelope, version 2" in answer.text and "proven</h2>" not in answer.text


def test_a_private_key_given_as_a_public_one_is_told_as_that(client, tmp_path):
    create_key(tmp_path / "sign.pem", public_beside(tmp_path / "sign.pem"), "x", "2026-11-01", None)
    answer = check(client, bundle(0), (tmp_path / "sign.pem").read_bytes())
    assert answer.status_code == 422 and "PRIVATE KEY-----" not in answer.text
    text = html.unescape(answer.text)
    assert "This is a private key" in text and ".pub.json" in text and "revoke it" in text
    assert "keys signing create" not in text, "that is how it was made"


def test_a_revoked_key_is_told_with_its_day_and_reason(client):
    revoked = public_key(0, revoked="2026-11-20T09:00:00+07:00", reason="<b>โทรศัพท์หาย</b>")
    answer = check(client, bundle(0), key_file(revoked))
    assert "checked unknown" in answer.text and told(answer, "key.revoked")
    assert "20 Nov 2026</span>: &lt;b&gt;โทรศัพท์หาย&lt;/b&gt;)" in answer.text
