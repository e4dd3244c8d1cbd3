"""Asking a benchmark what it does must not start it."""

import pytest

from bench.__main__ import known, main


@pytest.mark.parametrize("name", known())
def test_help_tells_and_runs_nothing(name, capsys, monkeypatch):
    monkeypatch.setattr(f"bench.{name}.main", lambda arguments: pytest.fail("it ran"))
    assert main([name, "--help"]) == 0
    assert f"python -m bench {name}" in capsys.readouterr().out


def test_help_without_a_name_lists_all(capsys):
    assert main(["--help"]) == 0
    assert ", ".join(known()) in capsys.readouterr().out
