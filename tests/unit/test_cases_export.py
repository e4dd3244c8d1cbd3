"""A case as one file: whoever has it checks it without the store, and every changed byte is named."""

import random

import pytest

from tests.support.bundles import entries, public_key, signing_key, with_changed
from tests.support.fakes import photo_bytes
from tests.support.spot_checks import ANAN, BUSABA, NOW, SECRET_PLACE, product, send, with_products, work
from verifier.cases.export import CASE, PAYLOAD_TYPE, SHAPE, check_case, export_case, product_bundle, sign_case
from verifier.cases.store import CaseStore
from verifier.errors import BadEvidence, NoCase, NotJudged
from verifier.evidence.archive import ENVELOPE, pack
from verifier.evidence.bundle import envelope
from verifier.evidence.canonical import decode, encode
from verifier.evidence.check import State, check

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")


@pytest.fixture
def store(tmp_path):
    return CaseStore(tmp_path / "cases", create=True)


@pytest.fixture
def case(store):
    """Two judged products, one with a photo that was not judged, and one without any."""
    made = with_products(store, count=2)
    for number in (3, 4):
        made = work(store).put_product(made.id, product(number), revision=made.revision)
    send(store, made.id, product(3).id, photo_bytes(3))
    return store.read(made.id, who=ANAN, at=NOW)


def test_an_export_is_whole_signed_and_the_same_twice(store, case):
    data = export_case(store, case, who=ANAN, at=NOW, key=signing_key())
    assert data == export_case(store, case, who=ANAN, at=NOW, key=signing_key())
    checked = check_case(data, [public_key()])
    assert (checked.state, checked.flaws, checked.doubts) == (State.WHOLE, (), ())
    assert checked.case.place.name == SECRET_PLACE and checked.case.salt == ""
    assert checked.case.products[0].finding.words == "พิมพ์เบลอ"
    files = entries(data)
    assert [name for name in files if name.endswith(".zip")] == ["products/001.zip", "products/002.zip"]
    assert check(files["products/001.zip"], [public_key()]).state is State.WHOLE
    assert sum(name.startswith("photos/") for name in files) == 1
    assert check_case(export_case(store, case, who=ANAN, at=NOW)).doubts == ("unsigned",)
    assert check_case(data).doubts == ("key.not_given",) and check_case(data, [public_key(1)]).doubts == ("key.other",)
    with pytest.raises(NoCase):
        export_case(store, case, who=BUSABA, at=NOW)
    with pytest.raises(NotJudged):
        product_bundle(store, case.products[2], None)


def test_every_changed_byte_is_found(store, case):
    data = export_case(store, case, who=ANAN, at=NOW, key=signing_key())
    places = random.Random(4711).sample(range(len(data)), 300)
    for place in places:
        bent = data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :]
        assert check_case(bent, [public_key()]).state is State.CHANGED, place


def test_parts_that_do_not_belong_together_are_named(store, case):
    files = entries(export_case(store, case, who=ANAN, at=NOW, key=signing_key()))

    def flaws(changed):
        return {(flaw.code, flaw.part) for flaw in check_case(pack(changed, SHAPE), [public_key()]).flaws}

    other = {**files, "products/001.zip": files["products/002.zip"]}
    assert ("part.changed", "products/001.zip") in flaws(other)
    assert ("part.extra", "products/009.zip") in flaws({**files, "products/009.zip": files["products/002.zip"]})
    assert ("part.missing", "products/001.zip") in flaws({k: v for k, v in files.items() if k != "products/001.zip"})
    assert flaws(with_changed(files, CASE, exported="2027-01-01T00:00:00+07:00")) == {("report.changed", CASE)}
    assert ("report.form", CASE) in flaws(with_changed(files, CASE, case={}))
    assert ("part.missing", ENVELOPE) in flaws({k: v for k, v in files.items() if k != ENVELOPE})
    second = with_products(store, 9)
    others = entries(export_case(store, second, who=ANAN, at=NOW, key=signing_key()))
    assert ("report.changed", CASE) in flaws({**files, ENVELOPE: others[ENVELOPE]}), "a signature of another case"
    of_a_product = entries(product_bundle(store, case.products[0], signing_key()))[ENVELOPE]
    assert ("envelope.form", ENVELOPE) in flaws({**files, ENVELOPE: of_a_product})
    assert check_case(b"no zip").flaws[0].code == "archive.unreadable"


