"""`/v1/batches`: a retailer's stock in one body, carried out later; progress, products, results, an end at any time."""

from __future__ import annotations

import asyncio
import json
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from api.auth import Client, Scope
from api.batches.batches import NOTHING, Batches
from api.batches.receive import KINDS, receive
from api.batches.store import Batch
from api.documented import answer, problems_of
from api.examples import BATCH_QUEUED
from api.routes.jobs import iso
from api.routes.verifications import IdempotencyKey
from api.schemas.batches import BatchesOut, BatchItemsOut, BatchOut
from api.service import Reading, TheService
from api.store import JobState
from verifier.batch.plan import Grouping
from verifier.batch.results.rows import Stock
from verifier.batch.results.text import plain
from verifier.errors import BatchesOff, BatchUnfinished, HttpNotAllowed
from verifier.report.plain import LANGUAGES

router = APIRouter(prefix="/v1", tags=["batches"])
MAX_ITEMS = 500
PLAIN = r"^[^\x00-\x1f\x7f]*$"
"""Text without control characters, which no cell of a workbook can hold."""
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A .zip of photos, with a manifest at its root or without; or a manifest alone.",
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in KINDS},
    }
}
ASKING = (401, 403, 404, 422, 429, 500, 503)
BatchId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{32}$", examples=[BATCH_QUEUED["id"]])]
Kind = Annotated[str, Path(pattern=r"^(csv|jsonl|xlsx|html)$", examples=["csv"])]


def _retailer(client: Reading, service: TheService) -> Client:
    if not client.allowance.batches:
        raise HttpNotAllowed(scope=client.scope.value, needs=Scope.RETAILER.value)
    if service.batches is None:
        raise BatchesOff
    return client


Retailer = Annotated[Client, Depends(_retailer)]


def _batches(service: TheService, _client: Retailer) -> Batches:
    assert service.batches is not None
    return service.batches


TheBatches = Annotated[Batches, Depends(_batches)]


def _found(batches: TheBatches, client: Retailer, batch_id: BatchId) -> Batch:
    return batches.find(batch_id, client)


TheBatch = Annotated[Batch, Depends(_found)]


