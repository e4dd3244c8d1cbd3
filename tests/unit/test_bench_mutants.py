"""The bench of mutants: faults are put where they are said to be, tests that notice are told from those that do not."""

from __future__ import annotations

import ast
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

from bench import mutants
from bench.mutation import judgement
from bench.mutation.mutant import Mutant
from bench.mutation.operators import alternatives, near, of_python
from bench.mutation.tables import of_rulebook, of_words
from bench.mutation.trial import Outcome

ROOT = Path(__file__).resolve().parents[2]
SOURCE = '''"""A module."""

import re

LIMIT = 0.5
ROLES = frozenset({"ผู้ผลิต", "ผู้นำเข้า", "ผู้ขาย"})
_LEAD = re.compile(r"ผู้รับ(?:ใบ)?อนุญาต|licen[cs]ee|(?:made|sold) by")
_WORDS = "lot model type tel"


def judged(share: float, name: str, *, sure: bool = True) -> str | None:
    """Judges."""
    if share >= LIMIT and sure and name in ROLES:
        return swapped(share, name)
    found = [c for c in name if c != " "]
    found.append(name)
    return None
'''


def python(kind: str) -> set[str]:
    """What the lines with a fault of this kind say."""
    source = SOURCE.encode()
    return {mutant.changed(source)[1] for mutant in of_python("x.py", source) if mutant.kind == kind}


def test_every_kind_of_fault_is_put_into_python() -> None:
    assert python("comparison") >= {
        "if ((share) > (LIMIT)) and sure and name in ROLES:",
        "if share >= LIMIT and sure and ((name) not in (ROLES)):",
        'found = [c for c in name if ((c) == (" "))]'.replace('"', "'"),
    }
    assert python("operand") == {
        "if (sure and name in ROLES):",
        "if (share >= LIMIT and name in ROLES):",
        "if (share >= LIMIT and sure):",
    }
    assert python("negation") == {"if (not (share >= LIMIT and sure and (name in ROLES))):"}
    assert python("filter") == {"found = [c for c in name if True]"}
    assert python("number") == {"LIMIT = 0.25", "LIMIT = 0.75"}
    assert python("truth") == {"def judged(share: float, name: str, *, sure: bool = False) -> str | None:"}
    assert python("return") == {"return None", "return None\nif share >= LIMIT and sure and name in ROLES:"}
    assert python("arguments") == {"return swapped(name, share)"}
    assert python("statement") == {"pass"}
    assert len(python("entry")) == 3 and "ROLES = frozenset({'ผู้ผลิต', 'ผู้ขาย'})" in python("entry")
    assert python("alternative") >= {
        '_LEAD = re.compile(r"licen[cs]ee|(?:made|sold) by")',
        '_LEAD = re.compile(r"ผู้รับ(?:ใบ)?อนุญาต|licen[cs]ee|(?:sold) by")',
        '_WORDS = "lot model tel"',
    }


def test_alternatives_are_found_at_their_depth() -> None:
    def cut(pattern: str) -> set[str]:
        literal = f'r"{pattern}"'
        return {(literal[:start] + literal[end:])[2:-1] for start, end in alternatives(literal)}

    assert cut(r"(?:a|b(?P<x>c|d)|[|)]\|e)") == {
        r"(?:b(?P<x>c|d)|[|)]\|e)", r"(?:a|[|)]\|e)", r"(?:a|b(?P<x>c|d))", r"(?:a|b(?P<x>d)|[|)]\|e)",
        r"(?:a|b(?P<x>c)|[|)]\|e)",
    }  # fmt: skip
    assert cut("a|(?i:b|c)|d") == {"(?i:b|c)|d", "a|d", "a|(?i:b|c)", "a|(?i:c)|d", "a|(?i:b)|d"}
    assert cut("|") == cut("a") == cut("") == set()


def test_thresholds_move_to_either_side() -> None:
    assert list(near(0.96)) == [0.48, 0.98] and list(near(3.0)) == [1.5, 6.0] and list(near(0.3)) == [0.15, 0.6]


BOOK = """[[finding]]
code = "a.b"
outcome = "unknown"
when = "x"
required = false

[[finding]]
code = "c.d"
outcome = "warn"
when = "y"

[[finding]]
code = "e.f"
outcome = "fail"
when = "z"
"""


def test_flags_and_outcomes_of_the_rulebook_are_turned() -> None:
    made = [tomllib.loads(m.applied(BOOK.encode()).decode())["finding"] for m in of_rulebook("b", BOOK.encode())]
    told = [[(row["outcome"], row.get("required", True)) for row in rows] for rows in made]
    a, c, e = ("unknown", False), ("warn", True), ("fail", True)
    assert told == [
        [("pass", False), c, e],
        [("unknown", True), c, e],
        [a, ("pass", True), e],
        [a, ("warn", False), e],
        [a, c, ("unknown", True)],
    ]


def test_words_and_numbers_of_a_table_are_taken_away_and_changed() -> None:
    table = 'least = 0.96\n[rows]\nwords = [\n  "ไม่", "not",\n  "ห้าม",\n]\nadvice = ["x", "y"]\n"0" = "o"\n'
    made = [tomllib.loads(m.applied(table.encode()).decode()) for m in of_words("t", table.encode())]
    assert [rows["rows"]["words"] for rows in made[:3]] == [["not", "ห้าม"], ["ไม่", "ห้าม"], ["ไม่", "not"]]
    assert [rows["least"] for rows in made[3:5]] == [0.48, 0.98]
    assert "0" not in made[5]["rows"] and len(made) == 6


