"""Taking in TISI's monthly table of licences per standard."""

import shutil
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.cli import main
from verifier.errors import ListRejected
from verifier.numbers import parse_standard
from verifier.registry.catalogue import FILES, Catalogue
from verifier.registry.catalogue_update import read_update, write_update

DATA = Path(str(resources.files("verifier"))) / "data"
BEFORE = (DATA / "standards.csv").read_text("utf-8")
THAI = "เลข มอก.,ชื่อมาตรฐาน,ประเภท,ทำ,นำเข้า,แสดง\n"


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        shutil.copy(DATA / name, tmp_path)
    return tmp_path


def written(folder, text, encoding="utf-8"):
    path = folder / "monthly.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_the_same_table_changes_nothing(folder):
    update = read_update(DATA / "standards.csv", BEFORE)
    write_update(update, folder, file="x.csv", day=date(2025, 11, 30))
    assert (folder / "standards.csv").read_text("utf-8") == BEFORE
    assert (update.added, update.gone, update.other_type) == ((), (), ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_a_monthly_table_is_taken_in_and_what_is_gone_is_kept(folder, encoding):
    text = THAI + 'มอก. ๒๘๗๙-๒๕๗๐,แบตเตอรี่สำรองไฟฟ้า,บังคับ,"1,234",5,0\nมอก.366-2547,เตารีดไฟฟ้า,ทั่วไป,0,0,3\n'
    update = read_update(written(folder, text, encoding), BEFORE)
    assert update.added == ("2879-2570",) and update.other_type == ("366-2547",) and "2879-2560" in update.gone
    known = write_update(update, folder, file="monthly.csv", day=date(2026, 12, 31))
    assert known.date == date(2026, 12, 31) and len(known) == len(Catalogue.load()) + 1
    assert "2879-2570,แบตเตอรี่สำรองไฟฟ้า,,บังคับ,1234,5,0" in (folder / "standards.csv").read_text("utf-8")
    assert [f.number.year for f in known.editions(parse_standard("2879"))] == [2560, 2570]
    assert known.edition(parse_standard("366-2547")).title_en == "Electric irons : safety requirement"


def test_without_a_type_it_follows_from_the_licences(folder):
    text = "standard,title_th,make,import,display\n9001-2570,a,1,0,0\n9002-2570,b,0,,2\n"
    update = read_update(written(folder, text), BEFORE)
    assert [line["type"] for line in update.standards[:2]] == ["บังคับ", "ทั่วไป"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "no column for: standard"),
        (THAI, "names no standard"),
        (THAI + "น้ำมัน,a,บังคับ,1,0,0\n", "line 2"),
        (THAI + "1040,a,บังคับ,1,0,0\n", "with a year"),
        (THAI + "1040-2541,a,อื่น,1,0,0\n", "neither"),
        (THAI + "1040-2541,a,บังคับ,x,0,0\n", "no number of licences"),
        (THAI + "1040-2541,a,บังคับ,1,0,0\n1040-2541,a,บังคับ,1,0,0\n", "twice"),
    ],
)
def test_a_table_that_is_not_understood_is_refused(folder, text, words):
    with pytest.raises(ListRejected, match=words):
        read_update(written(folder, text), BEFORE)


def test_on_the_command_line(folder):
    path = written(folder, THAI + "2879-2570,แบตเตอรี่สำรองไฟฟ้า,บังคับ,1,5,0\n")
    command = [
        "registry",
        "catalogue",
        "update",
        str(path),
        "--date",
        "2026-12-31",
        "--into",
        str(folder),
        "--lang",
        "en",
    ]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert "as of 31 Dec 2026" in result.output and "1 new: 2879-2570" in result.output


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        ("2424", 0, "Replaced by"),
        ("มอก. 2879-2560", 0, "16 Nov 2020"),
        ("17025-2561", 0, "no standard for products"),
        ("4711-2560", 65, "not known"),
        ("x", 64, "not the number"),
    ],
)
def test_show_a_standard(asked, code, words):
    result = CliRunner().invoke(main, ["registry", "catalogue", "show", asked, "--lang", "en"])
    assert result.exit_code == code and words in result.output
