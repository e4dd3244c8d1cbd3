"""The engines that ship, from the command line: a stock gives for every product what `verify` gives for its photos."""

import json
from datetime import date

from click.testing import CliRunner

from tests.conftest import ROOT
from tests.support.stock import folder
from verifier.build import build_verifier
from verifier.cli import main
from verifier.settings import Settings

SAMPLES = ROOT / "samples"
NAMES = ("01-power-bank", "06-hair-dryer-revoked", "12-power-bank-unmarked")
DAY = "2026-11-23"


def call(*arguments):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_stock_of_samples_is_judged_as_each_alone(tmp_path):
    path, out = tmp_path / "list.sqlite", tmp_path / "r.jsonl"
    call("registry", "build", path, "--from", SAMPLES / "list.csv", "--covers", "all", "--date", DAY)
    stock = folder(tmp_path / "stock", {f"{name}.jpg": (SAMPLES / f"{name}.jpg").read_bytes() for name in NAMES})
    said = call("batch", stock, "--out", out, "--list", path, "--workers", 1, "--on", DAY, "--lang", "en")
    assert "3 products: 1 agree, 1 conflict, 1 cannot be told" in said and "3 single" in said
    verifier = build_verifier(Settings(list_path=path))
    for name, row in zip(NAMES, rows(out), strict=True):
        report = verifier.verify([(SAMPLES / f"{name}.jpg").read_bytes()], today=date.fromisoformat(DAY))
        assert row["verdict"] == str(report.verdict.kind), name
        seen = {finding["code"] for finding in row["findings"] if finding["by"] == "photo"}
        assert seen == {finding.code for finding in report.findings if finding.outcome != "pass"}, name
        assert row["claim"]["licences"] == sorted({str(n.value) for n in report.claim.licences if n.certain})
    status = json.loads(call("batch", "status", out, "--json"))
    assert status["finished"] and status["photos_looked_at"] == status["products_judged"] == 3
    assert status["verdicts"] == {"agrees": 1, "conflicts": 1, "cannot_tell": 1}
    assert "3 of 3 photos looked at" in call("batch", "status", out, "--lang", "en")
    call("registry", "build", path, "--from", SAMPLES / "list.csv", "--date", DAY)  # covers nothing, as another list
    (stock / "01-power-bank.jpg").unlink()
    call("batch", "--recheck", "--out", out, "--list", path, "--on", "2027-06-01", "--lang", "en")
    first = rows(out)[0]
    assert first["verdict"] == "cannot_tell"  # the list is too old by now, and no photo was needed to tell
    assert "list.stale" in {finding["code"] for finding in first["findings"]}


def test_wrong_usage_is_told_before_any_work(tmp_path):
    for arguments in (
        ["batch", str(tmp_path)],
        ["batch", "--out", "r.csv"],
        ["batch", str(tmp_path), "--recheck", "--out", str(tmp_path / "r.csv")],
        ["batch", "x.zip", "--watch", "--out", str(tmp_path / "r.csv")],
    ):
        assert CliRunner().invoke(main, arguments).exit_code == 64, arguments
    missing = CliRunner().invoke(main, ["batch", str(tmp_path / "none"), "--out", str(tmp_path / "r.csv")])
    assert missing.exit_code == 66
    assert CliRunner().invoke(main, ["batch", "status", str(tmp_path / "none.csv")]).exit_code == 66
