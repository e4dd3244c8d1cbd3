import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from tests.support.bundles import JUDGED, bundle, entries, public_key, signing_key
from tests.support.cases import case, firm, number
from tests.support.fakes import TODAY, FakeCodeReader, make_verifier, photo_bytes
from tests.support.reports import read_report
from verifier.domain import Licence, LicenceStatus
from verifier.errors import BadEvidence, EngineMissing
from verifier.evidence.archive import BUNDLE, pack, unpack
from verifier.evidence.bundle import make_bundle
from verifier.evidence.canonical import MOST_CONTAINERS, decode, encode
from verifier.evidence.check import State, check
from verifier.evidence.exif import read_exif
from verifier.evidence.listed import listing_from_dict, listing_to_dict
from verifier.evidence.record import part_of_photo, read_record
from verifier.evidence.versions import rules_version

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")


def test_the_same_inspection_gives_the_same_bytes():
    made = bundle(0, 1, exif=True)
    bundle.cache_clear()
    assert bundle(0, 1, exif=True) == made


def test_a_bundle_holds_the_originals_byte_for_byte_under_their_hash():
    photos = [photo_bytes(0, gps=True), photo_bytes(1, form="PNG"), photo_bytes(2, form="WEBP")]
    report, sights = make_verifier().examine(photos, today=TODAY)
    data = make_bundle(report, sights, photos, day=TODAY, judged=JUDGED, category=None, list_max_age_days=45)
    found = entries(data)
    for photo, ending in zip(photos, ("jpg", "png", "webp"), strict=True):
        assert found[part_of_photo(photo).path] == photo
        assert part_of_photo(photo).path.endswith(ending)
    assert found.keys() > {"envelope.json", "report.json"} and len(found) == 5


def test_one_photo_given_twice_is_kept_once_and_counts_twice():
    record = read_record(entries(bundle(0, 0))["report.json"])
    assert len(entries(bundle(0, 0))) == 3 and len(record.photos) == len(record.sights) == 2
    assert check(bundle(0, 0), [public_key()]).state is State.WHOLE


def test_the_report_in_a_record_is_the_published_one_and_the_day_is_kept():
    found = decode(entries(bundle(0, category="power_bank"))["report.json"])
    assert read_report(json.dumps(found["report"])).verdict == "agrees"
    assert found["inspection"] == {
        "category": "power_bank",
        "day": "2026-11-23",
        "judged": "2026-11-23T10:04:05+07:00",
        "list_max_age_days": 45,
    }
    assert found["versions"]["rules"] == rules_version() and found["versions"]["detector"] == "fake-detector"


def test_what_the_camera_wrote_is_apart_and_only_on_request():
    plain, asked = entries(bundle(0)), entries(bundle(0, exif=True))
    assert "exif.json" not in plain and b"PlantedMaker" not in plain["report.json"]
    told = json.loads(asked["exif.json"])
    (seen,) = told.values()
    assert seen["Make"] == "PlantedMaker" and seen["latitude"] == pytest.approx(13.73676, abs=1e-4)
    assert b"PlantedMaker" not in asked["report.json"]


@pytest.mark.parametrize(
    "data", [b"", b"no picture", photo_bytes()[:300], photo_bytes(0, gps=True).replace(b"N\0", b"\xff\xff")]
)
def test_exif_that_cannot_be_read_is_none(data):
    assert isinstance(read_exif(data), dict)


def test_more_than_any_label_shows_is_neither_kept_nor_judged_again():
    report, sights = make_verifier().examine([photo_bytes()], today=TODAY)
    for much in (
        [replace(sights[0], readings=sights[0].readings * 2_000)],
        [replace(sights[0], codes=(replace(sights[0].codes[0], payload="x" * 20_000),))],
        list(sights) * 41,
    ):
        made = {"day": TODAY, "judged": JUDGED, "category": None, "list_max_age_days": 45}
        with pytest.raises(BadEvidence, match="more than"):
            make_bundle(report, much, [photo_bytes()] * len(much), **made)


def test_a_zip_that_holds_nothing_is_no_bundle():
    """It was told as "nothing was found changed"."""
    checked = check(pack({}))
    assert checked.state is State.CHANGED
    assert [(flaw.code, flaw.part) for flaw in checked.flaws] == [
        ("part.missing", "report.json"),
        ("part.missing", "envelope.json"),
    ]


