"""Five files as operators bring them, through the command line: each gives the documented result."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from verifier.cli.registry import registry
from verifier.domain import LicenceStatus
from verifier.registry.snapshot import SqliteRegistry

HEADER = "licence,standard,holder,status"
ROWS = [f"ท{n}-{n}/1040,1040-2541,บริษัท {n} จำกัด,active" for n in range(1, 41)]


def build(folder: Path, data: bytes, *options: str, name: str = "list.csv") -> Result:
    (folder / name).write_bytes(data)
    source = ["--from", str(folder / name), "--covers", "all", "--date", "2026-11-01", "--lang", "en"]
    return CliRunner().invoke(registry, ["build", str(folder / "out.sqlite"), *source, *options])


def text(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def opened(folder: Path) -> SqliteRegistry:
    return SqliteRegistry.open(folder / "out.sqlite")


@pytest.fixture
def plain(tmp_path: Path) -> set[object]:
    """The licences that the same rows in plain UTF-8 give."""
    (tmp_path / "plain").mkdir()
    assert build(tmp_path / "plain", text(*ROWS).encode()).exit_code == 0
    return set(opened(tmp_path / "plain"))


def test_a_file_in_code_page_874_gives_the_same_licences(tmp_path: Path, plain: set[object]) -> None:
    thai = text(*ROWS, header="เลขที่ใบอนุญาต,มาตรฐาน,ผู้รับใบอนุญาต,สถานะ").replace("active", "ใช้งาน")
    assert build(tmp_path, thai.encode("cp874")).exit_code == 0
    assert set(opened(tmp_path)) == plain and opened(tmp_path).snapshot.covers == {"all"}


def test_a_file_with_swapped_columns_gives_the_same_licences_and_says_so(tmp_path: Path, plain: set[object]) -> None:
    done = build(tmp_path, text(*ROWS, header="standard,licence,holder,status").encode())
    assert done.exit_code == 0 and "were exchanged" in done.output
    assert set(opened(tmp_path)) == plain


def test_a_formula_costs_its_row_and_the_coverage_and_is_inert_in_the_report(tmp_path: Path) -> None:
    formula = 'ท99-99/1040,1040-2541,"=HYPERLINK(""http://x.example"",""y"")",active'
    other = "ท7-7/2879,2879-2560,บริษัท อื่น จำกัด,active"
    done = build(tmp_path, text(*ROWS, formula, other).encode(), "--rejects", str(tmp_path / "rejects.csv"))
    assert done.exit_code == 0 and "42 rows: 41 taken, 1 rejected" in done.output
    assert opened(tmp_path).snapshot.covers == {"2879"}
    with (tmp_path / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        (rejected,) = list(csv.reader(file))[1:]
    assert rejected[0] == "42" and rejected[3].startswith("'=HYPERLINK")


def test_a_file_half_its_former_size_is_refused_until_it_is_asked_for(tmp_path: Path) -> None:
    assert build(tmp_path, text(*ROWS).encode()).exit_code == 0
    before = (tmp_path / "out.sqlite").read_bytes()
    done = CliRunner().invoke(registry, ["show", str(tmp_path / "out.sqlite"), "--lang", "en"])
    assert "40" in done.output
    half = text(*ROWS[:20]).encode()
    refused = build(tmp_path, half)
    assert refused.exit_code != 0 and type(refused.exception).__name__ == "ListShrank"
    assert (tmp_path / "out.sqlite").read_bytes() == before
    assert build(tmp_path, half, "--allow-shrink").exit_code == 0 and opened(tmp_path).snapshot.rows == 20


def test_a_byte_order_mark_and_thai_digits_make_no_difference(tmp_path: Path, plain: set[object]) -> None:
    digits = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    rows = []
    for row in ROWS:
        licence, standard, *rest = row.split(",")
        rows.append(",".join([licence.translate(digits), f"มอก. {standard.translate(digits)}", *rest]))
    assert build(tmp_path, text(*rows).encode("utf-8-sig")).exit_code == 0
    assert set(opened(tmp_path)) == plain
    assert opened(tmp_path).counts() == {LicenceStatus.ACTIVE: 40}


def test_the_same_file_gives_the_same_bytes_and_another_day_other_ones(tmp_path: Path) -> None:
    made = []
    for day in ("2026-11-01", "2026-11-01", "2026-11-02"):
        assert build(tmp_path, text(*ROWS).encode(), "--date", day).exit_code == 0
        made.append((tmp_path / "out.sqlite").read_bytes())
    assert made[0] == made[1] != made[2]
