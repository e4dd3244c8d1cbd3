from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.support.fakes import FakeChallenger, facts, make_verifier, photo_bytes
from tests.support.printing import page, photo
from verifier.challenge import PhotoChallenger
from verifier.domain import Code, MarkKind, Reading, Region, RegionKind, Sight, VerdictKind
from verifier.domain.geometry import Quad
from verifier.errors import EngineFailed
from verifier.image.strike import crossed
from verifier.ocr.abbreviation import AbbreviationCheck
from verifier.ocr.photo_scan import MAX_SCAN_PIXELS, tiles
from verifier.ocr.second_opinion import LetterCheck
from verifier.ocr.set_apart import SetApart
from verifier.ocr.skim import suspicious

MARK = Region(RegionKind.MARK, Quad.of_box(100, 100, 200, 200), 0.99, MarkKind.COMPULSORY)
BLANK = photo(np.full((600, 900, 3), 255, np.uint8))


class Finder:
    def __init__(self, *quads: Quad) -> None:
        self.lines = [Region(RegionKind.LINE, quad, 0.95) for quad in quads]
        self.parts: list[Region] = []

    def find(self, _photo):
        return self.lines

    def closer(self, _photo, _line):
        return self.parts


class Reader:
    """Reads the same text everywhere, as surely as it is told; notes what it was shown."""

    version = "r-1"
    other_looks = ()

    def __init__(self, text: str = "", sure: float = 0.9) -> None:
        self.text, self.sure, self.shown = text, sure, []

    def read(self, _photo, lines):
        self.shown += lines
        return [Reading(self.text, line, self.version, (self.sure,) * len(self.text)) for line in lines]


def sight(*readings: Reading, codes: tuple[Code, ...] = ()) -> Sight:
    return Sight((MARK,), codes, readings, facts(900, 600))


class Hidden:
    """Print that only derived pictures show: what it is told to find, in each of them."""

    def __init__(self, ring: Sequence[Reading] = (), across: Sequence[Reading] = (), behind: Sequence[Reading] = ()):
        self.ring, self.pen, self.pale = ring, across, behind

    def round_marks(self, _photo, _marks, _known):
        return self.ring

    def across(self, _photo, _mark):
        return self.pen

    def behind(self, _photo, _print):
        return self.pale


def challenged(
    finder: Finder,
    skimmer: Reader,
    places=(),
    before=None,
    reader=None,
    letters=None,
    rare=(),
    hidden=None,
    scripts=None,
    apart=None,
    words=(),
) -> Sight:
    challenger = PhotoChallenger(
        finder,
        skimmer,
        reader or Reader(),
        LetterCheck(letters or Reader()),
        lambda _photo: list(places),
        lambda _photo, _patches: list(rare),
        hidden or Hidden(),
        scripts or Reader(),
        apart or SetApart(Reader()),
        words=AbbreviationCheck(words),
    )
    return challenger.challenge(BLANK, before or sight())


LINE = Quad.of_box(100, 220, 260, 244)


def test_lines_that_were_passed_over_are_read_and_those_that_were_read_are_not():
    known = Reading("มอก. 2879-2560", Region(RegionKind.LINE, LINE, 0.9), "x/1", (0.9,) * 14)
    skimmer = Reader("รุ่น AX")
    after = challenged(Finder(LINE.moved(2, 1), LINE.moved(0, 200)), skimmer, before=sight(known))
    assert after.challenged and after.readings[0] is known
    assert [reading.region.quad for reading in after.readings[1:]] == [LINE.moved(0, 200)]


def test_single_letters_may_be_those_of_a_word_that_is_spread_far():
    class Apart:
        def read(self, _inks, known, _signs, _codes, letters):
            self.known, self.letters = list(known), list(letters)
            return []

    letter, word = Region(RegionKind.LINE, Quad.of_box(100, 100, 120, 124), 0.9), Region(RegionKind.LINE, LINE, 0.9)
    looks = Reading("แ", letter, "x/1", (0.99,)), Reading("มอก. 2879-2560", word, "x/1", (0.9,) * 14)
    challenged(Finder(), Reader(), before=sight(*looks), apart=(apart := Apart()))
    assert apart.known == [LINE] and apart.letters == [letter.quad]


