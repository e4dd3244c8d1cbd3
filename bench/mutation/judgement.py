"""What the judgement consists of, and which tests hold which part of it, the quickest first."""

from __future__ import annotations

from pathlib import Path

from bench.mutation.mutant import Mutant, read
from bench.mutation.operators import of_python
from bench.mutation.tables import of_rulebook, of_words

UNIT, PROPERTIES, FAULTS = "tests/unit/test_", "tests/properties/test_", "tests/faults/test_"


def _units(*names: str) -> tuple[str, ...]:
    return tuple(f"{UNIT}{name}.py" for name in names)


RULES = (
    *(f"{UNIT}{name}.py" for name in ("rules_verdict", "rules_sides", "rules", "rules_codes", "rules_statements")),
    f"{UNIT}thresholds.py",
    *(f"{UNIT}rules_lies.py", f"{UNIT}making.py"),
    *(f"{UNIT}rules_mark_likeness.py", f"{FAULTS}lying_list.py", f"{UNIT}words_that_decide.py", f"{UNIT}lookup.py"),
    f"{UNIT}messages.py",
    f"{PROPERTIES}judgement_properties.py",
)
NUMBERS = (
    *(f"{UNIT}numbers.py", f"{UNIT}thai.py", f"{UNIT}thresholds.py", f"{UNIT}links_target.py"),
    *(f"{UNIT}extract_fields.py", f"{UNIT}rules.py", f"{PROPERTIES}numbers_properties.py"),
)
NAMES = (
    *(f"{UNIT}names_forgery.py", f"{UNIT}names_distance.py", f"{UNIT}thresholds.py", f"{UNIT}names.py"),
    *(f"{FAULTS}lying_list.py", f"{UNIT}rules.py", f"{UNIT}lookup.py", f"{PROPERTIES}forged_names.py"),
)
FIELDS = (
    *(
        f"{UNIT}extract_support.py",
        f"{UNIT}extract_fields.py",
        f"{UNIT}extract_confidence.py",
        f"{UNIT}extract_certificates.py",
    ),
    *(f"{UNIT}thresholds.py", f"{UNIT}extract_statements.py", f"{PROPERTIES}fields_properties.py"),
)
SAID = (
    *(f"{UNIT}words_that_decide.py", f"{UNIT}extract_unexplained.py", f"{UNIT}extract_statements.py"),
    *(f"{UNIT}challenge.py", f"{UNIT}thresholds.py"),
)
LABEL_WORDS = tuple(
    f"{UNIT}{name}.py"
    for name in (
        "thresholds",
        "extract_unexplained",
        "words_asked_quickly",
        "false_goods",
        "label_lists",
        "label_words",
        "further_looks",
    )
)
CLAIM = (f"{UNIT}extract_claim.py", f"{UNIT}thresholds.py", f"{UNIT}extract_certificates.py")
LINKS = (
    f"{UNIT}links_target.py",
    f"{UNIT}words_that_decide.py",
    f"{UNIT}rules_codes.py",
    f"{UNIT}thresholds.py",
    f"{PROPERTIES}target_properties.py",
)
LOOK_UP = (f"{UNIT}lookup.py", f"{FAULTS}lying_list.py", f"{UNIT}rules.py", f"{UNIT}thresholds.py")
CHALLENGE = tuple(
    f"{UNIT}{name}.py" for name in ("challenge_seen", "challenge_looks", "challenge_bounds", "thresholds", "challenge")
)
DOOR = (
    *(f"{UNIT}image_{name}.py" for name in ("av1_size", "boxes", "walks", "decode")),
    f"{UNIT}thresholds.py",
    f"{FAULTS}hostile_photos.py",
)
BLOCKS = _units(
    "extract_blocks", "print_lines", "thresholds", "thresholds_of_looks", "extract_statements", "extract_certificates"
)
GOODS = _units("extract_goods", "thresholds_of_looks", "rules_sides", "false_goods")
LISTED = (
    *_units("thresholds_of_looks", "list_columns", "day_cells", "remarks", "tables", "importer"),
    *_units("lists_that_must_hold", "days"),
    *(f"{FAULTS}dirty_tables.py", f"{FAULTS}list_faults.py"),
)
UNREAD_CODES = _units("codes_unread", "codes_patterns", "thresholds", "thresholds_of_looks", "challenge_looks", "codes")
FAR_APART = _units(
    "ocr_far_apart", "ocr_set_apart", "thresholds", "thresholds_of_looks", "challenge_looks", "challenge_bounds"
)
CHANGED = _units(
    "image_patched", "image_strike", "ocr_struck", "thresholds", "thresholds_of_looks", "challenge_bounds", "challenge"
)
INKS = _units("thresholds_of_looks", "ocr_ink_bounds", "ocr_covered", "ocr_ink")
FURTHER_LOOKS = (
    *_units("further_looks", "ocr_overlooked", "thresholds", "thresholds_of_looks", "ocr_derived"),
    *_units("false_goods", "challenge_looks"),
)
IN_DOUBT = (
    *_units("ocr_doubts", "extract_fields", "thresholds", "thresholds_of_looks", "ocr_derived"),
    *(f"{FAULTS}reading_faults.py", f"{PROPERTIES}fields_properties.py"),
)

