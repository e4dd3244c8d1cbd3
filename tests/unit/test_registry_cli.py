"""`mokcheck registry`: what people see and which exit code they get."""

import csv

import pytest
from click.testing import CliRunner

from tests.support.lists import build, licence, standard_number
from verifier.cli import main
from verifier.domain import LicenceStatus
from verifier.messages.listing import WORDS
from verifier.registry.snapshot import SqliteRegistry

TABLE = (
    "licence,standard,holder,status,qr_id\n"
    "ท7195-54/1040,1040-2541,บริษัท ตัวอย่างทดสอบ จำกัด,active,320108935\n"
    "ท5-5/2879,2879-2560,บริษัท ก จำกัด,,\n"
)


def run(*arguments):
    result = CliRunner().invoke(main, ["registry", *map(str, arguments)])
    return result.exit_code, result.output


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def built(tmp_path, table):
    out = tmp_path / "list.sqlite"
    assert run("build", out, "--from", table, "--date", "2026-11-01", "--covers", "all")[0] == 0
    return out


def test_build_says_what_it_did(tmp_path, table):
    out = tmp_path / "list.sqlite"
    code, text = run("build", out, "--from", table, "--date", "2026-11-01", "--covers", "all", "--lang", "en")
    assert code == 0 and "2 rows: 2 taken" in text and "1 rows do not state" in text
    assert SqliteRegistry.open(out).snapshot.covers == {"all"}


def test_a_rejected_row_is_named_and_narrows_the_coverage(tmp_path, table):
    table.write_text(TABLE + "ท9-9/2879,2879-2560,=1+1,,\n", encoding="utf-8")
    out, rejects = tmp_path / "list.sqlite", tmp_path / "rejects.csv"
    code, text = run("build", out, "--from", table, "--covers", "all", "--rejects", rejects, "--lang", "en")
    assert code == 0 and "a formula, not a text" in text and "it covers 1040" in text
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1] == ["4", "Holder", "a formula, not a text", "'=1+1"]
    assert SqliteRegistry.open(out).snapshot.covers == {"1040"}


def test_no_reason_is_cut_where_the_screen_is_narrow(tmp_path, table, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    table.write_text(TABLE + f"{'99904-904' * 9},369-2557,บริษัท ค จำกัด,,\n", encoding="utf-8")
    text = run("build", tmp_path / "list.sqlite", "--from", table)[1]
    assert "99904-904" in text and "…" not in text


def test_a_bad_optional_cell_is_named_and_costs_nothing_else(tmp_path, table):
    table.write_text("ทะเบียน\n" + TABLE + "ท9-9/2879,2879-2560,b,active?,\n", encoding="utf-8")
    out = tmp_path / "list.sqlite"
    code, text = run("build", out, "--from", table, "--covers", "all", "--date", "2026-11-01", "--lang", "en")
    assert code == 0 and "3 taken, 0 rejected" in text and "1 cells could not be understood" in text
    assert "Passed over above the headings: lines 1" in text and "active?" in text
    assert SqliteRegistry.open(out).snapshot.covers == {"all"}


def test_the_lines_that_cost_coverage_are_named(tmp_path, table):
    bad = "".join(f"x{n},2879-2560,a,,\n" for n in range(12))
    table.write_text(TABLE + bad, encoding="utf-8")
    code, text = run("build", tmp_path / "list.sqlite", "--from", table, "--covers", "2879-2560", "--lang", "en")
    assert code == 0 and "rejected (lines 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 …); it covers no standard" in text


def test_a_table_without_its_columns_is_refused_with_its_headings(tmp_path, table):
    table.write_text("Permit,Norm,Firm\n1,2,3\n", encoding="utf-8")
    code, text = run("build", tmp_path / "list.sqlite", "--from", table)
    assert code == 65 and "its headings are 'Permit', 'Norm', 'Firm'; --mapping" in text


@pytest.mark.parametrize(
    "covers",
    [
        ("--covers", "1040-2541", "มอก. 2879-2560"),
        ("--covers", "1040-2541,2879-2560"),
        ("--covers", "1040-2541", "--covers", "2879-2560"),
    ],
)
def test_ways_to_name_what_is_covered(tmp_path, table, covers):
    out = tmp_path / "list.sqlite"
    assert run("build", out, "--from", table, *covers)[0] == 0
    assert SqliteRegistry.open(out).snapshot.covers == {"1040-2541", "2879-2560"}


def test_without_a_date_the_file_dates_the_list_and_that_is_said(tmp_path, table):
    code, text = run("build", tmp_path / "list.sqlite", "--from", table, "--lang", "en")
    assert code == 0 and "No date was given" in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build", "o.sqlite", "--from", "none.csv"), 66),
        (("build", "o.sqlite"), 64),
        (("build", "nowhere/o.sqlite", "--from", "{table}"), 66),
        (("build", "o.sqlite", "--from", "{table}", "--covers", "abc"), 64),
        (("build", "o.sqlite", "1040-2541", "--from", "{table}"), 64),
        (("show", "none.sqlite"), 66),
        (("show", "{table}"), 65),
        (("show",), 69),
        (("lookup", "ท1-1/1"), 69),
        (("diff", "none.sqlite", "none.sqlite"), 66),
    ],
)
def test_errors_have_their_exit_codes(tmp_path, table, monkeypatch, arguments, code):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MOKCHECK_LIST_PATH", raising=False)
    assert run(*(a.format(table=table) for a in arguments))[0] == code