def test_what_may_announce_something_is_given_to_all_readers():
    reader = Reader("ใบอนุญาตเลขที่ ท99906-906/60335")
    after = challenged(Finder(LINE), Reader("ใบอนุญาตเลขที่ ท99906-906/60335"), reader=reader)
    assert [line.quad for line in reader.shown] == [LINE] and len(after.readings) == 2


class Glass(Reader):
    """Reads a line poorly, and its mirror image as surely as it is told."""

    def read(self, _photo, lines):
        return [
            Reading(self.text, line, self.version, ((self.sure if _mirrored(line.quad) else 0.7),) * len(self.text))
            for line in lines
        ]


def _mirrored(quad: Quad) -> bool:
    (ax, ay), (bx, by), (cx, cy), _ = quad.corners
    return (bx - ax) * (cy - by) - (by - ay) * (cx - bx) < 0


@pytest.mark.parametrize(
    ("text", "sure", "told"),
    [("NOT APPROVED", 0.9, True), ("NOT APPROVED", 0.82, False), ("IOI", 0.9, False), ("DIA2A AT", 0.9, False)],
)
def test_a_line_that_reads_better_in_its_mirror_image_is_unread_print(text, sure, told):
    far = LINE.moved(300, 250)
    after = challenged(Finder(far), Glass(text, sure), scripts=Reader(text))
    assert [region.quad for region in after.unread] == ([far] if told else [])


def test_plain_print_is_skimmed_only():
    reader = Reader()
    challenged(Finder(LINE), Reader("POWER BANK 10000 mAh"), reader=reader)
    assert reader.shown == []


def test_print_in_the_marks_block_that_cannot_be_read_is_told():
    assert [region.quad for region in challenged(Finder(LINE), Reader("?" * 9, 0.1)).unread] == [LINE]


@pytest.mark.parametrize(
    "quad",
    [
        LINE.moved(0, 350),  # far from the mark
        Quad.of_box(100, 220, 500, 320),  # a brand's lettering
        Quad.of_box(100, 220, 150, 244),  # too short for a number
        Quad.of_box(100, 220, 260, 230),  # too small to be legible
    ],
)
def test_other_print_that_cannot_be_read_is_no_reason_to_abstain(quad):
    assert challenged(Finder(quad), Reader("?" * 9, 0.1)).unread == ()


def test_a_code_beside_the_mark_that_was_not_decoded_is_told():
    place = Quad.of_box(230, 100, 330, 200)
    assert [(r.kind, r.quad) for r in challenged(Finder(), Reader(), [place]).unread] == [(RegionKind.CODE, place)]


@pytest.mark.parametrize("place", [(700, 400, 800, 500), (230, 100, 260, 130), (210, 0, 600, 390)])
def test_codes_far_off_or_too_small_to_be_read_or_of_another_size_are_not(place):
    assert challenged(Finder(), Reader(), [Quad.of_box(*place)]).unread == ()


def test_a_decoded_code_is_not_unread():
    code = Code("x", "QRCode", Quad.of_box(235, 105, 325, 195), "t")
    assert challenged(Finder(), Reader(), [Quad.of_box(230, 100, 330, 200)], sight(codes=(code,))).unread == ()


def test_a_name_that_the_photos_edge_cuts_off_is_left_out_and_a_number_is_not():
    edge = Quad.of_box(0, 400, 200, 424)
    assert challenged(Finder(edge), Reader("บริษัท เคอรี่ เอ็กซ์เพรส (ประ")).readings == ()
    assert len(challenged(Finder(edge), Reader("ท99906-906/60335")).readings) == 2


@pytest.mark.parametrize(
    "text", ["ท99906-906/60335", "มอก. 2432/2555", "ผู้ผลิต นายสมชาย ใจดี", "บริษัท อื่น จำกัด", "TIS 2432-2012"]
)
def test_numbers_roles_and_firms_are_suspicious(text):
    assert suspicious(Reading(text, Region(RegionKind.LINE, LINE, 0.9), "x/1", (0.9,) * len(text)))


