from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest
import segno
import zxingcpp

from verifier.build import build_code_reader
from verifier.codes.cascade import CodeCascade
from verifier.codes.decoder import Look, Wanted
from verifier.codes.rare import RareCodes
from verifier.codes.texture import patches
from verifier.codes.window import Greys, Window, around, resized, sharpened, upright
from verifier.codes.zbar import ZbarReader
from verifier.codes.zxing import ZxingReader
from verifier.domain import Code, MarkKind, Photo, Quality, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.image.pyramid import halved

LINK = "https://appdb.tisi.go.th/Q/i.php?d=320108935"
READERS = [ZxingReader(), ZbarReader(), build_code_reader()]


def named(reader: object) -> str:
    return type(reader).__name__


def qr(payload: str | bytes = LINK, module: float = 6.0, **options: object) -> np.ndarray:
    """A QR code with its quiet zone, 0 and 255, `module` px a module."""
    rows = np.array([list(row) for row in segno.make(payload, micro=False, **options).matrix_iter(border=4)], np.uint8)
    side = round(rows.shape[0] * module)
    return cv2.resize((1 - rows) * 255, (side, side), interpolation=cv2.INTER_AREA if module < 1 else cv2.INTER_NEAREST)


def bar_code(text: str, kind: zxingcpp.BarcodeFormat) -> np.ndarray:
    picture = np.array(zxingcpp.create_barcode(text, kind).to_image(scale=3))
    return cv2.copyMakeBorder(picture, 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=255)


def table(width: int = 640, height: int = 480) -> np.ndarray:
    return np.full((height, width), 190, np.uint8)


