"""Codes that were seen and not decoded: patches that look like codes, single patterns, and rims of codes beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
import zxingcpp

from tests.support.printing import page, photo
from verifier.codes import unread
from verifier.codes.patterns import unexplained_codes
from verifier.codes.rare import RareCodes
from verifier.codes.rims import has_another_rim
from verifier.codes.texture import RETAIL_BARS, Patch, along_bars, judged, patches, upright_patch
from verifier.codes.unread import unread_codes
from verifier.codes.window import Greys, UprightWindow
from verifier.codes.zxing import ZxingReader
from verifier.domain import Code, MarkKind, Photo, Pixels, Region, RegionKind
from verifier.domain.geometry import Quad

TEXT = "https://a.tisi.go.th/l/?n=ท7014-4/2879"


def symbol(kind: str, pixel: float, text: str = TEXT, quiet: int = 2) -> Pixels:
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    grid = np.pad(np.array(made.to_image(scale=1, add_quiet_zones=False)), quiet, constant_values=255)
    large = np.kron(grid, np.ones((8, 8), np.uint8))
    size = (round(grid.shape[1] * pixel), round(grid.shape[0] * pixel))
    return np.asarray(cv2.resize(large, size, interpolation=cv2.INTER_AREA), np.uint8)


def laid(*pieces: tuple[Pixels, int, int], blur: float = 0.7, size: tuple[int, int] = (480, 640)) -> Pixels:
    ground = np.full(size, 236, np.uint8)
    for piece, x, y in pieces:
        ground[y : y + piece.shape[0], x : x + piece.shape[1]] = piece
    return np.repeat(cv2.GaussianBlur(ground, (0, 0), blur)[..., None], 3, 2)


def looks(pixels: Pixels) -> list[tuple[bool, int]]:
    return [(patch.matrix, patch.bars) for patch in patches(Greys(photo(pixels).levels), ())]


@pytest.mark.parametrize("kind", ["DataMatrix", "Aztec", "QRCode"])
@pytest.mark.parametrize("pixel", [2.5, 4.0])
def test_matrix_codes_look_like_codes_whatever_their_symbology(kind: str, pixel: float) -> None:
    assert (True, 0) in looks(laid((symbol(kind, pixel), 200, 120)))


def test_so_does_a_torn_code_and_one_in_white_on_black() -> None:
    torn = symbol("QRCode", 4)
    torn[: len(torn) // 2, len(torn) // 2 :] = 255
    torn[:8, :] = 255
    assert (True, 0) in looks(laid((torn[:, : len(torn) // 2], 200, 120)))
    assert (True, 0) in looks(laid((255 - symbol("DataMatrix", 3), 200, 120)))


def test_print_pictures_and_retail_bars_do_not() -> None:
    lines = {(20, 20 + 22 * k): "โปรดอ่านคู่มือก่อนใช้งาน Keep dry 5V 3A 10000 mAh" for k in range(12)}
    assert not any(matrix for matrix, _ in looks(page(lines, height=13)))
    noise = np.random.default_rng(3).integers(0, 255, (60, 60), np.uint8)
    assert not any(matrix for matrix, _ in looks(laid((cv2.resize(noise, (240, 240)), 200, 120))))
    seen = looks(laid((symbol("EAN13", 2, "4006381333931", 9).repeat(30, 0)[:80], 200, 120)))
    assert all(not matrix and bars <= RETAIL_BARS for matrix, bars in seen)


def test_a_bar_code_that_is_no_retail_one_is_told_by_its_bars() -> None:
    bars = cv2.resize(symbol("Code39", 2, "T99531-531/2879", 9), None, fx=1, fy=1)
    ((matrix, count),) = [look for look in looks(laid((bars[:70], 40, 120))) if look[1]]
    assert not matrix and count > RETAIL_BARS


def test_bars_are_read_larger_and_averaged_along_themselves() -> None:
    rng = np.random.default_rng(1)
    bars = symbol("Code39", 1.5, "T99531-531/28", 12)[:60]
    pixels = laid((bars, 60, 120), blur=0.6)
    noisy = np.clip(pixels.astype(np.int16) + rng.normal(0, 12, pixels.shape), 0, 255).astype(np.uint8)
    seen = photo(noisy)
    found = RareCodes(ZxingReader())(seen, patches(Greys(seen.levels), ()))
    assert [code.payload for code in found] == ["T99531-531/28"]
    window = upright_patch(Greys(seen.levels), Quad.of_box(60, 120, 160, 180), 2)
    assert (np.diff(along_bars(window).grey.astype(int), axis=0) == 0).all()


def texture(side: int, *, disc: bool) -> Pixels:
    """Squares of two pixels, as dense as a code's modules."""
    ys, xs = np.mgrid[:side, :side]
    ground = ((xs // 2 + ys // 2) % 2 * 200 + 20).astype(np.uint8)
    ground[disc & (np.hypot(xs - (side - 1) / 2, ys - (side - 1) / 2) > side / 2)] = 236
    return ground


@pytest.mark.parametrize(("side", "disc", "dense"), [(22, False, True), (22, True, False), (30, True, True)])
def test_a_small_patch_is_one_if_it_fills_its_box_and_a_larger_one_if_it_fills_half(
    side: int, disc: bool, dense: bool
) -> None:
    seen = Greys(photo(laid((texture(side, disc=disc), 200, 120), blur=0.01)).levels)
    assert len(patches(seen, ())) == dense


def test_a_patch_in_known_print_marks_and_codes_is_left_out_and_another_is_not() -> None:
    square = texture(60, disc=False)
    seen = Greys(photo(laid((square, 100, 120), (square, 400, 120), blur=0.01)).levels)
    assert len(patches(seen, ())) == 2
    (left,) = patches(seen, (Quad.of_box(390, 110, 470, 190), Quad.of_box(0, 300, 90, 400)))
    assert left.quad.centre == pytest.approx((130, 150), abs=3)


@pytest.mark.parametrize(("scale", "averaged"), [(0.6, True), (0.68, True), (0.75, False), (0.9, False)])
def test_a_patch_that_is_shown_much_smaller_is_averaged_and_a_little_smaller_one_keeps_its_edges(
    scale: float, averaged: bool
) -> None:
    """Else modules of a pixel or two would come out as others that are not there."""
    ys, xs = np.mgrid[:400, :400]
    fine = np.repeat(((xs + ys) % 2 * 200 + 20).astype(np.uint8)[..., None], 3, 2)
    shown = upright_patch(Greys(photo(fine).levels), Quad.of_box(100, 100, 300, 300), scale).grey
    assert (float(shown.std()) < 20) is averaged


def test_a_patch_of_one_colour_looks_like_nothing() -> None:
    place = Quad.of_box(0, 0, 50, 50)
    patch = judged(place, np.full((200, 200), 128, np.uint8))
    assert (patch.matrix, patch.bars) == (False, 0)


def pattern(pixel: int) -> Pixels:
    grid = np.zeros((9, 9), np.uint8)
    grid[1:8, 1:8], grid[2:7, 2:7], grid[3:6, 3:6] = 1, 0, 1
    return np.where(np.kron(grid, np.ones((pixel, pixel), np.uint8)) == 1, 0, 255).astype(np.uint8)


def test_a_single_finder_pattern_tells_of_a_code_far_from_any_mark() -> None:
    (found,) = unexplained_codes(photo(laid((pattern(4), 420, 330))), (), ())
    assert found.contains((438, 348))
    hollow = pattern(4)
    hollow[14:22, 14:22] = 255
    assert unexplained_codes(photo(laid((hollow, 420, 330))), (), ()) == []


def test_what_looks_like_one_in_a_mark_is_the_marks_ring() -> None:
    seen = photo(laid((pattern(4), 420, 330)))
    assert unexplained_codes(seen, (), (mark(400, 310, 70, 70),)) == []
    assert unexplained_codes(seen, (), (mark(100, 100, 70, 70),)) != []


def test_squares_one_in_another_that_are_no_pattern_are_none() -> None:
    double = np.full((44, 44), 255, np.uint8)
    cv2.rectangle(double, (4, 4), (39, 39), 0, 2)
    cv2.rectangle(double, (12, 12), (31, 31), 0, 2)
    assert unexplained_codes(photo(laid((double, 420, 330))), (), ()) == []


CODE = symbol("QRCode", 4, TEXT, 0)
PLACE = Quad.of_box(240, 160, 240 + len(CODE), 160 + len(CODE))


def over(beneath: tuple[int, int] | None, words: str = "") -> Greys:
    side = len(CODE)
    sticker = np.full((side + 24, side + 24), 255, np.uint8)
    sticker[12:-12, 12:-12] = CODE
    pieces = [(sticker, 228, 148)]
    if beneath:
        pieces = [(symbol("QRCode", 4, "https://appdb.tisi.go.th/Q/i.php?d=9995000531", 3), *beneath), *pieces]
    pixels = laid(*pieces)
    if words:
        pixels = np.where(page({(240, 318): words}, (640, 480), 20) < 128, 0, pixels).astype(np.uint8)
    return Greys(photo(pixels).levels)


def test_the_rim_of_a_code_beneath_shows() -> None:
    assert has_another_rim(over((210, 130)), PLACE, ())
    assert has_another_rim(over((250, 166)), PLACE, ())


def test_a_code_alone_or_with_words_beside_it_has_no_other_rim() -> None:
    assert not has_another_rim(over(None), PLACE, ())
    assert not has_another_rim(over(None, "สแกนดูคู่มือ Scan me"), PLACE, ())


def test_what_stands_in_known_print_is_no_rim() -> None:
    everywhere = (Quad.of_box(0, 0, 640, 480),)
    assert not has_another_rim(over((210, 130)), PLACE, everywhere)


@pytest.mark.parametrize(("decoded", "told"), [(True, False), (False, True)])
def test_a_code_far_from_the_mark_is_unread_unless_it_was_decoded(decoded: bool, told: bool) -> None:
    made = symbol("DataMatrix", 3)
    seen = photo(laid((made, 300, 300)))
    quad = Quad.of_box(306, 306, 300 + made.shape[1] - 6, 300 + made.shape[0] - 6)
    codes = [Code(TEXT, "DataMatrix", quad, "z/1")] if decoded else []
    dense = patches(Greys(seen.levels), ())
    assert bool(unread_codes(seen, codes, (), places=(), patches=dense, known=())) is told


def test_a_micro_qr_code_explains_its_own_pattern() -> None:
    made = symbol("MicroQRCode", 5, "T99531-531/2879")
    seen = photo(laid((made, 300, 200)))
    found = RareCodes(ZxingReader())(seen, patches(Greys(seen.levels), ()))
    assert [code.symbology for code in found] == ["MicroQRCode"]
    assert unexplained_codes(seen, found, ()) == [] and unexplained_codes(seen, (), ())


# ---- which of the places that were seen are codes that nobody read


BLANK = photo(np.full((600, 900, 3), 255, np.uint8))


def mark(x: float = 100, y: float = 100, width: float = 100, height: float = 100) -> Region:
    return Region(RegionKind.MARK, Quad.of_box(x, y, x + width, y + height), 0.99, MarkKind.COMPULSORY)


def decoded_code(x: float, y: float, side: float, symbology: str = "QRCode") -> Code:
    return Code(TEXT, symbology, Quad.of_box(x, y, x + side, y + side), "t")


def told_of(
    places: Sequence[Quad] = (),
    *,
    marks: Sequence[Region] | None = None,
    codes: Sequence[Code] = (),
    dense: Sequence[Patch] = (),
    known: Sequence[Quad] = (),
) -> list[Quad]:
    """The places of unread codes in a photo that shows none itself."""
    marks = [mark()] if marks is None else marks
    found = unread_codes(BLANK, codes, marks, places=places, patches=dense, known=known)
    assert all(region.kind is RegionKind.CODE for region in found)
    return [region.quad for region in found]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ((230, 100, 280, 150), True), ((230, 100, 279.9, 149.9), False), ((210, 100, 460, 350), True),
        ((210, 100, 460.2, 350.2), False), ((450, 100, 550, 200), True), ((450.5, 100, 550.5, 200), False),
    ],
    ids=["half a side", "less", "two and a half sides", "more", "two and a half sides off", "farther"],
)  # fmt: skip
def test_what_the_net_alone_sees_goes_with_a_mark_up_to_the_very_bounds(place: tuple[float, ...], told: bool) -> None:
    quad = Quad.of_box(*place)
    expected = [quad] if told else []
    assert told_of([quad]) == expected
    assert told_of([quad], marks=[mark(800, 500, 10, 10), mark(175, 100, 25, 100)]) == expected
    assert told_of([quad], marks=[]) == []


