"""Signs of life of a worker: passed on while it gets on or waits for work, and not while it hangs."""

import logging
import os
import socket
from contextlib import suppress

import pytest

from api.batches.signs import ALIVE, SILENT_S, Signs


class Clock:
    at = 100.0

    def __call__(self):
        return self.at


def test_one_that_waits_owes_no_sign_and_one_at_work_does(tmp_path, caplog):
    clock = Clock()
    signs = Signs(tmp_path, 9, clock)
    clock.at += 10 * SILENT_S
    assert signs.pass_on(), "it waits for work"
    with signs.busy(), caplog.at_level(logging.ERROR, "mokcheck.batches"):
        clock.at += SILENT_S
        assert signs.pass_on()
        signs.give()
        clock.at += SILENT_S
        assert signs.pass_on()
        os.utime(tmp_path / ALIVE, (7, 7))
        clock.at += 1
        assert not signs.pass_on() and not signs.pass_on()
        assert (tmp_path / ALIVE).stat().st_mtime == 7
        assert [record.message for record in caplog.records] == ["hangs"], "said once"
        signs.give()
        assert signs.pass_on() and (tmp_path / ALIVE).stat().st_mtime > 7
    assert signs.pass_on()
    signs.end()
    assert not (tmp_path / ALIVE).exists(), "it ended by itself"


def test_what_is_busy_within_what_is_busy_ends_neither(tmp_path):
    clock = Clock()
    signs = Signs(tmp_path, 9, clock)
    with signs.busy():
        with signs.busy():
            pass
        clock.at += SILENT_S + 1
        assert not signs.pass_on()


def test_systemd_hears_of_each_sign_by_either_kind_of_address(tmp_path, monkeypatch):
    for address in (str(tmp_path / "notify"), f"@mokcheck-test-{os.getpid()}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
            systemd.bind(f"\0{address[1:]}" if address.startswith("@") else address)
            systemd.setblocking(False)
            monkeypatch.setenv("NOTIFY_SOCKET", address)
            clock = Clock()
            signs = Signs(tmp_path, 9, clock)
            assert signs.pass_on() and systemd.recv(100) == b"WATCHDOG=1"
            with signs.busy():
                clock.at += SILENT_S + 1
                assert not signs.pass_on()
            with suppress(BlockingIOError):
                pytest.fail(f"heard {systemd.recv(100)!r}")


def test_neither_a_full_disk_nor_a_supervisor_that_is_gone_ends_a_worker(tmp_path, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    assert Signs(tmp_path / "missing", 9).pass_on()


def test_the_largest_batch_may_take_its_time_to_come(tmp_path):
    clock = Clock()
    signs = Signs(tmp_path, 50_000_000_000, clock)
    with signs.busy():
        clock.at += 50_000
        assert signs.pass_on()
        clock.at += 1
        assert not signs.pass_on()
