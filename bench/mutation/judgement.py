"""What the judgement consists of, and which tests hold which part of it, the quickest first."""

from __future__ import annotations

from pathlib import Path

from bench.mutation.mutant import Mutant, read
from bench.mutation.operators import of_python
from bench.mutation.tables import of_rulebook, of_words

RULES = ("test_rules", "test_rules_verdict", "test_rules_codes", "test_rules_mark_likeness")
NUMBERS = ("test_numbers", "test_thai")
NAMES = ("test_names", "test_names_forgery", "test_names_distance", "test_names_transliteration")
FIELDS = ("test_extract_fields", "test_extract_confidence", "test_extract_certificates")
SAID = ("test_extract_statements", "test_extract_words")
CLAIM = ("test_extract_claim",)
LINKS = ("test_links_target",)
LOOK_UP = ("test_lookup",)
DOOR = ("test_image_decode",)
CHALLENGE = ("test_challenge",)

HELD_BY: dict[str, tuple[str, ...]] = {
    "verifier/rules/*.py": RULES,
    "verifier/data/rulebook.toml": RULES,
    "verifier/extract/claim.py": CLAIM,
    "verifier/extract/fields.py": FIELDS,
    "verifier/extract/candidates.py": FIELDS,
    "verifier/extract/confidence.py": FIELDS,
    "verifier/extract/certificates.py": FIELDS,
    "verifier/data/confidence.toml": FIELDS,
    "verifier/extract/statements.py": SAID,
    "verifier/extract/words.py": SAID,
    "verifier/data/statement_words.toml": SAID,
    "verifier/numbers/*.py": NUMBERS,
    "verifier/thai.py": NUMBERS,
    "verifier/names/match.py": NAMES,
    "verifier/names/forgery.py": NAMES,
    "verifier/names/calibration.py": NAMES,
    "verifier/names/confusions.py": NAMES,
    "verifier/names/parse.py": NAMES,
    "verifier/links/*.py": LINKS,
    "verifier/data/official_links.toml": LINKS,
    "verifier/registry/lookup.py": LOOK_UP,
    "verifier/challenge.py": CHALLENGE,
    "verifier/image/decode.py": DOOR,
    "verifier/image/formats/*.py": DOOR,
}
"""Files of the judgement, and the unit tests that are asked first."""
NOT_JUDGING = ("verifier/rules/document.py", "verifier/rules/rule.py")
PROPERTIES = ("test_judgement_properties", "test_target_properties", "test_fields_properties", "test_forged_names")
OTHERS = (*RULES, *LOOK_UP, *CLAIM, *FIELDS, *SAID, *LINKS, *NUMBERS, *NAMES, *CHALLENGE)


def files(root: Path) -> dict[str, tuple[str, ...]]:
    """The files of the judgement, each with the unit tests that are asked first."""
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


def stages(root: Path, file: str) -> list[list[str]]:
    """The tests that are asked about a fault in a file: its own first, then those of the whole judgement."""
    first = files(root)[file]
    rest = [name for name in OTHERS if name not in first]
    units, properties = "tests/unit/{}.py", "tests/properties/{}.py"
    own = [units.format(name) for name in first]
    wide = [] if first == DOOR else [*(units.format(n) for n in rest), *(properties.format(n) for n in PROPERTIES)]
    door = ["tests/faults/test_hostile_photos.py"] if first == DOOR else []
    asked = [own, [*wide, *door]]
    return [kept for tests in asked if (kept := [test for test in tests if (root / test).exists()])]
