"""What the walks through PNG, WebP and JPEG files find, value by value, and what is made of the pixels behind them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from tests.support.hostile.make import (
    PNG,
    before_scan,
    canvas,
    chunk,
    encoded,
    exif,
    picture,
    png,
    rows,
    segment,
    webp,
    webp_chunk,
)
from verifier.errors import DamagedPhoto, TooFewPixels, TooManyFrames, TooManyPixels
from verifier.image.decode import open_photo
from verifier.image.formats import jpeg
from verifier.image.formats import webp as webp_format
from verifier.image.formats.limits import check_size
from verifier.image.formats.pixels import Sheet, exif_orientation, from_pillow, over_white, swap_red_and_blue, upright
from verifier.image.formats.png import open_png
from verifier.settings import Settings

MANY = 10**7


# ---- limits


@pytest.mark.parametrize(
    ("width", "height", "coded", "error"),
    [
        (32, 32, 0, None), (31, 32, 0, TooFewPixels), (32, 31, 0, TooFewPixels), (1_600, 32, 0, None),
        (1_601, 32, 0, TooFewPixels), (32, 1_600, 0, None), (32, 1_601, 0, TooFewPixels), (1_000, 1_000, 0, None),
        (1_000, 1_001, 0, TooManyPixels), (100, 100, 1_000_000, None), (100, 100, 1_000_001, TooManyPixels),
    ],
)  # fmt: skip
def test_sides_and_pixels_are_bounded(width: int, height: int, coded: int, error: type[Exception] | None) -> None:
    if error is None:
        check_size(width, height, 1_000_000, 4.0, coded)
        return
    with pytest.raises(error) as caught:
        check_size(width, height, 1_000_000, 4.0, coded)
    wanted = {"width": width, "height": height, "limit": 32 if error is TooFewPixels else 1_000_000}
    assert caught.value.params == wanted  # type: ignore[attr-defined]


def test_no_side_is_longer_than_thirty_two_thousand_and_no_picture_takes_280_mb() -> None:
    check_size(32_000, 640, 10**9, 4.0)
    with pytest.raises(TooManyPixels):
        check_size(32_001, 641, 10**9, 4.0)
    check_size(10_000, 7_000, 10**9, 4.0)
    with pytest.raises(TooManyPixels):
        check_size(10_000, 7_001, 10**9, 4.0)


# ---- PNG


PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def image_data(width: int, height: int, bits: int, interlaced: bool) -> bytes:
    """Rows of zeros, a filter's number before each, of the whole or of the seven passes (PNG, section 8.1)."""
    data = b""
    for left, top, across, down in PASSES if interlaced else ((0, 0, 1, 1),):
        wide, high = len(range(left, width, across)), len(range(top, height, down))
        data += (bytes(1 + (wide * bits + 7) // 8) * high) if wide else b""
    return data


@pytest.mark.parametrize("interlaced", [False, True], ids=["rows", "passes"])
@pytest.mark.parametrize(
    ("colour", "depth", "samples"),
    [(0, 1, 1), (0, 2, 1), (0, 4, 1), (0, 8, 1), (0, 16, 1), (2, 8, 3), (2, 16, 3), (3, 1, 1), (3, 4, 1), (3, 8, 1),
     (4, 8, 2), (4, 16, 2), (6, 8, 4), (6, 16, 4)],
)  # fmt: skip
def test_every_row_of_a_png_must_be_there(colour: int, depth: int, samples: int, interlaced: bool) -> None:
    palette = (chunk(b"PLTE", bytes(6)),) if colour == 3 else ()
    for width, height in ((32, 32), (33, 37), (39, 34), (41, 40)):
        data = image_data(width, height, depth * samples, interlaced)
        options = {"depth": depth, "colour": colour, "last": (0, 0, int(interlaced))}
        whole = png(width, height, *palette, chunk(b"IDAT", zlib.compress(data)), **options)  # type: ignore[arg-type]
        assert open_png(whole, MANY).shape == (height, width, 3)
        short = png(width, height, *palette, chunk(b"IDAT", zlib.compress(data[:-1])), **options)  # type: ignore[arg-type]
        with pytest.raises(DamagedPhoto, match="rows"):
            open_png(short, MANY)


def test_data_may_come_in_many_pieces_and_inflate_to_many_megabytes() -> None:
    data = rows(96, 64)
    pieces = [chunk(b"IDAT", data[at : at + 7]) for at in range(0, len(data), 7)]
    assert open_png(png(96, 64, *pieces), MANY).shape == (64, 96, 3)
    assert open_png(png(1_400, 1_000, chunk(b"IDAT", rows(1_400, 1_000))), MANY).shape == (1_000, 1_400, 3)
    with pytest.raises(DamagedPhoto, match="rows"):
        open_png(png(1_400, 1_000, chunk(b"IDAT", rows(1_400, 999))), MANY)


def test_chunks_are_walked_to_the_end_of_a_picture() -> None:
    data = chunk(b"IDAT", rows())
    whole = png(96, 64, data)
    assert open_png(whole[:-12], MANY).shape == open_png(whole + b"behind", MANY).shape == (64, 96, 3)
    assert open_png(whole + data[:-9], MANY).shape == (64, 96, 3), "nothing behind the end is looked at"
    for broken in (whole[:-12] + b"\0\0", whole[:-12] + chunk(b"tEXt", b"a")[:-1], PNG + whole[8:32]):
        with pytest.raises(DamagedPhoto):
            open_png(broken, MANY)
    with pytest.raises(DamagedPhoto, match="header"):
        open_png(PNG + chunk(b"IDAT", rows()) + whole[8:], MANY)
    with pytest.raises(TooManyPixels):
        open_png(whole, 96 * 64 - 1)


def test_of_several_orientations_in_a_png_the_first_counts() -> None:
    data = chunk(b"IDAT", rows())
    tags = [chunk(b"eXIf", exif(turn).tobytes().removeprefix(b"Exif\0\0")) for turn in (6, 1)]
    assert open_png(png(96, 64, *tags, data), MANY).shape == (96, 64, 3)
    assert open_png(png(96, 64, *tags[::-1], data), MANY).shape == (64, 96, 3)


@pytest.mark.parametrize(("frames", "length", "opens"), [(1, 8, True), (2, 8, False), (2, 4, False), (2, 3, True)])
def test_a_png_that_says_it_moves_is_refused(frames: int, length: int, opens: bool) -> None:
    moving = png(96, 64, chunk(b"acTL", struct.pack(">II", frames, 0)[:length]), chunk(b"IDAT", rows()))
    if opens:
        assert open_png(moving, MANY).shape == (64, 96, 3)
        return
    with pytest.raises(TooManyFrames):
        open_png(moving, MANY)


@pytest.mark.parametrize("kind", [b"IDAT", b"PLTE"])
def test_a_chunk_that_a_picture_needs_must_have_its_checksum(kind: bytes) -> None:
    palette, data = chunk(b"PLTE", bytes(6)), chunk(b"IDAT", rows())
    assert open_png(png(96, 64, palette, data), MANY).shape == (64, 96, 3)
    parts = [part[:-1] + bytes([part[-1] ^ 1]) if part[4:8] == kind else part for part in (palette, data)]
    with pytest.raises(DamagedPhoto, match="checksum"):
        open_png(png(96, 64, *parts), MANY)


# ---- WebP


LOSSY, LOSSLESS = encoded(picture(), "WEBP"), encoded(picture(), "WEBP", lossless=True)
VP8, VP8L = webp_chunk(b"VP8 ", LOSSY[20:]), webp_chunk(b"VP8L", LOSSLESS[20:])
TAGS = exif(6).tobytes()


def lossy_of(width: int, height: int, scale: int = 0) -> bytes:
    return webp_chunk(
        b"VP8 ", bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", width | scale << 14, height | scale << 14)
    )


def lossless_of(width: int, height: int, alpha: int = 0) -> bytes:
    bits = width - 1 | height - 1 << 14 | alpha << 28
    return webp_chunk(b"VP8L", b"\x2f" + struct.pack("<I", bits))


@pytest.mark.parametrize(("width", "height"), [(1, 1), (96, 64), (8_191, 2), (3, 16_383)])
def test_the_size_of_a_webp_is_read_from_its_picture(width: int, height: int) -> None:
    for chunk_ in (lossy_of(width, height), lossy_of(width, height, 3), lossless_of(width, height, 1)):
        assert webp_format.structure(webp(chunk_)).size == (width, height)
    assert webp_format.structure(webp(canvas(width, height), VP8)).canvas == (width, height)
    assert webp_format.structure(webp(canvas(2**24, 2**24 - 1), VP8)).canvas == (2**24, 2**24 - 1)


@pytest.mark.parametrize(
    "broken",
    [
        webp_chunk(b"VP8 ", bytes(3) + b"\x9d\x01\x2b" + bytes(4)), webp_chunk(b"VP8 ", LOSSY[20:28]),
        webp_chunk(b"VP8L", b"\x2e" + bytes(9)), webp_chunk(b"VP8L", LOSSLESS[20:24]),
    ],
)  # fmt: skip
def test_a_webp_picture_without_its_header_has_no_size(broken: bytes) -> None:
    assert webp_format.structure(webp(broken)).size is None
    with pytest.raises(DamagedPhoto):
        webp_format.open_webp(webp(broken), MANY)


def test_a_plain_webp_ends_with_its_picture_and_one_with_a_canvas_goes_on() -> None:
    found = webp_format.structure(webp(VP8, webp_chunk(b"ANIM", bytes(6))))
    assert (found.moves, found.canvas, found.picture) == (False, None, VP8)
    for kind in (b"ANIM", b"ANMF"):
        assert webp_format.structure(webp(canvas(96, 64), VP8, webp_chunk(kind, bytes(6)))).moves
        assert webp_format.structure(webp(webp_chunk(kind, bytes(6)), VP8)).moves
    assert webp_format.structure(webp(canvas(96, 64, 2), VP8)).moves
    assert not webp_format.structure(webp(canvas(96, 64, 0xFD), VP8)).moves


def test_of_several_pictures_tags_and_transparencies_the_first_counts() -> None:
    alphas = [webp_chunk(b"ALPH", bytes([0, k])) for k in (1, 2)]
    tags = [webp_chunk(b"EXIF", bytes([k])) for k in (3, 4)]
    found = webp_format.structure(webp(canvas(96, 64), *alphas, VP8, VP8L, *tags))
    assert (found.alpha, found.picture, found.exif, found.size) == (alphas[0], VP8, b"\3", (96, 64))


def test_chunks_of_odd_length_are_padded_and_may_end_the_file_without() -> None:
    odd = webp_chunk(b"XYZW", b"123")
    assert webp_format.structure(webp(canvas(96, 64), odd, VP8)).size == (96, 64)
    assert webp_format.structure(webp(canvas(96, 64), VP8, odd[:-1])).size == (96, 64)
    assert webp_format.structure(webp(canvas(96, 64), VP8, odd[:-2])).size == (96, 64), "behind the picture"
    for broken in (webp(canvas(96, 64), odd[:-2]), webp(canvas(96, 64), VP8[:-1]), webp(VP8[:-1])):
        with pytest.raises(DamagedPhoto, match="longer"):
            webp_format.structure(broken)
    assert webp_format.structure(webp(canvas(96, 64), VP8) + b"1234567").size == (96, 64)


def test_a_webp_has_fewer_than_a_thousand_chunks() -> None:
    extra = webp_chunk(b"XYZW", b"")
    assert webp_format.structure(webp(canvas(96, 64), *[extra] * 997, VP8)).size == (96, 64)
    with pytest.raises(DamagedPhoto, match="1000"):
        webp_format.structure(webp(canvas(96, 64), *[extra] * 998, VP8))


def test_a_webp_is_turned_by_its_tags_and_must_be_as_large_as_its_canvas() -> None:
    assert webp_format.open_webp(webp(canvas(96, 64, 8), VP8, webp_chunk(b"EXIF", TAGS)), MANY).shape == (96, 64, 3)
    for wrong in (canvas(97, 64), canvas(96, 63), canvas(64, 96)):
        with pytest.raises(DamagedPhoto, match="canvas"):
            webp_format.open_webp(webp(wrong, VP8), MANY)
    with pytest.raises(TooManyPixels):
        webp_format.open_webp(webp(canvas(96, 65), VP8), 96 * 64)
    with pytest.raises(TooManyPixels):
        webp_format.open_webp(webp(VP8), 96 * 64 - 1)


def test_transparency_of_a_lossy_webp_is_kept() -> None:
    seen_through = picture().convert("RGBA")
    seen_through.paste((0, 0, 0, 0), (0, 0, 48, 64))
    pixels = webp_format.open_webp(encoded(seen_through, "WEBP", quality=90, exact=True), MANY)
    assert pixels[:, :44].min() == 255 and pixels[:, 56:].min() < 100


# ---- JPEG


PLAIN = encoded(picture(), "JPEG", quality=90)
TABLES = PLAIN.index(b"\xff\xc4")


def frame(
    *parts: tuple[int, int], kind: int = 0xC0, count: int | None = None, width: int = 96, height: int = 64
) -> bytes:
    body = struct.pack(">BHHB", 8, height, width, len(parts) if count is None else count)
    return segment(kind, body + b"".join(bytes([name, factors, 0]) for name, factors in parts))


def scan(*names: int, first: int = 0, last: int = 63, bits: int = 0) -> bytes:
    return segment(0xDA, bytes([len(names)]) + b"".join(bytes([n, 0]) for n in names) + bytes([first, last, bits]))


def jpeg_of(*parts: bytes, end: bytes = b"\xff\xd9") -> bytes:
    return b"\xff\xd8" + b"".join(parts) + end


COLOURS = ((1, 0x22), (2, 0x11), (3, 0x11))


@pytest.mark.parametrize(
    ("parts", "scans", "kind", "bytes_per_pixel"),
    [
        (COLOURS, 1, 0xC0, 4.0), (COLOURS, 1, 0xC1, 4.0), (COLOURS, 3, 0xC0, 4 + 2 * 1.5), (COLOURS, 1, 0xC2, 7.0),
        (((1, 0x11), (2, 0x11), (3, 0x11)), 2, 0xC2, 4 + 2 * 3.0), (((1, 0x21), (2, 0x11), (3, 0x11)), 2, 0xC2, 8.0),
        (((1, 0x11),), 1, 0xC2, 6.0), (((1, 0x11), (2, 0x11), (3, 0x11), (4, 0x11)), 1, 0xC0, 7.0),
        (((1, 0x22), (2, 0x11), (3, 0x11), (4, 0x22)), 1, 0xC2, 7 + 2 * 2.5),
    ],
)  # fmt: skip
def test_what_a_jpeg_takes_while_it_is_decoded(
    parts: Sequence[tuple[int, int]], scans: int, kind: int, bytes_per_pixel: float
) -> None:
    found = jpeg.structure(jpeg_of(frame(*parts, kind=kind), *[scan(*(name for name, _ in parts))] * scans))
    assert found.bytes_per_pixel == bytes_per_pixel
    assert (found.width, found.height, found.frame, found.scans) == (96, 64, kind, scans)


@pytest.mark.parametrize(
    "head",
    [
        frame(*COLOURS, kind=0xC3), frame(*COLOURS, kind=0xC9), frame(), frame(*COLOURS[:2]),
        frame(*COLOURS, (4, 0x11), (5, 0x11)), frame(*COLOURS, count=4), frame((1, 0x11), (1, 0x11), (2, 0x11)),
        frame((1, 0x01)), frame((1, 0x10)), segment(0xC0, bytes(5)), frame(*COLOURS) * 2,
    ],
)  # fmt: skip
def test_a_frame_that_no_browser_opens_is_damaged(head: bytes) -> None:
    assert jpeg.structure(jpeg_of(frame(*COLOURS), scan(1, 2, 3))).scans == 1
    with pytest.raises(DamagedPhoto):
        jpeg.structure(jpeg_of(head, scan(1)))


@pytest.mark.parametrize(
    "broken",
    [
        scan(1) + frame((1, 0x11)), frame((1, 0x11)) + segment(0xDA, b""), frame((1, 0x11)) + segment(0xDA, bytes(5)),
        frame((1, 0x11)) + segment(0xDA, b"\1\1\0\0\x3f\0\0"), b"", frame((1, 0x11)),
        frame((1, 0x11)) + b"\xff\xd8" + scan(1), frame((1, 0x11)) + b"\xff\x01" + scan(1),
        frame((1, 0x11)) + b"\xff\xe5\0\1" + scan(1),
    ],
)  # fmt: skip
def test_scans_and_segments_out_of_place_are_damaged(broken: bytes) -> None:
    with pytest.raises(DamagedPhoto):
        jpeg.structure(jpeg_of(broken))


def test_scans_padding_and_segments_are_counted() -> None:
    one = frame((1, 0x11))
    assert jpeg.structure(jpeg_of(one, *[scan(1)] * 24)).scans == 24
    with pytest.raises(DamagedPhoto, match="scan 25"):
        jpeg.structure(jpeg_of(one, *[scan(1)] * 25))
    assert jpeg.structure(jpeg_of(one, bytes(65_536), scan(1))).scans == 1
    with pytest.raises(DamagedPhoto, match="padding"):
        jpeg.structure(jpeg_of(one, bytes(65_537), scan(1)))
    assert jpeg.structure(jpeg_of(one, scan(1), bytes(70_000))).scans == 1, "the data of a scan are none"
    assert jpeg.structure(jpeg_of(one, *[segment(0xFE)] * 997, scan(1))).scans == 1
    with pytest.raises(DamagedPhoto, match="1000"):
        jpeg.structure(jpeg_of(one, *[segment(0xFE)] * 998, scan(1)))


def test_restart_markers_and_stuffed_bytes_belong_to_a_scan() -> None:
    data = b"".join(b"12\xff" + bytes([mark]) for mark in (0, *range(0xD0, 0xD8))) + b"\xff\xff\xff\0"
    found = jpeg.structure(jpeg_of(frame((1, 0x11)), scan(1), data))
    assert found.scans == 1 and bytes(found.pieces[-1]) == data


def test_what_reaches_the_decoder_is_what_a_picture_needs() -> None:
    kept = [segment(0xE0, b"JFIF\0more"), segment(0xEE, b"Adobe" + bytes(6) + b"\2"), segment(0xC4, b"h"),
            segment(0xDB, b"q"), segment(0xDD, b"r")]  # fmt: skip
    left = [segment(0xE0, b"JFXX\0more"), segment(0xEE, b"Adobe" + bytes(6) + b"\3"), segment(0xEE, b"Adobe\2"),
            segment(0xEE, b"Adobf" + bytes(6) + b"\2"), segment(0xE1, b"Exif\0\0"), segment(0xFE, b"w"),
            segment(0xE2, b"ICC_PROFILE\0")]  # fmt: skip
    one = frame((1, 0x11))
    found = jpeg.structure(jpeg_of(*kept, *left, one, scan(1), b"data"))
    assert b"".join(found.pieces) == jpeg_of(*kept, one, scan(1), b"data", end=b"")


def test_values_of_a_sequential_scan_that_make_no_sense_are_put_right_and_those_of_others_kept() -> None:
    odd = {"first": 5, "last": 6, "bits": 7}
    for kind, wanted in ((0xC0, scan(1)), (0xC1, scan(1)), (0xC2, scan(1, **odd))):
        found = jpeg.structure(jpeg_of(frame((1, 0x11), kind=kind), scan(1, **odd)))
        assert wanted in b"".join(found.pieces)


@pytest.mark.parametrize(
    ("scans", "whole"),
    [
        ((scan(1, last=0), scan(1, first=1)), True), ((scan(1, last=0), scan(1, first=1, last=62)), False),
        ((scan(1, last=0, bits=1), scan(1, first=1)), False), ((scan(1, last=0), scan(1, first=2)), False),
        ((scan(1, last=0, bits=0x10), scan(1, first=1, bits=0x10)), True), ((scan(1, last=200),), True),
        ((scan(1, last=0, bits=1), scan(1, last=0, bits=0x10), scan(1, first=1)), True), ((scan(1, last=0),), False),
    ],
)  # fmt: skip
def test_a_jpeg_without_its_end_is_whole_when_every_bit_of_it_came(scans: Sequence[bytes], whole: bool) -> None:
    found = jpeg.structure(jpeg_of(frame((1, 0x11), kind=0xC2), *scans, end=b""))
    assert (found.ended, found.whole) == (False, whole)
    assert jpeg.structure(jpeg_of(frame((1, 0x11), kind=0xC2), *scans)).ended


def test_every_component_of_a_jpeg_must_come() -> None:
    assert jpeg.structure(jpeg_of(frame(*COLOURS), scan(1, 2, 3), end=b"")).whole
    assert not jpeg.structure(jpeg_of(frame(*COLOURS), scan(1, 3), end=b"")).whole
    assert jpeg.structure(jpeg_of(frame(*COLOURS), scan(1), scan(2, 3), end=b"")).whole


def test_of_several_orientations_in_a_jpeg_the_first_before_the_scan_counts() -> None:
    tags = {turn: segment(0xE1, exif(turn).tobytes()) for turn in (3, 6)}
    one = frame((1, 0x11))
    assert jpeg.structure(jpeg_of(tags[6], tags[3], one, scan(1))).orientation == 6
    assert jpeg.structure(jpeg_of(one, scan(1), tags[3])).orientation == 0
    assert open_photo(PLAIN[:2] + segment(0xE1, b"http" + exif(6).tobytes()) + PLAIN[2:], Settings()).width == 96


def test_zeros_between_a_picture_and_its_end_are_left_out_and_nothing_else_is() -> None:
    whole = open_photo(PLAIN, Settings()).pixels
    for zeros in (1, 2, 700):
        assert np.array_equal(open_photo(PLAIN[:-2] + bytes(zeros) + PLAIN[-2:], Settings()).pixels, whole)
    for surplus in (b"\1" * 40, bytes(40) + b"\1", bytes(20) + b"\1" + bytes(20)):
        with pytest.raises(DamagedPhoto):
            open_photo(PLAIN[:-2] + surplus + PLAIN[-2:], Settings())


@pytest.mark.parametrize("height", [63, 64, 65, 200])
def test_inks_become_colours_in_every_row(height: int) -> None:
    ramp = np.linspace(0, 255, height).astype(np.uint8)[:, None, None]
    inks = np.broadcast_to(ramp, (height, 96, 4)).copy()
    inks[:, :, 3] = 64
    file = encoded(Image.fromarray(inks, "CMYK"), "JPEG", quality=100)
    shown = open_photo(file, Settings()).pixels
    wanted = (255 - inks[:, :, :3].astype(float)) * (255 - 64) / 255
    assert np.abs(shown - wanted).max() <= 6
    marker = file.index(b"\xff\xee")
    length = int.from_bytes(file[marker + 2 : marker + 4], "big")
    plain = open_photo(file[:marker] + file[marker + 2 + length :], Settings()).pixels
    assert np.abs(plain - (inks[:, :, :3].astype(float)) * 64 / 255).max() <= 6, (
        "without Adobe's mark they stand as said"
    )


def test_more_before_a_scan_changes_nothing() -> None:
    assert np.array_equal(
        open_photo(before_scan(PLAIN, segment(0xE9, b"x" * 300)), Settings()).pixels,
        open_photo(PLAIN, Settings()).pixels,
    )


# ---- pixels


def tiff(entries: Sequence[tuple[int, int, int, int]], order: str = ">", count: int | None = None) -> bytes:
    """EXIF without its name: a directory of (tag, kind, number of values, value)."""
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "I", 8)
    return (
        head
        + struct.pack(order + "H", len(entries) if count is None else count)
        + b"".join(struct.pack(order + "HHIHxx", *entry) for entry in entries)
    )


@pytest.mark.parametrize("name", [b"", b"Exif\0\0"])
@pytest.mark.parametrize("order", ["<", ">"])
def test_an_orientation_is_read_in_either_order_of_bytes(order: str, name: bytes) -> None:
    for turn in range(1, 9):
        assert exif_orientation(name + tiff([(0x0112, 3, 1, turn)], order)) == turn
    assert exif_orientation(name + tiff([(0x010F, 2, 1, 5), (0x0112, 3, 1, 8)], order)) == 8
    assert exif_orientation(name + tiff([(0x0112, 3, 1, 8), (0x0112, 3, 1, 3)], order)) == 8


@pytest.mark.parametrize(
    "block",
    [
        b"", b"Exif\0\0",
        b"XX\0*" + tiff([(0x0112, 3, 1, 6)])[4:], tiff([(0x0112, 4, 1, 6)]), tiff([(0x0112, 3, 1, 0)]),
        tiff([(0x0112, 3, 1, 9)]), tiff([(0x0113, 3, 1, 6)]), tiff([(0x0111, 3, 1, 6)]), tiff([]),
        tiff([(0x0112, 3, 1, 6)], count=0), tiff([(0x010F, 3, 1, 6)], count=9), tiff([(0x0112, 3, 1, 6)])[:12],
    ],
)  # fmt: skip
def test_what_names_no_orientation_is_upright(block: bytes) -> None:
    assert exif_orientation(block) == 1


def test_a_sheet_gives_its_rows_back_from_the_top() -> None:
    sheet = Sheet(100, 4096)
    sheet.pixels[:] = 7
    sheet.give_back(0)
    assert sheet.pixels.min() == 7
    sheet.give_back(10)
    assert sheet.pixels[:10].max() == 0 and sheet.pixels[10:].min() == 7
    sheet.pixels[:10] = 9
    sheet.give_back(10)
    sheet.give_back(5)
    assert sheet.pixels[:10].min() == 9, "what was given back once is not again"
    sheet.give_back(60)
    assert sheet.pixels[10:60].max() == 0 and sheet.pixels[60:].min() == 7
    sheet.give_back(100)
    assert sheet.pixels.max() <= 9 and sheet.pixels[10:].max() == 0


def test_less_than_a_page_of_memory_is_not_given_back() -> None:
    sheet = Sheet(4, 4096 // 2, 1)
    sheet.pixels[:] = 7
    sheet.give_back(1)
    assert sheet.pixels.min() == 7
    sheet.give_back(3)
    assert sheet.pixels[:2].max() == 0 and sheet.pixels[2:].min() == 7


@pytest.mark.parametrize("orientation", range(2, 9))
def test_turning_gives_the_old_sheet_back(orientation: int) -> None:
    sheet = Sheet(1_030, 1366)
    sheet.pixels[:] = 200
    assert upright(sheet.pixels, orientation, sheet).min() == 200
    assert sheet.pixels[:1_000].max() == 0


@pytest.mark.parametrize("height", [1, 64, 65, 130])
def test_every_strip_of_a_picture_is_converted(height: int) -> None:
    rgba = np.random.default_rng(3).integers(0, 256, (height, 40, 4), dtype=np.uint8)
    alpha = rgba[:, :, 3:].astype(float)
    wanted = (rgba[:, :, :3] * alpha + 255 * (255 - alpha)) / 255
    assert np.abs(over_white(rgba) - wanted).max() <= 0.51
    assert np.abs(from_pillow(Image.fromarray(rgba)) - wanted).max() <= 0.51
    opaque = rgba.copy()
    opaque[:, :, 3] = 255
    assert np.array_equal(over_white(opaque), rgba[:, :, :3])
    swapped = rgba.copy()
    swap_red_and_blue(swapped)
    assert np.array_equal(swapped, rgba[:, :, [2, 1, 0, 3]])


def test_grey_of_sixteen_bits_keeps_its_high_byte() -> None:
    grey = np.array([[0, 255, 256, 40_000, 65_535]], np.uint16).repeat(70, 0)
    shown = from_pillow(Image.fromarray(grey))
    assert shown.shape == (70, 5, 3) and (shown == (grey >> 8).astype(np.uint8)[:, :, None]).all()
    beyond = Image.fromarray(np.array([[-5, 70_000]], np.int32))
    assert from_pillow(beyond)[0, :, 0].tolist() == [0, 255]


def test_a_picture_as_pillow_holds_it_is_loaded_first() -> None:
    with Image.open(io.BytesIO(encoded(picture(), "PNG"))) as image:
        assert np.array_equal(from_pillow(image), np.asarray(picture()))


@pytest.mark.parametrize("shape", [(40, 41, 3), (41, 40, 3), (40, 40), None])
def test_a_webp_that_decodes_to_another_picture_than_it_says_is_refused(
    shape: tuple[int, ...] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = np.zeros((40, 40, 3), np.uint8)
    picture = io.BytesIO()
    Image.fromarray(whole).save(picture, "WEBP", lossless=True)
    assert webp_format.open_webp(picture.getvalue(), 10**6).shape == (40, 40, 3)
    decoded = None if shape is None else np.zeros(shape, np.uint8)
    monkeypatch.setattr(webp_format.cv2, "imdecode", lambda *_: decoded)
    with pytest.raises(DamagedPhoto):
        webp_format.open_webp(picture.getvalue(), 10**6)
