"""What cases tell together: who shares what, what another list changes, what a month adds up to, all of it on paper."""

import csv
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.case_stores import STORES, case_store
from tests.support.fakes import (
    NUMBER,
    TODAY,
    FakeCodeReader,
    FakeLineReader,
    FakeRegistry,
    licence,
    make_verifier,
    photo_bytes,
)
from tests.support.spot_checks import (
    ANAN,
    BUSABA,
    NOW,
    OPERATOR,
    judged,
    opened,
    place,
    product,
    send,
    with_products,
    work,
)
from verifier import messages
from verifier.cases import links as links_module
from verifier.cases.affected import affected, affected_to_plain
from verifier.cases.links import links, shared_to_plain
from verifier.cases.picture import draw
from verifier.cases.summary import NUMBERS, month_of, row_name, summarise
from verifier.cases.tables import LINK_COLUMNS, links_csv, summary_xlsx
from verifier.domain import LicenceStatus
from verifier.errors import NoCase

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    yield from case_store(request, tmp_path)


def by_kind(found):
    return {one.kind: one for one in found}


def add(store, case, mine, seed, who=ANAN, **seams):
    """A product more, with a judged photo of this seed."""
    case = work(store, who).put_product(case.id, mine, revision=case.revision)
    send(store, case.id, mine.id, photo_bytes(seed), who, part=100_000)
    return judged(store, case.id, mine.id, who, **seams)


# ---- who shares what


def test_one_licence_in_two_shops_is_trade_and_on_goods_of_two_kinds_a_contradiction(store):
    first = add(store, opened(store, 1, place=place("ร้าน ก")), product(1, category="power_bank"), 1)
    second = add(store, opened(store, 2, place=place("ร้าน ข")), product(2, category="power_bank"), 2)
    trade = by_kind(links(store, ANAN, NOW))
    assert set(trade) == {"qr", "licence"}, "noise of two seeds is no near picture"
    assert trade["licence"].value == str(NUMBER) and trade["qr"].value == "320108935"
    assert [(one.shops, one.products, one.firms, one.contradicts) for one in trade.values()] == [(2, 2, 1, False)] * 2
    third = add(store, opened(store, 3, place=place("ร้าน ค")), product(3, category="mask"), 3)
    both = by_kind(links(store, ANAN, NOW))
    assert both["licence"].contradicts and (both["licence"].products, both["licence"].categories) == (3, 2)
    assert {case.id for case, _ in both["qr"].members} == {first.id, second.id, third.id}
    assert links(store, ANAN, NOW, first.id) == links(store, ANAN, NOW)


def test_a_link_that_only_looks_official_and_a_label_seen_before_are_told(store):
    bad = FakeCodeReader(("https://appdb.tisi.go.th.example.com/Q/i.php?d=1",))
    seams = {"code_reader": bad, "line_reader": FakeLineReader(("", "", ""))}
    for number in (1, 2):
        add(store, opened(store, number, place=place(f"ร้าน {number}")), product(number), 7, **seams)
    found = by_kind(links(store, ANAN, NOW))
    assert set(found) == {"lookalike", "label"}
    assert found["lookalike"].contradicts and found["lookalike"].value.startswith("https://appdb.tisi.go.th.example")
    assert not found["label"].contradicts, "the same photo again, of the same goods"


def test_others_cases_are_counted_and_not_shown(store):
    mine = add(store, opened(store, 1), product(1), 1)
    hers = add(store, opened(store, 2, BUSABA, place=place("ร้านของบุษบา")), product(2), 2, BUSABA)
    found = by_kind(links(store, ANAN, NOW))["licence"]
    assert ([case.id for case, _ in found.members], found.hidden, found.products) == ([mine.id], 1, 2)
    for text in (str(shared_to_plain(found)), draw([found], "th"), links_csv([found]).decode()):
        assert hers.id not in text and "บุษบา" not in text
    with pytest.raises(NoCase):
        links(store, ANAN, NOW, hers.id)
    assert len(by_kind(links(store, OPERATOR, NOW))["licence"].members) == 2
    assert "(and 1 in cases of other teams)" in draw([found], "en")
    seen = store.trail(mine.id, who=ANAN).entries[-1]
    assert (seen.did, seen.part, seen.by) == ("list", "links", OPERATOR.key_id)
    work(store).remove_product(mine.id, product(1).id, revision=mine.revision)
    assert links(store, ANAN, NOW) == links(store, BUSABA, NOW) == []


