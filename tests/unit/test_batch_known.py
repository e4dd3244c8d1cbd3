"""Rows know their share: what is not mounted, or another's, is told and neither filled, read nor swept."""

import os
import secrets
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from api.auth import Client, Scope, allowance
from api.batches.worker import Later, Worker
from tests.support.batches import zipped
from tests.support.postgres import database
from tests.support.stock import Inline, make_stub, picture
from verifier.errors import FileMissing, ShareLost, TooManyJobs
from verifier.settings import Settings

shared = pytest.importorskip("api.batches.shared", reason="needs the extra `queue`")
pytestmark = pytest.mark.loopback


@pytest.fixture
def opened(postgres_url, tmp_path):
    """Opens batches; all are closed afterwards."""
    found = []

    def open_(share="share", url=postgres_url):
        own = tmp_path / f"own{len(found)}"
        settings = Settings(batches_path=own, batches_url=url, batches_share=str(tmp_path / share))
        found.append(shared.SharedBatches(own, settings))
        return found[-1]

    yield open_
    for batches in found:
        batches.close()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "given.bin"
    path.write_bytes(b"a photo")
    return path


def old_batch(share):
    """What lies there of a batch that came four hours ago."""
    place = share / secrets.token_urlsafe(24)
    place.mkdir(parents=True)
    (place / "stock.zip").write_bytes(b"photos")
    os.utime(place, (time.time() - 4 * 3600,) * 2)
    return place


