"""The size in AV1 data, written bit by bit as the specification has it (sections 4.10, 5.3 to 5.5)."""

from __future__ import annotations

import pytest

from verifier.errors import DamagedPhoto
from verifier.image.formats import av1

WIDTH, HEIGHT = 4_000, 2_000
SEQUENCE, TEMPORAL, FRAME_HEADER, TILES, METADATA, FRAME, PADDING = 1, 2, 3, 4, 5, 6, 15
SIDES = f"{11:04b}{10:04b}{WIDTH - 1:012b}{HEIGHT - 1:011b}"
"""frame_width_bits_minus_1, frame_height_bits_minus_1, and the two sides less one in 12 and 11 bits."""
POINT = f"{0:012b}{7:05b}"
"""An operating point of a level that has no tier."""
REDUCED = f"{0:03b}" + "1" + "1" + f"{8:05b}"
"""Profile 0, a still picture, its reduced header, a level."""


def whole(*, timing: str = "0", delays: str = "0", points: tuple[str, ...] = (POINT,), sides: str = SIDES) -> str:
    """A header that is not reduced: profile, no still picture, timing, display delays, operating points, sides."""
    return f"{0:03b}" + "0" + "0" + timing + delays + f"{len(points) - 1:05b}" + "".join(points) + sides


def packed(bits: str) -> bytes:
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def length_of(count: int, at_least: int = 1) -> bytes:
    """A length in the form leb128, in as many bytes as are asked for."""
    parts = [count >> 7 * k & 0x7F for k in range(max(at_least, (count.bit_length() + 6) // 7))]
    return bytes([*(part | 0x80 for part in parts[:-1]), parts[-1]])


def unit(kind: int, body: bytes = b"", *, extended: bool = False, length: bytes | None = None) -> bytes:
    """One OBU with its length; `extended`: with the byte for layers behind its header."""
    head = bytes([kind << 3 | extended << 2 | 2]) + (b"\x00" if extended else b"")
    return head + (length_of(len(body)) if length is None else length) + body


PICTURE = unit(FRAME, b"\x10\x20")


def size_of(bits: str) -> tuple[int, int]:
    size, frames = av1.measure(unit(SEQUENCE, packed(bits)) + PICTURE)
    assert frames == 1
    return size


INTERVAL = f"{1:064b}" + "0"
"""Units in a tick and time scale, and no equal interval."""
MODEL = "1" + f"{4:05b}" + f"{9:032b}{0:05b}{0:05b}"
"""A decoder's model whose delays have five bits."""


@pytest.mark.parametrize(
    "bits",
    [
        REDUCED + SIDES,
        whole(),
        whole(points=(POINT,) * 3),
        whole(points=(f"{5:012b}{8:05b}1",)),
        whole(points=(f"{5:012b}{31:05b}0", POINT)),
        whole(timing="1" + INTERVAL + "0"),
        whole(timing="1" + f"{1:064b}" + "1" + "1" + "0"),
        whole(timing="1" + f"{1:064b}" + "1" + "0001" + "101" + "0"),
        whole(timing="1" + f"{1:064b}" + "1" + "0" * 31 + "1" + "1" * 31 + "0"),
        whole(timing="1" + f"{1:064b}" + "1" + "0" * 32 + "1" + "0"),
        whole(timing="1" + f"{1:064b}" + "1" + "0" * 40 + "1" + "0"),
        whole(timing="1" + INTERVAL + MODEL, points=(POINT + "0",)),
        whole(timing="1" + INTERVAL + MODEL, points=(POINT + "1" + "1" * 11, POINT + "0")),
        whole(timing="1" + INTERVAL + MODEL, points=(f"{5:012b}{8:05b}1" + "1" + "0" * 11,)),
        whole(delays="1", points=(POINT + "0",)),
        whole(delays="1", points=(POINT + "1" + "1010", POINT + "0")),
        whole(timing="1" + INTERVAL + MODEL, delays="1", points=(POINT + "1" + "0" * 11 + "1" + "0110",)),
    ],
    ids=[
        "reduced", "no extras", "three points", "a tier", "the other tier", "timing", "equal interval of one",
        "equal interval of several bits", "the longest interval", "an interval of 32 zeros, which has no bits",
        "an interval of 40 zeros", "a model unused", "a model used", "a model and a tier", "delays unused",
        "delays used", "a model and delays",
    ],
)  # fmt: skip
def test_the_size_stands_where_the_specification_has_it(bits: str) -> None:
    assert size_of(bits) == (WIDTH, HEIGHT)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 65_536), (65_536, 3), (96, 64)])
def test_sides_are_of_as_many_bits_as_are_said(width: int, height: int) -> None:
    across, down = max(1, (width - 1).bit_length()), max(1, (height - 1).bit_length())
    sides = f"{across - 1:04b}{down - 1:04b}{width - 1:0{across}b}{height - 1:0{down}b}"
    assert size_of(REDUCED + sides) == (width, height)


