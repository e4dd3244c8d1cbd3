"""A case as one file: whoever has it checks it without the store, and every changed byte is named."""

import random

import pytest

from tests.support.bundles import entries, public_key, signing_key, with_changed
from tests.support.fakes import photo_bytes
from tests.support.spot_checks import ANAN, BUSABA, NOW, SECRET_PLACE, product, send, with_products, work
from verifier.cases.export import CASE, SHAPE, check_case, export_case, product_bundle
from verifier.cases.store import CaseStore
from verifier.errors import NoCase, NotJudged
from verifier.evidence.archive import ENVELOPE, pack
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
