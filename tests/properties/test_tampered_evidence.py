"""A bundle is what was signed, or it is refused and says why: a thousand ways to tamper, a thousand honest bundles."""

import contextlib
import hashlib
import io
import json
import random
import struct
import time
import zipfile
from dataclasses import replace

import pytest

from tests.support.bundles import bundle, entries, owner, public_key, rehashed, signing_key, with_changed
from tests.support.fakes import TODAY, FakeRegistry, licence
from verifier.errors import MokCheckError
from verifier.evidence.archive import BUNDLE, ENVELOPE, EXIF, REPORT, pack, unpack
from verifier.evidence.bundle import envelope
from verifier.evidence.canonical import decode, encode
from verifier.evidence.check import State, check
from verifier.evidence.record import part_of_photo
from verifier.evidence.rejudge import bounded, rejudge
from verifier.evidence.sheet import make_pdf
from verifier.evidence.signing import PublicKey, key_id, signed_by

pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")

FLIPS, FIELDS = 500, 100
MINE = public_key(0)
ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7


def told(data, *keys):
    """State, codes and parts of a check."""
    checked = check(data, keys or [MINE])
    return checked.state, [flaw.code for flaw in checked.flaws] or list(checked.doubts), [f.part for f in checked.flaws]


def leaves(data, path=()):
    """Every value of plain data that is no container, by its path."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        if isinstance(value, dict | list):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key)


def changed_leaf(data, path):
    """A deep copy with one value replaced by another of its kind."""
    copy = json.loads(json.dumps(data))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    old = inner[path[-1]]
    new = {bool: not old, int: 7, float: 0.125, str: f"{old}x", type(None): "x"}[type(old)]
    inner[path[-1]] = new if new != old else 8
    return copy


def tampered_fields(count, seed):
    files = entries(bundle(0, 1, exif=True))
    record = decode(files[REPORT])
    paths = list(leaves(record))
    for path in random.Random(seed).sample(paths, min(count, len(paths))):
        yield path, {**files, REPORT: encode(changed_leaf(record, path))}


def test_a_flipped_bit_anywhere_is_found_and_its_part_named():
    data = bundle(0, 1, exif=True)
    parts = set(entries(data))
    rng = random.Random(17)
    named = 0
    for _ in range(FLIPS):
        offset, bit = rng.randrange(len(data)), rng.randrange(8)
        wrong = bytearray(data)
        wrong[offset] ^= 1 << bit
        state, codes, flawed = told(bytes(wrong))
        assert state is State.CHANGED, offset
        if part := owner(data, offset):
            assert part in flawed and "part.changed" in codes, offset
            named += 1
    assert named > 0.9 * FLIPS and len(parts) == 5


def test_a_flipped_bit_in_headers_and_directory_is_found_too():
    data = bundle(0)
    outside = [offset for offset in range(len(data)) if owner(data, offset) is None]
    assert len(outside) > 300
    for offset in outside:
        wrong = bytearray(data)
        wrong[offset] ^= 1 << (offset % 8)
        state, codes, flawed = told(bytes(wrong))
        assert state is State.CHANGED and flawed, offset
        assert set(codes) <= {"archive.unreadable", "archive.bounds", "archive.changed", "part.changed", "part.missing"}


def test_a_changed_field_is_not_what_was_signed():
    count = 0
    for path, files in tampered_fields(FIELDS, 1):
        state, codes, flawed = told(pack(files))
        assert state is State.CHANGED and codes[0] == "report.changed" and flawed[0] == REPORT, path
        count += 1
    assert count == FIELDS


def test_a_changed_field_with_its_hash_made_to_fit_lacks_the_signature():
    for path, files in tampered_fields(FIELDS, 2):
        state, codes, flawed = told(pack(rehashed(files)))
        assert state is State.CHANGED and codes[0] == "signature.wrong" and flawed[0] == ENVELOPE, path


def test_a_changed_field_signed_with_another_key_is_nobodys():
    """Whole it may be, then it is not the officer's; or it contradicts itself."""
    for path, files in tampered_fields(FIELDS, 3):
        state, codes, _ = told(pack({**files, ENVELOPE: envelope(files[REPORT], signing_key(1))}))
        assert state is not State.WHOLE, path
        assert codes[0] in {"key.other", "report.form", "report.does_not_follow", "part.changed", "part.missing"}


