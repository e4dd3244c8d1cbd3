"""Time stamps: what an authority states is believed for these bytes and pinned roots, or refused with a reason."""

import json
import random
import socket
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support import time_authority
from tests.support.bundles import bundle, entries, public_key, with_changed
from tests.support.time_authority import authority, serving
from verifier.cli import main
from verifier.errors import BadRoots, EngineMissing
from verifier.evidence.archive import ENVELOPE, STAMP, Flaw, pack
from verifier.evidence.canonical import encode
from verifier.evidence.check import State, check
from verifier.evidence.signing import _as_data
from verifier.evidence.stamp import MAX_STAMP_BYTES, Stamp, check_stamp, question, roots_of, with_stamp

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")
MINE = public_key(0)
LONG_AGO, FAR_AHEAD = (datetime(year, 1, 2, tzinfo=UTC) for year in (2020, 2100))


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    """An authority whose root is pinned in most tests."""
    time_authority.needed()
    return authority(tmp_path_factory.mktemp("stamps") / "clock")


@pytest.fixture(scope="module")
def pinned(clock):
    return roots_of(clock.roots.read_bytes())


@pytest.fixture(scope="module")
def files():
    return entries(bundle(0))


def told(data, roots=()):
    """State, and the codes that a check tells of a bundle that is signed with a key that is trusted."""
    checked = check(data, [MINE], roots)
    return checked.state, [flaw.code for flaw in checked.flaws] or list(checked.doubts)


def test_a_stamp_tells_when_the_signed_bytes_were_there(clock, pinned):
    files = entries(bundle(0, judged=LONG_AGO))
    stamped = with_stamp(files, clock.stamp(files[ENVELOPE]))
    checked = check(stamped, [MINE], pinned)
    assert checked.state is State.WHOLE and not checked.doubts
    assert checked.stamp is not None and checked.stamp.authority == "CN=Clock of the tests"
    proven, open_ones = checked.proven("en"), checked.not_proven("en")
    assert any("stamped by CN=Clock of the tests" in line for line in proven)
    assert any(line.startswith("How long before") for line in open_ones)
    assert not any("no time stamp" in line for line in open_ones)
    without = entries(stamped)
    assert without.pop(STAMP) and pack(without) == bundle(0, judged=LONG_AGO)


def test_a_machine_whose_clock_was_ahead_of_the_stamp_is_told(clock, pinned):
    """Not as one that judged some time before: what it says of itself cannot be."""
    files = entries(bundle(0, judged=FAR_AHEAD))
    checked = check(with_stamp(files, clock.stamp(files[ENVELOPE])), [MINE], pinned)
    assert checked.state is State.WHOLE and checked.stamp is not None
    for lang, words, wrong in (("en", "clock was ahead", "How long before"), ("th", "เดินเร็วไป", "นานเท่าใด")):
        told_of = " ".join(checked.not_proven(lang))
        assert words in told_of and wrong not in told_of


def test_a_stamp_of_a_moment_to_come_proves_no_time(clock, pinned, files):
    stamped = with_stamp(files, clock.stamp(files[ENVELOPE]))
    early = datetime.now(UTC) - timedelta(hours=1)
    checked = check(stamped, [MINE], pinned, now=early)
    assert (checked.state, checked.doubts, checked.stamp) == (State.UNPROVEN, ("stamp.future",), None)
    assert checked.headline == "state.unstamped" and not any("stamped by" in line for line in checked.proven("en"))
    assert check(stamped, [MINE], pinned, now=early + timedelta(minutes=57)).state is State.WHOLE