def put(canvas: np.ndarray, picture: np.ndarray, left: int, top: int) -> Quad:
    canvas[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return Quad.of_box(left, top, left + picture.shape[1], top + picture.shape[0])


def photo(grey: np.ndarray) -> Photo:
    pixels = np.repeat(grey[:, :, None], 3, axis=2)
    return Photo(pixels, "", "", Quality(100, 100, 100, 0))


def mark(left: float, top: float, side: float) -> Region:
    return Region(RegionKind.MARK, Quad.of_box(left, top, left + side, top + side), 1.0, MarkKind.COMPULSORY)


@pytest.mark.parametrize("reader", READERS, ids=named)
@pytest.mark.parametrize("quarters", range(4))
def test_a_quad_begins_at_the_codes_own_top_left(reader: ZxingReader, quarters: int) -> None:
    canvas = table(500, 500)
    put(canvas, qr(module=6), 100, 60)
    x0, y0, side = 100 + 24, 60 + 24, qr(module=6).shape[0] - 48
    upright = np.array([[x0, y0], [x0 + side, y0], [x0 + side, y0 + side], [x0, y0 + side]], float)
    turned, picture = upright, canvas
    for _ in range(quarters):  # a quarter turn clockwise takes (x, y) to (height - y, x)
        turned = np.stack([picture.shape[0] - turned[:, 1], turned[:, 0]], axis=1)
        picture = np.ascontiguousarray(np.rot90(picture, -1))
    (code,) = reader.read(photo(picture), ())
    assert code.payload == LINK
    assert code.symbology == "QRCode"
    assert np.abs(code.quad.array() - turned).max() <= 4


@pytest.mark.parametrize("reader", READERS, ids=named)
@pytest.mark.parametrize(
    ("text", "kind", "payload", "symbology"),
    [
        ("8859769700223", zxingcpp.BarcodeFormat.EAN13, "8859769700223", "EAN13"),
        ("036000291452", zxingcpp.BarcodeFormat.UPCA, "0036000291452", "EAN13"),
        ("96385074", zxingcpp.BarcodeFormat.EAN8, "96385074", "EAN8"),
        ("SN-194644", zxingcpp.BarcodeFormat.Code128, "SN-194644", "Code128"),
    ],
)
def test_product_bar_codes_are_read(
    reader: ZxingReader, text: str, kind: zxingcpp.BarcodeFormat, payload: str, symbology: str
) -> None:
    canvas = table()
    put(canvas, bar_code(text, kind), 60, 80)
    (code,) = reader.read(photo(canvas), ())
    assert (code.payload, code.symbology) == (payload, symbology)


@pytest.mark.parametrize("reader", READERS, ids=named)
@pytest.mark.parametrize("kind", ["Code39", "ITF", "Codabar"])
def test_bar_codes_without_a_checksum_are_left_alone(reader: ZxingReader, kind: str) -> None:
    canvas = table()
    text = "A1234567A" if kind == "Codabar" else "12345678"
    put(canvas, bar_code(text, getattr(zxingcpp.BarcodeFormat, kind)), 40, 80)
    assert reader.read(photo(canvas), ()) == ()


@pytest.mark.parametrize(
    "payload", ["ท7014-4/2879", "https://a.tisi.go.th/l/?n=ท7014-4/2879", "tab\tand\nline", "ESC \x1b[31m"]
)
@pytest.mark.parametrize("reader", READERS[::2], ids=named)
def test_letters_of_any_kind_come_back_as_they_went_in(reader: CodeCascade, payload: str) -> None:
    canvas = table()
    put(canvas, qr(payload, encoding="utf-8"), 80, 80)
    (code,) = reader.read(photo(canvas), ())
    assert code.payload == payload


def test_thai_of_which_nothing_says_that_it_is_tis_620_is_read_as_thai() -> None:
    for payload in ("https://a.tisi.go.th/l/?n=ท7014-4/2879", "ใบอนุญาตเลขที่ ท7014-4/2879 บริษัท ตัวอย่าง จำกัด"):
        canvas = table()
        put(canvas, qr(payload.encode("tis_620"), mode="byte"), 80, 80)
        assert [code.payload for code in build_code_reader().read(photo(canvas), ())] == [payload]


def test_letters_of_another_country_do_not_become_thai() -> None:
    canvas = table()
    put(canvas, qr("caf\u00e9 stra\u00dfe".encode("latin-1"), mode="byte"), 80, 80)
    assert [code.payload for code in build_code_reader().read(photo(canvas), ())] == ["caf\u00e9 stra\u00dfe"]


@pytest.mark.parametrize("size", [(1200, 900), (4032, 3024)])
def test_a_code_without_a_quiet_zone_on_black_is_read_where_it_is_pointed_at(size: tuple[int, int]) -> None:
    canvas = np.zeros(size[::-1], np.uint8)
    code = qr(module=6)[24:-24, 24:-24]
    place = put(canvas, code, 300, 200)
    assert build_code_reader().read(photo(canvas), ()) == ()
    (found,) = build_code_reader(lambda photo: [place.moved(5, -4).grown(0.04)]).read(photo(canvas), ())
    assert found.payload == LINK
    assert np.abs(found.quad.array() - place.array()).max() < 4


def dotted(module: float, radius: float) -> np.ndarray:
    """A QR code whose dark modules are dots of that radius, in modules, `module` px a module, with its quiet zone."""
    fine = 8
    rows = np.array([list(row) for row in segno.make(LINK, micro=False).matrix_iter(border=4)], np.uint8)
    step = round(module * fine)
    picture = np.full((len(rows) * step,) * 2, 255, np.uint8)
    for y, x in zip(*np.nonzero(rows), strict=True):
        cv2.circle(picture, (int((x + 0.5) * step), int((y + 0.5) * step)), round(radius * step), 0, -1)
    return cv2.resize(picture, None, fx=1 / fine, fy=1 / fine, interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize("radius", [0.32, 0.4])
@pytest.mark.parametrize("module", [3.0, 5.0, 8.4, 14.0])
def test_a_code_drawn_in_dots_is_read(module: float, radius: float) -> None:
    canvas = table(1200, 900)
    place = put(canvas, dotted(module, radius), 300, 200)
    (code,) = build_code_reader().read(photo(canvas), ())
    assert code.payload == LINK and place.contains(code.quad.centre)


def test_zbar_says_nothing_rather_than_guess_the_letters() -> None:
    """It takes the letter ส in UTF-8 for two Japanese ones."""
    canvas = table()
    put(canvas, qr("https://a.tisi.go.th/l/?n=ส401-292/796", encoding="utf-8"), 80, 80)
    assert ZbarReader().read(photo(canvas), ()) == ()


@pytest.mark.parametrize("reader", READERS, ids=named)
def test_bytes_that_are_no_text_come_back_as_valid_text(reader: CodeCascade) -> None:
    canvas = table()
    put(canvas, qr(bytes(range(128, 160)) + b"\xff\xfe\x00\x01", mode="byte"), 80, 80)
    for code in reader.read(photo(canvas), ()):
        assert code.payload.encode("utf-8")


def test_every_code_of_a_photo_is_reported_once_from_top_to_bottom() -> None:
    canvas = table(900, 900)
    put(canvas, qr("https://lin.ee/poFlHuz", 5), 40, 40)
    put(canvas, qr(LINK, 3), 600, 300)
    put(canvas, qr(LINK, 5), 60, 500)
    put(canvas, bar_code("8859769700223", zxingcpp.BarcodeFormat.EAN13), 420, 620)
    codes = build_code_reader().read(photo(canvas), [mark(480, 300, 100)])
    assert [code.payload for code in codes] == ["https://lin.ee/poFlHuz", LINK, LINK, "8859769700223"]


def small_and_soft(seed: int, side: float = 46) -> tuple[np.ndarray, Quad]:
    """A photo of 900×700 px with a QR code of `side` px, blurred and noisy as a hand-held one."""
    rng = np.random.default_rng(seed)
    canvas = np.full((2800, 3600), 200, np.uint8)
    code = qr(module=side * 4 / 29)
    quad = put(canvas, code, 1500, 1200)
    soft = cv2.resize(cv2.GaussianBlur(canvas, (0, 0), 3.2), (900, 700), interpolation=cv2.INTER_AREA)
    return np.clip(soft + rng.normal(0, 2, soft.shape), 0, 255).astype(np.uint8), quad.scaled(0.25)


def test_rescue_reads_what_one_look_cannot() -> None:
    raw, rescued = 0, 0
    for seed in range(5):
        canvas, quad = small_and_soft(seed)
        raw += any(code.payload == LINK for code in ZxingReader().read(photo(canvas), ()))
        found = [code for code in build_code_reader().read(photo(canvas), ()) if code.payload == LINK]
        rescued += bool(found)
        assert all(quad.contains(code.quad.centre) for code in found)
    assert raw == 0
    assert rescued >= 4


def test_a_mark_points_to_its_code_in_a_large_photo() -> None:
    canvas = cv2.resize(table(), (4032, 3024))
    code = cv2.GaussianBlur(qr(module=3), (0, 0), 1.2)
    quad = put(canvas, code, 2000, 1500)
    (found,) = build_code_reader().read(photo(canvas), [mark(1860, 1510, 100)])
    assert found.payload == LINK
    assert quad.contains(found.quad.centre)
    assert found.quad.width == pytest.approx(quad.width - 24, abs=4)


class Counting(ZxingReader):
    """Remembers the largest picture it was shown, in pixels."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def look(self, grey: np.ndarray, wanted: Wanted = Wanted.ALL, **how: bool) -> Look:
        self.sizes.append(grey.size)
        return super().look(grey, wanted, **how)


class CountingZbar(ZbarReader):
    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []

    def look(self, grey: np.ndarray, wanted: Wanted = Wanted.ALL, **how: bool) -> Look:
        self.sizes.append(grey.size)
        return super().look(grey, wanted, **how)


def test_zbar_is_not_asked_about_a_large_photo_and_looks_stay_bounded() -> None:
    rng = np.random.default_rng(2)
    blocks = cv2.resize(rng.integers(0, 2, (200, 260), np.uint8) * 255, (4032, 3024), interpolation=cv2.INTER_NEAREST)
    zxing, zbar = Counting(), CountingZbar()
    CodeCascade([zxing, zbar]).read(photo(blocks), [mark(x, 500, 300) for x in range(100, 3600, 400)])
    assert zbar.sizes == []
    assert sum(zxing.sizes) < 90_000_000
    assert sum(size > 7_000_000 for size in zxing.sizes) <= 1


def test_nothing_is_seen_in_print_and_noise() -> None:
    rng = np.random.default_rng(3)
    for _ in range(3):
        canvas = rng.normal(150, 30, (700, 900)).clip(0, 255).astype(np.uint8)
        for y in range(60, 640, 26):
            words = "".join(rng.choice(list("ABC 0123456789-/|IlH#"), 48))
            cv2.putText(canvas, words, (20, y), cv2.FONT_HERSHEY_PLAIN, 1.3, 20, 1)
        assert build_code_reader().read(photo(canvas), [mark(300, 300, 60)]) == ()


def test_a_short_bar_code_seen_on_one_line_only_is_not_believed() -> None:
    canvas = table()
    stripe = bar_code("96385074", zxingcpp.BarcodeFormat.EAN8)[60:66]
    put(canvas, stripe, 100, 200)
    assert build_code_reader().read(photo(canvas), ()) == ()


def bar_page(text: str, size: tuple[int, int], turn: float, module: float, blur: float, seed: int) -> np.ndarray:
    """A page of `size` (width, height) with an EAN-13 in its middle, turned by degrees, `module` px a module."""
    bars = bar_code(text, zxingcpp.BarcodeFormat.EAN13).repeat(4, 0).repeat(4, 1)  # 12 px a module
    bars = cv2.GaussianBlur(bars, (0, 0), 4.8 / module)
    middle = bars.shape[1] / 2, bars.shape[0] / 2
    matrix = cv2.getRotationMatrix2D(middle, turn, module / 12)
    matrix[:, 2] += size[0] / 2 - middle[0], size[1] / 2 - middle[1]
    page = cv2.warpAffine(bars, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=235)
    noise = np.random.default_rng(seed).normal(0, 6, page.shape)
    return np.clip(cv2.GaussianBlur(page, (0, 0), blur) * 0.8 + 20 + noise, 0, 255).astype(np.uint8)


LARGE, SMALL = (3200, 2400), (1000, 800)


@pytest.mark.parametrize(
    ("text", "size", "turn", "module", "blur", "seed"),
    [
        ("2000000020235", LARGE, -4.5, 2.55, 1.4, 33),
        ("2000000020259", LARGE, 0.6, 2.58, 1.33, 115),
        ("8855904987849", LARGE, 0.6, 2.69, 0.98, 202),
        ("2000000010113", SMALL, 1.2, 1.22, 0.49, 231),
        ("2000000070797", SMALL, -9.0, 1.27, 0.53, 379),
    ],
)
def test_a_bar_code_of_narrow_bars_is_read_right_or_not_at_all(
    text: str, size: tuple[int, int], turn: float, module: float, blur: float, seed: int
) -> None:
    """In a reduced copy decoders make other digits of it, which fit the check digit."""
    codes = build_code_reader().read(photo(bar_page(text, size, turn, module, blur, seed)), ())
    assert [(code.symbology, code.payload) for code in codes] == [("EAN13", text)]


def test_eight_threads_give_the_same_codes() -> None:
    pictures = [photo(small_and_soft(seed)[0]) for seed in range(4)]
    cascade = build_code_reader()
    alone = [cascade.read(picture, ()) for picture in pictures]
    with ThreadPoolExecutor(8) as pool:
        together: Sequence[Sequence[Code]] = list(pool.map(lambda picture: cascade.read(picture, ()), pictures * 4))
    assert together == alone * 4


def test_a_window_knows_its_way_back() -> None:
    greys = Greys([np.zeros((90, 120, 3), np.uint8)])
    window = around(greys, (60, 40), 10, 3)
    assert window.grey.shape == (63, 63)
    assert window.place(Quad.of_box(0, 0, 30, 30)) == Quad.of_box(50, 30, 60, 40)
    assert sharpened(window, 0) is window
    assert resized(window, 0.5).scale == 1.5
    corner = around(greys, (2, 3), 10, 1)
    assert (corner.left, corner.top) == (0, 0)


def test_windows_are_cut_from_the_smallest_level_that_shows_enough() -> None:
    """The place is the same at every level, and no level is made grey before it is asked for."""
    picture = np.zeros((1500, 2000, 3), np.uint8)
    picture[600:700, 800:1000] = 255
    greys = Greys(halved(picture))
    for scale in (1.0, 0.5, 0.3):
        window = around(greys, (900, 650), 200, scale)
        left, top, width, height = cv2.boundingRect((window.grey > 127).astype(np.uint8))
        found = window.place(Quad.of_box(left, top, left + width, top + height))
        assert np.abs(found.array() - Quad.of_box(800, 600, 1000, 700).array()).max() <= 1 / scale
    assert greys.at_most(3_000_000).scale == 1 and greys.at_most(2_999_999).scale == 0.5
    assert greys.at_most(100_000).grey.size == pytest.approx(100_000, rel=0.01)


@pytest.mark.parametrize("sigma", [4.0, 6.0, 16.0])
def test_a_wide_blur_on_a_smaller_copy_sharpens_as_the_whole_would(sigma: float) -> None:
    window = resized(Window(small_and_soft(1)[0]), 0.5)
    soft = cv2.GaussianBlur(window.grey, (0, 0), sigma).astype(float)
    sharp = np.clip(4.0 * window.grey - 3 * soft, 0, 255)
    assert np.abs(sharpened(window, sigma).grey - sharp).mean() < 3


def test_an_upright_window_knows_its_way_back() -> None:
    turned = Quad.of_points([(60, 20), (100, 60), (60, 100), (20, 60)])  # a square on its corner
    window = upright(Greys([np.zeros((120, 120, 3), np.uint8)]), turned, 80, 0.25)
    assert window.grey.shape == (120, 120)
    back = window.place(Quad.of_box(20, 20, 100, 100))
    assert np.abs(back.array() - turned.array()).max() < 0.01


@pytest.mark.parametrize("scale", [1.0, 8.0])
def test_an_upright_window_shows_what_lies_there(scale: float) -> None:
    """Turned and large or small, the code stands upright in the window, without aliasing."""
    canvas = table(400, 400)
    put(canvas, qr(module=3), 90, 120)
    turned = cv2.resize(np.ascontiguousarray(np.rot90(canvas, -1)), None, fx=scale, fy=scale)
    x0, y0, side = 90 + 12, 120 + 12, qr(module=3).shape[0] - 24
    upright_corners = [(x0, y0), (x0 + side, y0), (x0 + side, y0 + side), (x0, y0 + side)]
    place = Quad.of_points((400 * scale - y * scale, x * scale) for x, y in upright_corners)
    greys = Greys(halved(np.repeat(turned[:, :, None], 3, axis=2)))
    (code,) = ZxingReader().look(upright(greys, place, 3 * 29, 0.25).grey, Wanted.QR).codes
    assert code.payload == LINK and abs(code.quad.angle) < 3


def test_a_code_is_read_where_it_is_pointed_at_without_searching_the_photo_at_every_scale() -> None:
    canvas, _ = small_and_soft(1)
    where = [code.quad for code in build_code_reader().read(photo(canvas), ()) if code.payload == LINK]
    zxing = Counting()
    cascade = CodeCascade([zxing], places=lambda photo: where)
    assert [code.payload for code in cascade.read(photo(canvas), ())] == [LINK]
    assert max(zxing.sizes) <= 4 * canvas.size


def test_pointing_everywhere_is_bounded() -> None:
    rng = np.random.default_rng(2)
    blocks = cv2.resize(rng.integers(0, 2, (70, 90), np.uint8) * 255, (900, 700), interpolation=cv2.INTER_NEAREST)
    zxing = Counting()
    everywhere = [Quad.of_box(x, y, x + 60, y + 60) for x in range(0, 840, 20) for y in range(0, 640, 20)]
    CodeCascade([zxing], places=lambda photo: everywhere).read(photo(blocks), [mark(300, 300, 60)])
    assert sum(zxing.sizes) < 13_000_000 + 12 * blocks.size


@pytest.mark.parametrize("kind", ["MicroQRCode", "RMQRCode", "Aztec", "DataMatrix", "PDF417"])
def test_codes_that_tisi_does_not_use_are_read_by_who_looks_for_contradictions_alone(kind: str) -> None:
    picture = np.array(zxingcpp.create_barcode("T99533-533/24", zxingcpp.BarcodeFormat[kind]).to_image(scale=5))
    canvas = table()
    put(canvas, cv2.copyMakeBorder(picture, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=255), 60, 60)
    assert [code.payload for code in RareCodes(ZxingReader())(photo(canvas), [])] == ["T99533-533/24"]
    if "QR" in kind:
        assert not [code for code in build_code_reader().read(photo(canvas), []) if code.symbology == kind]


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize(("kind", "module"), [("Aztec", 1.8), ("Aztec", 2.4)])
def test_codes_of_two_pixels_a_module_are_read_by_who_looks_for_contradictions(
    kind: str, module: float, dark: bool
) -> None:
    modules = np.array(zxingcpp.create_barcode("T99533-533/24", zxingcpp.BarcodeFormat[kind]).to_image(scale=1))
    side = round(len(modules) * module)
    large = np.kron(np.pad(modules, 2, constant_values=255), np.ones((8, 8), np.uint8))
    picture = cv2.resize(large, (side, side), interpolation=cv2.INTER_AREA)
    canvas = table(900, 600)
    put(canvas, picture if dark else 255 - picture, 60, 60)
    seen = photo(canvas)
    found = RareCodes(ZxingReader())(seen, patches(Greys(seen.levels), ()))
    assert [code.payload for code in found] == ["T99533-533/24"]
