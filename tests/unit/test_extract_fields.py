from __future__ import annotations

from collections.abc import Iterator

import pytest

from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract import candidates, fields
from verifier.extract.candidates import announces, certainty, holds, part, places
from verifier.extract.confidence import Evidence
from verifier.extract.fields import contested, contested_in, extract
from verifier.ocr.doubts import doubtful

PP, TESS, OURS = "pp/1", "tesseract/1", "linenet/1"
LINE = Quad.of_box(100, 100, 300, 120)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Fields are remembered by their readings alone, and some tests exchange what decides."""
    fields._fields_of.cache_clear()
    yield
    fields._fields_of.cache_clear()


def reading(text: str, reader: str, confidence: float = 0.99, quad: Quad = LINE) -> Reading:
    return Reading(text, Region(RegionKind.LINE, quad, 0.9), reader, (confidence,) * len(text))


def standards(*readings: Reading) -> list[tuple[str, bool]]:
    return [(str(f.value), f.certain) for f in extract(readings).standards]


def licences(*readings: Reading) -> list[tuple[str, bool]]:
    return [(str(f.value), f.certain) for f in extract(readings).licences]


def holders(*readings: Reading) -> list[tuple[str, bool]]:
    return [(f.value, f.certain) for f in extract(readings).holders]


class TestStandards:
    @pytest.mark.parametrize(
        ("latin", "thai", "number"),
        [
            ("uon.2879-2560", "มอก.2879-2560", "2879-2560"),
            ("TIS 2879-2560", "TIS 2879-2560", "2879-2560"),
            ("uan2879-2560", "บอก2879-2560", "2879-2560"),
            ("dan. 62368 lad 1-2563", "มอก. 62368 เล่ม 1-2563", "62368 เล่ม 1-2563"),
            ("a. 60335 bad 2(23)-2564", "มอก. 60335 เล่ม 2(23)-2564", "60335 เล่ม 2(23)-2564"),
            ("uon. 11 iau 101-2559", "มอก. 11 เล่ม 101-2559", "11 เล่ม 101-2559"),
            ("TIS 1129-1992", "TIS.1129-1992", "1129-2535"),
            ("U0n2879-2560", "มอก.2879-2560", "2879-2560"),
            ("j0n2879-2560", "ไอก2879-2560", "2879-2560"),
            ("sren. 2879-2560", "Iอก. 2879-2560", "2879-2560"),
        ],
    )
    def test_two_readers_that_agree_are_believed(self, latin, thai, number):
        assert standards(reading(latin, PP, 0.999), reading(thai, TESS, 0.99)) == [(number, True)]

    def test_a_number_is_shown_with_its_word_where_a_look_has_read_that(self):
        seen = extract((reading("uon.2879-2560", PP, 0.999), reading("มอก.2879-2560", TESS, 0.99)))
        assert seen.standards[0].text == "มอก.2879-2560"
        assert seen.standards[0].quad.corners[0] == LINE.corners[0]

    def test_two_readers_that_agree_and_are_both_unsure_are_not(self):
        faint = (reading("TIS 2879-2560", PP, 0.4), reading("TIS 2879-2560", TESS, 0.3))
        assert standards(*faint) == [("2879-2560", False)]

    @pytest.mark.parametrize(
        ("latin", "thai"),
        [
            ("uon.2879-2560", "มอก.2679-2560"),
            ("uon.2879-2560", "มอก.2879-2566"),
            ("uon.12879-2560", "มอก.2879-2560"),
            ("uon.879-2560", "มอก.2879-2560"),
            ("TIS 2879-2560", "TIS 2879-2550"),
            ("TIS 11 lan 101-2559", "มอก. 11 เล่ม 107-2559"),
        ],
    )
    def test_readers_that_differ_are_not(self, latin, thai):
        found = standards(reading(latin, PP, 0.999), reading(thai, TESS, 0.96))
        assert found and not any(certain for _, certain in found)

    @pytest.mark.parametrize("latin", ["N80 427-2530", "80/427-2530", "1D0 427-2530", "uon 427 2530"])
    def test_other_figures_contradict_though_what_stands_round_them_makes_no_number(self, latin):
        assert standards(reading("มอก 421-2530", OURS, 0.999)) == [("421-2530", True)]
        found = standards(reading("มอก 421-2530", OURS, 0.999), reading(latin, PP, 0.9))
        assert ("421-2530", True) not in found
        assert standards(reading("มอก 421-2530", OURS, 0.999), reading(latin, OURS, 0.7))[0] == ("421-2530", True)

    def test_one_blurred_look_does_not_veto_many_that_agree(self):
        sharp = [reading("มอก.2879-2560", OURS, 0.99)] * 4 + [reading("uon.2879-2560", PP, 0.99)] * 3
        blurred = reading("มอก.2579-2560", TESS, 0.4)
        assert standards(*sharp, blurred) == [("2879-2560", True)]

    def test_two_readers_that_each_see_another_number_surely_settle_nothing(self):
        each = [reading("มอก.2879-2560", OURS, 0.99)] * 4 + [reading("uon.2679-2560", PP, 0.99)] * 4
        assert not any(certain for _, certain in standards(*each))

    def test_a_piece_of_a_longer_number_is_never_settled(self):
        pieces = [reading("มอก. 6441 เล่ม 16-2565", OURS, 0.8)] * 2 + [reading("laN 16-2565", PP, 0.99)] * 6
        assert ("16-2565", True) not in standards(*pieces)

    def test_both_numbers_of_a_contradiction_stay_visible(self):
        found = standards(reading("uon.2879-2560", PP), reading("มอก.2679-2560", TESS))
        assert sorted(found) == [("2679-2560", False), ("2879-2560", False)]

    def test_two_unsure_looks_of_one_reader_are_not_enough(self):
        looks = (reading("มอก.2879-2560", TESS, 0.7), reading("มอก.2879-2560", TESS, 0.7))
        assert standards(*looks) == [("2879-2560", False)]

    def test_a_reader_is_held_to_its_better_look(self):
        looks = (reading("มอก.2879-2560", TESS, 0.98), reading("มอก.2679-2560", TESS, 0.2))
        assert standards(reading("uon.2879-2560", PP, 0.99), *looks) == [("2879-2560", True)]
        close = (reading("มอก.2879-2560", TESS, 0.5), reading("มอก.2679-2560", TESS, 0.4))
        assert ("2879-2560", True) not in standards(reading("uon.2879-2560", PP), *close)

    @pytest.mark.parametrize(("confidence", "certain"), [(0.9995, True), (0.6, False), (0.3, False)])
    def test_one_reader_alone_must_be_nearly_certain(self, confidence, certain):
        assert standards(reading("TIS 2879-2560", PP, confidence)) == [("2879-2560", certain)]

    def test_one_uncertain_digit_is_enough_to_doubt(self):
        text = "TIS 2879-2560"
        confidences = [0.999] * len(text)
        confidences[text.index("8")] = 0.6
        assert standards(Reading(text, Region(RegionKind.LINE, LINE, 1.0), PP, tuple(confidences))) == [
            ("2879-2560", False)
        ]

    def test_a_reader_that_tells_no_confidence_is_not_believed_alone(self):
        assert standards(Reading("TIS 2879-2560", Region(RegionKind.LINE, LINE, 1.0), PP)) == [("2879-2560", False)]

    def test_a_bare_number_is_of_doubtful_origin(self):
        assert standards(reading("2879-2560", PP, 1.0), reading("2879-2560", TESS, 1.0)) == [("2879-2560", False)]

    def test_a_number_without_its_year_is_not_certain(self):
        assert not any(
            certain for _, certain in standards(reading("TIS 2879", PP, 1.0), reading("TIS 2879", TESS, 1.0))
        )

    def test_two_numbers_on_one_line_are_both_read(self):
        text = "TIS 2879-2560 TIS 166-2549"
        both = standards(reading(text, PP, 0.999), reading(text, TESS, 0.99))
        assert sorted(both) == [("166-2549", True), ("2879-2560", True)]

    def test_the_same_number_in_two_places_is_two_fields(self):
        below = LINE.moved(0, 200)
        pairs = [reading("TIS 2879-2560", r, 0.99, q) for q in (LINE, below) for r in (PP, TESS)]
        assert standards(*pairs) == [("2879-2560", True)] * 2

    def test_agreement_across_places_is_none(self):
        assert not any(
            certain
            for _, certain in standards(
                reading("TIS 2879-2560", PP, 0.6), reading("TIS 2879-2560", TESS, 0.6, LINE.moved(0, 200))
            )
        )

    def test_the_field_has_its_own_box_and_text(self):
        (field,) = extract([reading("SERIAL A1 TIS 2879-2560", PP), reading("SERIAL A1 TIS 2879-2560", TESS)]).standards
        assert field.text == "TIS 2879-2560" and field.readers == (PP, TESS)
        assert 150 < field.quad.bounds[0] < 200 and field.quad.bounds[2] == pytest.approx(300)


class TestLicences:
    LINES = ("luaann n7195-54/1040", "ใบอนุญาตเลขที่ ท7195-54/1040")

    def test_the_letter_from_one_reader_the_digits_from_both(self):
        assert licences(reading(self.LINES[0], PP), reading(self.LINES[1], TESS)) == [("ท7195-54/1040", True)]

    def test_unsure_looks_of_one_reader_are_not_enough(self):
        looks = (reading(self.LINES[1], TESS, 0.7), reading(self.LINES[1], TESS, 0.7))
        assert licences(*looks) == [("ท7195-54/1040", False)]

    @pytest.mark.parametrize("latin", ["n7196-54/1040", "n719-54/1040", "n7195-54/1046", "(3)n7195-54/1040"])
    def test_other_digits_contradict(self, latin):
        assert licences(reading(latin, PP), reading(self.LINES[1], TESS)) == [("ท7195-54/1040", False)]

    @pytest.mark.parametrize("latin", ["u7195-54/1040", "a7195-54/1040"])
    def test_a_letter_that_looks_like_another_type_contradicts(self, latin):
        assert licences(reading(latin, PP), reading(self.LINES[1], TESS)) == [("ท7195-54/1040", False)]

    @pytest.mark.parametrize("latin", ["a7195-54/1040", "S7195-54/1040"])
    def test_a_letter_that_looks_like_two_types_does_not(self, latin):
        assert licences(reading(latin, PP), reading("ใบอนุญาตเลขที่ ส7195-54/1040", TESS)) == [("ส7195-54/1040", True)]

    def test_an_unknown_letter_needs_a_second_look(self):
        bare = reading("7195-54/1040", PP)
        assert licences(bare, reading(self.LINES[1], TESS)) == [("ท7195-54/1040", False)]
        assert licences(bare, reading(self.LINES[1], TESS), reading(self.LINES[1], TESS)) == [("ท7195-54/1040", True)]

    def test_two_letters_in_two_looks_contradict(self):
        found = licences(
            reading(self.LINES[0], PP), reading("ท7195-54/1040", TESS), reading("น7195-54/1040", TESS, 0.8)
        )
        assert found and not any(certain for _, certain in found)

    def test_a_look_that_saw_other_figures_does_not_outvote_three_readers(self):
        looks = [reading(self.LINES[1], OURS, 0.9), reading("ท7195-54/104", OURS, 0.8)]
        found = licences(reading(self.LINES[0], PP), *looks, reading(self.LINES[1], TESS, 0.9))
        assert ("ท7195-54/1040", True) in found

    def test_figures_that_more_readers_saw_stand_against_two_sure_looks(self):
        looks = [reading("ท7195-54/140", OURS, 1.0)] * 2
        found = licences(reading(self.LINES[0], PP), *looks, reading(self.LINES[1], TESS, 0.6))
        assert ("ท7195-54/140", True) not in found

    def test_a_bracket_that_was_not_read_leaves_the_number_open(self):
        looks = [reading("ท7195-54/1040()", OURS, 1.0)] * 2
        assert licences(*looks, reading(self.LINES[0], PP)) == [("ท7195-54/1040", False)]

    def test_latin_letters_of_a_word_before_it_are_not_its_letter(self):
        looks = [reading(self.LINES[1], OURS, 0.95)] * 2
        assert licences(*looks, reading("ymla 7195-54/1040", PP)) == [("ท7195-54/1040", True)]

    def test_no_letter_is_ever_guessed(self):
        assert licences(reading("n7195-54/1040", PP, 1.0), reading("n7195-54/1040", TESS, 1.0)) == []

    @pytest.mark.parametrize(("sure", "certain"), [(0.49, False), (0.5, True)])
    def test_a_letter_counts_from_a_half(self, sure, certain, monkeypatch):
        monkeypatch.setattr("verifier.extract.fields.belief", lambda kind, evidence: 1.0)
        assert licences(reading(self.LINES[0], PP), reading(self.LINES[1], TESS, sure)) == [("ท7195-54/1040", certain)]

    def test_a_faint_letter_is_doubted(self):
        assert licences(reading(self.LINES[0], PP), reading(self.LINES[1], TESS, 0.3)) == [("ท7195-54/1040", False)]

    @pytest.mark.parametrize(
        ("text", "reader"), [("น99522-522/62", TESS), ("u99522-522/62368", PP), ("น99522-522/62", OURS)]
    )
    def test_a_number_that_another_look_shows_longer_was_cut_short(self, text, reader):
        short = [reading("ใบอนุญาตเลขที่ น99522-522/6", OURS), reading("ใบอนุญาตเลขที่ น99522-522/6", OURS)]
        assert ("น99522-522/6", True) in licences(*short)
        assert ("น99522-522/6", False) in licences(*short, reading(text, reader))


class TestHolders:
    NAME = "บริษัท ตัวอย่างทดสอบ จำกัด"

    def test_two_equal_looks_are_believed(self):
        assert holders(reading(self.NAME, TESS), reading(self.NAME.replace("ตัวอย่าง", "ตัว อย่าง"), TESS)) == [
            (self.NAME, True)
        ]

    def test_one_unsure_look_is_not(self):
        assert holders(reading(self.NAME, TESS, 0.8)) == [(self.NAME, False)]

    def test_two_different_looks_are_not(self):
        assert not any(c for _, c in holders(reading(self.NAME, TESS), reading("บริษัท ตัวอย่างทดลอง จำกัด", TESS)))

    def test_the_surest_of_several_names_may_stand_and_of_two_as_sure_none(self, monkeypatch):
        monkeypatch.setattr("verifier.extract.fields.belief", lambda kind, evidence: 1.0)
        other = "บริษัท ตัวอย่างทดลอง จำกัด"
        assert holders(reading(self.NAME, TESS, 0.9), reading(other, OURS, 0.89)) == [(self.NAME, True), (other, False)]
        assert not any(c for _, c in holders(reading(self.NAME, TESS, 0.9), reading(other, OURS, 0.9)))

    def test_a_name_cut_off_is_not(self):
        cut_off = "บริษัท ตัวอย่างทดสอบ"
        assert not any(c for _, c in holders(reading(cut_off, TESS), reading(cut_off, TESS)))

    def test_latin_names_by_both_readers(self):
        name = "TEST ELECTRONICS CO., LTD."
        ((value, certain),) = holders(reading(name, PP), reading(name, TESS))
        assert value.startswith("TEST ELECTRONICS") and certain


def test_a_field_is_shown_as_its_surest_announced_look_reads_it():
    looks = [
        reading("มอก. 2879-2560", TESS, 0.9),
        reading("มอก. 2879 - 2560", OURS, 0.8),
        reading("2879-2560", PP, 0.99),
    ]
    (field,) = extract(looks).standards
    assert field.text == "มอก. 2879-2560"


class TestEvidence:
    """What is weighed: the best look, the next of its reader, that of another, how many, and what speaks against."""

    def test_of_a_standard(self):
        looks = [
            reading("TIS 2879-2560", reader, sure)
            for reader, sure in ((OURS, 0.99), (OURS, 0.8), (PP, 0.95), (TESS, 0.97))
        ]
        (field, *_) = extract([*looks, reading("TIS 2679-2560", TESS, 0.2)]).standards
        assert str(field.value) == "2879-2560"
        assert field.evidence == Evidence(0.99, 0.8, 0.97, 3, 0.2, len("TIS 2879-2560"), False)

    def test_of_one_look_alone_and_of_thai_figures(self):
        (field,) = extract([reading("มอก. ๒๘๗๙-๒๕๖๐", TESS, 0.9)]).standards
        assert field.evidence == Evidence(0.9, 0.0, 0.0, 1, 0.0, len("มอก. ๒๘๗๙-๒๕๖๐"), True)

    def test_of_a_licence_whose_figures_a_reader_saw_without_its_letter(self):
        number = "ท7195-54/1040"
        looks = [reading(number, OURS, 0.9), reading(number, OURS, 0.85), reading("n7195-54/1040", PP, 0.7)]
        (field, *_) = extract(looks).licences
        assert field.evidence == Evidence(0.9, 0.85, 0.7, 2, 0.0, len(number), False)
        (field, *_) = extract([*looks, reading("n7195-54/1046", TESS, 0.4)]).licences
        assert field.evidence == Evidence(0.9, 0.85, 0.7, 2, 0.4, len(number), False)

    def test_of_a_firm(self):
        name = "บริษัท ตัวอย่างทดสอบ จำกัด"
        looks = [reading(name, TESS, 0.9), reading(name, TESS, 0.6), reading(name, OURS, 0.8)]
        (field, *_) = extract([*looks, reading("บริษัท ตัวอย่างทดลอง จำกัด", PP, 0.5)]).holders
        assert field.evidence == Evidence(0.9, 0.6, 0.8, 2, 0.5, len(name), False)


class TestPlaces:
    def test_a_line_and_its_parts_are_one_place(self):
        piece = Quad.of_box(180, 99, 310, 121)
        assert len(places([reading("a", PP), reading("b", TESS), reading("c", PP, quad=piece)])) == 1

    def test_upside_down_is_the_same_place(self):
        a, b, c, d = LINE.corners
        assert len(places([reading("a", PP), reading("b", PP, quad=Quad((c, d, a, b)))])) == 1

    @pytest.mark.parametrize("other", [LINE.moved(0, 14), LINE.moved(190, 0).grown(0, 2), LINE.moved(230, 0)])
    def test_neighbours_are_not(self, other):
        assert len(places([reading("a", PP), reading("b", PP, quad=other)])) == 2

    @pytest.mark.parametrize(("height", "same"), [(11, False), (12, True), (20, True), (32, True), (33.5, False)])
    def test_boxes_of_one_line_are_about_as_high(self, height, same):
        other = Quad.of_box(150, 110 - height / 2, 200, 110 + height / 2)
        assert (len(places([reading("a", PP), reading("b", PP, quad=other)])) == 1) is same

    @pytest.mark.parametrize(("off", "same"), [(5.9, True), (6.1, False), (-5.9, True), (-6.1, False)])
    def test_boxes_of_one_line_lie_on_it(self, off, same):
        other = Quad.of_box(150, 100 + off, 200, 120 + off)
        assert (len(places([reading("a", PP), reading("b", PP, quad=other)])) == 1) is same

    def test_a_slanted_line_is_measured_along_itself(self):
        slanted = Quad(((100, 100), (300, 200), (290, 220), (90, 120)))
        on_it, off_it = Quad.of_box(185, 148, 205, 170), Quad.of_box(215, 155, 235, 177)
        assert len(places([reading("a", PP, quad=slanted), reading("b", PP, quad=on_it)])) == 1
        assert len(places([reading("a", PP, quad=slanted), reading("b", PP, quad=off_it.moved(10, -14))])) == 2


class TestDoubts:
    def test_what_may_be_a_firm_is_looked_at_again_after_what_is_one(self):
        quads = [LINE.moved(0, 40 * n) for n in range(6)]
        texts = ["บิษัท ตีสี กุป จกัด", "ษัท ตีสี จำกัด", "มอก. 2879-2560", "บิษัท กตีสีก จำกัด", "บริษัท ไทย จำกัด", "ยริปท ไทยย จำกัด"]
        seen = [reading(text, PP, quad=quad) for text, quad in zip(texts, quads, strict=True)]
        doubts = doubtful(seen, extract(seen))
        assert [line.quad for line in doubts.firms] == [quads[4], quads[0], quads[1], quads[3]]


def test_a_part_takes_its_share_of_the_width():
    quad = part(reading("กี่ 22", TESS), 4, 6)
    assert quad.bounds[2] == 300 and 180 < quad.bounds[0] < 195


def test_marks_above_take_no_width_and_narrow_letters_half():
    quad = part(reading("กิ11ก", TESS), 2, 4)
    assert quad.bounds[0] == pytest.approx(100 + 200 / 3) and quad.bounds[2] == pytest.approx(100 + 400 / 3)
    for narrow in " .,:;-/()|'1Il":
        assert part(reading(f"a{narrow}", TESS), 1, 2).width == pytest.approx(200 / 3)


def test_a_piece_is_as_certain_as_its_least_certain_character():
    sure = Reading("abc", Region(RegionKind.LINE, LINE, 1.0), PP, (0.9, 0.5, 0.7))
    assert [certainty(sure, *span) for span in ((0, 3), (0, 1), (2, 3), (1, 1))] == [0.5, 0.9, 0.7, 0.0]
    assert certainty(Reading("abc", Region(RegionKind.LINE, LINE, 1.0), PP, (0.9, 0.5)), 0, 1) == 0.0


@pytest.mark.parametrize(
    ("runs", "wanted", "there"),
    [
        ("1 2 3", "2 3", True),
        ("1 2 3", "1 3", False),
        ("1 2 3", "1 2 3", True),
        ("1 2", "1 2 3", False),
        ("", "1", False),
    ],
)
def test_runs_of_figures_stand_without_another_between(runs, wanted, there):
    assert holds(tuple(runs.split()), tuple(wanted.split())) is there


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("มอก. 2879-2560", True), ("บอก 2879-2560", True), ("ม.อ.ก. 2879-2560", True), ("มฮด 2879-2560", True),
        ("TIS 2879-2560", True), ("T.I.S 2879-2560", True), ("T1S 2879-2560", True), ("uon.2879-2560", True),
        ("von 2879-2560", True), ("Iอก. 2879-2560", True), ("ชอก 2879-2560", True), ("สมอก 2879-2560", False),
        ("REF 2879-2560", False), ("2879-2560", False), ("AUTIS 2879-2560", False), ("มอก. x 2879-2560", False),
        ("มอก.     2879-2560", False), ("2879-2560 มอก.", False),
    ],
)  # fmt: skip
def test_what_stands_before_a_standard_announces_it(text, announced):
    assert announces(reading(text, PP), ("2879", "2560")) is announced


def test_the_most_certain_come_first():
    below = LINE.moved(0, 200)
    fields = extract([reading("TIS 1-2560", PP, 0.5), *(reading("TIS 2879-2560", r, 0.6, below) for r in (PP, TESS))])
    assert [f.certain for f in fields.standards] == sorted((f.certain for f in fields.standards), reverse=True)


def test_nothing_from_nothing():
    assert extract([]) == extract([reading("", PP)]) == type(extract([]))()


def test_a_licence_number_announces_itself():
    (sighting,) = candidates.licences(reading("ท7195-54/1040", "a/1"))
    assert sighting.announced


def test_what_all_looks_make_of_a_number_is_told_only_where_no_look_alone_settles_it():
    contradicted = [reading("มอก.2879-2560", OURS, 0.99)] * 4 + [reading("uon.2879-2560", PP, 0.99)] * 3
    contradicted.append(reading("มอก.2579-2560", TESS, 0.4))
    ((value, evidence),) = contested_in(contradicted)
    assert str(value) == "2879-2560" and evidence.looks >= 5 and evidence.against == 0.4 and evidence.best == 0.99
    sightings = [s for one in contradicted for s in candidates.standards(one)]
    own = [s for s in sightings if s.value == value]
    assert contested(own, [s for s in sightings if s not in own], contradicted) == evidence
    assert list(contested_in(contradicted[:7])) == [], "single looks settle it"
    assert list(contested_in(contradicted[:1] + contradicted[-1:])) == [], "too few looks"
    bare = [reading(one.text[4:], one.reader, one.confidences[0]) for one in contradicted]
    assert list(contested_in(bare)) == [], "nothing announces it"
    pieces = [reading("มอก. 6441 เล่ม 16-2565", OURS, 0.8)] * 2 + [reading("laN 16-2565", PP, 0.99)] * 6
    assert "16-2565" not in [str(value) for value, _ in contested_in(pieces)]


@pytest.mark.parametrize(("height", "same"), [(5, True), (4.9, False), (15, True), (15.1, False)])
def test_boxes_of_one_line_are_from_three_fifths_to_eight_fifths_as_high(height: float, same: bool) -> None:
    line = Quad.of_box(0, 0, 200, 9)
    piece = Quad.of_box(50, 4.5 - height / 2, 150, 4.5 + height / 2)
    seen = [reading("2879-2560", PP, quad=line), reading("2879-2560", TESS, quad=piece)]
    assert (len(places(seen)) == 1) is same