def test_a_place_is_told_from_forty_pixels_on_and_where_the_photo_shows_it() -> None:
    small = mark(100, 100, 60, 60)
    for side, told in ((40, True), (39.9, False)):
        assert bool(told_of([Quad.of_box(170, 100, 170 + side, 100 + side)], marks=[small])) is told
    assert told_of([Quad.of_box(830, 540, 930, 640)], marks=[mark(780, 450)]) == [Quad.of_box(830, 540, 900, 600)]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ((230, 100, 290, 160), False), ((215, 90, 445, 320), False), ((230, 210, 330, 310), True),
        ((275, 95, 335, 155), False), ((277, 95, 337, 155), True),
    ],
    ids=["in its middle", "round it", "below it", "a third of its side off", "farther"],
)  # fmt: skip
def test_a_place_in_a_decoded_code_or_round_it_is_no_unread_one(place: tuple[float, ...], told: bool) -> None:
    quad = Quad.of_box(*place)
    assert told_of([quad], codes=[decoded_code(225, 95, 60)]) == ([quad] if told else [])


@pytest.mark.parametrize(
    ("square", "codes", "told"),
    [
        ((230, 100, 330, 200), [], True), ((600, 400, 700, 500), [], True),
        ((600, 400, 700, 500), [decoded_code(590, 390, 130)], True), ((600, 400, 640, 440), [], True),
        ((600, 400, 639, 439), [], False), ((600, 400, 639, 439), [decoded_code(590, 390, 130)], False),
        ((850, 560, 950, 660), [decoded_code(800, 500, 99)], True), ((870, 561, 950, 641), [], False),
    ],
    ids=[
        "beside a mark", "far off", "inside a decoded code", "just large enough", "too small", "too small in a code",
        "at the edge", "too small at the edge",
    ],
)  # fmt: skip
def test_finder_patterns_that_no_code_explains_are_told_wherever_they_stand(
    square: tuple[float, ...], codes: list[Code], told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = [mark(), *(mark(0, 500, 30, 30) for _ in range(4))]

    def unexplained(seen: Photo, known: Sequence[Code], near: Sequence[Region]) -> list[Quad]:
        assert seen is BLANK and list(known) == codes and list(near) in (marks, [])
        return [Quad.of_box(*square)]

    monkeypatch.setattr(unread, "unexplained_codes", unexplained)
    expected = [Quad.of_box(*square).clipped(900, 600)] if told else []
    for near in (marks, []):
        assert told_of(codes=codes, marks=near) == expected
        assert told_of(codes=codes, marks=near, known=[Quad.of_box(0, 0, 900, 600)]) == expected


@pytest.mark.parametrize(
    ("matrix", "bars", "told"),
    [(True, 0, True), (False, 0, False), (False, RETAIL_BARS, False), (False, RETAIL_BARS + 1, True)],
)
@pytest.mark.parametrize("place", [(230, 100, 290, 160), (700, 500, 760, 560), (700, 500, 720, 520)])
def test_patches_that_look_like_codes_are_told_wherever_they_stand(
    matrix: bool, bars: int, told: bool, place: tuple[float, ...]
) -> None:
    quad = Quad.of_box(*place)
    for marks in ([mark()], []):
        assert told_of(dense=[Patch(quad, matrix, bars)], marks=marks) == ([quad] if told else [])


@pytest.mark.parametrize(
    ("x", "over", "told"),
    [
        (540, "code", False), (550, "code", False), (552, "code", True), (529, "mark", False), (531, "mark", True),
        (529, "print", False), (531, "print", True),
    ],
)  # fmt: skip
def test_a_patch_in_a_decoded_code_a_mark_or_known_print_is_no_unread_code(x: float, over: str, told: bool) -> None:
    """Each of these ends at 560; a patch's middle is 30 from its left, and a code goes on for a third of its side."""
    quad = Quad.of_box(x, 405, x + 60, 455)
    taken = {
        "code": {"codes": [decoded_code(500, 400, 60, "Aztec")]}, "mark": {"marks": [mark(500, 400, 60, 60)]},
        "print": {"known": [Quad.of_box(500, 400, 560, 460)]},
    }[over]  # fmt: skip
    assert told_of(dense=[Patch(quad, matrix=True, bars=0)], **taken) == ([quad] if told else [])


@pytest.mark.parametrize("over", ["code", "mark", "print"])
def test_nor_is_a_patch_round_one(over: str) -> None:
    around = Patch(Quad.of_box(400, 300, 840, 580), matrix=True, bars=0)
    aside = Patch(Quad.of_box(531, 300, 851, 580), matrix=True, bars=0)
    taken = {
        "code": {"codes": [decoded_code(500, 400, 60, "Aztec")]}, "mark": {"marks": [mark(500, 400, 60, 60)]},
        "print": {"known": [Quad.of_box(500, 400, 560, 460)]},
    }[over]  # fmt: skip
    assert told_of(dense=[around, aside], **taken) == [aside.quad]


def test_a_decoded_qr_code_with_the_rim_of_another_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Quad, list[Quad]]] = []

    def rim(_greys: Greys, code: Quad, known: Sequence[Quad]) -> bool:
        asked.append((code, list(known)))
        return code == one.quad

    monkeypatch.setattr(unread, "has_another_rim", rim)
    one, two, other = decoded_code(300, 300, 60), decoded_code(600, 300, 100), decoded_code(300, 100, 60, "DataMatrix")
    again, print_ = decoded_code(295, 295, 70), Quad.of_box(20, 20, 90, 40)
    assert told_of(codes=[one, two, other, again], known=[print_]) == [one.quad]
    near = [print_, mark().quad]
    grown = {code: code.quad.grown(0.35) for code in (one, two, other, again)}
    assert asked == [
        (one.quad, [*near, grown[two], grown[other]]),
        (two.quad, [*near, grown[one], grown[other], grown[again]]),
        (again.quad, [*near, grown[two], grown[other]]),
    ]


