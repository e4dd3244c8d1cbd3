"""The review of a batch: what people decide on products that the machine could not, and what they send to suppliers."""

from __future__ import annotations

import json
import secrets
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response

from api.auth import Client
from api.batches.batches import Batches
from api.batches.decisions import Choice, Decision
from api.batches.decisions import plain as plain_decision
from api.batches.letter_pdf import letter_pdf
from api.batches.review import line_of, picture, product, queue, readings
from api.batches.store import Batch
from api.batches.tables import decisions_csv, decisions_xlsx
from api.bodies import json_body
from api.documented import answer, problems_of
from api.examples import DECISION
from api.page.render import CLIENT_WORDS, render, say
from api.problems import language
from api.routes.batches import ASKING, MEDIA, Retailer, TheBatch, TheBatches
from api.routes.jobs import iso
from api.schemas.review import DecisionIn, DecisionOut, DecisionsOut, ProductOut, QueueOut
from api.service import TheService
from verifier.batch.results.letter import letter
from verifier.batch.results.rows import Line, Stock
from verifier.domain import MarkKind
from verifier.errors import HttpBadJson
from verifier.messages.review import WORDS
from verifier.report.plain import LANGUAGES

router = APIRouter(tags=["review"])
BATCH = "/v1/batches/{batch_id}"
MAX_JSON_BYTES = 40_000
MOST_IN_A_LETTER = 100
Item = Annotated[int, Path(gt=0, le=2**53, description="Its `item` in the batch.", examples=[1])]
BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


@router.get("/review", include_in_schema=False)
def page(request: Request) -> HTMLResponse:
    """The page on which people review; all that it shows comes from what stands below, with the key of its reader."""
    titles = {lang: say("review", lang) for lang in LANGUAGES}
    own = (key for key in WORDS if key.startswith("review."))
    words = (*CLIENT_WORDS, *own, *(f"mark.{kind}" for kind in MarkKind))
    return render("review.html", language(request, otherwise="th"), titles=titles, client_words=words)


@router.get(
    f"{BATCH}/review",
    response_model=QueueOut,
    responses={200: answer("The queue.", "QUEUE"), **problems_of(*ASKING, 409)},
    summary="What a person should look at",
)
def waiting(batches: TheBatches, batch: TheBatch) -> JSONResponse:
    """The products of a batch that do not agree, by the reason that decides, with what was decided on them."""
    with batches.ledger(batch) as ledger:
        return JSONResponse(queue(Stock(ledger), batches.decisions.latest(batch.id)))


@router.get(
    f"{BATCH}/items/{{item}}",
    response_model=ProductOut,
    responses={200: answer("The product.", "PRODUCT"), **problems_of(*ASKING, 409)},
    summary="One product with its readings",
)
def one(batches: TheBatches, batch: TheBatch, item: Item) -> JSONResponse:
    """Reasons, pictures, what was read and where, and the decisions made so far."""
    with batches.ledger(batch) as ledger:
        stock = Stock(ledger)
        data = product(stock, line_of(stock, item), batches.decisions.of(batch.id))
    return JSONResponse(data | {"decisions": [as_data(found) for found in data["decisions"]]})


@router.get(
    f"{BATCH}/items/{{item}}/pictures/{{number}}",
    response_class=Response,
    responses={
        200: {"description": "A JPEG.", "content": {"image/jpeg": BINARY}},
        **problems_of(*ASKING, 409, 413, 415),
    },
    summary="A photo of a product",
)
async def photo(
    service: TheService, batches: TheBatches, batch: TheBatch, item: Item, number: Annotated[int, Path(ge=0, le=1000)]
) -> Response:
    """The photo upright, without metadata, at most 2,000 px long."""

    def make() -> bytes:
        with batches.ledger(batch) as ledger:
            return picture(batches, batch, line_of(Stock(ledger), item), number, service.settings)

    return Response(await service.pool.run(make), media_type="image/jpeg")


@router.post(
    f"{BATCH}/items/{{item}}/decisions",
    status_code=201,
    response_model=DecisionOut,
    responses={201: answer("Kept.", "DECISION"), **problems_of(*ASKING, 408, 409, 413, 415)},
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/json": {"schema": DecisionIn.model_json_schema()}}}
    },
    summary="Decide on a product",
)
async def decide(  # noqa: PLR0917 - FastAPI calls it by name
    request: Request, service: TheService, batches: TheBatches, batch: TheBatch, client: Retailer, item: Item
) -> JSONResponse:
    """Keeps what a person decides or reads, with who and when. Neither list nor reading nor verdict changes."""
    asked = await json_body(request, service, DecisionIn, MAX_JSON_BYTES)
    if asked.decision is None and not asked.corrections:
        raise HttpBadJson(field="decision")
    kept = await run_in_threadpool(_keep, service, batches, batch, client, item=item, asked=asked)
    return JSONResponse(kept, 201)


