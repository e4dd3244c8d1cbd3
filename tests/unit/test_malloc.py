"""Threads share the C library's heaps, and freed buffers are used again, where it can be told to."""

from __future__ import annotations

import platform
import subprocess
import sys
from types import SimpleNamespace

import pytest

from api import server
from verifier import malloc

ALLOCATE = """
import threading
from verifier.malloc import settle
if {shared}: settle()
def work(): keep.append([bytes(2000) for _ in range(200)])
keep = []
threads = [threading.Thread(target=work) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
import ctypes; ctypes.CDLL(None).malloc_stats()
"""


FREE = """
import resource, numpy as np
from verifier.malloc import settle
if {settled}: settle()
faults = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_minflt
def work():
    for megabytes in (3, 1, 2):
        kept = [np.ones(megabytes * 2**20, np.uint8) for _ in range(8)]
work()
before = faults()
for _ in range(10): work()
print(faults() - before)
"""


def arenas(*, shared: bool) -> int:
    code = ALLOCATE.format(shared=shared)
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr
    return said.count("Arena ")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")
def test_threads_share_two_heaps() -> None:
    assert arenas(shared=True) <= malloc.MAX_HEAPS
    assert arenas(shared=True) <= arenas(shared=False)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told")
def test_freed_buffers_are_used_again() -> None:
    faults = {}
    for settled in (False, True):
        said = subprocess.run([sys.executable, "-c", FREE.format(settled=settled)], capture_output=True, check=True)
        faults[settled] = int(said.stdout)
    assert faults[True] < 100 < 10_000 < faults[False]


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(malloc.ctypes, "CDLL", lambda _: SimpleNamespace())
    assert not malloc.settle()


def test_the_service_shares_them(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bool] = []
    monkeypatch.setattr(server.malloc, "settle", lambda: told.append(True))
    monkeypatch.setattr("api.app.create_app", lambda settings: settings)
    server.make_app("settings")  # type: ignore[arg-type]
    assert told
