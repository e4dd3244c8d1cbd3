"""What several columns of one field say together, and which columns stand under each other's headings."""

from __future__ import annotations

from datetime import date

import pytest

from verifier.domain import LicenceStatus
from verifier.errors import ListRejected
from verifier.numbers import parse_licence, parse_standard
from verifier.registry.cells import BadCell
from verifier.registry.columns import READERS, list_columns, list_vocabulary, read_field, unswapped

LICENCE, STANDARD, HOLDER = "ท7014-4/2879", "2879-2560", "บริษัท ตัวอย่างพลังงาน จำกัด"


@pytest.mark.parametrize(
    ("name", "cells", "value"),
    [
        ("licence", (LICENCE, "", "-"), parse_licence(LICENCE)), ("licence", ("", LICENCE), parse_licence(LICENCE)),
        ("standard", (STANDARD, f"{STANDARD} : แบตเตอรี่"), (parse_standard(STANDARD), "แบตเตอรี่")),
        ("standard", (f"{STANDARD} : แบตเตอรี่", STANDARD), (parse_standard(STANDARD), "แบตเตอรี่")),
        ("holder", (HOLDER, HOLDER.replace(" จำกัด", "  จำกัด")), HOLDER), ("holder", ("", "-"), None),
        ("product", ("พาวเวอร์แบงก์", "", "สีดำ"), "พาวเวอร์แบงก์, สีดำ"), ("product", ("สีดำ", "สีดำ"), "สีดำ"),
        ("product", ("", "-"), None), ("trade_mark", ("A", "B"), "A, B"), ("factory", ("A", "B"), "A, B"),
        ("status", ("", ""), LicenceStatus.UNSTATED), ("status", ("", "active"), LicenceStatus.ACTIVE),
        ("status", ("ใช้งาน", "active"), LicenceStatus.ACTIVE), ("issued", ("1/2/2569", "2026-02-01"), date(2026, 2, 1)),
        ("qr_id", ("", "320108935"), "320108935"), ("qr_id", ("", ""), None), ("licence_type", ("ทำ", "ท"), "ท"),
    ],
)  # fmt: skip
def test_columns_of_one_field_must_mean_the_same_where_they_say_anything(name, cells, value) -> None:
    assert read_field(name, cells, tuple(range(len(cells)))) == value
    assert read_field(name, ("x", *cells), tuple(range(1, len(cells) + 1))) == value


@pytest.mark.parametrize(
    ("name", "cells", "reason"),
    [
        ("licence", ("", ""), "cell.missing"), ("standard", ("", "-"), "cell.missing"),
        ("licence", (LICENCE, "ท7015-4/2879"), "cell.disagree"), ("standard", (STANDARD, "2879-2558"), "cell.disagree"),
        ("holder", (HOLDER, "บริษัท อื่น จำกัด"), "cell.disagree"), ("status", ("active", "revoked"), "cell.disagree"),
        ("holder_en", ("One Co., Ltd.", "Two Co., Ltd."), "cell.disagree"),
        ("issued", ("1/2/2569", "2/2/2569"), "cell.disagree"), ("qr_id", ("320108935", "320108936"), "cell.disagree"),
        ("status", ("active", "active?"), "status.unknown"), ("licence_type", ("ท", "น"), "cell.disagree"),
        ("suspended_to", ("1/2/2569", "3/2/2569"), "cell.disagree"),
        ("suspended_from", ("1/2/2569", "3/2/2569"), "cell.disagree"),
    ],
)  # fmt: skip
def test_columns_of_one_field_that_disagree_or_say_nothing_that_is_needed_are_refused(name, cells, reason) -> None:
    with pytest.raises(BadCell, match=f"^{reason}$"):
        read_field(name, cells, tuple(range(len(cells))))


def test_every_field_is_read_in_the_order_of_the_documented_columns() -> None:
    header = ("qr_id", "status", "holder", "standard", "licence", "other")
    assert list_columns(header, list_vocabulary()) == {
        "licence": (4,), "standard": (3,), "holder": (2,), "status": (1,), "qr_id": (0,),
    }  # fmt: skip
    assert list(list_columns(header, list_vocabulary())) == ["licence", "standard", "holder", "status", "qr_id"]
    assert tuple(READERS) == (
        *("licence", "standard", "holder", "product", "status", "qr_id", "licence_type", "issued"),
        *("suspended_from", "suspended_to", "trade_mark", "factory", "holder_en"),
    )


@pytest.mark.parametrize("missing", ["licence", "standard", "holder"])
def test_a_table_without_a_column_that_must_be_there_is_refused_by_name(missing: str) -> None:
    header = [name for name in ("licence", "standard", "holder", "status") if name != missing]
    with pytest.raises(ListRejected, match=f"no column for: {missing};") as caught:
        list_columns(header, list_vocabulary())
    assert caught.value.params["columns"] == missing


ROW = (LICENCE, STANDARD, HOLDER)
PLACES = {"licence": (0,), "standard": (1,), "holder": (2,)}


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (1, 2)])
def test_two_columns_under_each_other_s_headings_are_exchanged(pair: tuple[int, int]) -> None:
    names, (a, b) = tuple(PLACES), pair
    swapped = list(ROW)
    swapped[a], swapped[b] = ROW[b], ROW[a]
    places, told = unswapped(PLACES, [tuple(swapped)] * 20)
    assert places == {**PLACES, names[a]: (b,), names[b]: (a,)} and told == ((names[a], names[b]),)
    assert unswapped(PLACES, [ROW] * 20) == (PLACES, ()) and unswapped(PLACES, []) == (PLACES, ())


@pytest.mark.parametrize(("wrong", "exchanged"), [(20, True), (18, True), (17, False), (1, False)])
def test_columns_are_exchanged_where_nine_of_ten_rows_say_so(wrong: int, exchanged: bool) -> None:
    sample = [(STANDARD, LICENCE, HOLDER)] * wrong + [ROW] * (20 - wrong)
    assert bool(unswapped(PLACES, sample)[1]) is exchanged


@pytest.mark.parametrize("spoilt", [("x", LICENCE, HOLDER), (STANDARD, "x", HOLDER)])
def test_both_columns_must_read_as_the_other_field(spoilt: tuple[str, str, str]) -> None:
    sample = [(STANDARD, LICENCE, HOLDER)] * 17 + [spoilt] * 3
    assert unswapped(PLACES, sample)[1] == ()
    assert unswapped(PLACES, [*sample[:17], (STANDARD, LICENCE, HOLDER), *sample[-2:]])[1] == (("licence", "standard"),)


def test_columns_of_which_a_field_has_several_and_short_rows_are_left() -> None:
    sample = [(STANDARD, LICENCE, HOLDER, "")] * 20
    assert unswapped({**PLACES, "standard": (1, 3)}, sample)[1] == ()
    assert unswapped(PLACES, [(STANDARD,)] * 20)[1] == ()