def test_a_list_that_shrank_is_refused_until_told(tmp_path, table):
    build(tmp_path, [licence(f"ท{n}-{n}/1040") for n in range(1, 50)])
    out = tmp_path / "list.sqlite"
    before = out.read_bytes()
    code, text = run("build", out, "--from", table, "--lang", "en")
    assert code == 65 and "--allow-shrink" in text and out.read_bytes() == before
    assert run("build", out, "--from", table, "--allow-shrink")[0] == 0


def test_show(built):
    code, text = run("show", built, "--lang", "en", "--check")
    assert code == 0 and "1 Nov 2026" in text and "every standard" in text and "not stated" in text
    assert "the id is right" in text


def test_show_check_notices_a_changed_cell(built):
    built.write_bytes(built.read_bytes().replace(b"active", b"Active"))
    assert run("show", built)[0] == 65 or run("show", built, "--check")[0] == 65


@pytest.mark.parametrize(
    "asked",
    [
        "ท7195-54/1040",
        "ท๗๑๙๕-๕๔/๑๐๔๐",
        "7195-54/1040",
        "320108935",
        "https://appdb.tisi.go.th/Q/i.php?d=320108935",
        "มอก. 1040-2541",
        "1040",
    ],
)
def test_look_up(built, asked):
    code, text = run("lookup", asked, "--list", built, "--lang", "en")
    assert code == 0 and "ท7195-54/1040" in text and "in force" in text and "1 found" in text


@pytest.mark.parametrize("asked", ["ท7196-54/1040", "999999999", "366-2547", "no such brand"])
def test_what_is_not_listed(built, asked):
    code, text = run("lookup", asked, "--list", built, "--lang", "en")
    assert code == 65 and "is not in the list of 1 Nov 2026" in text
    assert ("never a match" in text) == (asked == "ท7196-54/1040")


def test_diff_in_words(tmp_path):
    kept, unnamed = licence("ท1-1/1040"), licence("ท6-6/1040")
    old = build(
        tmp_path, [kept, unnamed, licence("ท2-2/1040"), licence("ท3-3/1040"), licence("ท4-4/1040")], "a.sqlite"
    ).path
    revoked = licence("ท2-2/1040", status=LicenceStatus.REVOKED)
    renamed = licence("ท3-3/1040", holder="บริษัท ชื่อใหม่ จำกัด")
    added = licence("ท5-5/2879", standard=standard_number("2879-2560"))
    named = licence("ท6-6/1040", holder_en="Sample Test Co., Ltd.")
    new = build(tmp_path, [kept, named, revoked, renamed, added], "b.sqlite", covers=["1040"]).path
    code, text = run("diff", old, new, "--lang", "en")
    assert code == 0
    assert "1 new, 1 gone; 1 with another state, 1 with another holder, 1 otherwise" in text
    assert "ท6-6/1040 (1040-2541) บริษัท ตัวอย่างทดสอบ จำกัด: changed Holder, in Latin letters" in text
    assert "ท2-2/1040 (1040-2541) บริษัท ตัวอย่างทดสอบ จำกัด: in force → revoked" in text
    assert "holder: บริษัท ตัวอย่างทดสอบ จำกัด → บริษัท ชื่อใหม่ จำกัด" in text
    assert "Gone from the list: ท4-4/1040" in text and "New: ท5-5/2879 (2879-2560)" in text
    assert "Covers no longer: every standard" in text and "ท1-1/1040" not in text


def test_diff_of_equal_lists(built):
    assert "Both lists hold the same licences" in run("diff", built, built, "--lang", "en")[1]


def test_a_name_cannot_speak_to_the_terminal(tmp_path):
    path = build(tmp_path, [licence(holder="[red]x\x1b[31m")]).path
    text = run("lookup", "1040", "--list", path)[1]
    assert "\x1b" not in text and "[red]x\\x1b[31m" in text


def test_all_words_are_in_both_languages_with_the_same_placeholders():
    import string

    for key, (thai, english) in WORDS.items():
        names = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (thai, english)]
        assert thai and english and names[0] == names[1], key


def test_ids_that_were_resolved_fill_rows_without_one(tmp_path):
    table, found, out = tmp_path / "licences.csv", tmp_path / "qr_ids.csv", tmp_path / "list.sqlite"
    rows = "ท1-1/2879,2879-2560,บริษัท ก จำกัด,active,\nท2-2/2879,2879-2560,บริษัท ข จำกัด,active,111111111\n"
    table.write_text("licence,standard,holder,status,qr_id\n" + rows, encoding="utf-8")
    resolved = "320108935,ท1-1/2879,2026-11-23\n222222222,ท2-2/2879,2026-11-23\n"
    found.write_text("qr_id,licence,resolved\n" + resolved, encoding="utf-8")
    command = ["build", str(out), "--from", str(table), "--qr-ids", str(found), "--date", "2026-11-01", "--lang", "en"]
    built = CliRunner().invoke(main, ["registry", *command])
    assert built.exit_code == 0 and "QR ids of 1 licences" in built.stdout, built.output
    listed = SqliteRegistry.open(out)
    assert [str(row.number) for row in listed.by_qr_id("320108935")] == ["ท1-1/2879"]
    assert [str(row.number) for row in listed.by_qr_id("111111111")] == ["ท2-2/2879"]
    assert not listed.by_qr_id("222222222")
    found.write_text("id;number\n1;2\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["registry", *command]).exit_code == 65