def test_a_changed_answer_without_a_signature_contradicts_what_was_seen():
    files = entries(bundle(0, key=None))
    record = decode(files[REPORT])
    for path in [p for p in leaves(record["report"]) if p[0] in ("verdict", "findings", "claim", "advice")][:FIELDS]:
        wrong = {**record, "report": changed_leaf(record["report"], path)}
        state, codes, flawed = told(pack(rehashed({**files, REPORT: encode(wrong)})))
        assert state is State.CHANGED and flawed == [REPORT], path
        assert codes in (["report.does_not_follow"], ["report.form"])


def test_another_order_is_another_report():
    files = entries(bundle(0))
    other = json.dumps(
        dict(reversed(decode(files[REPORT]).items())), ensure_ascii=False, separators=(",", ":")
    ).encode()
    assert told(pack({**files, REPORT: other}))[1][0] == "report.changed"
    resigned = {**files, REPORT: other, ENVELOPE: envelope(other, signing_key(0))}
    assert told(pack(resigned)) == (State.CHANGED, ["report.form"], [REPORT])
    spaced = files[ENVELOPE].replace(b":", b": ", 1)
    assert told(pack({**files, ENVELOPE: spaced}))[1] == ["envelope.form"]


def test_another_photo_is_refused_under_the_old_name_and_under_its_own():
    files, others = entries(bundle(0)), entries(bundle(2))
    (mine,) = (name for name in files if name.startswith("photos/"))
    (other,) = (name for name in others if name.startswith("photos/"))
    assert told(pack({**files, mine: others[other]})) == (State.CHANGED, ["part.changed"], [mine])
    swapped = {name: data for name, data in files.items() if name != mine} | {other: others[other]}
    assert told(pack(swapped)) == (State.CHANGED, ["part.missing", "part.extra"], [mine, other])
    assert told(pack({**files, other: others[other]})) == (State.CHANGED, ["part.extra"], [other])
    longer = files[mine] + b"\0"
    assert part_of_photo(longer).path != mine and told(pack({**files, mine: longer}))[1] == ["part.changed"]


def test_a_replayed_signature_is_refused():
    mine, other = entries(bundle(0)), entries(bundle(2))
    replayed = {**mine, ENVELOPE: other[ENVELOPE]}
    assert told(pack(replayed)) == (State.CHANGED, ["report.changed"], [REPORT])
    assert told(pack(rehashed(replayed))) == (State.CHANGED, ["signature.wrong"], [ENVELOPE])


def test_a_key_that_is_not_the_one_named_is_refused():
    files = entries(bundle(0, key=1))
    (signature,) = decode(files[ENVELOPE])["signatures"]
    borrowed = [signature | {"key_id": MINE.id}]
    assert told(pack(with_changed(files, ENVELOPE, signatures=borrowed)))[1] == ["envelope.key"]
    posing = [signature | {"key_id": MINE.id, "public_key": MINE.raw.hex()}]
    assert told(pack(with_changed(files, ENVELOPE, signatures=posing)))[1] == ["signature.wrong"]
    assert told(bundle(0, key=1)) == (State.UNPROVEN, ["key.other"], [])
    assert told(bundle(0, key=1), MINE, public_key(1))[0] is State.WHOLE


def test_a_hash_in_the_envelope_that_is_not_the_reports_is_named():
    files = entries(bundle(0))
    assert told(pack(with_changed(files, ENVELOPE, payload_sha256="0" * 64))) == (
        State.CHANGED,
        ["envelope.hash"],
        [ENVELOPE],
    )


@pytest.mark.parametrize(
    "signatures",
    [
        "", {}, [1], [{}], [{"key_id": "", "public_key": "", "signature": ""}],
        [{"key_id": "0" * 64, "public_key": "0" * 64, "signature": "0" * 128}] * 2,
        [{"key_id": "0" * 64, "public_key": "G" * 64, "signature": "0" * 128}],
        [{"key_id": "0" * 64, "public_key": 1, "signature": "0" * 128}],
        [{"key_id": "0" * 64, "public_key": "0" * 64, "signature": "0" * 128, "more": 1}],
    ],
    ids=str,
)  # fmt: skip
def test_an_envelope_of_another_form_is_refused(signatures):
    files = with_changed(entries(bundle(0)), ENVELOPE, signatures=signatures)
    assert told(pack(files))[0] is State.CHANGED


def test_a_part_that_is_missing_is_named():
    files = entries(bundle(0, exif=True))
    for name in files:
        state, codes, flawed = told(pack({other: data for other, data in files.items() if other != name}))
        assert state is State.CHANGED and "part.missing" in codes and name in flawed


