"""What the routes of cases share: who may ask, how a case is answered, and the end of its days."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any

import anyio.to_thread
from fastapi import Depends, Path

from api.auth import Client, Scope
from api.logs import anonymous
from api.service import Reading, Service, TheService, Verifying
from verifier import days
from verifier.cases.model import UUID_FORM, Case, Officer, Product, to_plain
from verifier.cases.store import CaseStore, Who
from verifier.cases.work import CaseWork, Upload
from verifier.errors import (
    CaseChanged,
    CasesOff,
    HttpKeyNeeded,
    HttpNotAllowed,
    NoColleague,
    NoPhoto,
    StoreProblem,
)
from verifier.evidence.canonical import decode
from verifier.evidence.record import part_of_photo, write_record

LOG = logging.getLogger("mokcheck.cases")
PURGE_EVERY_S = 3600
SERVICE = Who("service", operator=True)
CaseId = Annotated[str, Path(pattern=UUID_FORM, examples=["0f8fad5b-d9cb-469f-a165-70867728950e"])]
ProductId = Annotated[str, Path(pattern=UUID_FORM, examples=["7c9e6679-7425-40de-944b-e07fc1f90ae7"])]
Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="Of the whole photo, hexadecimal.")]


async def _work(service: Service, client: Client) -> CaseWork:
    """The cases, for an inspector. Raises HttpKeyNeeded, HttpNotAllowed, CasesOff."""
    if client.scope is not Scope.INSPECTOR:
        if not client.key_id:
            raise HttpKeyNeeded
        raise HttpNotAllowed(scope=client.scope.value, needs=Scope.INSPECTOR.value)
    if service.cases is None:
        raise CasesOff
    key = await anyio.to_thread.run_sync(service.store.key, client.key_id)
    return CaseWork(service.cases, Who(client.key_id, key.name if key else ""), datetime.now(UTC))


async def _reading(service: TheService, client: Reading) -> CaseWork:
    return await _work(service, client)


async def _judging(service: TheService, client: Verifying) -> CaseWork:
    return await _work(service, client)


Working = Annotated[CaseWork, Depends(_reading)]
Judging = Annotated[CaseWork, Depends(_judging)]


def colleagues(service: Service) -> list[Officer]:
    """Inspectors with a key in use, by name. Blocking."""
    kept = service.store.keys()
    found = (key for key in kept if key.scope == Scope.INSPECTOR.value and key.revoked is None)
    return sorted((Officer(key.id, key.name) for key in found), key=lambda officer: (officer.name, officer.key_id))


def colleague(service: Service, *key_ids: str) -> Officer:
    """The first of these inspectors. Raises NoColleague where one of them has no key in use."""
    known = {officer.key_id: officer for officer in colleagues(service)}
    if any(key_id not in known for key_id in key_ids):
        raise NoColleague
    return known[key_ids[0]]


def case_answer(work: CaseWork, case: Case) -> dict[str, Any]:
    """A case as the API shows it, photos that have come in part among those that are whole."""
    plain: dict[str, Any] = to_plain(case)
    del plain["salt"]
    plain["closed"] = to_plain(case.closed)
    for product, shown in zip(case.products, plain["products"], strict=True):
        shown["frames"] = to_plain(product.frames)
        shown["photos"] = [upload_answer(upload) for upload in work.uploads(case.id, product)]
    return plain


def upload_answer(upload: Upload) -> dict[str, Any]:
    """How far a photo has come."""
    return {
        "sha256": upload.sha256,
        "bytes": upload.size,
        "received": upload.received,
        "whole": upload.whole,
    }


def row_answer(case: Case) -> dict[str, Any]:
    """A case in a list."""
    plain = {**to_plain(case), "closed": to_plain(case.closed)}
    names = ("id", "revision", "place", "officer", "inspected", "keep_until", "held", "closed")
    verdicts = Counter(product.judged.verdict for product in case.products if product.judged)
    return {**{name: plain[name] for name in names}, "products": len(case.products), "verdicts": dict(verdicts)}


def judge(service: Service, work: CaseWork, case: Case, product: Product) -> dict[str, Any]:
    """Has a product judged and keeps the record; the report. Blocking, to be run in the pool.

    It is judged as of the day of the visit, or the list's own where that is later, as `rejudge` does.

    It counts nowhere: what inspectors find is in no metric and no list of waiting ids. Raises NoPhoto, CaseChanged.
    """
    if not product.photos:
        raise NoPhoto
    registry, originals = service.verifier.registry, work.originals(product)
    listed = None if registry is None else registry.snapshot.date
    day = days.as_of(days.today(case.inspected), listed, service.today())
    framings = [product.framing(photo.sha256) for photo in product.photos]
    report, sights = service.verifier.examine(originals, category=product.category, today=day, framings=framings)
    record = write_record(
        report,
        sights,
        [part_of_photo(data) for data in originals],
        day=day,
        judged=work.at,
        category=product.category,
        list_max_age_days=service.settings.list_max_age_days,
    )
    kept = work.judged(case.id, product, record)
    now = kept.product(product.id)
    same = (now.photos, now.frames) == (product.photos, product.frames) if now else False
    if not same or days.today(kept.inspected) != days.today(case.inspected):
        raise CaseChanged(revision=kept.revision)
    found: dict[str, Any] = decode(record)["report"]
    return found


async def purge(store: CaseStore) -> None:
    """Deletes cases whose days are over, when the service starts and every hour."""
    while True:
        try:
            await asyncio.to_thread(lambda: store.purge(who=SERVICE, at=datetime.now(UTC)))
        except StoreProblem as error:
            LOG.error("store", extra={"fields": {"accident": anonymous(error)}})
        await asyncio.sleep(PURGE_EVERY_S)


def in_thread(work: Callable[[], Any]) -> Awaitable[Any]:
    """What a store answers, without holding up others."""
    return anyio.to_thread.run_sync(work)
