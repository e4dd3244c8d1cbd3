"""What is answered about all cases together: licences that ended, what is shared, figures of a month."""

from __future__ import annotations

from typing import Literal

from api.schemas.answers import Form
from verifier.report.form import Index


class EndedOut(Form):
    """A licence that was in force at the inspection, and is not any more."""

    licence: str
    holder: str
    before: str
    now: str


class ChangeOut(Form):
    """A finding that came (`now`) or went (`now` is null), and what made it: the rules, the list or the day."""

    cause: Literal["rules", "list", "day"]
    code: str
    before: str | None
    now: str | None
    message: dict[str, str]


class AffectedProductOut(Form):
    """A product whose answer is another: as it was given, by the list in use as of that day, and as of today.

    `as_of` is the day that `that_day` is of: `day`, or the list's own where that is later. `unread`: what is kept of
    the product is damaged, so that nobody knows.
    """

    case: str
    product: str
    place: str
    name: str
    day: str
    as_of: str
    then: str
    that_day: str
    today: str
    unread: bool
    ended: list[EndedOut]
    changes: list[ChangeOut]


class AffectedOut(Form):
    """What the list in use changes in so many `cases`, as of the day `on`."""

    on: str
    cases: Index
    affected: list[AffectedProductOut]


class MemberOut(Form):
    """A product that bears a shared thing."""

    case: str
    product: str
    place: str
    name: str


class SharedOut(Form):
    """A thing that several products bear. Counts are over all of them; `hidden` are in cases of other teams.

    `contradicts`: it belongs to one firm and one kind of goods, and is on others; or it is a link that only looks
    official.
    """

    kind: Literal["qr", "licence", "lookalike", "label"]
    value: str
    contradicts: bool
    cases: Index
    products: Index
    shops: Index
    firms: Index
    categories: Index
    licences: Index
    hidden: Index
    members: list[MemberOut]


class LinksOut(Form):
    """What products share, contradictions first."""

    links: list[SharedOut]


class FiguresOut(Form):
    """Counts of products; `own_…` by the officer's finding, `differing` where it is not ours, `seized` with a tag."""

    cases: Index
    products: Index
    agrees: Index
    conflicts: Index
    cannot_tell: Index
    not_judged: Index
    own_agrees: Index
    own_conflicts: Index
    own_cannot_tell: Index
    differing: Index
    quantity: Index
    seized: Index


class SummaryRowOut(FiguresOut):
    """A row of a table."""

    name: str


class SummaryOut(Form):
    """A month; each table adds up to `total` (a case may be in several rows of one)."""

    month: str
    total: FiguresOut
    tables: dict[str, list[SummaryRowOut]]
