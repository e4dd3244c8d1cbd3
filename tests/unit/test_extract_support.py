"""What looks at one place say for a number, what against it, and what keeps it from standing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from verifier.domain import Reading, Region, RegionKind
from verifier.domain.geometry import Quad
from verifier.extract.candidates import (
    Sighting,
    announces,
    certainty,
    certainty_of,
    certainty_of_misread,
    digit_runs,
    firms,
    holds,
    licence_forms,
    licences,
    part,
    places,
    standards,
)
from verifier.extract.may_stand import (
    announced_with_year,
    firm_stands,
    licence_stands,
    standard_stands,
)
from verifier.extract.support import (
    contradicts,
    evidence_for,
    explains,
    forms_beside,
    goes_beyond,
    outweighed,
    readers_of,
    supports,
    who_saw,
)
from verifier.numbers import LicenceNumber, StandardNumber

ONE, TWO, THREE = "one/1", "two/1", "three/1"
LINE = Quad.of_box(100, 100, 300, 120)


def look(text: str, reader: str = ONE, sure: float = 0.9, quad: Quad = LINE) -> Reading:
    return Reading(text, Region(RegionKind.LINE, quad, 0.9), reader, (sure,) * len(text))


def standard(text: str, reader: str = ONE, sure: float = 0.9) -> Sighting[StandardNumber]:
    (found,) = standards(look(text, reader, sure))
    return found


def licence(text: str, reader: str = ONE, sure: float = 0.9) -> Sighting[LicenceNumber]:
    (found,) = licences(look(text, reader, sure))
    return found


OWN = standard("มอก. 2879-2560")


# ---- for and against


def test_readers_of_a_number_are_those_that_show_all_its_figures() -> None:
    place = [look("uon 2879-2560", TWO), look("2879 2561", THREE), look("no figures", "four/1")]
    assert readers_of([OWN], place) == {ONE, TWO}
    assert who_saw(("2879", "2561"), place) == {THREE} and who_saw(("2560", "2879"), place) == set()
    assert supports(place[0], [OWN]) and not supports(place[1], [OWN])


@pytest.mark.parametrize(("own", "less"), [(0.9, True), (0.8, True), (0.79, False)])
def test_a_look_is_outweighed_by_one_of_its_reader_surer_by_a_fifth(own: float, less: bool) -> None:
    other = standard("มอก. 2679-2560", ONE, 0.6)
    assert outweighed(other, [standard("มอก. 2879-2560", ONE, own)]) is less
    assert not outweighed(other, [standard("มอก. 2879-2560", TWO, 0.99)]), "another reader's look outweighs nothing"
    assert not outweighed(replace(other, confidence=0.0), []) or outweighed(replace(other, confidence=-0.3), [])


def test_another_number_contradicts_unless_it_stands_beside_in_the_same_look() -> None:
    assert contradicts(standard("มอก. 2679-2560", TWO), [OWN])
    beside = look("มอก. 2879-2560 มอก. 166-2549")
    first, second = standards(beside)
    assert not contradicts(second, [first]) and not contradicts(first, [second])
    assert not contradicts(standard("มอก. 2679-2560", ONE, 0.6), [OWN]), "a worse look of the same reader"


def test_another_number_in_a_look_that_shows_the_whole_number_too_contradicts_only_if_it_holds_it() -> None:
    both = look("มอก. 2879-2560 TIS 166-2549", TWO)
    _, second = standards(both)
    assert not contradicts(second, [OWN])
    longer = standard("มอก. 2879-2560", TWO)
    assert contradicts(longer, [OWN]), "its own figures, read as another value"


def test_an_accepted_number_explains_its_pieces_and_worse_looks_and_nothing_else() -> None:
    both = look("มอก. 2879-2560 TIS 166-2549", TWO)
    own, other = standards(both)
    assert explains([OWN], own)
    assert not explains([OWN], other), "a second number in the same line is no piece of the first"
    assert explains([OWN], standard("มอก. 2679-2560", ONE, 0.6))
    assert not explains([OWN], standard("มอก. 2679-2560", TWO, 0.6))
    whole, piece = standard("มอก. 6441 เล่ม 16-2565"), standard("16-2565", TWO)
    assert not explains([whole], piece), "a look that shows the piece alone may show another number"
    bare = replace(own, start=0, end=3)
    assert bare.digits == () and not explains([OWN], bare), "without figures it is a piece of nothing"


def test_a_number_is_a_piece_of_a_longer_one_that_was_seen() -> None:
    piece, whole = standard("16-2565"), standard("มอก. 6441 เล่ม 16-2565", TWO)
    assert goes_beyond([whole], [piece]) and not goes_beyond([piece], [whole]) and not goes_beyond([piece], [piece])
    assert not goes_beyond([standard("มอก. 6441 เล่ม 16-2565", ONE, 0.6)], [piece]), "a worse look of the same reader"
    assert not goes_beyond([standard("มอก. 6441 เล่ม 17-2565", TWO)], [piece])


def test_what_speaks_for_a_standard_is_weighed_by_readers() -> None:
    seen = [standard("มอก. 2879-2560", ONE, 0.9), standard("มอก. 2879-2560", ONE, 0.7), standard("2879-2560", TWO, 0.6)]
    others = [standard("มอก. 2679-2560", THREE, 0.5), standard("มอก. 2679-2560", THREE, 0.4)]
    place = [s.reading for s in (*seen, *others)]
    found = evidence_for("standard", seen, others, place)
    assert (found.best, found.again, found.other, found.readers, found.against) == (0.9, 0.7, 0.6, 2, 0.5)
    assert found.length == len("มอก. 2879-2560") and not found.thai_digits
    alone = evidence_for("standard", seen[:1], [], place[:1])
    assert (alone.again, alone.other, alone.readers, alone.against) == (0.0, 0.0, 1, 0.0)
    assert evidence_for("standard", [standard("มอก. ๒๘๗๙-๒๕๖๐")], [], []).thai_digits


def test_a_licence_is_also_seen_by_readers_that_do_not_know_its_letter() -> None:
    seen = [licence("ท7014-4/2879")]
    latin, other = look("n7014-4/2879", TWO, 0.8), look("n7814-4/2879", THREE, 0.7)
    found = evidence_for("licence", seen, [], [seen[0].reading, latin, other])
    assert (found.best, found.other, found.readers, found.against) == (0.9, 0.8, 2, 0.7)
    rival = licence("น7814-4/2879", THREE, 0.6)
    assert evidence_for("licence", seen, [rival], [seen[0].reading, rival.reading]).against == 0.6
    agreeing = licence("น7014-4/2879", TWO, 0.6)
    assert evidence_for("licence", seen, [agreeing], [seen[0].reading, agreeing.reading]).against == 0.0
    assert [form.value for form in forms_beside(seen, [seen[0].reading, latin, other])] == ["n", "n"]


# ---- what may stand


def stands(*looks: Reading) -> bool:
    seen = [s for one in looks for s in standards(one) if s.value == OWN.value]
    others = [s for one in looks for s in standards(one) if s.value != OWN.value]
    return standard_stands(seen, others, looks)


@pytest.mark.parametrize(
    ("looks", "may"),
    [
        ([look("มอก. 2879-2560")], True),
        ([look("รุ่น 2879-2560"), look("TIS 2879-2560", TWO)], True),
        ([look("2879-2560"), look("uon 2879-2560", TWO)], True),
        ([look("2879-2560"), look("2879-2560", TWO)], False),
        ([look("มอก. 2879-2560"), look("มอก. 2679-2560", TWO)], False),
        ([look("มอก. 2879-2560"), look("มอก. 2679-2560", ONE, 0.6)], True),
        ([look("มอก. 2879-2560"), look("มอก. 2679-2560", ONE, 0.75)], False),
        ([look("มอก. 2879-2560"), look("มอก. 2879", TWO)], True),
        ([look("มอก. 2879-2560"), look("มอก. 2878", TWO)], False),
        ([look("มอก. 2879-2560"), look("x2878 y2560", TWO)], False),
        ([look("มอก. 2879-2560"), look("x2878 y2561", TWO)], False),
        ([look("มอก. 2879-2560"), look("x2888 y2561", TWO)], True),
        ([look("มอก. 2879-2560"), look("x2878 y2560", ONE, 0.71)], False),
        ([look("มอก. 2879-2560"), look("x2878 y2560", ONE, 0.69)], True),
        ([look("มอก. 2879-2560", ONE, 0.7), look("x2878 y2560", ONE, 0.5)], True),
    ],
)  # fmt: skip
def test_a_standard_stands_that_is_announced_and_not_contradicted(looks: Sequence[Reading], may: bool) -> None:
    assert stands(*looks) is may


def test_a_standard_without_its_year_does_not_stand() -> None:
    seen = [standard("มอก. 2879")]
    assert not announced_with_year(seen, [seen[0].reading]) and not standard_stands(seen, [], [seen[0].reading])


def licence_may_stand(*looks: Reading, value: str = "ท7014-4/2879") -> bool:
    sightings = [s for one in looks for s in licences(one)]
    seen = [s for s in sightings if str(s.value) == value]
    return licence_stands(seen, [s for s in sightings if s not in seen], looks)


TH = look("ท7014-4/2879", ONE, 0.9)
CONFIRMED = look("n7014-4/2879", TWO, 0.9)


@pytest.mark.parametrize(
    ("looks", "may"),
    [
        ([TH, CONFIRMED], True),
        ([TH], False),
        ([TH, TH], True),
        ([TH, look("7014-4/2879", TWO)], False),
        ([TH, look("x7014-4/2879", TWO)], False),
        ([TH, look("ก7014-4/2879", TWO)], True),
        ([TH, look("ส7014-4/2879", TWO)], False),
        ([TH, TH, look("u7014-4/2879", TWO)], False),
        ([TH, TH, look("ท7014-4/28791", TWO)], False),
        ([TH, TH, look("ท7014-4/2879(1)", TWO)], False),
        ([TH, TH, look("n7814-4/2879", TWO)], True),
        ([TH, TH, look("n7814-4/2879", TWO), look("n7814-4/2879", THREE)], False),
        ([TH, CONFIRMED, look("n7814-4/2879", THREE)], True),
        ([TH, TH, look("ท7014-4/28791", ONE, 0.6)], True),
        ([look("ท7014-4/2879 (1"), look("ท7014-4/2879 (1")], False),
        ([look("ท7014-4/2879 (1"), look("ท7014-4/2879")], True),
        ([look("ท7014-4/2879", ONE, 0.49)] * 2, False),
        ([look("ท7014-4/2879", ONE, 0.5)] * 2, True),
        ([TH, look("License n7014-4/2879", TWO)], True),
        ([TH, look("n 7014-4/2879", TWO)], False),
    ],
)  # fmt: skip
def test_a_licence_stands_whose_letter_is_confirmed_and_whose_figures_are_not_a_piece(
    looks: Sequence[Reading], may: bool
) -> None:
    assert licence_may_stand(*looks) is may


@pytest.mark.parametrize(
    ("value", "other", "may"),
    [
        ("ท7014-4/2879", "ก", True), ("น7014-4/2879", "บ", True), ("ส7014-4/2879", "ล", True),
        ("น7014-4/2879", "ก", False), ("ส7014-4/2879", "n", False), ("ท7014-4/2879", "S", False),
        ("นค7014-4/2879", "uA", True), ("นค7014-4/2879", "ก", False), ("นค7014-4/2879", "บด", True),
        ("นค7014-4/2879", "กด", False),
    ],
)  # fmt: skip
def test_letters_that_are_taken_for_those_of_another_type_speak_against_it(value: str, other: str, may: bool) -> None:
    figures = value.lstrip("ทนสค")
    assert licence_may_stand(look(value), look(value), look(other + figures, TWO), value=value) is may


@pytest.mark.parametrize(
    ("looks", "may"),
    [
        ([("บริษัท สยาม จำกัด", 0.9)], True), ([("บริษัท สยามพัฒนา", 0.9)], False),
        ([("บริษัท สยาม จำกัด", 0.9), ("บริษัท สบาม จำกัด", 0.89)], True),
        ([("บริษัท สยาม จำกัด", 0.9), ("บริษัท สบาม จำกัด", 0.9)], False),
        ([("บริษัท สยาม จำกัด", 0.5), ("บริษัท สยาม จำกัด", 0.9), ("บริษัท สบาม จำกัด", 0.8)], True),
    ],
)  # fmt: skip
def test_a_firm_stands_that_was_read_whole_and_surest(looks: Sequence[tuple[str, float]], may: bool) -> None:
    sightings = [found for text, sure in looks for found in firms(look(text, sure=sure))]
    seen = [s for s in sightings if s.value == sightings[0].value]
    assert firm_stands(seen, [s for s in sightings if s not in seen], []) is may


# ---- pieces of readings


def test_figures_in_a_row_are_told_from_others() -> None:
    assert digit_runs("มอก. ๒๘๗๙-2560 (1)") == ("2879", "2560", "1") and digit_runs("none") == ()
    assert holds(("1", "2", "3"), ("2", "3")) and not holds(("1", "2", "3"), ("1", "3")) and holds(("1",), ())
    assert not holds(("1",), ("1", "2"))
    assert certainty_of(look("uon 2879-2560", sure=0.7), ("2879", "2560")) == 0.7
    assert certainty_of(look("uon 28791-2560"), ("2879", "2560")) == 0.0
    assert certainty_of(look("uon 12879-2560"), ("2879", "2560")) == 0.0
    assert certainty_of(look("2879 abcdefgh2560"), ("2879", "2560")) == 0.0
    assert certainty_of(look("2879 abcdefg2560"), ("2879", "2560")) == 0.9


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("2879-2560", False), ("2878-2560", True), ("2878-2561", True), ("2878-2551", False), ("287-2560", False),
        ("2879-2560 2878-2560", True), ("1 2878 2560 1", True), ("2878", False), ("2560-2878", False),
    ],
)  # fmt: skip
def test_figures_of_the_same_lengths_with_one_or_two_others_are_a_look_at_that_number(text: str, seen: bool) -> None:
    assert certainty_of_misread(look(text, sure=0.6), ("2879", "2560")) == (0.6 if seen else 0.0)


def test_the_surest_of_several_such_looks_counts_by_its_least_sure_figure() -> None:
    text = "2878-2560 2879-2561"
    sure = [0.9] * len(text)
    sure[2], sure[-1] = 0.4, 0.6
    found = Reading(text, look("").region, ONE, tuple(sure))
    assert certainty_of_misread(found, ("2879", "2560")) == 0.6
    assert certainty(found, 0, 4) == 0.4 and certainty(found, 3, 3) == 0.0
    assert certainty(replace(found, confidences=(0.9,)), 0, 1) == 0.0, "the reader did not tell of each"


@pytest.mark.parametrize(
    "before",
    ["มอก. ", "มอก", "ม.อ.ก. ", "บอก", "มอด ", "มอถ", "มฮก", "TIS ", "T1S ", "TLS", "T.I.S", "uon. ", "1อก ",
     "von:", "uan"],
)  # fmt: skip
def test_what_announces_a_standard_as_readers_see_it(before: str) -> None:
    assert announces(look(f"{before}2879-2560"), ("2879", "2560"))


@pytest.mark.parametrize("before", ["", "รุ่น ", "artis ", "boutis", "AXuon ", "กมอก ", "มอก. ราคา "])
def test_what_does_not(before: str) -> None:
    assert not announces(look(f"{before}2879-2560"), ("2879", "2560"))
    assert not announces(look("มอก. 2879-2560"), ("2878", "2560"))


@pytest.mark.parametrize(
    ("height", "shift", "same"),
    [
        (20, 0, True), (11.7, 0, True), (11.5, 0, False), (32.5, 0, True), (33, 0, False), (20, 5.9, True),
        (20, 6.1, False), (20, -5.9, True), (20, -6.1, False),
    ],
)  # fmt: skip
def test_boxes_of_about_one_height_on_one_middle_are_one_line(height: float, shift: float, same: bool) -> None:
    middle = 110 + shift
    other = look("b", quad=Quad.of_box(150, middle - height / 2, 250, middle + height / 2))
    assert len(places([look("a"), other])) == (1 if same else 2)


def test_a_line_of_its_own_begins_where_no_other_holds_its_middle() -> None:
    apart = look("b", quad=LINE.moved(201, 0))
    assert places([look("a"), apart, look("c")]) == [[look("a"), look("c")], [apart]]


def test_the_place_of_a_piece_is_by_the_width_of_its_characters() -> None:
    wide = look("กข", quad=Quad.of_box(0, 0, 100, 10))
    assert part(wide, 1, 2) == Quad.of_box(50, 0, 100, 10)
    assert part(look("ก่ข", quad=Quad.of_box(0, 0, 100, 10)), 0, 2) == Quad.of_box(0, 0, 50, 10), "marks take none"
    for narrow in " .,:;-/()|'1Il":
        half = part(look(f"{narrow}ก", quad=Quad.of_box(0, 0, 90, 10)), 0, 1)
        assert half.corners[1] == pytest.approx((30, 0)), narrow
    assert part(look("่", quad=Quad.of_box(0, 0, 90, 10)), 0, 1) == Quad.of_box(0, 0, 0, 10)
    slanted = Quad(((0, 0), (100, 20), (100, 30), (0, 10)))
    assert part(look("กขคง", quad=slanted), 1, 3) == Quad(((25, 5), (75, 15), (75, 25), (25, 15)))


def test_forms_of_a_licence_are_told_whatever_their_letter_is() -> None:
    text = "(3) x1021-49/1040"
    forms = list(licence_forms(look(text, sure=0.8)))
    assert [(form.value, form.confidence) for form in forms] == [("x", 0.8)]
    assert [form.value for form in licence_forms(look("AB 7014-4/2879"))] == ["AB"]
    assert list(licence_forms(look("7014-4"))) == []
