"""What officers do with a case: describe it, add products, bring photos, have them judged, hand it over, hold it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from verifier import days
from verifier.cases.judged import judged_of
from verifier.cases.model import MAX_PRODUCTS, Case, Officer, Original, Place, Product
from verifier.cases.store import CaseStore, Edit, Who
from verifier.cases.traces import traces_of
from verifier.errors import CaseChanged, CaseClosed, CaseFull, CaseHeld, NoCase, NotOfficer, OverAlready, TooManyPhotos
from verifier.evidence.record import read_record


@dataclass(frozen=True, slots=True)
class Upload:
    """How far a photo has come: `received` of its `size` bytes; `whole` when it belongs to the product."""

    sha256: str
    size: int
    received: int
    whole: bool


class CaseWork:
    """The deeds on the cases of a store, for one asker at one moment."""

    def __init__(self, store: CaseStore, who: Who, at: datetime) -> None:
        self.store, self.who, self.at = store, who, at

    def put_case(
        self,
        case_id: str,
        *,
        place: Place,
        inspected: datetime,
        notes: str,
        revision: int | None,
        keep_until: date | None = None,
        keep_days: int = 365,
    ) -> Case:
        """Makes a case, or with the `revision` that was seen last changes one. Raises NoCase, CaseChanged.

        A new case is kept until `keep_until`, or for `keep_days` from the visit, or from today where those are over.
        One that is there is kept until another day only where that is named. Nobody names a day that is over
        (OverAlready), and only the responsible officer lets it go earlier (NotOfficer). Reports are as of the day of
        the visit: with another day they are void.
        """
        today = days.today(self.at)
        over = keep_until is not None and keep_until < today
        if revision is None:
            if over:
                raise OverAlready
            officer = self.who.officer
            team = (officer.key_id,)
            end = keep_until or days.today(inspected) + timedelta(days=keep_days)
            end = end if end >= today else today + timedelta(days=keep_days)
            case = Case(case_id, place, officer, team, inspected, end, notes)
            return self.store.create(case, who=self.who, at=self.at, any_end=keep_until is None)

        def edit(case: Case, _db: sqlite3.Connection) -> Case:
            end = keep_until or case.keep_until
            if over and end != case.keep_until:
                raise OverAlready
            if end < case.keep_until:
                self.only_officer(case)
            changed = replace(case, place=place, inspected=inspected, notes=notes, keep_until=end)
            if days.today(inspected) == days.today(case.inspected):
                return changed
            return replace(changed, products=tuple(replace(one, judged=None) for one in case.products))

        return self.store.change(case_id, edit, who=self.who, at=self.at, revision=revision)

    def put_product(self, case_id: str, product: Product, *, revision: int | None) -> Case:
        """Adds a product, or with the `revision` of the case changes one; its photos stay as they are.

        A product of this id and content may be added twice. Raises NoCase, CaseChanged, CaseFull.
        """

        def edit(case: Case, _db: sqlite3.Connection) -> Case:
            known = case.product(product.id)
            if known is None:
                if len(case.products) >= MAX_PRODUCTS:
                    raise CaseFull(limit=MAX_PRODUCTS)
                return replace(case, products=(*case.products, product))
            same = (known.category, known.frames) == (product.category, product.frames)
            fresh = replace(product, photos=known.photos, judged=known.judged if same else None)
            if revision is None and fresh != known:
                raise CaseChanged(revision=case.revision)
            return _with(case, fresh)

        return self.change(case_id, edit, did="change", part=product.id, revision=revision)

    def remove_product(self, case_id: str, product_id: str, *, revision: int) -> Case:
        """Takes a product out of a case as it was seen last, with its photos. Raises NoCase, CaseChanged, CaseHeld."""

        def edit(case: Case, _db: sqlite3.Connection) -> Case:
            _product(case, product_id)
            _free(case)
            return replace(case, products=tuple(one for one in case.products if one.id != product_id))

        case = self.change(case_id, edit, did="change", part=product_id, revision=revision)
        self.store.files.forget(case_id, product_id)
        return case

    def set_team(self, case_id: str, officer: Officer, members: Sequence[str]) -> Case:
        """Hands a case over to `officer`, or changes who may read it. Raises NoCase, NotOfficer."""

        def edit(case: Case, _db: sqlite3.Connection) -> Case:
            self.only_officer(case)
            return replace(case, officer=officer, team=tuple(sorted({officer.key_id, *members})))

        return self.change(case_id, edit, did="team", part=officer.key_id)

    def hold(self, case_id: str, why: str | None) -> Case:
        """Keeps a case beyond its retention for a reason, or with None lets it go. Only the officer ends a hold."""

        def edit(case: Case, _db: sqlite3.Connection) -> Case:
            if why is None:
                self.only_officer(case)
            return replace(case, held=why)

        return self.change(case_id, edit, did="hold" if why is not None else "release", why=why or "")

    # ---- photos --------------------------------------------------------------------------------------------------

    def put_part(
        self, case_id: str, product_id: str, photo: Original, offset: int, data: bytes, *, most_photos: int
    ) -> Upload:
        """Takes a part of a photo in; the photo belongs to the product as soon as all of it has come.

        The same part may come twice. A photo that another product of the case has is whole at once, whatever came.
        At most `most_photos` photos of a product are there or on their way.
        Raises NoCase, CaseClosed, CaseHeld where a report would go, TooManyPhotos, UploadGap, UploadMismatch.
        """
        with self.store.reading() as db:
            case = self.store.reach(db, case_id, self.who)
        product, files = _product(case, product_id), self.store.files
        if photo in product.photos:
            files.forget(case_id, product_id, photo.sha256)  # of a process that was killed just before it did
            return Upload(photo.sha256, photo.size, photo.size, whole=True)
        if case.closed:
            raise CaseClosed
        if product.judged is not None:
            _free(case)
        if any(photo in other.photos for other in case.products):  # of another product, whose label it shows too
            return self._take(case_id, product_id, photo, most_photos)
        others = {sha256 for sha256, _, _ in files.parts(case_id, product_id)} - {photo.sha256}
        if len(product.photos) + len(others) >= most_photos:
            raise TooManyPhotos(limit=most_photos)
        received = files.add(case_id, product_id, photo, offset, data)
        with self.store.reading() as db:
            if self.store.reach(db, case_id, self.who).closed:  # while the part came in: nothing waits for the rest
                files.forget(case_id, product_id, photo.sha256)
                raise CaseClosed
        if received < photo.size:
            return Upload(photo.sha256, photo.size, received, whole=False)
        return self._take(case_id, product_id, photo, most_photos)

    def _take(self, case_id: str, product_id: str, photo: Original, most_photos: int) -> Upload:
        """Has a photo that is whole belong to the product: come in parts, or another product's of the case already."""
        files = self.store.files

        def edit(case: Case, _db: sqlite3.Connection) -> Case:
            now = _product(case, product_id)
            if photo in now.photos:
                return case
            if len(now.photos) >= most_photos:
                raise TooManyPhotos(limit=most_photos)
            if not any(photo in other.photos for other in case.products):
                files.complete(case_id, product_id, photo)
            return _with(case, replace(now, photos=(*now.photos, photo), judged=None))

        self.change(case_id, edit, did="upload", part=photo.sha256)
        files.forget(case_id, product_id, photo.sha256)
        return Upload(photo.sha256, photo.size, photo.size, whole=True)

    def uploads(self, case_id: str, product: Product) -> list[Upload]:
        """The photos of a product, those first that are whole."""
        known = {photo.sha256 for photo in product.photos}
        coming = self.store.files.parts(case_id, product.id)
        return [
            *(Upload(photo.sha256, photo.size, photo.size, whole=True) for photo in product.photos),
            *(Upload(sha256, size, received, whole=False) for sha256, size, received in coming if sha256 not in known),
        ]

    def remove_photo(self, case_id: str, product_id: str, sha256: str) -> Case:
        """Takes a photo, or what has come of it, out of a product. Raises NoCase, CaseHeld."""

        def edit(case: Case, _db: sqlite3.Connection) -> Case:
            product = _product(case, product_id)
            left = tuple(photo for photo in product.photos if photo.sha256 != sha256)
            if left == product.photos:
                return case
            _free(case)
            frames = tuple(frame for frame in product.frames if frame.sha256 != sha256)
            return _with(case, replace(product, photos=left, judged=None, frames=frames))

        case = self.change(case_id, edit, did="change", part=sha256)
        self.store.files.forget(case_id, product_id, sha256)
        return case

    def originals(self, product: Product) -> tuple[bytes, ...]:
        """The photos of a product as they came. Raises StoreProblem for one that was changed in the store."""
        return tuple(self.store.files.read(photo.sha256) for photo in product.photos)

    def photo(self, case_id: str, product_id: str, sha256: str) -> bytes:
        """One original; that it was seen stands in the trail. Raises NoCase, StoreProblem."""
        case = self.store.read(case_id, who=self.who, at=self.at, part=sha256)
        if sha256 not in {photo.sha256 for photo in _product(case, product_id).photos}:
            raise NoCase
        return self.store.files.read(sha256)

    # ---- judging -------------------------------------------------------------------------------------------------

    def judged(self, case_id: str, product: Product, record: bytes) -> Case:
        """Keeps the record of what was found in a product's photos, unless they have changed meanwhile (CaseChanged).

        Raises NoCase, CaseHeld where another report would go, BadEvidence.
        """
        read = read_record(record)

        def edit(case: Case, db: sqlite3.Connection) -> Case:
            now = _product(case, product.id)
            if [photo.sha256 for photo in now.photos] != [part.sha256 for part in read.photos]:
                return case
            if [now.framing(photo.sha256) for photo in now.photos] != [sight.photo.framing for sight in read.sights]:
                return case
            if now.judged is not None:
                _free(case)
            judged = judged_of(self.store.files.write(record), read)
            db.execute("DELETE FROM traces WHERE id = ? AND product = ?", (case.id, product.id))
            rows = [(case.id, product.id, trace.kind, trace.value) for trace in traces_of(read)]
            db.executemany("INSERT INTO traces VALUES (?, ?, ?, ?)", rows)
            return _with(case, replace(now, judged=judged))

        return self.change(case_id, edit, did="judge", part=product.id)

    def change(self, case_id: str, edit: Edit, **deed: Any) -> Case:
        """As `CaseStore.change`, by this asker and now."""
        return self.store.change(case_id, edit, who=self.who, at=self.at, **deed)

    def only_officer(self, case: Case) -> None:
        """Raises NotOfficer where another is responsible for a case."""
        if not self.who.operator and case.officer.key_id != self.who.key_id:
            raise NotOfficer


def _with(case: Case, product: Product) -> Case:
    return replace(case, products=tuple(product if one.id == product.id else one for one in case.products))


def _product(case: Case, product_id: str) -> Product:
    product = case.product(product_id)
    if product is None:
        raise NoCase
    return product


def _free(case: Case) -> None:
    if case.held:
        raise CaseHeld
