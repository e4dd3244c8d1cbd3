"""The forms of all other answers: look-ups, jobs, problems, and what operators ask."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from verifier.report.form import Index, LicenceOut, ReportOut, SnapshotOut


class Form(BaseModel):
    """What all forms share: nothing unnamed, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


class LookUpOut(Form):
    """The rows of the list with exactly this licence number (more than one when the list contradicts itself)."""

    number: str
    licences: Annotated[list[LicenceOut], Field(min_length=1)]
    snapshot: SnapshotOut


class LookUpsIn(BaseModel):
    """Licence numbers in any spelling; how many at once depends on the scope of the API key."""

    model_config = ConfigDict(extra="forbid")
    numbers: Annotated[
        list[Annotated[str, Field(max_length=80)]],
        Field(min_length=1, max_length=1000, examples=[["ท7195-54/1040", "(3)ท1021-49/1040"]]),
    ]


class LookedUpOut(Form):
    """One of the numbers asked for, as it was sent in `asked` and in normal form in `number`."""

    asked: str
    number: str | None
    outcome: Literal["listed", "not_listed", "bad_number"]
    licences: list[LicenceOut]


class LookUpsOut(Form):
    """The answers in the order of the question."""

    results: list[LookedUpOut]
    snapshot: SnapshotOut


class ProblemOut(BaseModel):
    """RFC 9457. `type` is `/problems/` + `code`; `title` and `detail` speak the language asked for, `words` both."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    params: dict[str, str | int | float]
    words: dict[str, dict[str, str]]
    request_id: str


class ProblemTypeOut(Form):
    """One problem type; `type` is a path of this service."""

    type: str
    code: str
    status: int
    words: dict[str, dict[str, str]]


class ProblemTypesOut(Form):
    """All problem types."""

    problems: list[ProblemTypeOut]


class ProgressOut(Form):
    """How far a job is: `photo` of `photos` were begun, and the last is in `stage`."""

    photo: Index
    photos: Annotated[int, Field(gt=0)]
    stage: str | None


class JobOut(Form):
    """A verification that is answered later. `report` or `problem` is there at the end, until `expires`."""

    id: str
    state: Literal["queued", "running", "done", "failed"]
    progress: ProgressOut
    created: str
    expires: str | None
    report: ReportOut | None
    problem: ProblemOut | None


class PartOut(Form):
    """One part of the service and whether it can work."""

    ready: bool
    detail: str


class ReadyOut(Form):
    """Whether requests will be answered; `not_ready` names the parts that stand in the way."""

    ready: bool
    not_ready: list[str]
    parts: dict[str, PartOut]


class LiveOut(Form):
    """The process runs."""

    alive: Literal[True]


class VersionOut(Form):
    """What is running: the product, the report's form, the engines and the list."""

    mokcheck: str
    schema_: Annotated[int, Field(alias="schema")]
    versions: dict[str, str]
    list: SnapshotOut | None