@pytest.fixture(scope="module")
def all_of() -> list[Mutant]:
    return judgement.mutants(ROOT)


def test_every_fault_of_the_judgement_can_be_read_and_changes_something(all_of: list[Mutant]) -> None:
    sources = {file: (ROOT / file).read_bytes() for file in judgement.files(ROOT)}
    assert len(all_of) > 5_000 and len({mutant.kind for mutant in all_of}) == 14
    idle = {file for file in sources if file.endswith(("/__init__.py", "/url.py"))}
    assert {mutant.file for mutant in all_of} - idle == set(sources) - idle
    for mutant in all_of[::23]:
        source = sources[mutant.file]
        faulty = mutant.applied(source)
        assert faulty != source
        ast.parse(faulty) if mutant.file.endswith(".py") else tomllib.loads(faulty.decode())


def test_the_tests_that_are_asked_are_there() -> None:
    asked = {test for tests in judgement.files(ROOT).values() for test in tests}
    assert [test for test in asked if not (ROOT / test).is_file()] == []
    assert [pattern for pattern in judgement.HELD_BY if not list(ROOT.glob(pattern))] == []


def test_equal_seeds_draw_equal_faults_of_every_kind_in_turn(all_of: list[Mutant]) -> None:
    first, again, other = (list(mutants.in_turn(all_of, seed))[:140] for seed in (1, 1, 2))
    assert first == again != other
    kinds = [mutant.kind for mutant in first]
    assert all(kinds.count(kind) == 10 for kind in set(kinds)) and len(set(kinds)) == 14
    only = list(mutants.in_turn(all_of, 1, "verifier/rules"))
    assert only and {mutant.file.startswith("verifier/rules") for mutant in only} == {True}


def outcome(what: str, number: int) -> Outcome:
    return Outcome(Mutant("number", "verifier/rules/case.py", number, number + 1, "x"), what, "", 1.0)


def test_it_fails_when_too_many_survive_or_none_was_tried(capsys: pytest.CaptureFixture[str]) -> None:
    killed = [outcome("killed", number) for number in range(100)]
    survived = [outcome("survived", number) for number in range(100)]
    assert mutants.report(killed[:92] + survived[:8]) == 0
    assert mutants.report(killed[:91] + survived[:9]) == 1
    assert mutants.report(killed[:5] + survived[:1]) == 0 and mutants.report(killed[:3] + survived[:3]) == 1
    assert mutants.report([]) == 1
    printed = capsys.readouterr().out
    assert "verifier/rules/case.py:1: number" in printed and "nobody has said yet" in printed
    assert "faults that no test notices: 8 of 100 = 8.00 %" in printed


def test_what_is_said_of_survivors_is_said_of_faults_that_can_be_made(all_of: list[Mutant]) -> None:
    sources = {file: (ROOT / file).read_bytes() for file in judgement.files(ROOT)}
    made = {(mutant.file, *mutant.changed(sources[mutant.file])) for mutant in all_of}
    assert [key for key in mutants.known() if key not in made] == []


TRIAL = """
import sys
from pathlib import Path
from bench.mutation import judgement, trial
from bench.mutation.mutant import Mutant
from bench.mutation.operators import of_python

judgement.HELD_BY = {"thing.py": ("test_thing.py",)}
root, home = Path(sys.argv[1]), Path(sys.argv[2])
workshop = trial.Workshop(root, home)
source = (root / "thing.py").read_bytes()
for mutant in of_python("thing.py", source):
    if mutant.kind in ("comparison", "number"):
        print(workshop.tried(mutant).what, mutant.changed(source)[1])
broken = Mutant("number", "thing.py", 0, 0, "1 = 2\\n")
print(workshop.tried(broken).what)
endless = Mutant("number", "thing.py", len(source), len(source), "\\nwhile True:\\n    pass\\n")
trial.PROCESSOR_SECONDS = 3
print(workshop.tried(endless).what)
assert (home / "thing.py").read_bytes() == source == (root / "thing.py").read_bytes()
"""


def test_a_fault_is_tried_in_a_copy_and_taken_out_again(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "thing.py").write_text("LIMIT = 4\n\n\ndef high(x):\n    return x > LIMIT\n")
    test = "from thing import high\n\n\ndef test_it():\n    assert high(6) and not high(1)\n"
    (root / "test_thing.py").write_text(test)
    (root / "pytest.ini").write_text("[pytest]\nmarkers =\n    slow: minutes\n")
    subprocess.run(["git", "init", "-q", "."], cwd=root, check=True)
    command = [sys.executable, "-c", textwrap.dedent(TRIAL), str(root), str(tmp_path / "home")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "survived LIMIT = 3",
        "survived LIMIT = 5",
        "survived return ((x) >= (LIMIT))",
        "killed return ((x) <= (LIMIT))",
        "stillborn",
        "killed",
    ]


@pytest.mark.slow
def test_the_quick_mode_tries_a_few_and_prints_them() -> None:
    command = [sys.executable, "-m", "bench", "mutants", "--mutants=4", "--only=verifier/rules/verdict"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "faults that no test notices" in done.stdout and "of 4 =" in done.stdout, done.stdout + done.stderr
