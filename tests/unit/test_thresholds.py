"""The thresholds that decide verdicts: each is what it was chosen to be, and what lies near it falls on its side."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from tests.support.cases import (
    CARRYING,
    HOLDER,
    OTHER_FIRM,
    QR,
    case,
    claim,
    code,
    firm,
    likeness,
    mark,
    number,
    row,
    standard,
    statement,
)
from tests.support.fakes import facts
from verifier.domain import Code, MarkKind, Reading, Region, RegionKind, SeenHolder, Sight, VerdictKind
from verifier.domain.geometry import Quad
from verifier.extract import fields
from verifier.extract.claim import assemble
from verifier.extract.confidence import accepted_from
from verifier.names.match import best_match, together
from verifier.names.match import likeness as alike
from verifier.rules import Case, judge
from verifier.rules.case import nearly
from verifier.rules.verdict import conclude

A, C, N = VerdictKind.AGREES, VerdictKind.CONFLICTS, VerdictKind.CANNOT_TELL

CHOSEN: dict[str, object] = {
    "extract.statements.LATIN_FOR_THAI": 7,
    "extract.statements.LONGER": 1.1,
    "extract.weight.FOREIGN_WORDS": 3,
    "extract.weight.FOREIGN_SHARE": 0.6,
    "extract.weight.FOREIGN_LETTERS": 12,
    "extract.weight.BARE_LETTERS": 8,
    "extract.weight.MISREAD_MIN_LETTERS": 4,
    "extract.weight.ONE_MISREAD": 2,
    "links.target._MOST_LINKS": 32,
    "links.target._MISSPELT": 2,
    "domain.sight.LEAST_SIDE_PX": 48,
    "domain.sight.MOST_OTHERS": 30,
    "challenge.CODE_ROOM": 0.15,
    "ocr.further_looks.LATIN_SURE": 0.9,
    "ocr.known_print.SINGLE_MAX_LETTERS": 2,
    "ocr.known_print.LEFT_HEIGHTS": 2.0,
    "rules.case.SEEN": 0.5,
    "rules.case.SAME": 0.94,
    "rules.case.MISREADING": 2,
    "rules.marks.SURE": 0.8,
    "rules.marks.SQUEEZED": 0.78,
    "rules.marks.SQUEEZED_BESIDE_CODE": 0.8,
    "rules.holders.READ_BADLY": 0.85,
    "rules.holders.SHOWN": 0.9,
    "rules.holders.ANOTHER": 0.5,
    "rules.scope.SURE": 0.8,
    "rules.statements.BLOCK_SIDES": 2.5,
    "rules.statements.GOODS_MIN_LETTERS": 4,
    "rules.statements.TEXT_LENGTH": 120,
    "extract.claim.REACH": 3.0,
    "extract.claim.MAX_FROM_MARK": 7.0,
    "extract.claim.MARKS_TOGETHER": 0.8,
    "extract.claim.REACH_WITHOUT_MARK": 0.25,
    "extract.support.OUTWEIGHS": 0.2,
    "extract.may_stand.LETTER": 0.5,
    "extract.candidates.HEIGHTS_ALIKE": (0.6, 1.6),
    "extract.candidates.MAX_OFF_LINE": 0.3,
    "extract.confidence.SURE": 0.9995,
    "extract.confidence.READERS_IN_ALL": 3,
    "names.match.FORGIVING_MIN_LETTERS": 24,
    "names.match.MIN_LEAD_EDITS": 2,
    "names.match.MAX_SOFT_SHARE": 0.25,
    "names.match.NEAR_MIN_LETTERS": 7,
    "names.forgery.FORGED_SHARE": 0.005,
    "names.forgery.MAX_FORGED_ODDS": 0.00025,
    "names.forgery.LOOK_MIN_CERTAINTY": 0.3,
    "names.forgery.FURTHER_LOOK_WEIGHT": 0.4,
    "names.forgery.TYPICAL_CERTAINTY": 0.65,
    "names.forgery.CERTAINTY_FACTORS": (0.1, 2.0),
    "names.forgery.MIN_LETTERS": 7,
    "names.forgery.EXPECTED_LETTER_SHARE": 0.003,
    "names.forgery.EXPECTED_MARK_SHARE": 0.02,
    "names.forgery.POOR_LOOK_SHARE": 0.1,
    "names.forgery.MAX_SHARE": 0.9,
    "names.forgery.MAX_LOG_ODDS": 5.0,
    "names.confusions.PRIOR_MISREADINGS": 0.25,
    "names.confusions.PRIOR_LETTERS": 12.0,
    "links.hints.MOST": 32,
    "links.hints.LONGEST_ID": 10,
    "links.target.LONGEST_HOST": 253,
    "registry.lookup.PROBABLE": 0.95,
    "registry.lookup.HEARD": 3_000,
    "numbers.years.EARLIEST_YEAR": 2511,
    "numbers.years.LATEST_YEAR": 2575,
    "numbers.years.BUDDHIST_ERA": 543,
    "numbers.standards.MONTHS": 12,
    "rules.marks.ASLANT_DEGREES": 20.0,
    "rules.marks.BESIDE_SIDES": 2.5,
    "rules.marks.CLEAR_FROM_PX": 64.0,
    "rules.statements.FOREIGN_MIN_LETTERS": 3,
    "rules.verdict.MOST_ADVICE": 5,
    "extract.candidates.MAX_MISREAD_FIGURES": 2,
    "extract.confidence.CONTESTED_SIGNS": (0, 1, 1, 1, -1, 0, 1),
    "extract.confidence.MIN_LOOKS": 5,
    "extract.confidence.MIN_WORST": 0.9,
    "extract.confidence.MIN_AGREEING": 0.5,
    "extract.confidence.FUSED_SURE": 0.99995,
    "extract.confidence.AGREEING_SURE": 0.99,
    "extract.statements.MIN_NAME_LETTERS": 3,
    "extract.qualified.LARGE_HEIGHTS": 0.7,
    "extract.qualified.ROW_HEIGHTS": 20.0,
    "extract.qualified.LEVEL": 0.5,
    "extract.unknown.BRAND_HEIGHTS": 1.4,
    "extract.announced.SAME_DIGITS": 2,
    "extract.announced.CUT_MIN_FIGURES": 5,
    "extract.announced.BESIDE_HEIGHTS": 0.5,
    "extract.announced.MIN_FIGURES": 3,
    "extract.label_words.NAMES_A_LINE": 2,
    "extract.label_words.THAI_NAME_LETTERS": 6,
    "extract.label_words.SMALL_LETTERS": 5,
    "extract.label_words.UNKNOWN_SHARE": 0.4,
    "extract.blocks.NAMES_A_BLOCK": 2,
    "extract.blocks.HEIGHTS_ALIKE": (0.7, 1.4),
    "extract.label_words.NEARLY_MIN_LETTERS": 4,
    "extract.label_words.NEARLY_LETTERS": 3,
    "extract.label_vocabulary.NAME_LETTERS": 4,
    "extract.label_vocabulary.BEGINNING_LETTERS": 5,
    "extract.label_words.EAST_ASIAN_LETTERS": 2,
    "extract.false_goods.CROSSED_MAX_LETTERS": 5,
    "extract.false_goods.SHORT_MISREAD_LETTERS": 3,
    "extract.false_goods.BEGINNING_LETTERS": 4,
    "extract.false_goods.FEW_WORDS": 2,
    "extract.word_places.LETTERS_A_MISREADING": 4,
    "extract.word_places.LETTER": 2,
    "extract.word_places.HALF": 1,
    "extract.word_places.OTHER": 4,
    "extract.parting.MISREAD_MIN_LETTERS": 3,
    "extract.parting.NEARLY_MIN_LETTERS": 4,
    "extract.parting.LONG_LETTERS": 6,
    "extract.parting.COVERS_TIMES": 2,
    "extract.parting.CUT_LETTERS": 3,
    "extract.word_places.OTHER_AFTER_LETTERS": 3,
    "extract.parting.SURE_LETTERS": 6,
    "extract.company.SHORT_STATE_LETTERS": 3,
    "extract.company.COMPANY_LETTERS": 6,
    "extract.company.WEIGHTY_LETTERS": 4,
    "extract.company.OBJECT_LETTERS": 4,
    "extract.word_places.MISREAD_TIMES": 3,
    "extract.word_places.MISREAD_SHARE": 0.005,
    "extract.announced.ALONE_MIN_CONFIDENCE": 0.7,
    "extract.label_vocabulary.MISREAD_LATIN": 5,
    "extract.label_vocabulary.SPEAKS_MISREAD_LETTERS": 6,
    "extract.unexplained.LEGIBLE_MIN_CONFIDENCE": 0.7,
    "extract.unexplained.UNKNOWN_MIN_CONFIDENCE": 0.85,
    "extract.unexplained.BRAND_MAX_LETTERS": 12,
    "extract.unexplained.FEW_LETTERS": 4,
    "extract.unexplained.CROSS_MIN_CONFIDENCE": 0.8,
    "extract.unexplained.SIGN_MIN_CONFIDENCE": 0.9,
    "extract.unexplained.SHORT_MIN_CONFIDENCE": 0.6,
    "extract.unexplained.NOISE_LETTERS": 1,
    "extract.unexplained.DOMAIN_MISREAD": 2,
    "extract.words.FUZZY_MIN_LETTERS": 6,
    "extract.words.FUZZY_LATIN_MIN_LETTERS": 10,
    "extract.words.FUZZY_TWICE_MIN_LETTERS": 12,
    "extract.words.SURE_LETTERS": 2,
    "extract.harmless.HARMLESS_THAI": 4,
    "extract.harmless.HARMLESS_LATIN": 5,
    "extract.harmless.HARMLESS_LONG": 3,
    "extract.harmless.HARMLESS_LONGER": 1,
    "extract.harmless.LONG_LETTERS": 14,
    "names.match.MAX_FIRMS_BY_LOOK": 20,
    "names.match.WORD_LETTERS": 3,
    "detect.signs.EMPTY": 30.0,
    "detect.signs.PICTURE": 10,
    "names.calibration.MAX_DIFFERENCES": 4,
    "names.calibration.MAX_HARD_DIFFERENCES": 2,
    "names.parse.MAX_LINE_CHARACTERS": 400,
    "names.parse.MIN_CONSONANTS": 7,
    "names.parse.MIN_NAME_LETTERS": 2,
    "links.unwrap.MOST_TEXTS": 64,
    "links.unwrap.MOST_CHARACTERS": 32_768,
    "ocr.known_print.KNOWN_MIN_CONFIDENCE": 0.75,
    "ocr.known_print.SHORT_MIN_CONFIDENCE": 0.9,
    "ocr.known_print.SHORT_ASPECT": 3.0,
    "challenge.MAX_MARKS": 3,
    "codes.patterns.MAX_MARKS": 3,
    "ocr.known_print.EDGE_PX": 2.0,
    "challenge.MAX_SKIMMED": 240,
    "challenge.MAX_PARTED": 4,
    "challenge.PARTED_MIN_ASPECT": 4.0,
    "challenge.MAX_SUSPECTS": 12,
    "challenge.CODE_MIN_SCORE": 0.35,
    "codes.unread.CODE_GROWTH": 0.35,
    "codes.unread.CODE_SIDES": 2.5,
    "challenge.BARS_GROWTH": (0.3, 1.2),
    "codes.unread.CODE_MIN_SIDE_PX": 40.0,
    "codes.unread.CODE_SIZE": (0.5, 2.5),
    "image.formats.av1.MAX_UNITS": 5_000,
    "image.formats.boxes.MAX_BOXES": 20_000,
    "image.formats.heif.HEIC_BYTES_PER_PIXEL": 8.0,
    "image.formats.heif.DEEP_BYTES_PER_PIXEL": 14.0,
    "image.formats.heif.AVIF_BYTES_PER_PIXEL": 20.0,
    "image.formats.hevc.MAX_UNITS": 20_000,
    "image.formats.jpeg.MAX_SCANS": 24,
    "image.formats.jpeg.MAX_SEGMENTS": 1_000,
    "image.formats.jpeg.MAX_PADDING": 65_536,
    "image.formats.jpeg.RGB_BYTES": 4.0,
    "image.formats.jpeg.CMYK_BYTES": 7.0,
    "image.formats.jpeg.COEFFICIENT_BYTES": 2.0,
    "image.formats.limits.MIN_SIDE": 32,
    "image.formats.limits.MAX_SIDE": 32_000,
    "image.formats.limits.MAX_RATIO": 50,
    "image.formats.limits.DECODING_BYTES": 280_000_000,
    "image.formats.png.BYTES_PER_PIXEL": 8.0,
    "image.formats.png.MAX_CHUNKS": 100_000,
    "image.formats.webp.BYTES_PER_PIXEL": 8.0,
    "image.formats.webp.MAX_CHUNKS": 1_000,
}
"""Written out a second time: who changes one looks at what rests on it."""


@pytest.mark.parametrize("name", CHOSEN)
def test_a_threshold_is_what_it_was_chosen_to_be(name: str) -> None:
    module, _, constant = name.rpartition(".")
    assert getattr(import_module(f"verifier.{module}"), constant) == CHOSEN[name]


@pytest.mark.parametrize(
    ("kind", "share"), [("standard", 0.98), ("thai_digits", 0.995), ("licence", 0.96), ("holder", 0.95)]
)
def test_a_value_is_accepted_from_the_share_that_was_chosen(
    kind: str, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert accepted_from(kind) == share  # type: ignore[arg-type]
    field, text = {
        "standard": ("standards", "มอก. 2879-2560"),
        "thai_digits": ("standards", "มอก. ๒๘๗๙-๒๕๖๐"),
        "licence": ("licences", "ใบอนุญาตเลขที่ ท๗๑๙๕-๕๔/๑๐๔๐"),
        "holder": ("holders", HOLDER),
    }[kind]
    region = Region(RegionKind.LINE, Quad.of_box(0, 0, 300, 20), 0.9)
    looks = [Reading(text, region, reader, (0.99,) * len(text)) for reader in ("a/1", "b/1")]
    for belief, accepted in ((share - 0.001, False), (share, True)):
        monkeypatch.setattr(fields, "belief", lambda kind, evidence, belief=belief: belief)
        fields._fields_of.cache_clear()
        (found,) = getattr(fields.extract(looks), field)
        assert found.certain is accepted
    fields._fields_of.cache_clear()


def verdict(judged: Case) -> VerdictKind:
    return conclude(judge(judged)).kind


def codes(judged: Case) -> set[str]:
    return {finding.code for finding in judge(judged)}


@pytest.mark.parametrize(("score", "kind"), [(0.49, N), (0.5, A)])
def test_a_mark_is_recognised_from_a_half(score: float, kind: VerdictKind) -> None:
    assert verdict(case(marks=[mark(score=score)])) is kind


@pytest.mark.parametrize(("score", "kind"), [(0.79, N), (0.8, C)])
def test_a_mark_carries_a_fail_from_four_fifths(score: float, kind: VerdictKind) -> None:
    assert verdict(case(marks=[mark("voluntary", score=score)], holders=[], codes=[])) is kind
    assert verdict(case(marks=[mark(score=score, likeness=likeness(mirrored=True))])) is kind


@pytest.mark.parametrize(
    ("printed", "code_of_it", "found"),
    [
        ("ท7014-4/2879", "ท7014-4/2879", "code.licence_matches"),
        ("ท7014-4/2879", "ท7016-4/2879", "code.unsettled_licence"),
        ("ท7014-4/2879", "ท7056-4/2879", "code.unsettled_licence"),
        ("ท7014-4/2879", "ท7256-4/2879", "code.other_licence"),
    ],
)
def test_two_characters_may_be_a_misreading_and_three_are_another_number(printed, code_of_it, found) -> None:  # type: ignore[no-untyped-def]
    judged = case(rows=[row(), row(code_of_it)], licences=[number(printed)], codes=[code(CARRYING + code_of_it)])
    assert found in codes(judged)


def test_nearly_counts_characters() -> None:
    assert nearly("ท7014-4/2879", "ท7014-4/2879") and nearly("7014", "7056") and not nearly("7014", "8256")
    assert nearly("7014", "7015", 1) and not nearly("7014", "7056", 1)


NEARLY = "บริษัท ตัวอยางพลังงาน จำกัด"  # a tone mark lost: half an edit in fifteen letters
ONE_LETTER = "บริษัท ตัวอย่างพลังงาล จำกัด"


def test_a_certain_name_may_be_the_holders_from_094_on() -> None:
    assert 0.94 <= alike(NEARLY, HOLDER) < 1 and 0.85 < alike(ONE_LETTER, HOLDER) < 0.94
    assert "holder.nearly" in codes(case(holders=[firm(NEARLY)]))
    assert "holder.differs" in codes(case(holders=[firm(ONE_LETTER)]))


def test_a_name_read_badly_may_be_the_holders_from_085_on() -> None:
    two, three = "บริษัท ตัวอย่างกลังงาล จำกัด", "บริษัท ตัวอย่ากกลังงาล จำกัด"
    assert 0.85 <= alike(two, HOLDER) < 0.94 and alike(three, HOLDER) < 0.85
    assert verdict(case(holders=[firm(two, certain=False)])) is A
    assert verdict(case(holders=[firm(three, certain=False)])) is N
    assert "holder.unclear" in codes(case(holders=[firm(three, certain=False)]))


def test_what_one_look_at_a_name_blurs_another_may_show() -> None:
    """Every look reads three letters badly, and no letter is read badly by all."""
    first, second = "บริษัท กัวอล่าซพลังงาน จำกัด", "บริษัท ตัวอย่างกลัรงาล จำกัด"
    assert max(alike(first, HOLDER), alike(second, HOLDER)) < 0.85 and together([first, second], HOLDER) == 1
    assert verdict(case(holders=[firm(first, certain=False)])) is N
    assert verdict(case(holders=[firm(first, certain=False), firm(second, certain=False)])) is A


@pytest.mark.parametrize(
    "looks",
    [
        ("บริษัท ตัวอย่างกลัรงาล จำกัด", "บริษัท ตัวอย่างกลัรงาล จำกัด"),  # the same other letters
        ("บริษัท กัวอล่าซพลังงาน จำกัด", "บริษัท ตัวอย่างกลัรงาล จำกัด", "บริษัท ขายส่งทั่วไทย จำกัด"),  # another firm
        ("บริษัท กัวอล่าซพลังงาน จำกัด", "บริษัท ตัวอย่างพลังงานใหม่ จำกัด"),  # a longer name
        ("บริษัท กัวอล่าซพลังงาน จำกัด", "บริษัท ตัวอย่างกลัรงาล 2017 จำกัด"),  # with figures
        ("บริษัท กัวอล่าซพลังงาน จำกัด", "หจก. ตัวอย่างกลัรงาล"),  # of another form
        ("Tua Yang Palangngan Co., Ltd.", "บริษัท ตัวอย่างกลัรงาล จำกัด"),  # one in letters that the list lacks
    ],
)
def test_looks_that_agree_on_another_name_are_not_put_together(looks: tuple[str, ...]) -> None:
    judged = case(holders=[firm(look, certain=False) for look in looks])
    assert verdict(judged) is N


@pytest.mark.parametrize(
    ("other", "sure", "expected"),
    [
        ("บริษัท กัวอล่าซกลัรงาล จำกัด", 0.5, A),  # half alike
        ("บริษัท ขายส่งทั่วไทย จำกัด", 0.29, A),  # a poor look
        ("บริษัท ขายส่งทั่วไทย จำกัด", 0.31, N),
        ("บริษัท ตัวอย่าง 6 พลังงาน จำกัด", 0.29, A),
        ("บริษัท ตัวอย่าง 6 พลังงาน จำกัด", 0.31, N),
    ],
)
def test_one_look_that_shows_the_holder_stands_against_poor_looks(other: str, sure: float, expected: object) -> None:
    shown = "บริษัท ตัวอย่างพลังงาล จำกัด"
    assert 0.9 <= alike(shown, HOLDER) < 0.94
    looks = [replace(firm(shown, certain=False), confidence=0.05), replace(firm(other, certain=False), confidence=sure)]
    assert verdict(case(holders=looks)) is expected
    less = replace(firm("บริษัท ตัวอย่างกลังงาล จำกัด", certain=False), confidence=0.05)
    assert alike(less.value, HOLDER) < 0.9 and verdict(case(holders=[less, looks[1]])) is N


def test_a_licensee_is_another_firm_below_a_half() -> None:
    """What is half alike may be the holder's name, misread."""
    other, half = "บริษัท ขายส่งทั่วไทย จำกัด", "บริษัท ตัวอย่างอาหารไทย จำกัด"
    assert alike(other, HOLDER) < 0.5 <= alike(half, HOLDER)
    assert verdict(case(holders=[firm(other, text=f"ผู้รับใบอนุญาต {other}")])) is C
    assert verdict(case(holders=[firm(half, text=f"ผู้รับใบอนุญาต {half}")])) is N


