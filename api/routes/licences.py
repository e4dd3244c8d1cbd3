"""`GET /v1/licences/{number}`: what the list says of one licence number."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse

from api.problems import problem
from api.routes.documented import problems_of
from api.schemas import LookUpOut
from api.service import TheService
from verifier.errors import BadNumber, NoList, NotListed
from verifier.numbers import parse_licence
from verifier.report import licence_to_dict, snapshot_to_dict

router = APIRouter(prefix="/v1", tags=["licences"])
LONGEST = 80


@router.get(
    "/licences/{number:path}",
    response_model=LookUpOut,
    responses=problems_of(404, 422, 500, 503),
    summary="Look a licence number up",
)
def look_up(
    request: Request,
    service: TheService,
    number: Annotated[str, Path(max_length=LONGEST, examples=["ท7195-54/1040", "(3)ท1021-49/1040"])],
) -> JSONResponse:
    """The rows of the list with exactly this number, in any spelling; `404` names numbers that look like it.

    A number that is not listed is no proof of a lie: see `snapshot.covers`.
    """
    wanted = parse_licence(number)
    if wanted is None:
        raise BadNumber(number=number)
    registry = service.verifier.registry
    if registry is None:
        raise NoList
    snapshot = snapshot_to_dict(registry.snapshot)
    found = registry.by_licence(wanted)
    if not found:
        near = [{**licence_to_dict(n.licence), "distance": n.distance} for n in registry.neighbours(wanted)]
        return problem(request, NotListed(number=str(wanted)), {"near": near, "snapshot": snapshot})
    return JSONResponse(
        {"number": str(wanted), "licences": [licence_to_dict(licence) for licence in found], "snapshot": snapshot}
    )
