"""Settings → the web application: the API under `/v1`, the page at `/`, and what operators ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api import problems
from api.gate import Gate
from api.limits import Intake, Pool
from api.routes import health, licences, pages, verifications
from api.service import Service
from verifier.build import build_verifier
from verifier.pipeline import Verifier
from verifier.registry.live import LiveRegistry
from verifier.settings import Settings

HERE = Path(__file__).parent


def create_app(
    settings: Settings | None = None,
    verifier: Verifier | None = None,
    *,
    today: Callable[[], date] = date.today,
) -> FastAPI:
    """The application with one verifier, one pool and one list for the whole process.

    Without `verifier` one is built from the settings, and the list is read anew when its file is replaced. `today`
    tells the day as of which labels are judged. Raises what `build_verifier` raises when `verifier` is absent: a
    service whose parts are missing does not start.
    """
    settings, live = settings or Settings(), None
    if verifier is None:
        live = LiveRegistry(settings.list_path) if settings.list_path else None
        verifier = build_verifier(replace(settings, list_path=None))
    service = Service(verifier, live, settings, Pool(settings), Intake(settings), today)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        service.pool.close()

    app = FastAPI(
        title="MokCheck",
        version=version("mokcheck"),
        summary="Does what is printed on a Thai product label agree with the list of licences?",
        description="A match does not prove the goods genuine or safe. Photos are not kept; links are never opened.",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.service = service
    problems.install(app)
    for routes in (verifications, licences, health, pages):
        app.include_router(routes.router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.add_middleware(Gate)
    return app
