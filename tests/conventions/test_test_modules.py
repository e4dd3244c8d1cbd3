"""pytest imports test modules by their bare name, so two of one name stop the whole run: each name stands once."""

from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


def test_no_two_test_modules_bear_one_name():
    names = Counter(path.name for path in TESTS.rglob("test_*.py"))
    assert "test_test_modules.py" in names
    assert [name for name, times in names.items() if times > 1] == []
