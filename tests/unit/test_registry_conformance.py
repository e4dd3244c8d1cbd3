"""What every registry answers alike: the file, PostgreSQL, and the one in memory that benchmarks and tests use."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from bench.worlds.memory_registry import MemoryRegistry
from tests.support.lists import DAY, licence, licence_number, standard_number
from tests.support.lists import build as build_file
from verifier.domain import LicenceStatus, Snapshot
from verifier.registry.queries import MAX_NEAR_MISSES


@pytest.fixture
def build(store, request, tmp_path):
    """Licences → a registry that holds them, dated 2026-11-01, covering everything unless told otherwise."""

    def in_file(rows, **options):
        return build_file(tmp_path, rows, allow_shrink=True, **options)

    def in_postgres(rows, **options):
        postgres = pytest.importorskip("verifier.registry.postgres")
        url = request.getfixturevalue("postgres_url")
        postgres.publish(in_file(rows, **options), url, allow_shrink=True)
        return postgres.PostgresRegistry.open(url)

    def in_memory(rows, date=DAY, covers=("all",), source=""):
        rows = list(dict.fromkeys(sorted(rows, key=repr)))
        return MemoryRegistry(rows, Snapshot("memory", date, frozenset(covers), len(rows), source))

    return {"file": in_file, "postgres": in_postgres, "memory": in_memory}[store]


@pytest.fixture
def stored(build):
    """The same without the registry in memory, which has no more than the seam asks for."""
    return build


def pytest_generate_tests(metafunc):
    stores = ["file", "postgres"] if "stored" in metafunc.fixturenames else ["file", "postgres", "memory"]
    metafunc.parametrize("store", stores)


def test_a_licence_comes_back_as_it_went_in(stored):
    full = licence(
        qr_id="320108935",
        status=LicenceStatus.SUSPENDED,
        licence_type="ท",
        issued=date(2011, 12, 5),
        suspended_from=date(2026, 1, 1),
        suspended_to=date(2026, 12, 31),
        trade_mark="Brand",
        factory="โรงงาน 1",
        holder_en="Sample Test Co., Ltd.",
    )
    opened = stored([full, licence("(3)ท784-37/1040")])
    assert list(opened.by_licence(full.number)) == [full]
    assert set(opened) == {full, licence("(3)ท784-37/1040")}


def test_a_licence_number_is_found_exactly_or_not_at_all(build):
    opened = build([licence("(3)ท784-37/1040"), licence("ท7195-54/1040")])
    assert len(opened.by_licence(licence_number("(3)ท784-37/1040"))) == 1
    for other in ("ท784-37/1040", "(4)ท784-37/1040", "น7195-54/1040", "ท7195-54/1041", "ท719-554/1040"):
        assert not opened.by_licence(licence_number(other)), other


def test_contradictory_rows_are_all_given(build):
    rows = [licence(status=LicenceStatus.ACTIVE), licence(status=LicenceStatus.REVOKED)]
    assert set(build(rows).by_licence(rows[0].number)) == set(rows)


def test_by_qr_id_and_trade_mark(stored):
    row = licence(qr_id="97568258", trade_mark="Brand-X")
    opened = stored([row, licence("ท1-1/1040")])
    assert list(opened.by_qr_id("97568258")) == [row]
    assert list(opened.by_trade_mark("BRAND X")) == [row]
    assert not opened.by_qr_id("9756825") and not opened.by_qr_id("") and not opened.by_trade_mark("")


def test_by_standard_with_and_without_year(build):
    old = licence("ท1-1/2424", standard=standard_number("2424-2562"))
    new = licence("ท1-2/2424", standard=standard_number("2424-2565"))
    part = licence("ท1-3/62368", standard=standard_number("62368 เล่ม 1-2563"))
    opened = build([old, new, part])
    assert list(opened.by_standard(old.standard)) == [old]
    assert set(opened.by_standard(standard_number("2424"))) == {old, new}
    assert list(opened.by_standard(standard_number("62368 เล่ม 1"))) == [part]
    assert not opened.by_standard(standard_number("62368"))


def test_holders_are_found_in_any_spelling_and_only_in_their_standard(build):
    row = licence(holder="บริษัท พี.เอส.พี.สเปเชียลตี้ส์ จำกัด (มหาชน)")
    other = licence("ท1-1/2879", standard=standard_number("2879-2560"), holder="บริษัท อื่น จำกัด")
    opened = build([row, other])
    assert list(opened.by_holder(row.standard, "บริษัท พี เอส พี สเปเชียลตี้ส์ จำกัด")) == [row]
    assert not opened.by_holder(other.standard, row.holder)
    assert list(opened.holders(row.standard.without_year())) == [row.holder]


def test_rivals_are_firms_that_readers_confuse(build):
    names = ("บริษัท ทรัพย์ดี จำกัด", "บริษัท ทรัพย์ตี จำกัด", "บจก. ทรัพย์ ดี", "บริษัท อื่น จำกัด")
    rows = [licence(f"ท{n}-{n}/1040", holder=name) for n, name in enumerate(names, 1)]
    elsewhere = licence("ท1-1/2879", standard=standard_number("2879-2560"), holder="บริษัท ทรัพย์คี จำกัด")
    opened = build([*rows, elsewhere])
    standard = rows[0].standard
    assert {r.holder for r in opened.by_holder(standard, names[0])} == {names[0], names[2]}
    assert list(opened.rivals(standard, names[0])) == [names[1]]
    assert list(opened.rivals(standard, names[1])) == sorted([names[0], names[2]])
    assert not opened.rivals(standard, names[3]) and not opened.rivals(elsewhere.standard, elsewhere.holder)


def test_a_holder_is_found_by_its_latin_name_as_by_its_own(build):
    one = licence("ท1-1/1040", holder="บริษัท พรอนโต้ เทคโนโลยี จำกัด", holder_en="PRONTO TECHNOLOGY CO., LTD.")
    two = licence("ท2-2/1040", holder="บริษัท โพรนโท จำกัด", holder_en="Pront0 Technology Co., Ltd.")
    none = licence("ท3-3/1040", holder="Pronto Technology (Thailand) Co., Ltd.")
    elsewhere = licence(
        "ท1-1/2879", standard=standard_number("2879-2560"), holder="บริษัท อื่น จำกัด", holder_en="Pronto Technology Ltd."
    )
    opened = build([one, two, none, elsewhere])
    standard = one.standard
    for printed in ("Pronto Technology Company Limited", "PRONTO-TECHNOLOGY CO.,LTD"):
        assert list(opened.by_holder(standard, printed)) == [one]
        assert list(opened.by_holder(standard.without_year(), printed)) == [one]
        assert list(opened.rivals(standard, printed)) == [two.holder_en]
    assert list(opened.by_holder(standard, one.holder)) == [one] and not opened.rivals(standard, one.holder)
    assert list(opened.by_holder(standard, none.holder)) == [none]
    assert list(opened.holders(standard)) == sorted([*one.names, *two.names, none.holder])
    assert one.holder_en in opened.holders_like(standard, "Pronto Technolgy Co., Ltd.")
    assert not opened.holders_like(standard, "Sample Trading Co., Ltd.")


def test_names_like_one_are_found_in_their_standard_alone(build):
    names = ("บริษัท ทรัพย์ดีพาณิชย์ จำกัด", "บริษัท ทรัพย์ตีพานิชย์ จำกัด", "บริษัท ทรัพย์ดีเครื่องใช้ไฟฟ้า จำกัด", "บริษัท อื่น จำกัด")
    rows = [licence(f"ท{n}-{n}/1040", holder=name) for n, name in enumerate(names, 1)]
    elsewhere = licence("ท1-1/2879", standard=standard_number("2879-2560"), holder="บริษัท ทรัพย์ดีพานิชย์ จำกัด")
    opened = build([*rows, elsewhere])
    for standard in (rows[0].standard, rows[0].standard.without_year()):
        assert list(opened.holders_like(standard, "บจก. ทรัพยดีพาณิช")) == sorted(names[:2])
    assert list(opened.holders_like(rows[0].standard, names[3])) == [names[3]]
    assert not opened.holders_like(standard_number("2432-2555"), names[0])


def test_of_very_many_holders_those_that_begin_alike_are_compared(build, monkeypatch):
    monkeypatch.setattr("verifier.registry.holder_index.MAX_COMPARED_HOLDERS", 1)
    names = ("บริษัท ทรัพย์ดีพาณิชย์ จำกัด", "บริษัท ทรัพย์ดีพาณิช จำกัด", "บริษัท อื่น จำกัด")
    rows = [licence(f"ท{n}-{n}/1040", holder=name) for n, name in enumerate(names, 1)]
    elsewhere = licence("ท1-1/2879", standard=standard_number("2879-2560"), holder="บริษัท ทรัพย์ดีพานิชย์ จำกัด")
    opened = build([*rows, elsewhere])
    assert list(opened.holders_like(rows[0].standard, "บริษัท ทรัพยดีพานิชย์ จำกัด")) == sorted(names[:2])
    assert not opened.holders_like(rows[0].standard, "บริษัท พรรพย์ดีพาณิชย์สหกิจ จำกัด")


def test_thai_vowels_tell_firms_apart(build):
    rows = [licence(holder="บริษัท ทีที จำกัด"), licence("ท1-1/1040", holder="บริษัท ทท จำกัด")]
    opened = build(rows)
    assert list(opened.by_holder(rows[0].standard, rows[0].holder)) == [rows[0]]


def test_near_misses_are_never_the_number_itself(build):
    listed = [licence("ท7195-54/1040"), licence("(3)ท7195-54/1040"), licence("น7195-54/1040"), licence("ท7196-54/1040")]
    opened = build(listed)
    near = opened.neighbours(licence_number("ท7195-54/1040"))
    assert [(str(m.licence.number), m.distance) for m in near] == [
        ("(3)ท7195-54/1040", 0),
        ("ท7196-54/1040", 1),
        ("น7195-54/1040", 1),
    ]
    assert all(m.read == licence_number("ท7195-54/1040") and m.evidence is None for m in near)
    assert not opened.neighbours(licence_number("ท4444-22/9"))


def test_the_part_of_a_standard_may_be_written_in_several_ways(build):
    row = licence("ท1-2/62368เล่ม1", standard=standard_number("62368 เล่ม 1-2563"))
    opened = build([row])
    assert not opened.by_licence(licence_number("ท1-2/62368"))
    assert [m.distance for m in opened.neighbours(licence_number("ท1-2/62368"))] == [0]


def test_near_misses_are_few(build):
    rows = [licence(number, holder=f"h{i}") for i, number in enumerate(["(3)ท1-1/1040"] * 30)]
    assert len(build(rows).neighbours(licence_number("ท1-1/1040"))) == MAX_NEAR_MISSES


def test_many_threads_get_equal_answers(build):
    rows = [licence(f"ท{n}-{n}/1040") for n in range(1, 300)]
    opened = build(rows)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda row: list(opened.by_licence(row.number)), rows * 3))
    assert found == [[row] for row in rows * 3]


def test_states_are_counted_and_the_content_is_checked(stored):
    opened = stored([licence(), licence("ท1-1/1040", status=LicenceStatus.REVOKED), licence("ท2-2/1040")])
    assert opened.counts() == {LicenceStatus.ACTIVE: 2, LicenceStatus.REVOKED: 1}
    assert opened.is_intact()


def test_a_licence_of_several_rows_is_counted_once(stored):
    """One for each QR id of its models."""
    opened = stored([licence(qr_id="123456"), licence(qr_id="234567"), licence("ท2-2/1040")])
    assert opened.snapshot.rows == 3 and opened.counts() == {LicenceStatus.ACTIVE: 2}


def test_firms_are_found_by_how_their_name_begins(build):
    one = licence("ท1-1/2879", holder="บริษัท ตัวอย่างพลังงาน จำกัด", holder_en="Tuayang Energy Co., Ltd.")
    other = licence("ท2-2/2879", holder="บริษัท อื่น จำกัด")
    opened = build([one, other])
    for text in ("บริษัท ตัวอย่าง", "ตัวอย่างพลัง", "tuayang", "TUAYANG Energy"):
        assert list(opened.by_holder_start(text)) == [one], text
    assert not opened.by_holder_start("พลังงาน")
    assert not opened.by_holder_start("")
