"""The seam of the decoders: what one look at a picture is asked for, and what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from verifier.domain import Code, Pixels
from verifier.domain.geometry import Quad

_QR = ("QRCode",)
_BARS = ("EAN13", "EAN8", "UPCA", "UPCE", "Code128", "DataBarOmni")
_MATRIX = ("DataMatrix",)
_RARE = ("DataMatrix", "Aztec", "PDF417", "MaxiCode", "Code39", "Code93", "MicroQRCode", "RMQRCode")


class Wanted(Enum):
    """Which symbologies to look for, by the names that `Code` gives them.

    Never wanted: Codabar and ITF, which have no checksum. `RARE` are for those alone who look for what speaks against a
    label: Code 39 has no checksum either, and that of Micro QR is so short that noise reads as a number.
    """

    ALL = _QR + _BARS + _MATRIX
    RETAIL = _QR + _BARS
    QR = _QR
    BARS = _BARS
    MATRIX = _MATRIX
    RARE = _RARE


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a picture gave: codes, and the quads of QR codes that are there but could not be read."""

    codes: tuple[Code, ...]
    illegible: tuple[Quad, ...] = ()


class Decoder(Protocol):
    """Reads the codes of a grey picture. Holds no state between calls; safe in threads."""

    version: str
    searches: bool
    """Whether it can search a whole photo and tells of QR codes that it sees and cannot read. A decoder that does not
    is shown small cut-outs of codes that others saw and could not read."""

    def look(
        self,
        grey: Pixels,
        wanted: Wanted = Wanted.ALL,
        *,
        reduced: bool = True,
        inverted: bool = True,
        columns: bool = True,
        global_threshold: bool = False,
    ) -> Look:
        """One look at an H×W uint8 grey picture; quads in its pixels, clockwise from the code's own top-left.

        `reduced` and `inverted` also try such copies; `columns`: bar codes also down the picture, not only along it.
        `global_threshold` takes one black point for the whole picture instead of local ones, which suits a small
        cut-out. A decoder that has no such choice looks in its one way. Raises EngineFailed.
        """
        ...


def look_with(decoders: Sequence[Decoder], grey: Pixels, wanted: Wanted, **how: bool) -> Look:
    """What several decoders see in one picture, one after the other; `how` as `Decoder.look`. Raises EngineFailed."""
    looks = [decoder.look(grey, wanted, **how) for decoder in decoders]
    return Look(tuple(c for look in looks for c in look.codes), tuple(q for look in looks for q in look.illegible))