def test_what_one_case_shares_is_what_all_say_of_it(store):
    """Labels in a chain as well, each near to the next alone; and nobody waits for the comparison."""
    cases = [with_products(store, number) for number in range(1, 6)]
    chain = [0, 0b111, 0b111111, 0b111111111, 0xFFFF << 40]
    with store.writing() as db:
        for case, value in zip(cases, chain, strict=True):
            db.execute("UPDATE traces SET value = ? WHERE id = ? AND kind = 'label'", (f"{value:016x}", case.id))
    whole = links(store, ANAN, NOW)
    label = next(one for one in whole if one.kind == "label")
    assert {case.id for case, _ in label.members} == {case.id for case in cases[:4]}
    for case in cases:
        mine = [one for one in whole if case.id in {found.id for found, _ in one.members}]
        assert links(store, ANAN, NOW, case.id) == mine


def test_nobody_waits_while_links_are_compared(store, monkeypatch):
    case = with_products(store, 1)
    with_products(store, 2)
    compared = links_module.alike

    def while_others_write(hashes):
        work(store).hold(case.id, "written meanwhile")
        return compared(hashes)

    monkeypatch.setattr(links_module, "alike", while_others_write)
    assert links(store, ANAN, NOW)
    assert store.read(case.id, who=ANAN, at=NOW).held == "written meanwhile"


def test_the_map_is_a_picture_and_a_table_that_run_nothing(store):
    hostile = '=HYPERLINK("http://x") </text><script>alert(1)</script>'
    for number in (1, 2):
        add(
            store,
            opened(store, number, place=place(hostile, address=str(number))),
            product(number, name="=1+1"),
            number,
        )
    found = links(store, ANAN, NOW)
    picture = ET.fromstring(draw(found, "en"))
    tags = {element.tag.removeprefix(SVG) for element in picture.iter()}
    assert tags == {"svg", "title", "rect", "text", "path", "circle"}
    assert len(list(picture.iter(f"{SVG}path"))) == sum(len(one.members) for one in found)
    assert f"Licence {NUMBER}" in "".join(picture.itertext())
    rows = list(csv.reader(io.StringIO(links_csv(found).decode("utf-8-sig"))))
    assert tuple(rows[0]) == LINK_COLUMNS and len(rows) == 1 + sum(len(one.members) for one in found)
    assert not [cell for row in rows[1:] for cell in row if cell.startswith("=")]
    assert "ไม่พบ" in draw([], "th")


# ---- judging again


def test_a_record_that_is_damaged_keeps_none_of_the_others_from_its_answer(store, tmp_path):
    cases = [with_products(store, number) for number in (1, 2)]
    record = cases[0].products[0].judged.record
    (tmp_path / "cases" / "files" / record[:2] / record).write_bytes(b"{}")
    new = FakeRegistry([licence(status=LicenceStatus.REVOKED)])
    found = {one.case.id: one for one in affected(store.files, cases, new, TODAY)}
    assert [(found[case.id].unread, found[case.id].again.today) for case in cases] == [
        (True, "cannot_tell"),
        (False, "conflicts"),
    ]
    assert affected_to_plain(found[cases[0].id])["unread"] is True


def test_a_licence_revoked_since_names_the_cases_that_rest_on_it(store):
    case = with_products(store, 1)
    other = add(
        store, opened(store, 2), product(9), 9, line_reader=FakeLineReader(("", "", "")), code_reader=FakeCodeReader(())
    )
    cases = [case, other]
    same = make_verifier().registry
    assert list(affected(store.files, cases, same, TODAY)) == []
    revoked = FakeRegistry((licence(status=LicenceStatus.REVOKED),))
    (found,) = affected(store.files, cases, revoked, TODAY + timedelta(30))
    assert (found.case.id, found.product.id) == (case.id, case.products[0].id)
    assert (found.again.then, found.again.today) == ("agrees", "conflicts")
    assert [(ended.licence, ended.now) for ended in found.again.ended] == [(str(NUMBER), "revoked")]


