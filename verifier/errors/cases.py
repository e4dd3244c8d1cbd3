"""What can be wrong with cases of spot checks."""

from __future__ import annotations

from verifier.errors.requests import BadRequest


class CasesOff(BadRequest):
    """The operator has not switched cases on (`MOKCHECK_CASES_PATH`)."""

    code, status, exit_code = "case.off", 404, 78


class NoCase(BadRequest):
    """There is no such case, product or photo, or the asker is not of the team."""

    code, status, exit_code = "case.not_found", 404, 65


class CaseChanged(BadRequest):
    """Somebody else has changed the case since the revision that a change is based on."""

    code, status, exit_code = "case.changed", 409, 65


class CaseClosed(BadRequest):
    """The case is closed: until its officer opens it again, only how long it is kept may change."""

    code, status, exit_code = "case.closed", 409, 65


class CaseUnfinished(BadRequest):
    """A photo of the case has come in part only: it cannot be closed yet."""

    code, status, exit_code = "case.unfinished", 409, 65


class CaseHeld(BadRequest):
    """A legal hold keeps the case, its products, photos and reports from being deleted."""

    code, status, exit_code = "case.held", 409, 65


class CaseFull(BadRequest):
    """A case has as many products as one may have."""

    code, status, exit_code = "case.full", 422, 65


class CaseTooLarge(BadRequest):
    """A case has too many photos, or too large ones, for one file."""

    code, status, exit_code = "case.too_large", 422, 65


class OverAlready(BadRequest):
    """The last day that is named for a case is over: it would be deleted within the hour."""

    code, status, exit_code = "case.over", 422, 65


class NotOfficer(BadRequest):
    """Only the officer who is responsible for a case may do that."""

    code, status, exit_code = "case.not_officer", 403, 65


class NoColleague(BadRequest):
    """A member named for a team has no key of scope `inspector` that is in use."""

    code, status, exit_code = "case.no_colleague", 422, 65


class NotJudged(BadRequest):
    """The photos of a product, as they are now, were not judged yet."""

    code, status, exit_code = "case.not_judged", 409, 65


class UploadGap(BadRequest):
    """A part of a photo came before the bytes that belong in front of it."""

    code, status, exit_code = "case.upload_gap", 409, 65


class UploadMismatch(BadRequest):
    """The bytes of a photo are not of the size or the hash that was announced."""

    code, status, exit_code = "case.upload_mismatch", 422, 65