def test_the_firm_within_two_and_a_half_sides_of_the_mark_stands_in_its_block() -> None:
    side = mark().quad.width
    for away, told in ((2.4, True), (2.6, False)):
        other = firm(OTHER_FIRM)
        near = SeenHolder(*(OTHER_FIRM, OTHER_FIRM, 0, 0, mark().quad.moved(0, (1 + away) * side), 0.99, True))
        judged = case(holders=[firm(line=40), near])
        assert ("holder.beside_mark" in codes(judged)) is told
        assert other.value == near.value


@pytest.mark.parametrize(("words", "found"), [("แบตเตอรี่", "words.names_goods"), ("แบต", "words.part")])
def test_a_word_of_fewer_than_four_letters_names_no_goods(words: str, found: str) -> None:
    assert found in codes(case(statements=[statement("part", "2879-2560", words=words)]))


# ---- what belongs to one label ---------------------------------------------------------------------------------------


def seen_mark(x: float, y: float = 100, side: float = 100) -> Region:
    return Region(RegionKind.MARK, Quad.of_box(x, y, x + side, y + side), 0.9, MarkKind.COMPULSORY)


def seen_code(x: float, y: float = 100, side: float = 50) -> Code:
    return Code(QR + "320108935", "QRCode", Quad.of_box(x, y, x + side, y + side), "test")


