"""The list's file: exact look-ups, near misses for explanation, equal bytes for equal input."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from lists import DAY, build, licence, licence_number, standard_number

from verifier.errors import ListShrank
from verifier.models import LicenceStatus
from verifier.registry.builder import build_snapshot
from verifier.registry.snapshot import MOST_NEAR, SqliteRegistry


def test_a_licence_comes_back_as_it_went_in(tmp_path):
    full = licence(
        qr_id="320108935",
        status=LicenceStatus.SUSPENDED,
        licence_type="ท",
        issued=date(2011, 12, 5),
        suspended_from=date(2026, 1, 1),
        suspended_to=date(2026, 12, 31),
        trade_mark="Brand",
        factory="โรงงาน 1",
    )
    opened = build(tmp_path, [full, licence("(3)ท784-37/1040")])
    assert list(opened.by_licence(full.number)) == [full]
    assert set(opened) == {full, licence("(3)ท784-37/1040")}


def test_a_licence_number_is_found_exactly_or_not_at_all(tmp_path):
    opened = build(tmp_path, [licence("(3)ท784-37/1040"), licence("ท7195-54/1040")])
    assert len(opened.by_licence(licence_number("(3)ท784-37/1040"))) == 1
    for other in ("ท784-37/1040", "(4)ท784-37/1040", "น7195-54/1040", "ท7195-54/1041", "ท719-554/1040"):
        assert not opened.by_licence(licence_number(other)), other


def test_contradictory_rows_are_all_given(tmp_path):
    rows = [licence(status=LicenceStatus.ACTIVE), licence(status=LicenceStatus.REVOKED)]
    assert set(build(tmp_path, rows).by_licence(rows[0].number)) == set(rows)


def test_by_qr_id_and_trade_mark(tmp_path):
    row = licence(qr_id="97568258", trade_mark="Brand-X")
    opened = build(tmp_path, [row, licence("ท1-1/1040")])
    assert list(opened.by_qr_id("97568258")) == [row]
    assert list(opened.by_trade_mark("BRAND X")) == [row]
    assert not opened.by_qr_id("9756825") and not opened.by_qr_id("") and not opened.by_trade_mark("")


def test_by_standard_with_and_without_year(tmp_path):
    old = licence("ท1-1/2424", standard=standard_number("2424-2562"))
    new = licence("ท1-2/2424", standard=standard_number("2424-2565"))
    part = licence("ท1-3/62368", standard=standard_number("62368 เล่ม 1-2563"))
    opened = build(tmp_path, [old, new, part])
    assert list(opened.by_standard(old.standard)) == [old]
    assert set(opened.by_standard(standard_number("2424"))) == {old, new}
    assert list(opened.by_standard(standard_number("62368 เล่ม 1"))) == [part]
    assert not opened.by_standard(standard_number("62368"))


def test_holders_are_found_in_any_spelling_and_only_in_their_standard(tmp_path):
    row = licence(holder="บริษัท พี.เอส.พี.สเปเชียลตี้ส์ จำกัด (มหาชน)")
    other = licence("ท1-1/2879", standard=standard_number("2879-2560"), holder="บริษัท อื่น จำกัด")
    opened = build(tmp_path, [row, other])
    assert list(opened.by_holder(row.standard, "บริษัท พี เอส พี สเปเชียลตี้ส์ จำกัด")) == [row]
    assert not opened.by_holder(other.standard, row.holder)
    assert list(opened.holders(row.standard.without_year())) == [row.holder]


def test_thai_vowels_tell_firms_apart(tmp_path):
    rows = [licence(holder="บริษัท ทีที จำกัด"), licence("ท1-1/1040", holder="บริษัท ทท จำกัด")]
    opened = build(tmp_path, rows)
    assert list(opened.by_holder(rows[0].standard, rows[0].holder)) == [rows[0]]


def test_near_misses_are_never_the_number_itself(tmp_path):
    listed = [licence("ท7195-54/1040"), licence("(3)ท7195-54/1040"), licence("น7195-54/1040"), licence("ท7196-54/1040")]
    opened = build(tmp_path, listed)
    near = opened.neighbours(licence_number("ท7195-54/1040"))
    assert [(str(m.licence.number), m.distance) for m in near] == [
        ("(3)ท7195-54/1040", 0),
        ("ท7196-54/1040", 1),
        ("น7195-54/1040", 1),
    ]
    assert all(m.read == licence_number("ท7195-54/1040") and m.evidence == "" for m in near)
    assert not opened.neighbours(licence_number("ท4444-22/9"))


def test_the_part_of_a_standard_may_be_written_in_several_ways(tmp_path):
    row = licence("ท1-2/62368เล่ม1", standard=standard_number("62368 เล่ม 1-2563"))
    opened = build(tmp_path, [row])
    assert not opened.by_licence(licence_number("ท1-2/62368"))
    assert [m.distance for m in opened.neighbours(licence_number("ท1-2/62368"))] == [0]


def test_near_misses_are_few(tmp_path):
    rows = [licence(number, holder=f"h{i}") for i, number in enumerate(["(3)ท1-1/1040"] * 30)]
    assert len(build(tmp_path, rows).neighbours(licence_number("ท1-1/1040"))) == MOST_NEAR


# ---- building -----------------------------------------------------------------------------------------------------


def test_equal_licences_give_equal_bytes_in_any_order(tmp_path):
    rows = [licence(f"ท{n}-{n}/1040", qr_id=str(10_000_000 + n), holder=f"บริษัท {n % 7} จำกัด") for n in range(1, 200)]
    one, two = tmp_path / "one.sqlite", tmp_path / "two.sqlite"
    first = build_snapshot(rows, one, date=DAY, covers=["all"], source="x")
    second = build_snapshot(reversed(rows), two, date=DAY, covers=["all"], source="x")
    assert one.read_bytes() == two.read_bytes()
    assert first == second == SqliteRegistry.open(one).snapshot


@pytest.mark.parametrize(
    "change",
    [{"date": date(2026, 11, 2)}, {"covers": ["1040-2541"]}, {"source": "other"}],
)
def test_another_date_coverage_or_source_is_another_list(tmp_path, change):
    first = build(tmp_path, [licence()]).snapshot
    assert build(tmp_path, [licence()], **change).snapshot.id != first.id


def test_one_changed_cell_is_another_list(tmp_path):
    first = build(tmp_path, [licence()]).snapshot
    assert build(tmp_path, [licence(status=LicenceStatus.REVOKED)]).snapshot.id != first.id


def test_coverage_is_what_was_declared(tmp_path):
    snapshot = build(tmp_path, [licence()], covers=["1040-2541", "2424"]).snapshot
    assert snapshot.covers_standard(standard_number("1040-2541"))
    assert not snapshot.covers_standard(standard_number("1040-2560"))
    assert snapshot.covers_standard(standard_number("2424-2565"))


def test_a_list_that_shrank_is_refused_and_the_old_one_stays(tmp_path):
    many = [licence(f"ท{n}-{n}/1040") for n in range(1, 101)]
    build(tmp_path, many)
    build(tmp_path, many[:95])
    before = (tmp_path / "list.sqlite").read_bytes()
    with pytest.raises(ListShrank) as refusal:
        build(tmp_path, many[:90])
    assert refusal.value.params == {"rows": 90, "before": 95}
    assert (tmp_path / "list.sqlite").read_bytes() == before
    assert build(tmp_path, many[:2], allow_shrink=True).snapshot.rows == 2


def test_an_interrupted_build_leaves_everything_as_it_was(tmp_path):
    build(tmp_path, [licence()])
    before = (tmp_path / "list.sqlite").read_bytes()

    def breaking():
        yield licence("ท1-1/1040")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, breaking())
    assert (tmp_path / "list.sqlite").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["list.sqlite"]


def test_states_are_counted_and_the_content_is_checked(tmp_path):
    opened = build(tmp_path, [licence(), licence("ท1-1/1040", status=LicenceStatus.REVOKED), licence("ท2-2/1040")])
    assert opened.counts() == {LicenceStatus.ACTIVE: 2, LicenceStatus.REVOKED: 1}
    assert opened.is_intact()


def test_many_threads_get_equal_answers(tmp_path):
    rows = [licence(f"ท{n}-{n}/1040") for n in range(1, 300)]
    opened = build(tmp_path, rows)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda row: list(opened.by_licence(row.number)), rows * 3))
    assert found == [[row] for row in rows * 3]