def test_a_zip_of_another_make_is_refused():
    files = entries(bundle(0, exif=True))

    def zipped(compression=zipfile.ZIP_STORED, order=1, comment=b""):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", compression) as archive:
            archive.comment = comment
            for name in list(files)[::order]:
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name], compression)
        return out.getvalue()

    assert told(zipped(zipfile.ZIP_DEFLATED))[1] == ["archive.bounds"]
    assert told(zipped(order=-1))[1] == ["archive.changed"]
    assert told(zipped(comment=b"x"))[1] == ["archive.changed"]
    assert told(bundle(0) + b"\0")[0] is told(b"\0" + bundle(0))[0] is State.CHANGED
    assert told(bundle(0)[:-5])[1] == ["archive.unreadable"]
    assert told(b"")[1] == ["archive.unreadable"]


def test_names_sizes_and_counts_are_bounded_before_anything_is_read():
    def zipped(*names, content=b"x" * 10, method=zipfile.ZIP_STORED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name in names:
                archive.writestr(name, content)
        return out.getvalue()

    for names in (
        ["../report.json"],
        ["/report.json"],
        ["photos/x.jpg"],
        ["report.json/"],
        [f"n{i}" for i in range(99)],
    ):
        assert told(zipped(*names))[1] == ["archive.bounds"], names
    with pytest.warns(UserWarning, match="Duplicate"):
        assert told(zipped("report.json", "report.json"))[1] == ["archive.bounds"]
    assert told(zipped("report.json", content=b"0" * 40_000_000, method=zipfile.ZIP_DEFLATED))[1] == ["archive.bounds"]


def test_exif_is_held_by_the_signature_too():
    files = entries(bundle(0, exif=True))
    assert told(pack({**files, EXIF: b"{}"})) == (State.CHANGED, ["part.changed"], [EXIF])


def test_a_signature_over_the_bytes_alone_or_under_another_type_is_none():
    files = entries(bundle(0))
    (signature,) = decode(files[ENVELOPE])["signatures"]
    for kind in ("", "application/json"):
        forged = signature | {"signature": signing_key(0).sign(kind, files[REPORT]).hex()}
        assert told(pack(with_changed(files, ENVELOPE, signatures=[forged])))[1] == ["signature.wrong"]


@pytest.mark.parametrize("count", [30, pytest.param(1000, marks=pytest.mark.slow)])
def test_honest_bundles_pass(count):
    for seed in range(count):
        data = bundle.__wrapped__(seed, key=seed % 3, exif=seed % 2 == 0)
        checked = check(data, [public_key(seed % 3)])
        assert checked.state is State.WHOLE and checked.recomputed, seed
        assert checked.record_sha256 == hashlib.sha256(entries(data)[REPORT]).hexdigest()


def test_what_is_whole_but_nobodys_says_so():
    assert told(bundle(0, key=None)) == (State.UNPROVEN, ["unsigned"], [])
    assert check(bundle(0), []).doubts == ("key.not_given",)
    revoked = public_key(0, revoked="2026-11-20T09:00:00+07:00")
    assert told(bundle(0), revoked) == (State.UNPROVEN, ["key.revoked"], [])


def test_a_revoked_key_proves_nothing_where_an_older_copy_of_its_file_is_given_too():
    revoked = public_key(0, revoked="2026-11-20T09:00:00+07:00")
    for keys in ((MINE, revoked), (revoked, MINE)):
        assert told(bundle(0), *keys) == (State.UNPROVEN, ["key.revoked"], [])


@pytest.mark.parametrize("schema", [True, 1.0])
def test_an_envelope_whose_numbers_are_spelled_in_another_way_is_refused(schema):
    files = entries(bundle(0))
    assert told(pack(with_changed(files, ENVELOPE, schema=schema)))[1] == ["envelope.form"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema",), True),
        (("schema",), 1.0),
        (("files", 0, "bytes"), "77"),
        (("files", 0, "bytes"), 77.5),
        (("files", 0, "note"), "as shown in court"),
        (("inspection", "officer"), "somebody"),
        (("inspection", "day"), f"{TODAY:%Y%m%d}"),
        (("inspection", "judged"), "2026-11-23T03:04:05Z"),
        (("inspection", "list_max_age_days"), "45"),
        (("inspection", "list_max_age_days"), 45.0),
        (("versions", "rules"), ["x"]),
    ],
    ids=str,
)
def test_a_record_that_is_spelled_in_another_way_is_refused_whoever_signed_it(place, value):
    files = entries(bundle(0))
    wrong = encode(with_odd(decode(files[REPORT]), place, value))
    assert told(pack({**files, REPORT: wrong, ENVELOPE: envelope(wrong, signing_key(0))}))[1] == ["report.form"]


