"""The forms of the review of a batch: the queue, one product, decisions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.answers import Form
from api.schemas.batches import Verdict
from verifier.report.form import Index

ChoiceName = Literal["agrees", "conflicts", "ask_supplier"]
Text = Annotated[str, Field(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""No control characters, which no cell of a workbook can hold."""


class QueuedOut(Form):
    """One product that waits for a person, or had one."""

    item: Annotated[int, Field(gt=0)]
    name: str
    supplier: str
    verdict: Verdict
    decision: ChoiceName | None


class GroupOut(Form):
    """Products with one reason; `message` is that of the first."""

    code: str
    message: dict[str, str]
    items: list[QueuedOut]


class QueueOut(Form):
    """What does not agree. `left_out` products come when some of these are decided."""

    total: Index
    decided: Index
    left_out: Index
    groups: list[GroupOut]


class DecisionIn(BaseModel):
    """A decision, a correction, or both. `corrections`: what is read instead, by the reading's `place`."""

    model_config = ConfigDict(extra="forbid")
    decision: ChoiceName | None = None
    corrections: Annotated[dict[Annotated[str, Field(max_length=40)], Text], Field(max_length=60)] = {}
    note: Text = ""


class DecisionOut(Form):
    """A decision with who made it and when. `verdict` is the machine's, which it does not change."""

    id: str
    item: Annotated[int, Field(gt=0)]
    key: str
    decision: ChoiceName | None
    corrections: dict[str, str]
    note: str
    verdict: str
    who: str
    who_id: str
    at: str


class DecisionsOut(Form):
    """All decisions on a batch, the oldest first."""

    decisions: list[DecisionOut]


class ReadingOut(Form):
    """Something read or seen; `quad` in pixels of the upright photo of that `picture`."""

    place: str
    kind: str
    text: str
    value: str | None
    certain: bool | None
    picture: Index
    quad: list[list[float]]


class PictureOut(Form):
    """A photo of the product; sizes of the upright photo, null where it was not looked at."""

    number: Index
    file: str
    width: int | None
    height: int | None


class ProductOut(BaseModel):
    """One product as an item of the batch, with all that a person needs to decide."""

    model_config = ConfigDict(extra="allow")
    item: Annotated[int, Field(gt=0)]
    name: str
    verdict: Verdict
    reasons: dict[str, list[str]]
    hints: dict[str, list[str]]
    product: dict[str, str]
    findings: list[dict[str, Any]]
    pictures: list[PictureOut]
    readings: list[ReadingOut]
    decisions: list[DecisionOut]
