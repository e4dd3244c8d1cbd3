"""`mokcheck work`: carries out the batches that the service takes in."""

from __future__ import annotations

import os
import signal
from functools import partial

import click

from api import logs
from api.batches.batches import Batches
from api.batches.open import is_shared, needs_extra
from api.batches.worker import Worker
from verifier.batch.pool import Limits
from verifier.cli import lang_option, list_option, settings_from_environment, with_list
from verifier.cli.batch import MAX_WORKERS, make_verifier
from verifier.errors import BadSettings


@click.command()
@click.option(
    "--workers", type=click.IntRange(1, 128), metavar="N", help="Processes that look. Default: one a processor."
)
@click.option(
    "--time-limit", type=click.FloatRange(1), default=120.0, metavar="SECONDS", help="For one photo. Default: 120."
)
@click.option(
    "--memory-limit", type=click.IntRange(300), default=2048, metavar="MIB", help="Of one process. Default: 2048."
)
@click.option("--until-idle", is_flag=True, help="End when no batch waits.")
@list_option
@lang_option
def work(
    *,
    workers: int | None,
    time_limit: float,
    memory_limit: int,
    until_idle: bool,
    list_path: str | None,
    lang: str | None,
) -> int:
    """Carry out the batches that the service takes in, one after the other, until stopped.

    A worker that was killed costs nothing: the next one goes on where it stood. One worker has MOKCHECK_BATCHES_PATH;
    with MOKCHECK_BATCHES_URL several do, on as many machines.
    """
    settings = with_list(settings_from_environment(), list_path)
    if settings.batches_path is None:
        raise BadSettings("MOKCHECK_BATCHES_PATH names no folder of batches", setting="MOKCHECK_BATCHES_PATH")
    logs.configure()

    def hire(batches: Batches) -> Worker:
        worker = Worker(
            batches,
            partial(make_verifier, settings),
            workers=workers or min(MAX_WORKERS, len(os.sched_getaffinity(0))),
            limits=Limits(job_s=time_limit, memory_bytes=memory_limit * 2**20),
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stopping.set())
        return worker

    if is_shared(settings):
        with needs_extra():
            from api.batches.many import work_among_many  # noqa: PLC0415 - few need it
        work_among_many(settings, hire, until_idle=until_idle)
    else:
        hire(Batches(settings.batches_path, settings)).run(until_idle=until_idle)
    return 0