# ---- a month


def month(store):
    """Three cases of November, one of them at night in London, and one of December."""
    first = with_products(store, 1, count=3, place=place("ร้าน ก", district="บางรัก"))
    work(store).put_product(
        first.id, replace(first.products[0], finding=None, seizure_tag="", quantity=None), revision=first.revision
    )
    with_products(store, 2, count=2, place=place("ร้าน ข", district="", province="เชียงใหม่"))
    with_products(store, 3, inspected=NOW.replace(month=11, day=30, hour=16, minute=59), place=place("=1+1"))
    with_products(store, 4, inspected=NOW.replace(month=11, day=30, hour=17), place=place("ธันวาคม"))
    last = opened(store, 5, place=place("ร้าน ง"))
    work(store).put_product(last.id, product(99), revision=1)
    return store.find(who=ANAN, at=NOW)


def test_every_table_of_a_month_adds_up_to_its_cases(store):
    cases = month(store)
    summary = summarise(cases, "2026-11")
    november = [case for case in cases if case.place.name != "ธันวาคม"]
    goods = [one for case in november for one in case.products]
    total = summary.total
    assert (total.cases, total.products, len(november), len(goods)) == (4, 7, 4, 7)
    assert (total.agrees, total.not_judged) == (6, 1) == (sum(bool(g.judged) for g in goods), 1)
    assert total.quantity == sum(g.quantity or 0 for g in goods) == 72
    assert (total.own_conflicts, total.differing, total.seized) == (6, 5, 6)
    for rows in summary.tables.values():
        for name in NUMBERS:
            if name != "cases":
                assert sum(getattr(figures, name) for _, figures in rows) == getattr(total, name), name
    assert [(row, f.products) for row, f in summary.tables["standard"]] == [("2879-2560", 6), ("–", 1)]
    assert dict(summary.tables["shop"])["ร้าน ก, ซอย 9"].products == 3
    assert "เชียงใหม่" in dict(summary.tables["district"])
    assert summarise(cases, "2026-12").total.products == 1 and summarise([], "2026-12").total.cases == 0
    assert month_of("2569-11") == month_of("2026-11") == "2026-11"


@pytest.mark.parametrize(("lang", "month"), [("th", "พ.ย. 2569"), ("en", "Nov 2026")])
def test_a_month_is_told_in_words(store, lang, month):
    """Years of the tongue's era, findings by their sentences: the codes and ISO months are for programs."""
    openpyxl = pytest.importorskip("openpyxl", reason="the extra `xlsx` is not installed")
    summary = summarise([with_products(store, count=1)], "2026-11")
    book = openpyxl.load_workbook(io.BytesIO(summary_xlsx(summary, lang)))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any(month in cell for cell in cells) and not any("2026-11" in cell for cell in cells)
    (leading,) = [row for row, _ in summary.tables["finding"]]
    assert leading not in cells and messages.kind_of_finding(leading, lang) in cells
    assert not any("{" in cell for cell in cells) and "มอก. 2879-2560" in cells


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_workbook_says_the_same_figures_and_runs_nothing(store, lang):
    openpyxl = pytest.importorskip("openpyxl", reason="the extra `xlsx` is not installed")
    summary = summarise(month(store), "2026-11")
    book = openpyxl.load_workbook(io.BytesIO(summary_xlsx(summary, lang)))
    first, *others = book.worksheets
    told = [row[1] for row in first.iter_rows(min_row=2, max_row=1 + len(NUMBERS), values_only=True)]
    assert told == [getattr(summary.total, name) for name in NUMBERS]
    assert len(others) == len(summary.tables)
    for sheet, (name, rows) in zip(others, summary.tables.items(), strict=True):
        shown = list(sheet.iter_rows(min_row=2, max_row=1 + len(rows), values_only=True))
        assert shown == [
            (row_name(name, row, lang), *(getattr(figures, name) for name in NUMBERS)) for row, figures in rows
        ]
        assert len(sheet._charts) == 1
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
