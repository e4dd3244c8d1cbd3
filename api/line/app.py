"""Settings → the web application of the LINE bot: the webhook, and what operators ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import Response

from api import problems
from api.app import NO_TELEMETRY, make_service
from api.cpu import fitted
from api.line import events
from api.line.bot import SET_WAIT_S, Bot
from api.line.channel import LineChannel
from api.middleware import Gate
from api.rates import RedisCounts
from api.routes import health
from api.service import TheService
from api.tracing import make_tracing
from verifier import days
from verifier.errors import BadSettings, HttpBadSignature
from verifier.pipeline import Verifier
from verifier.settings import Settings

SWEEP_S = 30.0
router = APIRouter()


@router.post("/line/webhook", include_in_schema=False)
async def webhook(request: Request, service: TheService) -> Response:
    """Takes events that LINE signed, and answers them afterwards: LINE waits for this answer for a second or two.

    Raises HttpBadSignature before anything else of a body is looked at, HttpBodyTooLarge, HttpBadJson, Busy.
    """
    signature = request.headers.get(events.SIGNATURE)
    if not signature:
        raise HttpBadSignature
    body = await service.intake.small(request, events.MAX_BYTES)
    events.check_signature(body, signature, request.app.state.secret)
    request.app.state.bot.take(events.events(body))
    return Response()


def create_line_app(
    settings: Settings | None = None,
    verifier: Verifier | None = None,
    *,
    today: Callable[[], date] = days.today,
    host: str | None = None,
    set_wait_s: float = SET_WAIT_S,
) -> FastAPI:
    """The bot with one verifier, one pool and one list; `verifier` and `today` as in `api.app.create_app`.

    `host` is another server in the place of LINE's; `set_wait_s` seconds a set waits for a further photo. Raises
    BadSettings without a secret, a token or LINE's SDK, and what `create_app` raises.
    """
    settings = fitted(settings or Settings())
    secret = _secret(settings.line_channel_secret, settings.line_channel_secret_path, "MOKCHECK_LINE_CHANNEL_SECRET")
    token = _secret(settings.line_channel_token, settings.line_channel_token_path, "MOKCHECK_LINE_CHANNEL_TOKEN")
    line = LineChannel(token, settings.max_bytes, host)
    service = make_service(replace(settings, store_path=None, store_url=None), verifier, today=today)
    tracing = make_tracing(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as held:
            bot = app.state.bot = Bot(service, await held.enter_async_context(line), set_wait_s=set_wait_s)
            sweeping = asyncio.create_task(_sweep(bot))
            yield
            sweeping.cancel()
            await bot.finish()
        service.pool.close()
        service.store.close()
        if isinstance(service.counts, RedisCounts):
            await service.counts.close()
        tracing.close()

    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=NO_TELEMETRY,
        lifespan=lifespan,
    )
    app.state.service, app.state.secret = service, secret
    problems.install(app, problems.problem)
    app.include_router(router)
    app.include_router(health.router)
    app.state.routes = [*router.routes, *health.router.routes]
    app.add_middleware(Gate, metrics=service.metrics, tracing=tracing)
    return app


async def _sweep(bot: Bot) -> None:
    while True:
        await asyncio.sleep(SWEEP_S)
        bot.sweep()


def _secret(value: str | None, path: Path | None, setting: str) -> str:
    """A secret from its setting or from the file that holds it. Raises BadSettings, which quotes neither."""
    if (value is None) == (path is None):
        raise BadSettings(f"set either {setting} or {setting}_PATH", setting=setting)
    if path is not None:
        try:
            value = path.read_text("utf-8")
        except (OSError, ValueError) as error:
            raise BadSettings(f"{setting}_PATH cannot be read", setting=f"{setting}_PATH") from error
    if not (secret := (value or "").strip()):
        raise BadSettings(f"{setting} is empty", setting=setting)
    return secret
