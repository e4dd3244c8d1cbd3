"""`/v1/inspection` and the exports of cases: what all of an inspector's cases tell together, and files to pass on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from api.cases import CaseId, Judging, ProductId, Working, colleagues, in_thread
from api.documented import answer, file, problems_of
from api.routes.cases import ISO_DAY, READ, WRITTEN
from api.schemas.cases import ColleaguesOut
from api.schemas.inspection import AffectedOut, LinksOut, SummaryOut
from api.service import TheService
from verifier.cases.affected import affected, affected_to_plain
from verifier.cases.export import export_case, product_bundle
from verifier.cases.links import links, shared_to_plain
from verifier.cases.model import UUID_FORM, Case, to_plain
from verifier.cases.picture import draw
from verifier.cases.sheets import case_pdf, summary_pdf
from verifier.cases.summary import summarise, summary_to_plain
from verifier.cases.tables import links_csv, summary_xlsx
from verifier.cases.work import CaseWork
from verifier.errors import NoCase, NoList

router = APIRouter(prefix="/v1", tags=["inspection"])
ZIP, PDF, SVG, CSV = "application/zip", "application/pdf", "image/svg+xml", "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PRINTED = 100
"""Photos of a case that are set in one answer: more would take longer than one may."""
Lang = Annotated[Literal["th", "en"], Query(description="Language of the file.")]
Since = Annotated[str | None, Query(pattern=ISO_DAY, description="First day of the visits.")]
Until = Annotated[str | None, Query(pattern=ISO_DAY, description="Last day of the visits.")]


@router.get(
    "/inspection/colleagues",
    response_model=ColleaguesOut,
    responses={200: answer("Inspectors with a key in use.", "COLLEAGUES"), **problems_of(*READ)},
    summary="Whom a case can be handed to",
)
def list_colleagues(service: TheService, _work: Working) -> JSONResponse:
    """Ids and names of the keys of scope `inspector` that are in use."""
    return JSONResponse({"colleagues": [to_plain(officer) for officer in colleagues(service)]})


@router.get(
    "/inspection/affected",
    response_model=AffectedOut,
    responses={200: answer("Products whose answer is another by the list in use.", "AFFECTED"), **problems_of(*READ)},
    summary="Which cases the list changes",
)
async def list_affected(service: TheService, work: Judging, since: Since = None, until: Until = None) -> JSONResponse:
    """Judges what was seen in the asker's cases again, without a pixel, against the list in use and as of today.

    `ended` names licences that were in force at the inspection and are not any more; `changes` tell what made it.
    """
    registry, on = service.verifier.registry, service.today()
    if registry is None:
        raise NoList
    cases = await in_thread(lambda: _all(work, since, until))
    found = await service.pool.run(
        lambda: [affected_to_plain(one) for one in affected(work.store.files, cases, registry, on)]
    )
    return JSONResponse({"on": on.isoformat(), "cases": len(cases), "affected": found})


@router.get(
    "/inspection/links",
    response_model=LinksOut,
    responses={
        200: {
            **answer("What products share.", "LINKS"),
            "content": answer("", "LINKS")["content"] | file("", CSV, SVG)["content"],
        },
        **problems_of(*READ),
    },
    summary="Who shares what",
)
async def list_links(
    service: TheService,
    work: Judging,
    case: Annotated[
        str | None, Query(pattern=UUID_FORM, description="Only what a product of this case shares.")
    ] = None,
    form: Annotated[Literal["json", "csv", "svg"], Query(alias="format")] = "json",
    lang: Lang = "th",
) -> Response:
    """QR ids, licences, links that only look official and labels that several products of this service's cases bear.

    Products in cases of other teams are counted in `hidden` and in the counts, and never named.
    """
    found = await service.pool.run(lambda: links(work.store, work.who, work.at, case))
    if form == "csv":
        return Response(links_csv(found), media_type=CSV)
    if form == "svg":
        return Response(draw(found, lang), media_type=SVG)
    return JSONResponse({"links": [shared_to_plain(shared) for shared in found]})


@router.get(
    "/inspection/summary",
    response_model=SummaryOut,
    responses={
        200: {
            **answer("The month.", "SUMMARY"),
            "content": answer("", "SUMMARY")["content"] | file("", XLSX, PDF)["content"],
        },
        **problems_of(*READ),
    },
    summary="The figures of a month",
)
async def month(
    service: TheService,
    work: Working,
    month: Annotated[str, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="YYYY-MM, Christian era.")],
    form: Annotated[Literal["json", "xlsx", "pdf"], Query(alias="format")] = "json",
    lang: Lang = "th",
) -> Response:
    """Products of the asker's cases by standard, leading finding, district and shop; every table adds up to `total`."""
    cases = await in_thread(lambda: _all(work, f"{month}-01", f"{month}-31"))
    summary = summarise(cases, month)
    if form == "xlsx":
        return _attached(await service.pool.run(lambda: summary_xlsx(summary, lang)), XLSX, f"{month}.xlsx")
    if form == "pdf":
        made = await service.pool.run(lambda: summary_pdf(summary, lang, at=work.at))
        return _attached(made, PDF, f"{month}.pdf")
    return JSONResponse(summary_to_plain(summary))


