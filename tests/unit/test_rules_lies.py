"""Rules on what liars print beside an honest mark: a second firm, a person, an address that plays TISI."""

from __future__ import annotations

from dataclasses import replace

from tests.support.cases import HOLDER, OTHER_FIRM, case, firm, mark, statement
from tests.support.findings import A, N
from verifier.domain.geometry import Quad
from verifier.rules import judge
from verifier.rules.verdict import conclude


def test_a_second_firm_in_the_marks_block_needs_a_role() -> None:
    for text in (OTHER_FIRM, f"เปลี่ยนเป็น {OTHER_FIRM}", f"โอนให้ {OTHER_FIRM}"):
        judged = judge(case(holders=[firm(), firm(OTHER_FIRM, text=text, line=1)]))
        assert conclude(judged).kind is N and "holder.beside_mark" in {f.code for f in judged}
    itself = "บริษัท หมื่นลี้นำเข้า จำกัด"
    assert conclude(judge(case(holders=[firm(), firm(itself, text=f"โอนให้ {itself}", line=1)]))).kind is N
    assert conclude(judge(case(holders=[firm(), firm(OTHER_FIRM, line=9)]))).kind is A, "far from the mark"
    latin = firm("Another Trading Co., Ltd.", line=1)
    assert conclude(judge(case(holders=[firm(), latin]))).kind is A, "the holder's own name, for all we know"


def test_the_line_below_a_role_is_no_role_for_every_firm() -> None:
    maker = statement("maker", HOLDER, f"เดิมชื่อผู้ผลิต {HOLDER}", line=1)
    below = firm(OTHER_FIRM, text=f"เปลี่ยนเป็น {OTHER_FIRM}", line=2)
    wide = replace(mark(), quad=Quad.of_box(0, 0, 40, 40))
    assert conclude(judge(case(marks=[wide], holders=[firm(line=1), below], statements=[maker]))).kind is N


def test_a_person_or_an_address_on_the_label_is_settled() -> None:
    for kind, value in (("named", "นาย สมชาย ใจดี"), ("address", "tisi-check.com")):
        assert conclude(judge(case(statements=[statement(kind, value)]))).kind is N
    assert conclude(judge(case(statements=[statement("named", HOLDER)]))).kind is A


def test_a_seller_named_in_its_line_is_no_contradiction() -> None:
    for word in ("จัดจำหน่ายโดย", "ขายโดย", "Distributed by"):
        sold = firm(OTHER_FIRM, text=f"{word} {OTHER_FIRM}", line=1)
        wide = replace(mark(), quad=Quad.of_box(0, 0, 40, 40))
        assert conclude(judge(case(marks=[wide], holders=[firm(), sold]))).kind is A