def test_codes_of_rare_symbologies_are_added_where_none_was_decoded():
    known = Code("x", "QRCode", Quad.of_box(235, 105, 325, 195), "t")
    rare = Code("ท99906-906/60335", "PDF417", Quad.of_box(400, 105, 490, 195), "t")
    again = Code("y", "DataMatrix", Quad.of_box(240, 110, 320, 190), "t")
    assert challenged(Finder(), Reader(), before=sight(codes=(known,)), rare=(rare, again)).codes == (known, rare)


def hidden_line(text: str, quad: Quad, score: float = 0.9) -> Reading:
    return Reading(text, Region(RegionKind.LINE, quad, score), "r-1", (0.9,) * len(text))


RING, PEN = Quad.of_box(60, 60, 240, 240), Quad.of_box(60, 135, 260, 165)


@pytest.mark.parametrize(
    "hidden", [Hidden(ring=[hidden_line("NOT CERTIFIED", RING)]), Hidden(across=[hidden_line("ท99906-906/60335", PEN)])]
)
def test_print_round_and_across_a_mark_is_read_and_counts_as_unread_print(hidden):
    after = challenged(Finder(), Reader(), hidden=hidden)
    assert after.readings and [region.kind for region in after.unread] == [RegionKind.LINE]


class Stamped(Hidden):
    """What is stamped in other ink over one place."""

    def __init__(self, place: Quad) -> None:
        super().__init__()
        self.place = place

    def across(self, _photo, sign):
        assert sign.kind is not RegionKind.CODE or sign.score == 1.0
        return [hidden_line("VOID", Quad.of_box(290, 150, 410, 190))] if sign.quad == self.place else []


@pytest.mark.parametrize(
    ("payload", "told"), [("https://a.tisi.go.th/l/?n=ท7014-4/2879", True), ("https://example.com/shop", False)]
)
def test_print_across_an_official_code_counts_as_across_a_mark(payload, told):
    code = Code(payload, "QRCode", Quad.of_box(300, 120, 400, 220), "x")
    after = challenged(Finder(), Reader(), before=sight(codes=(code,)), hidden=Stamped(code.quad))
    assert bool([region for region in after.unread if region.kind is RegionKind.LINE]) is told


def test_pale_print_is_looked_for_by_the_contrast_of_a_number_and_counts_behind_it():
    text = "มอก. 2879-2560"
    numbers = [Reading(text, Region(RegionKind.LINE, LINE, 0.9), r, (0.999,) * len(text)) for r in ("a/1", "b/1")]
    pale = hidden_line("VOID", Quad.of_box(80, 180, 400, 300))
    assert [r.quad for r in challenged(Finder(), Reader(), hidden=Hidden(behind=[pale])).unread] == []
    after = challenged(Finder(), Reader(), before=sight(*numbers), hidden=Hidden(behind=[pale]))
    assert [r.quad for r in after.unread] == [pale.region.quad]


NUMBER = "ใบอนุญาตเลขที่ ท7014-4/2879"


@pytest.mark.parametrize(
    ("other", "sure", "doubted"),
    [
        ("ท7014-4/2879", 0.95, False),
        ("ก7014-4/2879", 0.95, True),
        ("ท7014-4/2879", 0.49, True),
        ("ท9014-4/2879", 0.95, True),
    ],
)
def test_the_letter_of_an_accepted_licence_is_confirmed_by_another_reader(other, sure, doubted):
    known = [Reading(NUMBER, Region(RegionKind.LINE, LINE, 0.9), r, (0.999,) * len(NUMBER)) for r in ("a/1", "b/1")]
    after = challenged(Finder(), Reader(), before=sight(*known), letters=Reader(other, sure))
    assert [reading.text for reading in after.doubted] == ([other] if doubted else [])


@pytest.mark.parametrize(("word", "doubted"), [("มอค", True), ("มอก", False)])
def test_the_word_before_an_accepted_standard_is_looked_at_by_another_reader(word, doubted):
    text, region = "มอก. 2879-2560", Region(RegionKind.LINE, LINE, 0.9)
    known = [Reading(text, region, reader, (0.999,) * len(text)) for reader in ("a/1", "b/1")]
    eyes = Reader(f"{word}. 2879-2560")
    eyes.minimum_height_px = 10.0
    after = challenged(Finder(), Reader(), before=sight(*known), words=(eyes,))
    assert [reading.text for reading in after.doubted] == [f"{word}. 2879-2560"] * doubted


