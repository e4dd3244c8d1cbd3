import hashlib
import io
import struct
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageOps

from tests.support.hostile.jpeg import jpeg_kinds
from tests.support.hostile.make import (
    HEIC,
    WIDTH,
    avif,
    before_scan,
    box,
    chunk,
    encoded,
    exif,
    heif,
    picture,
    png,
    rows,
    segment,
    smooth,
)
from verifier.errors import DamagedPhoto, TooManyBytes, TooManyFrames, TooManyPixels, UnknownFormat
from verifier.image.decode import open_photo
from verifier.image.formats import av1, boxes, jpeg
from verifier.image.formats.limits import DECODING_BYTES, check_size
from verifier.settings import Settings

LIMITS = Settings()


def open_pixels(data: bytes) -> np.ndarray:
    return open_photo(data, LIMITS).pixels


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True}), ("JPEG", {"quality": 95})])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_comes_out_upright(kind: str, options: dict[str, object], orientation: int) -> None:
    data = encoded(picture(), kind, exif=exif(orientation), **options)
    with Image.open(io.BytesIO(data)) as image:
        expected = np.asarray(ImageOps.exif_transpose(image).convert("RGB")).astype(int)
    assert open_pixels(data).shape == expected.shape
    assert np.abs(open_pixels(data) - expected).mean() < 1.5  # two JPEG decoders may differ by a grey level


def test_a_picture_that_browsers_replace_by_a_frame_is_refused() -> None:
    shown = Image.new("RGB", (96, 64), "black")
    data = encoded(picture(), "PNG", save_all=True, append_images=[shown], default_image=True)
    with Image.open(io.BytesIO(data)) as image:
        assert image.info["default_image"]  # the picture in IDAT is for programs that know no animations
    assert struct.pack(">I", 1) == data[data.index(b"acTL") + 4 :][:4]  # and there is but one frame
    with pytest.raises(TooManyFrames):
        open_pixels(data)
    two = struct.pack(">II", 2, 0)
    still = encoded(picture(), "PNG")
    with pytest.raises(TooManyFrames):  # of two counts the first is a browser's
        open_pixels(still[:33] + chunk(b"acTL", two) + chunk(b"acTL", struct.pack(">II", 1, 0)) + still[33:])
    assert open_pixels(still[:-12] + chunk(b"fdAT", b"\0" * 40) + still[-12:]).shape == (64, 96, 3)  # no animation


def test_transparency_counts_where_browsers_heed_it() -> None:
    drawn = picture().quantize(16)
    plain, clear = encoded(drawn, "PNG"), chunk(b"tRNS", bytes(16))
    palette, data, end = (plain.index(kind) - 4 for kind in (b"PLTE", b"IDAT", b"IEND"))
    shown = open_pixels(plain)
    assert (open_pixels(plain[:data] + clear + plain[data:]) == 255).all()
    for place in (palette, end):  # before its palette, and behind the picture
        assert (open_pixels(plain[:place] + clear + plain[place:]) == shown).all()
    opaque = chunk(b"tRNS", b"\xff" * 16)
    assert (open_pixels(plain[:data] + opaque + clear + plain[data:]) == shown).all()
    other = plain[palette:data]
    for twice in (plain[:data] + other + plain[data:], plain[:33] + plain[8:33] + plain[33:]):
        with pytest.raises(DamagedPhoto, match="a second chunk"):
            open_pixels(twice)


def test_transparency_behind_the_picture_of_a_webp_is_none() -> None:
    clear = picture().copy()
    clear.putalpha(0)
    data = encoded(clear, "WEBP", quality=90)
    alpha, drawn = data.index(b"ALPH"), data.index(b"VP8 ")
    assert (open_pixels(data) == 255).all()
    moved = data[:alpha] + data[drawn:] + data[alpha:drawn]
    assert open_pixels(moved).mean() < 250


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
    assert np.ptp(cmyk, axis=(0, 1)).max() <= 2, "every row is made of its inks, the first and the last too"
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


# ---- as browsers open them


XMP = (
    b'http://ns.adobe.com/xap/1.0/\0<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="5"/>'
)


@pytest.mark.parametrize("options", [{}, {"progressive": True}], ids=["sequential", "progressive"])
@pytest.mark.parametrize("cut", [1, 2])
def test_a_jpeg_whose_end_marker_is_cut_off_is_whole(options: dict[str, object], cut: int) -> None:
    whole = encoded(picture(), "JPEG", **options)
    assert np.array_equal(open_pixels(whole[:-cut]), open_pixels(whole))


@pytest.mark.parametrize("cut", [3, 4, 40])
def test_a_jpeg_whose_last_bytes_are_cut_off_is_damaged(cut: int) -> None:
    with pytest.raises(DamagedPhoto):
        open_pixels(encoded(picture(), "JPEG")[:-cut])


