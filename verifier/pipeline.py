"""The whole story: bytes → photos → regions → readings and codes → claim → listing → findings → verdict → report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from verifier import days, guard
from verifier.domain import Claim, Framing, Listing, Photo, PhotoFacts, RegionKind, Report, Sight
from verifier.errors import BadPhoto, NoPhoto, TooManyPhotos
from verifier.extract.claim import assemble
from verifier.framing import Cut, cut_out, with_surroundings
from verifier.image.decode import open_photo
from verifier.image.quality import problems
from verifier.protocols import Challenger, CodeReader, Detector, LineFinder, LineReader, Registry, SecondLook
from verifier.registry.catalogue import Catalogue
from verifier.registry.lookup import look_up
from verifier.rules import Case, judge
from verifier.rules.rule import Rule
from verifier.rules.verdict import awaits_challenge, conclude
from verifier.settings import Settings


class Clock:
    """Milliseconds spent per stage, summed over the photos of one call."""

    def __init__(self, watch: Callable[[str], None] | None = None) -> None:
        """`watch` is told the name of each stage as it begins."""
        self.spent: dict[str, float] = {}
        self._watch = watch
        self._start = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Adds the time spent inside to stage `name`."""
        if self._watch:
            self._watch(name)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.spent[name] = self.spent.get(name, 0.0) + (time.perf_counter() - start) * 1000

    def read(self) -> dict[str, float]:
        """All stages and their `total`, rounded to a tenth of a millisecond."""
        total = (time.perf_counter() - self._start) * 1000
        return {name: round(ms, 1) for name, ms in (*self.spent.items(), ("total", total))}


@dataclass(frozen=True, slots=True)
class Judge:
    """What follows from what was seen, without any engine: all that is needed to judge stored sights again."""

    registry: Registry | None
    catalogue: Catalogue
    rules: Sequence[Rule]
    settings: Settings
    versions: dict[str, str]

    def judge(
        self,
        sights: Sequence[Sight],
        *,
        category: str | None = None,
        today: date | None = None,
        clock: Clock | None = None,
        listing: Listing | None = None,
        claim: Claim | None = None,
    ) -> Report:
        """The report on the sights of one product, as of `today`; raises EngineProblem where the list cannot be asked.

        `listing`: what a list said of this claim before, in place of asking `registry`. `claim`: what `assemble` made
        of these sights before.
        """
        clock = clock or Clock()
        with clock.stage("judge"):
            claim = claim or assemble(sights)
            if listing is None:
                with guard.engine("registry"):
                    listing = look_up(claim, self.registry)
            day, age = today or days.today(), self.settings.list_max_age_days
            seen = tuple(sight.photo for sight in sights)
            poor = tuple(problem for facts in seen for problem in problems(facts.quality))
            shown = any(sight.readings or sight.codes for sight in sights)
            findings = judge(Case(claim, listing, day, self.catalogue, category, age, poor, shown), self.rules)
            verdict = conclude(findings, poor)
        return Report(verdict, findings, claim, listing, seen, clock.read(), self.versions)