# ---- the bounds of what looks like a code, on modules and bars without blur


def modules(
    across: int, down: int, side: int = 8, *, share: float = 0.5, dark: int = 0, light: int = 255, blank: int = 0
) -> Pixels:
    """Modules by chance, a share of them dark; of every second row `blank` are light."""
    cells = np.random.default_rng(5).random((down, across)) < share
    cells[4 : 4 + 2 * blank : 2] = False
    return np.kron(np.where(cells, dark, light).astype(np.uint8), np.ones((side, side), np.uint8))


def bars(count: int, side: int = 4, height: int = 80, bow: int = 0) -> Pixels:
    """Bars and gaps of one or two modules; the lowest row is shifted by `bow` px against the highest."""
    rng, row = np.random.default_rng(3), list[int]()
    for _ in range(count):
        row += [0] * int(rng.integers(1, 3) * side) + [255] * int(rng.integers(1, 3) * side)
    padded = np.pad(np.array(row, np.uint8), 12, constant_values=255)
    return np.stack([np.roll(padded, int(bow * (y - height / 2) / height)) for y in range(height)])


def seen_as(shown: Pixels, width: float = 0, height: float = 0) -> tuple[bool, int]:
    """What a picture of a patch looks like, which in the photo is of a width and a height."""
    patch = judged(Quad.of_box(0, 0, width or shown.shape[1], height or shown.shape[0]), shown)
    return patch.matrix, patch.bars


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (modules(15, 15, 13), True), (modules(14, 14, 14), False), (modules(25, 25, share=0.25), True),
        (modules(25, 25, share=0.2), False), (modules(25, 25, share=0.7), True), (modules(25, 25, share=0.75), False),
        (modules(25, 25, dark=100, light=155), True), (modules(25, 25, dark=100, light=154), False),
        (modules(168, 14, 12), True), (modules(169, 14, 12), False), (modules(16, 8, 12), True),
        (modules(14, 7, 12), False), (modules(25, 25, blank=8), True), (modules(25, 25, blank=9), False),
    ],
    ids=[
        "15 modules", "14 modules", "a quarter dark", "less dark", "most dark", "more dark", "contrast 55", "54",
        "twelve times as long", "longer", "8 rows of a long one", "7 rows", "8 rows blank", "9 rows blank",
    ],
)  # fmt: skip
def test_modules_look_like_a_matrix_code_from_these_bounds_on(shown: Pixels, told: bool) -> None:
    assert seen_as(shown)[0] is told
    assert seen_as(np.ascontiguousarray(shown.T))[0] is told, "upright as well"