SMALLER_PRINT = _units("ocr_smaller_print_bounds", "ocr_smaller_print", "thresholds_of_looks", "challenge_bounds")
QUALIFIED = _units("extract_qualified_bounds", "extract_qualified", "thresholds", "extract_statements")
PATTERNS = _units("codes_patterns_bounds", "codes_patterns", "thresholds_of_shapes", "codes_unread")
WORD_BEFORE = _units("abbreviation", "thresholds_of_looks", "thresholds_of_shapes")
OTHER_READERS = _units("ocr_second_opinion", "challenge_looks", "thresholds_of_shapes", "challenge_bounds", "challenge")

HELD_BY: dict[str, tuple[str, ...]] = {
    "verifier/rules/*.py": RULES,
    "verifier/rules/categories.py": (*_units("extract_goods"), *RULES),
    "verifier/rules/making.py": (f"{UNIT}making.py", *(test for test in RULES if "making" not in test)),
    "verifier/rules/scope.py": _units("voltages", "thresholds", "rules_sides", "rules"),
    "verifier/data/rulebook.toml": RULES,
    "verifier/extract/claim.py": CLAIM,
    "verifier/extract/fields.py": FIELDS,
    "verifier/extract/may_stand.py": FIELDS,
    "verifier/extract/support.py": FIELDS,
    "verifier/extract/candidates.py": FIELDS,
    "verifier/extract/confidence.py": FIELDS,
    "verifier/extract/certificates.py": FIELDS,
    "verifier/data/confidence.toml": FIELDS,
    "verifier/extract/statements.py": (*SAID, *_units("told_again", "thresholds_of_looks", "extract_blocks")),
    "verifier/extract/announced.py": SAID,
    "verifier/extract/false_goods.py": (f"{UNIT}false_goods.py", *LABEL_WORDS),
    "verifier/extract/label_words.py": (*_units("label_lines"), *LABEL_WORDS),
    "verifier/extract/parting.py": (*_units("parting", "thresholds_of_looks"), *LABEL_WORDS),
    "verifier/extract/company.py": (*_units("parting"), *LABEL_WORDS),
    "verifier/extract/weight.py": (*_units("weight", "told_again"), *SAID),
    "verifier/extract/word_places.py": (*_units("word_places"), *LABEL_WORDS),
    "verifier/extract/label_vocabulary.py": (*_units("label_vocabulary"), *LABEL_WORDS),
    "verifier/extract/making.py": _units("making", "words_of_goods_and_lists"),
    "verifier/extract/unknown.py": (*SAID, *_units("told_again", "weight", "thresholds_of_looks")),
    "verifier/extract/unexplained.py": (*_units("unexplained_bounds", "thresholds_of_looks"), *SAID),
    "verifier/extract/words.py": (*_units("unexplained_bounds"), *SAID),
    "verifier/extract/statement_words.py": SAID,
    "verifier/extract/harmless.py": (*_units("unexplained_bounds"), *SAID),
    "verifier/extract/excuses.py": (*_units("excuses"), *SAID),
    "verifier/extract/wrapped.py": (*_units("wrapped_names", "thresholds_of_looks", "extract_fields"), *SAID),
    "verifier/extract/affirms.py": _units("affirms", "thresholds_of_shapes", "unexplained_bounds"),
    "verifier/extract/prescribed.py": _units("prescribed", "thresholds_of_shapes", "further_looks"),
    "verifier/extract/label_data.py": _units("label_data", "unexplained_bounds", "extract_unexplained"),
    "verifier/extract/same_words.py": _units("same_words", "prescribed", "unexplained_bounds", "extract_unexplained"),
    "verifier/extract/plain_lines.py": _units("plain_lines", "weight", "label_lines", "label_lists"),
    "verifier/extract/qualified.py": QUALIFIED,
    "verifier/extract/ratings.py": _units("voltages", "extract_statements"),
    "verifier/extract/abbreviation.py": WORD_BEFORE,
    "verifier/extract/blocks.py": BLOCKS,
    "verifier/extract/print_lines.py": BLOCKS,
    "verifier/extract/figures.py": _units("extract_figures", "thresholds_of_looks", "extract_confidence"),
    "verifier/extract/goods.py": GOODS,
    "verifier/extract/payloads.py": _units("extract_payloads", "thresholds_of_looks"),
    "verifier/data/categories.toml": (*_units("words_of_goods_and_lists"), *GOODS),
    "verifier/data/making_words.toml": _units("words_of_goods_and_lists", "making"),
    "verifier/data/statement_words.toml": SAID,
    "verifier/data/affirming_words.toml": _units("affirms"),
    "verifier/data/label_words.toml": (*_units("words_that_decide"), *LABEL_WORDS),
    "verifier/numbers/*.py": NUMBERS,
    "verifier/numbers/voltages.py": _units("voltages", "thresholds_of_shapes"),
    "verifier/thai.py": NUMBERS,
    "verifier/names/match.py": NAMES,
    "verifier/names/forgery.py": NAMES,
    "verifier/names/distance.py": NAMES,
    "verifier/names/second.py": (*_units("false_goods", "thresholds_of_looks"), *NAMES),
    "verifier/names/calibration.py": NAMES,
    "verifier/names/confusions.py": NAMES,
    "verifier/names/parse.py": (*NAMES, *_units("wrapped_names")),
    "verifier/links/*.py": LINKS,
    "verifier/data/official_links.toml": LINKS,
    "verifier/registry/lookup.py": LOOK_UP,
    "verifier/registry/cells.py": LISTED,
    "verifier/registry/columns.py": LISTED,
    "verifier/registry/day_cells.py": LISTED,
    "verifier/registry/doubts.py": LISTED,
    "verifier/registry/importer.py": LISTED,
    "verifier/registry/licence_rows.py": LISTED,
    "verifier/registry/remarks.py": LISTED,
    "verifier/data/list_words.toml": (*_units("words_of_goods_and_lists"), *LISTED),
    "verifier/days.py": (*_units("days"), *LISTED),
    "verifier/domain/claim.py": (*CLAIM, *RULES),
    "verifier/domain/judgement.py": RULES,
    "verifier/domain/sight.py": (*_units("framing"), *CLAIM, *RULES),
    "verifier/domain/geometry.py": (*_units("domain_geometry"), *CLAIM),
    "verifier/domain/listing.py": (*_units("thresholds_of_looks"), *LOOK_UP),
    "verifier/challenge.py": CHALLENGE,
    "verifier/framing.py": _units("framing_bounds", "framing", "thresholds_of_shapes"),
    "verifier/codes/patterns.py": PATTERNS,
    "verifier/codes/rims.py": UNREAD_CODES,
    "verifier/codes/texture.py": UNREAD_CODES,
    "verifier/codes/unread.py": UNREAD_CODES,
    "verifier/detect/signs.py": _units("thresholds_of_looks", "detect_signs", "detect_signs_bounds"),
    "verifier/ocr/abbreviation.py": WORD_BEFORE,
    "verifier/ocr/bent.py": _units("ocr_bent", "thresholds_of_shapes", "further_looks"),
    "verifier/ocr/closed_shapes.py": _units("ocr_shapes", "ocr_set_apart", "thresholds_of_shapes", "ocr_far_apart"),
    "verifier/ocr/columns.py": INKS,
    "verifier/ocr/covered.py": _units("thresholds_of_looks", "ocr_covered", "ocr_ink"),
    "verifier/ocr/derived.py": _units(
        "ocr_derived_bounds", "ocr_derived", "thresholds_of_shapes", "ocr_ink_bounds", "ocr_ink"
    ),
    "verifier/ocr/doubts.py": IN_DOUBT,
    "verifier/ocr/far_apart.py": FAR_APART,
    "verifier/ocr/further_looks.py": FURTHER_LOOKS,
    "verifier/ocr/known_print.py": (*_units("challenge_seen"), *CHALLENGE),
    "verifier/ocr/leaders.py": _units("leaders", "thresholds_of_looks"),
    "verifier/ocr/letter_runs.py": _units("ocr_shapes", "ocr_set_apart", "thresholds_of_shapes", "ocr_far_apart"),
    "verifier/ocr/loose_signs.py": INKS,
    "verifier/ocr/overlooked.py": FURTHER_LOOKS,
    "verifier/ocr/seals.py": INKS,
    "verifier/ocr/seams.py": _units("seams", "thresholds_of_looks"),
    "verifier/ocr/second_opinion.py": OTHER_READERS,
    "verifier/ocr/set_apart*.py": FAR_APART,
    "verifier/ocr/smaller_print.py": SMALLER_PRINT,
    "verifier/ocr/struck.py": CHANGED,
    "verifier/ocr/struck_codes.py": INKS,
    "verifier/ocr/told_again.py": _units("told_again", "thresholds_of_looks"),
    "verifier/image/inks.py": (*_units("image_inks"), *INKS, *_units("detect_signs")),
    "verifier/image/patched.py": CHANGED,
    "verifier/image/strike.py": CHANGED,
    "verifier/image/decode.py": DOOR,
    "verifier/image/formats/*.py": DOOR,
}
"""Files of the judgement, and the tests that are asked about a fault in them, the quickest first."""
NOT_JUDGING = ("verifier/rules/document.py", "verifier/rules/rule.py")


def files(root: Path) -> dict[str, tuple[str, ...]]:
    """The files of the judgement, each with the tests that are asked about it."""
    found = {
        str(path.relative_to(root)): tests for pattern, tests in HELD_BY.items() for path in sorted(root.glob(pattern))
    }
    return {file: tests for file, tests in found.items() if file not in NOT_JUDGING}


def mutants(root: Path) -> list[Mutant]:
    """Every fault that can be put into the judgement, in the order of its files."""
    found: list[Mutant] = []
    for file in files(root):
        make = of_python if file.endswith(".py") else of_rulebook if file.endswith("rulebook.toml") else of_words
        found += make(file, read(root, file))
    return found