@pytest.mark.parametrize(
    "weak", [{"digest": "sha1"}, {"rsa_bits": 1024}], ids=["signed over SHA-1", "RSA of 1024 bits"]
)
def test_a_stamp_that_others_could_make_proves_no_time(files, tmp_path, weak):
    time_authority.needed()
    weak_one = authority(tmp_path / "weak", **weak)
    roots = roots_of(weak_one.roots.read_bytes())
    assert told(with_stamp(files, weak_one.stamp(files[ENVELOPE])), roots) == (State.UNPROVEN, ["stamp.algorithm"])
    strong = authority(tmp_path / "strong", rsa_bits=2048, digest="sha512")
    roots = roots_of(strong.roots.read_bytes())
    assert told(with_stamp(files, strong.stamp(files[ENVELOPE])), roots) == (State.WHOLE, [])


def test_a_certificate_that_must_issue_none_makes_no_chain(files, tmp_path):
    time_authority.needed()
    broken = authority(tmp_path / "broken", between=True, between_issues=False)
    stamped = with_stamp(files, broken.stamp(files[ENVELOPE]))
    assert told(stamped, roots_of(broken.roots.read_bytes())) == (State.CHANGED, ["stamp.chain"])


def test_a_stamp_without_its_signers_certificate_says_so(clock, pinned, files):
    found = check_stamp(clock.stamp(files[ENVELOPE], with_certificate=False), files[ENVELOPE], pinned)
    assert found.code == "stamp.form" and "0 certificates of its signer" in found.detail


def test_a_bad_stamp_is_not_told_as_a_changed_report(files, tmp_path):
    """Anybody can put a stamp into a bundle that is whole; then the rest is still told as found unchanged."""
    time_authority.needed()
    late = authority(tmp_path / "late", days=(-30, -1))
    roots = roots_of(late.roots.read_bytes())
    checked = check(with_stamp(files, late.stamp(files[ENVELOPE])), [MINE], roots)
    assert (checked.state, checked.headline) == (State.CHANGED, "state.stamp")
    photo = next(name for name in files if name.startswith("photos/"))
    both = check(with_stamp({**files, photo: b"other"}, late.stamp(files[ENVELOPE])), [MINE], roots)
    assert (both.state, both.headline) == (State.CHANGED, "state.changed")


def test_without_roots_it_is_one_that_was_not_checked(clock, files):
    checked = check(with_stamp(files, clock.stamp(files[ENVELOPE])), [MINE])
    assert checked.state is State.WHOLE and checked.stamp is None
    for lang, words in (("en", "not checked"), ("th", "ยังไม่ได้ตรวจ")):
        assert any(words in line for line in checked.not_proven(lang))
        assert not any("Clock of the tests" in line for line in checked.proven(lang) + checked.not_proven(lang))


def test_roots_without_a_stamp_that_leads_to_them_prove_no_time(clock, pinned, files, tmp_path):
    assert told(bundle(0), pinned) == (State.UNPROVEN, ["stamp.none"])
    other = authority(tmp_path / "other")
    strange = with_stamp(files, other.stamp(files[ENVELOPE]))
    assert told(strange, pinned) == (State.UNPROVEN, ["stamp.root"])
    assert told(strange, [*pinned, *roots_of(other.roots.read_bytes())]) == (State.WHOLE, [])


def test_another_bundles_stamp_and_one_over_other_bytes_are_refused(clock, pinned, files):
    others = entries(bundle(1))[ENVELOPE]
    for data in (others, files["report.json"], files[ENVELOPE] + b"\n"):
        assert told(with_stamp(files, clock.stamp(data)), pinned) == (State.CHANGED, ["stamp.other"])
    over_sha512 = with_stamp(files, clock.stamp(files[ENVELOPE], "sha512"))  # of these very bytes: not "other" ones
    assert told(over_sha512, pinned) == (State.UNPROVEN, ["stamp.algorithm"])
    moved = with_changed({**files, STAMP: clock.stamp(files[ENVELOPE])}, ENVELOPE, signatures=[])
    assert told(pack(moved), pinned) == (State.CHANGED, ["stamp.other"])


