"""`/v1/jobs/{id}`: how far a verification is that is answered later, and its report."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse, Response

from api.documented import answer, problems_of
from api.examples import JOB_QUEUED
from api.problems import as_data
from api.schemas.answers import JobOut
from api.service import Reading, TheService
from api.store import OPEN, Job, JobState
from verifier.errors import HttpJobLost

router = APIRouter(prefix="/v1", tags=["jobs"])
JobId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{32}$", examples=[JOB_QUEUED["id"]])]


@router.get(
    "/jobs/{job_id}",
    response_model=JobOut,
    responses={
        200: answer("The job; `Retry-After` while it is open.", "JOB_DONE", "Retry-After"),
        **problems_of(401, 404, 422, 429, 500, 503),
    },
    summary="Ask for a job",
)
async def job(service: TheService, client: Reading, job_id: JobId) -> Response:
    """The state of a job that this client sent, its progress, and at the end its `report` or `problem`.

    A job that came with an API key is there for that key only; without one the id alone opens it.
    """
    found, lost = await service.jobs.find(job_id, client)
    return job_answer(found, lost)


@router.delete(
    "/jobs/{job_id}",
    status_code=204,
    responses={204: {"description": "Forgotten."}, **problems_of(401, 404, 422, 429, 500, 503)},
    summary="Forget a job",
)
async def forget(service: TheService, client: Reading, job_id: JobId) -> Response:
    """Deletes a job and its result at once; one that has not begun is not begun any more."""
    await service.jobs.delete(job_id, client)
    return Response(status_code=204)


def job_answer(job: Job, lost: bool, status: int = 200) -> Response:
    """A job as the API shows it. A lost one has failed, whatever it last said of itself."""
    state, outcome = job.state, json.loads(job.outcome) if job.outcome else None
    if lost:
        state, outcome = JobState.FAILED, as_data(HttpJobLost(), job.lang)
    body: dict[str, Any] = {
        "id": job.id,
        "state": state.value,
        "progress": {"photo": job.photo, "photos": job.photos, "stage": job.stage or None},
        "created": iso(job.created),
        "expires": iso(job.expires) if state not in OPEN else None,
        "report": outcome if state is JobState.DONE else None,
        "problem": outcome if state is JobState.FAILED else None,
    }
    headers = {"Retry-After": "1"} if state in OPEN else {}
    if status == 202:
        headers |= {"Location": f"/v1/jobs/{job.id}", "Preference-Applied": "respond-async"}
    return JSONResponse(body, status, headers)


def iso(seconds: float) -> str:
    """A time in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