def test_a_progressive_jpeg_cut_between_two_scans_is_damaged_and_not_a_blurred_photo() -> None:
    whole = encoded(picture(), "JPEG", progressive=True)
    tables = whole.rindex(b"\xff\xc4", 0, whole.rindex(b"\xff\xda"))
    with pytest.raises(DamagedPhoto, match="scans"):
        open_pixels(whole[:tables])


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n", b"\n", b"\xef\xbb\xbf\r\n\r\n"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_byte_order_mark_or_line_ends_before_a_picture_are_no_part_of_it(kind: str, before: bytes) -> None:
    whole = encoded(picture(), kind)
    photo = open_photo(before + whole, LIMITS)
    assert np.array_equal(photo.pixels, open_pixels(whole))
    assert photo.sha256 == hashlib.sha256(before + whole).hexdigest()


def test_an_orientation_in_xmp_alone_is_ignored() -> None:
    plain = encoded(picture(), "JPEG")
    assert np.array_equal(open_pixels(before_scan(plain, segment(0xE1, XMP))), open_pixels(plain))
    plain = encoded(picture(), "PNG")
    text = plain[:33] + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP) + plain[33:]
    assert np.array_equal(open_pixels(text), open_pixels(plain))


def test_exif_decides_where_xmp_says_another_orientation() -> None:
    data = encoded(picture(), "JPEG", exif=exif(6))
    assert open_pixels(before_scan(data, segment(0xE1, XMP))).shape == (96, 64, 3)


@pytest.mark.parametrize("kind", [b"iCCP", b"zTXt", b"iTXt"])
def test_ancillary_chunks_of_a_png_are_never_looked_into(kind: bytes) -> None:
    plain = encoded(picture(), "PNG")
    large = chunk(kind, b"name\0\0" + zlib.compress(bytes(1_600_000)))
    broken = chunk(b"tEXt", b"a\0b")[:-4] + bytes(4)
    assert np.array_equal(open_pixels(plain[:33] + large + broken + plain[33:]), open_pixels(plain))


@pytest.mark.parametrize("missing", [1, 30])
def test_a_png_whose_last_rows_are_missing_is_damaged_and_not_black_there(missing: int) -> None:
    assert open_pixels(png(96, 64, chunk(b"IDAT", rows(96, 64)))).shape == (64, 96, 3)
    with pytest.raises(DamagedPhoto, match="rows"):
        open_pixels(png(96, 64, chunk(b"IDAT", rows(96, 64 - missing))))


def test_avif_opens_as_pillow_shows_it() -> None:
    data = avif(picture(), quality=90)
    with Image.open(io.BytesIO(data)) as image:
        assert np.array_equal(open_pixels(data), np.asarray(image.convert("RGB")))


def test_avif_is_turned_by_its_boxes_and_not_by_its_exif() -> None:
    data = avif()
    turned = open_pixels(heif(data, turned=box(b"irot", b"\1")))
    assert np.abs(turned.astype(int) - np.rot90(open_pixels(data))).mean() < 1
    assert open_pixels(avif(smooth(), exif=exif(6))).shape == (96, 64, 3)  # Pillow writes it as `irot`


def test_avif_lies_on_white_and_opens_in_tiles() -> None:
    see_through = smooth().convert("RGBA")
    see_through.putalpha(0)
    assert open_pixels(avif(see_through)).min() >= 250
    assert open_pixels(heif(avif(), grid=(2, 1, 96, 128), tiles=2)).shape == (128, 96, 3)


def test_heic_opens_turned_and_in_tiles() -> None:
    pytest.importorskip("pi_heif")
    pixels = open_pixels(HEIC)
    assert np.abs(pixels.astype(int) - np.asarray(smooth())).mean() < 3
    assert np.array_equal(open_pixels(heif(HEIC, turned=box(b"irot", b"\1"))), np.rot90(pixels))
    tiled = open_pixels(heif(HEIC, grid=(1, 2, 192, 64), tiles=2))
    assert np.array_equal(tiled[:, :WIDTH], pixels)
    assert np.array_equal(tiled[:, WIDTH:], pixels)


# ---- what decoding may cost


