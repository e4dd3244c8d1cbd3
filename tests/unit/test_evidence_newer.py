"""A bundle or a case that says that a newer MokCheck made it is told as that: neither passed nor called changed."""

import hashlib
import json

import pytest
from click.testing import CliRunner

from tests.support.bundles import bundle, entries, public_key, rehashed, signing_key, with_changed
from tests.support.spot_checks import NOW, OPERATOR, with_products
from verifier.cases.export import CASE, SHAPE, check_case, export_case
from verifier.cases.export import PAYLOAD_TYPE as OF_A_CASE
from verifier.cases.store import CaseStore
from verifier.cli import main
from verifier.evidence.archive import ENVELOPE, REPORT, pack, unpack
from verifier.evidence.bundle import envelope
from verifier.evidence.canonical import decode, encode
from verifier.evidence.check import State, check
from verifier.evidence.record import PAYLOAD_TYPE
from verifier.evidence.signing import _as_data
from verifier.messages.evidence import say

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")
MINE, FILES = public_key(0), entries(bundle(0))
RECORD = decode(FILES[REPORT])
LATER = {**RECORD["versions"], "mokcheck": "99.1.0"}
OF_LATER = {**RECORD, "versions": LATER, "weather": "hot"}
"""Of the same form by its number, with a key in it that this version does not know."""


def signed(record):
    """A bundle of this record, which the right key has signed."""
    data = encode(record)
    return pack({**FILES, REPORT: data, ENVELOPE: envelope(data, signing_key(0))})


def told(data):
    checked = check(data, [MINE])
    return checked.state, {flaw.code for flaw in checked.flaws}, checked.headline


@pytest.mark.parametrize("record", [{**RECORD, "schema": 2}, OF_LATER], ids=["of another form", "with a new key"])
def test_a_record_of_a_newer_version_is_not_called_changed(record):
    assert told(signed(record)) == (State.UNPROVEN, {"form.newer"}, "state.newer")
    checked = check(signed(record), [MINE])
    assert not checked.proven("en") and checked.record is None


@pytest.mark.parametrize(
    "changes", [{"schema": 2}, {"payload_type": PAYLOAD_TYPE.replace(".v1+", ".v2+")}], ids=["form", "payload"]
)
def test_an_envelope_of_a_newer_version_neither(changes):
    data = pack(with_changed(FILES, ENVELOPE, **changes))
    assert told(data) == (State.UNPROVEN, {"form.newer"}, "state.newer")
    assert "unsigned" not in check(data, [MINE]).doubts, "nobody has read it"


@pytest.mark.parametrize(
    "record",
    [
        {**RECORD, "schema": 0},
        {**RECORD, "schema": "2"},
        {**RECORD, "schema": True},
        {**RECORD, "schema": 10**400},
        {**RECORD, "kind": "mokcheck case", "schema": 2},
        {**OF_LATER, "versions": {**LATER, "mokcheck": "0.0.9"}},
        {**OF_LATER, "versions": {**LATER, "mokcheck": "next"}},
        {**OF_LATER, "versions": ["99"]},
        {**OF_LATER, "versions": {**LATER, "mokcheck": RECORD["versions"]["mokcheck"]}},
    ],
)
def test_what_is_of_no_form_is_still_refused(record):
    assert told(signed(record)) == (State.CHANGED, {"report.form"}, "state.changed")


def test_a_changed_bundle_is_not_excused_by_saying_that_it_is_newer():
    photo = next(name for name in FILES if name.startswith("photos/"))
    newer = {**FILES, REPORT: encode({**RECORD, "schema": 2})}
    assert told(pack(newer)) == (State.CHANGED, {"report.changed", "form.newer"}, "state.changed")
    assert told(pack(rehashed(newer)))[0] is State.CHANGED, "the signature is over another report"
    other = with_changed({**FILES, photo: FILES[photo][:-1]}, ENVELOPE, schema=2)
    assert told(pack(other)) == (State.CHANGED, {"form.newer", "part.changed"}, "state.changed")


def test_commands_say_that_it_is_newer_and_do_nothing_with_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.zip").write_bytes(signed(OF_LATER))
    (tmp_path / "key.json").write_bytes(encode(_as_data(MINE)) + b"\n")
    run = CliRunner()
    said = run.invoke(main, ["report", "verify", "a.zip", "--key", "key.json", "--lang", "en"])
    assert said.exit_code == 20 and "MokCheck 99.1.0" in said.stdout and "Update MokCheck" in said.stdout
    assert "What is proven" not in said.stdout
    thai = run.invoke(main, ["report", "verify", "a.zip", "--key", "key.json"])
    assert say("state.newer", "th") in thai.stdout
    found = json.loads(run.invoke(main, ["report", "verify", "a.zip", "--json"]).stdout)
    assert (found["state"], found["flaws"][0]["code"], found["doubts"]) == ("unproven", "form.newer", ["key.not_given"])
    pdf = run.invoke(main, ["report", "pdf", "a.zip", "--out", "a.pdf"])
    kept = run.invoke(main, ["report", "store", "keep", "a.zip", "--store", "s", "--by", "x", "--days", "9"])
    for refused in (pdf, kept):
        assert refused.exit_code == 65 and "form.newer" in refused.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_an_exported_case_of_a_newer_version_and_one_with_such_a_bundle_are_told(tmp_path):
    store = CaseStore(tmp_path / "cases", create=True)
    files = unpack(export_case(store, with_products(store), who=OPERATOR, at=NOW), SHAPE).entries
    told_of = {"payload": CASE, "payload_type": OF_A_CASE}

    def sealed(plain, **more):
        data = encode(plain)
        return pack({**files, **more, CASE: data, ENVELOPE: envelope(data, signing_key(0), **told_of)}, SHAPE)

    plain = decode(files[CASE])
    whole = check_case(sealed(plain), [MINE])
    newer = check_case(sealed({**plain, "schema": 2}), [MINE])
    assert whole.state is State.WHOLE
    assert (newer.state, newer.headline) == (State.UNPROVEN, "state.newer")
    assert [flaw.code for flaw in newer.flaws] == ["form.newer"]
    inside = dict(plain)
    name, data = next(
        (name, data) for name, data in files.items() if name.startswith("products/") and name.endswith(".zip")
    )
    record = {**decode(entries(data)[REPORT]), "schema": 2}
    changed = pack({**entries(data), REPORT: encode(record), ENVELOPE: envelope(encode(record), None)})
    inside["files"] = {**plain["files"], name: hashlib.sha256(changed).hexdigest()}
    with_such = check_case(sealed(inside, **{name: changed}), [MINE])
    assert with_such.state is not State.WHOLE and "form.newer" in {flaw.code for flaw in with_such.flaws}