def test_a_chain_over_an_intermediate_leads_to_the_root_alone(files, tmp_path):
    time_authority.needed()
    chained = authority(tmp_path / "chained", between=True)
    stamped = with_stamp(files, chained.stamp(files[ENVELOPE]))
    root, between = (roots_of((chained.folder / name).read_bytes()) for name in ("root.pem", "between.pem"))
    assert told(stamped, root) == (State.WHOLE, [])
    assert told(stamped, between) == (State.UNPROVEN, ["stamp.root"])
    (chained.folder / "between.pem").unlink()
    alone = with_stamp(files, chained.stamp(files[ENVELOPE]))
    assert told(alone, root) == (State.UNPROVEN, ["stamp.root"])
    assert told(alone, [*root, *between]) == (State.WHOLE, []), "where the authority sends its own certificate alone"


@pytest.mark.parametrize("days", [(-30, -1), (2, 9)], ids=["expired", "not yet valid"])
def test_a_certificate_that_was_not_valid_at_that_moment_is_refused(files, tmp_path, days):
    time_authority.needed()
    late = authority(tmp_path / "late", days=days)
    stamped = with_stamp(files, late.stamp(files[ENVELOPE]))
    assert told(stamped, roots_of(late.roots.read_bytes())) == (State.CHANGED, ["stamp.expired"])


def test_a_certificate_for_servers_makes_no_stamps(clock, pinned, files):
    answer = clock.stamp(files[ENVELOPE])
    assert answer.count(clock.certificate) == 1
    posing = answer.replace(clock.certificate, clock.of_a_server)
    assert told(with_stamp(files, posing), pinned) == (State.CHANGED, ["stamp.purpose"])


def test_a_flipped_bit_is_refused_or_changes_nothing_that_is_said(clock, pinned, files):
    """In the zip any flipped bit is found; in one that was packed anew the authority's signature has to find it."""
    answer = clock.stamp(files[ENVELOPE])
    stamped = with_stamp(files, answer)
    at = stamped.index(answer)
    for offset in range(at, at + len(answer), 7):
        wrong = bytearray(stamped)
        wrong[offset] ^= 1 << (offset % 8)
        assert told(bytes(wrong), pinned)[0] is State.CHANGED
        assert "part.changed" in told(bytes(wrong))[1], "also where no roots are given"
    right, refused = check_stamp(answer, files[ENVELOPE], pinned), set()
    passed = 0
    for offset in range(len(answer)):
        changed = bytearray(answer)
        changed[offset] ^= 1 << (offset % 8)
        found = check_stamp(bytes(changed), files[ENVELOPE], pinned)
        if isinstance(found, Flaw):
            refused.add(found.code)
        else:
            assert found == right, offset
            passed += 1
    assert passed < 20, "fields that no signature is over: a version, the name of the algorithm"
    assert {"stamp.form", "stamp.other", "stamp.signature"} <= refused


