"""Postal addresses, known by how they are written, and words that only look like one."""

from __future__ import annotations

import pytest

from verifier.extract.postal import is_address


@pytest.mark.parametrize(
    "text",
    [
        "42/68 ม.6 ต.หน้าพระลาน อ.เฉลิมพระเกียรติ จ.สระบุรี 18240", "ต.หน้าพระลาน อ.เฉลิมพระเกียรติ",
        "เขตลาดกระบัง กรุงเทพมหานคร", "38/32 หมู่ 11 ตำบลอ้อมใหญ่ อำเภอสามพราน จังหวัดนครปฐม",
        "99 ถ.พระราม 2 แขวงแสมดำ เขตบางขุนเทียน กทม. 10150", "ต.ในเมือง อ.เมือง จ.ขอนแก่น โทร. 043-222-333",
        "5 ซอยสุขุมวิท 71 ถนนสุขุมวิท แขวงพระโขนงเหนือ เขตวัฒนา กรุงเทพฯ 10110", "ต. คลองหนึ่ง อ, คลองหลวง",
        "29/3 ถ.พระราม 2 แขวงแสมดำ เขตบางขุนเทียน กรุงเทพร 10150", "7/77 นิคมอุตสาหกรรมบางชัน ถ.เสรีไทย กรุงเทพฯ 10510",
        "700 นิคมอุตสาหกรรมบางปู ต.แพรกษา อ.เมือง จ.สมุทรปราการ",
    ],
)  # fmt: skip
def test_an_address_is_known_whatever_its_places(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "จ.นครปฐม 73160", "ต.ไร่ขิง", "อ.เมือง", "ถ.สุขุมวิท ซ.71",  # one place alone may be anything
        "ต.ไม่ได้ อ.รับ จ.อนุญาต", "ต.เพิกถอน อ.แล้ว", "ต.ปลอม อ.เมือง", "จ.สินค้าปลอม ต.เมือง", "ต.ของก๊อป อ.เมือง จ.ชลบุรี",
        "ต.ห้ามจำหน่าย อ.เมือง", "ต.มิได้ อ.เมือง", "ถ.ใบอนุญาตหมดอายุ ต.ในเมือง อ.เมือง",  # a place that says something
        "มอก. 11 ต.บางพลี อ.เมือง", "ใบอนุญาตสิ้นอายุ ต.บางพลี อ.เมือง", "ต.บางพลี อ.เมือง ยกเลิก",  # and more beside
        "", "โทร. 043-222-333",
    ],
)  # fmt: skip
def test_what_says_anything_else_is_none(text: str) -> None:
    assert not is_address(text)
