"""Which goods a label names, and whether its standard is for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.cases import case, firm, number, row, standard, statement
from verifier.domain import Reading, Region, RegionKind, StatementKind, VerdictKind
from verifier.domain.geometry import Quad
from verifier.extract.fields import Fields
from verifier.extract.goods import goods_in
from verifier.extract.statements import statements
from verifier.rules import judge
from verifier.rules.verdict import conclude


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("พัดลมตั้งโต๊ะ Table fan 12 inch", "พัดลม"),
        ("แบตเตอรี่สำรองไฟฟ้า 10000 mAh", "แบตเตอรี่สำรอง"),
        ("STEAM IRON 1200 W", "steam iron"),
        ("ใช้กับพัดลม", ""),
        ("สำหรับโทรทัศน์และลำโพง", ""),
        ("For your television", ""),
        ("ห้ามใช้ใกล้เตารีด", ""),
        ("ENVIRONMENT", ""),
        ("รุ่น AX", ""),
    ],
)
def test_goods_are_named_as_what_they_are(line: str, named: str) -> None:
    assert goods_in(line) == named


def test_each_kind_is_told_once_and_only_of_the_whole_photo() -> None:
    lines = [
        Reading("พัดลม", Region(RegionKind.LINE, Quad.of_box(0, y, 90, y + 20), 0.9), "r", (0.9,) * 5) for y in (0, 60)
    ]
    said = [s for s in statements(lines, Fields(), whole=True) if s.kind is StatementKind.GOODS]
    assert [s.value for s in said] == ["พัดลม"]
    assert not [s for s in statements(lines, Fields()) if s.kind is StatementKind.GOODS]


@pytest.mark.parametrize(
    ("named", "printed", "code", "verdict"),
    [
        (["พัดลม"], "2879-2560", "goods.other_kind", VerdictKind.CANNOT_TELL),
        (["power bank"], "2879-2560", "goods.named", VerdictKind.AGREES),
        (["พัดลม", "power bank"], "2879-2560", "goods.named", VerdictKind.AGREES),
        (["ที่ชาร์จ"], "2879-2560", "goods.named", VerdictKind.AGREES),  # a part, or what comes with it
    ],
)
def test_goods_of_another_kind_alone_are_told(named: list[str], printed: str, code: str, verdict: VerdictKind) -> None:
    said = [statement("goods", word, words=word, line=n) for n, word in enumerate(named)]
    label = case(
        rows=[row()], licences=[number(str(row().number))], codes=[], holders=[firm()], standards=[standard(printed)],
        statements=said,
    )  # fmt: skip
    findings = judge(label)
    assert code in {finding.code for finding in findings} and conclude(findings).kind is verdict


@pytest.mark.parametrize(
    ("photo", "label", "height", "told"),
    [(0, 0, 40, False), (0, 1, 40, True), (0, 1, 12, False), (1, 1, 12, True)],
)
def test_goods_of_another_kind_elsewhere_are_told_in_large_print(
    photo: int, label: int, height: int, told: bool
) -> None:
    own = replace(statement("goods", "power bank", words="power bank"), quad=Quad.of_box(0, 400, 200, 424))
    other = replace(
        statement("goods", "พัดลม", words="พัดลม"), photo=photo, label=label, quad=Quad.of_box(900, 0, 990, height)
    )
    seen = case(rows=[row()], licences=[number(str(row().number))], codes=[], holders=[firm()], statements=[own, other])
    assert ("goods.other_kind" in {finding.code for finding in judge(seen)}) is told


@pytest.mark.parametrize(
    "before",
    [
        "สำหรับ", "ใช้กับ", "ร่วมกับ", "ต่อกับ", "ใกล้", "พร้อม", "ห้าม", "for", "with", "to", "into", "your", "compatible",
        "charge", "charges", "include", "includes", "inside", "avoid", "no", "not", "do",
    ],
)  # fmt: skip
def test_goods_behind_such_a_word_are_others(before: str) -> None:
    assert goods_in(f"{before} television") == "" and goods_in(f"{before} พัดลม") == ""
    assert goods_in(f"x{before}x television") == ("" if not before.isascii() else "television")


@pytest.mark.parametrize(
    ("line", "named"), [("TVs", ""), ("fans", ""), ("Televisions", "television"), ("televisionx", "")]
)
def test_words_of_four_letters_and_more_are_looked_for_whole(line: str, named: str) -> None:
    assert goods_in(line) == named


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("uPVC Drinking Water Pipe", ""), ("Drinking Water", "drinking water"), ("Television cabinet", ""),
        ("Television-stand", ""), ("Television LED", "television"),
    ],
)  # fmt: skip
def test_goods_that_other_goods_are_named_after_are_not_what_a_label_names(line: str, named: str) -> None:
    assert goods_in(line) == named
