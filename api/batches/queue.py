"""The queue of batches for several machines: Procrastinate on the PostgreSQL that holds their rows.

The rows say what there is and who has it; a job says no more than that somebody should look. So a job too many costs a
look, and one too few is put again: when the worker that had it died, when it was lost, or when another version of
Procrastinate, whose tables are its own, has begun with none.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from importlib.metadata import version

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.schema import SchemaManager

from api.database.postgres import Connection, options_of

ROOM = "mokcheck_queue_" + version("procrastinate").replace(".", "_")
"""Schema of Procrastinate's tables, those of each version apart: no rows of it have to be moved to another."""
QUEUE, BATCH = "batches", "batch"
WAITING = (
    f"SELECT 1 FROM {ROOM}.procrastinate_jobs WHERE status = 'todo' AND task_name = '{BATCH}' "
    "AND args ->> 'batch' = batches.id"
)
"""SQL: the jobs that wait for a row of `batches`."""


def make_tables(connection: Connection) -> None:
    """Makes Procrastinate's tables in the schema that comes first, where they are not."""
    found = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
    if found is None or found[0] is None:
        connection.execute(SchemaManager.get_schema())


class Queue:
    """Puts jobs for batches, on connections that others opened."""

    def __init__(self) -> None:
        quiet()
        self._app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())

    def put(self, batch_id: str, connection: Connection) -> None:
        """Has a worker look at a batch, once what is done on the connection counts; where a job waits it is enough."""
        job = self._app.configure_task(BATCH, queue=QUEUE, queueing_lock=batch_id, connection=connection)
        with suppress(AlreadyEnqueued), connection.transaction():
            job.defer(batch=batch_id)


def working_app(url: str) -> procrastinate.App:
    """What hands out jobs of the database at `url`, to be opened."""
    quiet()
    options = options_of([ROOM])
    return procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url, kwargs=options, max_size=4))


def quiet() -> None:
    """Keeps Procrastinate's lines out of the log: they hold arguments and addresses."""
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
