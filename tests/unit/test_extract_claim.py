"""From sights to a claim: labels by geometry, nothing altered, nothing dropped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.fakes import facts
from verifier.domain import Code, MarkKind, Reading, Region, RegionKind, Sight, TargetKind
from verifier.domain.geometry import Quad
from verifier.extract.claim import assemble, group

boxes = st.builds(
    lambda x, y, w, h: Quad.of_box(x, y, x + w, y + h),
    *(st.integers(0, 1000) for _ in range(2)),
    *(st.integers(1, 80) for _ in range(2)),
)


def mark(x: float, y: float, side: float = 60) -> Region:
    return Region(RegionKind.MARK, Quad.of_box(x, y, x + side, y + side), 0.9, MarkKind.COMPULSORY)


def code(x: float, y: float, payload: str = "https://appdb.tisi.go.th/Q/i.php?d=320108935") -> Code:
    return Code(payload, "QRCode", Quad.of_box(x, y, x + 60, y + 60), "test")


def line(text: str, x: float, y: float) -> Reading:
    quad = Quad.of_box(x, y, x + 200, y + 24)
    return Reading(text, Region(RegionKind.LINE, quad, 0.9), "test", (0.8,) * len(text))


def test_what_lies_together_is_one_label_and_what_lies_apart_is_two() -> None:
    sight = Sight(
        (mark(100, 100), mark(1500, 100)),
        (code(200, 100), code(1600, 100)),
        (),
        facts(2000, 1000),
    )
    claim = assemble([sight])
    assert [m.label for m in claim.marks] == [0, 1]
    assert [c.label for c in claim.codes] == [0, 1]


def test_labels_run_on_from_photo_to_photo() -> None:
    sight = Sight((mark(100, 100), mark(1500, 100)), (), (), facts(2000, 1000))
    claim = assemble([sight, Sight((), (), (), facts(2000, 1000)), sight])
    assert [(m.photo, m.label) for m in claim.marks] == [(0, 0), (0, 1), (2, 2), (2, 3)]
    assert claim.photos == 3


def test_without_a_mark_the_photo_gives_the_scale() -> None:
    near, far = code(100, 100), code(300, 100)
    assert [c.label for c in assemble([Sight((), (near, far), (), facts(2000, 1000))]).codes] == [0, 0]
    assert [c.label for c in assemble([Sight((), (near, far), (), facts(300, 200))]).codes] == [0, 1]


def test_items_carry_what_was_read_and_where() -> None:
    sight = Sight((mark(100, 100),), (code(200, 100),), (line("มอก. 2879-2560", 80, 170),), facts(2000, 1000))
    claim = assemble([sight])
    (standard,) = claim.standards
    assert str(standard.value) == "2879-2560" and "2879-2560" in standard.text and standard.label == 0
    assert not standard.certain, "one reader alone, of no great confidence, is not certain"
    assert claim.codes[0].target.kind is TargetKind.OFFICIAL and claim.codes[0].target.qr_id == "320108935"


@given(st.lists(boxes, max_size=12), st.floats(0, 500))
def test_groups_are_a_partition_numbered_in_order(quads: list[Quad], reach: float) -> None:
    groups = group(quads, reach)
    assert len(groups) == len(quads)
    assert list(dict.fromkeys(groups)) == list(range(len(set(groups))))
    for i, a in enumerate(quads):
        for j, b in enumerate(quads):
            assert groups[i] == groups[j] or a.distance(b) > reach


@given(st.lists(boxes, min_size=1, max_size=10), st.randoms())
def test_grouping_does_not_depend_on_the_order(quads: list[Quad], random: object) -> None:
    order = list(range(len(quads)))
    random.shuffle(order)  # type: ignore[attr-defined]
    groups, shuffled = group(quads, 100), group([quads[i] for i in order], 100)
    for a in range(len(order)):
        for b in range(len(order)):
            assert (shuffled[a] == shuffled[b]) == (groups[order[a]] == groups[order[b]])
