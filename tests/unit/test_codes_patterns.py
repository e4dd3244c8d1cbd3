"""Finder patterns that no decoded code explains, and codes of symbologies that TISI does not use."""

import cv2
import numpy as np
import pytest
import zxingcpp

from tests.support.printing import photo
from verifier.codes.decoder import Wanted
from verifier.codes.patterns import unexplained_codes
from verifier.codes.rare import RareCodes
from verifier.codes.texture import Patch
from verifier.codes.zxing import ZxingReader
from verifier.domain import Code, MarkKind, Pixels, Region, RegionKind
from verifier.domain.geometry import Quad

MARK = Region(RegionKind.MARK, Quad.of_box(60, 150, 160, 250), 0.99, MarkKind.COMPULSORY)
TEXT = "https://a.tisi.go.th/l/?n=ท7014-4/2879"


def symbol(kind: str, pixel: int, text: str = TEXT) -> Pixels:
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    grid = np.pad(np.array(made.to_image(scale=1)), 2, constant_values=255)
    return np.kron(grid, np.ones((pixel, pixel), np.uint8))


def on_page(symbol_: Pixels, x: int = 200, y: int = 120, size: tuple[int, int] = (480, 640)) -> Pixels:
    page = np.full(size, 235, np.uint8)
    page[y : y + symbol_.shape[0], x : x + symbol_.shape[1]] = symbol_
    return np.repeat(cv2.GaussianBlur(page, (0, 0), 0.8)[..., None], 3, 2)


def qr_place(made: Pixels, pixel: int) -> Quad:
    return Quad.of_box(
        200 + 2 * pixel, 120 + 2 * pixel, 200 + made.shape[1] - 2 * pixel, 120 + made.shape[0] - 2 * pixel
    )


@pytest.mark.parametrize("cover", ["right half", "lower half", "corner", "band", "nothing"])
def test_a_code_that_is_covered_in_part_is_seen_by_its_patterns(cover):
    made = symbol("QRCode", 5)
    side = len(made)
    cut = {
        "right half": np.s_[:, side // 2 :], "lower half": np.s_[side // 2 :],
        "corner": np.s_[: side // 2, : side // 2], "nothing": np.s_[:0],
        "band": np.s_[round(side * 0.35) : round(side * 0.65)],
    }  # fmt: skip
    made[cut[cover]] = 255
    found = unexplained_codes(photo(on_page(made)), (), [MARK])
    assert found and all(Quad.of_box(190, 110, 210 + side, 130 + side).contains(quad.centre) for quad in found)


def test_a_decoded_code_explains_its_own_patterns_and_not_those_of_one_inside_it():
    pixel = 8
    outer = symbol("QRCode", pixel)
    known = [Code(TEXT, "QRCode", qr_place(outer, pixel), "z")]
    assert unexplained_codes(photo(on_page(outer)), known, ()) == []
    inner = symbol("QRCode", 3, "x" * 20)
    at = (len(outer) - len(inner)) // 2
    outer[at : at + len(inner), at : at + len(inner)] = inner
    (found,) = unexplained_codes(photo(on_page(outer)), known, ())
    assert known[0].quad.contains(found.centre)


@pytest.mark.parametrize("kind", ["DataMatrix", "Aztec", "PDF417"])
def test_other_symbologies_have_no_finder_patterns(kind):
    assert unexplained_codes(photo(on_page(symbol(kind, 3))), (), [MARK]) == []


@pytest.mark.parametrize("kind", ["DataMatrix", "Aztec", "PDF417", "Code93"])
def test_other_symbologies_are_read(kind):
    text = TEXT if kind != "Code93" else "TISI T7014-4/2879"
    found = RareCodes(ZxingReader())(photo(on_page(symbol(kind, 2, text), 20)), ())
    assert [(code.payload, code.symbology) for code in found] == [(text, kind)]


class Noting(ZxingReader):
    """Notes the sizes of the pictures that it is shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[int, ...]] = []

    def look(self, grey, wanted=Wanted.ALL, **how):
        self.shown.append(grey.shape)
        return super().look(grey, wanted, **how)


def test_they_are_looked_for_in_the_photo_and_larger_where_it_looks_like_a_code():
    place = Patch(Quad.of_box(200, 190, 280, 250), matrix=True, bars=0)
    RareCodes(decoder := Noting())(photo(np.full((900, 1200, 3), 200, np.uint8)), [place])
    assert decoder.shown == [(775, 1033), (192, 232), (288, 348), (384, 464)]


def test_an_empty_photo_has_neither():
    blank = photo(np.full((300, 400, 3), 200, np.uint8))
    assert unexplained_codes(blank, (), [MARK]) == [] and RareCodes(ZxingReader())(blank, ()) == []
