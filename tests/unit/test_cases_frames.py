"""Several goods in one photo of a case: one file, a frame and a report for each, all of it to be checked by others."""

import hashlib
import json
from dataclasses import replace

import pytest

from tests.support.case_stores import STORES, case_store, opened_again
from tests.support.fakes import TODAY
from tests.support.shelf import LEFT, RIGHT, Line, looking, shelf, shelf_photo
from tests.support.spot_checks import ANAN, NOW, OPERATOR, opened, product, send, work
from verifier.cases.audit import audit
from verifier.cases.export import check_case, export_case, product_bundle
from verifier.cases.model import Frame, Original, to_plain
from verifier.domain import Framing
from verifier.errors import BadEvidence
from verifier.evidence.archive import REPORT, unpack
from verifier.evidence.canonical import decode, encode
from verifier.evidence.check import check
from verifier.evidence.record import part_of_photo, read_record, write_record

PHOTO = shelf_photo()
SHA256 = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    yield from case_store(request, tmp_path)


def framed(number, region, *others):
    return product(number, frames=(Frame(SHA256, region, tuple(others)),))


def two(store):
    """A case with two products in one photo, which came once."""
    case = opened(store)
    for one in (framed(1, LEFT, RIGHT), framed(2, RIGHT, LEFT)):
        case = work(store).put_product(case.id, one, revision=case.revision)
    send(store, case.id, product(1).id, PHOTO)
    sent = work(store).put_part(case.id, product(2).id, Original(SHA256, len(PHOTO)), 0, b"", most_photos=6)
    assert sent.whole
    return store.read(case.id, who=ANAN, at=NOW)


def record_of(mine, seen=None):
    framings = [mine.framing(photo.sha256) for photo in mine.photos]
    report, sights = looking(seen or shelf()).examine([PHOTO], today=TODAY, framings=framings)
    told = {"day": TODAY, "judged": NOW, "category": None, "list_max_age_days": 45}
    return write_record(report, sights, [part_of_photo(PHOTO)], **told)


def judged(store, case, seen=None):
    for mine in case.products:
        case = work(store).judged(case.id, mine, record_of(mine, seen))
    return case


def test_each_label_has_its_report_and_the_photo_is_kept_once(store):
    case = judged(store, two(store))
    assert [one.judged.verdict for one in case.products] == ["agrees", "agrees"]
    assert [one.judged.licences for one in case.products] == [("ท7014-4/2879",), ("ท7015-5/2879",)]
    assert opened_again(store).read(case.id, who=ANAN, at=NOW) == case
    assert len([blob for blob in case.blobs if blob == SHA256]) == 1
    assert audit(store).flaws == ()


def test_an_export_tells_the_frames_and_every_check_holds(store):
    case = judged(store, two(store))
    data = export_case(store, case, who=OPERATOR, at=NOW)
    checked = check_case(data)
    assert checked.flaws == () and checked.case.products[0].frames == case.products[0].frames
    for mine in case.products:
        bundle = product_bundle(store, mine, None)
        found = check(bundle)
        assert found.flaws == () and found.recomputed
        assert found.record.report["photos"][0]["framing"]["region"] == list(mine.frames[0].region)
        assert unpack(bundle).entries[part_of_photo(PHOTO).path] == PHOTO


def test_a_frame_that_was_changed_in_a_record_is_found(store):
    plain = decode(record_of(two(store).products[0]))
    plain["report"]["photos"][0]["framing"]["region"][0] += 8
    with pytest.raises(BadEvidence, match="frames"):
        read_record(encode(plain))


def test_another_frame_makes_a_report_void_and_a_late_one_is_not_kept(store):
    case = judged(store, two(store))
    late = record_of(case.products[0])
    wider = replace(product(1), frames=(Frame(SHA256, (16, 16, 560, 400), (RIGHT,)),))
    case = work(store).put_product(case.id, wider, revision=case.revision)
    assert case.products[0].judged is None and case.products[0].photos and case.products[1].judged
    assert work(store).judged(case.id, case.products[0], late).products[0].judged is None
    assert work(store).judged(case.id, case.products[0], record_of(case.products[0])).products[0].judged


def test_a_photo_taken_out_of_one_product_stays_with_the_other(store):
    case = judged(store, two(store))
    case = work(store).remove_photo(case.id, product(1).id, SHA256)
    assert case.products[0].frames == () == case.products[0].photos
    assert work(store).photo(case.id, product(2).id, SHA256) == PHOTO
    work(store).remove_photo(case.id, product(2).id, SHA256)
    assert store.files.sound(SHA256) is None


def test_a_photo_of_another_case_is_not_taken_over(store):
    two(store)
    other = opened(store, 2)
    other = work(store).put_product(other.id, product(3), revision=other.revision)
    part = work(store).put_part(other.id, product(3).id, Original(SHA256, len(PHOTO)), 0, b"", most_photos=6)
    assert not part.whole and part.received == 0


def test_what_no_label_owns_keeps_both_from_green(store):
    case = judged(store, two(store), shelf(Line("มอก. 62368 เล่ม 1-2563", 80, 480, hidden=True)))
    assert [one.judged.leading for one in case.products] == ["label.stray", "label.stray"]


def test_frames_of_two_products_are_not_compared_and_one_that_names_no_other_stays_open(store):
    """As docs/how-to/keep-cases.md says: the same label may be two products', and neither agrees by it alone."""
    case = opened(store)
    for one in (framed(1, LEFT), framed(2, LEFT, RIGHT)):
        case = work(store).put_product(case.id, one, revision=case.revision)
    send(store, case.id, product(1).id, PHOTO)
    work(store).put_part(case.id, product(2).id, Original(SHA256, len(PHOTO)), 0, b"", most_photos=6)
    case = judged(store, store.read(case.id, who=ANAN, at=NOW))
    assert [one.judged.verdict for one in case.products] == ["cannot_tell", "agrees"]
    assert check_case(export_case(store, case, who=OPERATOR, at=NOW)).flaws == ()


def test_a_product_without_frames_is_written_as_before(store):
    assert "frames" not in to_plain(product())
    assert to_plain(framed(1, LEFT))["frames"] == [{"sha256": SHA256, "region": list(LEFT), "others": []}]
    assert json.loads(unpack(product_bundle(store, judged(store, two(store)).products[0], None)).entries[REPORT])
    assert product().framing(SHA256) is None and framed(1, LEFT).framing(SHA256) == Framing(LEFT)
