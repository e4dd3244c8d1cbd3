"""What the OpenAPI document says beside the forms: examples, problems, headers, keys."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

from api import examples
from api.problems import MEDIA_TYPE, as_data, problem_classes
from api.schemas.answers import ProblemOut
from api.schemas.cases_sent import TAKEN

HEADERS = {
    "Location": "Where the job is.",
    "Preference-Applied": "`respond-async`.",
    "Retry-After": "Seconds to wait before the next request.",
    "Idempotent-Replayed": "`true` when this answer was first given to an earlier request.",
    "WWW-Authenticate": "How to show a key.",
    "Allow": "The methods that are taken.",
}
REF = "#/components/schemas/{model}"
INSPECTORS = ("/v1/cases", "/v1/inspection")
BINARY = {"type": "string", "format": "binary"}
OF_STATUS = {401: ("WWW-Authenticate",), 405: ("Allow",), 409: ("Retry-After",), 429: ("Retry-After",)}
DESCRIPTION = """
Photos of **one** product go in; a verdict with its evidence comes out: *does what is printed here agree with the list
of licences?* **A match does not prove the goods genuine or safe.** Photos are not kept, but for those of batches and of
inspectors' cases, where the operator keeps them for a stated time; a code's link is judged by its letters and never
opened.

Within `/v1` keys and codes are added, never renamed: ignore what you do not know. Every error is a problem (RFC 9457);
`GET /v1/problems` lists them. Requests are counted by API key, or by address without one: see the `RateLimit` headers.
"""


def answer(meaning: str, example: str, *headers: str) -> dict[str, Any]:
    """OpenAPI for one answer in JSON; `example` is the name of one in `api.examples`."""
    return {
        "description": meaning,
        "content": {"application/json": {"example": example}},
        "headers": {name: _header(name) for name in headers},
    }


def file(meaning: str, *media_types: str) -> dict[str, Any]:
    """OpenAPI for one answer that is a file, in one of these kinds."""
    return {"description": meaning, "content": {kind: {"schema": BINARY} for kind in media_types}}


def body_of(form: type[BaseModel]) -> dict[str, Any]:
    """OpenAPI for a body in JSON that a route reads itself, within bounds; the form must be among `TAKEN`."""
    content = {"application/json": {"schema": {"$ref": REF.format(model=form.__name__)}}}
    return {"requestBody": {"required": True, "content": content}}


def problems_of(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI answers for these statuses, with an example for each code that carries it."""
    kinds = sorted(problem_classes(), key=lambda kind: kind.code)
    answers: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        mine = [kind for kind in kinds if kind.status == status]
        answers[status] = {
            "description": "Problem: " + ", ".join(f"`{kind.code}`" for kind in mine),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/ProblemOut"},
                    "examples": {kind.code: {"value": as_data(kind(), "en", "0" * 32)} for kind in mine},
                }
            },
            "headers": {name: _header(name) for name in OF_STATUS.get(status, ())},
        }
    return answers


def describe(app: FastAPI) -> None:
    """Completes the document that the app makes of its routes."""
    make = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            _complete(make())
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _complete(document: dict[str, Any]) -> None:
    document["info"]["description"] = DESCRIPTION.strip()
    document["servers"] = [{"url": "/", "description": "The service that this document came from."}]
    parts = document["components"]
    parts["schemas"]["ProblemOut"] = ProblemOut.model_json_schema()
    parts["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "An API key, `mok_…`; the operator makes them."}
    }
    for form in TAKEN:
        schema = form.model_json_schema(ref_template=REF)
        parts["schemas"] |= {**schema.pop("$defs", {}), form.__name__: schema}
    for unused in ("HTTPValidationError", "ValidationError"):
        parts["schemas"].pop(unused, None)
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for content in (c for found in operation["responses"].values() for c in found.get("content", {}).values()):
                if "example" in content:  # put in only now: on its way through the app a null would be lost
                    content["example"] = getattr(examples, content["example"])
            if path.startswith("/v1/") and "401" in operation["responses"]:
                only = path.startswith(INSPECTORS)
                operation["security"] = [{"key": []}] if only else [{}, {"key": []}]


def _header(name: str) -> dict[str, Any]:
    return {"description": HEADERS[name], "schema": {"type": "string"}}
