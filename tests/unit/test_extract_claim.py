"""From sights to a claim: labels by geometry, nothing altered, nothing dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.fakes import facts
from verifier.domain import Code, MarkKind, MarkLikeness, Reading, Region, RegionKind, Sight, TargetKind
from verifier.domain import StatementKind as Kind
from verifier.domain.geometry import Quad
from verifier.extract.claim import assemble, group, parted

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


def read(text: str, x: float, y: float) -> tuple[Reading, ...]:
    """Two readers that agree on a line."""
    quad = Quad.of_box(x, y, x + 12 * len(text), y + 24)
    return tuple(Reading(text, Region(RegionKind.LINE, quad, 0.9), r, (0.999,) * len(text)) for r in ("a/1", "b/1"))


def test_everything_that_was_seen_becomes_an_item_with_its_place() -> None:
    likeness = MarkLikeness(Quad.of_box(0, 0, 9, 9), True)
    marks = tuple(replace(mark(100 + 70 * k, 100), mark=kind, likeness=likeness) for k, kind in enumerate(MarkKind))
    lines = [
        read("มอก. 2879-2560", 100, 170), read("ใบอนุญาตเลขที่ ท7014-4/2879", 100, 200),
        read("ผู้ผลิต บริษัท หมื่นลี้การค้า จำกัด", 100, 230), read("มอก.เอส 152-2562", 100, 260),
    ]  # fmt: skip
    region = {k: Region(kind, Quad.of_box(100, 300 + 30 * k, 220, 324 + 30 * k), 0.5 + k / 10) for k, kind in enumerate(
        (RegionKind.LINE, RegionKind.CODE, RegionKind.LINE, RegionKind.LINE)
    )}  # fmt: skip
    doubted = read("ก7014-4/2879", 100, 420)[0]
    sight = Sight(
        marks, (code(320, 100),), tuple(r for each in lines for r in each), facts(2000, 1000),
        unread=(region[0], region[1]), struck=(region[2],), doubted=(doubted,), challenged=True, stray=(region[3],),
    )  # fmt: skip
    claim = assemble([sight])
    assert [(m.kind, m.quad, m.score, m.likeness) for m in claim.marks] == [
        (m.mark, m.quad, 0.9, likeness) for m in marks
    ]
    (standard,), (licence,), (holder,), (found,) = claim.standards, claim.licences, claim.holders, claim.codes
    for item, value, text in (
        (standard, "2879-2560", "มอก. 2879-2560"), (licence, "ท7014-4/2879", "ท7014-4/2879"),
        (holder, "บริษัท หมื่นลี้การค้า จำกัด", "ผู้ผลิต บริษัท หมื่นลี้การค้า จำกัด"),
    ):  # fmt: skip
        assert (str(item.value), item.text, item.certain, item.readers) == (value, text, True, ("a/1", "b/1"))
        assert 0.9 < item.confidence <= 1
    assert (found.payload, found.symbology, found.quad) == (code(0, 0).payload, "QRCode", code(320, 100).quad)
    (certificate,) = claim.certificates
    assert (certificate.kind, certificate.value, certificate.text, certificate.quad) == (
        "sme", "152-2562", "มอก.เอส 152-2562", lines[3][0].region.quad
    )  # fmt: skip
    assert certificate.confidence == pytest.approx(lines[3][0].confidence)
    told = {(s.kind, s.quad, s.text, s.value) for s in claim.statements}
    assert told >= {
        (Kind.UNREAD_PRINT, region[0].quad, "", ""), (Kind.UNREAD_CODE, region[1].quad, "", ""),
        (Kind.STRUCK, region[2].quad, "", ""), (Kind.STRAY, region[3].quad, "", ""),
        (Kind.LETTER, doubted.region.quad, "ก7014-4/2879", "ก7014-4/2879"),
    }  # fmt: skip
    certainties = {s.kind: s.confidence for s in claim.statements}
    assert (certainties[Kind.UNREAD_CODE], certainties[Kind.STRUCK], certainties[Kind.STRAY]) == (0.6, 0.7, 0.8)
    assert certainties[Kind.LETTER] == pytest.approx(doubted.confidence)
    everything = (*claim.marks, standard, licence, holder, found, certificate, *claim.statements)
    assert {(item.photo, item.label) for item in everything} == {(0, 0)}
    assert claim.challenged and claim.photos == 1 and claim.framed == ()


def test_a_claim_is_challenged_when_all_its_photos_were_and_says_which_were_framed() -> None:
    plain = Sight((), (), (), facts(2000, 1000))
    assert not assemble([plain]).challenged
    assert not assemble([plain, replace(plain, challenged=True)]).challenged
    assert assemble([replace(plain, challenged=True)] * 2).challenged


def test_items_of_two_photos_follow_one_another_in_every_field() -> None:
    lines = (*read("มอก. 2879-2560", 100, 170), *read("ท7014-4/2879", 100, 200), *read("บริษัท หมื่นลี้การค้า จำกัด", 100, 230))
    lines += (*read("มผช.247/2552", 100, 260), *read("ยกเลิกใบอนุญาต", 100, 290))
    sight = Sight((mark(100, 100),), (code(200, 100),), lines, facts(2000, 1000))
    claim = assemble([sight, sight])
    for items in (claim.marks, claim.standards, claim.licences, claim.holders, claim.codes, claim.certificates):
        assert [(item.photo, item.label) for item in items] == [(0, 0), (1, 1)]
    assert {(item.photo, item.label) for item in claim.statements} == {(0, 0), (1, 1)}


def test_one_certificate_in_two_lines_is_told_twice_and_two_in_one_line_both() -> None:
    lines = (
        *read("มอก.เอส 152-2562", 100, 170),
        *read("มอก.เอส 152-2562", 100, 600),
        *read("มอก.เอส 153-2562", 100, 600),
    )
    claim = assemble([Sight((), (), lines, facts(2000, 1000))])
    assert [(c.value, c.quad.corners[0][1]) for c in claim.certificates] == [
        ("152-2562", 170),
        ("152-2562", 600),
        ("153-2562", 600),
    ]


def test_an_item_between_two_marks_is_of_the_nearer_ones_label() -> None:
    marks = (mark(100, 100), mark(500, 100))
    for x, wanted in ((200, 0), (420, 1)):
        claim = assemble([Sight(marks, (code(x, 100),), (), facts(2000, 1000))])
        assert ([m.label for m in claim.marks], claim.codes[0].label) == ([0, 1], wanted)


def test_the_largest_mark_gives_the_scale_by_its_longer_side() -> None:
    tall = replace(mark(100, 100), quad=Quad.of_box(100, 100, 130, 200))
    for x, wanted in ((130 + 299, 0), (130 + 301, 1)):
        claim = assemble([Sight((tall, mark(100, 210, 20)), (code(x, 100),), (), facts(2000, 1000))])
        assert claim.codes[0].label == wanted


def test_what_has_no_mark_of_its_own_stays_one_label_whichever_marks_are_near() -> None:
    marks = [mark(0, 0), mark(1000, 0)]
    between = [Quad.of_box(x, 200, x + 40, 220) for x in (380, 430, 640)]
    placed = [*marks, *(Region(RegionKind.LINE, quad, 0.9) for quad in between)]
    assert parted([0, 1, 2, 2, 2], placed, marks) == [0, 1, 2, 2, 2]
    assert parted([0, 1, 0, 0, 1], placed, marks) == [0, 1, 0, 0, 1]
    assert parted([0, 0, 0, 0, 0], placed, marks) == [0, 1, 0, 0, 1]
