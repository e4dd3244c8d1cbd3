"""The whole story of one event: taken once, joined with its set, fetched, judged, answered, forgotten.

Threats held here: an event that LINE delivers again, or that somebody replays; one person who takes all the time there
is; work without end; an accident whose text quotes a photo. Nothing of a person is written anywhere: what is remembered
(ids of events, what was seen in the last photos, the language) is in memory, bounded, for minutes.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import anyio.to_thread

from api.auth import Scope
from api.limits import Form
from api.line import texts
from api.line.card import OFFERED, card, doubt_of
from api.line.channel import Channel, Message
from api.line.deliver import Answers
from api.line.events import Chosen, Event, Other, PhotoSent, TextSent, Unsent
from api.line.gather import Gathering, Product
from api.line.memory import Remembered
from api.page.lookup import looked_up
from api.service import Service
from verifier.domain import Report, Sight, Snapshot, VerdictKind
from verifier.errors import BadNumber, BadPhoto, Busy, HttpBodyTooLarge, TooManyPhotos
from verifier.messages.line import words
from verifier.report.plain import LANGUAGES

LOG = logging.getLogger("mokcheck.line")
REMEMBER_S, ANSWER_S = 3_600.0, 3_000.0
"""How long an event is known to have been taken, and how old one may be to be taken at all: LINE's clock may differ."""
MOST_EVENTS = 50_000
SET_WAIT_S = 8.0
ANEW_S = 600.0
MOST_ANEW = 200
MOST_LANGUAGES = 10_000
MOST_TASKS = 1_000


@dataclass(frozen=True, slots=True)
class Anew:
    """What is needed to judge a product anew: what was seen in its photos, never the photos."""

    token: str
    sights: tuple[Sight, ...]
    goods: str | None
    missing: tuple[int, int] | None