def test_every_machine_finds_what_another_put(opened, file, tmp_path):
    opened().share.put(file, "one", "stock.zip")
    other = opened()
    other.share.get("one", "stock.zip", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == b"a photo"
    other.share.probe()
    with pytest.raises(FileMissing):
        other.share.get("one", "other", tmp_path / "none")
    assert list((tmp_path / "own1").iterdir()) == []
    assert [place.name for place in (tmp_path / "share" / "mokcheck").iterdir()] == [other.share.name]


def test_a_place_without_the_mark_is_neither_filled_nor_read_nor_swept(opened, file, tmp_path):
    opened()
    other = opened("not mounted")
    theirs = old_batch(tmp_path / "not mounted")
    asked = (
        lambda: other.share.put(file, "one", "stock.zip"),
        lambda: other.share.get("one", "stock.zip", tmp_path / "back"),
        other.share.probe,
        other.sweep,
    )
    for ask in asked:
        with pytest.raises(ShareLost, match="mounted"):
            ask()
    assert [place.name for place in (tmp_path / "not mounted").iterdir()] == [theirs.name]


def test_the_ways_out_of_a_share_that_is_lost(opened, file, tmp_path):
    """As docs/how-to/run-the-service.md tells them."""
    first = opened()
    client = Client("key:k", Scope.RETAILER, allowance(Scope.RETAILER, Settings()), "k")
    with first.coming(client) as place:
        (place / "stock.zip").write_bytes(zipped({"a.png": picture(1)}))
        batch = first.take(client, place, place / "stock.zip", name="", lang="th", grouping="auto")
    shutil.rmtree(tmp_path / "share" / "mokcheck")
    with pytest.raises(ShareLost):
        opened().share.probe()
    (tmp_path / "share" / "mokcheck").mkdir()
    (name,) = first.rows.rows("SELECT name FROM mokcheck_batches.share")[0]
    (tmp_path / "share" / "mokcheck" / name).touch()
    opened().share.probe()
    assert opened().source(first.store.get(batch.id)).is_file(), "whole again"
    shutil.rmtree(tmp_path / "share")
    with pytest.raises(ShareLost):
        opened().share.probe()
    for table in ("batches", "share"):
        first.rows.do(f"DELETE FROM mokcheck_batches.{table}")
    opened().share.probe()
    assert opened().store.all() == []
    opened().sweep()


def test_the_mark_of_an_object_store_is_seen_too(file, tmp_path):
    store = pytest.importorskip("obstore.store", reason="needs the extra `objects`")
    from api.batches.known import KnownShare
    from api.batches.share import ObjectShare

    share = KnownShare(ObjectShare(store.MemoryStore(), "memory"), "name", tmp_path)
    with pytest.raises(ShareLost):
        share.put(file, "one", "stock.zip")
    share.mark()
    share.put(file, "one", "stock.zip")
    share.probe()
    assert {batch for batch, _ in share.batches()} == {"one", "mokcheck"}
    with pytest.raises(FileMissing):
        share.get("one", "other", tmp_path / "none")
    assert [place.name for place in tmp_path.iterdir()] == [file.name]


def test_rows_of_another_database_do_not_take_a_share_that_holds_batches(opened, postgres_server, tmp_path):
    opened()
    theirs = old_batch(tmp_path / "share")
    with database(postgres_server) as url:
        with pytest.raises(ShareLost, match="other batches"):
            opened(url=url)
        assert theirs.exists()
        opened("other share", url).share.probe()


def test_a_share_from_before_there_were_marks_is_known_by_its_batches(opened, tmp_path):
    first = opened()
    place = old_batch(tmp_path / "share")
    with first.rows.transaction() as connection:
        connection.execute("DELETE FROM share")
        connection.execute(
            "INSERT INTO batches (id, client, name, kind, bytes, lang, grouping, created, expires, state, tries, "
            "reached) VALUES (%s, '', '', '.zip', 1, 'th', 'auto', 1, 9e9, 'queued', 0, 0)",
            [place.name],
        )
    with pytest.raises(ShareLost):
        opened("not mounted")
    opened().share.probe()
    first.sweep()
    assert place.exists()


def test_two_machines_together_take_no_more_than_a_key_may_have(opened, tmp_path, monkeypatch):
    one, other = opened(), opened()
    retailer = Client("key:k", Scope.RETAILER, replace(allowance(Scope.RETAILER, Settings()), batches=1), "k")
    put, taken = one.share.put, []

    def take(batches):
        with batches.coming(retailer) as place:
            source = place / "stock.zip"
            source.write_bytes(zipped({"1.png": picture(1)}))
            taken.append(batches.take(retailer, place, source, name="", lang="th", grouping="auto"))

    def slow(*arguments):  # as a large stock on a slow line: another comes to the other machine meanwhile
        put(*arguments)
        take(other)

    monkeypatch.setattr(one.share, "put", slow)
    with pytest.raises(TooManyJobs):
        take(one)
    assert [batch.id for batch in one.store.all()] == [batch.id for batch in taken] and len(taken) == 1
    assert {place.name for place in (tmp_path / "share").iterdir()} == {"mokcheck", taken[0].id}


def test_many_that_come_at_once_do_not_wait_for_each_other_for_ever(opened):
    batches, n = opened(), 12
    clients = [Client(f"key:{k}", Scope.RETAILER, allowance(Scope.RETAILER, Settings()), str(k)) for k in range(n)]

    def take(client):
        with batches.coming(client) as place:
            source = place / "stock.zip"
            source.write_bytes(zipped({"1.png": picture(1)}))
            batches.take(client, place, source, name="", lang="th", grouping="auto")

    with ThreadPoolExecutor(n) as pool:
        list(pool.map(take, clients))
    assert len(batches.store.all()) == n


def test_a_worker_rests_after_what_may_pass_and_is_asked_again_later(opened, monkeypatch):
    many = pytest.importorskip("api.batches.many")
    batches, now = opened(), [1000.0]
    worker = Worker(batches, make_stub, workers=1, engine=Inline)
    health = many.Health(worker, batches)
    monkeypatch.setattr(many.time, "monotonic", lambda: now[0])

    def struck(wait_s):
        health.ask()
        with pytest.raises(Later), health.minded():
            raise Later(wait_s)

    struck(0.0)  # it was told to stop, which is no accident
    for accidents in (1, 2, 30):
        for _ in range(accidents - health._accidents):
            struck(15.0)
            with pytest.raises(Later):
                health.ask()
            assert not worker.fit
            now[0] += many.LONGEST_REST_S
    struck(15.0)
    now[0] += many.LONGEST_REST_S - 1
    with pytest.raises(Later):
        health.ask()
    now[0] += 1
    health.ask()
    assert worker.fit
    with health.minded():
        pass
    struck(15.0)
    now[0] += many.REST_S
    health.ask()