@router.post(
    "/batches",
    status_code=202,
    response_model=BatchOut,
    responses={
        202: answer("Taken; `Location` is where to ask how far it is.", "BATCH_QUEUED", "Location", "Retry-After"),
        **problems_of(401, 403, 408, 409, 413, 415, 422, 429, 500, 503),
    },
    openapi_extra=BODY,
    summary="Send a stock of products",
)
async def send(  # noqa: PLR0917 - FastAPI calls it by name
    request: Request,
    service: TheService,
    batches: TheBatches,
    client: Retailer,
    name: Annotated[
        str, Query(max_length=120, pattern=PLAIN, description="What you call it.", examples=["ของเข้า 2026-11-20"])
    ] = "",
    lang: Annotated[str, Query(pattern="^(th|en)$", description="Language of the results.")] = LANGUAGES[0],
    group: Annotated[Grouping, Query(description="How photos that no manifest names become products.")] = Grouping.AUTO,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Photos of many products go in, a sheet with a verdict for each comes out later.

    The body is kept until the batch expires or is deleted. What a manifest is: the how-to on checking a stock.
    """
    with batches.coming(client) as place:
        await asyncio.to_thread(batches.check, client)
        source, sha256 = await receive(request, place, batches.settings)

        async def make() -> Response:
            batch = await asyncio.to_thread(
                batches.take, client, place, source, name=name, lang=lang, grouping=group.value
            )
            headers = {"Location": f"/v1/batches/{batch.id}", "Retry-After": "5"}
            return JSONResponse(as_data(batches, batch), 202, headers)

        if idempotency_key is None:
            return await make()
        fingerprint = f"{sha256}{source.suffix}{name!r}{lang}{group}"
        return await service.replays.once(idempotency_key, client, fingerprint, make)


@router.get(
    "/batches",
    response_model=BatchesOut,
    responses={200: answer("The batches of this key.", "BATCHES"), **problems_of(401, 403, 422, 429, 500, 503)},
    summary="Ask for all batches",
)
def all_of_them(batches: TheBatches, client: Retailer) -> JSONResponse:
    """All batches of this key, and of its team, that have not expired, the newest first."""
    mine = [batch for batch in batches.store.of(client.key_id, client.team) if not batches.expired(batch)]
    return JSONResponse({"batches": [as_data(batches, batch) for batch in mine]})


@router.get(
    "/batches/{batch_id}",
    response_model=BatchOut,
    responses={
        200: answer("The batch; `Retry-After` while it is open.", "BATCH_DONE", "Retry-After"),
        **problems_of(*ASKING),
    },
    summary="Ask for a batch",
)
def one(batches: TheBatches, batch: TheBatch) -> JSONResponse:
    """How far it is, verdicts so far, and at the end the paths of its results or its `problem`."""
    return JSONResponse(as_data(batches, batch), headers={"Retry-After": "5"} if batch.open else {})


@router.post(
    "/batches/{batch_id}/resume",
    status_code=202,
    response_model=BatchOut,
    responses={
        202: answer("It waits for its worker again.", "BATCH_QUEUED", "Retry-After"),
        **problems_of(*ASKING),
    },
    summary="Go on with a batch that failed",
)
def resume(batches: TheBatches, client: Retailer, batch_id: BatchId) -> JSONResponse:
    """Once what it failed of is mended: it goes on where it stood. One that has not failed is left as it is."""
    batch = batches.resume(batch_id, client)
    return JSONResponse(as_data(batches, batch), 202, {"Retry-After": "5"} if batch.open else {})


@router.delete(
    "/batches/{batch_id}",
    status_code=204,
    responses={204: {"description": "Forgotten."}, **problems_of(*ASKING)},
    summary="Cancel or forget a batch",
)
def forget(batches: TheBatches, client: Retailer, batch_id: BatchId) -> Response:
    """Deletes a batch with its photos, results and decisions at once; one at work stops within seconds."""
    batches.delete(batch_id, client)
    return Response(status_code=204)


@router.get(
    "/batches/{batch_id}/items",
    response_model=BatchItemsOut,
    responses={200: answer("A page of products.", "BATCH_ITEMS"), **problems_of(*ASKING)},
    summary="Ask for the products of a batch",
)
def items(
    batches: TheBatches,
    batch: TheBatch,
    after: Annotated[int, Query(ge=0, le=2**53, description="The `item` behind which the page begins.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_ITEMS)] = 100,
) -> JSONResponse:
    """The products judged so far with everything that is said of each, while the batch is at work too."""
    try:
        with batches.ledger(batch) as ledger:
            stock = Stock(ledger)
            found = [{"item": line.place, **plain(line, stock)} for line in islice(stock.lines(after), limit)]
    except BatchUnfinished:
        found = []
    more = len(found) == limit
    path = f"/v1/batches/{batch.id}/items?after={found[-1]['item']}&limit={limit}" if more else None
    return JSONResponse({"items": found, "next": path})


@router.get(
    "/batches/{batch_id}/results/{kind}",
    response_class=FileResponse,
    responses={
        200: {
            "description": "The file.",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        },
        **problems_of(*ASKING, 409),
    },
    summary="Fetch a result",
)
def result(batches: TheBatches, batch: TheBatch, kind: Kind) -> FileResponse:
    """The sheet of a finished batch: `csv`, `jsonl`, `xlsx`, or the summary `html`."""
    path = batches.result(batch, f".{kind}")
    return FileResponse(path, media_type=MEDIA[kind], filename=f"mokcheck-{batch.id[:8]}.{kind}")


MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


def as_data(batches: Batches, batch: Batch) -> dict[str, Any]:
    """A batch as the API shows it."""
    known, path = batches.progress(batch), f"/v1/batches/{batch.id}"
    results = batches.written(batch) if batch.state is JobState.DONE else []
    return {
        "id": batch.id,
        "name": batch.name,
        "state": batch.state.value,
        "created": iso(batch.created),
        "expires": None if batch.open else iso(batch.expires),
        "bytes": batch.bytes,
        "progress": {name: known[name] for name in NOTHING},
        "verdicts": known["verdicts"],
        "day": known["day"] or None,
        "list": known["list"],
        "items": f"{path}/items",
        "results": {suffix[1:]: f"{path}/results/{suffix[1:]}" for suffix in results},
        "problem": json.loads(batch.outcome) if batch.outcome else None,
    }
