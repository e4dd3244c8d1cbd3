"""Rows know their share: what is not mounted, or another's, is told and neither filled, read nor swept."""

import os
import secrets
import time

import pytest

from tests.support.postgres import database
from verifier.errors import FileMissing, ShareLost
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