@pytest.mark.parametrize(("height", "told"), [(120, True), (114, False), (330, True), (346, False)])
def test_steps_down_are_as_many_for_its_length_as_across(height: float, told: bool) -> None:
    assert seen_as(modules(25, 25), 200, height)[0] is told


@pytest.mark.parametrize("count", [5, 20, 30, 31, 32, 40])
def test_bars_are_counted_one_by_one_either_way(count: int) -> None:
    assert seen_as(bars(count)) == seen_as(np.ascontiguousarray(bars(count).T)) == (False, count)


def test_bars_whose_rows_differ_are_none() -> None:
    assert seen_as(bars(36, 8, 160, bow=7)) == (False, 36) and seen_as(bars(36, 8, 160, bow=8)) == (False, 0)


@pytest.mark.parametrize(
    ("size", "told"), [((100, 170), True), ((100, 170.1), False), ((170, 100), True), ((170.1, 100), False)]
)
def test_steps_may_be_seven_tenths_more_one_way_and_no_more(size: tuple[float, float], told: bool) -> None:
    shown = modules(25, 25)
    same_both_ways = np.where(np.tri(len(shown), dtype=bool), shown, shown.T)
    assert seen_as(same_both_ways, *size)[0] is told


@pytest.mark.parametrize("rows", [slice(34, 44), slice(64, 74), slice(86, 96), slice(106, 118)])
def test_bars_that_are_interrupted_between_a_quarter_and_three_quarters_of_their_height_are_none(rows: slice) -> None:
    shown = bars(36, 8, 160)
    shown[rows] = 255
    assert seen_as(shown)[1] == 0
    at_the_rim = bars(36, 8, 160)
    at_the_rim[:30] = at_the_rim[130:] = 255
    assert seen_as(at_the_rim)[1] == 36


