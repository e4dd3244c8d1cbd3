"""Bodies in JSON, read within bounds and held to a form."""

from __future__ import annotations

from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from api.service import Service
from verifier.errors import HttpBadJson, HttpNotJson

MAX_JSON_BYTES = 1_000_000
F = TypeVar("F", bound=BaseModel)


async def json_body(request: Request, service: Service, form: type[F], most: int = MAX_JSON_BYTES) -> F:
    """The body, of at most `most` bytes, as this form.

    Raises HttpNotJson, HttpBadJson with the fields that are wrong, HttpBodyTooLarge.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HttpNotJson
    body = await service.intake.small(request, most)
    try:
        return form.model_validate_json(body)
    except ValidationError as error:
        places = sorted({".".join(map(str, entry["loc"]))[:80] for entry in error.errors()})[:5]
        raise HttpBadJson(field=", ".join(places)) from None