def test_a_key_that_anybody_can_sign_with_is_nobodys():
    """Points of small order: with one of them as the key, this signature fits any message, or one message in eight."""
    files = entries(bundle(0))
    everybodys = (1).to_bytes(32, "little") + bytes(32)
    prime = 2**255 - 19
    high = 1 << 255
    for y in (1, 0, prime - 1, prime, prime + 1, ORDER_8_Y, prime - ORDER_8_Y):
        for raw in (y.to_bytes(32, "little"), (y | high).to_bytes(32, "little")):
            assert not any(signed_by(raw, everybodys, "t", b"%d" % n) for n in range(40)), raw.hex()
            forged = [{"key_id": key_id(raw), "public_key": raw.hex(), "signature": everybodys.hex()}]
            data = pack(with_changed(files, ENVELOPE, signatures=forged))
            assert told(data, PublicKey(raw, "somebody"))[1] == ["signature.wrong"]


def test_a_directory_of_a_million_entries_is_refused_before_it_is_read():
    """Each would become an object of half a kilobyte: 256 MB of them took 2.8 GB and a minute."""
    entry = struct.pack("<4s4B4H3L5H2L", b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 1_000_000
    size = len(directory)
    ends = [struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, size, 0, len(c)) + c for c in (b"", b"c")]
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, size, 1)
    begin = time.perf_counter()
    for tail in (*ends, locator + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, 9, 0, 0)):
        assert told(directory + tail)[1] == ["archive.bounds"]
    assert time.perf_counter() - begin < 2


def test_a_record_full_of_numbers_is_checked_in_time_and_says_that_it_was_not_worked_out():
    """Judging takes the square of what is claimed: a bundle of 300 kB kept a check busy for hours."""
    files = entries(bundle(0, key=None))
    record = decode(files[REPORT])
    (sight,) = record["sights"]["sights"]
    text = "ท7195-54/1040 " * 700
    sight["readings"] = [{**sight["readings"][0], "text": text, "confidences": [], "alternatives": []}] * 100
    wrong = encode(record)
    begin = time.perf_counter()
    checked = check(pack({**files, REPORT: wrong, ENVELOPE: envelope(wrong, None)}), [MINE])
    assert time.perf_counter() - begin < 20
    assert (checked.state, checked.recomputed) == (State.UNPROVEN, None)
    assert any("too much print in it" in line for line in checked.not_proven("en")) and not bounded(checked.record)


def test_entries_that_overlap_in_an_archive_as_large_as_one_may_be_are_refused():
    files = entries(bundle(0))
    inner, name = b"small", f"photos/{'0' * 64}.jpg"
    header = io.BytesIO()
    with zipfile.ZipFile(header, "w") as archive:
        archive.writestr(hidden := zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), inner)
    local = header.getvalue()[: 30 + len(name) + len(inner)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo(REPORT, (1980, 1, 1, 0, 0, 0)), files[REPORT] + local)
        hidden.header_offset = 30 + len(REPORT) + len(files[REPORT])
        archive.filelist.append(hidden)
    data = out.getvalue()
    flaws = unpack(data, replace(BUNDLE, max_bytes=len(data))).flaws
    assert {flaw.code for flaw in flaws} & {"archive.bounds", "part.changed"}


def subtrees(data, path=()):
    """Every place in plain data, containers too, by its path."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from subtrees(value, (*path, key))


ODD = (None, [], {}, "", "x", -1, 10**30, 0.5, True, [[]], {"a": None}, "๙" * 11_000, [[0, 0]] * 4)


def with_odd(data, path, value):
    copy = json.loads(json.dumps(data))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return copy


def test_nothing_that_somebody_writes_into_a_record_makes_a_check_or_a_pdf_fall_over():
    """Whatever stands in it, and also where rules of another version are said to have judged."""
    files = entries(bundle(0, key=None))
    record = decode(files[REPORT])
    rng = random.Random(5)
    paths = list(subtrees(record))
    whole = 0
    for path in rng.sample(paths, 300):
        odd = with_odd(record, path, rng.choice(ODD))
        odd["versions"] = {"rules": "of another version"} if isinstance(odd.get("versions"), dict) else odd["versions"]
        checked = check(pack(rehashed({**files, REPORT: encode(odd)})), [MINE])
        assert checked.state is not State.WHOLE
        if not checked.flaws and checked.record:
            whole += 1
            if whole % 6 == 0:
                with contextlib.suppress(MokCheckError):
                    make_pdf(checked, "th")
            with contextlib.suppress(MokCheckError):
                rejudge(checked.record, FakeRegistry([licence()]), TODAY)
    assert whole > 20
