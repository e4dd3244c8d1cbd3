import hashlib
import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hostile_files import encoded, picture
from PIL import Image, ImageOps

from verifier.image.decode import open_photo
from verifier.settings import Settings

ORIENTATION = 0x0112
LIMITS = Settings()


def open_pixels(data: bytes) -> np.ndarray:
    return open_photo(data, LIMITS).pixels


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    return tags


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True}), ("JPEG", {"quality": 95})])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_comes_out_upright(kind: str, options: dict[str, object], orientation: int) -> None:
    data = encoded(picture(), kind, exif=exif(orientation), **options)
    with Image.open(io.BytesIO(data)) as image:
        expected = np.asarray(ImageOps.exif_transpose(image).convert("RGB")).astype(int)
    assert open_pixels(data).shape == expected.shape
    assert np.abs(open_pixels(data) - expected).mean() < 1.5  # two JPEG decoders may differ by a grey level


def test_the_four_corners_of_a_phone_held_upright() -> None:
    stored = np.zeros((64, 96, 3), np.uint8)
    stored[:32, :32] = 255  # the sensor's top-left is the photo's top-right after a clockwise quarter turn
    upright = open_pixels(encoded(Image.fromarray(stored), "PNG", exif=exif(6)))
    assert upright.shape == (96, 64, 3)
    assert upright[:32, 32:].min() == 255
    assert upright[:32, :32].max() == 0


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_an_orientation_out_of_range_is_no_orientation(value: int) -> None:
    assert open_pixels(encoded(picture(), "PNG", exif=exif(value))).shape == (64, 96, 3)


def test_broken_metadata_does_not_keep_a_photo_out() -> None:
    data = encoded(picture(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 200)
    assert open_pixels(data).shape == (64, 96, 3)


def test_pixels_are_contiguous_read_only_rgb_bytes() -> None:
    for data in (encoded(picture(), "JPEG", exif=exif(6)), encoded(picture(), "PNG"), encoded(picture(), "WEBP")):
        pixels = open_pixels(data)
        assert pixels.dtype == np.uint8
        assert pixels.flags.c_contiguous
        assert not pixels.flags.writeable
        with pytest.raises(ValueError, match="read-only"):
            pixels[0, 0, 0] = 1


def test_red_is_the_first_channel_in_every_format() -> None:
    red = Image.new("RGB", (64, 64), (250, 10, 20))
    for kind in ("JPEG", "PNG", "WEBP"):
        assert np.abs(open_pixels(encoded(red, kind)).mean(axis=(0, 1)) - (250, 10, 20)).max() < 6, kind


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_png_mode_opens_as_the_same_grey(mode: str) -> None:
    grey = np.zeros((64, 96), np.uint8)
    grey[:, 48:] = 255
    image = Image.fromarray(grey)
    image = Image.fromarray(grey.astype(np.uint16) * 257) if mode == "I;16" else image.convert(mode)
    pixels = open_pixels(encoded(image, "PNG"))
    assert pixels[:, :48].max() == 0
    assert pixels[:, 48:].min() == 255


def test_sixteen_bit_grey_keeps_its_shades() -> None:
    ramp = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (64, 1))
    assert np.array_equal(open_pixels(encoded(Image.fromarray(ramp), "PNG"))[0, :, 0], ramp[0] >> 8)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_lies_on_white(kind: str) -> None:
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    image.paste((0, 0, 200, 255), (0, 0, 32, 64))
    image.paste((0, 0, 0, 128), (32, 32, 64, 64))
    pixels = open_pixels(encoded(image, kind, **({"lossless": True} if kind == "WEBP" else {})))
    assert tuple(pixels[5, 5]) == (0, 0, 200)
    assert tuple(pixels[5, 60]) == (255, 255, 255)
    assert tuple(pixels[60, 60]) == (127, 127, 127)


def test_a_palette_with_a_transparent_colour_lies_on_white() -> None:
    image = Image.new("P", (64, 64), 1)
    image.putpalette([0, 0, 0, 200, 0, 0])
    image.paste(0, (0, 0, 32, 64))
    pixels = open_pixels(encoded(image, "PNG", transparency=0))
    assert tuple(pixels[5, 5]) == (255, 255, 255)
    assert tuple(pixels[5, 60]) == (200, 0, 0)


def test_cmyk_and_grey_jpeg() -> None:
    cmyk = open_pixels(encoded(Image.new("CMYK", (64, 64), (0, 255, 255, 0)), "JPEG"))
    assert np.abs(cmyk.mean(axis=(0, 1)) - (255, 0, 0)).max() < 12
    grey = open_pixels(encoded(Image.new("L", (64, 64), 77), "JPEG"))
    assert grey.shape == (64, 64, 3)
    assert np.abs(grey.astype(int) - 77).max() <= 2


def test_what_phones_append_to_a_jpeg_is_ignored() -> None:
    plain = encoded(picture(), "JPEG")
    motion = plain + b"\x00\x00\x00\x18ftypmp42" + np.random.default_rng(1).bytes(5000)
    assert np.array_equal(open_pixels(motion), open_pixels(plain))


def test_a_multi_picture_jpeg_opens_as_its_first_picture() -> None:
    data = encoded(picture(), "MPO", save_all=True, append_images=[picture().rotate(180)])
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "MPO"
        assert image.n_frames == 2
    first = encoded(picture(), "JPEG")
    assert np.abs(open_pixels(data) - open_pixels(first).astype(int)).mean() < 1


def test_the_limits_are_the_settings() -> None:
    data = encoded(picture(), "PNG")
    assert open_photo(data, Settings(max_pixels=96 * 64)).width == 96
    with pytest.raises(Exception, match="pixels"):
        open_photo(data, Settings(max_pixels=96 * 64 - 1))


def test_the_hash_is_of_the_bytes_as_they_came() -> None:
    data = encoded(picture(), "PNG")
    assert open_photo(data, LIMITS).sha256 == hashlib.sha256(data).hexdigest()


def test_eight_threads_see_the_same_photo() -> None:
    files = [encoded(picture(), "JPEG", exif=exif(8)), encoded(picture(), "PNG"), encoded(picture(), "WEBP")] * 8
    with ThreadPoolExecutor(8) as pool:
        photos = list(pool.map(lambda data: open_photo(data, LIMITS), files))
    for photo, again in zip(photos, photos[3:], strict=False):
        assert photo.phash == again.phash
        assert np.array_equal(photo.pixels, again.pixels)


def test_pillows_limits_are_left_alone() -> None:
    before = Image.MAX_IMAGE_PIXELS
    open_photo(encoded(picture(), "PNG"), Settings(max_pixels=10_000_000_000))
    assert before == Image.MAX_IMAGE_PIXELS
