"""Reading a QR code by its grid: what zxing cannot see or cannot read, and what must stay unread."""

from types import SimpleNamespace

import cv2
import numpy as np
import pytest
import segno

from verifier.build import build_code_reader
from verifier.codes import zxing
from verifier.codes.decoder import Wanted
from verifier.codes.finders import spots, through
from verifier.codes.grid import SIZES, Grid, outline_of, refined, shared
from verifier.codes.modules import drawn, told
from verifier.codes.rescue import CODE_SIDE_PX, GridReader
from verifier.codes.window import Greys, Window, levelled, resized, turned
from verifier.codes.zxing import ZxingReader
from verifier.domain import Photo, Quality
from verifier.domain.geometry import Quad

LINK = "https://appdb.tisi.go.th/Q/i.php?d=320108935"
FULL = 12  # px a module before the camera
ROOM = 200


def modules_of(text: str = LINK, **options: object) -> np.ndarray:
    return np.array([list(row) for row in segno.make(text, micro=False, **options).matrix_iter(border=0)], np.uint8)


def pictured(
    corners: np.ndarray, blur: np.ndarray | None = None, contrast: float = 150
) -> tuple[np.ndarray, np.ndarray]:
    """LINK in a picture of ROOM px with its corners there, and the matrix from modules to pixels."""
    modules = modules_of()
    n, more = len(modules), 4
    rim = np.array([[-4, -4], [n + 4, -4], [n + 4, n + 4], [-4, n + 4]], float)
    matrix = cv2.getPerspectiveTransform(np.array([[0, 0], [n, 0], [n, n], [0, n]], np.float32), np.float32(corners))
    fine = np.kron(1 - np.pad(modules, 4), np.ones((FULL, FULL), np.float32)) * contrast
    from_fine = np.array([[1 / FULL, 0, -4], [0, 1 / FULL, -4], [0, 0, 1]])
    scaled = np.diag([more, more, 1.0]) @ matrix
    large = np.full((ROOM * more, ROOM * more), 90, np.float32)
    plate = cv2.perspectiveTransform(rim[None], scaled)[0]
    cv2.fillConvexPoly(large, np.int32(plate), 0.0)
    laid = cv2.warpPerspective(fine, scaled @ from_fine, large.shape)
    picture = cv2.resize(large + laid, (ROOM, ROOM), interpolation=cv2.INTER_AREA)
    picture = cv2.filter2D(picture, -1, blur) if blur is not None else picture
    noise = np.random.default_rng(4).normal(0, 1, picture.shape)
    return np.clip(picture + 60 + noise, 0, 255).astype(np.uint8), matrix


def square(side: float, turn: float) -> np.ndarray:
    """Corners of a square about the middle of the picture."""
    angle = np.radians(turn)
    spin = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * side / 2 @ spin + ROOM / 2


def smear(length: int) -> np.ndarray:
    return np.eye(length, dtype=np.float32) / length


def photo(grey: np.ndarray) -> Photo:
    return Photo(np.repeat(grey[:, :, None], 3, axis=2), "", "", Quality(100, 100, 100, 0))


def centred(grey: np.ndarray) -> np.ndarray:
    return levelled(Window(grey), 9).grey.astype(np.float32) - 128


