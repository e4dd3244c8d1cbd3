"""How many processor cores this process may use: what its scheduler's mask and its container's quota leave of them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from verifier.settings import Settings

CGROUP = Path("/sys/fs/cgroup")
UNLIMITED = 1e9
MOST_WORKERS = 2
"""More threads in one process get in each other's way; for more cores there are more processes."""


def cores(cgroup: Path = CGROUP) -> int:
    """Whole cores, at least 1: the affinity mask's, or fewer when a control group (`cgroup`: its files) grants less."""
    return max(1, min(len(os.sched_getaffinity(0)), int(_quota(cgroup))))


def fitted(settings: Settings) -> Settings:
    """The settings with as many workers as there are cores for, where they leave it open."""
    return settings if settings.workers else replace(settings, workers=min(MOST_WORKERS, cores()))


def processes(settings: Settings) -> int:
    """How many processes the settings ask for, on the cores that there are."""
    return settings.processes or max(1, cores() // fitted(settings).workers)


def _quota(cgroup: Path) -> float:
    """Cores' worth of time that a control group of version 2 or 1 grants, UNLIMITED without a limit."""
    try:
        if (both := cgroup / "cpu.max").exists():
            quota, period = both.read_text("ascii").split()
        else:
            quota, period = (
                (cgroup / "cpu" / f"cpu.cfs_{name}_us").read_text("ascii").strip() for name in ("quota", "period")
            )
        granted = UNLIMITED if quota == "max" else int(quota) / int(period)
    except (OSError, ValueError):
        return UNLIMITED
    return granted if granted > 0 else UNLIMITED  # version 1 writes -1 for no limit
