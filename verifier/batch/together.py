"""One product: what its photos show, what the manifest's row says of it, and whether the two say the same.

The photos are judged as anywhere else, the row as a product table is. A product agrees only when its photos do, all of
them were looked at, and nothing that its row states is otherwise in the photos. What cannot be compared never counts as
equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from verifier.batch.compared import bars_compared, compared, say
from verifier.batch.gtin import gtins_in
from verifier.batch.jobs import Judge, unpack
from verifier.domain import Claim, Finding, Outcome, Report, Sight, TargetKind, VerdictKind
from verifier.pipeline import Verifier
from verifier.product_table.check import Checked, Checker
from verifier.product_table.row import Row as RowSaid
from verifier.product_table.row import read_row
from verifier.registry.lookup import look_up
from verifier.rules import Case
from verifier.rules.verdict import awaits_challenge

NOTED = frozenset({"stock.received_unreadable"})
"""Troubles of a row that are told and keep nothing from agreeing."""
SHOWN_CODES = 20
"""Payloads of codes kept of one product, and characters of each: a code may hold any text."""
SHOWN_CHARACTERS = 300


def judge_product(verifier: Verifier, job: Judge) -> tuple[dict[str, Any], bool]:
    """The outcome as JSON-safe data, and whether it waits for a second look at the photos.

    Equal input gives an equal outcome. Raises EngineProblem, BadSights.
    """
    sights = [unpack(data) for data in job.sights]
    row = checked = None
    if job.row is not None:
        row = read_row(job.row.cells, job.row.columns, verifier.catalogue)
        checked = _checked(verifier, job, row)
    category = row.category if row else None
    report = verifier.judge(sights, category=category, today=job.day) if sights else None
    own = [*_troubles(job), *(_compared(verifier, job, sights, report, row) if report else [say("stock.no_photo")])]
    kind = combined(report, checked, own)
    findings = _findings(report, checked, own)
    outcome: dict[str, Any] = {
        "verdict": str(kind),
        "photo_verdict": str(report.verdict.kind) if report else None,
        "row_verdict": str(checked.verdict) if checked else None,
        "seen_as": {(True, False): "photo", (False, True): "row", (True, True): "both"}.get(
            (report is not None, checked is not None), "none"
        ),
        "leading": _leading(kind, report, findings),
        "because": _plain(report.verdict.leading, "photo") if report and report.verdict.leading else None,
        "findings": findings,
        "advice": _advice(kind, report, checked),
        "category": category,
        **_shown(report, sights),
        "links": _links(verifier, job, report) if report else [list(link) for link in checked.links] if checked else [],
    }
    return outcome, report is not None and awaits_challenge(report.findings)


def not_judged(reason: str) -> dict[str, Any]:
    """The outcome of a product that could not be judged at all."""
    finding = _plain(say("stock.not_judged", reason=reason), "stock")
    return {
        "verdict": str(VerdictKind.CANNOT_TELL),
        "photo_verdict": None,
        "row_verdict": None,
        "seen_as": "none",
        "leading": 0,
        "because": None,
        "findings": [finding],
        "advice": [],
        "category": None,
        **_shown(None, ()),
        "links": [],
    }


def combined(report: Report | None, checked: Checked | None, own: Sequence[Finding]) -> VerdictKind:
    """The verdict on the product; only photos can make it agree."""
    photo = report.verdict.kind if report else None
    row = checked.verdict if checked else None
    failed = any(finding.outcome is Outcome.FAIL for finding in own)
    if failed or VerdictKind.CONFLICTS in (photo, row):
        return VerdictKind.CONFLICTS
    held = any(finding.outcome is Outcome.UNKNOWN and finding.required for finding in own)
    unclear = checked is not None and bool(checked.problems)
    agrees = photo is VerdictKind.AGREES and not held and not unclear
    return VerdictKind.AGREES if agrees else VerdictKind.CANNOT_TELL


def _checked(verifier: Verifier, job: Judge, row: RowSaid) -> Checked | None:
    """The row judged alone; None where it states nothing that can be."""
    if job.row is None:
        return None
    claim, too_long = row.claim, len(job.row.cells) > len(job.row.columns.header)
    if not (claim.standards or claim.licences or claim.codes or claim.holders or row.problems or too_long):
        return None
    age = verifier.settings.list_max_age_days
    checker = Checker(verifier.registry, verifier.catalogue, job.row.columns, job.day, age)
    return checker.check(job.row.line, job.row.cells)


def _troubles(job: Judge) -> Iterator[Finding]:
    for code, photo, reason in job.troubles:
        outcome = Outcome.WARN if code in NOTED else Outcome.UNKNOWN
        yield say(code, outcome, photo=photo, reason=reason)


def _compared(
    verifier: Verifier, job: Judge, sights: Sequence[Sight], report: Report, row: RowSaid | None
) -> Iterator[Finding]:
    """Where row and photos do not say the same."""
    bars = (gtin for sight in sights for gtin in gtins_in(sight.codes))
    yield from bars_compared((job.facts or {}).get("gtin", ""), bars)
    if row is not None:
        listing = look_up(row.claim, verifier.registry)
        goods = Case(report.claim, report.listing, job.day, verifier.catalogue)
        yield from compared(Case(row.claim, listing, job.day, verifier.catalogue), goods)


# ---- as data --------------------------------------------------------------------------------------------------------


def _advice(kind: VerdictKind, report: Report | None, checked: Checked | None) -> list[str]:
    """The advice of whatever the verdict comes from; that of a stock's own findings follows from their codes.

    What a row lacks asks for nothing where there are photos, which show it.
    """
    if report is not None and report.verdict.kind is kind:
        return list(report.verdict.advice)
    of_row = checked is not None and checked.verdict is kind and (report is None or kind is VerdictKind.CONFLICTS)
    return list(checked.advice) if checked is not None and of_row else []


def _findings(report: Report | None, checked: Checked | None, own: Sequence[Finding]) -> list[dict[str, Any]]:
    """All that is no pass: of the photos, of their comparison with the row, of the row. `by` tells which."""
    found = [] if report is None else [f for f in report.findings if f.outcome is not Outcome.PASS]
    if report is not None and report.verdict.leading in found:
        found.sort(key=lambda finding: finding != report.verdict.leading)
    data = [_plain(finding, "photo") for finding in found] + [_plain(finding, "stock") for finding in own]
    if checked is not None:
        data += [
            {"by": "cell", "code": p.reason, "outcome": "unknown", "required": True, "field": p.field, "cell": p.cell}
            for p in checked.problems
        ]
        telling = (
            (Outcome.FAIL, Outcome.WARN) if report is not None else tuple(Outcome)
        )  # what it lacks, photos may show
        data += [_plain(finding, "row") for finding in checked.findings if finding.outcome in telling]
    return list({repr(finding): finding for finding in data}.values())


def _plain(finding: Finding, by: str) -> dict[str, Any]:
    params = {name: _text(value) if isinstance(value, str) else value for name, value in sorted(finding.params.items())}
    return {
        "by": by,
        "code": finding.code,
        "outcome": str(finding.outcome),
        "required": finding.required,
        "params": params,
    }


def _leading(kind: VerdictKind, report: Report | None, findings: Sequence[dict[str, Any]]) -> int | None:
    """The place of the finding that decides: the first that fails, or the first that is open."""
    if kind is VerdictKind.AGREES:
        return None
    wanted = "fail" if kind is VerdictKind.CONFLICTS else "unknown"
    if kind is VerdictKind.CANNOT_TELL and report and report.verdict.kind is kind and findings:
        return 0
    return next((place for place, finding in enumerate(findings) if finding["outcome"] == wanted), None)


def _shown(report: Report | None, sights: Sequence[Sight]) -> dict[str, Any]:
    """What was read for certain, and the codes."""
    claim = report.claim if report else Claim(photos=0)
    targets = [code.target for code in claim.codes if code.target.kind is TargetKind.OFFICIAL]
    return {
        "marks": sorted({str(mark.kind) for mark in claim.marks}),
        "standards": sorted({str(item.value) for item in claim.standards if item.certain}),
        "licences": sorted({str(item.value) for item in claim.licences if item.certain}),
        "holders": sorted({_text(item.value) for item in claim.holders if item.certain}),
        "codes": sorted({_text(code.payload)[:SHOWN_CHARACTERS] for code in claim.codes})[:SHOWN_CODES],
        "qr": sorted({str(target.qr_id or target.licence) for target in targets}),
        "gtins": sorted({gtin for sight in sights for gtin in gtins_in(sight.codes)}),
        "challenged": claim.challenged,
    }


def _links(verifier: Verifier, job: Judge, report: Report) -> list[list[str]]:
    links = Case(report.claim, report.listing, job.day, verifier.catalogue).links()
    return [[str(link.number), link.rows[0].holder, str(link.rows[0].status)] for link in links]


def _text(value: str) -> str:
    """Fit for UTF-8; a lone surrogate is shown as its escape."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8")