@dataclass(frozen=True, slots=True)
class Verifier:
    """A verifier with its engines in place; made by `build_verifier`, safe to share between threads."""

    detector: Detector
    code_reader: CodeReader
    line_finder: LineFinder
    line_reader: LineReader
    challenger: Challenger
    registry: Registry | None
    catalogue: Catalogue
    rules: Sequence[Rule]
    settings: Settings
    versions: dict[str, str]
    second_look: SecondLook | None = None

    def verify(
        self,
        files: Sequence[bytes | Photo],
        *,
        category: str | None = None,
        today: date | None = None,
        watch: Callable[[str], None] | None = None,
    ) -> Report:
        """Judges the photos of *one product* against the list as of `today`: `examine` without the sights."""
        return self.examine(files, category=category, today=today, watch=watch)[0]

    def examine(
        self,
        files: Sequence[bytes | Photo],
        *,
        category: str | None = None,
        today: date | None = None,
        watch: Callable[[str], None] | None = None,
        framings: Sequence[Framing | None] = (),
    ) -> tuple[Report, tuple[Sight, ...]]:
        """The report on the photos of *one product* as of `today`, and the sights on which it rests.

        `files` are encoded pictures, or what `open_photo` made of them, 1 to `settings.max_photos`; `category` a key of
        the catalogue, when the user named one; `watch` is told the name of each stage as it begins, `decode` once a
        photo. `framings`: for each photo where the product's label is in it, None where all of it is the product's;
        none at all where no photo shows several goods. Raises BadRequest (of it BadFrame), EngineProblem, BadPhoto
        (whose param `photo` tells which).
        """
        if not files:
            raise NoPhoto
        if len(files) > self.settings.max_photos:
            raise TooManyPhotos(f"{len(files)} photos", limit=self.settings.max_photos)
        clock = Clock(watch)
        if len(files) == 1:  # several are decoded one at a time, again for a challenge: decoded photos are large
            files = [self._opened(files[0], 0, clock)]
        framed = framings or [None] * len(files)
        pairs = enumerate(zip(files, framed, strict=True))
        sights = [self.see(data, number, clock, framing) for number, (data, framing) in pairs]
        report = self.judge(sights, category=category, today=today, clock=clock)
        if awaits_challenge(report.findings):
            sights = [self.challenge(data, sight, clock) for data, sight in zip(files, sights, strict=True)]
            report = self.judge(sights, category=category, today=today, clock=clock)
        return report, tuple(sights)

    def see(
        self, data: bytes | Photo, number: int = 0, clock: Clock | None = None, framing: Framing | None = None
    ) -> Sight:
        """Everything that the engines see in one encoded picture, number `number` of its product (from 0).

        With `framing`: in its frame alone. Raises EngineProblem, BadPhoto, BadFrame.
        """
        clock = clock or Clock()
        photo = self._opened(data, number, clock)
        if framing is None:
            return self._look(photo, clock)
        cut = cut_out(photo, framing)
        return cut.outward(self._look(cut.photo, clock))

    def challenge(self, data: bytes | Photo, sight: Sight, clock: Clock | None = None) -> Sight:
        """The sight of an encoded picture after a second look at all that the first had passed over.

        Of one label of several, all that stands round its frame is looked at too. Raises EngineProblem, BadPhoto.
        """
        clock = clock or Clock()
        photo = self._opened(data, 0, clock)
        if sight.photo.framing is None:
            return self._look_again(photo, sight, clock)
        cut = cut_out(photo, sight.photo.framing)
        own = cut.outward(self._look_again(cut.photo, cut.inward(sight), clock))
        looks = [self._look_round(place, own, clock) for place in (cut.wider(), cut.whole_photo()) if place]
        return with_surroundings(own, looks)

    def judge(
        self,
        sights: Sequence[Sight],
        *,
        category: str | None = None,
        today: date | None = None,
        clock: Clock | None = None,
    ) -> Report:
        """What follows from what was seen in the photos of one product: the same report as their pixels gave.

        `category` and `today` as in `verify`. Raises EngineProblem where the list cannot be asked.
        """
        alone = Judge(self.registry, self.catalogue, self.rules, self.settings, self.versions)
        return alone.judge(sights, category=category, today=today, clock=clock)

    def _opened(self, data: bytes | Photo, number: int, clock: Clock) -> Photo:
        """A photo that is not open yet, decoded. Raises BadPhoto, whose param `photo` is `number`."""
        if isinstance(data, Photo):
            return data
        with clock.stage("decode"):
            try:
                return open_photo(data, self.settings)
            except BadPhoto as error:
                error.params["photo"] = number
                raise

    def _look_again(self, photo: Photo, sight: Sight, clock: Clock) -> Sight:
        with clock.stage("challenge"), guard.engine("challenger"):
            return guard.challenged(self.challenger.challenge(photo, sight), sight, photo)

    def _look_round(self, cut: Cut, own: Sight, clock: Clock) -> Sight:
        """All that a cut-out shows, in pixels of the whole photo; the label's own marks are known to stand there."""
        seen = cut.with_marks(self._look(cut.photo, clock), own.marks)
        return cut.in_whole(self._look_again(cut.photo, seen, clock))

    def _look(self, photo: Photo, clock: Clock) -> Sight:
        with clock.stage("detect"), guard.engine("detector"):
            marks = guard.regions(self.detector.detect(photo), RegionKind.MARK, photo)
        with clock.stage("codes"), guard.engine("code_reader"):
            codes = guard.codes(self.code_reader.read(photo, marks), photo)
        with clock.stage("lines"), guard.engine("line_finder"):
            lines = guard.regions(self.line_finder.find(photo, marks, codes), RegionKind.LINE, photo)
        with clock.stage("read"), guard.engine("line_reader"):
            readings = guard.readings(self.line_reader.read(photo, lines), photo)
            if self.second_look is not None:
                readings += guard.readings(self.second_look.look(photo, marks, readings), photo)
        facts = PhotoFacts(photo.sha256, photo.phash, photo.width, photo.height, photo.quality)
        return Sight(marks, codes, readings, facts)
