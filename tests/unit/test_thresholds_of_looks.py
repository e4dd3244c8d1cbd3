"""The thresholds of looks at print and codes, and of reading lists: each is what it was chosen to be."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise

import pytest

from verifier.domain import LicenceStatus, StatementKind
from verifier.image import strike
from verifier.registry import cells

CHOSEN: dict[str, object] = {
    "image.patched.CROP_HEIGHT_PX": 48,
    "image.patched.MIN_HEIGHT_PX": 18.0,
    "image.patched.GROUND_PERCENTILE": 82,
    "image.patched.SMOOTH_PX": 5,
    "image.patched.STEP": 13.0,
    "image.patched.STEP_OVER_NOISE": 3.5,
    "image.patched.PATCH_WIDTH": (0.3, 5.0),
    "image.patched.REST_SHARE": 0.4,
    "image.patched.EDGE_PX": 8,
    "image.patched.OTHER_SIZE": (0.2, 0.35, 2.5),
    "image.patched.OTHER_STRENGTH": 0.45,
    "image.patched.JOINED_PX": 5,
    "image.patched.OTHER_INK": 0.18,
    "image.patched.OTHER_SHARE": 0.0035,
    "image.patched.OTHER_MIN_PX": 40,
    "image.patched.GROUND_SIDE_PX": 41,
    "image.patched.INK_PERCENTILE": 90,
    "image.patched.CONTRAST_MIN": 70.0,
    "image.strike.CROP_HEIGHT_PX": 48,
    "image.strike.GROWTH": 0.15,
    "image.strike.GROUND_SIGMA_PX": 24,
    "image.strike.MAX_GAP_SHARE": 0.14,
    "image.strike.MAX_GAP_PX": 5,
    "image.strike.ROW_MIN_INK": 0.05,
    "image.strike.ALONG_MIN_SHARE": 0.6,
    "image.strike.ALONG_BAND": (0.25, 0.75),
    "image.strike.UNDER_GAP_PX": 3,
    "image.strike.UNDER_PX": 6,
    "image.strike.UNDER_MIN_SHARE": 0.2,
    "image.strike.ALONG_SLOPES": (-0.12, -0.1, -0.08, -0.06, -0.04, -0.02, 0.0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.12),
    "image.strike.ACROSS_MIN_SHARE": 0.95,
    "codes.texture.SEARCHED_MAX_PX": 1600000,
    "codes.texture.EDGE_MIN": 60,
    "codes.texture.DENSITY_SIDE_PX": 11,
    "codes.texture.DENSITY_MIN": 0.4,
    "codes.texture.SIZES": ((14, 0.8), (24, 0.55)),
    "codes.texture.MAX_JUDGED": 10,
    "codes.texture.MAX_PATCHES": 5,
    "codes.texture.SHOWN_SIDE_PX": 200.0,
    "codes.texture.SHOWN_MAX_SIDE_PX": 800.0,
    "codes.texture.REDUCED_BELOW": 0.7,
    "codes.texture.LEVELS_MIN": 0.72,
    "codes.texture.CONTRAST_MIN": 45.0,
    "codes.texture.DARK_SHARE": (0.25, 0.75),
    "codes.texture.STEPS_MIN": 7.0,
    "codes.texture.STEPS_ALIKE": 1.7,
    "codes.texture.SQUARISH": 1.5,
    "codes.texture.LONG": 2.0,
    "codes.texture.LONGEST": 12.0,
    "codes.texture.ROWS": 24,
    "codes.texture.GRID_MODULES": (1.2, 3.5),
    "codes.texture.GRID_FINE": 4,
    "codes.texture.GRID_SHEARS": (-1.0, -0.5, 0.0, 0.5, 1.0),
    "codes.texture.ON_GRID": 0.2,
    "codes.texture.ON_GRID_BOTH": 0.75,
    "codes.texture.ON_GRID_LONG": 0.45,
    "codes.texture.EMPTY_STEPS": 3,
    "codes.texture.EMPTY_SHARE": 0.2,
    "codes.texture.RETAIL_BARS": 31,
    "codes.texture.BARS_MIDDLE": (0.3, 0.7),
    "codes.texture.BARS_SIGMA_PX": 4.0,
    "codes.texture.BARS_ALIKE": 0.75,
    "codes.rims.SIDE_PX": 210.0,
    "codes.rims.ROOM": 0.3,
    "codes.rims.MODULES": (21, 49),
    "codes.rims.PITCHES": 40,
    "codes.rims.FIRST_PX": 4,
    "codes.rims.MIN_EDGES": 10,
    "codes.rims.MIN_ROWS": 4,
    "codes.rims.MIN_SPAN": 0.5,
    "codes.rims.ON_GRID": 0.5,
    "codes.rims.MIN_CONTRAST": 40.0,
    "ocr.far_apart.ALIKE": 1.75,
    "ocr.far_apart.BROKEN_GAP": 0.3,
    "ocr.far_apart.BROKEN_OFF": 0.3,
    "ocr.far_apart.LETTER_ASPECT": 1.3,
    "ocr.far_apart.PITCH": ((1.3, 8.0), (1.3, 5.0)),
    "ocr.far_apart.OFF": 0.35,
    "ocr.far_apart.SLOPE": 0.1,
    "ocr.far_apart.MIN_RUN": (5, 4),
    "ocr.far_apart.EVEN": 1.35,
    "ocr.far_apart.ROOM": 0.6,
    "ocr.far_apart.INK_STEP": 40,
    "ocr.far_apart.MAX_RUNS": 2,
    "ocr.overlooked.LEGIBLE_MIN_PX": 12.0,
    "ocr.overlooked.READ_MIN_PX": 18.0,
    "ocr.overlooked.UNREAD_MIN_SCORE": 0.7,
    "ocr.overlooked.UNREAD_LINES": ((3.0, 0.45), (4.0, 0.5)),
    "ocr.overlooked.LARGE_PX": 24.0,
    "ocr.overlooked.LARGE_UNREAD": (4.0, 0.62),
    "ocr.overlooked.UNREAD_PIECES": 8.0,
    "ocr.overlooked.PIECE_MAX_CONFIDENCE": 0.6,
    "ocr.overlooked.BLOCK_SIDES": 1.5,
    "ocr.overlooked.BLOCK_PRINT": (0.05, 0.35),
    "ocr.overlooked.PIECE_MAX_HEIGHT": 0.5,
    "ocr.overlooked.ACROSS_MIN_LENGTH": 0.3,
    "ocr.overlooked.ACROSS_MIN_SCORE": 0.65,
    "ocr.overlooked.ACROSS_MIN_ASPECT": 2.0,
    "ocr.overlooked.ACROSS_READ_SCORE": 0.55,
    "ocr.overlooked.ACROSS_READ": 0.6,
    "ocr.overlooked.AXIS_STEPS": 33,
    "ocr.overlooked.RING_MIN_SCORE": 0.62,
    "ocr.overlooked.RING_MIN_LETTERS": 4,
    "ocr.overlooked.READ_WELL": 0.8,
    "ocr.overlooked.RING_SCORED": 0.35,
    "ocr.overlooked.RING_READ": 0.6,
    "ocr.overlooked.BEHIND_MIN_SCORE": 0.65,
    "ocr.overlooked.BEHIND_MIN_ASPECT": 1.5,
    "ocr.overlooked.BEHIND_READ": 0.35,
    "ocr.overlooked.BEHIND_READ_SCORE": 0.55,
    "ocr.overlooked.BEHIND_READ_WELL": 0.75,
    "ocr.overlooked.BEHIND_MIN_LETTERS": 4,
    "ocr.overlooked.BEHIND_OVERLAP": 1.5,
    "ocr.overlooked.BEHIND_HEIGHTS": 1.6,
    "ocr.doubts.MAX_DOUBTS": 6,
    "ocr.doubts.MAX_GARBLED_FIRMS": 3,
    "ocr.doubts.MAX_LATIN_FIRMS": 2,
    "ocr.doubts.LOOSE_MARGIN": 0.06,
    "ocr.doubts.LOW_MARGIN": -0.1,
    "ocr.doubts.END_MARGIN": 0.5,
    "ocr.doubts.ISSUER_CHARACTERS": 5,
    "ocr.doubts.SETTLEABLE_MIN_CONFIDENCE": 0.8,
    "ocr.further_looks.FOREIGN_MAX_CONFIDENCE": 0.86,
    "ocr.further_looks.FOREIGN_MIN_ASPECT": 1.4,
    "ocr.further_looks.MAX_FOREIGN": 8,
    "ocr.further_looks.FOREIGN_SURE": 0.75,
    "ocr.further_looks.FOREIGN_MIN_LETTERS": 3,
    "ocr.further_looks.UPRIGHT_DEGREES": 100.0,
    "ocr.further_looks.SCRIPT_CONFIDENCE": 0.68,
    "ocr.further_looks.SCRIPT_MIN_SCORE": 0.72,
    "ocr.further_looks.SCRIPT_MIN_ASPECT": 4.5,
    "ocr.further_looks.SCRIPT_LETTERS": 8,
    "ocr.further_looks.SCRIPT_LATIN": 0.7,
    "ocr.further_looks.SCRIPT_SEEN": 0.4,
    "ocr.further_looks.WIDENED_MAX_CONFIDENCE": 0.75,
    "ocr.further_looks.WIDENED_MIN_PX": 28.0,
    "ocr.further_looks.WIDENED_MAX_ASPECT": 5.0,
    "ocr.further_looks.MAX_WIDENED": 2,
    "ocr.further_looks.WIDENED_PX": 40,
    "ocr.further_looks.WIDENINGS": (2, 3),
    "ocr.further_looks.MAX_WIDENED_PX": 1600,
    "ocr.further_looks.WIDENED_SURE": 0.8,
    "ocr.further_looks.WIDENED_MARGIN": 0.15,
    "ocr.further_looks.AGAIN_CONFIDENCES": (0.6, 0.98),
    "ocr.further_looks.MAX_AGAIN": 8,
    "ocr.further_looks.AGAIN_SURE": 0.7,
    "ocr.further_looks.AGAIN_MAX_LOSS": 0.1,
    "ocr.further_looks.MAX_BARE_NUMBERS": 6,
    "ocr.further_looks.GARBLED_MIN_PX": 24.0,
    "ocr.further_looks.GARBLED_MIN_SCORE": 0.75,
    "ocr.further_looks.GARBLED_MIN_ASPECT": 5.0,
    "ocr.further_looks.GARBLED_CONFIDENCES": (0.5, 0.85),
    "ocr.further_looks.GARBLED_LETTERS": 10,
    "ocr.further_looks.GARBLED_SHARE": 0.7,
    "ocr.further_looks.GARBLED_REACH": 1.0,
    "ocr.struck.MIN_CONFIDENCE": 0.5,
    "extract.figures.FLOOR": 0.1,
    "extract.figures.SYMBOLS": 11,
    "extract.figures.MIN_SHARED": 0.5,
    "extract.figures.MOST_NUMBER_FIGURES": 5,
    "extract.payloads.MAX_LINES": 40,
    "extract.payloads.MAX_LINE_LETTERS": 400,
    "extract.payloads._CARDS": (
        "begin:vcard",
        "mecard:",
        "wifi:",
        "begin:vevent",
        "geo:",
        "tel:",
        "sms",
        "mailto:",
        "matmsg:",
    ),
    "extract.goods.MIN_LETTERS": 4,
    "extract.print_lines.NEXT_LINE_HEIGHTS": 0.9,
    "extract.print_lines.NEXT_COLUMN_HEIGHTS": 6.0,
    "extract.blocks.SYLLABLE_LETTERS": (2, 6),
    "registry.remarks._TYPES": ("ท", "น", "ส", "นค"),
    "registry.doubts.MAX_MONTH_FIRST": 0.01,
    "registry.doubts.MIN_EXCHANGED": 5,
    "registry.columns.REQUIRED": ("licence", "standard", "holder"),
    "registry.columns.EXCHANGEABLE": (("licence", "standard"), ("licence", "holder"), ("standard", "holder")),
    "registry.columns.MIN_SWAPPED_SHARE": 0.9,
    "registry.columns.MAX_IN_PLACE_SHARE": 0.1,
    "registry.licence_rows.IN_WORDS": ("holder", "holder_en", "product", "trade_mark", "factory"),
    "registry.licence_rows.HEADINGS_OF_A_TABLE": 2,
    "registry.importer.SAMPLE_ROWS": 200,
    "registry.importer.DAYS": ("issued", "suspended_from", "suspended_to"),
    "registry.day_cells.MONTHS": 12,
    "domain.listing.FIRST_MADE_UP": 99901,
    "names.second.MAX_WORDS": 40,
}
"""Written out a second time: who changes one looks at what rests on it."""


@pytest.mark.parametrize("name", CHOSEN)
def test_a_threshold_is_what_it_was_chosen_to_be(name: str) -> None:
    module, _, constant = name.rpartition(".")
    assert getattr(import_module(f"verifier.{module}"), constant) == CHOSEN[name]


def test_strokes_across_are_looked_for_from_half_a_right_angle_to_nearly_upright_both_ways() -> None:
    slopes = strike.ACROSS_SLOPES
    assert sorted(slopes) == sorted(-slope for slope in slopes)
    rising = sorted(slope for slope in slopes if slope > 0)
    assert (len(rising), rising[0], round(rising[-1], 2)) == (34, 0.55, 6.97)
    assert {round(b / a, 3) for a, b in pairwise(rising)} == {1.08}


def test_states_and_words_of_lists_that_are_not_in_force_are_these() -> None:
    assert set(cells.ENDED) == {LicenceStatus.SUSPENDED, LicenceStatus.CANCELLED, LicenceStatus.REVOKED}
    assert set(cells.NOT_IN_FORCE) == {
        *(StatementKind.DENIED, StatementKind.COMPARED),
        *(StatementKind.PENDING, StatementKind.EXPIRED),
    }


@pytest.mark.parametrize("cell", ["", "-", "–", "—", "n/a", "na", "null", "none", "nan", "N/A", "NULL"])
def test_cells_that_say_nothing_are_empty(cell: str) -> None:
    assert cells.is_empty(cell)


@pytest.mark.parametrize("cell", ["0", "--", "no", "x", ".", "n", "ไม่มี"])
def test_cells_that_say_little_are_not_empty(cell: str) -> None:
    assert not cells.is_empty(cell)
