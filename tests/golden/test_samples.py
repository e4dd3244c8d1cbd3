"""The sample photos get the verdicts that their truth names, from the command line and from the API alike."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from api.app import create_app
from tests.conftest import ROOT
from verifier.build import build_verifier
from verifier.cli import main
from verifier.settings import Settings

SAMPLES = ROOT / "samples"
TRUTH = json.loads((SAMPLES / "truth.json").read_text("utf-8"))
DAY = "2026-11-23"
EXIT = {"agrees": 0, "conflicts": 10, "cannot_tell": 20}


@pytest.fixture(scope="module")
def sample_list(tmp_path_factory):
    """The sample list as `make run` builds it, dated the day of the verifications."""
    path = tmp_path_factory.mktemp("list") / "list.sqlite"
    source = SAMPLES / "list.csv"
    result = CliRunner().invoke(
        main, ["registry", "build", str(path), "--from", str(source), "--covers", "all", "--date", DAY]
    )
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture(scope="module")
def settings(sample_list):
    return Settings(list_path=sample_list)


@pytest.fixture(scope="module")
def verifier(settings):
    return build_verifier(settings)


@pytest.fixture(scope="module")
def client(settings, verifier):
    with TestClient(create_app(settings, verifier, today=lambda: date.fromisoformat(DAY))) as client:
        yield client


def nothing_accepted_is_wrong(claim, row):
    assert {item["value"] for item in claim["standards"] if item["certain"]} <= {row.get("standard")}
    assert {item["value"] for item in claim["licences"] if item["certain"]} <= {row.get("licence")}
    assert [mark["kind"] for mark in claim["marks"]] == ([row["kind"]] if row["mark"] else [])
    assert {code["payload"] for code in claim["codes"]} == {row["ean"]} | ({row["qr"]} if "qr" in row else set())


def without_timings(report):
    return {key: value for key, value in report.items() if key != "timings_ms"}


@pytest.mark.parametrize("row", TRUTH, ids=[row["file"].removesuffix(".jpg") for row in TRUTH])
def test_a_sample_gets_its_verdict_from_both_doors(row, sample_list, verifier, client, monkeypatch):
    monkeypatch.setattr("verifier.build.build_verifier", lambda _settings: verifier)
    path = SAMPLES / row["file"]

    arguments = [str(path), "--list", str(sample_list), "--category", row["category"], "--json", "--on", DAY]
    run = CliRunner().invoke(main, ["verify", *arguments])
    from_cli = json.loads(run.stdout)

    form = {"photos": (path.name, path.read_bytes(), "image/jpeg")}
    answer = client.post("/v1/verifications", files=form, data={"category": row["category"]})
    assert answer.status_code == 200, answer.text
    from_api = answer.json()

    assert without_timings(from_api) == without_timings(from_cli)
    leading, codes = from_cli["leading"], [finding["code"] for finding in from_cli["findings"]]
    told = (from_cli["verdict"], run.exit_code)
    assert told == (row["verdict"], EXIT[row["verdict"]]), (codes, from_cli["claim"])
    assert leading is not None and codes[leading].startswith(row["leading"])
    nothing_accepted_is_wrong(from_cli["claim"], row)
