"""What the store of batches and of decisions on them does alike in a SQLite file and in PostgreSQL."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from api.batches.decisions import SCHEMA, Choice, Decision, Decisions
from api.batches.store import LATER, UPGRADES, VERSION, Batch, BatchStore
from api.database import Database
from api.database.sqlite import SqliteDatabase
from api.store import JobState
from tests.support.postgres import database, server
from verifier.errors import NoBatch, StoreProblem, TooLate

ONE = Batch("one", "client", "ของเข้า", ".zip", 3_000_000_000, "th", "auto", 100.5, 2_000_000_000.25)
STALE_S = 30.0


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with server() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.loopback)])
def opened(request, tmp_path) -> Iterator[Database]:
    if request.param == "sqlite":
        found = SqliteDatabase(tmp_path / "batches.sqlite", SCHEMA, VERSION, UPGRADES)
        yield found
        found.close()
        return
    from api.database.postgres import PostgresDatabase, tables

    with database(request.getfixturevalue("postgres")) as url:
        PostgresDatabase(url, {"mokcheck_batches": tables(SCHEMA)}).close()  # the next one finds the tables there
        found = PostgresDatabase(url, {"mokcheck_batches": tables(SCHEMA)})
        yield found
        found.close()


@pytest.fixture
def store(opened) -> BatchStore:
    return BatchStore(opened)


@pytest.fixture
def decisions(opened) -> Decisions:
    for name in ("one", "other"):
        BatchStore(opened).add(replace(ONE, id=name))
    return Decisions(opened)


def test_a_batch_comes_back_as_it_went_in(store):
    full = replace(ONE, id="two", state=JobState.FAILED, tries=2, reached=7, outcome="{}", kept="{}", told="{}")
    full = replace(full, team="ร้านสมใจ", looked=1)
    for batch in (ONE, full):
        store.add(batch)
        assert store.get(batch.id) == batch
    assert store.get("three") is None
    with pytest.raises(StoreProblem):
        store.add(ONE)


def test_batches_come_in_order_and_to_their_client_alone(store):
    rows = [replace(ONE, id=name, created=at, client=who) for name, at, who in (("b", 2.0, "x"), ("a", 1.0, "y"))]
    rows.append(replace(ONE, id="c", created=3.0, client="x"))
    for batch in rows:
        store.add(batch)
    assert [batch.id for batch in store.all()] == ["a", "b", "c"]
    assert [batch.id for batch in store.of("x")] == ["c", "b"]
    assert store.next().id == "a"
    assert store.remove("a") and not store.remove("a") and store.next().id == "b"


def test_batches_of_a_team_come_to_all_keys_of_it_and_those_of_none_to_their_own(store):
    for name, client, team in (("a", "x", "t"), ("b", "y", "t"), ("c", "z", "u"), ("d", "z", ""), ("e", "w", "")):
        store.add(replace(ONE, id=name, client=client, team=team, created=float(ord(name))))
    assert [batch.id for batch in store.of("x", "t")] == ["b", "a"] == [batch.id for batch in store.of("new", "t")]
    assert [batch.id for batch in store.of("z", "u")] == ["d", "c"]
    assert [batch.id for batch in store.of("w")] == ["e"] and store.of("new") == []


def test_a_batch_that_failed_waits_again_with_all_its_tries_before_it(store):
    store.add(ONE)
    assert not store.resume("one", 5.0) and not store.resume("none", 5.0)
    mine = store.claim("one", "me", STALE_S)
    assert not store.resume("one", 5.0), "it is at work"
    store.update(replace(mine, state=JobState.FAILED, tries=4, looked=4, reached=7, outcome="{}"))
    assert store.resume("one", 5.0)
    found = store.get("one")
    assert (found.state, found.tries, found.looked, found.outcome) == (JobState.QUEUED, 0, 0, None)
    assert (found.reached, found.expires) == (7, 5.0)
    assert not store.update(mine), "whoever had it has it no more"
    assert store.claim("one", "other", STALE_S)


def test_one_worker_gets_a_batch_and_keeps_it_while_it_is_heard_of(store):
    store.add(ONE)
    first = store.claim("one", "first", STALE_S)
    assert (first.owner, first.state) == ("first", JobState.RUNNING) and abs(first.seen - time.time()) < 5
    assert store.claim("one", "second", STALE_S) is None and store.claim("none", "second", STALE_S) is None
    assert store.next() is None
    time.sleep(0.3)
    store.hold("one", "second")
    assert store.get("one").seen == first.seen, "it is not the second's to hold"
    store.hold("one", "first")
    assert store.claim("one", "second", 0.25) is None
    time.sleep(0.3)
    assert store.claim("one", "second", 0.25).owner == "second"


def test_a_worker_that_lost_its_batch_changes_nothing_more(store):
    store.add(ONE)
    first = store.claim("one", "first", STALE_S)
    time.sleep(0.02)
    second = store.claim("one", "second", 0.01)
    done = {"state": JobState.DONE, "expires": 5.0}
    assert not store.update(replace(first, **done)) and not store.note(replace(first, told="{}"))
    assert store.get("one") == second
    assert store.note(replace(second, kept='{"ledger": "x"}', told="{}"))
    assert store.update(replace(second, **done, reached=3, tries=1))
    assert store.get("one") == replace(second, **done, reached=3, tries=1, kept='{"ledger": "x"}', told="{}")
    assert store.claim("one", "third", 0.0) is None, "what is done is done"


def test_where_a_batch_stands_and_what_is_kept_of_it_are_noted_apart(store):
    store.add(ONE)
    store.update(replace(ONE, state=JobState.DONE, kept="lost"))
    store.note(replace(ONE, kept="{}"))
    assert (store.get("one").state, store.get("one").kept) == (JobState.DONE, "{}")


def test_a_deleted_batch_is_not_made_again(store):
    store.add(ONE)
    mine = store.claim("one", "me", STALE_S)
    store.remove("one")
    assert not store.update(mine) and not store.note(mine) and store.all() == []


def test_what_a_dead_worker_had_waits_again(store):
    store.add(ONE)
    store.claim("one", "dead", STALE_S)
    store.take_up_again()
    assert store.next().id == "one"


def test_of_many_workers_at_once_one_gets_each_batch(store):
    for n in range(20):
        store.add(replace(ONE, id=str(n)))
    got: list[str] = []

    def take(worker: str) -> None:
        got.extend(str(n) for n in range(20) if store.claim(str(n), worker, STALE_S))

    threads = [threading.Thread(target=take, args=(str(n),)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got, key=int) == [str(n) for n in range(20)]


def test_it_is_known_when_a_worker_was_seen(store):
    assert store.seen() == 0
    for at in (5.5, 7.25):
        store.beat(at)
        assert store.seen() == at


def decision(name: str, at: float, **facts) -> Decision:
    return replace(Decision(name, "one", 1, "sku:A", Choice.AGREES, "{}", "", "conflicts", "นา", "k", at), **facts)


def test_decisions_are_kept_in_order_and_the_latest_counts(decisions):
    rows = [
        decision("c", 3.0, decision=None, corrections='{"licences/0": "น1-1/1"}', note='it\'s \\ "so" %s ?'),
        decision("a", 1.0),
        decision("b", 2.0, decision=Choice.ASK_SUPPLIER),
        decision("d", 1.0, batch="other"),
    ]
    for row in rows:
        decisions.add(row)
    assert [row.id for row in decisions.of("one")] == ["a", "b", "c"]
    assert decisions.of("one")[2] == rows[0]
    assert decisions.latest("one") == {"sku:A": rows[2]}
    decisions.forget("one")
    assert decisions.of("one") == [] and len(decisions.of("other")) == 1


def test_a_decision_is_taken_back_by_whoever_made_it_and_at_once(decisions):
    decisions.add(decision("new", time.time()))
    decisions.add(decision("old", time.time() - 60))
    for arguments in (("other", "new", "k"), ("one", "none", "k"), ("one", "new", "somebody")):
        with pytest.raises(NoBatch):
            decisions.take_back(*arguments)
    with pytest.raises(TooLate):
        decisions.take_back("one", "old", "k")
    decisions.take_back("one", "new", "k")
    assert [row.id for row in decisions.of("one")] == ["old"]


def test_no_decision_outlives_its_batch(opened, decisions):
    decisions.add(decision("kept", 1.0, batch="other"))
    decisions.add(decision("gone", 2.0))
    BatchStore(opened).remove("one")  # as in the moment between a request and its answer
    with pytest.raises(NoBatch):
        decisions.add(decision("late", 3.0))
    assert [row.id for row in decisions.of("one")] == ["gone"]
    decisions.sweep()
    assert decisions.of("one") == [] and [row.id for row in decisions.of("other")] == ["kept"]


@pytest.mark.loopback
def test_a_database_of_the_version_before_is_brought_forward(postgres):
    psycopg = pytest.importorskip("psycopg")
    from api.database.postgres import PostgresDatabase, tables

    with database(postgres) as url:
        PostgresDatabase(url, {"mokcheck_batches": tables(SCHEMA + LATER)}).close()
        with psycopg.connect(url) as connection:
            for column in ("team", "looked", "resumed"):
                connection.execute(f"ALTER TABLE mokcheck_batches.batches DROP COLUMN {column}")
        for _ in range(2):
            found = PostgresDatabase(url, {"mokcheck_batches": tables(SCHEMA + LATER)})
            BatchStore(found).add(replace(ONE, team="t", looked=2))
            assert BatchStore(found).get("one") == replace(ONE, team="t", looked=2)
            BatchStore(found).remove("one")
            found.close()


def test_a_file_of_the_version_before_is_brought_forward_with_all_it_holds(tmp_path):
    path = tmp_path / "batches.sqlite"
    with sqlite3.connect(path) as before:
        before.executescript(
            "CREATE TABLE batches (id TEXT PRIMARY KEY, client TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,"
            "bytes INTEGER NOT NULL, lang TEXT NOT NULL, grouping TEXT NOT NULL, created REAL NOT NULL,"
            "expires REAL NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL, reached INTEGER NOT NULL,"
            "outcome TEXT);"
            "CREATE TABLE workers (id INTEGER PRIMARY KEY CHECK (id = 1), seen REAL NOT NULL);"
            "INSERT INTO batches VALUES ('one','client','ของเข้า','.zip',3000000000,'th','auto',100.5,2000000000.25,"
            "'queued',0,0,NULL); INSERT INTO workers VALUES (1, 7); PRAGMA user_version = 1;"
        )
    for _ in range(2):
        found = SqliteDatabase(path, SCHEMA, VERSION, UPGRADES)
        store = BatchStore(found)
        assert store.all() == [ONE] and store.seen() == 7
        found.close()
    store = BatchStore(SqliteDatabase(path, SCHEMA, VERSION, UPGRADES))
    assert store.claim("one", "me", STALE_S).owner == "me"


@pytest.mark.loopback
def test_a_database_that_is_gone_is_told_without_its_address(postgres):
    pytest.importorskip("psycopg")
    from api.database.postgres import PostgresDatabase, tables

    with database(postgres) as url:
        lost = PostgresDatabase(url, {"mokcheck_batches": tables(SCHEMA)})
    with pytest.raises(StoreProblem) as told:
        BatchStore(lost).all()
    lost.close()
    with pytest.raises(StoreProblem) as never:
        PostgresDatabase("postgresql://hush:secret@127.0.0.1:9/none", {"mokcheck_batches": tables(SCHEMA)})
    for error in (told.value, never.value):
        assert "127.0.0.1" not in str(error) and "hush" not in str(error)
