"""The list in PostgreSQL: publishing in one step, following, and a database that is empty, foreign or gone."""

from __future__ import annotations

import threading
import time

import pytest
from click.testing import CliRunner

from tests.support import postgres as servers
from tests.support.lists import build, licence
from verifier.domain import LicenceStatus
from verifier.errors import BadSettings, ListMissing, ListShrank, ListUnreachable, ListUnreadable
from verifier.registry.open import open_live, open_registry
from verifier.registry.snapshot import SqliteRegistry

psycopg = pytest.importorskip("psycopg")
registry = pytest.importorskip("verifier.registry.postgres")

ROWS = [licence(f"ท{n}-{n}/1040", holder=f"บริษัท {n} จำกัด") for n in range(1, 41)]


def made(tmp_path, rows=ROWS, **options) -> SqliteRegistry:
    return build(tmp_path, rows, allow_shrink=True, **options)


def test_an_empty_database_has_no_list(postgres_url):
    for opening in (open_registry, open_live):
        with pytest.raises(ListMissing):
            opening(postgres_url)


def test_a_published_list_is_the_same_list(tmp_path, postgres_url):
    file = made(tmp_path)
    assert registry.publish(file, postgres_url) == file.snapshot
    opened = open_registry(postgres_url)
    assert opened.snapshot == file.snapshot and list(opened) == list(file) and opened.is_intact()


def test_publishing_twice_and_going_back_only_point(tmp_path, postgres_url):
    first, second = made(tmp_path, name="a.sqlite"), made(tmp_path, ROWS[1:], name="b.sqlite")
    live = open_live(postgres_url) if registry.publish(first, postgres_url) else None
    live._check_every_s = 0
    for file in (first, second, first, second, first):
        registry.publish(file, postgres_url)
        assert live.current().snapshot == file.snapshot and live.problem is None


def test_few_lists_stay_and_the_last_readers_are_not_interrupted(tmp_path, postgres_url):
    readers = []
    for n in range(5):
        registry.publish(made(tmp_path, covers=[str(1000 + n)]), postgres_url)
        readers.append(open_registry(postgres_url))
    for reader in readers[-registry.KEPT_LISTS :]:
        assert reader.by_licence(ROWS[0].number) == [ROWS[0]]
    with pytest.raises(ListUnreadable):
        readers[0].by_licence(ROWS[0].number)


def test_a_list_that_shrank_is_refused_and_the_old_one_stays(tmp_path, postgres_url):
    registry.publish(made(tmp_path), postgres_url)
    small = made(tmp_path, ROWS[:20], name="small.sqlite")
    with pytest.raises(ListShrank):
        registry.publish(small, postgres_url)
    assert open_registry(postgres_url).snapshot.rows == len(ROWS)
    assert registry.publish(small, postgres_url, allow_shrink=True).rows == 20


def test_an_interrupted_publication_leaves_everything_as_it_was(tmp_path, postgres_url, monkeypatch):
    registry.publish(made(tmp_path), postgres_url)
    other = made(tmp_path, [*ROWS, licence("ท99-99/1040")], name="other.sqlite")

    def breaking(name, columns, table=other.table):
        rows = iter(table(name, columns))
        yield next(rows)
        raise KeyboardInterrupt

    monkeypatch.setattr(other, "table", breaking)
    with pytest.raises(KeyboardInterrupt):
        registry.publish(other, postgres_url)
    with psycopg.connect(postgres_url) as connection:
        schemas = connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mokcheck\\_%'").fetchone()
    assert schemas == (1,) and open_registry(postgres_url).snapshot.rows == len(ROWS)


def test_readers_cannot_write(tmp_path, postgres_url):
    registry.publish(made(tmp_path), postgres_url)
    opened = open_registry(postgres_url)
    with pytest.raises(ListUnreachable, match="ReadOnly"):
        opened._rows(f"DELETE FROM {opened.at}licence RETURNING number")


def test_a_list_of_another_version_is_not_read(tmp_path, postgres_url):
    registry.publish(made(tmp_path), postgres_url)
    with psycopg.connect(postgres_url) as connection:
        connection.execute("UPDATE mokcheck.list SET version = 99")
    with pytest.raises(ListUnreadable, match="version 99"):
        open_registry(postgres_url)


def test_a_changed_row_is_noticed_by_the_check(tmp_path, postgres_url):
    registry.publish(made(tmp_path), postgres_url)
    opened = open_registry(postgres_url)
    with psycopg.connect(postgres_url) as connection:
        connection.execute(f"UPDATE {opened.at}licence SET status = 'revoked' WHERE id = 3")
    assert not opened.is_intact()


@pytest.mark.parametrize("opening", [open_registry, open_live])
def test_a_database_that_is_not_there_is_unreachable(opening, monkeypatch):
    monkeypatch.setattr(registry, "CONNECT_TIMEOUT_S", 1.0)
    with pytest.raises(ListUnreachable) as refusal:
        opening("postgresql://somebody:secret@127.0.0.1:9/none")
    assert "secret" not in str(refusal.value)


def test_a_database_that_goes_away_fails_look_ups_in_our_own_words(tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "CONNECT_TIMEOUT_S", 1.0)
    with servers.server() as url:
        registry.publish(made(tmp_path), url)
        live = open_live(url)
        live._check_every_s = 0
        assert live.current().by_licence(ROWS[0].number)
    assert live.current().snapshot.rows == len(ROWS) and isinstance(live.problem, ListUnreachable)
    with pytest.raises(ListUnreachable):
        live.current().by_licence(ROWS[0].number)


def test_no_look_up_fails_while_the_list_is_replaced_twenty_times(tmp_path, postgres_url):
    states = (LicenceStatus.REVOKED, LicenceStatus.ACTIVE)
    files = [
        made(tmp_path, [licence(str(r.number), holder=r.holder, status=s) for r in ROWS], name=f"{s}.sqlite")
        for s in states
    ]
    registry.publish(files[1], postgres_url)
    live, stop, failures, answers = open_live(postgres_url), threading.Event(), [], []
    live._check_every_s = 0

    def ask():
        while not stop.is_set():
            try:
                current, row = live.current(), ROWS[len(answers) % len(ROWS)]
                (found,) = current.by_licence(row.number)
                assert {f.status for f in current.by_standard(row.standard)} == {found.status}
                answers.append(current.snapshot.id)
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(20):
        registry.publish(files[turn % 2], postgres_url)
        time.sleep(0.02)
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures and len(answers) > 20 and len(set(answers)) == 2


def test_the_command_line_publishes_shows_and_looks_up(tmp_path, postgres_url):
    from verifier.cli.registry import registry as commands

    path = str(made(tmp_path).path)
    run = CliRunner().invoke
    done = run(commands, ["publish", path, "--to", postgres_url, "--lang", "en"])
    assert done.exit_code == 0 and "current one" in done.output
    shown = run(commands, ["show", postgres_url, "--check", "--lang", "en"])
    assert shown.exit_code == 0 and "Every row was read" in shown.output
    found = run(commands, ["lookup", "ท7-7/1040", "--list", postgres_url, "--lang", "en"])
    assert found.exit_code == 0 and "บริษัท 7 จำกัด" in found.output


def test_only_a_database_is_published_to(tmp_path):
    from verifier.cli.registry import registry as commands

    path = str(made(tmp_path).path)
    done = CliRunner().invoke(commands, ["publish", path, "--to", "mysql://host/x"])
    assert isinstance(done.exception, BadSettings)
