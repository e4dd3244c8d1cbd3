"""What is nobody's any more goes: batches that have expired, folders that no batch has."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING

from api.batches.store import NAME
from verifier.errors import MokCheckError, StoreProblem

if TYPE_CHECKING:
    from api.batches.batches import Batches

LOG = logging.getLogger("mokcheck.batches")
UNDER_WAY = ".coming-"
"""How folders begin whose batch has not come whole."""
SWEEP_S = 60.0
"""Seconds between two sweeps."""
LEFT_OVER_S = 3 * 3600.0
"""Age from which on what came without a batch is nobody's any more: longer than an upload may take."""


def forget_expired(batches: Batches) -> set[str]:
    """Forgets the batches that have expired; ids of all others."""
    kept = set()
    for batch in batches.store.all():
        if batches.expired(batch):
            batches.forget(batch.id)
        else:
            kept.add(batch.id)
    batches.decisions.sweep()
    return kept


def remove_left_over(folder: Path, kept: Container[str]) -> None:
    """Removes the folders of no batch that nobody is writing to; one of a batch that was forgotten goes at once.

    What is not called as a batch is, or as what comes, is somebody else's and stays. Raises StoreProblem.
    """
    now = time.time()
    try:
        places = list(folder.iterdir())
    except OSError as error:
        raise StoreProblem(f"{folder}: {error.strerror}") from error
    for place in places:
        ours = place.name.startswith(UNDER_WAY) or NAME.fullmatch(place.name)
        if ours and place.is_dir() and place.name not in kept and _is_left_over(place, now):
            shutil.rmtree(place, ignore_errors=True)


async def keep_swept(batches: Batches) -> None:
    """Sweeps what no worker reaches, while a service runs."""
    while batches.sweeps:
        try:
            await asyncio.to_thread(batches.sweep)
        except MokCheckError as error:
            LOG.error("not swept", extra={"fields": {"problem": error.code}})
        await asyncio.sleep(SWEEP_S)


def _is_left_over(place: Path, now: float) -> bool:
    try:
        age = now - place.stat().st_mtime
    except OSError:
        return False
    return age > (LEFT_OVER_S if place.name.startswith(UNDER_WAY) else SWEEP_S)
