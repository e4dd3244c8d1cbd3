"""What operators and orchestrators ask: alive, ready, which version."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.schemas import LiveOut, ReadyOut, VersionOut
from api.service import Service, TheService
from verifier.errors import MokCheckError
from verifier.lettering import font
from verifier.report import SCHEMA, snapshot_to_dict

router = APIRouter(tags=["operation"])


@router.get("/livez", response_model=LiveOut, summary="The process runs")
async def livez() -> JSONResponse:
    """Always 200 while the process answers at all."""
    return JSONResponse({"alive": True})


@router.get(
    "/readyz", response_model=ReadyOut, responses={503: {"model": ReadyOut}}, summary="Requests will be answered"
)
def readyz(service: TheService) -> JSONResponse:
    """200, or 503 with the parts that are not ready. A service that runs without a list by choice is ready."""
    parts = {"workers": _workers(service), "list": _list(service), "font": _font()}
    missing = [name for name, (ready, _) in parts.items() if not ready]
    body = {
        "ready": not missing,
        "not_ready": missing,
        "parts": {name: {"ready": ready, "detail": detail} for name, (ready, detail) in parts.items()},
    }
    return JSONResponse(body, 503 if missing else 200)


@router.get("/version", response_model=VersionOut, summary="What is running")
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
    return True, f"{snapshot.rows} rows of {snapshot.date.isoformat()}, {age} days old{newer}"


def _font() -> tuple[bool, str]:
    try:
        return True, " ".join(part for part in font(16).getname() if part)
    except MokCheckError as error:
        return False, error.code