def test_any_bytes_are_refused_and_none_break_the_check(clock, pinned, files):
    answer, rng = clock.stamp(files[ENVELOPE]), random.Random(3161)
    for number in range(300):
        cut = answer[: number * len(answer) // 300]
        for junk in (rng.randbytes(number), cut, answer + rng.randbytes(1 + number % 5)):
            found = check_stamp(junk, files[ENVELOPE], pinned)
            assert isinstance(found, Flaw) and found.code == "stamp.form"
    large = bytes(MAX_STAMP_BYTES + 1)
    assert told(with_stamp(files, large)) == told(with_stamp(files, large), pinned) == (State.CHANGED, ["stamp.form"])


def test_two_certificates_that_could_be_taken_for_each_other_are_refused(clock, pinned, files):
    """One would give the chain, the other the purpose."""
    answer = clock.stamp(files[ENVELOPE])
    double = _with_another_certificate(answer, clock.certificate, clock.of_a_server)
    found = check_stamp(double, files[ENVELOPE], pinned)
    assert found.code == "stamp.form" and "2 certificates of its signer" in found.detail


def test_an_answer_to_another_request_is_refused(clock, pinned, files):
    asked, other = question(files[ENVELOPE]), question(files[ENVELOPE])
    assert asked.nonce != other.nonce
    answer = clock.answer(asked.data)
    assert isinstance(check_stamp(answer, files[ENVELOPE], pinned, asked.nonce), Stamp)
    assert check_stamp(answer, files[ENVELOPE], pinned, other.nonce).code == "stamp.nonce"
    assert check_stamp(clock.stamp(files[ENVELOPE]), files[ENVELOPE], pinned, 1).code == "stamp.nonce"


def test_roots_that_are_none_are_refused(clock):
    for pem in (b"", b"x", (clock.folder / "tsa.key").read_bytes(), bytes(2_000_000)):
        with pytest.raises(BadRoots):
            roots_of(pem)


def test_without_the_extra_a_stamp_is_not_checked_and_nothing_else_needs_it(monkeypatch, files):
    monkeypatch.setitem(__import__("sys").modules, "rfc3161_client", None)
    stamped = with_stamp(files, b"any")
    assert told(stamped) == (State.WHOLE, [])
    with pytest.raises(EngineMissing, match="mokcheck\\[stamp\\]"):
        check(stamped, [MINE], ["a root"])
    with pytest.raises(EngineMissing, match="mokcheck\\[stamp\\]"):
        roots_of(b"")


@pytest.fixture
def mokcheck(clock, monkeypatch, tmp_path):
    """Runs a command line in a folder with the signed `a.zip`, its public key `key.json` and `roots.pem`."""
    monkeypatch.chdir(tmp_path)
    Path("a.zip").write_bytes(bundle(0))
    Path("bare.zip").write_bytes(bundle(0, key=None))
    Path("key.json").write_bytes(encode(_as_data(MINE)) + b"\n")
    Path("roots.pem").write_bytes(clock.roots.read_bytes())
    clock.asked.clear()
    return lambda *arguments: CliRunner().invoke(main, ["report", *arguments])


def stamp(mokcheck, url, file="a.zip", out="b.zip"):
    return mokcheck("stamp", file, "--authority", url, "--roots", "roots.pem", "--out", out, "--lang", "en")


@pytest.mark.loopback
def test_a_bundle_is_stamped_and_then_says_so(mokcheck, clock, files):
    with serving(clock) as url:
        result = stamp(mokcheck, url)
    assert result.exit_code == 0 and "by CN=Clock of the tests" in result.stderr
    (headers, request), = clock.asked  # fmt: skip
    assert headers["content-type"] == "application/timestamp-query" and len(request) < 100
    kept = entries(Path("b.zip").read_bytes())
    assert kept.pop(STAMP) and kept == files
    key = ("--key", "key.json", "--lang", "en")
    said = mokcheck("verify", "b.zip", "--roots", "roots.pem", *key)
    assert said.exit_code == 0 and "stamped by CN=Clock of the tests" in said.stdout
    plain = mokcheck("verify", "b.zip", *key)
    assert plain.exit_code == 0 and "a time stamp that was not checked" in plain.stdout
    found = json.loads(mokcheck("verify", "b.zip", "--roots", "roots.pem", *key, "--json").stdout)
    assert found["stamp"]["checked"] and found["stamp"]["authority"] == "CN=Clock of the tests"
    assert json.loads(mokcheck("verify", "b.zip", *key, "--json").stdout)["stamp"] == {"checked": False}
    absent = mokcheck("verify", "a.zip", "--roots", "roots.pem", *key)
    assert absent.exit_code == 20 and "the time is not proven" in absent.stdout
    with serving(clock) as url:
        assert stamp(mokcheck, url, "b.zip", "c.zip").exit_code == 64, "stamped already"


@pytest.mark.loopback
def test_an_answer_that_does_not_pass_is_not_kept(mokcheck, clock, files, tmp_path):
    good, strange = clock.stamp(files[ENVELOPE]), authority(tmp_path / "strange")
    with serving(clock) as url:
        for answer, code in ((good, "stamp.nonce"), (b"<html>", "stamp.form"), (bytes(MAX_STAMP_BYTES + 9), "100000")):
            clock.answers.append(answer)
            result = stamp(mokcheck, url)
            assert result.exit_code == 69 and "evidence.no_stamp" in result.stderr and code in result.stderr
    with serving(strange) as url:
        result = stamp(mokcheck, url)
        assert result.exit_code == 69 and "stamp.root" in result.stderr
        strange.status = 302
        assert "302" in stamp(mokcheck, url).stderr
    assert stamp(mokcheck, url).exit_code == 69, "nobody answers there any more"
    assert stamp(mokcheck, "ftp://clock.test/").exit_code == 69
    assert not Path("b.zip").exists()


@contextmanager
def dripping(before):
    """The URL of a server that answers one byte in 20 ms, without end; `before` comes at once."""
    server, over = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def drip():
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.recv(65_536)
            connection.sendall(before)
            while not over.wait(0.02):
                connection.sendall(b"x")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield f"http://somebody:secret@127.0.0.1:{server.getsockname()[1]}/"
    finally:
        over.set()
        thread.join()
        server.close()


@pytest.mark.loopback
@pytest.mark.parametrize("before", [b"HTTP/1.1 200 OK\r\nX-Drip: ", b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n"])
def test_an_authority_that_drips_is_left_in_time_and_its_password_not_repeated(mokcheck, clock, monkeypatch, before):
    monkeypatch.setattr("verifier.cli.stamp.TIMEOUT_S", 0.5)
    with dripping(before) as url:
        start = time.monotonic()
        result = stamp(mokcheck, url)
        assert time.monotonic() - start < 5
    assert result.exit_code == 69 and "longer than 0.5 s" in result.stderr and "secret" not in result.stderr


@pytest.mark.loopback
def test_a_clock_that_is_not_the_authoritys_is_told_while_stamping(mokcheck, clock, monkeypatch):
    class Late(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) - timedelta(hours=2)

    with serving(clock) as url:
        assert "minutes apart" not in stamp(mokcheck, url, out="right.zip").stderr
        monkeypatch.setattr("verifier.cli.stamp.datetime", Late)
        result = stamp(mokcheck, url)
    assert result.exit_code == 0 and "are 120 minutes apart" in result.stderr


@pytest.mark.loopback
def test_what_is_asked_is_checked_before_anybody_is(mokcheck, clock):
    Path("cut.zip").write_bytes(bundle(0)[:-9])
    with serving(clock) as url:
        assert stamp(mokcheck, url, "bare.zip").exit_code == 64
        assert stamp(mokcheck, url, "cut.zip").exit_code == 65
        assert stamp(mokcheck, url, out="a.zip").exit_code == 64
        Path("roots.pem").write_bytes(b"none")
        assert stamp(mokcheck, url).exit_code == 65
    assert clock.asked == []


def _with_another_certificate(answer, one, other):
    """The answer with a second certificate, in the order of DER, and the lengths of all that holds it."""

    def wrapped(data, at, end):
        """The element that begins at `at`, with the second certificate in it where the first is."""
        long = data[at + 1] & 0x7F if data[at + 1] & 0x80 else 0
        start = at + 2 + long
        length = int.from_bytes(data[at + 2 : start]) if long else data[at + 1]
        if data[at:end] == one:
            return b"".join(sorted((one, other)))
        body, place = b"", start
        while data[at] & 0x20 and place < start + length:
            inner = _end(data, place)
            holds = one in data[place:inner]
            body, place = body + (wrapped(data, place, inner) if holds else data[place:inner]), inner
        return data[at : at + 1] + _length(len(body)) + body

    return wrapped(answer, 0, len(answer))


def _end(data, at):
    long = data[at + 1] & 0x7F if data[at + 1] & 0x80 else 0
    return at + 2 + long + (int.from_bytes(data[at + 2 : at + 2 + long]) if long else data[at + 1])


def _length(size):
    if size < 128:
        return bytes([size])
    told = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([0x80 | len(told)]) + told
