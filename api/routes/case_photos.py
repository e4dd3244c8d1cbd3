"""`/v1/cases/{case_id}/products/{product_id}/photos`: originals, which come in parts and go on where they broke off."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.cases import CaseId, ProductId, Sha256, Working, case_answer, in_thread, upload_answer
from api.documented import BINARY, answer, file, problems_of
from api.routes.cases import READ, THE_CASE, WRITTEN
from api.schemas.cases import CaseOut, UploadOut
from api.service import TheService
from verifier.cases.model import Original
from verifier.errors import TooManyBytes
from verifier.evidence.record import part_of_photo

router = APIRouter(prefix="/v1", tags=["cases"])
PATH = "/cases/{case_id}/products/{product_id}/photos/{sha256}"
MAX_PART_BYTES = 8_000_000
KINDS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif", "heic": "image/heic"}


@router.put(
    PATH,
    response_model=UploadOut,
    responses={200: answer("How much of the photo is on the disk now.", "UPLOAD"), **problems_of(*WRITTEN)},
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": BINARY}}}},
    summary="Send a photo, or a part of it",
)
async def put_part(
    *,
    request: Request,
    service: TheService,
    work: Working,
    case_id: CaseId,
    product_id: ProductId,
    sha256: Sha256,
    size: Annotated[int, Query(alias="bytes", ge=1, description="Size of the whole photo.")],
    offset: Annotated[int, Query(ge=0, description="Where in the photo this part begins.")] = 0,
) -> JSONResponse:
    """Takes at most 8 MB of a photo, whose hash stands in the path. What is answered as `received` is never lost.

    Go on from `received`; a part that comes twice does no harm. The photo belongs to the product when `whole` is true:
    keep the original until then.
    """
    if size > service.settings.max_bytes:
        raise TooManyBytes(limit=service.settings.max_bytes)
    data = await service.intake.small(request, MAX_PART_BYTES)
    photo, most = Original(sha256, size), service.settings.max_photos
    upload = await in_thread(lambda: work.put_part(case_id, product_id, photo, offset, data, most_photos=most))
    return JSONResponse(upload_answer(upload))


@router.get(
    PATH,
    response_class=Response,
    responses={200: file("The photo, byte for byte as it came.", *KINDS.values()), **problems_of(*READ)},
    summary="Fetch a photo",
)
def get_photo(work: Working, case_id: CaseId, product_id: ProductId, sha256: Sha256) -> Response:
    """The original; that it was seen stands in the trail."""
    data = work.photo(case_id, product_id, sha256)
    return Response(data, media_type=KINDS[part_of_photo(data).path.rpartition(".")[2]])


@router.delete(
    PATH,
    response_model=CaseOut,
    responses={**THE_CASE, **problems_of(*WRITTEN)},
    summary="Take a photo out",
)
def delete_photo(work: Working, case_id: CaseId, product_id: ProductId, sha256: Sha256) -> JSONResponse:
    """Takes a photo, or what has come of it, out of the product, which is then no longer judged."""
    return JSONResponse(case_answer(work, work.remove_photo(case_id, product_id, sha256)))