def test_patches_that_look_like_codes_come_first_and_of_others_the_largest() -> None:
    """A small code is not crowded out by larger pictures that are as restless."""
    rng, sides = np.random.default_rng(3), (60, 120, 75, 105, 90, 135)
    restless = [
        np.kron(rng.integers(0, 255, (side // 3, side // 3)), np.ones((3, 3))).astype(np.uint8) for side in sides
    ]
    places = [(20 + 150 * (k % 4), 20 + 150 * (k // 4)) for k in range(6)]
    code = symbol("QRCode", 2)
    pixels = laid(*((piece, *place) for piece, place in zip(restless, places, strict=True)), (code, 500, 350))
    seen = photo(pixels)
    found = patches(Greys(seen.levels), ())
    assert [patch.matrix for patch in found] == [True, False, False, False, False]
    assert [round(patch.quad.width / 15) * 15 for patch in found[1:]] == [135, 120, 105, 90]
    told = [region.quad for region in unread_codes(seen, [], [], places=(), patches=found, known=())]
    assert found[0].quad in told and not {patch.quad for patch in found[1:]} & set(told)


def test_columns_of_bars_are_averaged_over_the_middle_of_their_height_and_sharpened() -> None:
    rng = np.random.default_rng(2)
    grey = rng.integers(60, 180, (50, 120), np.uint8)
    window = UprightWindow(grey, 3.0, 4.0, 2.0, np.eye(3))
    line = grey[15:35].mean(0, keepdims=True).astype(np.float32)
    plain = along_bars(window)
    assert plain.grey.shape == (50, 120) and (plain.grey == line.astype(np.uint8)).all()
    assert (plain.left, plain.top, plain.scale) == (3.0, 4.0, 2.0)
    soft = cv2.GaussianBlur(line, (0, 0), 4.0)
    expected = np.clip(2.5 * line - 1.5 * soft, 0, 255).astype(np.uint8)
    assert (along_bars(window, sharpened=True).grey == expected).all()
    upright = along_bars(replace(window, grey=np.ascontiguousarray(grey.T)))
    assert (upright.grey == plain.grey.T).all(), "bars one below the other are averaged along themselves"


def test_a_patch_is_cut_upright_with_room_round_it_and_knows_its_place() -> None:
    seen = photo(laid((symbol("QRCode", 4), 200, 120)))
    quad = Quad.of_box(200, 120, 300, 160)
    cut = upright_patch(Greys(seen.levels), quad, 2.0)
    assert cut.grey.shape == (80, 200)
    assert np.allclose(cut.place(Quad.of_box(0, 0, 200, 80)).array(), quad.array(), atol=0.01)
    roomy = upright_patch(Greys(seen.levels), quad, 2.0, 0.5)
    assert roomy.grey.shape == (160, 280)
    assert np.allclose(roomy.place(Quad.of_box(40, 40, 240, 120)).array(), quad.array(), atol=0.01)
    inner = roomy.grey[40:120, 40:240].astype(int)
    assert np.abs(inner - cut.grey).mean() < 3
    turned = upright_patch(Greys(seen.levels), Quad.of_points((*quad.corners[2:], *quad.corners[:2])), 2.0)
    assert np.abs(turned.grey[::-1, ::-1][:-1, :-1].astype(int) - cut.grey[1:, 1:]).mean() < 3, "but for a pixel"
    small = upright_patch(Greys(seen.levels), quad, 0.3)
    mean = np.asarray(seen.levels[0])[120:160, 200:300].mean()
    assert small.grey.shape == (12, 30) and abs(float(small.grey.mean()) - mean) < 12


@pytest.mark.parametrize(("count", "told"), [(7, False), (8, True)])
def test_seven_steps_a_row_are_enough(count: int, told: bool) -> None:
    chequered = (np.indices((count, count)).sum(0) % 2).astype(bool)
    shown = np.kron(np.where(chequered, 0, 255).astype(np.uint8), np.ones((25, 25), np.uint8))
    assert seen_as(shown)[0] is told
