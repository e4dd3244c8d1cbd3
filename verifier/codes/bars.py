"""Which bar codes are believed: of bars of a pixel or two decoders make other digits, which fit the check digit.

A bar code that was read too small, or on too few scan lines, is cut out of the photo, enlarged and sharpened, and is
believed when two looks agree on it. Right or none: docs/explanation/codes.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from verifier.codes.decoder import Decoder, Wanted, look_with
from verifier.codes.window import Greys, Window, around, sharpened
from verifier.domain import Code

BAR_CODES = frozenset(Wanted.BARS.value)
CHECK_DIGIT_ALONE = frozenset({"EAN13", "EAN8", "UPCA", "UPCE"})
"""Bar codes whose one check digit lets a tenth of all misreadings through."""
MIN_ASPECT = 0.1
"""Height over width that the scan lines which agree on a code of CHECK_DIGIT_ALONE must span."""
SURE_WIDTH_PX = 400
"""Width from which on a bar code that was read in a picture needs no confirming: four pixels for each module of an
EAN-13."""
LOOKS = ((2.5, 700, 0.75), (2.0, 600, 1.5))
"""Looks that confirm a bar code: how far the photo is enlarged, the width in pixels that the code gets at most, and the
sigma, in photo pixels, of the unsharp mask: one for sharp print, one for blurred print."""
REACH = 0.65
"""Half the side of the square that is cut out round a bar code to confirm it, in widths of the code."""
MAX_CUT_OUTS_PX = 6_000_000
"""Pixels of all cut-outs that confirm bar codes of one photo."""


def sure(code: Code, scale: float) -> bool:
    """Whether a code counts at once that was read in a copy of the photo at that scale, or a larger one."""
    if code.symbology not in BAR_CODES:
        return True
    return not _thin(code) and scale * code.quad.width >= SURE_WIDTH_PX


def confirmed(greys: Greys, decoders: Sequence[Decoder], codes: Iterable[Code]) -> Iterator[Code]:
    """Those of the codes, in photo pixels, on which two looks agree.

    These are the look that gave the code and the next one that sees any, or both closer ones.
    """
    left = MAX_CUT_OUTS_PX
    for code in codes:
        width, seen = max(code.quad.width, code.quad.height, 1.0), [code]
        for enlargement, widest_px, sigma in LOOKS:
            scale = min(enlargement, widest_px / width)
            window = around(greys, code.quad.centre, REACH * width, scale)
            left -= window.grey.size
            if left < 0:
                return
            closer = _seen(sharpened(window, sigma * scale), decoders, seen[-1].payload)
            if agreed := [bars for bars in closer if bars.payload == seen[-1].payload]:
                yield code if agreed[0].payload == code.payload and not _thin(code) else agreed[0]
                break
            seen += closer


def _seen(window: Window, decoders: Sequence[Decoder], payload: str) -> list[Code]:
    """The bar codes of a window, in photo pixels: those along its rows alone where `payload` is among them.

    Most bar codes lie along the rows, and to look every way takes three times as long.
    """
    seen: list[Code] = []
    for every_way in (False, True):
        look = look_with(decoders, window.grey, Wanted.BARS, reduced=False, inverted=every_way, columns=every_way)
        seen = [window.code(code) for code in look.codes if not _thin(code)]
        if any(code.payload == payload for code in seen):
            break
    return seen


def _thin(code: Code) -> bool:
    """Whether a bar code that a check digit alone holds was read on too few scan lines."""
    return code.symbology in CHECK_DIGIT_ALONE and code.quad.height < MIN_ASPECT * code.quad.width
