import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.page.compare import compare, letters
from verifier.thai import normal_form


def marked(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("read", "listed", "left", "right", "count"),
    [
        ("ท7014-4/2879", "ท7014-4/2879", "ท7014-4/2879", "ท7014-4/2879", 0),
        ("ท7014-4/2879", "ท7074-4/2879", "ท70[1]4-4/2879", "ท70[7]4-4/2879", 1),
        ("ท7014-4/2879", "ท17014-4/2879", "ท7014-4/2879", "ท[1]7014-4/2879", 1),
        ("บริษัท เป๋าผม จำกัด", "บริษัท เป่าผม จำกัด", "บริษัท เ[ป๋]าผม จำกัด", "บริษัท เ[ป่]าผม จำกัด", 1),
        ("ตัวอย่า งแมสก์", "ตัวอย่างแมสก์", "ตัวอย่า งแมสก์", "ตัวอย่างแมสก์", 0),
        ("tlsi.go.th", "tisi.go.th", "t[l]si.go.th", "t[i]si.go.th", 1),
        ("", "ก", "", "[ก]", 1),
    ],
)
def test_the_letters_that_differ_are_marked_on_both_sides(read, listed, left, right, count):
    found = compare(read, listed)
    assert (marked(found.read), marked(found.listed), found.count) == (left, right, count)


def test_two_spellings_of_one_look_are_the_same():
    assert compare("จํากัด", "จำกัด").count == 0


@given(st.text("กขค่้ัำ 0123-/(มหาชน)", max_size=30), st.text("กขค่้ัำ 0123-/(มหาชน)", max_size=30))
def test_nothing_is_lost_and_a_difference_is_told_exactly_when_there_is_one(read, listed):
    found = compare(read, listed)
    assert "".join(piece.text for piece in found.read) == normal_form(read)
    assert "".join(piece.text for piece in found.listed) == normal_form(listed)
    bare = [[letter for letter in letters(text) if not letter.isspace()] for text in (read, listed)]
    assert (found.count == 0) == (bare[0] == bare[1])
    assert (found.count > 0) == any(piece.differs for piece in (*found.read, *found.listed))