def test_a_header_may_end_with_its_last_bit_and_not_before() -> None:
    side = f"{8:04b}{8:04b}{299:09b}{199:09b}"
    bits = REDUCED + side
    bits = bits + "0" * (-len(bits) % 8)
    exact = whole(sides=f"{8:04b}{7:04b}{299:09b}{199:08b}")
    assert len(exact) % 8 == 6
    assert size_of(bits) == (300, 200)
    to_the_bit = whole(sides=f"{9:04b}{8:04b}{299:010b}{199:09b}")
    assert len(to_the_bit) % 8 == 0 and size_of(to_the_bit) == (300, 200)
    with pytest.raises(DamagedPhoto, match="ends early"):
        size_of(to_the_bit[:-8])


def test_of_several_headers_the_largest_picture_counts() -> None:
    small, wide = (REDUCED + f"{15:04b}{15:04b}{w - 1:016b}{h - 1:016b}" for w, h in ((300, 200), (9_000, 7)))
    sequences = [unit(SEQUENCE, packed(bits)) for bits in (small, REDUCED + SIDES, wide)]
    for order in (sequences, sequences[::-1]):
        assert av1.measure(b"".join(order) + PICTURE)[0] == (WIDTH, HEIGHT)


@pytest.mark.parametrize(
    ("kinds", "frames"),
    [
        ((FRAME,), 1), ((FRAME_HEADER,), 1), ((FRAME_HEADER, TILES), 1), ((FRAME, FRAME, FRAME_HEADER), 3),
        ((TEMPORAL, FRAME, METADATA, PADDING), 1),
    ],
)  # fmt: skip
def test_frames_are_counted_with_their_headers_and_nothing_else_is(kinds: tuple[int, ...], frames: int) -> None:
    head = unit(SEQUENCE, packed(REDUCED + SIDES))
    for extended in (False, True):
        parts = b"".join(unit(kind, b"\x10", extended=extended) for kind in kinds)
        assert av1.measure(head + parts) == ((WIDTH, HEIGHT), frames)


def test_the_last_unit_may_come_without_its_length() -> None:
    head, body = unit(SEQUENCE, packed(REDUCED + SIDES)), b"\x10" * 9
    assert av1.measure(head + bytes([FRAME << 3]) + body) == ((WIDTH, HEIGHT), 1)
    assert av1.measure(PICTURE + bytes([SEQUENCE << 3]) + packed(REDUCED + SIDES)) == ((WIDTH, HEIGHT), 1)
    assert av1.measure(PICTURE + bytes([SEQUENCE << 3 | 4, 0]) + packed(REDUCED + SIDES)) == ((WIDTH, HEIGHT), 1)


@pytest.mark.parametrize("count", [1, 127, 128, 300, 20_000])
@pytest.mark.parametrize("at_least", [1, 3, 8])
def test_lengths_are_of_seven_bits_a_byte_and_of_eight_bytes_at_most(count: int, at_least: int) -> None:
    head = unit(SEQUENCE, packed(REDUCED + SIDES))
    long = unit(METADATA, bytes(count), length=length_of(count, at_least))
    assert av1.measure(head + long + PICTURE) == ((WIDTH, HEIGHT), 1)
    with pytest.raises(DamagedPhoto, match="does not end"):
        av1.measure(head + unit(METADATA, bytes(count), length=length_of(count, 9)) + PICTURE)


def test_what_is_cut_is_damaged() -> None:
    head = unit(SEQUENCE, packed(REDUCED + SIDES))
    assert av1.measure(head + PICTURE)
    for cut in (head, PICTURE, (head + PICTURE)[:-1], head + PICTURE + b"\x7a\x05", b"", head + PICTURE + b"\x7a"):
        with pytest.raises(DamagedPhoto):
            av1.measure(cut)


def test_a_header_is_read_within_its_own_length() -> None:
    short = unit(SEQUENCE, packed(REDUCED + SIDES)[:4])
    with pytest.raises(DamagedPhoto):
        av1.measure(short + packed(REDUCED + SIDES)[4:] + PICTURE)


def test_a_header_has_sixty_four_bytes_at_most() -> None:
    assert size_of(whole(points=(POINT,) * 27)) == (WIDTH, HEIGHT)
    with pytest.raises(DamagedPhoto):
        size_of(whole(points=(POINT,) * 32))


def test_an_item_has_fewer_than_five_thousand_units() -> None:
    head = unit(SEQUENCE, packed(REDUCED + SIDES)) + PICTURE
    assert av1.measure(head + unit(PADDING) * 4_997) == ((WIDTH, HEIGHT), 1)
    with pytest.raises(DamagedPhoto, match="units"):
        av1.measure(head + unit(PADDING) * 4_998)
