"""`mokcheck cases`: what operators do with cases, and what whoever got an export checks."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.bundles import entries
from tests.support.fakes import HOLDER, NUMBER
from tests.support.spot_checks import ANAN, BUSABA, NOW, place, uid, with_products
from verifier.cases.export import SHAPE
from verifier.cases.store import CaseStore
from verifier.cli import main
from verifier.evidence.archive import pack

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    store = CaseStore(tmp_path / "cases", create=True)
    with_products(store, 1, place=place("ร้าน ก"))
    with_products(store, 2, BUSABA, place=place("ร้าน ข"))
    return tmp_path / "cases"


def run(folder, *arguments, by="ผู้ดูแล"):
    named = ["--by", by] if by else []
    return CliRunner().invoke(main, ["cases", *arguments, "--store", str(folder), *named])


def test_an_operator_reaches_every_case_and_the_trail_says_so(folder):
    assert [line[:36] for line in run(folder, "list").output.splitlines()] == [uid(2), uid(1)]
    assert run(folder, "list", "ร้าน", "ข").output.split()[0] == uid(2)
    assert run(folder, "hand-over", uid(1), "--to", BUSABA.key_id, "--name", BUSABA.name).exit_code == 0
    case = CaseStore(folder).read(uid(1), who=BUSABA, at=NOW)
    assert (case.officer, set(case.team)) == (BUSABA.officer, {ANAN.key_id, BUSABA.key_id})
    assert run(folder, "hold", uid(1), "--why", "คดีที่ 7").exit_code == 0
    held = run(folder, "delete", uid(1), "--why", "x")
    assert (held.exit_code, "case.held" in held.output) == (65, True)
    assert run(folder, "release", uid(1)).exit_code == run(folder, "delete", uid(1), "--why", "จบแล้ว").exit_code == 0
    assert run(folder, "purge").output == ""
    told = run(folder, "audit", by="")
    assert told.exit_code == 0 and "จบแล้ว" in told.output and "ผู้ดูแล" in told.output
    head = told.output.split()[-1]
    with sqlite3.connect(folder / "cases.sqlite") as db:
        db.execute("DELETE FROM trail WHERE n = (SELECT max(n) FROM trail)")
    db.close()
    cut = run(folder, "audit", "--head", head, "--lang", "en", by="")
    assert cut.exit_code == 10 and "cut off" in cut.output
    assert run(folder / "none", "list").exit_code == 66
    assert CliRunner().invoke(main, ["cases", "list", "--by", "x"]).exit_code == 78


def test_an_export_is_checked_anywhere_and_never_overwritten(folder, tmp_path):
    key, out = tmp_path / "k.pem", tmp_path / "case.zip"
    made = CliRunner().invoke(main, ["keys", "signing", "create", "--name", "สำนักงาน", "--out", str(key)])
    assert made.exit_code == 0
    assert run(folder, "export", uid(1), "--out", str(out), "--sign", str(key)).exit_code == 0
    assert run(folder, "export", uid(1), "--out", str(out)).exit_code == 64

    def verify(path, *options):
        return CliRunner().invoke(main, ["cases", "verify", str(path), *options])

    whole = verify(out, "--key", f"{key}.pub.json")
    assert whole.exit_code == 0 and "ร้าน ก" in whole.output
    for words in ("สำนักงาน", "23 พ.ย. 2569 เวลา 10:04:05 น.", "อนันต์", "1. พาวเวอร์แบงก์", "ผลของผู้ตรวจ: ขัดกัน"):
        assert words in whole.output, words
    assert verify(out).exit_code == 20
    mine = tmp_path / "mine.pem"
    CliRunner().invoke(main, ["keys", "signing", "create", "--name", "อนันต์", "--out", str(mine)])
    sign = ["cases", "sign", str(out), "--out", str(tmp_path / "mine.zip"), "--sign", str(mine)]
    assert CliRunner().invoke(main, sign).exit_code == 0
    assert verify(tmp_path / "mine.zip", "--key", f"{mine}.pub.json").exit_code == 0
    assert verify(tmp_path / "mine.zip", "--key", f"{key}.pub.json").exit_code == 20
    bent = tmp_path / "bent.zip"
    files = entries(out.read_bytes())
    bent.write_bytes(
        pack({**files, "case.json": files["case.json"].replace("ร้าน ก".encode(), "ร้าน ค".encode())}, SHAPE)
    )
    sign[2], sign[4] = str(bent), str(tmp_path / "never.zip")
    assert CliRunner().invoke(main, sign).exit_code == 65 and not (tmp_path / "never.zip").exists()
    told = verify(bent, "--key", f"{key}.pub.json", "--json")
    assert told.exit_code == 10 and json.loads(told.output)["flaws"][0]["part"] == "case.json"
    pytest.importorskip("typst", reason="the extra `evidence` is not installed")
    assert run(folder, "export", uid(1), "--out", str(tmp_path / "case.pdf"), "--lang", "en").exit_code == 0
    assert (tmp_path / "case.pdf").read_bytes().startswith(b"%PDF-")
    assert run(folder, "export", uid(1), "--out", str(tmp_path / "case.txt")).exit_code == 64


def test_what_a_list_changes_what_is_shared_and_what_a_month_was(folder, tmp_path):
    rows = "licence,standard,holder,product,status,qr_id\n"
    source = tmp_path / "list.csv"
    for status in ("active", "revoked"):
        row = f"{NUMBER},มอก. 2879-2560,{HOLDER},แบตเตอรี่สำรอง,{status},320108935\n"
        source.write_text(rows + row, "utf-8")
        command = ["registry", "build", str(tmp_path / f"{status}.sqlite"), "--from", str(source), "--covers", "all"]
        assert CliRunner().invoke(main, [*command, "--date", "2026-11-20"]).exit_code == 0
    on = ["--on", "2026-11-23"]
    same = run(folder, "affected", "--list", str(tmp_path / "active.sqlite"), *on, "--lang", "en")
    assert (same.exit_code, same.output.strip()) == (0, "No case is affected.")
    told = run(folder, "affected", "--list", str(tmp_path / "revoked.sqlite"), *on)
    assert told.exit_code == 10 and uid(1) in told.output and uid(2) in told.output and str(NUMBER) in told.output
    data = run(folder, "affected", "--list", str(tmp_path / "revoked.sqlite"), *on, "--json").output
    assert {json.loads(line)["today"] for line in data.splitlines()} == {"conflicts"}
    assert "ร้าน 2 แห่ง" in run(folder, "links").output
    for name in ("map.csv", "map.svg"):
        assert run(folder, "links", "--out", str(tmp_path / name)).exit_code == 0
    assert uid(2) in (tmp_path / "map.csv").read_text("utf-8-sig") and "<svg" in (tmp_path / "map.svg").read_text(
        "utf-8"
    )
    assert run(folder, "summary", "2569-11", "--out", str(tmp_path / "month.xlsx")).exit_code == 0
    assert run(folder, "summary", "11/2026", "--out", str(tmp_path / "other.xlsx")).exit_code == 64
    pytest.importorskip("typst", reason="the extra `evidence` is not installed")
    assert run(folder, "summary", "2026-11", "--out", str(tmp_path / "month.pdf")).exit_code == 0


def test_a_copy_of_the_folder_is_a_backup(folder, tmp_path):
    """The whole folder copied while nobody writes is a store like the first."""
    shutil.copytree(folder, tmp_path / "restored")
    before, after = (run(place, "audit", by="") for place in (folder, tmp_path / "restored"))
    assert before.exit_code == after.exit_code == 0 and before.output == after.output
    assert run(tmp_path / "restored", "export", uid(1), "--out", str(tmp_path / "again.zip")).exit_code == 0


def test_the_command_needs_no_engine_and_no_web_framework():
    heavy = ("fastapi", "onnxruntime", "numpy", "typst")
    script = f"import sys, verifier.cli.cases; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
