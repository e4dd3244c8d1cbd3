"""Who may be named in which role, which words name the goods, and whose name may stand beside the mark."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest

from tests.support.cases import HOLDER, OTHER_FIRM, QUAD, case, firm, mark, number, row, standard, statement
from verifier.domain import Licence, SeenHolder, StatementKind, VerdictKind
from verifier.extract.statement_words import qualifying
from verifier.registry.catalogue import Catalogue
from verifier.rules import Case, judge
from verifier.rules.verdict import conclude

A, N = VerdictKind.AGREES, VerdictKind.CANNOT_TELL
ABROAD = "Shenzhen Bright Technology Co., Ltd."
IMPORTED = row("น31-41/2879")
SAID = {
    "standard": "standard.unparsed", "licence": "licence.unparsed", "denied": "words.denied",
    "compared": "words.compared",
    "pending": "words.pending", "expired": "words.expired", "part": "words.part", "words": "words.unexplained",
    "struck": "number.struck_out", "letter": "licence.letter_unsure", "unread_print": "print.unread",
    "unread_code": "code.unread", "sign": "sign.denies",
    "licensee": "holder.role_differs", "maker": "holder.role_differs", "importer": "holder.role_differs",
    "seller": "firm.named",
    "address": "link.printed", "named": "holder.role_differs",
    "made_on": "goods.made_out_of_force", "made_in": "goods.made_elsewhere",
    "goods": "goods.other_kind", "stray": "label.stray", "voltage": "goods.rated",
    "abbreviation": "standard.word_unsure",
}  # fmt: skip


def judged(*said: Any, listed: Licence | None = None, **changes: Any) -> tuple[set[str], VerdictKind]:
    listed = listed or row()
    label = {"licences": [number(str(listed.number))], "codes": [], "holders": [firm()], **changes}
    findings = judge(case(rows=[listed], statements=list(said), **label))
    return {finding.code for finding in findings}, conclude(findings).kind


def test_every_kind_of_statement_has_its_finding() -> None:
    assert set(SAID) == {str(kind) for kind in StatementKind}


@pytest.mark.parametrize("kind", SAID)
def test_a_statement_is_settled_by_its_finding(kind: str) -> None:
    told, verdict = judged(statement(kind, "พัดลม" if kind == "goods" else OTHER_FIRM))
    assert SAID[kind] in told
    assert verdict is (A if kind in ("seller", "voltage") else N)


@pytest.mark.parametrize("kind", ["licensee", "maker", "seller"])
@pytest.mark.parametrize("name", [HOLDER, "บริษัท ตัวอยางพลังงาน จำกัด", "บจก. ตัวอย่างพลังงาน"])
def test_the_holder_may_be_everything_and_its_name_may_be_misread(kind: str, name: str) -> None:
    assert judged(statement(kind, name)) == (judged()[0] | {"firm.named"}, A)


@pytest.mark.parametrize(
    ("kind", "name", "listed", "may"),
    [
        ("maker", ABROAD, IMPORTED, True),
        ("maker", ABROAD, row("นค31-41/2879"), True),
        ("maker", ABROAD, row(), False),
        ("maker", "深圳市明亮电子有限公司", IMPORTED, True),
        ("maker", "深圳市明亮电子有限公司", row(), False),
        ("maker", OTHER_FIRM, IMPORTED, False),
        ("maker", "", IMPORTED, False),
        ("maker", "AB 3", IMPORTED, False),  # what is left of writing that no reader knows
        ("maker", "3M Co", IMPORTED, True),
        ("importer", ABROAD, IMPORTED, False),
        ("licensee", ABROAD, IMPORTED, False),
        ("maker", OTHER_FIRM, row(factory=OTHER_FIRM), True),
        ("maker", "บริษัท ขายสงทั่วไทย จำกัด", row(factory=OTHER_FIRM), True),
        ("maker", "บริษัท อื่นโดยสิ้นเชิง จำกัด", row(factory=OTHER_FIRM), False),
        ("importer", OTHER_FIRM, row(factory=OTHER_FIRM), False),
        ("maker", OTHER_FIRM, row(holder_en=ABROAD), False),
        ("maker", ABROAD, row(holder_en=ABROAD), True),
    ],
)
def test_who_may_make_what_another_holds_the_licence_of(kind: str, name: str, listed: Licence, may: bool) -> None:
    told, verdict = judged(statement(kind, name, text=name or "ผู้ผลิต"), listed=listed)
    assert ("firm.named" if may else "holder.role_differs") in told and verdict is (A if may else N)


def test_a_holder_that_only_sells_does_not_cover_what_others_make_abroad() -> None:
    maker, seller = statement("maker", ABROAD, line=8), statement("seller", HOLDER, line=0)
    assert judged(maker, seller, listed=IMPORTED)[1] is N
    assert judged(maker, seller, statement("importer", HOLDER, line=2), listed=IMPORTED)[1] is A
    assert judged(maker, seller, listed=IMPORTED, holders=[firm(), firm(line=30)])[1] is A, "named once more, by itself"
    assert judged(maker, seller, listed=IMPORTED, holders=[firm(), firm(photo=1)], photos=2)[1] is A
    assert judged(maker, statement("seller", OTHER_FIRM, line=0), listed=IMPORTED)[1] is A
    own = statement("maker", HOLDER, line=8)
    assert judged(own, seller)[1] is A, "who makes them may sell them"


@pytest.mark.parametrize(("gap", "same"), [(9, True), (11, False)])
def test_a_name_within_its_lines_height_of_it_is_the_one_that_the_line_says(gap: float, same: bool) -> None:
    seller = replace(statement("seller", HOLDER), quad=QUAD.moved(0, 10 + gap))
    assert judged(statement("maker", ABROAD, line=8), seller, listed=IMPORTED)[1] is (N if same else A)


@pytest.mark.parametrize(
    ("words", "value", "named"),
    [
        ("แบตเตอรี่", "2879-2560", True),
        (" แบตเตอรี่ :", "2879-2560", True),
        ("แบตเตอรี่", "2879", True),
        ("แบตเตอรี่", "ท7014-4/2879", True),
        ("Power bank", "2879-2558", True),
        ("หลอด", "2879-2560", False),
        ("แบตเตอรี่", "166-2549", False),
        ("แบตเตอรี่", "", False),
        ("แบต", "2879-2560", False),
        ("แบตเ", "2879-2560", True),
        ("bank", "2879-2560", True),
        ("hold", "2432-2555", False),  # for household purposes
    ],
)
@pytest.mark.parametrize("kind", ["part", "words"])
def test_a_word_beside_a_number_that_its_standard_is_for_names_the_goods(
    kind: str, words: str, value: str, named: bool
) -> None:
    told, verdict = judged(statement(kind, value, text="x", words=words))
    assert ("words.names_goods" in told) is named and verdict is (A if named else N)


@pytest.mark.parametrize(
    ("line", "words", "value", "named"),
    [
        ("เฉพาะสาย", "เฉพาะ", "366-2547", False),
        ("เฉพาะ", "เฉพาะ", "366-2547", False),
        ("เฉพาะด้านความปลอดภัย", "เฉพาะ", "366-2547", True),
        ("similar goods", "similar", "166-2549", False),
        ("for household and similar purposes", "similar", "166-2549", True),
        ("ใช้กับก๊าซ LPG เท่านั้น", "ใช้กับ", "2312-2549", True),
        ("ใช้กับก๊าช LPG เท่านั้น", "ใช้กับ", "2312-2549", True),
        ("ใช้กับกล่อง", "ใช้กับ", "2312-2549", False),
    ],
)
def test_words_of_a_title_that_limit_name_goods_where_they_go_on_as_it_does(
    line: str, words: str, value: str, named: bool
) -> None:
    said = case(rows=[row()], statements=[statement("part", value, text=line, words=words)])
    told = {finding.code for finding in judge(replace(said, catalogue=Catalogue.load()))}
    assert ("words.names_goods" in told) is named


def test_every_word_of_a_title_that_limits_or_speaks_is_known_to_name_nothing() -> None:
    titles = " | ".join(f"{f.title_th} {f.title_en}".casefold() for f in Catalogue.load())
    goods = {word.written.casefold() for rule in qualifying() for word in rule.goods}
    limits = {word.written.casefold() for rule in qualifying() for word in rule.with_number} - goods
    table = tomllib.loads((resources.files("verifier") / "data" / "title_words.toml").read_text("utf-8"))
    for word in sorted(limits - set(table["names_none"])):
        assert len(word) < 4 or not re.search(rf"(?<![a-z]){re.escape(word)}(?:e?s)?(?![a-z])", titles), word


def beside(name: str, sides: float, *, photo: int = 0, certain: bool = True) -> SeenHolder:
    """A name so many sides of the mark below it."""
    return SeenHolder(name, name, photo, 0, QUAD.moved(0, 10 + 10 * sides), 0.9, certain)


def test_another_firm_nearer_to_the_mark_than_the_holder_needs_an_explanation() -> None:
    def told(*names: SeenHolder, said: Any = ()) -> bool:
        return "holder.beside_mark" in judged(*said, holders=list(names), photos=2)[0]

    holder = beside(HOLDER, 5)
    assert told(holder, beside(OTHER_FIRM, 1)) and told(holder, beside(OTHER_FIRM, 2.4))
    assert not told(holder, beside(OTHER_FIRM, 2.6)), "outside the mark's block"
    assert not told(beside(HOLDER, 1), beside(OTHER_FIRM, 1.5)), "the holder is nearer"
    assert not told(beside(HOLDER, 1), beside(OTHER_FIRM, 1)), "as near"
    assert not told(holder, beside(OTHER_FIRM, 1, photo=1)), "no mark on that photo"
    assert told(beside(HOLDER, 1, photo=1), beside(OTHER_FIRM, 1)), "the holder's own is on a photo without a mark"
    seller = replace(statement("seller", OTHER_FIRM), quad=QUAD.moved(0, 20))
    assert not told(holder, beside(OTHER_FIRM, 1), said=[seller]), "its line says what it is"
    assert told(holder, beside(OTHER_FIRM, 1), said=[replace(seller, photo=1)])
    looks = [beside(OTHER_FIRM, 1, certain=False), beside("บริษัท ตัวอยางพลังงาน จำกัด", 1, certain=False)]
    assert not told(holder, *looks), "another look at the same print is like the holder's"


def test_without_a_mark_no_name_stands_beside_it() -> None:
    told, _ = judged(holders=[beside(HOLDER, 5), beside(OTHER_FIRM, 1)], marks=[])
    assert "holder.beside_mark" not in told
    assert mark().quad == QUAD and standard().quad == QUAD and isinstance(case(), Case)


@pytest.mark.parametrize(
    ("printed", "looked_again", "told"),
    [
        ("บริษัท บางพลี", False, "firm.named"), ("บริษัท บางพลี", True, "holder.role_differs"),
        ("ห้างหุ้นส่ว", False, "firm.named"), ("ห้างหุ้นส่ว", True, "holder.role_differs"),
        (OTHER_FIRM, False, "holder.role_differs"), (OTHER_FIRM, True, "holder.role_differs"),
    ],
)  # fmt: skip
def test_a_name_that_the_first_look_cut_off_is_settled_by_the_second(
    printed: str, looked_again: bool, told: str
) -> None:
    seen = replace(case().claim, statements=(statement("licensee", printed),), challenged=looked_again)
    assert told in {finding.code for finding in judge(case(seen))}
