"""Quick modes of the benchmarks of list, names and product tables: floors held, n and intervals printed."""

from __future__ import annotations

import importlib
import random
import re
from collections import Counter
from itertools import cycle

import pytest

from bench import check, names, registry
from bench.__main__ import known
from bench.firms import drawn_forgeries, latin
from bench.reading_errors import measured
from verifier.names.match import NameMatch
from verifier.ocr.doubts import MAX_DOUBTS
from verifier.registry.queries import SqlRegistry


def test_what_is_offered_can_be_run() -> None:
    assert {"names", "verdict"} <= set(known())
    assert [name for name in known() if not hasattr(importlib.import_module(f"bench.{name}"), "main")] == []


def test_the_benchmark_of_names_holds_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert names.main(["--quick"]) == 0
    printed = capsys.readouterr().out
    assert "print of 18 px and more: 300 names" in printed and "print under 18 px: 300 names" in printed
    for outcome in ("right", "wrong", "abstained"):
        shares = rf"linked, {outcome}: [0-9]+ of 300 = [0-9.]+ % \(95 %: [0-9.]+–[0-9.]+\)"
        assert len(re.findall(shares, printed)) == 2


def test_drawn_names_true_and_forged_get_the_same_looks() -> None:
    """Of more lines of firms than `MAX_DOUBTS` the last ones are read once: no kind of names may always come last."""
    rng, forgeries = random.Random(1), cycle(drawn_forgeries.FORGERIES)
    photos = [drawn_forgeries.mixed(forgeries, rng) for _ in range(5)]
    assert all(len(kinds) <= MAX_DOUBTS for kinds in photos)
    assert Counter(kind for kinds in photos for kind in kinds) == {
        "true": 15,
        **dict.fromkeys(drawn_forgeries.FORGERIES, 3),
    }
    assert len({kinds.index("true") for kinds in photos}) > 1


def test_a_replaced_reader_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "fingerprint", lambda: "0" * 16)
    assert "STALE" in measured.readers()


def test_a_link_to_the_wrong_firm_fails_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "linked", lambda world, one: "another firm")
    monkeypatch.setattr(names, "_best", lambda world, one: NameMatch(None, 0.0, 0.0, ambiguous=False))
    assert names.main(["--quick"]) == 1


def test_names_that_never_lead_anywhere_fail_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "linked", lambda world, one: None)
    assert names.main(["--quick"]) == 1
    monkeypatch.undo()
    monkeypatch.setattr(latin, "linked", lambda world, one: None)
    assert names.main(["--quick", "--latin"]) == 1


def test_the_benchmark_of_product_tables_loses_no_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["--quick"]) == 0
    assert re.search(r"[0-9,]+ rows a minute as measured", capsys.readouterr().out)


def test_the_benchmark_of_the_list_fails_with_a_failing_look_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(self: object, number: object) -> None:
        raise LookupError(number)

    monkeypatch.setattr(registry, "_look_ups", lambda opened, drawn: 0.0)
    monkeypatch.setattr(registry, "_in_postgres", lambda opened, drawn: None)
    monkeypatch.setattr(registry, "SWAPS", 2)
    monkeypatch.setattr(SqlRegistry, "by_licence", broken)
    assert registry.main(["--quick"]) == 1
    assert "floors: NOT met" in capsys.readouterr().out


def test_the_benchmark_of_the_list_runs_and_names_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert registry.main(["--quick"]) == 0
    printed = capsys.readouterr().out
    for kind in ("licence number", "QR id", "standard + holder", "trade mark", "near misses"):
        assert re.search(rf"^{re.escape(kind)}: median [0-9.]+ ms, p99 [0-9.]+ ms .*n=[0-9]+", printed, re.MULTILINE)
    assert "0 of" in printed and "20 times" in printed