@pytest.mark.parametrize(
    ("saw", "taken", "doubted"), [("ทททกกก", 3, False), ("กทกททก", 5, False), ("กทกทกก", 6, True), ("กกกททท", 6, False)]
)
def test_the_other_reader_looks_until_half_of_its_looks_see_the_letter(saw, taken, doubted):
    class Look:
        def __init__(self, *others):
            self.other_looks = others

        def read(self, _photo, lines):
            return [Reading(f"{left.pop(0)}7014-4/2879", line, "r-1", (0.95,) * 12) for line in lines]

    left = [*saw]
    known = [Reading(NUMBER, Region(RegionKind.LINE, LINE, 0.9), r, (0.999,) * len(NUMBER)) for r in ("a/1", "b/1")]
    told = LetterCheck(Look(Look(), Look())).doubts(BLANK, known)
    assert len(saw) - len(left) == taken and bool(told) is doubted


class TestPipeline:
    def test_only_what_would_agree_is_challenged(self):
        asked = []

        class Counting(FakeChallenger):
            def challenge(self, photo, seen):
                asked.append(photo.sha256)
                return super().challenge(photo, seen)

        assert make_verifier(challenger=Counting()).verify([photo_bytes()]).verdict.kind is VerdictKind.AGREES
        assert len(asked) == 1
        make_verifier(challenger=Counting(), registry=None).verify([photo_bytes()])
        assert len(asked) == 1

    def test_what_the_challenge_finds_keeps_from_agreeing(self):
        text = "ไม่ได้รับอนุญาต มอก."
        more = Reading(text, Region(RegionKind.LINE, Quad.of_box(20, 300, 400, 340), 0.9), "x/1", (0.99,) * len(text))
        report = make_verifier(challenger=FakeChallenger((more,))).verify([photo_bytes()])
        assert report.verdict.kind is VerdictKind.CANNOT_TELL and report.verdict.leading.code == "words.denied"

    def test_a_challenger_that_takes_something_away_is_not_believed(self):
        class Forgetful:
            def challenge(self, _photo, seen):
                return replace(seen, readings=seen.readings[1:], challenged=True)

        class Idle:
            def challenge(self, _photo, seen):
                return seen

        for faulty in (Forgetful(), Idle()):
            with pytest.raises(EngineFailed):
                make_verifier(challenger=faulty).verify([photo_bytes()])

    def test_stored_sights_that_nobody_challenged_do_not_agree(self):
        verifier = make_verifier()
        report = verifier.judge([verifier.see(photo_bytes())])
        assert report.verdict.kind is VerdictKind.CANNOT_TELL and report.verdict.leading.code == "challenge.missing"


