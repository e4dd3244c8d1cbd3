"""`verify --evidence`, `report`, `keys signing`: the contract of docs/reference/cli.md, against honest fakes."""

import json
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.bundles import bundle, entries
from tests.support.fakes import FakeRegistry, licence, make_verifier, photo_bytes
from verifier import days, messages
from verifier.cli import main
from verifier.domain import LicenceStatus
from verifier.errors import BadEvidence
from verifier.evidence.canonical import decode

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")

ON = ("--on", "2026-11-23")


@pytest.fixture
def mokcheck(monkeypatch, tmp_path):
    """Runs a command line against honest fakes, in a folder with `photo.jpg` and the key `me.pem`."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in __import__("os").environ if name.startswith("MOKCHECK_")]:
        monkeypatch.delenv(name)
    Path("photo.jpg").write_bytes(photo_bytes(0, gps=True))

    def run(*arguments: str, given: str | None = None, **changes):
        monkeypatch.setattr("verifier.build.build_verifier", lambda settings: make_verifier(settings, **changes))
        monkeypatch.setattr("verifier.registry.open.open_registry", lambda _: changes["registry"])
        return CliRunner().invoke(main, arguments, input=given)

    assert run("keys", "signing", "create", "--name", "สมชาย", "--out", "me.pem").exit_code == 0
    return run


def signed(mokcheck, out="a.zip", *more):
    result = mokcheck("verify", "photo.jpg", *ON, "--evidence", out, "--sign", "me.pem", *more)
    assert result.exit_code == 0, result.output
    return Path(out)


def test_a_signed_bundle_is_whole_and_says_what_is_proven_and_what_is_not(mokcheck):
    signed(mokcheck)
    result = mokcheck("report", "verify", "a.zip", "--key", "me.pem.pub.json", "--lang", "en")
    assert result.exit_code == 0
    for words in ("Whole", "What is proven", "สมชาย", "What is not proven", "Who held the key", "clock was right"):
        assert words in result.stdout
    assert "สิ่งที่ไม่ได้พิสูจน์" in mokcheck("report", "verify", "a.zip", "--key", "me.pem.pub.json").stdout


def test_unsigned_or_of_another_key_ends_with_20(mokcheck):
    result = mokcheck("verify", "photo.jpg", *ON, "--evidence", "bare.zip", "--lang", "en")
    assert result.exit_code == 0 and "not signed" in result.stderr
    assert mokcheck("report", "verify", "bare.zip").exit_code == 20
    signed(mokcheck)
    assert mokcheck("report", "verify", "a.zip").exit_code == 20
    mokcheck("keys", "signing", "create", "--name", "x", "--out", "other.pem")
    assert mokcheck("report", "verify", "a.zip", "--key", "other.pem.pub.json").exit_code == 20
    both = ("--key", "other.pem.pub.json", "--key", "me.pem.pub.json")
    assert mokcheck("report", "verify", "a.zip", *both).exit_code == 0


def test_a_changed_bundle_ends_with_10_and_names_the_part(mokcheck):
    path = signed(mokcheck)
    (photo,) = (name for name in entries(path.read_bytes()) if name.startswith("photos/"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    result = mokcheck("report", "verify", "a.zip", "--key", "me.pem.pub.json", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 10 and found["state"] == "changed"
    assert {flaw["part"] for flaw in found["flaws"]} <= {photo, "report.json"}
    assert "✗" in mokcheck("report", "verify", "a.zip").stdout
    Path("no.zip").write_bytes(b"no bundle")
    assert mokcheck("report", "verify", "no.zip").exit_code == 10
    assert mokcheck("report", "verify", "absent.zip").exit_code == 66


def test_what_is_asked_is_checked_before_any_work(mokcheck):
    def code(*arguments):
        return mokcheck("verify", "photo.jpg", *arguments).exit_code

    assert code("--sign", "me.pem") == code("--exif") == code("--evidence", "out.txt") == 64
    assert code("--evidence", "none/out.zip") == code("--evidence", "a.zip", "--sign", "none.pem") == 66
    assert code("--evidence", "a.zip", "--sign", "photo.jpg") == 65
    assert code("--evidence", "a.zip", "--sign", "me.pem.pub.json") == 65
    Path("there.zip").touch()
    assert code("--evidence", "there.zip") == 64 and Path("there.zip").stat().st_size == 0
    assert not Path("a.zip").exists()


def test_exif_is_in_a_text_apart_where_it_is_asked_for(mokcheck):
    found = entries(signed(mokcheck, "exif.zip", "--exif").read_bytes())
    assert b"PlantedMaker" in found["exif.json"] and b"PlantedMaker" not in found["report.json"]
    assert decode(found["report.json"])["inspection"]["day"] == "2026-11-23"
    assert not [path for path in Path().iterdir() if path.name.startswith(".")]


def test_a_photo_that_changes_while_it_is_judged_makes_no_bundle(mokcheck, monkeypatch):
    monkeypatch.setattr("verifier.cli.keep.Keeping.write", _changing(Path("photo.jpg")))
    result = mokcheck("verify", "photo.jpg", *ON, "--evidence", "a.zip")
    assert result.exit_code == 65 and "evidence.bad" in result.stderr and not Path("a.zip").exists()


def _changing(path):
    from verifier.cli.keep import Keeping

    write = Keeping.write

    def changed(self, *arguments, **named):
        path.write_bytes(photo_bytes(9))
        return write(self, *arguments, **named)

    return changed


def test_keys_are_made_once_private_listed_and_revoked(mokcheck):
    assert stat.S_IMODE(Path("me.pem").stat().st_mode) == 0o600
    kept = Path("me.pem").read_bytes()
    assert mokcheck("keys", "signing", "create", "--name", "x", "--out", "me.pem").exit_code == 65
    assert Path("me.pem").read_bytes() == kept and b"PRIVATE" not in Path("me.pem.pub.json").read_bytes()
    listed = mokcheck("keys", "signing", "list", "--lang", "en").stdout
    assert "in use" in listed and "สมชาย" in listed
    signed(mokcheck)
    assert mokcheck("keys", "signing", "revoke", "me.pem.pub.json", "--reason", "phone lost").exit_code == 0
    once = Path("me.pem.pub.json").read_bytes()
    assert mokcheck("keys", "signing", "revoke", "me.pem.pub.json").exit_code == 0
    assert Path("me.pem.pub.json").read_bytes() == once
    assert "revoked" in mokcheck("keys", "signing", "list", "--lang", "en").stdout
    result = mokcheck("report", "verify", "a.zip", "--key", "me.pem.pub.json", "--lang", "en")
    assert result.exit_code == 20 and "revoked" in result.stdout
    day = messages.day(days.today(), "en")
    assert f"(revoked {day}: phone lost)" in result.stdout, "day and reason are for those who check"
    refused = mokcheck("verify", "photo.jpg", *ON, "--evidence", "b.zip", "--sign", "me.pem")
    assert refused.exit_code == 65 and "revoked" in refused.stderr and not Path("b.zip").exists()


def test_a_key_beside_which_another_public_key_lies_signs_nothing(mokcheck):
    """Else everybody would be given the wrong one to check with, and find out later."""
    mokcheck("keys", "signing", "create", "--name", "x", "--out", "other.pem")
    Path("me.pem.pub.json").write_bytes(Path("other.pem.pub.json").read_bytes())
    refused = mokcheck("verify", "photo.jpg", *ON, "--evidence", "a.zip", "--sign", "me.pem")
    assert refused.exit_code == 65 and "of another key" in refused.stderr and not Path("a.zip").exists()
    Path("me.pem.pub.json").unlink()
    signed(mokcheck)


def test_the_two_halves_of_a_key_are_told_apart_where_one_is_given_for_the_other(mokcheck):
    signed(mokcheck)
    public = mokcheck("verify", "photo.jpg", *ON, "--evidence", "b.zip", "--sign", "me.pem.pub.json")
    assert public.exit_code == 65 and "is a public key" in public.stderr
    private = mokcheck("report", "verify", "a.zip", "--key", "me.pem")
    assert private.exit_code == 65 and "is a private key" in private.stderr
    assert "กุญแจส่วนตัว" in private.stderr and "signing create" not in private.stderr


@pytest.mark.parametrize("year", [1970, 2019, 2105])
def test_a_machine_whose_clock_is_lost_writes_no_evidence_that_no_check_would_take(mokcheck, monkeypatch, year):
    class Lost(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(year, 6, 1, tzinfo=tz)

    monkeypatch.setattr("verifier.days.datetime", Lost)
    refused = mokcheck("verify", "photo.jpg", *ON, "--evidence", "a.zip", "--sign", "me.pem")
    assert refused.exit_code == 64 and f"clock says {year}" in refused.stderr and not Path("a.zip").exists()
    with pytest.raises(BadEvidence, match="clock says"):
        bundle(0, judged=datetime(year, 6, 1, tzinfo=UTC))


def test_a_check_tells_what_the_report_says_and_as_of_which_day(mokcheck):
    signed(mokcheck)
    for lang in ("en", "th"):
        told = mokcheck("report", "verify", "a.zip", "--lang", lang).stdout
        assert messages.day(date(2026, 11, 23), lang) in told
    found = json.loads(mokcheck("report", "verify", "a.zip", "--json").stdout)
    assert (found["verdict"], found["day"]) == ("agrees", "2026-11-23")


def test_a_store_names_the_file_that_it_does_not_take(mokcheck):
    signed(mokcheck)
    Path("cut.zip").write_bytes(Path("a.zip").read_bytes()[:-9])
    kept = mokcheck("report", "store", "keep", "a.zip", "cut.zip", "--store", "s", "--by", "x", "--days", "9")
    assert kept.exit_code == 65 and "cut.zip: " in kept.stderr and "a.zip" in kept.stdout


def test_a_locked_key_asks_for_its_passphrase(mokcheck):
    created = mokcheck(
        "keys", "signing", "create", "--name", "x", "--out", "locked.pem", "--passphrase", given="secret\nsecret\n"
    )
    assert created.exit_code == 0 and b"ENCRYPTED" in Path("locked.pem").read_bytes()
    arguments = ("verify", "photo.jpg", *ON, "--evidence")
    assert mokcheck(*arguments, "wrong.zip", "--sign", "locked.pem", given="wrong\n").exit_code == 65
    assert mokcheck(*arguments, "right.zip", "--sign", "locked.pem", given="secret\n").exit_code == 0
    assert mokcheck("report", "verify", "right.zip", "--key", "locked.pem.pub.json").exit_code == 0


def test_a_key_file_that_others_can_read_is_remarked(mokcheck):
    Path("me.pem").chmod(0o644)
    result = mokcheck("verify", "photo.jpg", *ON, "--evidence", "a.zip", "--sign", "me.pem", "--lang", "en")
    assert "Others can read" in result.stderr


def test_public_keys_in_pem_are_taken_and_others_refused(mokcheck):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    signed(mokcheck)
    forms = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    private = serialization.load_pem_private_key(Path("me.pem").read_bytes(), None)
    Path("me.pub.pem").write_bytes(private.public_key().public_bytes(*forms))
    assert mokcheck("report", "verify", "a.zip", "--key", "me.pub.pem").exit_code == 0
    Path("curve.pem").write_bytes(ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(*forms))
    plain = json.loads(Path("me.pem.pub.json").read_text("utf-8"))
    Path("forged.json").write_text(json.dumps(plain | {"key_id": "0" * 64}), "utf-8")
    for other in ("curve.pem", "forged.json", "photo.jpg", "me.pem"):
        assert mokcheck("report", "verify", "a.zip", "--key", other).exit_code == 65, other
    assert mokcheck("keys", "signing", "revoke", "me.pub.pem").exit_code == 65


def test_bundles_are_judged_again_in_a_table_and_a_bad_one_keeps_none_from_its_answer(mokcheck):
    Path("a.zip").write_bytes(bundle(0, key=None))
    Path("b.zip").write_bytes(bundle(1, key=None)[:-9])
    revoked = FakeRegistry([licence(status=LicenceStatus.REVOKED)])
    same = ("--list", "list.sqlite", *ON)
    assert mokcheck("report", "rejudge", "a.zip", *same, registry=FakeRegistry([licence()])).exit_code == 0
    result = mokcheck("report", "rejudge", "a.zip", *same, "--lang", "en", registry=revoked)
    assert result.exit_code == 10
    assert "Licences that ended" in result.stdout and "ท7014-4/2879" in result.stdout
    told = mokcheck("report", "rejudge", "a.zip", *same, registry=revoked).stdout
    thai = "".join(told.split())
    assert "มีผลใช้บังคับ→เพิกถอน" in thai and "licence.active" not in thai
    (why,) = [line for line in told.splitlines() if "เพิกถอน" in line and "ข้อใหม่" in line]
    assert why.startswith("  a.zip: ทะเบียน: ข้อใหม่ “") and why.endswith("”"), "no word is torn at the edge of a column"
    result = mokcheck("report", "rejudge", "b.zip", "a.zip", "none.zip", *same, "--json", registry=revoked)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 65
    assert [row.get("today", row.get("error")) for row in rows] == ["evidence.bad", "conflicts", "request.file_missing"]
    assert rows[1]["ended"][0]["now"] == "revoked"
    assert mokcheck("report", "rejudge", "a.zip").exit_code == 69
