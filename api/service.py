"""What all routes of one application share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from api.limits import Form, Intake, Pool
from verifier.errors import NoPhoto, UnknownCategory
from verifier.models import Report
from verifier.pipeline import Verifier
from verifier.registry.live import LiveRegistry
from verifier.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """One verifier and the bounds within which it works; `today` tells the day labels are judged as of.

    `live` follows the list's file when the service opened it itself; else the verifier's own list is used.
    """

    engines: Verifier
    live: LiveRegistry | None
    settings: Settings
    pool: Pool
    intake: Intake
    today: Callable[[], date]

    @property
    def verifier(self) -> Verifier:
        """The verifier with the list as of now; take it once for a whole request."""
        return self.engines if self.live is None else replace(self.engines, registry=self.live.current())

    def verify(self, form: Form) -> Report:
        """The report of a form; blocking, to be run in the pool. Raises MokCheckError."""
        return self.verifier.verify(form.photos, category=self.category(form.category), today=self.today())

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


def _service(request: Request) -> Service:
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


TheService = Annotated[Service, Depends(_service)]
