"""The end of a batch, put into the outbox of webhooks for a process of its own to send.

Each time that it was resumed it ends anew, and is told anew.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path

from api.batches.store import Batch
from api.store import JobState
from api.webhooks.outbox import enqueue
from verifier.errors import StoreProblem

LOG = logging.getLogger("mokcheck.batches")


def tell_end(outbox: Path | None, batch: Batch, state: JobState) -> None:
    """Puts the end of a batch into the outbox, where there is one; a full disk costs the event only."""
    if outbox is None:
        return
    link = f"/v1/batches/{batch.id}"
    told = {"kind": "batch.finished", "item": batch.id, "state": state.value, "link": link}
    try:
        enqueue(outbox, **told, at=time.time(), client=batch.client, again=batch.resumed)
    except StoreProblem as error:
        LOG.error("not told", extra={"fields": {"batch": batch.id[:8], "problem": error.code}})