class Bot:
    """Answers events of one channel with one service. `clock` tells seconds since 1970."""

    def __init__(
        self,
        service: Service,
        channel: Channel,
        *,
        clock: Callable[[], float] = time.time,
        set_wait_s: float = SET_WAIT_S,
    ) -> None:
        self.service, self.channel = service, channel
        self._clock = clock
        self._answered: Remembered[bool] = Remembered(REMEMBER_S, MOST_EVENTS, clock)
        self._anew: Remembered[Anew] = Remembered(ANEW_S, MOST_ANEW, clock)
        self._languages: Remembered[str] = Remembered(REMEMBER_S, MOST_LANGUAGES, clock)
        most = service.settings.max_photos
        self._sets = Gathering(self._judge, self._came_late, set_wait_s, most, clock)
        self._answers = Answers(channel, self._lang)
        self._slots = asyncio.Semaphore(service.pool.workers)
        self._verifying = 0
        self._pepper = secrets.token_bytes(16)
        catalogue = service.engines.catalogue
        self._offered = tuple(one for key in OFFERED if (one := catalogue.category(key)) is not None)

    # ---- taking -----------------------------------------------------------------------------------------------------

    def take(self, events: Sequence[Event]) -> None:
        """Takes the events of one delivery, each once. Raises Busy when there is no room: LINE delivers again then."""
        for event in events:
            if self._answered.get(event.id):
                continue
            if self._clock() - event.sent_s > ANSWER_S:
                LOG.info("too old", extra={"fields": {"seconds": round(self._clock() - event.sent_s)}})
                continue
            if len(self._answers) + len(self._sets) >= MOST_TASKS:
                raise Busy(retry_after=60)
            self._answered.put(event.id, True)
            self._begin(event)

    def _begin(self, event: Event) -> None:
        if isinstance(event, PhotoSent):
            self._sets.add(event)
        elif isinstance(event, TextSent):
            self._answers.begin(event, lambda: self._text(event))
        elif isinstance(event, Chosen):
            self._answers.begin(event, lambda: self._chosen(event))
        elif isinstance(event, Unsent):
            self._sets.drop(event.user, event.message)
            self._anew.forget(event.user)
        elif isinstance(event, Other):
            self._answers.begin(event, lambda: self._help(event, not_understood=not event.welcome), push=False)

    def sweep(self) -> None:
        """Forgets what is over."""
        for memory in (self._answered, self._anew, self._languages):
            memory.sweep()
        self._sets.sweep()

    async def finish(self) -> None:
        """Answers what was taken, within `answer_timeout_s`, and no longer waits for the rest of sets."""
        self._sets.close_all()
        await self._answers.finish(self.service.settings.answer_timeout_s)

    # ---- photos -----------------------------------------------------------------------------------------------------

    def _judge(self, product: Product) -> None:
        self._answers.begin(product.last, lambda: self._verified(product))

    def _came_late(self, event: PhotoSent) -> None:
        self._answers.begin(event, lambda: self._said(texts.text_message(words("late", self._lang(event)))), push=False)

    async def _verified(self, product: Product) -> Message:
        """The card for the photos of one product. Raises MokCheckError."""
        event, settings = product.last, self.service.settings
        await self._rate(event, "verifications")
        if max(len(product.photos), product.total) > settings.max_photos:
            raise TooManyPhotos(limit=settings.max_photos)
        if self._verifying >= settings.jobs:
            raise Busy(retry_after=60)
        self._verifying += 1
        try:
            async with self._slots:
                form = Form(await self._fetched(product.photos), None, self._lang(event))
                report, sights = await self.service.pool.run(lambda: self.service.examine(form))
        finally:
            self._verifying -= 1
        came = len(product.photos)
        missing = (came, product.total) if product.total > came else None
        anew = Anew(secrets.token_hex(6), sights, None, missing)
        self._anew.put(event.user, anew)
        LOG.info("judged", extra={"fields": {"photos": came, "verdict": str(report.verdict.kind)}})
        return self._card(event, report, anew)

    async def _fetched(self, names: Sequence[str]) -> tuple[bytes, ...]:
        """The photos of one product, together no larger than a body may be. Raises HttpBodyTooLarge, BadPhoto."""
        photos: list[bytes] = []
        limit = self.service.settings.max_body_bytes
        for number, name in enumerate(names):
            try:
                photos.append(await self.channel.content(name))
            except BadPhoto as error:
                error.params["photo"] = number
                raise
            if sum(map(len, photos)) > limit:
                raise HttpBodyTooLarge(limit=limit)
        return tuple(photos)

    async def _again(self, event: Event, anew: Anew) -> Message:
        """The card of a product that was judged before, judged by what was seen then. Raises MokCheckError."""
        await self._rate(event, "reads")
        async with self._slots:
            report = await self.service.pool.run(
                lambda: self.service.verifier.judge(anew.sights, category=anew.goods, today=self.service.today())
            )
        self._anew.put(event.user, anew)
        return self._card(event, report, anew)

    def _card(self, event: Event, report: Report, anew: Anew) -> Message:
        settled = report.verdict.kind is VerdictKind.CONFLICTS
        return card(
            report,
            self._lang(event),
            token=anew.token,
            today=self.service.today(),
            goods=self.service.engines.catalogue.category(anew.goods) if anew.goods else None,
            offered=() if settled else self._offered,
            missing=anew.missing,
            doubt=self._doubt(report.listing.snapshot),
        )

    # ---- words ------------------------------------------------------------------------------------------------------

    async def _text(self, event: TextSent) -> Message:
        """A language, what the goods of the last photos are, or something to look up; help for everything else."""
        asked = texts.asked_language(event.text)
        if asked:
            self._languages.put(event.user, asked)
        kept = self._anew.get(event.user)
        if asked:
            return await (self._again(event, kept) if kept else self._help(event))
        goods = self.service.engines.catalogue.category(event.text)
        if goods and kept:
            return await self._again(event, replace(kept, goods=goods.key))
        await self._rate(event, "reads")
        try:
            found = await anyio.to_thread.run_sync(self._looked_up, event)
        except BadNumber:
            found = None
        if found is None and (lang := texts.written_language(event.text)):
            self._languages.put(event.user, lang)  # a name of goods or of a firm tells nothing of who wrote it
        return found or await self._help(event)

    def _looked_up(self, event: TextSent) -> Message | None:
        """What is known of a number, a link, a firm or goods; blocking. Raises BadNumber, ListProblem."""
        registry = self.service.verifier.registry
        found = looked_up(event.text.strip(), registry, self.service.engines.catalogue)
        if "nothing" in found:
            return None
        return texts.lookup_text(found, self._lang(event), self._doubt(self._snapshot()))

    async def _chosen(self, event: Chosen) -> Message:
        """A quick reply of the person's last card; of an older one only the language counts."""
        lang, goods = event.fields.get("lang"), event.fields.get("goods")
        if lang in LANGUAGES:
            self._languages.put(event.user, lang)
        kept = self._anew.get(event.user)
        if kept is None or kept.token != event.fields.get("of"):
            return texts.text_message(words("over", self._lang(event)))
        named = self.service.engines.catalogue.category(goods) if goods else None
        return await self._again(event, replace(kept, goods=named.key) if named else kept)

    async def _help(self, event: Event, *, not_understood: bool = False) -> Message:
        limit = self.service.settings.max_photos
        snapshot = await anyio.to_thread.run_sync(self._snapshot)
        return texts.help_text(self._lang(event), limit, self._doubt(snapshot), not_understood=not_understood)

    async def _said(self, message: Message) -> Message:
        return message

    # ---- what all need ----------------------------------------------------------------------------------------------

    async def _rate(self, event: Event, kind: str) -> None:
        """Takes a request out of the person's minute, under a name that is nobody's outside. Raises TooFast."""
        name = hmac.new(self._pepper, event.user.encode(), hashlib.sha256).hexdigest()[:32]
        client = self.service.client(Scope.CONSUMER, f"line:{name}")
        await self.service.rates.take(client, kind, getattr(client.allowance, kind))

    def _lang(self, event: Event) -> str:
        """The language that was asked for or written in before, else that of the words themselves, else Thai."""
        written = texts.written_language(event.text) if isinstance(event, TextSent) else None
        return self._languages.get(event.user) or written or LANGUAGES[0]

    def _snapshot(self) -> Snapshot | None:
        """The list as of now, None without one; blocking. Raises ListProblem."""
        registry = self.service.verifier.registry
        return registry.snapshot if registry else None

    def _doubt(self, snapshot: Snapshot | None) -> str | None:
        return doubt_of(snapshot, self.service.today(), self.service.settings.list_max_age_days)