@pytest.mark.parametrize(
    ("options", "bytes_per_pixel"),
    [({}, 4), ({"progressive": True}, 7), ({"progressive": True, "subsampling": 0}, 10)],
    ids=["one scan", "progressive 4:2:0", "progressive 4:4:4"],
)
def test_a_jpeg_of_several_scans_may_have_fewer_pixels(options: dict[str, object], bytes_per_pixel: float) -> None:
    found = jpeg.structure(encoded(picture(), "JPEG", **options))
    assert found.bytes_per_pixel == bytes_per_pixel
    limit = min(LIMITS.max_pixels, int(DECODING_BYTES / bytes_per_pixel))
    check_size(limit // 6_000, 6_000, LIMITS.max_pixels, bytes_per_pixel)
    with pytest.raises(TooManyPixels) as caught:
        check_size(limit // 6_000 + 1, 6_000, LIMITS.max_pixels, bytes_per_pixel)
    assert caught.value.params["limit"] == limit


def test_the_pixels_that_tiles_have_decoded_count_and_not_those_that_are_shown() -> None:
    assert boxes.cost(heif(avif(), grid=(15, 20, 96, 64), tiles=300)).coded == 300 * 96 * 64
    with pytest.raises(TooManyPixels):
        open_pixels(heif(avif(), grid=(50, 60, 4_800, 3_840), tiles=3_000))


def test_the_size_in_av1_data_is_read_with_the_long_header_too() -> None:
    # profile 0, no still picture, full header, no timing, no delays, one operating point of level 8, 12 + 11 bits
    bits = "00000000000000000000000001000010111010" + f"{3999:012b}" + f"{1999:011b}"
    header = int(bits.ljust(80, "0"), 2).to_bytes(10, "big")
    payload = bytes([1 << 3 | 2, len(header)]) + header + b"\x32\x01\x00"
    assert av1.measure(payload) == ((4000, 2000), 1)


def test_only_the_needed_segments_of_a_jpeg_reach_the_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bytes] = []
    decode = jpeg.simplejpeg.decode_jpeg
    monkeypatch.setattr(
        jpeg.simplejpeg, "decode_jpeg", lambda data, *a, **k: given.append(data) or decode(data, *a, **k)
    )
    plain = encoded(picture(), "JPEG")
    padded = before_scan(plain, b"\xff" * 5_000, segment(0xFE, b"words"), segment(0xE5, b"more"))
    open_pixels(padded + b"whatever phones append")
    assert given == [plain]


def test_every_hostile_jpeg_of_25_mb_is_answered_in_two_seconds_of_processor_time() -> None:
    heavy = [(name, data) for name, data, _ in jpeg_kinds() if len(data) > 15_000_000]
    assert len(heavy) >= 7
    for name, data in heavy:
        start = time.process_time()
        try:
            open_photo(data, LIMITS)
        except DamagedPhoto:
            assert time.process_time() - start < 2, name


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_large_photo_is_turned_strip_by_strip_as_opencv_turns_it(orientation: int) -> None:
    large = np.random.default_rng(5).integers(0, 256, (1_300, 700, 3), dtype=np.uint8)
    data = encoded(Image.fromarray(large), "PNG", exif=exif(orientation))
    turned = cv2.transpose(large) if orientation >= 5 else large
    mirror = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}.get(orientation)
    assert np.array_equal(open_pixels(data), turned if mirror is None else cv2.flip(turned, mirror))


# ---- the files that were answered wrongly


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["no-eoi.jpg", "lead-bom.jpg", "png-iccp-1.6MB.png", "png-text-bad-crc.png", "avif.avif"]
)
def test_files_that_browsers_open_are_opened(shared_data: Path, name: str) -> None:
    photo = open_photo((shared_data / "faults" / name).read_bytes(), LIMITS)
    assert (photo.width, photo.height) == (1600, 1200)


@pytest.mark.shared
def test_a_photo_that_xmp_alone_would_mirror_is_not_mirrored(shared_data: Path) -> None:
    data = (shared_data / "faults" / "xmp-only-5.jpg").read_bytes()
    with Image.open(io.BytesIO(data)) as image:
        assert np.abs(open_pixels(data).astype(int) - np.asarray(image.convert("RGB"))).mean() < 1


@pytest.mark.parametrize("head", [b"XXXX\0\0\0\0WEBP", b"RIFF\0\0\0\0WAVE", b"\0\0\0\x18ftypzzzz"])
def test_a_format_is_known_by_both_its_words(head: bytes) -> None:
    with pytest.raises(UnknownFormat):
        open_pixels(head + encoded(picture(), "WEBP")[12:])


def test_a_property_that_a_file_does_not_have_is_none_and_not_the_last():
    container = boxes.Container(frozenset(), properties=[(b"ispe", b"size")])
    assert container.property(boxes.Item(properties=[1]), b"ispe") == b"size"
    assert container.property(boxes.Item(properties=[0]), b"ispe") is None
    assert container.property(boxes.Item(properties=[2]), b"ispe") is None


def test_a_brand_without_its_box_is_no_container():
    data = HEIC
    assert data[4:8] == b"ftyp"
    with pytest.raises(UnknownFormat):
        open_photo(data[:4] + b"free" + data[8:], LIMITS)


def test_a_file_as_large_as_is_allowed_opens_and_one_byte_more_does_not():
    data = encoded(Image.new("RGB", (64, 64), "white"), "PNG")
    assert open_photo(data, Settings(max_bytes=len(data))).width == 64
    with pytest.raises(TooManyBytes):
        open_photo(data, Settings(max_bytes=len(data) - 1))
