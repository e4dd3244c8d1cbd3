"""A case that is closed: kept and passed on, and not worked on until its officer opens it again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.case_stores import STORES, case_store, opened_again
from tests.support.fakes import photo_bytes
from tests.support.spot_checks import (
    ANAN,
    BUSABA,
    LAST_DAY,
    NOW,
    OPERATOR,
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
from verifier.cases.closing import close, reopen
from verifier.cases.export import check_case, export_case
from verifier.cases.model import Closed, Original, case_from_plain, to_plain
from verifier.errors import CaseChanged, CaseClosed, CaseUnfinished, NoCase, NotOfficer


@pytest.fixture(params=STORES)
def store(request, tmp_path):
    yield from case_store(request, tmp_path)


def put(store, case, **changes):
    known = {name: getattr(case, name) for name in ("place", "inspected", "notes")}
    return work(store).put_case(case.id, **known | changes, revision=case.revision)


def test_nothing_in_a_closed_case_changes_until_it_is_opened_again(store):
    case = with_products(store)
    case = close(work(store, hours=1), case.id, case.revision)
    assert case.closed == Closed(at(1), ANAN.key_id) and case_from_plain(to_plain(case)) == case
    assert opened_again(store).read(case.id, who=ANAN, at=at(2)) == case
    mine, sha256 = case.products[0].id, case.products[0].photos[0].sha256
    for call in (
        lambda: put(store, case, notes="more"),
        lambda: put(store, case, place=place("another")),
        lambda: work(store).put_product(case.id, product(9), revision=case.revision),
        lambda: work(store).put_product(case.id, replace(case.products[0], notes="x"), revision=case.revision),
        lambda: work(store).remove_product(case.id, mine, revision=case.revision),
        lambda: work(store).remove_photo(case.id, mine, sha256),
        lambda: send(store, case.id, mine, photo_bytes(7)),
        lambda: work(store).set_team(case.id, ANAN.officer, [BUSABA.key_id]),
        lambda: store.delete(case.id, who=ANAN, at=NOW, why="mine"),
        lambda: store.delete(case.id, who=OPERATOR, at=NOW, why="mine"),
    ):
        with pytest.raises(CaseClosed):
            call()
    assert store.read(case.id, who=ANAN, at=NOW) == case
    assert send(store, case.id, mine, photo_bytes(101)), "what is there may be sent again"
    assert reopen(work(store), case.id, "ลืมรูป").closed is None
    assert put(store, store.read(case.id, who=ANAN, at=NOW), notes="more").notes == "more"
    told = [(entry.did, entry.why) for entry in audit(store).entries if entry.did in ("close", "reopen")]
    assert told == [("close", ""), ("reopen", "ลืมรูป")] and audit(store).flaws == ()


def test_how_long_a_closed_case_is_kept_may_change(store):
    case = with_products(store)
    case = close(work(store), case.id, case.revision)
    assert work(store).hold(case.id, "คดี").held == "คดี"
    assert work(store).hold(case.id, None).held is None
    case = store.read(case.id, who=ANAN, at=NOW)
    later = put(store, case, keep_until=LAST_DAY + timedelta(30))
    assert later.keep_until == LAST_DAY + timedelta(30) and later.closed
    assert store.purge(who=OPERATOR, at=NOW + timedelta(400)) == [case.id]


def test_closing_is_the_officers_on_what_they_saw_and_once(store):
    case = with_products(store)
    work(store).set_team(case.id, ANAN.officer, [BUSABA.key_id])
    revision = case.revision + 1
    with pytest.raises(NotOfficer):
        close(work(store, BUSABA), case.id, revision)
    with pytest.raises(CaseChanged):
        close(work(store), case.id, case.revision)
    with pytest.raises(NoCase):
        close(work(store), uid(9), 1)
    closed = close(work(store), case.id, revision)
    assert close(work(store, hours=3), case.id, closed.revision) == closed
    with pytest.raises(NotOfficer):
        reopen(work(store, BUSABA), case.id, "x")
    assert reopen(work(store, OPERATOR), case.id, "x").closed is None


def test_a_case_with_a_photo_under_way_is_not_closed(store):
    case = opened(store)
    case = work(store).put_product(case.id, product(), revision=case.revision)
    data = photo_bytes(1)
    photo = send(store, case.id, product().id, data)
    half = Original("0" * 64, 100)
    work(store).put_part(case.id, product().id, half, 0, b"x", most_photos=6)
    revision = store.read(case.id, who=ANAN, at=NOW).revision
    with pytest.raises(CaseUnfinished):
        close(work(store), case.id, revision)
    work(store).remove_photo(case.id, product().id, half.sha256)
    assert close(work(store), case.id, revision).closed and photo


def test_a_report_that_comes_late_is_not_kept(store):
    case = opened(store)
    case = work(store).put_product(case.id, product(), revision=case.revision)
    send(store, case.id, product().id, photo_bytes(1))
    close(work(store), case.id, store.read(case.id, who=ANAN, at=NOW).revision)
    with pytest.raises(CaseClosed):
        judged(store, case.id, product().id)


def test_an_export_says_that_it_is_closed_and_an_open_one_is_written_as_before(store):
    case = with_products(store)
    assert "closed" not in to_plain(case)
    case = close(work(store), case.id, case.revision)
    checked = check_case(export_case(store, case, who=OPERATOR, at=NOW))
    assert checked.flaws == () and checked.case.closed == case.closed


def test_what_a_killed_process_left_of_a_whole_photo_keeps_no_case_open(store, monkeypatch):
    case = opened(store)
    case = work(store).put_product(case.id, product(), revision=case.revision)
    with monkeypatch.context() as killed:
        killed.setattr(type(store.files), "forget", lambda *_: None)
        send(store, case.id, product().id, photo_bytes(1))
    assert store.files.parts(case.id, product().id)
    assert close(work(store), case.id, store.read(case.id, who=ANAN, at=NOW).revision).closed


def test_a_part_that_came_while_the_case_was_closed_is_not_kept(store, monkeypatch):
    case = opened(store)
    case = work(store).put_product(case.id, product(), revision=case.revision)
    add = type(store.files).add

    def closed_meanwhile(*arguments):
        close(work(store), case.id, case.revision)
        return add(*arguments)

    monkeypatch.setattr(type(store.files), "add", closed_meanwhile)
    with pytest.raises(CaseClosed):
        work(store).put_part(case.id, product().id, Original("0" * 64, 100), 0, b"x", most_photos=6)
    assert not store.files.parts(case.id, product().id)
