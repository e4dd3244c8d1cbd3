"""The benchmark of lying pictures: its list, its pairs and drawings, and that it fails when the product fails."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from bench import lies
from bench.lying_pictures import compose, held_back, judge, kinds, listed, look, patches
from bench.lying_pictures.content import Extra, Label, Line, Pair
from bench.lying_pictures.judge import Drawn, Result
from bench.lying_pictures.making import Kind, Maker
from models.recipe.fonts import FontMissing
from verifier.domain import MarkKind, Report
from verifier.numbers import confusable, parse_licence, parse_standard
from verifier.pipeline import Verifier
from verifier.registry.snapshot import SqliteRegistry

SECOND, THIRD, UNTOLD = (held_back.SETS[name] for name in ("second", "third", "untold"))
ALL = [
    kind
    for families in (kinds.FAMILIES, held_back.FAMILIES, SECOND, THIRD, UNTOLD)
    for of in families.values()
    for kind in of
]
IN_FORCE = ("active", "suspension over")
BY_NAME = {kind.name: kind for kind in ALL}


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    try:
        look.fonts()
    except FontMissing as error:
        pytest.skip(str(error))


def test_there_are_as_many_kinds_and_pictures_as_the_page_says() -> None:
    told = [kind for of in kinds.FAMILIES.values() for kind in of]
    assert len(told) >= 100 and len(told) * lies.EACH >= 3_000
    assert len(BY_NAME) == len(ALL), "two kinds of one name would share their pictures"


def test_what_is_held_back_is_not_run_by_default() -> None:
    held = {kind.name for of in held_back.FAMILIES.values() for kind in of}
    held |= {kind.name for of in (*SECOND.values(), *THIRD.values(), *UNTOLD.values()) for kind in of}
    assert len(held) >= 45 and held.isdisjoint(kind.name for of in kinds.FAMILIES.values() for kind in of)


def test_the_second_set_is_its_two_halves_and_stands_apart_from_the_first() -> None:
    first, whole, a, b = (
        {kind.name for of in held_back.SETS[name].values() for kind in of}
        for name in ("first", "second", "second-a", "second-b")
    )
    assert a | b == whole and not a & b and abs(len(a) - len(b)) <= 1 and len(whole) >= 30
    assert first.isdisjoint(whole)


def test_the_list_is_built_whole_and_no_two_numbers_are_taken_for_one_another(tmp_path: Path) -> None:
    registry = SqliteRegistry.open(listed.build(tmp_path))
    told = listed.table()
    assert registry.snapshot.rows == len(told) and registry.snapshot.date == listed.LISTED
    assert {row["status"] for row in told} >= {"active", "revoked", "suspended", "cancelled"}
    numbers = [parse_licence(row["licence"]) for row in told]
    assert all(numbers) and len(set(numbers)) == len(numbers)
    assert not [pair for pair in combinations([n for n in numbers if n], 2) if confusable(*pair)]


def test_the_list_has_similar_firms_and_numbers_that_differ_in_one_digit() -> None:
    rivals, besides = [r for r in listed.rows() if r.rival], [r for r in listed.rows() if r.beside]
    assert rivals and besides
    for row in besides:
        assert sum(a != b for a, b in zip(row.licence, row.beside, strict=True)) == 1


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_lie_differs_from_its_twin_and_says_how(name: str) -> None:
    for index in range(12):
        pair = BY_NAME[name].make(Maker(Random(index), index))
        assert pair.variant
        assert pair.lie != pair.twin or pair.categories[0] != pair.categories[1]
        assert [len(a.labels) for a in pair.lie] == [len(b.labels) for b in pair.twin]
        assert pair.categories == (None, None) or None not in pair.categories


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_twin_leads_to_a_licence_in_force_and_says_nothing_else(name: str) -> None:
    rows = {row.licence: row for row in listed.rows()}
    for index in range(12):
        pair = BY_NAME[name].make(Maker(Random(index), index))
        for label in (label for shown in pair.twin for label in shown.labels):
            said = " ".join(line.text for line in label.lines)
            for number in re.findall(r"[ทนส]\d+-\d+/\d+", said):
                assert rows[number].status in IN_FORCE, said
            payload = label.payload
            if isinstance(payload, str):
                known = [r for r in rows.values() if payload.endswith((r.licence, f"={r.qr_id}"))]
                assert len(known) == 1 and known[0].status in IN_FORCE, payload
            for standard in re.findall(r"(?:มอก|TIS)[. ]+(\d[^*]*?-\d{4})", said.replace("Part", "เล่ม")):
                assert parse_standard(standard), standard


def test_equal_seeds_give_equal_bytes_and_others_do_not() -> None:
    kind = BY_NAME["negation"]
    one, again, next_ = (judge.drawn(kind, n, 5, small=True).photos(lie=True) for n in (0, 0, 1))
    assert one == again and one != next_


def test_a_lie_and_its_twin_differ_only_where_the_lie_stands() -> None:
    look_ = replace(look.look(np.random.default_rng(3), small=True), style="box")
    honest = Label((Line("มอก. 2879-2560", "standard"),), MarkKind.COMPULSORY)
    far = Extra(lambda of: patches.text("มอก. 934-2558", of.number, of.em, of.ink), "below", 4, 6)
    lie, twin = (
        np.asarray(compose.sheet(look_, a, b).picture)
        for a, b in ((honest.plus(far), honest), (honest, honest.plus(far)))
    )
    assert lie.shape == twin.shape
    rows, columns = np.nonzero((lie != twin).any(axis=2))
    assert 0 < np.ptp(rows) < 2 * look_.em and np.ptp(columns) < 12 * look_.em


def test_pieces_of_one_slot_stand_in_the_same_place() -> None:
    look_ = look.look(np.random.default_rng(4), small=True)
    honest = Label((Line("มอก. 2879-2560", "standard"),), MarkKind.COMPULSORY)

    def bar(shade: int) -> Label:
        mask = np.full((30, 200), 255, np.uint8)
        return honest.plus(Extra(lambda of: patches.of_mask(mask, (shade, 0, 0)), "far", 1, 6, slot="bar"))

    one, other = bar(201), bar(202)
    places = []
    for label, twin, shade in ((one, other, 201), (other, one, 202)):
        picture = np.asarray(compose.sheet(look_, label, twin).picture)
        places.append(np.argwhere((picture == (shade, 0, 0)).all(axis=2)).min(axis=0).tolist())
    assert places[0] == places[1]


FIRST = [of[0].name for of in (*kinds.FAMILIES.values(), *held_back.FAMILIES.values(), *SECOND.values())]


@pytest.mark.parametrize("name", FIRST)
def test_photos_are_drawn_within_their_bounds(name: str) -> None:
    made = judge.drawn(BY_NAME[name], 1, 2, small=True)
    for photo in made.photos(lie=True):
        width, height = Image.open(io.BytesIO(photo)).size
        assert 1200 <= max(width, height) <= 4000


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_kind_is_drawn_in_several_looks(name: str) -> None:
    try:
        assert all(photo for n in range(4) for photo in judge.drawn(BY_NAME[name], n, 3).photos(lie=bool(n % 2)))
    except FontMissing as error:
        pytest.skip(str(error))


# ---- the command -----------------------------------------------------------------------------------------------------


def answering(monkeypatch: pytest.MonkeyPatch, lie: str, twin: str) -> list[Drawn]:
    """Lets the bench be answered so; returns what it has had drawn up."""
    asked: list[Drawn] = []

    def judged(verify: object, made: Drawn, *, lie: bool) -> tuple[Result, Report | None]:
        asked.append(made)
        return Result(made.kind.name, made.index, lie, made.pair.variant, answers[lie], "made up"), None

    @contextmanager
    def nobody() -> Iterator[None]:
        yield None

    answers = {True: lie, False: twin}
    monkeypatch.setattr(judge, "judged", judged)
    monkeypatch.setattr(judge, "verifier", nobody)
    return asked


@pytest.mark.parametrize(
    ("lie", "twin", "code"),
    [("red", "green", 0), ("yellow", "green", 0), ("green", "green", 1), ("yellow", "yellow", 1), ("yellow", "red", 1),
     ("error", "green", 1), ("yellow", "error", 1)],
)  # fmt: skip
def test_it_fails_for_a_green_lie_a_red_twin_an_error_and_a_product_that_never_answers(
    monkeypatch: pytest.MonkeyPatch, lie: str, twin: str, code: int
) -> None:
    answering(monkeypatch, lie, twin)
    assert lies.main(["--quick"]) == code


def test_one_green_lie_among_many_is_enough_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, "red", "green")
    right = judge.judged

    def once(verify: object, made: Drawn, *, lie: bool) -> tuple[Result, Report | None]:
        result, report = right(verify, made, lie=lie)  # type: ignore[arg-type]
        return (replace(result, answer="green") if lie and len(asked) == 7 else result), report

    monkeypatch.setattr(judge, "judged", once)
    assert lies.main(["--quick"]) == 1


def test_the_quick_mode_takes_few_pictures_of_every_family(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, "red", "green")
    assert lies.main(["--quick"]) == 0
    assert 50 <= len(asked) <= 120
    met = {made.kind.name for made in asked}
    assert all(met & {kind.name for kind in of} for of in kinds.FAMILIES.values())


def test_two_quick_seeds_meet_every_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, "red", "green")
    lies.main(["--quick", "--seed=6"])
    lies.main(["--quick", "--seed=7"])
    assert {made.kind.name for made in asked} == {kind.name for of in kinds.FAMILIES.values() for kind in of}


def test_the_table_counts_by_kind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answering(monkeypatch, "green", "yellow")
    assert lies.main(["--kind=negation", "--each=3"]) == 1
    printed = capsys.readouterr().out
    assert re.search(r"^negation +3 +3 +44–100 % +0 +0 +0 +3 +0 +3 +0 +0$", printed, re.MULTILINE)
    assert "lies called agrees: 3 of 3 = 100.0 % (95 %: 43.8–100.0)" in printed
    assert "twins held back by: yellow made up 3" in printed


def test_an_unknown_kind_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert lies.main(["--kind=nonsense"]) == 64
    assert "negation" in capsys.readouterr().err


def test_held_back_kinds_run_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, "red", "green")
    assert lies.main(["--held-back", "--each=1"]) == 0
    assert {made.kind.name for made in asked} == {kind.name for of in held_back.FAMILIES.values() for kind in of}


@pytest.mark.parametrize("name", sorted(held_back.SETS))
def test_a_set_held_back_is_run_by_its_name_and_alone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    asked = answering(monkeypatch, "red", "green")
    assert lies.main([f"--held-back={name}", "--each=1"]) == 0
    assert {made.kind.name for made in asked} == {kind.name for of in held_back.SETS[name].values() for kind in of}


def test_an_unknown_set_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert lies.main(["--held-back=nobody-has-this"]) == 64
    assert "second-a" in capsys.readouterr().err


def test_quiet_tells_the_totals_and_no_kind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, "green", "yellow")
    assert lies.main(["--held-back=second-b", "--each=1", "--quiet"]) == 1
    printed = capsys.readouterr().out
    names = [kind.name for of in held_back.SETS["second-b"].values() for kind in of]
    assert f"lies called agrees: {len(names)} of {len(names)}" in printed
    assert not [name for name in names if name in printed]


def test_kept_results_are_not_judged_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = answering(monkeypatch, "red", "green")
    monkeypatch.setattr(lies, "KEPT", tmp_path)
    assert lies.main(["--kind=negation", "--each=2", "--keep"]) == 0
    assert len(asked) == 4
    assert lies.main(["--kind=negation", "--each=3", "--keep"]) == 0
    assert len(asked) == 6
    assert lies.main(["--kind=negation", "--each=2", "--keep", "--seed=1"]) == 0
    assert len(asked) == 10, "another seed is another set"


def test_a_miss_is_written_as_photo_and_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def make(maker: Maker) -> Pair:
        honest = BY_NAME["negation"].make(maker).twin
        return Pair(honest, honest, "no lie")

    kind = Kind("honest called a lie", "nothing", make)
    monkeypatch.setattr(lies, "FAMILIES", {"one": (kind,)})
    assert lies.main(["--kind=honest", "--each=1", "--twins=2", f"--pictures={tmp_path}"]) == 1
    home = tmp_path / "honest-called-a-lie"
    assert (home / "lie-000-green-0.jpg").read_bytes()[:2] == b"\xff\xd8"
    assert json.loads((home / "lie-000-green.json").read_text("utf-8"))["verdict"] == "agrees"


@pytest.fixture(scope="module")
def verify() -> Iterator[Verifier]:
    with judge.verifier() as built:
        yield built


def test_the_product_tells_a_revoked_licence_from_its_twin(verify: Verifier) -> None:
    made = [judge.drawn(BY_NAME["licence revoked"], index, 1, small=True) for index in range(3)]
    told = [[judge.judged(verify, one, lie=lie)[0].answer for one in made] for lie in (True, False)]
    assert "green" not in told[0] and "red" in told[0]
    assert "red" not in told[1] and "green" in told[1]


def test_an_engine_that_crashes_is_an_error() -> None:
    class Broken:
        def verify(self, *args: object, **options: object) -> None:
            raise RuntimeError("gone")

    made = judge.drawn(BY_NAME["negation"], 0, 1, small=True)
    result, report = judge.judged(Broken(), made, lie=True)  # type: ignore[arg-type]
    assert (result.answer, result.error, report) == ("error", "RuntimeError: gone", None) and result.missed


def test_a_kind_without_its_font_is_told_and_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, "red", "green")
    right = judge.judged

    def lacking(verify: object, made: Drawn, *, lie: bool) -> tuple[Result, Report | None]:
        if made.kind.name == "negation":
            raise FontMissing("no font file X.ttf: install fonts-x")
        return right(verify, made, lie=lie)  # type: ignore[arg-type]

    monkeypatch.setattr(judge, "judged", lacking)
    assert lies.main(["--kind=words", "--each=2"]) == 0
    printed = capsys.readouterr().out
    assert "not drawn: negation: no font file X.ttf: install fonts-x" in printed
