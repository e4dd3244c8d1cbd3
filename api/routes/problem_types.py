"""`GET /v1/problems`: every problem type, so that programs can know them before they meet them."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.documented import answer, problems_of
from api.problems import problem_classes, words
from api.schemas.answers import ProblemTypesOut

router = APIRouter(prefix="/v1", tags=["problems"])


@router.get(
    "/problems",
    response_model=ProblemTypesOut,
    responses={200: answer("All of them.", "PROBLEM_TYPES"), **problems_of(500)},
    summary="List the problem types",
)
async def problem_types() -> JSONResponse:
    """Each type is also a page for people under its own path."""
    kinds = sorted(problem_classes(), key=lambda kind: kind.code)
    return JSONResponse(
        {
            "problems": [
                {"type": f"/problems/{kind.code}", "code": kind.code, "status": kind.status, "words": words(kind())}
                for kind in kinds
            ]
        }
    )