class TestScan:
    @pytest.mark.parametrize("size", [(480, 640), (3000, 4000), (6000, 900)])
    def test_tiles_cover_all_print_within_the_budget(self, size):
        height, width = size
        rng = np.random.default_rng(4)
        pixels = rng.integers(0, 255, (height // 4, width // 4, 3), dtype=np.uint8).repeat(4, 0).repeat(4, 1)
        chosen = tiles(photo(pixels).levels)
        assert sum(tile.pixels for tile in chosen) <= MAX_SCAN_PIXELS * 1.01
        for x, y in ((5, 5), (width - 5, height - 5), (width / 2, height / 2)):
            assert any(abs(x - t.centre[0]) <= t.width / 2 and abs(y - t.centre[1]) <= t.height / 2 for t in chosen)

    def test_a_blank_photo_has_no_tiles_and_print_on_it_brings_full_scale(self):
        assert tiles(photo(np.full((3000, 4000, 3), 200, np.uint8)).levels) == []
        pixels = np.full((3000, 4000, 3), 200, np.uint8)
        pixels[2000:2240, 3000:3640] = page({(20, 40): "TIS 2879-2560"}, size=(640, 240))
        (tile,) = tiles(photo(pixels).levels)[:1]
        assert tile.scale == 1.0 and len(tiles(photo(pixels).levels)) <= 4


class TestStrike:
    @staticmethod
    def crop(text: str = "2879-2560") -> np.ndarray:
        picture = np.full((48, 300), 230, np.uint8)
        cv2.putText(picture, text, (12, 36), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 3, cv2.LINE_AA)
        return picture

    def test_print_is_not_crossed(self):
        for text in ("2879-2560", "60335(13)", "T7/14-4/2879", "HEHEHEHE"):
            assert not crossed(self.crop(text))

    @pytest.mark.parametrize(
        "ends", [((8, 26), (292, 24)), ((8, 20), (280, 32)), ((60, 47), (150, 0)), ((40, 0), (110, 47))]
    )
    def test_a_stroke_through_print_is_seen(self, ends):
        for dark in (True, False):
            picture = self.crop()
            cv2.line(picture, *ends, 20, 2, cv2.LINE_AA)
            assert crossed(picture if dark else 255 - picture)

    @pytest.mark.parametrize("row", [33, 35])
    def test_a_line_under_print_is_no_stroke_through_it(self, row):
        picture = np.full((48, 300), 200, np.uint8)
        cv2.putText(picture, "2879-2560", (8, row - 5), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 20, 2, cv2.LINE_AA)
        cv2.line(picture, (0, row), (299, row), 20, 2, cv2.LINE_AA)
        assert not crossed(picture)

    def test_lines_above_and_below_are_frames(self):
        picture = self.crop()
        cv2.line(picture, (0, 3), (299, 3), 20, 2)
        cv2.line(picture, (0, 45), (299, 45), 20, 2)
        assert not crossed(picture)

    def test_low_print_in_a_tall_box_is_not_joined_to_a_stroke_and_one_through_it_is_seen(self):
        """A box that takes in what stands above and below: the gaps between low letters are narrow too."""
        picture = np.full((48, 150), 200, np.uint8)
        small = np.full((18, 150), 200, np.uint8)
        cv2.putText(small, "2879-2560", (2, 15), cv2.FONT_HERSHEY_SIMPLEX, 0.55, 20, 2, cv2.LINE_AA)
        picture[15:33] = cv2.GaussianBlur(small, (0, 0), 0.9)
        assert not crossed(picture)
        cv2.line(picture, (0, 24), (149, 23), 20, 2, cv2.LINE_AA)
        assert crossed(picture)


class Joined(Reader):
    """Reads the joined line badly, and each of its parts as it is told."""

    def read(self, _photo, lines):
        return [
            Reading("?" * 9, line, self.version, (0.3,) * 9)
            if line.quad.width > JOINED.width / 2
            else Reading(self.text, line, self.version, (self.sure,) * len(self.text))
            for line in lines
        ]


JOINED = Quad.of_box(300, 400, 800, 424)
PART = Quad.of_box(300, 400, 500, 424)


@pytest.mark.parametrize(
    ("text", "told"), [("ห้ามจำหน่าย", True), ("บริษัท อะไร จำกัด", False), ("POWER BANK 10000 mAh", False)]
)
def test_what_of_weight_stands_in_a_part_of_a_badly_read_line_is_kept(text, told):
    finder = Finder(JOINED)
    finder.parts = [Region(RegionKind.LINE, PART, 0.95)]
    after = challenged(finder, Joined(text))
    assert any(r.text == text and r.region.quad == PART for r in after.readings) is told


class CutOff(Reader):
    """Reads a line without its first word in its own box, and with it in a longer one."""

    def read(self, _photo, lines):
        texts = ["ไม่ผ่านมาตรฐาน มอก." if line.quad.width > JOINED.width else "ผ่านมาตรฐาน มอก." for line in lines]
        return [Reading(t, line, self.version, (0.99,) * len(t)) for t, line in zip(texts, lines, strict=True)]


def test_a_word_before_a_line_on_standards_is_read_with_it():
    after = challenged(Finder(JOINED), CutOff())
    assert {"ผ่านมาตรฐาน มอก.", "ไม่ผ่านมาตรฐาน มอก."} <= {reading.text for reading in after.readings}