def labels(marks: tuple[Region, ...], *found: Code, width: int = 6000, height: int = 4000) -> list[int]:
    seen = assemble([Sight(marks, found, (), facts(width, height))])
    return [item.label for item in (*seen.marks, *seen.codes)]


@pytest.mark.parametrize(("gap", "together"), [(295, True), (305, False)])
def test_what_lies_within_three_marks_is_of_one_label(gap: float, together: bool) -> None:
    assert (labels((seen_mark(100),), seen_code(200 + gap)) == [0, 0]) is together


@pytest.mark.parametrize(("gap", "together"), [(695, True), (705, False)])
def test_what_lies_beyond_seven_marks_is_of_another_whatever_lies_between(gap: float, together: bool) -> None:
    between = [seen_code(x) for x in range(300, 200 + int(gap) - 60, 100)]
    assert (labels((seen_mark(100),), *between, seen_code(200 + gap))[-1] == 0) is together


@pytest.mark.parametrize(("gap", "together"), [(75, True), (85, False)])
def test_marks_within_four_fifths_of_a_mark_are_of_one_label(gap: float, together: bool) -> None:
    assert (labels((seen_mark(100), seen_mark(200 + gap))) == [0, 0]) is together


@pytest.mark.parametrize(("gap", "together"), [(245, True), (255, False)])
def test_without_a_mark_a_quarter_of_the_photo_is_one_label(gap: float, together: bool) -> None:
    found = (seen_code(100), seen_code(150 + gap))
    assert (labels((), *found, width=1000, height=700) == [0, 0]) is together


