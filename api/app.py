"""Settings → the web application: the API under `/v1`, the page at `/`, and what operators ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import date
from importlib.metadata import version

from fastapi import Depends, FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.gzip import GZipMiddleware

from api import problems
from api.batches.sweep import keep_swept
from api.cases import purge
from api.cpu import fitted
from api.documented import describe
from api.metrics import Metrics
from api.middleware import Gate
from api.page import assets
from api.rates import Counts, MemoryCounts, RedisCounts, connect
from api.routes import (
    batches,
    case_page,
    case_photos,
    cases,
    evidence_page,
    health,
    inspection,
    jobs,
    licences,
    pages,
    problem_types,
    review,
    strangers,
    verifications,
    viewfinder,
)
from api.service import Service, admits_forms
from api.store import Store
from api.store_open import open_store
from api.tracing import Tracing, make_tracing
from verifier import days
from verifier.build import build_verifier
from verifier.errors import MokCheckError
from verifier.pipeline import Verifier
from verifier.registry.open import open_live
from verifier.settings import Settings

TELL_EVERY_S = 5
PARTS = (
    verifications,
    jobs,
    batches,
    review,
    licences,
    cases,
    case_photos,
    case_page,
    evidence_page,
    inspection,
    problem_types,
    health,
    strangers,
    viewfinder,
    pages,
)
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}
"""FastAPI's own would put paths, queries and the texts of exceptions into spans and logs; see `api.tracing`."""


def create_app(
    settings: Settings | None = None,
    verifier: Verifier | None = None,
    *,
    today: Callable[[], date] = days.today,
    store: Store | None = None,
    counts: Counts | None = None,
    tracing: Tracing | None = None,
) -> FastAPI:
    """The application with one verifier, one pool and one list for the whole process.

    Without `verifier` one is built from the settings, and the list is read anew when its file is replaced. `today`
    tells the day as of which labels are judged. `store`, `counts` and `tracing` follow from the settings unless given.
    Raises what `build_verifier` raises when `verifier` is absent, StoreProblem and BadSettings: a service whose parts
    are missing does not start.
    """
    settings = fitted(settings or Settings())
    tracing = tracing or make_tracing(settings)
    service = make_service(settings, verifier, today=today, store=store, counts=counts)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await service.jobs.start()
        tasks = [asyncio.create_task(_tell(service.metrics))] if service.metrics.shared else []
        tasks += [asyncio.create_task(purge(service.cases))] if service.cases else []
        tasks += [asyncio.create_task(keep_swept(service.batches))] if service.batches else []
        yield
        for task in tasks:
            task.cancel()
        await service.jobs.stop()
        service.pool.close()
        service.store.close()
        if service.batches is not None:
            service.batches.close()
        if isinstance(service.counts, RedisCounts):
            await service.counts.close()
        tracing.close()

    app = FastAPI(
        title="MokCheck",
        version=version("mokcheck"),
        summary="Does what is printed on a Thai product label agree with the list of licences?",
        description="A match does not prove the goods genuine or safe. Verified photos are not kept, links not opened.",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # the place would be made of the Host header, which anybody writes
        telemetry=NO_TELEMETRY,
        lifespan=lifespan,
    )
    app.state.service = service
    problems.install(app, pages.error_page)
    for part in PARTS:
        app.include_router(part.router, dependencies=[Depends(admits_forms)] if part is pages else None)
    app.mount("/static", assets.Files(directory=assets.STATIC), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(Gate, metrics=service.metrics, tracing=tracing)
    app.state.routes = [route for part in PARTS for route in part.router.routes]
    describe(app)
    return app


def make_service(
    settings: Settings,
    verifier: Verifier | None,
    *,
    today: Callable[[], date],
    store: Store | None = None,
    counts: Counts | None = None,
) -> Service:
    """The parts that an application shares, by `fitted` settings; the rest as in `create_app`, with what it raises."""
    live = None
    if verifier is None:
        live = open_live(settings.list_location) if settings.list_location else None
        verifier = build_verifier(replace(settings, list_path=None, list_url=None))
    store = store or open_store(settings)
    counts = counts or (connect(settings.redis_url) if settings.redis_url else MemoryCounts())
    service = Service(verifier, live, settings, store, counts, Metrics(), today)
    service.metrics.before_reading(lambda: _look(service))
    return service


async def _tell(metrics: Metrics) -> None:
    """Keeps the numbers of this process fresh for whichever process is asked for them."""
    while True:
        await asyncio.to_thread(metrics.look)
        await asyncio.sleep(TELL_EVERY_S)


def _look(service: Service) -> None:
    """Sets the numbers that nothing else sets, for `/metrics`."""
    pool, metrics = service.pool, service.metrics
    metrics.running.set(min(pool.inside, pool.workers))
    metrics.queued.set(max(0, pool.inside - pool.workers))
    metrics.jobs.set(service.jobs.open)
    if service.batches is not None:
        with suppress(MokCheckError):  # their database does not answer; all other numbers stand
            kept = service.batches.store.all()
            metrics.batches.set(sum(batch.open for batch in kept))
            metrics.batch_worker_age.set(service.batches.now() - service.batches.store.seen())
    registry = service.verifier.registry
    if registry is not None:
        try:
            snapshot = registry.snapshot
        except MokCheckError:
            return
        metrics.list_age.set((service.today() - snapshot.date).days)
        metrics.list_rows.set(snapshot.rows)
