"""What operators and orchestrators ask: alive, ready, which version, and the numbers for Prometheus."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.client_ip import inside, origin
from api.documented import answer, problems_of
from api.rates import RedisCounts
from api.schemas.answers import LiveOut, ReadyOut, VersionOut
from api.service import Service, TheService
from verifier.errors import HttpNotFound, MokCheckError
from verifier.report.fonts import font
from verifier.report.plain import SCHEMA, snapshot_to_dict

router = APIRouter(tags=["operation"])


@router.get(
    "/livez",
    response_model=LiveOut,
    responses={200: answer("Alive.", "LIVE"), **problems_of(500)},
    summary="The process runs",
)
async def livez() -> JSONResponse:
    """Always 200 while the process answers at all."""
    return JSONResponse({"alive": True})


@router.get(
    "/readyz",
    response_model=ReadyOut,
    responses={
        200: answer("Ready.", "READY"),
        503: {"model": ReadyOut, **answer("Not ready; `not_ready` names the parts.", "NOT_READY")},
        **problems_of(500),
    },
    summary="Requests will be answered",
)
def readyz(service: TheService) -> JSONResponse:
    """200, or 503 with the parts that are not ready. A service that runs without a list by choice is ready."""
    parts = {
        "workers": _workers(service),
        "list": _list(service),
        "store": _store(service),
        "cases": _cases(service),
        "rates": _rates(service),
        "font": _font(),
        "batches": _batches(service),
    }
    missing = [name for name, (ready, _) in parts.items() if not ready]
    body = {
        "ready": not missing,
        "not_ready": missing,
        "parts": {name: {"ready": ready, "detail": detail} for name, (ready, detail) in parts.items()},
    }
    return JSONResponse(body, 503 if missing else 200)


@router.get(
    "/version",
    response_model=VersionOut,
    responses={200: answer("What is running.", "VERSION"), **problems_of(500, 503)},
    summary="What is running",
)
def versions(service: TheService) -> JSONResponse:
    """The product, the form of its reports, the engines and the list."""
    registry = service.verifier.registry
    snapshot = registry.snapshot if registry else None
    return JSONResponse(
        {
            "mokcheck": version("mokcheck"),
            "schema": SCHEMA,
            "versions": dict(sorted(service.verifier.versions.items())),
            "list": snapshot_to_dict(snapshot),
        }
    )


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request, service: TheService) -> Response:
    """The numbers in Prometheus's text form, for the networks of `metrics_from`; nobody else finds anything here."""
    peer = request.client.host if request.client else None
    came = origin(peer, request.headers, service.trusted_proxies)
    if came.forwarded or not inside(came.client, service.metrics_from):
        raise HttpNotFound
    return Response(service.metrics.read(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _workers(service: Service) -> tuple[bool, str]:
    pool = service.pool
    if pool.closed:
        return False, "stopping"
    return pool.ready, f"{pool.workers} workers, {pool.inside} of {pool.room} places taken, {pool.overdue} overdue"


def _list(service: Service) -> tuple[bool, str]:
    registry = service.verifier.registry
    if registry is None:
        return True, "none configured: every answer is cannot_tell"
    try:
        snapshot = registry.snapshot
        registry.by_qr_id("0")  # a file that opens may still not answer
    except MokCheckError as error:
        return False, error.code
    age = (service.today() - snapshot.date).days
    newer = ""
    if service.live and service.live.problem:
        newer = f"; the newer file is not used: {service.live.problem.code}"
    sample = "sample list, not for real goods: " if snapshot.sample else ""
    return True, f"{sample}{snapshot.rows} rows of {snapshot.date.isoformat()}, {age} days old{newer}"


def _store(service: Service) -> tuple[bool, str]:
    try:
        service.store.probe()
    except MokCheckError as error:
        return False, error.code
    kept = "in a database" if service.settings.store_url else "in a file" if service.settings.store_path else ""
    return True, f"{service.jobs.open} jobs open, {f'kept {kept}' if kept else 'in memory'}"


def _cases(service: Service) -> tuple[bool, str]:
    if service.cases is None:
        return True, "none are kept"
    try:
        service.cases.probe()
    except MokCheckError as error:
        return False, error.code
    return True, "kept"


def _rates(service: Service) -> tuple[bool, str]:
    """Never stands in the way: without Redis each process counts for itself."""
    if not isinstance(service.counts, RedisCounts):
        return True, "counted in this process"
    return True, "counted in Redis" if service.counts.reachable else "Redis does not answer: counted in this process"


def _batches(service: Service) -> tuple[bool, str]:
    """Never stands in the way: batches wait for their worker."""
    if service.batches is None:
        return True, "none are taken"
    try:
        seen, now = service.batches.store.seen(), service.batches.now()
    except MokCheckError as error:
        return True, error.code
    if not seen:
        return True, "no worker has been seen"
    return True, f"their worker was seen {max(0, round(now - seen))} s ago"


def _font() -> tuple[bool, str]:
    try:
        return True, " ".join(part for part in font(16).getname() if part)
    except MokCheckError as error:
        return False, error.code
