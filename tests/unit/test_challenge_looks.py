"""What each look of the challenge is shown, and that what it finds is handed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.support.fakes import facts
from tests.unit.test_challenge import BLANK, Finder, Hidden, Reader
from verifier import challenge
from verifier.challenge import PhotoChallenger
from verifier.codes.texture import Patch
from verifier.codes.window import Greys
from verifier.domain import Code, MarkKind, Photo, Reading, Region, RegionKind, Sight
from verifier.domain.geometry import Quad
from verifier.image.inks import Inks
from verifier.ocr.second_opinion import LetterCheck
from verifier.ocr.set_apart import SetApart

OFFICIAL = "https://appdb.tisi.go.th/Q/i.php?d=320108935"
FAR = Quad.of_box(300, 400, 800, 424)


def mark(x: float = 100, y: float = 100, width: float = 100, height: float = 100) -> Region:
    return Region(RegionKind.MARK, Quad.of_box(x, y, x + width, y + height), 0.99, MarkKind.COMPULSORY)


def read(text: str, quad: Quad = FAR, sure: float = 0.999, reader: str = "a/1") -> Reading:
    return Reading(text, Region(RegionKind.LINE, quad, 0.9), reader, (sure,) * len(text))


def accepted(text: str, quad: Quad) -> tuple[Reading, ...]:
    return tuple(read(text, quad, reader=reader) for reader in ("a/1", "b/1"))


class Watching(Hidden):
    """Notes what it is asked, and finds what it is told to."""

    def __init__(self, pale: Sequence[Reading] = ()) -> None:
        super().__init__(behind=pale)
        self.ringed: Sequence[Region] = ()
        self.known: list[Quad] = []
        self.signs: list[Quad] = []
        self.contrast: list[Quad] = []

    def round_marks(self, photo: Photo, marks: Sequence[Region], known: Sequence[Quad]) -> Sequence[Reading]:
        assert photo is BLANK
        self.ringed, self.known = marks, list(known)
        return ()

    def across(self, photo: Photo, sign: Region) -> Sequence[Reading]:
        assert photo is BLANK
        self.signs.append(sign.quad)
        return ()

    def behind(self, photo: Photo, print_: Quad) -> Sequence[Reading]:
        assert photo is BLANK
        self.contrast.append(print_)
        return self.pale


def looked(
    *readings: Reading,
    marks: Sequence[Region] | None = None,
    codes: Sequence[Code] = (),
    hidden: Hidden | None = None,
    skimmer: Reader | None = None,
    scripts: Reader | None = None,
    places: Sequence[Quad] = (),
    rare: Callable[[Photo, Sequence[Patch]], Sequence[Code]] | None = None,
    finder: Finder | None = None,
    reader: Reader | None = None,
) -> Sight:
    challenger = PhotoChallenger(
        finder or Finder(),
        skimmer or Reader(),
        reader or Reader(),
        LetterCheck(Reader()),
        lambda photo: places if photo is BLANK else (),
        rare or (lambda photo, dense: ()),
        hidden or Hidden(),
        scripts or Reader(),
        SetApart(Reader()),
    )
    before = Sight(tuple([mark()] if marks is None else marks), tuple(codes), readings, facts(900, 600))
    return challenger.challenge(BLANK, before)


def qr(x: float, y: float, side: float, payload: str = OFFICIAL, symbology: str = "QRCode") -> Code:
    return Code(payload, symbology, Quad.of_box(x, y, x + side, y + side), "t")


# ---- print that only pictures made from the photo show


@pytest.mark.parametrize(
    ("width", "sure", "known"),
    [(72, 0.75, True), (72, 0.74, False), (71, 0.76, False), (71, 0.9, True), (71, 0.89, False), (40, 0.95, True)],
)
def test_print_that_was_read_well_is_known_and_a_short_piece_only_where_it_was_read_better(
    width: float, sure: float, known: bool
) -> None:
    hidden, quad = Watching(), Quad.of_box(300, 400, 300 + width, 424)
    looked(read("abcdefgh", quad, sure), hidden=hidden)
    assert hidden.known == ([quad] if known else [])


def test_three_marks_and_three_official_codes_are_looked_across() -> None:
    marks = [mark(100 * k, 20) for k in range(5)]
    codes = [qr(100 * k, 300, 80) for k in range(4)]
    others = [qr(0, 500, 50, "https://example.com"), qr(100, 500, 50, symbology="DataMatrix")]
    hidden = Watching()
    looked(marks=marks, codes=[*others, *codes], hidden=hidden)
    assert list(hidden.ringed) == marks[:3]
    assert hidden.signs == [*(m.quad for m in marks[:3]), *(code.quad for code in codes[:3])]


STANDARD, LICENCE = Quad.of_box(300, 400, 500, 424), Quad.of_box(300, 450, 500, 480)


def test_pale_print_is_looked_for_by_the_contrast_of_the_highest_accepted_number() -> None:
    both = (*accepted("มอก. 2879-2560", STANDARD), *accepted("ท7014-4/2879", LICENCE))
    unsure = (read("มอก. 2879-2560", STANDARD, 0.4), read("ท7014-4/2879", LICENCE, 0.4))
    for readings, wanted in ((both, [30.0]), (both[:2], [24.0]), (both[2:], [30.0]), (unsure, []), ((), [])):
        hidden = Watching()
        looked(*readings, hidden=hidden)
        assert [quad.height for quad in hidden.contrast] == wanted


@pytest.mark.parametrize(
    ("over", "told"),
    [(STANDARD, True), (LICENCE, True), (FAR.moved(0, -100), True), (mark().quad, True), (FAR.moved(0, 150), False)],
    ids=["a standard", "a licence", "print that was read", "a mark", "nothing"],
)
def test_pale_print_counts_over_numbers_known_print_and_marks(over: Quad, told: bool) -> None:
    (x, y) = over.centre
    pale = read("VOID", Quad.of_box(x - 150, y - 40, x + 150, y + 40), 0.9)
    known = read("POWER BANK 10000 mAh", FAR.moved(0, -100))
    numbers = (*accepted("มอก. 2879-2560", STANDARD), *accepted("ท7014-4/2879", LICENCE))
    after = looked(*numbers, known, hidden=Watching([pale]))
    assert (pale in after.readings) is told and (pale.region in after.unread) is told


# ---- lines that go on beyond their boxes


class Longer(Reader):
    """Reads a line with a word before it where its box begins sooner, and one behind where it ends later."""

    def read(self, _photo: Photo, lines: Sequence[Region]) -> list[Reading]:
        self.shown += lines
        return [read(self.words(line.quad), line.quad, 0.95, "r-1") for line in lines]

    @staticmethod
    def words(quad: Quad) -> str:
        before = "ไม่" if quad.corners[0][0] < FAR.corners[0][0] else ""
        return f"{before}ผ่านมาตรฐาน มอก.{' แล้ว' if quad.corners[1][0] > FAR.corners[1][0] else ''}"


PLAIN = "ผ่านมาตรฐาน มอก."


@pytest.mark.parametrize(
    ("beside", "wanted"),
    [
        ({}, "ไม่ผ่านมาตรฐาน มอก. แล้ว"), ({"marks": [mark(200, 390, 80, 40)]}, "ผ่านมาตรฐาน มอก. แล้ว"),
        ({"codes": [qr(810, 390, 60)]}, "ไม่ผ่านมาตรฐาน มอก."),
        ({"other": Quad.of_box(805, 400, 890, 424)}, "ไม่ผ่านมาตรฐาน มอก."),
        ({"marks": [mark(200, 390, 80, 40)], "codes": [qr(810, 390, 60)]}, None),
    ],
    ids=["nothing beside", "a mark before", "a code behind", "print behind", "both"],
)  # fmt: skip
@pytest.mark.parametrize("fresh", [False, True])
def test_a_line_on_standards_is_read_with_what_stands_free_before_and_behind_it(
    beside: dict[str, Any], wanted: str | None, fresh: bool
) -> None:
    skimmer, finder = Longer(), Finder(*([FAR] if fresh else []))
    known = [] if fresh else [read(PLAIN)]
    known += [read("abcdef", beside["other"])] if "other" in beside else []
    scene = {name: value for name, value in beside.items() if name != "other"}
    after = looked(*known, skimmer=skimmer, finder=finder, **scene)
    longer = {reading.text for reading in after.readings if len(reading.text) > len(PLAIN)}
    assert longer == ({wanted} if wanted else set())


# ---- further looks


LOOKS = ("by_another_reader", "straightened", "widened", "again")


@pytest.mark.parametrize("look", LOOKS)
def test_what_each_further_look_shows_is_handed_on(look: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known, fresh, shown = read("known", FAR), Quad.of_box(300, 500, 500, 524), read("shown", FAR.moved(0, 60))
    skimmer, scripts = Reader("plain words"), Reader("none")
    whose = scripts if look == "by_another_reader" else skimmer
    seen: list[set[str]] = []

    def shows(reader: Reader, photo: Photo, readings: Sequence[Reading]) -> Any:
        assert reader is whose and photo is BLANK
        seen.append({reading.text for reading in readings})
        return ([shown], []) if look == "by_another_reader" else [shown]

    monkeypatch.setattr(challenge, look, shows)
    after = looked(known, skimmer=skimmer, scripts=scripts, finder=Finder(fresh))
    assert shown in after.readings and seen == [{"known", "plain words"}]
    assert shown.region not in after.unread


def test_what_each_further_look_shows_is_shown_to_the_looks_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, list[str]] = {}

    def finds(name: str) -> Callable[..., Any]:
        def look(_reader: Reader, _photo: Photo, readings: Sequence[Reading]) -> Any:
            given[name] = [reading.text for reading in readings]
            return ([read(name)], []) if name == "by_another_reader" else [read(name)]

        return look

    for name in LOOKS:
        monkeypatch.setattr(challenge, name, finds(name))
    after = looked(read("known"))
    assert given == {name: ["known", *LOOKS[:k]] for k, name in enumerate(LOOKS)}
    assert set(LOOKS) <= {r.text for r in after.readings}


@pytest.mark.parametrize("text", ["製造元：偽物電子", "TIS 685"])
def test_a_reader_of_other_scripts_sees_what_was_read_badly_and_bare_numbers(text: str) -> None:
    """Letters of other scripts come of the first, the word before a number of the second."""
    for seen, sure, known in (("7ว : บ", 0.5, text[0] == "製"), ("685", 0.999, text == "TIS 685")):
        after = looked(read(seen, FAR, sure), scripts=Reader(text, 0.95))
        assert (text in {reading.text for reading in after.readings}) is known


@pytest.mark.parametrize(("sure", "told"), [(0.78, True), (0.95, False)])
def test_a_line_of_a_script_that_nobody_reads_is_unread_and_not_read_as_anything(sure: float, told: bool) -> None:
    strange = read("MororoawTens: OoO Apyra QMp Mocxaa", FAR, sure)
    after = looked(strange, scripts=Reader(""))
    assert (strange.region in after.unread) is told and after.readings == (strange,)


def test_words_set_apart_are_read_outside_known_print_marks_and_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    word, asked = read("FAKE", Quad.of_box(700, 100, 740, 300)), []

    def apart(_self: SetApart, inks: Inks, *quads: Sequence[Quad]) -> list[Reading]:
        assert inks.photo is BLANK
        asked.append([list(some) for some in quads])
        return [word]

    monkeypatch.setattr(SetApart, "read", apart)
    known, poor, fresh = read("known words"), read("poor words", FAR.moved(0, 60), 0.7), FAR.moved(0, 120)
    official, other = qr(300, 100, 80), qr(500, 100, 80, "https://example.com")
    marks = [mark(100 * k, 20, 60, 60) for k in range(4)]
    skimmer, finder = Reader("plain words", 0.95), Finder(fresh)
    after = looked(known, poor, marks=marks, codes=[other, official], skimmer=skimmer, finder=finder)
    ((print_, signs, codes, letters),) = asked
    assert FAR in print_ and fresh in print_ and not letters
    assert signs == [*(m.quad for m in marks), other.quad, official.quad] and codes == [official.quad]
    assert word in after.readings and word.region not in after.unread
    looked(poor)
    assert asked[-1] == [[], [mark().quad], [], []]


def test_garbled_print_next_to_a_number_is_unread() -> None:
    garbled = read("ฆฌฆฌฆฌ ฆฌฆฌฆฌ ฆฌฆฌฆฌ", Quad.of_box(300, 430, 800, 458), 0.7)
    after = looked(*accepted("มอก. 2879-2560", Quad.of_box(300, 395, 800, 424)), garbled, marks=[mark(10, 10, 40, 40)])
    assert garbled.region in after.unread


def test_lines_of_the_first_look_are_held_against_their_mirror_image_and_the_block_of_a_mark() -> None:
    class Mirror(Reader):
        def read(self, _photo: Photo, lines: Sequence[Region]) -> list[Reading]:
            return [
                read("NOT APPROVED", line.quad, 0.95 if line.quad.corners[0][0] > line.quad.corners[1][0] else 0.1)
                for line in lines
            ]

    film = read("ꓷƎVOЯЯqA ⊥ON", FAR, 0.5)
    assert film.region in looked(film, skimmer=Mirror()).unread
    beside = read("?" * 9, Quad.of_box(100, 210, 260, 234), 0.3)
    assert beside.region in looked(beside).unread and looked(beside, marks=[]).unread == ()


def test_what_all_readers_make_of_a_suspect_is_looked_at_for_strokes_and_pale_print() -> None:
    hidden = Watching()
    number = "ใบอนุญาตเลขที่ ท7014-4/2879"
    reader = Reader(number, 0.999)
    looked(skimmer=Reader(number, 0.999), reader=reader, finder=Finder(FAR), hidden=hidden)
    assert len(reader.shown) == 1 and hidden.known == [FAR, FAR]


# ---- codes


def test_rare_codes_are_looked_for_in_patches_apart_from_codes_marks_and_known_print(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dense = [Patch(Quad.of_box(600, 200, 700, 300), matrix=False, bars=0)]
    given: list[list[Quad]] = []
    asked: list[tuple[Photo, Sequence[Patch]]] = []

    def seen(greys: Greys, known: Sequence[Quad]) -> list[Patch]:
        assert greys.size == BLANK.width * BLANK.height
        given.append(list(known))
        return dense

    monkeypatch.setattr(challenge, "patches", seen)
    code, marks = qr(300, 100, 80), [mark(100 * k, 20, 60, 60) for k in range(4)]
    printed, poor = read("known words"), read("poor words", FAR.moved(0, 60), 0.7)
    looked(printed, poor, marks=marks, codes=[code], rare=lambda photo, near: asked.append((photo, near)) or ())
    assert len(asked) == 1 and asked[0][0] is BLANK and asked[0][1] is dense
    assert given == [[Quad.of_box(288, 88, 392, 192), *(m.quad for m in marks), FAR]]


PATCH = Patch(Quad.of_box(600, 200, 700, 300), matrix=True, bars=0)


@pytest.mark.parametrize(
    ("readings", "rare", "told"),
    [
        ([], [], True),
        ([], [qr(605, 205, 90, "x", "DataMatrix")], False),
        ([], [qr(300, 200, 90, "x", "DataMatrix")], True),
        ([read("known words", PATCH.quad)], [], False),
        ([read("poor words", PATCH.quad, 0.7)], [], True),
    ],
    ids=["nothing", "decoded now", "another one decoded", "known print", "print read badly"],
)
def test_a_patch_far_from_the_mark_is_unread_unless_a_rare_code_or_print_was_read_there(
    readings: list[Reading], rare: list[Code], told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(challenge, "patches", lambda greys, known: [PATCH])
    after = looked(*readings, rare=lambda photo, near: rare)
    assert ([r.quad for r in after.unread if r.kind is RegionKind.CODE] == [PATCH.quad]) is told
    assert list(after.codes) == rare


def test_a_place_that_the_net_sees_beside_a_mark_is_unread_unless_a_code_was_decoded_there() -> None:
    place, code = Quad.of_box(230, 100, 290, 160), qr(225, 95, 60)
    (region,) = looked(places=[place]).unread
    assert (region.kind, region.quad) == (RegionKind.CODE, place)
    assert looked(places=[place], marks=[]).unread == ()
    assert looked(places=[place], codes=[code]).unread == ()
    assert looked(places=[place], rare=lambda photo, near: [code]).unread == ()


# ---- what is left out


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("บริษัท เคอรี่ เอ็กซ์เพรส (ประ", False), ("ผู้ผลิต บริษัท เคอรี่ เอ็กซ์เพรส จำกัด", True),
        ("บริษัท เคอรี่ ท99906-906/60335", True), ("POWER BANK", True),
    ],
)  # fmt: skip
def test_of_what_the_photos_edge_cuts_off_a_name_alone_is_left_out(text: str, kept: bool) -> None:
    after = looked(skimmer=Reader(text), finder=Finder(Quad.of_box(0, 400, 300, 424)))
    assert bool(after.readings) is kept
    inside = looked(skimmer=Reader(text), finder=Finder(Quad.of_box(50, 400, 350, 424)))
    assert inside.readings


def test_print_half_as_high_as_the_line_round_it_is_read() -> None:
    for height, again in ((29.9, True), (30, True), (30.1, False)):
        skimmer = Reader("รุ่น BX", 0.95)
        known = read("รุ่น AX", Quad.of_box(100, 220, 500, 280), 0.95)
        looked(known, skimmer=skimmer, finder=Finder(Quad.of_box(150, 240, 250, 240 + height)))
        assert bool(skimmer.shown) is again


@pytest.mark.parametrize("look", ["denying_signs", "loose_signs"])
def test_signs_are_told_as_what_they_are(look: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = Region(RegionKind.SIGN, FAR.moved(0, 60), 1.0)
    monkeypatch.setattr(challenge, look, lambda *_: [sign])
    assert sign in looked(read("known")).unread


@pytest.mark.parametrize("look", ["covered_lines", "struck_codes"])
def test_what_is_covered_or_struck_through_counts_as_struck_out(look: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Region(RegionKind.LINE, FAR.moved(0, 60), 1.0)
    monkeypatch.setattr(challenge, look, lambda *_: [place])
    assert place in looked(read("known")).struck


def test_signs_are_sought_apart_from_marks_and_codes_beside_known_print_and_accepted_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[list[Quad]]] = []

    def signs(_inks: object, *quads: Sequence[Quad]) -> list[Region]:
        asked.append([list(some) for some in quads])
        return []

    monkeypatch.setattr(challenge, "denying_signs", signs)
    number = Quad.of_box(300, 300, 500, 330)
    code = qr(300, 100, 80)
    looked(read("known words"), *accepted("มอก. 2879-2560", number), marks=[mark()], codes=[code])
    ((print_, numbers, taken),) = asked
    assert FAR in print_ and numbers == [number] and taken == [mark().quad, code.quad]
    looked(read("ผลิตโดย บริษัท เพชรเกษม จำกัด", number))
    assert asked[-1][1] == [number], "a red cross in a firm's line is none of its letters"


def test_words_in_seals_and_rows_of_columns_are_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    words, row = read("NOT CERTIFIED", FAR.moved(0, 60)), read("FE", FAR.moved(0, 120))
    monkeypatch.setattr(challenge, "seals", lambda *_: [words.region])
    monkeypatch.setattr(challenge, "of_weight_in_seals", lambda _: [words])
    monkeypatch.setattr(challenge, "rows_of_columns", lambda *_: [row])
    after = looked(read("known"))
    assert {words, row} <= set(after.readings) and not {words.region, row.region} & set(after.unread)


def test_each_look_at_ink_is_shown_where_numbers_print_marks_and_codes_are(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, tuple[Any, ...]] = {}

    def notes(name: str) -> Callable[..., list[Region]]:
        def look(*shown: Any) -> list[Region]:
            given[name] = tuple(list(some) if isinstance(some, list | tuple) else some for some in shown)
            return []

        return look

    for name in ("denying_signs", "covered_lines", "struck_codes", "loose_signs", "seals"):
        monkeypatch.setattr(challenge, name, notes(name))
    unsure, poor = read("มอก. 9999-2560", FAR.moved(0, 60), 0.4), read("poor words", FAR.moved(0, 90), 0.7)
    single = read("A", Quad.of_box(20, 500, 95, 525))
    readings = (*accepted("มอก. 2879-2560", STANDARD), *accepted("ใบอนุญาต ท7014-4/2879", LICENCE), unsure, poor, single)
    marks = [mark(100 * k, 20, 60, 60) for k in range(4)]
    official, other = qr(300, 100, 80), qr(500, 100, 80, "https://example.com")
    looked(*readings, marks=marks, codes=[other, official])
    taken = [*(m.quad for m in marks), other.quad, official.quad]
    printed = [STANDARD, STANDARD, LICENCE, LICENCE]
    inks, _, numbers, _ = given["denying_signs"]
    licence = (300 + 200 * len("ใบอนุญาต ") / len("ใบอนุญาต ท7014-4/2879"), *LICENCE.bounds[1:])
    assert [quad.bounds for quad in numbers] == [STANDARD.bounds, pytest.approx(licence, abs=4)]
    assert inks.grey.shape == (BLANK.height, BLANK.width)
    assert given["denying_signs"] == (inks, printed, numbers, taken)
    assert given["covered_lines"] == (inks, marks, [*printed, *taken], printed, [other.quad, official.quad])
    assert given["struck_codes"] == (BLANK, [Region(RegionKind.CODE, official.quad, 1.0)])
    assert given["loose_signs"] == (inks, numbers, list(readings), taken)
    assert given["seals"] == (inks, taken)


def test_what_runs_round_a_seal_is_read_apart_from_known_print(monkeypatch: pytest.MonkeyPatch) -> None:
    class Rings(Hidden):
        """Notes which rings it is asked to read; finds words round each that is no mark."""

        def __init__(self) -> None:
            super().__init__()
            self.asked: list[tuple[list[Region], list[Quad]]] = []

        def round_marks(self, photo: Photo, marks: Sequence[Region], known: Sequence[Quad]) -> Sequence[Reading]:
            assert photo is BLANK
            self.asked.append((list(marks), list(known)))
            return [read("NOT CERTIFIED", m.quad) for m in marks if m.kind is RegionKind.LINE]

    seal = Region(RegionKind.LINE, Quad.of_box(600, 100, 700, 200), 1.0)
    for places in ([], [seal]):
        monkeypatch.setattr(challenge, "seals", lambda *_, places=places: places)
        hidden = Rings()
        after = looked(read("known words"), read("poor words", FAR.moved(0, 60), 0.7), hidden=hidden)
        assert hidden.asked[1:] == ([(places, [FAR])] if places else [])
        assert [r.text for r in after.readings if r.region.quad == seal.quad] == ["NOT CERTIFIED"] * len(places)