@router.get(
    "/cases/{case_id}/export",
    response_class=Response,
    responses={200: file("The case as one zip (`mokcheck cases verify`).", ZIP), **problems_of(*WRITTEN)},
    summary="Export a case",
)
async def export(service: TheService, work: Working, case_id: CaseId) -> Response:
    """The case with its trail, an evidence bundle of each judged product, and all originals.

    It is signed where the service has a key (`MOKCHECK_CASES_KEY_PATH`).
    """
    case = await in_thread(lambda: work.store.read(case_id, who=work.who, at=work.at, did="export"))
    made = await service.pool.run(
        lambda: export_case(work.store, case, who=work.who, at=work.at, key=service.cases_key)
    )
    return _attached(made, ZIP, f"{case_id}.zip")


@router.get(
    "/cases/{case_id}/products/{product_id}/evidence",
    response_class=Response,
    responses={200: file("The evidence bundle (`mokcheck report verify`).", ZIP), **problems_of(*WRITTEN)},
    summary="Export a product",
)
async def export_product(service: TheService, work: Working, case_id: CaseId, product_id: ProductId) -> Response:
    """The evidence bundle of a judged product: report, sights and originals."""
    case = await in_thread(lambda: work.store.read(case_id, who=work.who, at=work.at, did="export", part=product_id))
    product = case.product(product_id)
    if product is None:
        raise NoCase
    made = await service.pool.run(lambda: product_bundle(work.store, product, service.cases_key))
    return _attached(made, ZIP, f"{product_id}.zip")


@router.get(
    "/cases/{case_id}/pdf",
    response_class=Response,
    responses={200: file("The case as PDF/A-3.", PDF), **problems_of(*WRITTEN)},
    summary="Print a case",
)
async def pdf(service: TheService, work: Working, case_id: CaseId, lang: Lang = "th") -> Response:
    """A summary of the case, then the form of each judged product, its report attached; of at most 100 photos."""
    case = await in_thread(lambda: work.store.read(case_id, who=work.who, at=work.at, did="export", part="pdf"))
    key, settings = service.cases_key, service.settings
    keys = [key.known] if key else []
    made = await service.pool.run(
        lambda: case_pdf(
            work.store, case, lang, at=work.at, key=key, keys=keys, settings=settings, most_photos=MOST_PRINTED
        )
    )
    return _attached(made, PDF, f"{case_id}.pdf")


def _all(work: CaseWork, since: str | None, until: str | None) -> Sequence[Case]:
    return work.store.find(who=work.who, at=work.at, since=since or "", until=until or "")


def _attached(data: bytes, kind: str, name: str) -> Response:
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=kind, headers=headers)
