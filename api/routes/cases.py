"""`/v1/cases`: inspectors' cases, their products, team, hold, trail."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.bodies import json_body
from api.cases import (
    CaseId,
    Judging,
    ProductId,
    Working,
    case_answer,
    colleague,
    in_thread,
    judge,
    row_answer,
)
from api.documented import answer, body_of, problems_of
from api.schemas.cases import CaseOut, CasesOut, TrailOut
from api.schemas.cases_sent import CaseIn, ClosedIn, HoldIn, ProductIn, TeamIn
from api.service import TheService
from verifier.cases.closing import close, reopen
from verifier.cases.model import (
    LONGEST_NAME,
    UUID_FORM,
    Case,
    OwnFinding,
    Place,
    PlaceKind,
    Product,
    frame_of,
)
from verifier.errors import CaseClosed, NoCase, NotJudged
from verifier.evidence.canonical import decode
from verifier.report.form import ReportOut

router = APIRouter(prefix="/v1", tags=["cases"])
READ = (401, 403, 404, 422, 429, 500, 503)
WRITTEN = (401, 403, 404, 408, 409, 413, 415, 422, 429, 500, 503)
ISO_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
THE_CASE: dict[int | str, dict[str, Any]] = {200: answer("The case as it stands now.", "CASE")}


@router.get(
    "/cases",
    response_model=CasesOut,
    responses={200: answer("Cases, the latest visit first.", "CASES"), **problems_of(*READ)},
    summary="Search cases",
)
def search(
    *,
    work: Working,
    q: Annotated[str, Query(max_length=LONGEST_NAME, description="Words that are all somewhere in the case.")] = "",
    since: Annotated[str | None, Query(pattern=ISO_DAY, description="First day of the visit.")] = None,
    until: Annotated[str | None, Query(pattern=ISO_DAY, description="Last day of the visit.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    after: Annotated[str | None, Query(pattern=UUID_FORM, description="Goes on behind this case.")] = None,
) -> JSONResponse:
    """The cases whose team the asker is of; that they were listed stands in the trail of each."""
    asked = {"text": q, "since": since or "", "until": until or "", "after": after or ""}
    found, more = work.store.page(who=work.who, at=work.at, limit=limit, **asked)
    return JSONResponse(
        {
            "cases": [row_answer(case) for case in found],
            "after": found[-1].id if more else None,
        }
    )


@router.put(
    "/cases/{case_id}",
    response_model=CaseOut,
    responses={**THE_CASE, **problems_of(*WRITTEN)},
    openapi_extra=body_of(CaseIn),
    summary="Make or change a case",
)
async def put_case(request: Request, service: TheService, work: Working, case_id: CaseId) -> JSONResponse:
    """Makes the case of this id, which the sender chooses (a UUID); with `revision`, changes it.

    Sent twice it is made once. Without `keep_until` a new case is kept for `MOKCHECK_CASES_DAYS`, and one that is there
    as long as before. A `revision` that is no longer the last is answered `409 case.changed`.
    """
    sent = await json_body(request, service, CaseIn)
    place = Place(**{**sent.place.model_dump(), "kind": PlaceKind(sent.place.kind)})

    def put() -> Case:
        return work.put_case(
            case_id,
            place=place,
            inspected=sent.inspected.replace(microsecond=0),
            notes=sent.notes,
            keep_until=sent.keep_until,
            keep_days=service.settings.cases_days,
            revision=sent.revision,
        )

    case = await in_thread(put)
    return JSONResponse(await in_thread(lambda: case_answer(work, case)))


@router.get(
    "/cases/{case_id}",
    response_model=CaseOut,
    responses={**THE_CASE, **problems_of(*READ)},
    summary="Read a case",
)
def read_case(work: Working, case_id: CaseId) -> JSONResponse:
    """The case, and of each photo how much has come; that it was read stands in its trail."""
    return JSONResponse(case_answer(work, work.store.read(case_id, who=work.who, at=work.at)))


@router.delete(
    "/cases/{case_id}",
    status_code=204,
    responses={204: {"description": "Deleted."}, **problems_of(*WRITTEN)},
    summary="Delete a case",
)
def delete_case(
    work: Working,
    case_id: CaseId,
    why: Annotated[str, Query(min_length=1, max_length=LONGEST_NAME, description="The reason, for the trail.")],
) -> Response:
    """Deletes the case with its photos at once; only its officer may. A case that is held stays."""
    work.store.delete(case_id, who=work.who, at=work.at, why=why)
    return Response(status_code=204)


@router.put(
    "/cases/{case_id}/team",
    response_model=CaseOut,
    responses={**THE_CASE, **problems_of(*WRITTEN)},
    openapi_extra=body_of(TeamIn),
    summary="Hand a case over, or change its team",
)
async def put_team(request: Request, service: TheService, work: Working, case_id: CaseId) -> JSONResponse:
    """Makes `officer` responsible, and `members` those who may read and change the case; only its officer may."""
    sent = await json_body(request, service, TeamIn)
    officer = await in_thread(lambda: colleague(service, sent.officer, *sent.members))
    case = await in_thread(lambda: work.set_team(case_id, officer, sent.members))
    return JSONResponse(await in_thread(lambda: case_answer(work, case)))


@router.put(
    "/cases/{case_id}/hold",
    response_model=CaseOut,
    responses={**THE_CASE, **problems_of(*WRITTEN)},
    openapi_extra=body_of(HoldIn),
    summary="Hold a case, or let it go",
)
async def put_hold(request: Request, service: TheService, work: Working, case_id: CaseId) -> JSONResponse:
    """Keeps a case beyond its days, for a reason; `null` ends that, which only its officer may."""
    sent = await json_body(request, service, HoldIn)
    case = await in_thread(lambda: work.hold(case_id, sent.why))
    return JSONResponse(await in_thread(lambda: case_answer(work, case)))


@router.put(
    "/cases/{case_id}/closed",
    response_model=CaseOut,
    responses={**THE_CASE, **problems_of(*WRITTEN)},
    openapi_extra=body_of(ClosedIn),
    summary="Close a case, or open it again",
)
async def put_closed(request: Request, service: TheService, work: Working, case_id: CaseId) -> JSONResponse:
    """Closes the case of this `revision`, or with `why` opens it again; only its officer may.

    A closed case is read, exported, held and kept for its days or others; nothing else in it changes.
    """
    sent = await json_body(request, service, ClosedIn)
    why, revision = sent.why, sent.revision
    if why is not None:
        case = await in_thread(lambda: reopen(work, case_id, why))
    else:
        assert revision is not None  # the form has seen to it
        case = await in_thread(lambda: close(work, case_id, revision))
    return JSONResponse(await in_thread(lambda: case_answer(work, case)))


@router.get(
    "/cases/{case_id}/trail",
    response_model=TrailOut,
    responses={200: answer("The entries about this case.", "TRAIL"), **problems_of(*READ)},
    summary="Who did what with a case",
)
def read_trail(work: Working, case_id: CaseId) -> JSONResponse:
    """Who saw, changed, exported it and when; `by` is the id of an API key."""
    chain = work.store.trail(case_id, who=work.who)
    names = ("n", "at", "by", "did", "part", "sha256", "why")
    entries = [{name: getattr(entry, name) for name in names} for entry in chain.entries]
    return JSONResponse({"entries": entries, "whole": not chain.flaws, "head": chain.head})


@router.put(
    "/cases/{case_id}/products/{product_id}",
    response_model=CaseOut,
    responses={**THE_CASE, **problems_of(*WRITTEN)},
    openapi_extra=body_of(ProductIn),
    summary="Add or change a product",
)
async def put_product(
    request: Request, service: TheService, work: Working, case_id: CaseId, product_id: ProductId
) -> JSONResponse:
    """Adds the product of this id, or changes it; `revision` is that of the case. Photos stay as they are.

    Without `revision` a product that is not there is added; one that is there must be as it is sent.
    """
    sent = await json_body(request, service, ProductIn)
    finding = None if sent.finding is None else OwnFinding(sent.finding.verdict, sent.finding.words)
    told = sent.model_dump(exclude={"revision", "finding", "category", "frames"})
    frames = tuple(frame_of(one.sha256, one.region, one.others) for one in sent.frames)
    category = service.category(sent.category or None)
    product = Product(product_id, **told, finding=finding, category=category, frames=frames)
    case = await in_thread(lambda: work.put_product(case_id, product, revision=sent.revision))
    return JSONResponse(await in_thread(lambda: case_answer(work, case)))


@router.delete(
    "/cases/{case_id}/products/{product_id}",
    response_model=CaseOut,
    responses={**THE_CASE, **problems_of(*WRITTEN)},
    summary="Take a product out",
)
def delete_product(
    work: Working,
    case_id: CaseId,
    product_id: ProductId,
    revision: Annotated[int, Query(ge=1, description="The revision of the case that was seen last.")],
) -> JSONResponse:
    """Takes a product and its photos out of the case, as it was seen last."""
    return JSONResponse(case_answer(work, work.remove_product(case_id, product_id, revision=revision)))


@router.post(
    "/cases/{case_id}/products/{product_id}/judgement",
    response_model=ReportOut,
    responses={200: answer("The report, which is kept.", "REPORT"), **problems_of(*WRITTEN)},
    summary="Have a product judged",
)
async def judge_product(service: TheService, work: Judging, case_id: CaseId, product_id: ProductId) -> JSONResponse:
    """Judges the photos of the product that are whole, and keeps all that was seen.

    The list in use is asked as of the day of the visit, or its own where that is later; the product's `judged.day` says
    which. `/v1/inspection/affected` tells what it says as of today.
    """
    service.pool.check()
    case = await in_thread(lambda: work.store.read(case_id, who=work.who, at=work.at, part=product_id))
    product = case.product(product_id)
    if product is None:
        raise NoCase
    if case.closed:
        raise CaseClosed
    return JSONResponse(await service.pool.run(lambda: judge(service, work, case, product)))


@router.get(
    "/cases/{case_id}/products/{product_id}/judgement",
    response_model=ReportOut,
    responses={200: answer("The report as it was given.", "REPORT"), **problems_of(*WRITTEN)},
    summary="Read the report on a product",
)
def read_judgement(work: Working, case_id: CaseId, product_id: ProductId) -> JSONResponse:
    """The report that was kept when the product was judged."""
    product = work.store.read(case_id, who=work.who, at=work.at, part=product_id).product(product_id)
    if product is None:
        raise NoCase
    if product.judged is None:
        raise NotJudged
    return JSONResponse(decode(work.store.files.read(product.judged.record))["report"])
