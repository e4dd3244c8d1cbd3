"""`/v1/licences/{number}` and `/v1/lookups`: what the list says of licence numbers, without any photo."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import JSONResponse

from api.bodies import json_body
from api.documented import answer, problems_of
from api.problems import problem
from api.schemas.answers import LookUpOut, LookUpsIn, LookUpsOut
from api.service import Reading, TheService
from verifier.errors import (
    BadNumber,
    NoList,
    NotListed,
    TooManyNumbers,
)
from verifier.numbers import parse_licence
from verifier.protocols import Registry
from verifier.report.plain import licence_to_dict, snapshot_to_dict

router = APIRouter(prefix="/v1", tags=["licences"])
LONGEST = 80


def _registry(service: TheService) -> Registry:
    registry = service.verifier.registry
    if registry is None:
        raise NoList
    return registry


TheList = Annotated[Registry, Depends(_registry)]


@router.get(
    "/licences/{number:path}",
    response_model=LookUpOut,
    responses={
        200: answer("The rows of the list.", "LOOK_UP"),
        **problems_of(401, 404, 422, 429, 500, 503),
    },
    summary="Look a licence number up",
)
def look_up(
    request: Request,
    client: Reading,
    registry: TheList,
    number: Annotated[str, Path(max_length=LONGEST, examples=["ท7195-54/1040", "(3)ท1021-49/1040"])],
) -> JSONResponse:
    """The rows of the list with exactly this number, in any spelling; `404` names numbers that look like it.

    A number that is not listed is no proof of a lie: see `snapshot.covers`.
    """
    wanted = parse_licence(number)
    if wanted is None:
        raise BadNumber(number=number)
    snapshot = snapshot_to_dict(registry.snapshot)
    found = registry.by_licence(wanted)
    if not found:
        near = [{**licence_to_dict(n.licence), "distance": n.distance} for n in registry.neighbours(wanted)]
        return problem(request, NotListed(number=str(wanted)), {"near": near, "snapshot": snapshot})
    return JSONResponse(
        {"number": str(wanted), "licences": [licence_to_dict(licence) for licence in found], "snapshot": snapshot}
    )


@router.post(
    "/lookups",
    response_model=LookUpsOut,
    responses={
        200: answer("One result for each number, in the same order.", "LOOK_UPS"),
        **problems_of(401, 408, 413, 415, 422, 429, 500, 503),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": LookUpsIn.model_json_schema()}},
        }
    },
    summary="Look many licence numbers up",
)
async def look_up_many(request: Request, service: TheService, client: Reading, registry: TheList) -> JSONResponse:
    """The same for a whole table of numbers: 10 at once without a key, 1,000 for retailers and inspectors."""
    asked = (await json_body(request, service, LookUpsIn)).numbers
    if len(asked) > client.allowance.numbers:
        raise TooManyNumbers(limit=client.allowance.numbers)
    results = await service.pool.run(lambda: [_one(registry, number) for number in asked])
    return JSONResponse({"results": results, "snapshot": snapshot_to_dict(registry.snapshot)})


def _one(registry: Registry, asked: str) -> dict[str, Any]:
    wanted = parse_licence(asked)
    found = registry.by_licence(wanted) if wanted else []
    outcome = "bad_number" if wanted is None else "listed" if found else "not_listed"
    return {
        "asked": asked,
        "number": str(wanted) if wanted else None,
        "outcome": outcome,
        "licences": [licence_to_dict(licence) for licence in found],
    }
