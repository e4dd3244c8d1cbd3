"""The forms of batches of stock: where one stands, and its products."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.answers import Form, ProblemOut
from verifier.report.form import Index

Verdict = Literal["agrees", "conflicts", "cannot_tell"]


class BatchProgressOut(Form):
    """How far a batch is. A product is judged when all its photos were looked at or set aside."""

    photos: Index
    photos_looked_at: Index
    photos_set_aside: Index
    photos_missing: Index
    products: Index
    products_judged: Index


class BatchListOut(Form):
    """The list of licences that products are judged by."""

    id: str
    date: str


class BatchOut(Form):
    """A batch. `results` are paths by kind when it is done, `problem` says why it failed; gone after `expires`."""

    id: str
    name: str
    state: Literal["queued", "running", "done", "failed"]
    created: str
    expires: str | None
    bytes: Index
    progress: BatchProgressOut
    verdicts: dict[Verdict, int]
    day: str | None
    list: BatchListOut | None
    items: str
    results: dict[Literal["csv", "jsonl", "xlsx", "html"], str]
    problem: ProblemOut | None


class BatchesOut(Form):
    """The batches of a key, the newest first."""

    batches: list[BatchOut]


class BatchItemOut(BaseModel):
    """One product: a line of the JSON Lines result, with `item`, by which it is asked for."""

    model_config = ConfigDict(extra="allow")
    item: Annotated[int, Field(gt=0)]
    verdict: Verdict
    product: dict[str, str]
    findings: list[dict[str, Any]]
    photos: list[dict[str, str | None]]


class BatchItemsOut(Form):
    """A page of products; `next` is the path of the next one, null at the end of what is judged so far."""

    items: list[BatchItemOut]
    next: str | None
