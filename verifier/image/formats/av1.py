"""The size in an AV1 image item and how many frames it holds (AV1 Bitstream Specification, sections 5.3 to 5.5)."""

from __future__ import annotations

from verifier.errors import DamagedPhoto

MAX_UNITS = 5_000
"""Most OBUs of one item; a still picture has about three."""
SEQUENCE_HEADER, FRAME_HEADER, FRAME = 1, 3, 6


class Bits:
    """Reads bits from the most significant on. Raises DamagedPhoto past the end."""

    def __init__(self, data: bytes) -> None:
        self._number, self._left = int.from_bytes(data, "big"), 8 * len(data)

    def take(self, count: int) -> int:
        """The next `count` bits as a number."""
        self._left -= count
        if self._left < 0:
            raise DamagedPhoto("a sequence header ends early")
        return self._number >> self._left & ((1 << count) - 1)

    def skip_uvlc(self) -> None:
        """Passes over a number of variable length (section 4.10.3); with 32 zeros before it, it has no bits."""
        zeros = 0
        while not self.take(1):
            zeros += 1
        if zeros < 32:
            self.take(zeros)


def measure(payload: bytes) -> tuple[tuple[int, int], int]:
    """The largest width and height that a sequence header names, and the number of frames. Raises DamagedPhoto."""
    position, frames, sizes = 0, 0, []
    for _ in range(MAX_UNITS):
        if position >= len(payload):
            break
        head = payload[position]
        kind, extended, sized = head >> 3 & 15, bool(head & 4), bool(head & 2)
        position += 2 if extended else 1
        length = len(payload) - position
        if sized:
            length, position = _leb128(payload, position)
        if kind == SEQUENCE_HEADER:
            sizes.append(_size(Bits(payload[position : position + min(length, 64)])))
        frames += kind in (FRAME, FRAME_HEADER)
        position += length
    else:
        raise DamagedPhoto(f"more than {MAX_UNITS} units")
    if position > len(payload) or not sizes or not frames:
        raise DamagedPhoto("AV1 data end early")
    return max(sizes, key=lambda size: size[0] * size[1]), frames


def _leb128(data: bytes, position: int) -> tuple[int, int]:
    """A number of variable length and the place behind it (section 4.10.5)."""
    value = 0
    for i in range(8):
        if position + i >= len(data):
            break
        value |= (data[position + i] & 0x7F) << 7 * i
        if not data[position + i] & 0x80:
            return value, position + i + 1
    raise DamagedPhoto("a length that does not end")


def _size(bits: Bits) -> tuple[int, int]:
    """Width and height of a sequence header (section 5.5.1)."""
    bits.take(4)  # profile, still picture
    if bits.take(1):  # reduced header of a still picture
        bits.take(5)
    else:
        _operating_points(bits)
    widths, heights = bits.take(4) + 1, bits.take(4) + 1
    return bits.take(widths) + 1, bits.take(heights) + 1


def _operating_points(bits: Bits) -> None:
    model, delay_bits = 0, 0
    if bits.take(1):  # timing
        bits.take(64)
        if bits.take(1):
            bits.skip_uvlc()
        model = bits.take(1)
        if model:
            delay_bits = bits.take(5) + 1
            bits.take(32 + 10)
    delays = bits.take(1)
    for _ in range(bits.take(5) + 1):
        bits.take(12)
        if bits.take(5) > 7:
            bits.take(1)
        if model and bits.take(1):
            bits.take(2 * delay_bits + 1)
        if delays and bits.take(1):
            bits.take(4)
