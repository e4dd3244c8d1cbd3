"""The benchmark of the judgement: its quick mode holds its floors, and it can fail."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from bench import verdict as benchmark
from bench.reading_errors.errors import read
from bench.worlds.latin_lies import LATIN_LIES
from bench.worlds.lies import LIES as FIRST_LIES
from bench.worlds.more_lies import MORE_LIES
from bench.worlds.stories import HONEST, told_by
from bench.worlds.world import World
from verifier.domain import Finding, Verdict, VerdictKind
from verifier.rules.verdict import conclude

LIES = (*FIRST_LIES, *MORE_LIES, *LATIN_LIES)


@pytest.fixture(scope="module")
def world() -> World:
    return World(7, 4_000)


def test_the_quick_mode_meets_the_floors_and_names_every_kind(capsys: pytest.CaptureFixture[str], world: World) -> None:
    assert benchmark.main(["--quick"]) == 0
    table = capsys.readouterr().out
    assert "wrong agrees, of lying labels: 0 of" in table
    for make in (*LIES, *(kind for kind, share in HONEST if share > 1)):
        assert make(world).kind in table


def test_a_judgement_that_always_agrees_fails_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def agree(findings: Sequence[Finding]) -> Verdict:
        return Verdict(VerdictKind.AGREES, None)

    monkeypatch.setattr(benchmark, "conclude", agree)
    assert benchmark.main(["--quick"]) == 1


@pytest.mark.parametrize("kind", [VerdictKind.CANNOT_TELL, VerdictKind.CONFLICTS])
def test_a_judgement_that_never_agrees_fails_it(monkeypatch: pytest.MonkeyPatch, kind: VerdictKind) -> None:
    monkeypatch.setattr(benchmark, "conclude", lambda findings: Verdict(kind, None))
    assert benchmark.main(["--quick"]) == 1


def test_one_that_agrees_half_as_often_as_it_could_fails_it(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(8)

    def timid(findings: Sequence[Finding]) -> Verdict:
        judged = conclude(findings)
        return Verdict(VerdictKind.CANNOT_TELL, None) if chance.random() < 0.5 else judged

    monkeypatch.setattr(benchmark, "conclude", timid)
    assert benchmark.main(["--quick"]) == 1


def test_equal_seeds_make_equal_claims() -> None:
    claims = []
    for _ in range(2):
        world, rng = World(3, 2_000), random.Random(4)
        claims.append([read(lie(world).labels, rng) for lie in LIES])
    assert claims[0] == claims[1]


def test_readings_are_sometimes_wrong_and_sometimes_uncertain(world: World) -> None:
    rng, right, wrong, uncertain = random.Random(5), 0, 0, 0
    for _ in range(1_500):
        row = world.pick()
        label = world.label(row, licence=1)
        for seen in read((label,), rng).licences:
            uncertain += not seen.certain
            right += seen.certain and seen.value == row.number
            wrong += seen.certain and seen.value != row.number
    assert uncertain > 100
    assert 0.001 < wrong / (right + wrong) < 0.03


def test_a_lie_whose_telling_item_was_not_read_is_known_as_such(world: World) -> None:
    rng = random.Random(6)
    for lie in LIES:
        story = lie(world)
        told = [told_by(read(story.labels, rng), story) for _ in range(60)]
        assert any(told)
        assert all(told) or story.tells


@pytest.mark.parametrize(("count", "n"), [(0, 1000), (5, 10), (1000, 1000), (0, 0)])
def test_an_interval_holds_its_share(count: int, n: int) -> None:
    low, high = benchmark.wilson(count, n)
    assert 0 <= low <= (count / n if n else 0.5) <= high <= 1
