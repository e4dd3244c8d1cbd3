"""A signed bundle that another machine made passes here, byte for byte, and no longer when a bit of it is flipped.

`bundle/signed.zip` was made on 2026-11-29 by MokCheck 0.1.0 (Python 3.11, Debian 12, x86-64) with
`python -m tests.golden.make_bundle`, of a drawing of `samples/`; `bundle/key.pem.pub.json` is the public key, whose
private half exists no more. Every machine that runs this test checks a bundle that it did not make. It is made anew
only where the form of bundles changes; versions of MokCheck that come later must still pass this one.
"""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from verifier.evidence.check import State, check
from verifier.evidence.signing import load_public
from verifier.evidence.versions import rules_version

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")
FOLDER = Path(__file__).resolve().parent / "bundle"
SIGNED = (FOLDER / "signed.zip").read_bytes()
KEY = load_public(FOLDER / "key.pem.pub.json")
REPORT_SHA256 = "2a81d396bf54b08a41a1ad0a888d57d1f8370a685a97ac44b94e6d8b83aaa11a"


def test_it_is_whole_and_of_its_key():
    checked = check(SIGNED, [KEY])
    assert checked.state is State.WHOLE and not checked.flaws and not checked.doubts
    assert checked.record_sha256 == REPORT_SHA256
    assert checked.signer is not None and checked.signer.name == "MokCheck test"
    assert checked.record is not None and checked.record.report["verdict"] == "agrees"
    versions = json.loads(checked.record_bytes)["versions"]
    assert versions["mokcheck"] == "0.1.0"
    assert checked.recomputed is (True if versions["rules"] == rules_version() else None)


def test_a_flipped_bit_anywhere_is_found():
    for offset in range(0, len(SIGNED), 997):
        wrong = bytearray(SIGNED)
        wrong[offset] ^= 1 << (offset % 8)
        assert check(bytes(wrong), [KEY]).state is State.CHANGED, offset


def test_it_is_small_and_holds_no_private_key():
    assert len(SIGNED) < 200_000
    assert sorted(path.name for path in FOLDER.iterdir()) == ["key.pem.pub.json", "signed.zip", "thousand.tar.xz"]
    assert b"PRIVATE" not in (FOLDER / "key.pem.pub.json").read_bytes()
    assert (ROOT / "samples" / "01-power-bank.jpg").is_file(), "the drawing of which it is made"