def rewritten(data, edit, without=(), more=None, key=None):
    """An export made anew by somebody who has no key of ours, or signed with one: its `case.json` edited."""
    files = {name: content for name, content in entries(data).items() if name not in without} | (more or {})
    plain = decode(files[CASE])
    edit(plain)
    record = encode(plain)
    return pack(
        {**files, CASE: record, ENVELOPE: envelope(record, key, payload=CASE, payload_type=PAYLOAD_TYPE)}, SHAPE
    )


def of_first(part, **changes):
    """An edit of the first product, or of a part of it."""

    def edit(plain):
        first = plain["case"]["products"][0]
        (first[part] if part else first).update(changes)

    return edit


def swapped(plain):
    entries_ = plain["trail"]["entries"]
    entries_[1], entries_[2] = entries_[2], entries_[1]


FORGED = {
    "another verdict than its bundle's": (of_first("judged", verdict="conflicts"), "report.does_not_follow"),
    "another leading finding": (of_first("judged", leading="licence.revoked"), "report.does_not_follow"),
    "a licence that nobody read": (of_first("judged", licences=["ท1-54/1040"]), "report.does_not_follow"),
    "another day": (of_first("judged", day="2020-01-01"), "report.does_not_follow"),
    "another moment": (of_first("judged", at="2020-01-01T00:00:00+07:00"), "report.does_not_follow"),
    "a key of one's own": (lambda plain: plain.update(court="x"), "report.form"),
    "a version that is true": (lambda plain: plain.update(schema=True), "report.form"),
    "no trail": (lambda plain: plain.update(trail=None), "report.form"),
    "an empty trail": (lambda plain: plain["trail"]["entries"].clear(), "trail.form"),
    "a trail in another order": (swapped, "trail.broken"),
    "a changed entry": (lambda plain: plain["trail"]["entries"][1].update(by="0" * 12), "trail.broken"),
    "another case's entry": (lambda plain: plain["trail"]["entries"][-1].update(case="x"), "trail.broken"),
    "a name that is a list": (lambda plain: plain["case"]["place"].update(name=["x"]), "report.form"),
    "an officer that is none": (lambda plain: plain["case"]["officer"].update(key_id=5), "report.form"),
    "a finding that is none": (of_first("finding", verdict="maybe"), "report.form"),
    "a moment in another zone": (lambda plain: plain["case"].update(inspected="2026-11-23T03:04:05Z"), "report.form"),
    "a hold that is a number": (lambda plain: plain["case"].update(held=5), "report.form"),
    "a product twice": (lambda plain: plain["case"]["products"].append(plain["case"]["products"][0]), "report.form"),
    "a bundle of no product": (lambda plain: plain["bundles"].update(x="products/002.zip"), "report.form"),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_the_case_says_follows_from_what_is_in_it_whoever_signed_it(store, case, name):
    edit, code = FORGED[name]
    data = export_case(store, case, who=ANAN, at=NOW, key=signing_key())
    forged = rewritten(data, edit, key=signing_key())
    assert code in [flaw.code for flaw in check_case(forged, [public_key()]).flaws], name
    with pytest.raises(BadEvidence):
        sign_case(forged, signing_key(1))


def test_a_product_that_lost_its_report_or_its_photo_is_told(store, case):
    data = export_case(store, case, who=ANAN, at=NOW)

    def unjudged(plain):
        first = plain["case"]["products"][0]
        first["judged"], plain["bundles"][first["id"]] = None, None
        del plain["files"]["products/001.zip"]

    flaws = check_case(rewritten(data, unjudged, ["products/001.zip"])).flaws
    assert ("part.missing", f"photo {case.products[0].photos[0].sha256}") in [(f.code, f.part) for f in flaws]
    lone = next(name for name in entries(data) if name.startswith("photos/"))
    flaws = check_case(rewritten(data, lambda plain: plain["files"].pop(lone), [lone])).flaws
    assert ("part.missing", f"photo {case.products[2].photos[0].sha256}") in [(f.code, f.part) for f in flaws]

    def spare(plain):
        plain["files"]["products/009.zip"] = plain["files"]["products/001.zip"]

    more = {"products/009.zip": entries(data)["products/001.zip"]}
    assert [(f.code, f.part) for f in check_case(rewritten(data, spare, more=more)).flaws] == [
        ("part.extra", "products/009.zip")
    ]
