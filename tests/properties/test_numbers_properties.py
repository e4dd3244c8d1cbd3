from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.numbers import (
    LATEST_YEAR,
    LicenceNumber,
    StandardNumber,
    confusable,
    confusions,
    find_community,
    find_licences,
    find_standards,
    parse_licence,
    parse_standard,
)
from verifier.thai import fold, normal_form, to_ascii_digits, to_thai_digits

small, large = st.integers(1, 999), st.integers(1, 99_999)
years = st.integers(2511, LATEST_YEAR)


@st.composite
def standards(draw: st.DrawFn, years: st.SearchStrategy[int | None] = st.none() | years) -> StandardNumber:  # noqa: B008
    part = draw(st.none() | small)
    subpart = draw(st.none() | small) if part else None
    return StandardNumber(draw(large), draw(st.none() | small), part, subpart, draw(years))


licence_standards = st.builds(
    lambda n, part: f"{n}{part}",
    large,
    st.just("")
    | st.builds("({})".format, small)
    | st.builds("เล่ม{}".format, small)
    | st.builds("เล่ม{}({})".format, small, small),
)
licences = st.builds(
    LicenceNumber,
    st.sampled_from(["ท", "น", "ส", "นค"]),
    large,
    large,
    licence_standards,
    st.none() | st.integers(1, 99),
)
alphabet = st.sampled_from(
    [*"0123456789๒๔๖๕๕ -–/().:มอกผชทนสคเล่มTISPart\u200b\u00a0\n", "เล่ม", "มอก.", "ใบอนุญาตเลขที่", "-2565"]
)
soup = st.lists(alphabet, max_size=40).map("".join)


@settings(deadline=None)
@given(standards())
def test_a_printed_standard_reads_back(number: StandardNumber) -> None:
    assert parse_standard(str(number)) == number
    assert parse_standard(number.printed_thai()) == number
    assert parse_standard(number.printed_english()) == number
    assert parse_standard(to_thai_digits(str(number))) == number


@settings(deadline=None)
@given(licences)
def test_a_printed_licence_reads_back(number: LicenceNumber) -> None:
    assert parse_licence(str(number)) == number
    assert parse_licence(to_thai_digits(str(number))) == number


@settings(deadline=None)
@given(standards(years=years), licences)
def test_a_line_yields_just_what_it_holds(standard: StandardNumber, licence: LicenceNumber) -> None:
    line = f"เครื่องใช้ไฟฟ้า {standard.printed_thai()} ใบอนุญาตเลขที่ {licence} บริษัท ตัวอย่าง จำกัด"
    assert [(f.value, line[f.start : f.end]) for f in find_standards(line)] == [(standard, standard.printed_thai())]
    assert [(f.value, line[f.start : f.end]) for f in find_licences(line)] == [(licence, str(licence))]


@settings(deadline=None)
@given(st.text() | soup)
def test_reading_is_total_and_honest_about_places(text: str) -> None:
    parse_standard(text)
    parse_licence(text)
    for found in (*find_standards(text), *find_licences(text), *find_community(text)):
        assert found.raw == text[found.start : found.end] != ""
    for standard in find_standards(text):
        assert parse_standard(standard.raw) == standard.value
    for licence in find_licences(text):
        assert licence.suspect == (licence.value is None)
        assert parse_licence(licence.raw) == licence.value


@settings(deadline=None)
@given(st.text() | soup)
def test_thai_digits_are_digits(text: str) -> None:
    thai = to_thai_digits(text)
    ascii_ = to_ascii_digits(text)
    assert parse_standard(thai) == parse_standard(ascii_)
    assert [f.value for f in find_standards(thai)] == [f.value for f in find_standards(ascii_)]
    assert [f.value for f in find_licences(thai)] == [f.value for f in find_licences(ascii_)]


@settings(deadline=None)
@given(standards() | licences)
def test_confusion_is_symmetric_and_never_reaches_itself(number: StandardNumber | LicenceNumber) -> None:
    others = confusions(number)
    assert number not in others
    assert all(confusable(other, number) for other in others)


@settings(deadline=None)
@given(st.text() | st.text("กนเแำาํัิีุ่้๊์็ \u200b\u00a0๑1"))
def test_normal_forms_are_final(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)
    assert fold(fold(text).text).text == fold(text).text