# ---- which firm is meant ---------------------------------------------------------------------------------------------


def test_a_long_name_may_have_one_letter_that_nothing_explains_and_a_shorter_one_none() -> None:
    for core, forgiven in (("กขคงจชซญฎฏฐณดตถทธนบปผพ", False), ("กขคงจชซญฎฏฐณดตถทธนบปผพฟภมย", True)):
        name, other = f"บริษัท {core} จำกัด", f"บริษัท {core[:5]}ฬ{core[6:]} จำกัด"
        assert (len(core) >= 24) is forgiven
        assert (best_match(other, [name, "บริษัท รลวศษสหฬอฮรลวศษ จำกัด"]).index == 0) is forgiven


def test_the_next_firm_must_be_two_unexplained_letters_farther_away() -> None:
    name, read = "บริษัท กขคงจชซญฎฏฐณดตถทธ จำกัด", "บริษัท กขคงจชซญฎฏฐณดตถทธ่ จำกัด"
    for rival, clear in (("บริษัท กขคงจฬซญฎฏฐณดตถทธ จำกัด", False), ("บริษัท กขคงจฬฬญฎฏฐณดตถทธ จำกัด", True)):
        found = best_match(read, [name, rival])
        assert (found.index == 0) is clear and found.ambiguous is not clear


def test_a_short_name_must_be_read_to_the_letter() -> None:
    assert best_match("บริษัท กขคงจ่ จำกัด", ["บริษัท กขคงจ จำกัด"]).index is None
    assert best_match("บริษัท กขคงจชซ่ จำกัด", ["บริษัท กขคงจชซ จำกัด"]).index == 0


def test_the_claim_of_these_tests_agrees() -> None:
    assert verdict(case(claim())) is A and verdict(case(standards=[standard()])) is A
