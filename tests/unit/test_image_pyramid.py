import weakref

import cv2
import numpy as np
import pytest

from tests.support.printing import page
from verifier.domain import Photo, Quality
from verifier.domain.geometry import Quad
from verifier.finder.first_pass import FirstPass, scale_of
from verifier.image.crop import cut, cut_line
from verifier.image.decode import open_photo
from verifier.image.pyramid import MIN_LONG_SIDE_PX, at_scale, halved, nearest, resized
from verifier.settings import Settings


def shaded(width: int, height: int) -> np.ndarray:
    """A picture whose red tells x and whose green tells y, 0..255 over its extent."""
    x, y = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    return np.stack([x, y, np.zeros_like(x)], axis=2).astype(np.uint8)


@pytest.mark.parametrize(
    ("size", "sides"),
    [
        ((4032, 3024), [4032, 2016, 1008]),
        ((3000, 4001), [4001, 2000, 1000]),
        ((1919, 40), [1919]),
        ((1920, 41), [1920, 960]),
    ],
)
def test_a_picture_is_halved_down_to_the_least(size, sides):
    levels = halved(shaded(*size))
    assert [max(level.shape[:2]) for level in levels] == sides and min(sides) >= MIN_LONG_SIDE_PX
    assert all(not level.flags.writeable for level in levels[1:])


def test_places_stay_where_they_are():
    picture = np.full((1001, 2001, 3), 255, np.uint8)
    picture[600:640, 1200:1280] = 0
    half = halved(picture)[1]
    assert half.shape == (500, 1000, 3)
    assert not half[300:320, 600:640].any() and half[299].all() and half[320].all() and half[:, 640].all()


@pytest.mark.parametrize(
    ("scale", "expected"), [(2.0, 1.0), (1.0, 1.0), (0.51, 1.0), (0.5, 0.5), (0.26, 0.5), (0.1, 0.25)]
)
def test_the_nearest_level_is_never_smaller_than_asked(scale, expected):
    level, reduced = nearest(halved(shaded(4000, 3000)), scale)
    assert reduced == expected and level.shape[1] == 4000 * expected


@pytest.mark.parametrize("scale", [1.7, 1.0, 0.6, 0.5, 0.3, 0.04])
def test_a_scale_is_reached_alike_with_halves_and_without(scale):
    picture = shaded(2880, 2000)
    shown = at_scale(halved(picture), scale)
    assert shown.shape == (round(2000 * scale), round(2880 * scale), 3)
    assert np.array_equal(shown, at_scale([picture], scale))


def test_resized_to_its_own_size_is_the_picture_itself():
    picture = shaded(100, 80)
    assert resized(picture, 1.0) is picture and resized(picture, 0.25).shape == (20, 25, 3)


def test_a_line_is_cut_alike_from_any_level():
    pixels = np.kron(page({(40, 40): "TIS 2879-2560"}), np.ones((8, 8, 1), np.uint8))
    quad = Quad.of_box(300, 300, 2200, 640)
    photo = Photo(pixels, "", "", Quality(0, 0, 0, 0), halved(pixels)[1:])
    plain, levelled = cut(pixels, quad, 48), cut_line(photo, quad, 48)
    assert plain.shape == levelled.shape
    assert np.corrcoef(plain.ravel(), levelled.ravel())[0, 1] > 0.97


class Answer:
    """What a net answers."""


class Counting:
    """A net that counts its calls."""

    def __init__(self) -> None:
        self.shown: list[tuple[int, ...]] = []

    def __call__(self, pixels):
        self.shown.append(pixels.shape)
        return Answer()


def test_the_net_runs_over_a_photo_once_and_its_maps_go_with_the_photo(jpeg_12mp):
    net = Counting()
    first_pass, photo = FirstPass(net), open_photo(jpeg_12mp, Settings())
    assert first_pass(photo)[0] is first_pass(photo)[0] and net.shown == [(720, 960, 3)]
    assert first_pass(photo)[1] == scale_of(photo.pixels) == 960 / 4032
    maps = weakref.ref(first_pass(photo)[0])
    del photo
    assert maps() is None
    first_pass(open_photo(jpeg_12mp, Settings()))
    assert len(net.shown) == 2


def test_two_nets_do_not_share_what_they_saw(jpeg_12mp):
    photo = open_photo(jpeg_12mp, Settings())
    one, other = FirstPass(Counting()), FirstPass(Counting())
    assert one(photo)[0] is not other(photo)[0] is other(photo)[0]


@pytest.fixture(scope="module")
def jpeg_12mp() -> bytes:
    return cv2.imencode(".jpg", shaded(4032, 3024))[1].tobytes()


def test_an_opened_photo_brings_its_halves(jpeg_12mp):
    photo = open_photo(jpeg_12mp, Settings())
    assert [level.shape[1] for level in photo.levels] == [4032, 2016, 1008] and photo.levels[0] is photo.pixels
