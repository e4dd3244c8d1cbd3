"""What all routes of one application share."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any

import anyio.to_thread
from fastapi import Depends, Request

from api.auth import Client, Scope, allowance, bearer, check_key
from api.batches.batches import Batches
from api.batches.open import open_batches
from api.client_ip import Networks, networks, origin
from api.crops import crops
from api.idempotency import Replays
from api.jobs import Jobs
from api.limits import Form, Intake, Pool
from api.metrics import Metrics
from api.page.viewfinder import Viewfinder, open_viewfinder
from api.problems import as_data
from api.rates import Counts, Rates
from api.store import Store
from verifier.cases.open import open_cases
from verifier.cases.store import CaseStore
from verifier.domain import Report, Sight
from verifier.errors import (
    HttpBadKey,
    HttpKeyNeeded,
    HttpNotAllowed,
    MokCheckError,
    NoPhoto,
    StoreProblem,
    UnknownCategory,
)
from verifier.evidence.signing import SigningKey, load_private
from verifier.pipeline import Verifier
from verifier.registry.open import LiveList
from verifier.registry.waiting import WaitingIds, open_waiting
from verifier.report.plain import to_dict
from verifier.settings import Settings

LOG = logging.getLogger("mokcheck.service")


@dataclass(frozen=True, slots=True)
class Service:
    """One verifier and the bounds within which it works; `today` tells the day labels are judged as of.

    `live` follows the list when the service opened it itself; else the verifier's own list is used.
    """

    engines: Verifier
    live: LiveList | None
    settings: Settings
    store: Store
    counts: Counts
    metrics: Metrics
    today: Callable[[], date]
    pool: Pool = field(init=False)
    intake: Intake = field(init=False)
    rates: Rates = field(init=False)
    jobs: Jobs = field(init=False)
    replays: Replays = field(init=False)
    trusted_proxies: Networks = field(init=False)
    metrics_from: Networks = field(init=False)
    waiting: WaitingIds | None = field(init=False)
    batches: Batches | None = field(init=False)
    cases: CaseStore | None = field(init=False)
    cases_key: SigningKey | None = field(init=False)
    viewfinder: Viewfinder | None = field(init=False)

    def __post_init__(self) -> None:
        """Makes the parts that follow from the settings. Raises BadSettings, StoreProblem, BadSigningKey."""
        settings = self.settings
        jobs = Jobs(self.store, pool := Pool(settings), settings, self.report, as_data)
        made = {
            "pool": pool,
            "intake": Intake(settings),
            "rates": Rates(self.counts),
            "jobs": jobs,
            "replays": Replays(self.store, jobs, settings),
            "trusted_proxies": networks(settings.trusted_proxies, "MOKCHECK_TRUSTED_PROXIES"),
            "metrics_from": networks(settings.metrics_from, "MOKCHECK_METRICS_FROM"),
            "waiting": _waiting(settings),
            "batches": open_batches(settings),
            "cases": open_cases(settings, create=True),
            "cases_key": load_private(settings.cases_key_path) if settings.cases_key_path else None,
            "viewfinder": open_viewfinder(settings.viewfinder_path) if settings.viewfinder_path else None,
        }
        for name, part in made.items():
            object.__setattr__(self, name, part)

    @property
    def verifier(self) -> Verifier:
        """The verifier with the list as of now; take it once for a whole request."""
        return self.engines if self.live is None else replace(self.engines, registry=self.live.current())

    def verify(self, form: Form, watch: Callable[[str], None] | None = None) -> Report:
        """The report of a form; blocking, to be run in the pool. Raises MokCheckError."""
        return self.examine(form, watch)[0]

    def examine(self, form: Form, watch: Callable[[str], None] | None = None) -> tuple[Report, tuple[Sight, ...]]:
        """The same with what was seen in each photo."""
        category = self.category(form.category)
        report, sights = self.verifier.examine(form.photos, category=category, today=self.today(), watch=watch)
        self.metrics.verified(report)
        self._count_unknown(report)
        return report, sights

    def _count_unknown(self, report: Report) -> None:
        """Counts the official ids that the list does not know, where the operator wants that; it costs no answer."""
        ids = {str(finding.params["qr_id"]) for finding in report.findings if finding.code == "code.unresolved"}
        if self.waiting is not None and ids:
            try:
                self.waiting.count(ids, self.today())
            except StoreProblem as problem:
                LOG.warning("waiting ids are not counted", extra={"fields": {"problem": problem.code}})

    def report(self, form: Form, watch: Callable[[str], None] | None = None) -> dict[str, Any]:
        """The same as plain data, with cut-outs when the form asks for them."""
        report = self.verify(form, watch)
        data = to_dict(report, form.lang)
        return data | {"crops": crops(report, form, self.settings)} if form.crops else data

    def check(self, form: Form) -> None:
        """What can be said of a form without looking at its pictures. Raises BadRequest."""
        if not form.photos:
            raise NoPhoto
        self.category(form.category)

    def category(self, name: str | None) -> str | None:
        """The catalogue's key for a category in any of its words. Raises UnknownCategory."""
        if name is None:
            return None
        found = self.engines.catalogue.category(name)
        if found is None:
            raise UnknownCategory(category=name[:60])
        return found.key

    def client(self, scope: Scope, name: str, key_id: str = "", team: str = "") -> Client:
        """Somebody of this scope."""
        return Client(name, scope, allowance(scope, self.settings), key_id, team)


def _waiting(settings: Settings) -> WaitingIds | None:
    if settings.waiting_ids is None:
        return None
    waiting = open_waiting(settings.waiting_ids)
    waiting.all()  # a place that cannot be used is told at the start
    return waiting


def _service(request: Request) -> Service:
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


TheService = Annotated[Service, Depends(_service)]


def admits(kind: str) -> Callable[[Request, Service], Awaitable[Client]]:
    """A dependency that tells who asks and takes the request out of their minute; `kind` as in `Allowance`.

    It raises HttpBadKey, HttpKeyNeeded, TooFast. Wrong keys are counted against the address they come from.
    """

    async def admit(request: Request, service: TheService) -> Client:
        peer = request.client.host if request.client else None
        came = origin(peer, request.headers, service.trusted_proxies)
        address = service.client(Scope.ANONYMOUS, f"address:{came.counted_as}")
        problem: MokCheckError | None = None
        client = address
        try:
            if token := bearer(request.headers.get("authorization", "")):
                key = await anyio.to_thread.run_sync(check_key, token, service.store)
                client = service.client(Scope(key.scope), f"key:{key.id}", key.id, key.team)
            elif not service.settings.rate_anonymous:
                problem = HttpKeyNeeded()
        except HttpBadKey as error:
            problem = error
        limit = getattr(client.allowance, kind) or service.settings.rate_consumer
        taken = await service.rates.take(client, kind, limit)
        if problem is not None:
            raise problem
        request.state.headers = taken.headers
        request.state.scope, request.state.key = client.scope.value, client.key_id
        return client

    return admit


async def admits_forms(request: Request, service: TheService) -> None:
    """The same for the page, where a posted form is a verification and everything else is free."""
    if request.method == "POST":
        await admits("verifications")(request, service)


Verifying = Annotated[Client, Depends(admits("verifications"))]
Reading = Annotated[Client, Depends(admits("reads"))]


def may_have_crops(client: Client, form: Form) -> None:
    """Raises HttpNotAllowed when a form asks for more than the client's scope includes."""
    if form.crops and not client.allowance.crops:
        raise HttpNotAllowed(scope=client.scope.value, needs=Scope.INSPECTOR.value)
