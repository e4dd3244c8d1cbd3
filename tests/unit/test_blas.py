"""NumPy's products keep to the thread that asks for them, where NumPy's library can be told to."""

from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from verifier import blas

MULTIPLY = """
import time, numpy as np
from verifier import blas
if {settled}: assert blas.settle()
left, right = np.ones((64, 2304), np.float32), np.ones((2304, 64), np.float32)
for _ in range(5):
    wholly, own = time.process_time(), time.thread_time()
    for _ in range(1000): left @ right
    print(time.process_time() - wholly - (time.thread_time() - own))
"""
HAS_OPENBLAS = "openblas" in str(np.show_config(mode="dicts"))


def elsewhere_s(*, settled: bool) -> list[float]:
    """Seconds of processor time that products take on other threads than the one that asks for them, in five rounds.

    A thread that OpenBLAS started with the process spins for some milliseconds before it sleeps, and falls into one
    round or the other; one that shares the products takes its part of all of them.
    """
    code, environment = MULTIPLY.format(settled=settled), {**os.environ, "OPENBLAS_NUM_THREADS": "2"}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return [float(line) for line in said.stdout.splitlines()]


@pytest.mark.skipif(not HAS_OPENBLAS, reason="NumPy's products are not OpenBLAS's")
def test_products_take_one_thread() -> None:
    assert min(elsewhere_s(settled=True)) < 0.002


@pytest.mark.skipif(not HAS_OPENBLAS or (os.cpu_count() or 1) < 2, reason="OpenBLAS takes one thread anyway")
def test_left_alone_they_take_more() -> None:
    assert max(elsewhere_s(settled=False)) > 0.01


def test_another_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blas.ctypes, "CDLL", lambda _: SimpleNamespace())
    assert not blas.settle()
