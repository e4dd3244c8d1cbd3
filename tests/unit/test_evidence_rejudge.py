from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.support.bundles import bundle, entries
from tests.support.fakes import SNAPSHOT, TODAY, Crashing, FakeRegistry, licence
from verifier.domain import LicenceStatus
from verifier.errors import EngineFailed
from verifier.evidence import rejudge as module
from verifier.evidence.record import read_record
from verifier.evidence.rejudge import Ended, follows, rejudge
from verifier.rules import ALL_RULES
from verifier.rules.marks import RULES as MARKS


@pytest.fixture
def record():
    return read_record(entries(bundle(0, key=None))["report.json"])


def again(record, *rows, on=TODAY, listed=SNAPSHOT.date):
    return rejudge(record, FakeRegistry(rows, replace(SNAPSHOT, id="new", date=listed)), on)


def causes(found, outcome=None):
    return {(change.cause, change.code) for change in found.changes if outcome in (None, change.now)}


def test_with_the_list_of_then_nothing_changes(record):
    found = rejudge(record, FakeRegistry([licence()]), TODAY)
    assert (found.then, found.that_day, found.today) == ("agrees",) * 3
    assert found.changes == found.ended == ()


def test_a_licence_revoked_since_is_told_with_its_cause(record):
    found = again(record, licence(status=LicenceStatus.REVOKED))
    assert (found.then, found.that_day, found.today) == ("agrees", "conflicts", "conflicts")
    assert causes(found, "fail") == {("list", "licence.revoked")}
    assert found.ended == (Ended("ท7014-4/2879", licence().holder, "active", "revoked"),)


def test_what_only_the_day_changes_is_the_days(record):
    suspended = licence(
        status=LicenceStatus.SUSPENDED, suspended_from=TODAY + timedelta(5), suspended_to=TODAY + timedelta(50)
    )
    found = again(record, suspended, on=TODAY + timedelta(10))
    assert (found.that_day, found.today) == ("agrees", "conflicts")
    assert ("day", "licence.suspended") in causes(found, "fail")


def test_a_list_that_is_younger_than_the_inspection_is_asked_as_of_its_own_day(record):
    """Of the day of the inspection it knows nothing: each month's list made every product of before another's."""
    later = {"on": TODAY + timedelta(40), "listed": TODAY + timedelta(38)}
    found = again(record, licence(), **later)
    assert (found.then, found.that_day, found.today) == ("agrees", "agrees", "agrees")
    assert (found.day, found.as_of) == (TODAY, TODAY + timedelta(38)) and found.changes == ()
    found = again(record, licence(status=LicenceStatus.REVOKED), **later)
    assert (found.that_day, found.today) == ("conflicts", "conflicts") and causes(found, "fail") == {
        ("list", "licence.revoked")
    }
    suspended = licence(
        status=LicenceStatus.SUSPENDED, suspended_from=TODAY + timedelta(39), suspended_to=TODAY + timedelta(50)
    )
    assert ("day", "licence.suspended") in causes(again(record, suspended, **later), "fail")
    early = again(record, licence(), on=TODAY + timedelta(1), listed=TODAY + timedelta(38))
    assert early.today == "cannot_tell", "a list of the future says nothing of today"


def test_a_licence_that_is_gone_from_the_list_is_no_longer_reached(record):
    found = again(record)
    assert found.that_day == "conflicts" and found.ended == ()


def test_rules_that_changed_are_told_from_lists_that_did(record, monkeypatch):
    monkeypatch.setattr(module, "ALL_RULES", [rule for rule in ALL_RULES if rule not in MARKS])
    found = rejudge(record, FakeRegistry([licence()]), TODAY)
    assert found.changes and {change.cause for change in found.changes} == {"rules"}


def test_a_report_follows_from_what_is_stored_with_it(record, monkeypatch):
    assert follows(record) is True
    assert follows(replace(record, day=date(2027, 6, 1))) is False
    assert follows(replace(record, category="mask")) is False
    monkeypatch.setattr(module, "rules_version", lambda: "sha256:other")
    assert follows(record) is None


def test_a_list_that_fails_is_not_an_answer(record):
    with pytest.raises(EngineFailed):
        rejudge(record, Crashing(), TODAY)
