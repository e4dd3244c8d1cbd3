"""1,000 honest bundles that another machine made pass here, and not one of them with a bit flipped.

`bundle/thousand.tar.xz` was made on 2026-11-29 by MokCheck 0.1.0 (Python 3.11.7, Debian 12, x86-64) with `python -m
bench bundles --small --make=…`: one or several photos, framed or not, four lists, many days, five keys whose private
halves exist no more, every tenth with a time stamp. `about.json` in it says where and with what. Every machine that
runs this test checks bundles that it did not make. It is made anew only where the form of bundles changes.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bench import bundles
from bench.honest_bundles.archive import read_parcel, write_parcel
from bench.honest_bundles.checking import check_all
from verifier.errors import BadEvidence
from verifier.evidence.archive import unpack
from verifier.evidence.versions import rules_version

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")
PATH = Path(__file__).resolve().parent / "bundle" / "thousand.tar.xz"


@pytest.fixture(scope="module")
def parcel():
    return read_parcel(PATH)


@pytest.mark.parametrize("every", [25, pytest.param(1, marks=pytest.mark.slow)])
def test_all_pass_and_none_with_a_flipped_bit(parcel, every):
    result = check_all(parcel, every=every)
    assert result.refused == () and result.passed == result.flipped == result.bundles == 1000 // every
    assert result.recomputed == (result.bundles if parcel.about["rules"] == rules_version() else 0)
    assert {verdict for verdict, _ in result.verdicts} == {"agrees", "cannot_tell", "conflicts"}


def test_its_time_stamps_hold(parcel):
    pytest.importorskip("rfc3161_client", reason="the extra `stamp` is not installed")
    assert parcel.about["of them"]["stamped"] == 100
    result = check_all(parcel, every=50)
    assert result.stamps == result.stamped == 20


def test_they_differ_in_what_bundles_of_inspectors_differ_in(parcel):
    told, names = parcel.about["of them"], [json.loads(data)["name"] for data in parcel.keys.values()]
    assert parcel.about["bundles"] == len(set(parcel.bundles.values())) == 1000
    assert all(told[kind] >= 100 for kind in ("stamped", "framed", "several photos", "with EXIF apart"))
    assert len(set(names)) == 5 and any(name.isascii() for name in names) and any("ใจดี" in name for name in names)
    records = [json.loads(unpack(data).entries["report.json"]) for data in list(parcel.bundles.values())[::7]]
    assert len({record["inspection"]["day"] for record in records}) > 50
    assert len({record["listing"]["snapshot"]["id"] for record in records}) == 4
    assert len({record["inspection"]["category"] for record in records}) == 4


def test_it_is_small_and_holds_no_private_key(parcel):
    assert PATH.stat().st_size < 300_000
    assert not any(b"PRIVATE" in data for data in (parcel.roots, *parcel.keys.values()))


def test_a_bundle_that_is_not_whole_or_of_a_strange_key_is_told_with_its_reason(parcel, tmp_path, capsys):
    first, second, third = sorted(parcel.bundles)[1:4]
    few = {name: parcel.bundles[name] for name in (first, second, third)}
    few[second] = few[second][:-1]
    write_parcel(tmp_path / "few.tar.xz", replace(parcel, bundles=few))
    assert bundles.main([f"--check={tmp_path / 'few.tar.xz'}"]) == 1
    told = capsys.readouterr().out
    assert "2 of 3 passed, 1 refused" in told and f"{second}: zip: archive.unreadable" in told and "NOT met" in told
    strange = check_all(replace(parcel, bundles={first: few[first]}, keys={}))
    assert (strange.passed, strange.refused, strange.holds) == (0, ((first, "key.not_given"),), False)
    assert not check_all(replace(parcel, bundles={})).holds, "nothing checked is nothing shown"


@pytest.mark.parametrize("data", [b"", b"PK\5\6", b"\xfd7zXZ\0"])
def test_what_is_no_archive_is_told(tmp_path, data):
    (tmp_path / "x.tar.xz").write_bytes(data)
    with pytest.raises(BadEvidence, match="no archive of bundles"):
        read_parcel(tmp_path / "x.tar.xz")


@pytest.mark.slow
def test_bundles_made_here_pass_here(tmp_path, capsys):
    assert bundles.main(["--quick", "--count=24", f"--make={tmp_path / 'b.tar.xz'}"]) == 0
    assert "24 of 24 passed, 0 refused" in capsys.readouterr().out
    assert bundles.main([f"--check={tmp_path / 'b.tar.xz'}"]) == 0