def test_a_signed_bundle_is_not_checked_without_cryptography(monkeypatch):
    signed = bundle(0)
    monkeypatch.setitem(__import__("sys").modules, "cryptography.hazmat.primitives.asymmetric", None)
    with pytest.raises(EngineMissing, match="mokcheck\\[evidence\\]"):
        check(signed, [])


def test_a_code_that_holds_any_bytes_is_kept_as_it_is():
    payloads = ["\udcff\x00\\", "😀 \u2028"]
    report, sights = make_verifier(code_reader=FakeCodeReader(payloads)).examine([photo_bytes()], today=TODAY)
    made = {"day": TODAY, "judged": JUDGED, "category": None, "list_max_age_days": 45}
    checked = check(make_bundle(report, sights, [photo_bytes()], **made))
    assert checked.doubts == ("unsigned",) and checked.recomputed and checked.state is State.UNPROVEN
    assert [code.payload for code in checked.record.sights[0].codes] == payloads


def test_files_that_are_not_those_that_were_judged_make_no_bundle():
    report, sights = make_verifier().examine([photo_bytes()], today=TODAY)
    with pytest.raises(BadEvidence):
        make_bundle(report, sights, [photo_bytes(1)], day=TODAY, judged=JUDGED, category=None, list_max_age_days=45)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"null",
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":NaN}',
        b"\xff",
        b'{"a":"\\u0041"}',
        b"[" * 9000,
    ],
)
def test_json_in_any_other_form_is_refused(text):
    with pytest.raises(ValueError):
        decode(text)


def test_canonical_json_comes_back():
    data = {"ก": [1, 1.5, None, True, "น้ำ\n"], "a": {"b": -0.0, "c": "\udcff\\ud"}}
    assert decode(encode(data)) == data


def test_an_archive_is_stored_dated_1980_and_in_order(tmp_path):
    (tmp_path / "b.zip").write_bytes(bundle(0, 1, exif=True))
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos][:3] == ["report.json", "envelope.json", "exif.json"]
    assert {(info.compress_type, info.date_time, info.extra) for info in infos} == {(0, (1980, 1, 1, 0, 0, 0), b"")}


def test_what_no_bundle_holds_is_not_packed():
    for wrong in ({"../report.json": b""}, {"photos/a.jpg": b""}, {"report.json\0": b""}):
        with pytest.raises(ValueError):
            pack(wrong)
    with pytest.raises(ValueError):
        pack({f"photos/{n:064x}.jpg": b"" for n in range(BUNDLE.max_entries + 1)})
    assert unpack(pack({"report.json": b"{}"})).entries == {"report.json": b"{}"}


def test_a_listing_comes_back_whole():
    rows = [
        Licence(
            *_parts("ท7014-4/2879"), LicenceStatus.SUSPENDED, suspended_from=date(2026, 1, 2), holder_en="Example Co"
        ),
        Licence(*_parts("ท7014-5/2879"), LicenceStatus.ACTIVE, qr_id="320108935", issued=date(2020, 2, 29)),
    ]
    for seen in (
        case(rows=rows),
        case(listed=None),
        case(rows=rows, licences=[number(certain=False)], holders=[firm("บริษัท อื่น จำกัด")]),
    ):
        listing = seen.listing
        assert listing_from_dict(json.loads(json.dumps(listing_to_dict(listing)))) == listing


def _parts(text):
    row = case().listing.matches[0].licence
    return replace(row, number=number(text).value).number, row.standard, row.holder


def test_a_listing_of_another_form_is_refused():
    data = listing_to_dict(case().listing)
    for damage in (
        {"rows": [data["rows"][0] | {"licence": "x"}]},
        {"rows": [data["rows"][0] | {"standard": "2879 - 2560"}]},
        {"matches": [[7, "licence", "licences/0"]]},
        {"matches": [[0, "licence", "nothing"]]},
        {"matches": [[0, "guess", "licences/0"]]},
    ):
        with pytest.raises((KeyError, TypeError, ValueError, IndexError)):
            listing_from_dict(data | damage)


def test_a_bundle_made_without_a_key_needs_no_cryptography(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "cryptography.hazmat.primitives.asymmetric", None)
    assert check(bundle(3, key=None)).doubts == ("unsigned",)


def test_signing_keys_of_one_number_are_one_key():
    assert signing_key(0).public == public_key(0).raw != signing_key(1).public


def test_more_lists_than_any_record_has_are_not_even_read():
    lists = b'{"a":[' + b",".join([b"[]"] * (MOST_CONTAINERS + 1)) + b"]}"
    with pytest.raises(ValueError, match="lists and objects"):
        decode(lists)
