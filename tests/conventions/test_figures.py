"""Figures that a document quotes are those of the code: whoever changes a constant is told which sentence says it.

A row of a module: the document, its sentence with `{}` for each figure, and what the figures must be, as an expression
over the module's names. Line breaks do not count. A figure may be written out (`six`) or grouped (`25,000`).
"""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import astuple
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITTEN_OUT = {"once": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
READING, MARK, CODES, EYES = (f"docs/explanation/{name}.md" for name in ("reading", "mark", "codes", "eyes"))
EYES_TH = "docs/explanation/eyes.th.md"
PAGE, LIST, SYNC, SERVICE = (
    f"docs/how-to/{name}.md"
    for name in ("use-the-page", "build-a-list", "sync-from-the-public-page", "run-the-service")
)
API, CLI, BENCH, FORMAT, EVALUATE, REGISTRY = (
    f"docs/reference/{name}.md" for name in ("api", "cli", "benchmarks", "list-format", "evaluate", "registry")
)
DETECTOR, READER = "models/detector.md", "models/reader.md"
ADR_11 = "docs/adr/0011-postgresql-beside-the-file.md"
ADR_14 = "docs/adr/0014-a-name-counts-when-no-letter-is-likely-another.md"

QUOTES = {
    "verifier.extract.confidence": [
        (READING, "A standard is accepted from {} %, a licence", "100 * accepted_from('standard')"),
        (READING, "one in ๐–๙ from {} %", "100 * accepted_from('thai_digits')"),
        (READING, "contested is accepted from {} % on", "100 * accepted_from('contested')"),
        (READING, "a licence from {} %, a holder", "100 * accepted_from('licence')"),
        (READING, "a holder from {} % on", "100 * accepted_from('holder')"),
        (
            READER,
            "{} standard, {} where it is in ๐–๙, {} where it is contested, {} licence, {} firm",
            "fitted('confidence')['accepted_from'].values()",
        ),
    ],
    "verifier.ocr.windows": [
        (READING, "a window of {} × {} mark sizes", "WINDOW_WIDTH, WINDOW_HEIGHT"),
        (READING, "so that the mark is about {} px wide", "ANCHOR_SIDE_PX"),
        (READING, "at most {} megapixels", "MAX_WINDOWS_PX / 1e6"),
        (DETECTOR, "with the mark {} px wide", "ANCHOR_SIDE_PX"),
    ],
    "verifier.ocr.linenet": [
        (READING, "shown every line {} times as wide", "STRETCHES[0]"),
        (READING, "less than {} times as likely", "WHOLE_NUMBER_ODDS"),
        (READER, "each line {} times as wide as it is; what stays in doubt also {} and {} times", "STRETCHES"),
        (READER, "on {} px high grey lines", "INPUT_HEIGHT_PX"),
        (READER, "in 7 of 8 bits ([why](#seven-bits)), {} KiB", "len(MODEL.read()) / 1024"),
    ],
    "verifier.ocr.tesseract": [
        (READING, "of {} px and more.", "TesseractReader.minimum_height_px"),
    ],
    "verifier.ocr.line_detector": [
        (DETECTOR, "is enlarged {} and cut at {}", "ENLARGED, fitted('line_detector')['core_levels'][0]"),
    ],
    "verifier.finder.first_pass": [
        (MARK, "reduced to {} px, goes through", "LONG_SIDE_PX"),
    ],
    "verifier.detect.marks": [
        (MARK, "Looks from {} and {} times as far", "SEARCH.downscales"),
        (MARK, "make the score; {} and more makes a mark", "SCORE.threshold"),
        (DETECTOR, "at each peak of {} and more", "SEARCH.min_peak_score"),
        (DETECTOR, "(`another`: {} is taken from the sum", "-SCORE.another_logit"),
        (DETECTOR, "on a place of {} px and more, {} is taken", "SCORE.no_fit_min_side_px, -SCORE.no_fit_logit"),
        (DETECTOR, "(a deviation under {})", "SCORE.no_fit_min_contrast"),
        (DETECTOR, "A mark is what scores **{}** or more", "SCORE.threshold"),
        (EYES, "A mark counts from a score of {}", "SCORE.threshold"),
        (EYES_TH, "นับเป็นเครื่องหมายเมื่อคะแนนตั้งแต่ {}", "SCORE.threshold"),
    ],
    "verifier.rules.marks": [
        (MARK, "Rules ask for {} before a `fail`", "SURE"),
    ],
    "verifier.finder.net": [
        (DETECTOR, "`verifier/weights/detector.onnx`, {} bytes", "len(MODEL.read())"),
        (DETECTOR, "SHA-256 `{}`", "MODEL.sha256"),
        (DETECTOR, "{} planes of H/4×W/4 cells", "PLANES"),
    ],
    "verifier.codes.cascade": [
        (CODES, "half or quarter of at most {} megapixels", "SEARCHED_MAX_PX / 1e6"),
        (CODES, "one of at most {} for DataMatrix", "SMALL_PHOTO_MAX_PX / 1e6"),
        (CODES, "share a budget of {} million pixels", "MAX_CUT_OUTS_PX / 1e6"),
    ],
    "verifier.names.forgery": [
        (ADR_14, "one name in {}: set", "1 / FORGED_SHARE"),
        (ADR_14, "From 1 in {} on", "round(1 / MAX_FORGED_ODDS, -2)"),
    ],
    "verifier.image.quality": [
        (
            PAGE,
            "brightness under {} or over {} of 255",
            "(lambda l: (l.least_brightness, l.most_brightness))(DEFAULT_LIMITS)",
        ),
        (PAGE, "Laplacian under {}, at {} px", "DEFAULT_LIMITS.least_sharpness, SMALL_SIDE"),
        (PAGE, "over {} % of the picture in burnt-out", "100 * DEFAULT_LIMITS.most_glare"),
        (PAGE, "of grey less than {} apart", "DEFAULT_LIMITS.least_contrast"),
    ],
    "api.page.retake": [
        (PAGE, "within {} % of the edge", "100 * EDGE"),
        (PAGE, "lower than {} px, or marks than {} px", "SMALL_PRINT, SMALL_MARK"),
    ],
    "verifier.settings": [
        (PAGE, "Up to {} photos", "Settings().max_photos"),
        (API, "1 to {} files", "Settings().max_photos"),
        (SERVICE, "at least every {} days", "Settings().list_max_age_days"),
        (CLI, "All photos (1 to {})", "Settings().max_photos"),
        (LIST, "than {} days (`MOKCHECK_LIST_MAX_AGE_DAYS`)", "Settings().list_max_age_days"),
    ],
    "api.page.assets": [
        (
            PAGE,
            "reduced on the phone to {} px",
            "int((STATIC / 'shots.js').read_text('utf-8').split('LONG_SIDE = ')[1][:4])",
        ),
    ],
    "api.auth": [
        (
            API,
            "at most {} at once without a key, {} for consumers, {} for retailers",
            "[allowance(scope, Settings()).numbers for scope in Scope][:3]",
        ),
        (
            API,
            "| `inspector` | `MOKCHECK_RATE_INSPECTOR`, {} | ten times that | {} | {} | yes |",
            "astuple(allowance(Scope.INSPECTOR, Settings()))[:3]",
        ),
        (
            API,
            "| `retailer` | `MOKCHECK_RATE_RETAILER`, {} | ten times that | {} | {} | no |",
            "astuple(allowance(Scope.RETAILER, Settings()))[:3]",
        ),
        (
            API,
            "| `consumer` | `MOKCHECK_RATE_CONSUMER`, {} | ten times that | {} | {} | no |",
            "astuple(allowance(Scope.CONSUMER, Settings()))[:3]",
        ),
        (
            API,
            "| none | `MOKCHECK_RATE_ANONYMOUS`, {} | ten times that | {} | {} | no |",
            "astuple(allowance(Scope.ANONYMOUS, Settings()))[:3]",
        ),
    ],
    "api.jobs": [
        (API, "`http.job_lost` within {} seconds", "STALE_S"),
    ],
    "api.rates": [
        (SERVICE, "each for {} minutes", "2 * WINDOW_S / 60"),
    ],
    "verifier.cli.check": [
        (CLI, "one a processor, at most {}", "MAX_WORKERS"),
    ],
    "verifier.registry.builder": [
        (LIST, "lose more than {} % of its licences", "100 * MAX_LOST_SHARE"),
        (REGISTRY, "lost more than {} % of its licences", "100 * MAX_LOST_SHARE"),
    ],
    "verifier.registry.postgres": [
        (LIST, "The last {} lists", "KEPT_LISTS"),
        (ADR_11, "The last {} stay", "KEPT_LISTS"),
    ],
    "verifier.registry.schema": [
        (FORMAT, "`user_version` {}, opened", "VERSION"),
        (FORMAT, "application id `{}`", "f'0x{APPLICATION_ID:X}'"),
    ],
    "verifier.registry.importer": [
        (FORMAT, "% of the first {} rows", "SAMPLE_ROWS"),
    ],
    "verifier.days": [
        (FORMAT, "years from {} are Buddhist", "BUDDHIST_YEARS.start"),
    ],
    "verifier.registry.fetch": [
        (
            SYNC,
            "silent for {} seconds is tried {} times",
            "default(PoliteClient, 'timeout_s'), default(PoliteClient, 'tries')",
        ),
        (SYNC, "more than {} MB, no table", "default(PoliteClient, 'max_bytes') / 1e6"),
    ],
    "verifier.evaluation.evaluate": [
        (EVALUATE, "its side is {} to {} of the true one", "SIDES"),
        (EVALUATE, "under {}, {}–31, {}–47, {} px and more", "[BANDS[0][2], *(low for _, low, _ in BANDS[1:])]"),
    ],
    "bench.registry": [
        (BENCH, "p99 of a look-up over {} ms, build over {} s", "SLOWEST_LOOK_UP_MS, LONGEST_BUILD_S"),
    ],
    "bench.verdict": [
        (BENCH, "more than {} % of the honest labels `conflicts`", "100 * MOST_WRONG_CONFLICTS"),
    ],
    "bench.names": [
        (BENCH, "more than {} % of the links are wrong", "100 * MOST_WRONG_LINKS"),
    ],
    "bench.load": [
        (BENCH, "offered {} times what it can bear", "OVERLOAD"),
    ],
    "verifier.registry.holder_index": [
        (BENCH, "up to {}; of a standard with more", "MAX_COMPARED_HOLDERS"),
    ],
    "bench.drawn_lines.damage": [
        (EYES, "| faint | less than {} of 255", "LEAST_CONTRAST"),
        (EYES, "cuts off more than {} % of the line's height", "100 * MOST_SHAVED"),
        (EYES, "together over {} % of the contrast", "100 * MOST_NOISE"),
        (EYES, "with a quality under {} of 100", "LEAST_QUALITY"),
        (EYES_TH, "หมึกกับพื้นต่างกันไม่ถึง {} จาก 255 ระดับ", "LEAST_CONTRAST"),
        (EYES_TH, "กรอบตัดบรรทัดเกิน {} % ของความสูง", "100 * MOST_SHAVED"),
        (EYES_TH, "รวมกันเกิน {} % ของความต่างสี", "100 * MOST_NOISE"),
        (EYES_TH, "คุณภาพต่ำกว่า {} จาก 100", "LEAST_QUALITY"),
    ],
    "verifier.registry.columns": [(FORMAT, "at least {} % of the first", "100 * MIN_SWAPPED_SHARE")],
}


def quoted(text: str, sentence: str) -> list[str]:
    """The figures that stand in the text where the sentence has `{}`; an empty list when it does not say so."""
    pattern = r"\s+".join(map(re.escape, sentence.split())).replace(r"\{\}", r"([\w.,]*\w)")
    found = re.search(pattern, text)
    return list(found.groups()) if found else []


def meant(module: str, expression: str) -> Iterator[float | str]:
    """What the figures must be."""
    value = eval(expression, {"astuple": astuple, "default": default, **vars(import_module(module))})
    return iter([value] if isinstance(value, int | float | str) else value)


def default(function: Callable[..., object], name: str) -> object:
    return inspect.signature(function).parameters[name].default


def number(figure: str) -> float:
    return float(WRITTEN_OUT.get(figure) or figure.replace(",", ""))


@pytest.mark.parametrize(
    ("module", "document", "sentence", "expression"),
    [(module, *row) for module, rows in QUOTES.items() for row in rows],
    ids=lambda cell: cell[-40:],
)
def test_a_figure_in_a_document_is_that_of_the_code(module, document, sentence, expression):
    figures, values = quoted((ROOT / document).read_text("utf-8"), sentence), list(meant(module, expression))
    assert figures, f"{document} does not say {sentence!r} any more: change its row with it"
    assert len(figures) == len(values)
    for figure, value in zip(figures, values, strict=True):
        says = f"{document}: {sentence!r} says {figure}; {module}: {expression} is {value}"
        assert figure == value if isinstance(value, str) else number(figure) == pytest.approx(value, rel=1e-3), says


def test_another_figure_would_be_noticed():
    assert quoted("from 97 % on, a window of\n  10 × 8 sizes", "window of {} × {} sizes") == ["10", "8"]
    assert quoted("from 97 % on", "from {} % off") == []
    assert [*map(number, ("1,280", "six", "0.98"))] == [1280, 6, 0.98]
    assert list(meant("verifier.settings", "Settings().max_photos")) == [6]
