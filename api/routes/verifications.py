"""`POST /v1/verifications`: photos of one product in, the report out, now or later."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse, Response

from api.auth import Client
from api.documented import answer, problems_of
from api.idempotency import FORM as KEY_FORM
from api.limits import Form
from api.routes.jobs import job_answer
from api.schemas.answers import JobOut
from api.service import Service, TheService, Verifying, may_have_crops
from verifier.report.form import ReportOut
from verifier.report.plain import LANGUAGES

router = APIRouter(prefix="/v1", tags=["verifications"])

BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["photos"],
                    "additionalProperties": False,
                    "properties": {
                        "photos": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 6,
                            "items": {"type": "string", "format": "binary"},
                            "description": "1 to 6 pictures of ONE product: JPEG, PNG, WebP or AVIF.",
                        },
                        "category": {
                            "type": "string",
                            "maxLength": 1000,
                            "description": "What the product is, in everyday Thai or English words.",
                        },
                        "lang": {
                            "type": "string",
                            "enum": list(LANGUAGES),
                            "description": "Adds `summary` in this language; problems speak it.",
                        },
                        "evidence": {
                            "type": "string",
                            "enum": ["none", "crops"],
                            "description": "`crops` adds a cut-out of everything that was read (scope `inspector`).",
                        },
                    },
                },
                "encoding": {"photos": {"contentType": "image/jpeg, image/png, image/webp, image/avif"}},
            }
        },
    }
}
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=KEY_FORM,
        description="A value of your own for this request, best a UUID: sent again, it gets the first one's answer.",
        examples=["8e03978e-40d5-43e8-bc93-6894a57f9324"],
    ),
]
Prefer = Annotated[
    str | None,
    Header(description="`respond-async` answers 202 with a job at once.", max_length=200, examples=["respond-async"]),
]


@router.post(
    "/verifications",
    response_model=ReportOut,
    responses={
        200: answer("The report, whatever its verdict.", "REPORT", "Idempotent-Replayed"),
        202: {
            "model": JobOut,
            **answer("Taken as a job.", "JOB_QUEUED", "Location", "Preference-Applied", "Retry-After"),
        },
        **problems_of(401, 403, 408, 409, 413, 415, 422, 429, 500, 503),
    },
    openapi_extra=BODY,
    summary="Verify the photos of one product",
)
async def verify(
    request: Request,
    service: TheService,
    client: Verifying,
    idempotency_key: IdempotencyKey = None,
    prefer: Prefer = None,
) -> Response:
    """Judges whether mark, standard number, licence, holder and QR agree with each other and with the list.

    The answer is 200 for every verdict, `conflicts` and `cannot_tell` included.
    """
    later = any(part.split(";")[0].strip().lower() == "respond-async" for part in (prefer or "").split(","))
    if later:
        service.jobs.check(client)
    else:
        service.pool.check()
    async with AsyncExitStack() as held:
        form = await held.enter_async_context(service.intake.form(request))
        request.state.lang = form.lang
        service.check(form)
        may_have_crops(client, form)

        async def make() -> Response:
            return await (_later(service, client, form, held) if later else _now(request, service, form))

        if idempotency_key is None:
            return await make()
        fingerprint = f"{form.fingerprint}{later}"
        return await service.replays.once(idempotency_key, client, fingerprint, make)


async def _now(request: Request, service: Service, form: Form) -> Response:
    report = await service.pool.run(lambda: service.report(form))
    request.state.timings_ms = report["timings_ms"]
    return JSONResponse(report)


async def _later(service: Service, client: Client, form: Form, held: AsyncExitStack) -> Response:
    """A job; from now on it, not the request, holds the photos."""
    job = await service.jobs.submit(client, form, held.pop_all().aclose)
    return job_answer(job, lost=False, status=202)
