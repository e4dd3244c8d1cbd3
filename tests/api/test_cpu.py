import os

import pytest

from api.cpu import cores, fitted, processes
from verifier.settings import Settings


@pytest.fixture
def eight_cores(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: set(range(8)))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, 8),
        ({"cpu.max": "max 100000\n"}, 8),
        ({"cpu.max": "250000 100000\n"}, 2),
        ({"cpu.max": "50000 100000\n"}, 1),
        ({"cpu.max": "nonsense"}, 8),
        ({"cpu/cpu.cfs_quota_us": "300000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 3),
        ({"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, 8),
    ],
)
def test_a_containers_quota_counts_as_the_scheduler_does(eight_cores, tmp_path, files, expected):
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert cores(tmp_path) == expected


def test_no_more_workers_than_cores_unless_an_operator_says_so(eight_cores, monkeypatch):
    monkeypatch.setattr("api.cpu._quota", lambda _cgroup: 100.0)
    assert (fitted(Settings()).workers, processes(Settings())) == (2, 4)
    assert (fitted(Settings(workers=4)).workers, processes(Settings(workers=4))) == (4, 2)
    assert processes(Settings(processes=3)) == 3
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {5})
    assert (fitted(Settings()).workers, processes(Settings())) == (1, 1)
