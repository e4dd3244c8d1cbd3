"""Properties of importing and of the list's file."""

import csv
import io
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.lists import DAY
from verifier.domain import Licence, LicenceStatus
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence
from verifier.registry.builder import build_snapshot
from verifier.registry.importer import open_import
from verifier.registry.schema import SHOWN, from_row, to_row
from verifier.registry.snapshot import SqliteRegistry
from verifier.thai import to_thai_digits

HEADER = ("licence", "standard", "holder", "status", "qr_id", "issued")
FILES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

days = st.none() | st.dates(date(1968, 1, 1), date(2037, 1, 1))
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
names = st.text("กขคทนสะาิีุูเแ่้์ abcXYZ.&()-0189๐๙", min_size=1, max_size=30)


@st.composite
def licences(draw):
    number = draw(st.integers(1, 99_999))
    standard = StandardNumber(number, year=draw(st.integers(2511, 2575)))
    start = draw(days)
    return Licence(
        number=LicenceNumber(
            draw(st.sampled_from(["ท", "น", "ส", "นค"])),
            draw(st.integers(1, 99_999)),
            draw(st.integers(1, 99_999)),
            str(number),
            draw(st.none() | st.integers(1, 99)),
        ),
        standard=standard,
        holder=draw(names),
        status=draw(st.sampled_from(LicenceStatus)),
        product=draw(texts),
        qr_id=draw(st.none() | st.from_regex(r"[0-9]{8,10}", fullmatch=True)),
        issued=draw(days),
        suspended_from=start,
        suspended_to=start and start + timedelta(draw(st.integers(0, 900))),
        trade_mark=draw(st.none() | names),
        holder_en=draw(st.none() | names),
    )


@given(licences())
def test_a_licence_survives_the_table(licence):
    row = to_row(licence)
    assert from_row(row[: len(SHOWN)]) == licence
    assert parse_licence(str(licence.number)) == licence.number


@settings(FILES, max_examples=20)
@given(st.lists(licences(), max_size=20), st.randoms())
def test_a_list_holds_exactly_what_it_was_given_in_any_order(tmp_path, rows, rng):
    one, two = tmp_path / "one.sqlite", tmp_path / "two.sqlite"
    first = build_snapshot(rows, one, date=DAY, covers=["all"], allow_shrink=True)
    shuffled = list(rows)
    rng.shuffle(shuffled)
    second = build_snapshot(shuffled, two, date=DAY, covers=["all"], allow_shrink=True)
    assert first.id == second.id and one.read_bytes() == two.read_bytes()
    opened = SqliteRegistry.open(one)
    assert sorted(map(to_row, opened), key=str) == sorted(map(to_row, rows), key=str)
    for row in rows:
        assert row in opened.by_licence(row.number)
        assert row in opened.by_standard(row.standard) and row in opened.by_standard(row.standard.without_year())
        for name in row.names:
            assert row in opened.by_holder(row.standard, name) and name in opened.holders(row.standard)
        assert row.qr_id is None or row in opened.by_qr_id(row.qr_id)
        assert all(miss.licence.number != row.number for miss in opened.neighbours(row.number))
    assert opened.is_intact()


cells = st.one_of(
    texts,
    st.sampled_from(["", "-", "ท1-1/1040", "น22-3/2879", "1040-2541", "2879-2560", "active", "=A1", "2565-01-01"]),
)


@FILES
@given(st.lists(st.lists(cells, min_size=1, max_size=8), max_size=12))
def test_nothing_is_silently_lost(tmp_path, table):
    """Every row that is not blank is taken, rejected with a reason, or named as a duplicate."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows([("ท1-1/1040", "1040-2541", "ผู้รับ", "active", "", ""), *table])
    path = tmp_path / "list.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    imported = open_import(path)
    rows = list(imported)
    filled = 1 + sum(any(cell.strip() for cell in row) for row in table)
    duplicates = [r for r in imported.repeated if r.kind == "duplicate"]
    assert imported.read == filled
    assert len(rows) == imported.taken == filled - len(imported.rejected) - len(duplicates)
    assert all(r.reason for r in imported.rejected)


@FILES
@given(st.lists(licences(), min_size=1, max_size=10), st.sampled_from(["utf-8-sig", "cp874"]), st.booleans())
def test_form_makes_no_difference(tmp_path, rows, encoding, thai_digits):
    """Thai digits, a BOM, cp874 and Buddhist years give the same licences as plain normal forms."""
    digits = to_thai_digits if thai_digits else str
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    expected = []
    for row in rows:
        holder = "บริษัท " + str(row.number.seq)
        day = f"{row.issued:%d-%m-}{row.issued.year + 543}" if row.issued else ""
        numbers = (digits(str(row.number)), digits(f"มอก. {row.standard}"))
        writer.writerow((*numbers, holder, row.status, row.qr_id or "", digits(day)))
        expected.append(Licence(row.number, row.standard, holder, row.status, qr_id=row.qr_id, issued=row.issued))
    path = tmp_path / "list.csv"
    path.write_text(out.getvalue(), encoding=encoding, newline="")
    imported = open_import(path)
    assert list(imported) == list(dict.fromkeys(expected)) and not imported.rejected