@pytest.mark.parametrize("n", SIZES)
def test_what_all_codes_of_a_size_share_is_what_they_share(n: int) -> None:
    codes = [modules_of(text, version=(n - 17) // 4, error="L", mask=k) for k, text in enumerate(("a", "b" * 30, "ก"))]
    for code in codes:
        known = shared(n) >= 0
        assert (code[known] == shared(n)[known]).all()
    assert 0.15 < (shared(n) >= 0).mean() < 0.5


def test_a_grid_a_module_off_is_brought_home() -> None:
    grey, matrix = pictured(square(130, 20), smear(5))
    n = len(modules_of())
    off = np.array([[1, 0, 3.0], [0, 1, -2.0], [0, 0, 1]]) @ matrix
    grid = refined(centred(grey), Grid(0.0, n, off))
    truth = outline_of(Grid(0.0, n, matrix)).array()
    assert grid.likeness > 0.6
    assert np.abs(outline_of(grid).array() - truth).max() < 2.2


def test_an_equaliser_tells_modules_that_ran_into_one_another() -> None:
    grey, matrix = pictured(square(130, 0), smear(9))
    truth = modules_of()
    rounds = list(told(centred(grey), matrix, len(truth)))
    centres = cv2.perspectiveTransform(np.stack(np.meshgrid(*[np.arange(len(truth)) + 0.5] * 2), -1), matrix)
    plain = cv2.remap(centred(grey), centres.astype(np.float32), None, cv2.INTER_LINEAR) < 0
    assert (rounds[-1] != truth).mean() < 0.4 * (plain != truth).mean()
    assert (rounds[-1] != truth).mean() < (rounds[0] != truth).mean()


def test_a_smeared_code_is_read_by_its_grid_and_not_by_zxing() -> None:
    grey, _ = pictured(square(130, 12), smear(7))
    window = Window(grey)
    assert not any(ZxingReader().look(resized(window, f).grey, Wanted.QR).codes for f in (1, 2, 3, 4))
    place = Quad.of_points(square(136, 0).tolist())
    code = GridReader([ZxingReader()]).read(Greys(photo(grey).levels), place, (), search=True)
    assert code is not None and code.payload == LINK
    assert np.abs(code.quad.array() - square(130, 12)).max() < 3


def test_finder_patterns_are_found_at_any_turn_and_slant() -> None:
    for turn in range(0, 360, 40):
        slanted = square(120, turn) * (0.8, 1) + (ROOM * 0.1, 0)
        grey, _ = pictured(slanted, smear(3))
        picture = centred(grey)
        grid = through(picture, spots(picture, (3.0, 3.8, 4.8)))
        assert grid is not None, turn
        assert np.abs(outline_of(grid).array() - slanted).max() < 3, turn


def test_no_text_comes_out_of_modules_that_say_nothing() -> None:
    """All that codes share is there, and so is a valid format; the content is noise."""
    reader, rng = ZxingReader(), np.random.default_rng(5)
    for n in SIZES[:3]:
        code = modules_of("x", version=(n - 17) // 4, error="L", boost_error=False)
        keep = shared(n) >= 0
        keep[8, :9] = keep[:9, 8] = keep[8, -8:] = keep[-8:, 8] = True
        for _ in range(60):
            bits = np.where(keep, code, rng.integers(0, 2, code.shape)).astype(np.uint8)
            assert reader.look(drawn(bits), Wanted.QR).codes == ()
        assert [c.payload for c in reader.look(drawn(code), Wanted.QR).codes] == ["x"]


def test_nothing_is_read_by_grid_where_no_code_is() -> None:
    rng = np.random.default_rng(6)
    reader = GridReader([ZxingReader()])
    for _ in range(5):
        blocks = cv2.resize(rng.integers(60, 200, (40, 40), np.uint8), (ROOM, ROOM), interpolation=cv2.INTER_CUBIC)
        assert (
            reader.read(Greys(photo(blocks).levels), Quad.of_points(square(120, 0).tolist()), (), search=True) is None
        )


@pytest.mark.parametrize("contrast", [10, 13])
def test_a_faint_code_is_read_once_its_contrast_is_levelled(contrast: float) -> None:
    grey, _ = pictured(square(100, 33), contrast=contrast)
    assert [code.payload for code in build_code_reader().read(photo(grey), ())] == [LINK]
    assert not any(ZxingReader().look(resized(Window(grey), f).grey, Wanted.QR).codes for f in (1, 2, 3))
    inside = slice(80, 120), slice(80, 120)
    assert levelled(Window(grey), 4).grey[inside].std() > 4 * grey[inside].std() > 0


def test_micro_codes_are_none_for_noise_reads_as_one() -> None:
    rows = np.array([list(row) for row in segno.make("534897", micro=True).matrix_iter(border=4)], np.uint8)
    canvas = np.full((300, 300), 190, np.uint8)
    micro = np.kron((1 - rows) * 255, np.ones((8, 8))).astype(np.uint8)
    canvas[40 : 40 + micro.shape[0], 40 : 40 + micro.shape[1]] = micro
    assert build_code_reader().read(photo(canvas), ()) == ()


@pytest.mark.parametrize(
    "corners",
    [
        [(50, 50), (50, 50), (50, 50), (50, 50)],
        [(20, 20), (90, 20), (20, 90), (90, 90)],
        [(20, 20), (55, 55), (90, 90), (20, 90)],
        [(20, 20), (180, 20), (180, 24), (20, 24)],
    ],
    ids=["a point", "crossed", "a triangle", "a line"],
)
def test_an_outline_that_is_none_of_a_code_is_let_go(
    monkeypatch: pytest.MonkeyPatch, corners: list[tuple[int, int]]
) -> None:
    names = ("top_left", "top_right", "bottom_right", "bottom_left")
    place = SimpleNamespace(**{name: SimpleNamespace(x=x, y=y) for name, (x, y) in zip(names, corners, strict=True)})
    seen = SimpleNamespace(position=place, valid=False, text="", format=SimpleNamespace(name="QRCode"))
    monkeypatch.setattr(zxing.zxingcpp, "read_barcodes", lambda *_, **__: [seen])
    grey = np.full((ROOM, ROOM), 128, np.uint8)
    assert ZxingReader().look(grey).illegible == ()
    assert build_code_reader().read(photo(grey), ()) == ()


def test_a_window_turned_knows_its_way_back() -> None:
    grey = np.zeros((60, 100), np.uint8)
    grey[10:20, 70:90] = 255
    window = turned(Window(grey, 5, 7, 0.5))
    left, top, width, height = cv2.boundingRect(window.grey)
    assert (width, height) == (10, 20)
    back = window.place(Quad.of_box(left, top, left + width - 1, top + height - 1)).bounds
    assert back == pytest.approx((5 + 140, 7 + 20, 5 + 178, 7 + 38))


def test_the_side_that_grids_are_read_at_shows_every_size_of_code() -> None:
    assert all(3 < CODE_SIDE_PX / n < 7 for n in SIZES)
