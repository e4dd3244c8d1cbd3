"""Closing a case, and opening it again: a case that is closed is kept and passed on, and no longer worked on."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from verifier.cases.model import Case, Closed
from verifier.cases.work import CaseWork
from verifier.errors import CaseUnfinished


def close(work: CaseWork, case_id: str, revision: int) -> Case:
    """Closes a case as it was seen last; one that is closed stays as it is.

    Raises NoCase, NotOfficer, CaseChanged, CaseUnfinished while a photo has come in part.
    """

    def edit(case: Case, _db: sqlite3.Connection) -> Case:
        work.only_officer(case)
        if case.closed:
            return case
        if not all(upload.whole for product in case.products for upload in work.uploads(case.id, product)):
            raise CaseUnfinished
        return replace(case, closed=Closed(work.at.replace(microsecond=0), work.who.key_id))

    return work.change(case_id, edit, did="close", revision=revision)


def reopen(work: CaseWork, case_id: str, why: str) -> Case:
    """Opens a case again, for a reason that stands in the trail. Raises NoCase, NotOfficer."""

    def edit(case: Case, _db: sqlite3.Connection) -> Case:
        work.only_officer(case)
        return replace(case, closed=None)

    return work.change(case_id, edit, did="reopen", why=why)
