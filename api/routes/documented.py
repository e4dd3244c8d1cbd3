"""How routes name the problems they may answer with, for OpenAPI."""

from __future__ import annotations

from typing import Any

from api.problems import MEDIA_TYPE, problem_classes
from api.schemas import ProblemOut


def problems_of(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI answers for these statuses, each with the codes that carry it."""
    codes: dict[int, list[str]] = {}
    for kind in problem_classes():
        codes.setdefault(kind.status, []).append(kind.code)
    return {
        status: {
            "description": "Problem: " + ", ".join(f"`{code}`" for code in codes.get(status, [])),
            "content": {MEDIA_TYPE: {"schema": ProblemOut.model_json_schema()}},
        }
        for status in statuses
    }
