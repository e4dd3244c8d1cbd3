"""Threads share the C library's heaps, where it can be told to."""

from __future__ import annotations

import platform
import subprocess
import sys
from types import SimpleNamespace

import pytest

from api import heap, server

ALLOCATE = """
import threading
from api.heap import share_heaps
if {shared}: share_heaps()
def work(): keep.append([bytes(2000) for _ in range(200)])
keep = []
threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
import ctypes; ctypes.CDLL(None).malloc_stats()
"""


def arenas(*, shared: bool) -> int:
    code = ALLOCATE.format(shared=shared)
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr
    return said.count("Arena ")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")
def test_threads_share_two_heaps() -> None:
    assert arenas(shared=True) <= heap.HEAPS
    assert arenas(shared=True) <= arenas(shared=False)


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap.ctypes, "CDLL", lambda _: SimpleNamespace())
    assert not heap.share_heaps()


def test_the_service_shares_them(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bool] = []
    monkeypatch.setattr(server, "share_heaps", lambda: told.append(True))
    monkeypatch.setattr("api.app.create_app", lambda settings: settings)
    server.make_app("settings")  # type: ignore[arg-type]
    assert told