@router.delete(
    f"{BATCH}/decisions/{{decision_id}}",
    status_code=204,
    responses={204: {"description": "Taken back."}, **problems_of(*ASKING, 409)},
    summary="Take a decision back",
)
def undo(
    batches: TheBatches,
    batch: TheBatch,
    client: Retailer,
    decision_id: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{22}$", examples=[DECISION["id"]])],
) -> Response:
    """Within seconds and by whoever made it; later a new decision is made, and both are kept."""
    batches.decisions.take_back(batch.id, decision_id, client.key_id)
    return Response(status_code=204)


@router.get(
    f"{BATCH}/decisions",
    response_model=DecisionsOut,
    responses={200: answer("All decisions.", "DECISIONS"), **problems_of(*ASKING)},
    summary="All decisions on a batch",
)
def decisions(batches: TheBatches, batch: TheBatch) -> JSONResponse:
    """Every decision and correction, the oldest first; the latest on a product is what counts."""
    return JSONResponse({"decisions": [as_data(found) for found in batches.decisions.of(batch.id)]})


@router.get(
    f"{BATCH}/review/{{kind}}",
    response_class=Response,
    responses={
        200: {"description": "The table.", "content": {"application/octet-stream": BINARY}},
        **problems_of(*ASKING, 409),
    },
    summary="All decisions as a table",
)
def table(
    batches: TheBatches,
    batch: TheBatch,
    kind: Annotated[str, Path(pattern="^(csv|xlsx)$", examples=["csv"])],
    lang: Annotated[str | None, Query(pattern="^(th|en)$", description="Default: that of the results.")] = None,
) -> Response:
    """A row for every decision, with what the machine said beside it; in `xlsx` all words are those of `lang`."""
    with batches.ledger(batch) as ledger:
        lines = {line.key: line for line in Stock(ledger).lines()}
        make = decisions_csv if kind == "csv" else decisions_xlsx
        decided = batches.decisions.of(batch.id)
        made = make([(found, lines.get(found.key), iso(found.at)) for found in decided], lang or batch.lang)
    headers = {"Content-Disposition": f'attachment; filename="mokcheck-{batch.id[:8]}-decisions.{kind}"'}
    return Response(made, media_type=MEDIA[kind], headers=headers)


@router.get(
    f"{BATCH}/items/{{item}}/letter",
    response_class=Response,
    responses={
        200: {"description": "The letter.", "content": {"text/plain": BINARY, "application/pdf": BINARY}},
        **problems_of(*ASKING, 409),
    },
    summary="A letter to the supplier",
)
def letter_to(
    batches: TheBatches,
    batch: TheBatch,
    item: Item,
    lang: Annotated[str, Query(pattern="^(th|en)$")] = LANGUAGES[0],
    form: Annotated[Literal["text", "pdf"], Query()] = "text",
) -> Response:
    """What could not be confirmed and what to send: this product, and all others of its supplier to be asked about."""
    with batches.ledger(batch) as ledger:
        stock = Stock(ledger)
        mine = line_of(stock, item)
        asked = {k for k, found in batches.decisions.latest(batch.id).items() if found.decision is Choice.ASK_SUPPLIER}
        made = letter(stock, _of_one_supplier(stock, mine, asked), lang)
    if form == "text":
        return Response(made.text(), media_type="text/plain; charset=utf-8")
    name = f"mokcheck-{batch.id[:8]}-letter-{item}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(letter_pdf(made), media_type="application/pdf", headers=headers)


def as_data(decision: Decision) -> dict[str, Any]:
    """A decision as the API shows it."""
    return plain_decision(decision) | {"at": iso(decision.at)}


def _of_one_supplier(stock: Stock, mine: Line, asked: set[str]) -> list[Line]:
    supplier = mine.facts.get("supplier", "")
    if not supplier:
        return [mine]
    lines = (line for line in stock.lines() if line.key == mine.key or line.key in asked)
    return [line for line in lines if line.facts.get("supplier", "") == supplier][:MOST_IN_A_LETTER]


def _keep(
    service: TheService, batches: Batches, batch: Batch, client: Client, *, item: int, asked: DecisionIn
) -> dict[str, Any]:
    with batches.ledger(batch) as ledger:
        stock = Stock(ledger)
        line = line_of(stock, item)
        if asked.corrections and not set(asked.corrections) <= {found["place"] for found in readings(stock, line)}:
            raise HttpBadJson(field="corrections")
    key = service.store.key(client.key_id)
    decision = Decision(
        secrets.token_urlsafe(16),
        batch.id,
        item,
        line.key,
        Choice(asked.decision) if asked.decision else None,
        json.dumps(asked.corrections, ensure_ascii=False, sort_keys=True),
        asked.note,
        str(line.verdict),
        key.name if key else "",
        client.key_id,
        batches.now(),
    )
    batches.decisions.add(decision)
    return as_data(decision)
