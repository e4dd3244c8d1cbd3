"""The store of cases: one team's alone, a trail that tells who did what, and deletion that leaves nothing."""

import fcntl
import hashlib
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.case_stores import STORES, case_store, opened_again, url_of
from tests.support.fakes import FakeRegistry, photo_bytes
from tests.support.spot_checks import (
    ANAN,
    BUSABA,
    CHAI,
    LAST_DAY,
    NOW,
    OPERATOR,
    SECRET_PLACE,
    at,
    judged,
    opened,
    place,
    product,
    send,
    uid,
    with_products,
    work,
)
from verifier.cases.audit import audit
from verifier.cases.links import links
from verifier.cases.model import Original, case_from_plain, to_plain
from verifier.cases.store import CaseStore
from verifier.errors import (
    CaseChanged,
    CaseFull,
    CaseHeld,
    FileMissing,
    NoCase,
    NotOfficer,
    OverAlready,
    StoreProblem,
    TooManyPhotos,
    UploadGap,
    UploadMismatch,
)


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    yield from case_store(request, tmp_path)


def all_bytes(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def deeds(store):
    return [(entry.by, entry.did) for entry in audit(store).entries]


def test_a_case_comes_back_as_it_was_put(store, tmp_path):
    case = with_products(store, place=place(latitude=13.7, longitude=100.5))
    assert case_from_plain(to_plain(case)) == case
    again = opened_again(store).read(case.id, who=ANAN, at=at(1))
    assert again == case and again.place.latitude == 13.7
    found = again.products[0]
    assert (found.finding.verdict, found.judged.verdict) == ("conflicts", "agrees")
    assert found.judged.licences == ("ท7014-4/2879",)
    assert to_plain(case)["inspected"] == "2026-11-23T10:04:05+07:00"
    with pytest.raises(FileMissing):
        CaseStore(tmp_path / "other")


def test_what_is_sent_twice_is_kept_once_and_nothing_is_overwritten_unseen(store):
    case = opened(store)
    assert opened(store) == case
    with pytest.raises(CaseChanged):
        opened(store, notes="another")
    mine = work(store).put_product(case.id, product(), revision=case.revision)
    assert mine.revision == 2
    with pytest.raises(CaseChanged) as stale:
        work(store).put_product(case.id, product(notes="late"), revision=case.revision)
    assert stale.value.params == {"revision": 2}
    with pytest.raises(CaseChanged):
        work(store).put_product(case.id, product(notes="late"), revision=None)
    for revision in (2, None):
        assert work(store).put_product(case.id, product(), revision=revision).revision == 2, "nothing changed"
    assert [did for _, did in deeds(store)] == ["create", "change"]


def test_a_case_is_its_teams_alone_until_it_is_handed_over(store):
    case = with_products(store)
    sha256 = case.products[0].photos[0].sha256
    for call in (
        lambda: store.read(case.id, who=BUSABA, at=NOW),
        lambda: work(store, BUSABA).photo(case.id, case.products[0].id, sha256),
        lambda: work(store, BUSABA).hold(case.id, "mine"),
        lambda: work(store, BUSABA).put_product(case.id, product(2), revision=case.revision),
        lambda: store.trail(case.id, who=BUSABA),
        lambda: store.delete(case.id, who=BUSABA, at=NOW, why="mine"),
        lambda: opened(store, who=BUSABA),
        lambda: send(store, case.id, case.products[0].id, b"x" * 10, BUSABA),
    ):
        with pytest.raises(NoCase):
            call()
    assert store.find(who=BUSABA, at=NOW) == []
    handed = work(store).set_team(case.id, BUSABA.officer, [ANAN.key_id])
    assert handed.officer == BUSABA.officer and handed.team == (ANAN.key_id, BUSABA.key_id)
    assert store.read(case.id, who=BUSABA, at=NOW) == store.read(case.id, who=ANAN, at=NOW)
    for call in (
        lambda: work(store).set_team(case.id, ANAN.officer, []),
        lambda: store.delete(case.id, who=ANAN, at=NOW, why=""),
        lambda: work(store).put_case(
            case.id, place=case.place, inspected=NOW, notes="", keep_until=LAST_DAY - timedelta(1), revision=5
        ),
    ):
        with pytest.raises(NotOfficer):
            call()
    work(store, BUSABA).set_team(case.id, BUSABA.officer, [])
    with pytest.raises(NoCase):
        store.read(case.id, who=ANAN, at=NOW)


def test_search_finds_every_word_anywhere_and_only_what_one_may_read(store):
    first = with_products(store, 1)
    second = opened(store, 2, place=place("ร้านสว่าง", province="เชียงใหม่"), inspected=NOW + timedelta(1))
    opened(store, 3, CHAI)

    def found(who=ANAN, **asked):
        return [case.id for case in store.page(who=who, at=NOW, **asked)[0]]

    assert found() == [second.id, first.id]
    assert found(text="แผงลับ 4711") == found(text="พาวเวอร์แบงก์ ย-101") == found(text="7014-4/2879") == [first.id]
    assert found(text="แผงลับ เชียงใหม่") == found(text="%") == found(text="_") == []
    assert found(since="2026-11-24") == found(text="สว่าง") == [second.id]
    assert found(until="2026-11-23") == found(after=second.id) == [first.id]
    assert found(limit=1) == [second.id] and store.page(who=ANAN, at=NOW, limit=1)[1]
    assert not store.page(who=ANAN, at=NOW, limit=2)[1]
    assert len(found(OPERATOR)) == 3


# ---- photos


def test_a_photo_comes_in_parts_and_belongs_to_the_product_when_it_is_whole(store):
    case = opened(store)
    work(store).put_product(case.id, product(), revision=1)
    data = photo_bytes(1)
    photo = Original(hashlib.sha256(data).hexdigest(), len(data))

    def put(offset, part):
        return work(store).put_part(case.id, product().id, photo, offset, part, most_photos=1)

    assert put(0, data[:500]).received == 500
    with pytest.raises(UploadGap) as gap:
        put(600, data[600:])
    assert gap.value.params == {"received": 500}
    assert put(0, data[:500]).received == put(200, data[200:400]).received == 500, "the answer was lost"
    now = store.read(case.id, who=ANAN, at=NOW)
    assert [(one.received, one.whole) for one in work(store).uploads(case.id, now.products[0])] == [(500, False)]
    assert now.products[0].photos == ()
    done = put(400, data[400:])
    assert (done.received, done.whole) == (len(data), True) and put(0, data[:9]).whole
    assert work(store).photo(case.id, product().id, photo.sha256) == data
    with pytest.raises(TooManyPhotos):
        work(store).put_part(case.id, product().id, Original("0" * 64, 5), 0, b"", most_photos=1)
    assert audit(store).flaws == ()


def test_bytes_of_another_photo_are_never_taken_for_this_one(store):
    case = opened(store)
    work(store).put_product(case.id, product(), revision=1)
    data = photo_bytes(1)
    photo = Original(hashlib.sha256(data).hexdigest(), len(data))
    wrong = bytes(len(data))
    with pytest.raises(UploadMismatch) as refused:
        work(store).put_part(case.id, product().id, photo, 0, wrong, most_photos=6)
    assert refused.value.params == {"received": 0}
    with pytest.raises(UploadMismatch):
        work(store).put_part(case.id, product().id, photo, 0, data + b"more", most_photos=6)
    send(store, case.id, product().id, data)
    assert work(store).photo(case.id, product().id, photo.sha256) == data


KILLED = """
import os, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from tests.support.fakes import FakeRegistry, photo_bytes
from tests.support.spot_checks import *
from verifier.cases import rows
from verifier.cases.files import CaseFiles
from verifier.cases.open import open_store
store = open_store(Path({folder!r}), {url!r})
die = lambda *_, **__: os.kill(os.getpid(), 9)
{where} = die
send(store, uid(1), product().id, photo_bytes(1), part=700)
"""


@pytest.mark.parametrize("where", ["CaseFiles.complete", "rows.put", "CaseFiles.forget"])
def test_a_process_killed_when_the_last_part_came_loses_nothing(store, tmp_path, where):
    case = opened(store)
    work(store).put_product(case.id, product(), revision=1)
    root = str(Path(__file__).parents[2])
    script = KILLED.format(root=root, folder=str(tmp_path / "cases"), url=url_of(store), where=where)
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    data = photo_bytes(1)
    photo = Original(hashlib.sha256(data).hexdigest(), len(data))
    now = store.read(case.id, who=ANAN, at=NOW).products[0]
    (upload,) = work(store).uploads(case.id, now)
    assert upload.received == len(data)
    done = work(store).put_part(case.id, product().id, photo, upload.received, b"", most_photos=6)
    assert done.whole and work(store).photo(case.id, product().id, photo.sha256) == data
    assert list((tmp_path / "cases" / "parts").iterdir()) == []
    store.purge(who=OPERATOR, at=NOW)
    assert audit(store).flaws == ()


def test_a_product_whose_photos_changed_is_not_judged_any_more(store):
    case = with_products(store)
    mine = case.products[0]
    assert mine.judged
    send(store, case.id, mine.id, photo_bytes(7), part=100_000)
    now = store.read(case.id, who=ANAN, at=NOW)
    assert now.products[0].judged is None and len(now.products[0].photos) == 2
    judged(store, case.id, mine.id)
    less = work(store).remove_photo(case.id, mine.id, mine.photos[0].sha256)
    assert less.products[0].judged is None and len(less.products[0].photos) == 1
    assert audit(store).flaws == (), "the file of the photo and both records are gone"
    again = judged(store, case.id, mine.id)
    other = work(store).put_product(case.id, replace(mine, category="mask"), revision=again.revision)
    assert other.products[0].judged is None and other.products[0].photos


# ---- who learns of what


def test_a_page_behind_anothers_case_is_empty_as_behind_none(store):
    """It told when that case was inspected: those of one's own that were inspected before it came."""
    hidden = opened(store, 1, BUSABA)
    mine = opened(store, 2, inspected=NOW - timedelta(1))
    for nobodys in (hidden.id, uid(77)):
        assert store.page(who=ANAN, at=NOW, after=nobodys) == ([], False)
    assert [case.id for case in store.page(who=BUSABA, at=NOW)[0]] == [hidden.id]
    assert [case.id for case in store.page(who=OPERATOR, at=NOW, after=hidden.id)[0]] == [mine.id]


def test_who_makes_a_case_anew_does_not_read_what_its_id_was_before(store):
    first = opened(store)
    work(store).hold(first.id, "คดีลับที่ 7")
    work(store).hold(first.id, None)
    store.delete(first.id, who=ANAN, at=NOW, why="secret")
    opened(store, who=BUSABA)
    assert [(entry.did, entry.by) for entry in store.trail(first.id, who=BUSABA).entries] == [("create", BUSABA.key_id)]
    assert [entry.did for entry in audit(store).entries] == ["create", "hold", "release", "delete", "create"]


def test_a_case_that_is_listed_again_and_again_is_noted_once_a_day(store):
    case = opened(store)
    for hours in (0, 1, 2, 24):
        store.find(who=ANAN, at=at(hours))
        links(store, ANAN, at(hours))
    store.find(who=OPERATOR, at=NOW)
    assert [(e.did, e.by, e.at[:10]) for e in audit(store).entries if e.did == "list"] == [
        ("list", ANAN.key_id, "2026-11-23"),
        ("list", ANAN.key_id, "2026-11-24"),
        ("list", OPERATOR.key_id, "2026-11-23"),
    ]
    store.purge(who=OPERATOR, at=at(24))
    store.find(who=ANAN, at=at(25))
    assert len([e for e in audit(store).entries if e.case == case.id and e.did == "list"]) == 3


# ---- the trail


def test_the_trail_tells_who_saw_changed_exported_and_deleted(store):
    case = with_products(store)
    store.read(case.id, who=ANAN, at=NOW)
    store.read(case.id, who=ANAN, at=NOW, did="export")
    store.find(who=ANAN, at=NOW, text="แผงลับ")
    work(store).set_team(case.id, BUSABA.officer, [])
    work(store, BUSABA).hold(case.id, "คดีที่ 7")
    work(store, BUSABA).hold(case.id, None)
    assert [entry.did for entry in store.trail(case.id, who=BUSABA).entries] == (
        ["create", "change", "upload", "read", "judge", "read", "export", "list", "team", "hold", "release"]
    )
    assert {entry.by for entry in store.trail(case.id, who=BUSABA).entries[-2:]} == {BUSABA.key_id}


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # it looks at the file
def test_a_trail_or_a_case_that_was_tampered_with_is_found_and_named(store, tmp_path):
    case = with_products(store)
    head = audit(store).head
    path = tmp_path / "cases" / "cases.sqlite"
    whole = path.read_bytes()

    def found(sql, *values, head=None):
        path.write_bytes(whole)
        with sqlite3.connect(path) as db:
            db.execute(sql, values)
        db.close()
        return [(flaw.code, flaw.part) for flaw in audit(store, head).flaws]

    assert found("SELECT 1", head=head) == []
    (entry,) = sqlite3.connect(path).execute("SELECT entry FROM trail WHERE n = 1").fetchone()
    other = entry.replace(ANAN.key_id.encode(), BUSABA.key_id.encode())
    assert found("UPDATE trail SET entry = ? WHERE n = 1", other) == [("trail.broken", "entry 2")]
    assert found("UPDATE trail SET entry = ? WHERE n = 1", entry + b" ")[0] == ("trail.form", "entry 1")
    assert ("trail.broken", "entry 1") in found("DELETE FROM trail WHERE n = 1")
    assert found("DELETE FROM trail WHERE n = 4", head=head) == [("trail.head", "trail")]
    doc = sqlite3.connect(path).execute("SELECT doc FROM cases").fetchone()[0]
    fresh = doc.replace(b"199.00", b"999.00")
    assert found("UPDATE cases SET doc = ?", fresh)[0] == ("part.changed", f"case {case.id}")
    assert ("part.missing", f"case {case.id}") in found("DELETE FROM cases")
    path.write_bytes(whole)
    sha256 = case.products[0].photos[0].sha256
    photo = tmp_path / "cases" / "files" / sha256[:2] / sha256
    photo.write_bytes(photo.read_bytes()[:-1] + b"x")
    assert [(flaw.code, flaw.part) for flaw in audit(store).flaws] == [("part.changed", f"files/{sha256}")]
    with pytest.raises(StoreProblem):
        work(store).photo(case.id, case.products[0].id, sha256)
    photo.unlink()
    assert [flaw.code for flaw in audit(store).flaws] == ["part.missing"]
    for touched in (
        "INSERT INTO members SELECT id, 'ffffffffffff' FROM cases",
        "DELETE FROM blobs",
        "UPDATE cases SET words = ''",
        "UPDATE cases SET inspected = '2020-01-01T00:00:00+07:00'",
    ):
        assert ("part.changed", f"index of case {case.id}") in found(touched), touched
    path.write_bytes(whole)
    (photo.parent / ("0" * 64)).write_bytes(b"")
    assert {flaw.code for flaw in audit(store).flaws} == {"part.missing", "part.extra"}


# ---- retention


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # it looks at the file
def test_retention_deletes_and_nothing_of_the_case_is_left_on_the_disk(store, tmp_path):
    case = with_products(store)
    kept = opened(store, 2, notes="บันทึกอื่น")
    mine = case.products[0]
    work(store).put_part(case.id, mine.id, Original("1" * 64, 99), 0, b"half a photo", most_photos=6)
    folder = tmp_path / "cases"
    words = (SECRET_PLACE.encode(), "พาวเวอร์แบงก์".encode(), b"half a photo", store.files.read(mine.photos[0].sha256))
    assert all(word in all_bytes(folder) for word in words)
    assert store.purge(who=OPERATOR, at=NOW + timedelta(365)) == [], "the last day counts"
    work(store).hold(case.id, "คดี")
    assert store.purge(who=OPERATOR, at=NOW + timedelta(366)) == [kept.id]
    for call in (
        lambda: store.delete(case.id, who=ANAN, at=NOW, why=""),
        lambda: work(store).remove_product(case.id, mine.id, revision=store.read(case.id, who=ANAN, at=NOW).revision),
        lambda: work(store).remove_photo(case.id, mine.id, mine.photos[0].sha256),
    ):
        with pytest.raises(CaseHeld):
            call()
    work(store).hold(case.id, None)
    assert store.purge(who=OPERATOR, at=NOW + timedelta(366)) == [case.id]
    assert [word for word in words if word in all_bytes(folder)] == []
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["cases.sqlite"]
    checked = audit(store)
    assert checked.flaws == () and [e.did for e in checked.entries if e.case == case.id][-1] == "delete"
    with pytest.raises(NoCase):
        store.read(case.id, who=ANAN, at=NOW)


def test_a_report_that_is_held_stays_whatever_is_done(store):
    case = with_products(store)
    mine = case.products[0]
    work(store).hold(case.id, "คดี")
    record = store.files.read(mine.judged.record)
    for call in (
        lambda: send(store, case.id, mine.id, photo_bytes(7), part=100_000),
        lambda: judged(store, case.id, mine.id, registry=FakeRegistry([])),
        lambda: work(store).put_product(
            case.id, replace(mine, category="fan", photos=(), judged=None), revision=case.revision + 1
        ),
    ):
        with pytest.raises(CaseHeld):
            call()
    assert store.files.read(mine.judged.record) == record and audit(store).flaws == ()
    now = work(store).put_product(case.id, product(2), revision=None)
    send(store, case.id, product(2).id, photo_bytes(7), part=100_000)
    assert now.product(mine.id) == mine, "others may be added"
    work(store).hold(case.id, None)
    assert not send_whole(store, case.id, mine.id).judged


def send_whole(store, case_id, product_id):
    send(store, case_id, product_id, photo_bytes(8), part=100_000)
    return store.read(case_id, who=ANAN, at=NOW).product(product_id)


def test_a_day_that_is_not_named_is_not_changed_and_none_that_is_over_is_taken(store):
    plain = {"place": place(), "inspected": NOW, "notes": "", "revision": None}
    far = work(store).put_case(uid(1), **plain | {"keep_until": date(2040, 1, 1)})
    for who in (ANAN, BUSABA):
        work(store).set_team(far.id, ANAN.officer, [BUSABA.key_id])
        revision = store.read(far.id, who=who, at=NOW).revision
        changed = work(store, who).put_case(far.id, **plain | {"notes": who.name, "revision": revision})
        assert changed.keep_until == date(2040, 1, 1), "an edit of the notes let it go 13 years earlier"
    old = work(store).put_case(uid(2), **plain | {"inspected": NOW - timedelta(700)}, keep_days=365)
    assert old.keep_until == LAST_DAY, "it was deleted within the hour"
    assert work(store, hours=48).put_case(uid(2), **plain | {"inspected": NOW - timedelta(700)}) == old, "sent twice"
    with pytest.raises(OverAlready):
        work(store).put_case(uid(3), **plain | {"keep_until": date(2026, 11, 22)})
    with pytest.raises(OverAlready):
        work(store).put_case(old.id, **plain | {"keep_until": date(2026, 11, 22), "revision": 1})
    late = work(store, hours=24 * 400)
    assert late.put_case(old.id, **plain | {"keep_until": LAST_DAY, "revision": 1}).keep_until == LAST_DAY


def test_a_product_has_a_bounded_number_of_photos_on_their_way(store):
    case = opened(store)
    work(store).put_product(case.id, product(), revision=1)
    photos = [Original(f"{n:064x}", 100) for n in range(7)]
    for photo in photos[:6]:
        work(store).put_part(case.id, product().id, photo, 0, b"x", most_photos=6)
    with pytest.raises(TooManyPhotos):
        work(store).put_part(case.id, product().id, photos[6], 0, b"x", most_photos=6)
    assert work(store).put_part(case.id, product().id, photos[0], 1, b"x", most_photos=6).received == 2
    work(store).remove_photo(case.id, product().id, photos[0].sha256)
    with pytest.raises(UploadGap):
        work(store).put_part(case.id, product().id, photos[6], 5, b"x", most_photos=6)
    work(store).put_part(case.id, product().id, photos[0], 0, b"x", most_photos=6)


def test_what_a_killed_process_left_goes_with_the_next_purge(store, tmp_path):
    """A record that was half written, a part of a photo that is whole, a part of a product that was taken out."""
    case = with_products(store, count=2)
    parts = tmp_path / "cases" / "parts"
    first, second = case.products
    whole = first.photos[0]
    left = [f".{'0' * 64}.77", ".probe.1.2", f"{case.id}.{first.id}.{whole.sha256}.{whole.size}"]
    left += [f"{case.id}.{uid(9)}.{'1' * 64}.9", f"{uid(9)}.{uid(9)}.{'1' * 64}.9"]
    for name in left:
        (parts / name).write_bytes(b"left over")
    work(store).put_part(case.id, second.id, Original("2" * 64, 9), 0, b"half", most_photos=6)
    assert {("part.extra", f"parts/{case.id}.{uid(9)}"), ("part.extra", f"parts/{uid(9)}")} <= {
        (flaw.code, flaw.part) for flaw in audit(store).flaws
    }
    assert store.purge(who=OPERATOR, at=NOW) == []
    assert [path.name for path in parts.iterdir()] == [f"{case.id}.{second.id}.{'2' * 64}.9"]
    assert audit(store).flaws == ()


def test_a_part_that_waits_for_one_that_is_thrown_away_begins_anew(store):
    """Two send the last part of a photo at once: what the second wrote into a file without a name was lost."""
    case = opened(store)
    work(store).put_product(case.id, product(), revision=1)
    wrong = Original("3" * 64, 4)
    name = f"{case.id}.{product().id}.{wrong.sha256}.{wrong.size}"
    path = store.files._parts / name
    path.write_bytes(b"")
    with path.open("ab") as held, ThreadPoolExecutor(1) as threads:
        fcntl.flock(held, fcntl.LOCK_EX)
        waiting = threads.submit(store.files.add, case.id, product().id, wrong, 0, b"ab")
        time.sleep(0.2)
        path.unlink()
        fcntl.flock(held, fcntl.LOCK_UN)
        assert waiting.result(10) == 2
    assert path.read_bytes() == b"ab"


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # it looks at the file
def test_all_that_is_kept_is_for_its_owner_alone(store, tmp_path):
    case = with_products(store)
    work(store).put_part(case.id, case.products[0].id, Original("1" * 64, 99), 0, b"half", most_photos=6)
    paths = [path for path in (tmp_path / "cases").rglob("*") if path.is_file()]
    assert len(paths) == 4 and {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}


def test_a_file_that_two_cases_share_goes_with_the_last_of_them(store):
    cases = [opened(store, n) for n in (1, 2)]
    data = photo_bytes(1)
    for case in cases:
        work(store).put_product(case.id, product(), revision=1)
        photo = send(store, case.id, product().id, data)
    store.delete(cases[0].id, who=ANAN, at=NOW, why="a test")
    assert work(store).photo(cases[1].id, product().id, photo.sha256) == data and audit(store).flaws == ()
    with pytest.raises(CaseChanged):
        work(store).remove_product(cases[1].id, product().id, revision=1)
    work(store).remove_product(cases[1].id, product().id, revision=3)
    assert store.files.sound(photo.sha256) is None


def test_many_at_once_leave_one_chain_and_lose_nothing(store, tmp_path):
    case = opened(store)
    number = 24

    def add(n):
        mine = opened_again(store)
        work(mine).put_product(case.id, product(n), revision=None)
        mine.read(case.id, who=ANAN, at=NOW)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(1, number + 1)))
    checked = audit(store)
    assert checked.flaws == () and len(checked.entries) == 1 + 2 * number
    now = store.read(case.id, who=ANAN, at=NOW)
    assert (now.revision, len(now.products)) == (1 + number, number)


def test_a_case_holds_a_bounded_number_of_products(store, monkeypatch):
    monkeypatch.setattr("verifier.cases.work.MAX_PRODUCTS", 1)
    case = opened(store)
    work(store).put_product(case.id, product(1), revision=1)
    with pytest.raises(CaseFull):
        work(store).put_product(case.id, product(2), revision=2)
