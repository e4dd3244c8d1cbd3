"""Lines one under the other of a language that nobody here reads are a text, and no row of names."""

from __future__ import annotations

import pytest

from verifier.domain import Reading, Region, RegionKind, StatementKind
from verifier.domain.geometry import Quad
from verifier.extract.blocks import NAMES_A_BLOCK, broken_words, going_on, unknown_texts
from verifier.extract.fields import extract
from verifier.extract.print_lines import Line, Statement
from verifier.extract.statements import statements

TEXT = ("GREPLO CO", "ALVORAN TESKIM", "VINTAR")


def line(text: str, row: float, *, height: float = 30, left: float = 100, sure: float = 0.95) -> Line:
    place = Quad.of_box(left, 100 + row * 40, left + 18 * len(text), 100 + row * 40 + height)
    return Line((Reading(text, Region(RegionKind.LINE, place, 0.9), "a/1", (sure,) * len(text)),))


def told(*lines: Line) -> list[str]:
    return [found.words for found in unknown_texts(lines)]


def test_more_unknown_words_than_names_account_for_are_told_once() -> None:
    (found,) = unknown_texts([line(text, row) for row, text in enumerate(TEXT)])
    assert found.kind is StatementKind.WORDS and found.words == "greplo alvoran teskim vintar"
    assert found.text == TEXT[0] and len(found.words.split()) > NAMES_A_BLOCK


@pytest.mark.parametrize(
    "lines",
    [
        [line("GREPLO", 0), line("VINTAR", 1)],
        [line("GREPLO VINTAR ALVORAN TESKIM", 0)],
        [line("POWER BANK", 0), line("GREPLO VINTAR", 1), line("SUPER FAST CHARGE", 2)],
        [line("GREPLO", 0), line("www.greplo.co.th", 1), line("LINE: @grepl0", 2), line("Oreplo", 3)],
    ],
    ids=["two names", "one line, told by itself", "known words", "one name, in addresses and misread"],
)
def test_names_are_no_text(lines: list[Line]) -> None:
    assert told(*lines) == []


def test_words_that_share_a_few_letters_are_words_of_a_text() -> None:
    assert told(line("ALVORAN", 0), line("ALVESKO", 1), line("VORTEKS", 2))


def test_lines_that_do_not_belong_together_are_no_text() -> None:
    assert told(line("GREPLO VINTAR", 0), line("ALVORAN TESKIM", 1)) != []
    assert told(line("GREPLO VINTAR", 0), line("ALVORAN TESKIM", 3)) == []
    assert told(line("GREPLO VINTAR", 0), line("ALVORAN TESKIM", 1, left=900)) == []
    assert told(line("GREPLO VINTAR", 0), line("ALVORAN TESKIM", 1, height=70)) == []
    assert told(line("GREPLO VINTAR", 0), line("ALVORAN TESKIM", 1, sure=0.8)) == []


@pytest.mark.parametrize(
    ("syllables", "told_of"),
    [
        (("UN-", "AP-", "PR0-", "VED"), True),
        (("ของ", "ปลอม"), False),
        (("ปล", "อม"), True),
        (("VED", "PRO-", "AP-"), False),
        (("USB", "POWER", "BANK"), False),
        (("ขนาด", "รุ่น", "สีขาว"), False),
    ],
)
def test_a_word_broken_over_short_lines_is_told(syllables: tuple[str, ...], told_of: bool) -> None:
    lines = [line(text, row, left=100) for row, text in enumerate(syllables)]
    assert bool(list(broken_words(lines))) == told_of


def test_syllables_far_from_each_other_are_no_word() -> None:
    assert not list(broken_words([line("AP-", 0), line("PRO-", 3), line("VED", 6)]))
    assert not list(broken_words([line("AP-", 0), line("PRO-", 1, left=600), line("VED", 2)]))


@pytest.mark.parametrize("lines", [TEXT, ("UN-", "AP-", "PR0-", "VED"), ("ปล", "อม")])
@pytest.mark.parametrize("number", ["", "มอก. 2879-2560"])
def test_texts_and_broken_words_are_told_of_the_number_when_all_print_counts(
    lines: tuple[str, ...], number: str
) -> None:
    readings = [line(text, row, left=100).readings[0] for row, text in enumerate(lines)]
    readings += line(number, 12).readings * bool(number)
    expected = [*unknown_texts([Line((r,)) for r in readings]), *broken_words([Line((r,)) for r in readings])]
    fields = extract(readings)
    assert expected and {found.words for found in expected} <= _words(statements(readings, fields, whole=True))
    assert not {found.words for found in expected} & _words(statements(readings, fields))
    values = {s.value for s in statements(readings, fields, whole=True) if s.words in {e.words for e in expected}}
    assert values == {number.removeprefix("มอก. ")}


def _words(found: list[Statement]) -> set[str]:
    return {statement.words for statement in found if statement.kind is StatementKind.WORDS}


@pytest.mark.parametrize(
    ("upper", "lower", "goes"),
    [
        ("ตราที่ฝาเครื่อง", "มาจากแม่พิมพ์เดิม", True),
        ("This logo", "is no longer ours", True),
        ("This logo", "- is no longer used", False),
        ("ตราที่ฝาเครื่อง", "ข้อควรระวัง ไม่ใช่ของกิน", False),
        ("หม้อหุงข้าว", "ไม่ใช่ของกิน", False),
    ],
)
def test_a_sentence_about_a_mark_goes_on_in_the_line_below(upper: str, lower: str, goes: bool) -> None:
    first, second = line(upper, 0), line(lower, 1)
    assert going_on([first, second]) == (frozenset({id(second)}) if goes else frozenset())
    assert going_on([line(upper, 0, sure=0.5), second]) == frozenset()
    assert going_on([first, line(lower, 4)]) == frozenset()


def test_mild_words_below_a_mark_are_told_as_those_beside_a_number_are() -> None:
    """In a line by themselves, or below goods, the same words deny nothing of a licence."""

    def words(*texts: str) -> list[str]:
        readings = [line(text, row).readings[0] for row, text in enumerate(texts)]
        found = statements(readings, extract(readings), whole=True)
        return [statement.text for statement in found if statement.kind is StatementKind.WORDS]

    assert words("ตราที่ฝาเครื่อง", "มาจากแม่พิมพ์เดิม") == ["มาจากแม่พิมพ์เดิม"]
    assert words("หม้อหุงข้าว", "มาจากแม่พิมพ์เดิม") == words("มาจากแม่พิมพ์เดิม") == []
    assert "Vintar" not in words("This logo", "Vintar")
