"""`POST /v1/verifications`: photos of one product in, the report out. Nothing is kept."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.routes.documented import problems_of
from api.schemas import ReportOut
from api.service import TheService
from verifier.report import to_dict

router = APIRouter(prefix="/v1", tags=["verifications"])

FORM: dict[str, Any] = {
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
                            "description": "1 to 6 pictures of ONE product: JPEG, PNG or WebP.",
                        },
                        "category": {
                            "type": "string",
                            "maxLength": 1000,
                            "description": "What the product is, in everyday Thai or English words.",
                        },
                        "lang": {
                            "type": "string",
                            "enum": ["th", "en"],
                            "description": "Adds `summary` in this language; problems speak it.",
                        },
                    },
                }
            }
        },
    }
}


@router.post(
    "/verifications",
    response_model=ReportOut,
    responses=problems_of(408, 413, 415, 422, 429, 500, 503),
    openapi_extra=FORM,
    summary="Verify the photos of one product",
)
async def verify(request: Request, service: TheService) -> JSONResponse:
    """Judges whether mark, standard number, licence, holder and QR agree with each other and with the list.

    The answer is 200 for every verdict, `conflicts` and `cannot_tell` included.
    """
    service.pool.check()
    async with service.intake.form(request) as form:
        request.state.lang = form.lang
        service.check(form)
        report = await service.pool.run(lambda: service.verify(form))
    return JSONResponse(to_dict(report, form.lang))
