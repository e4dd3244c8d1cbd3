"""Tables and lists that were once answered wrongly: each is answered rightly now, every row of it."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier import days
from verifier.cli import main
from verifier.domain import LicenceStatus
from verifier.registry.snapshot import SqliteRegistry

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ON = date(2026, 11, 29)
PLAIN = [*(["agrees"] * 3), *(["conflicts"] * 4), "cannot_tell", "conflicts", *(["cannot_tell"] * 3)]
"""The verdicts on the rows of `samples/products.csv`, of which most of these tables are made."""
SAME_ROWS = (
    *("tab-blank.csv", "tab-group.csv", "tab-holder-hq.csv", "tab-sep.csv", "tab-std-with-title.csv"),
    *("tab-title.csv", "tab-utf16le.csv", "tab-dim4cols.xlsx", "tab-dimA1.xlsx", "tab-titlerows.xlsx"),
)
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def faults(shared_data: Path) -> Path:
    return shared_data / "faults"


def build(table: Path, out: Path) -> SqliteRegistry:
    command = ["registry", "build", str(out), "--from", str(table), "--covers", "all", "--date", "2026-11-28"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    return SqliteRegistry.open(out)


@pytest.fixture(scope="module")
def listed(tmp_path_factory) -> Path:
    return build(SAMPLES / "list.csv", tmp_path_factory.mktemp("list") / "list.sqlite").path


def verdicts(table: Path, listed: Path, out: Path, *options: str) -> list[str]:
    done = CliRunner().invoke(main, ["check", str(table), "--list", str(listed), "--out", str(out), *options])
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8-sig", newline="") as file:
        return [row["mokcheck_verdict"] for row in csv.DictReader(file)]


def test_every_table_of_the_folder_is_expected_here(faults):
    tables = {path.name for path in faults.iterdir() if path.suffix in (".csv", ".xlsx")}
    others = {"tab-manufacturer-before-licensee.csv", "tab-qr-semicolon-lookalike.csv", "tab-qr3-variants.csv"}
    lists = {"list-dim-rows.xlsx", "list-two-status.csv", "tz-suspended-from-today.csv"}
    assert tables == {*SAME_ROWS, *others, *lists, "two-qr-columns-second-lookalike.csv"}


@pytest.mark.parametrize("name", SAME_ROWS)
def test_the_form_of_a_table_changes_no_verdict(faults, listed, tmp_path, name):
    found = verdicts(faults / name, listed, tmp_path / "out.csv", "--on", str(ON))
    assert found == PLAIN == verdicts(SAMPLES / "products.csv", listed, tmp_path / "plain.csv", "--on", str(ON))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tab-qr-semicolon-lookalike.csv", ["conflicts"]),
        ("two-qr-columns-second-lookalike.csv", ["conflicts"]),
        ("tab-manufacturer-before-licensee.csv", ["agrees"]),
    ],
)
def test_every_link_and_column_is_looked_at(faults, listed, tmp_path, name, expected):
    assert verdicts(faults / name, listed, tmp_path / "out.csv", "--on", str(ON)) == expected


def test_no_decorated_link_to_another_licence_agrees(faults, listed, tmp_path):
    found = verdicts(faults / "tab-qr3-variants.csv", listed, tmp_path / "out.csv", "--on", str(ON))
    assert len(found) == 10 and "agrees" not in found and "conflicts" in found


def test_a_list_is_read_beyond_what_its_sheet_says(faults, tmp_path):
    plain, found = build(SAMPLES / "list.csv", tmp_path / "a"), build(faults / "list-dim-rows.xlsx", tmp_path / "b")
    assert set(found) == set(plain) and found.snapshot.rows == 20


def test_two_columns_for_the_state_that_disagree_state_none(faults, tmp_path):
    (licence,) = build(faults / "list-two-status.csv", tmp_path / "list")
    assert licence.status is LicenceStatus.UNSTATED


def test_a_suspension_begins_at_midnight_in_bangkok(faults, tmp_path, monkeypatch):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 11, 28, 17, 0, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(days, "datetime", Clock)
    listed = build(faults / "tz-suspended-from-today.csv", tmp_path / "list").path
    table = tmp_path / "goods.csv"
    table.write_text("TIS Number,TIS License\n2879-2560,ท99901-901/2879\n", encoding="utf-8")
    assert verdicts(table, listed, tmp_path / "out.csv") == ["conflicts"]
