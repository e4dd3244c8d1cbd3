"""A case as one zip that others can check: `case.json`, an evidence bundle a judged product, originals of the others.

`case.json` is canonical: the case with the officer's findings, the hashes of all files, and the part of the trail that
is about the case. It is signed as an evidence bundle is, under a type of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from verifier import messages
from verifier.cases.judged import judged_of
from verifier.cases.model import MAX_PRODUCTS, Case, Product, case_from_plain, to_plain
from verifier.cases.store import CaseStore, Who
from verifier.cases.trail import Chain, Entry, parse
from verifier.days import THAILAND
from verifier.domain import VerdictKind
from verifier.errors import BadEvidence, CaseTooLarge, NotJudged
from verifier.evidence.archive import ENVELOPE, REPORT, Flaw, Shape, pack, unpack
from verifier.evidence.bundle import envelope
from verifier.evidence.canonical import decode, encode
from verifier.evidence.check import State, check, headline, state_of
from verifier.evidence.conforms import require_form
from verifier.evidence.envelope import read_envelope, signature_flaws, signer_of
from verifier.evidence.newer import NEWER, newer_form
from verifier.evidence.record import part_of_photo
from verifier.evidence.signing import HEX_KEY, PublicKey, SigningKey
from verifier.evidence.versions import program_version
from verifier.messages.cases import say

CASE = "case.json"
KIND, SCHEMA = "mokcheck case", 1
PAYLOAD_TYPE = "application/vnd.mokcheck.case.v1+json"
MAX_BYTES = 512_000_000
"""Largest export of a whole case, in bytes; products of a larger one are exported one by one."""
KEYS = {"kind", "schema", "exported", "case", "bundles", "files", "trail", "versions"}
_OTHERS = re.compile(r"products/\d{3}\.zip|photos/[0-9a-f]{64}\.(?:jpg|png|webp|avif|heic)")
SHAPE = Shape((CASE, ENVELOPE), _OTHERS, MAX_BYTES, 2 + 7 * MAX_PRODUCTS)


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """What a check of an export found; `state` as that of an evidence bundle."""

    state: State
    flaws: tuple[Flaw, ...]
    doubts: tuple[str, ...]
    case: Case | None
    signer: PublicKey | None

    @property
    def headline(self) -> str:
        """Key of the sentence in `messages.evidence` that says how the check ended."""
        return headline(self.state, self.flaws, self.doubts)


def product_bundle(store: CaseStore, product: Product, key: SigningKey | None) -> bytes:
    """The evidence bundle of a judged product (`mokcheck report verify`). Raises NotJudged, StoreProblem."""
    if product.judged is None:
        raise NotJudged
    record = store.files.read(product.judged.record)
    originals = [store.files.read(photo.sha256) for photo in product.photos]
    entries = {part_of_photo(data).path: data for data in originals}
    return pack({**entries, REPORT: record, ENVELOPE: envelope(record, key)})


def export_case(store: CaseStore, case: Case, *, who: Who, at: datetime, key: SigningKey | None = None) -> bytes:
    """The zip of a case, the same bytes for the same arguments and trail. Raises CaseTooLarge, StoreProblem."""
    files: dict[str, bytes] = {}
    bundles: dict[str, str | None] = {}
    for number, product in enumerate(case.products, 1):
        bundles[product.id] = None
        if product.judged is not None:
            bundles[product.id] = name = f"products/{number:03}.zip"
            files[name] = product_bundle(store, product, key)
        else:
            originals = (store.files.read(photo.sha256) for photo in product.photos)
            files |= {part_of_photo(data).path: data for data in originals}
        if sum(map(len, files.values())) > MAX_BYTES:
            raise CaseTooLarge(f"more than {MAX_BYTES} bytes", limit=MAX_BYTES)
    record = encode(_plain(case, files, bundles, store.trail(case.id, who=who), at))
    signed = envelope(record, key, payload=CASE, payload_type=PAYLOAD_TYPE)
    return pack({CASE: record, ENVELOPE: signed, **files}, SHAPE)


def _plain(
    case: Case, files: Mapping[str, bytes], bundles: Mapping[str, str | None], trail: Chain, at: datetime
) -> dict[str, Any]:
    return {
        **_head(case, at),
        "bundles": dict(bundles),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        "trail": {"entries": [to_plain(entry) for entry in trail.entries], "head": trail.head},
        "versions": {"mokcheck": program_version()},
    }


def _head(case: Case, at: datetime) -> dict[str, Any]:
    """What an export says of itself and of the case, as it is written."""
    return {
        "kind": KIND,
        "schema": SCHEMA,
        "exported": at.astimezone(THAILAND).isoformat(timespec="seconds"),
        "case": {**to_plain(case), "salt": ""},
    }


def sign_case(data: bytes, key: SigningKey) -> bytes:
    """An export signed with another key, best the officer's own, in place of the signature that it had.

    Raises BadEvidence for one that was changed.
    """
    if flaws := check_case(data).flaws:
        raise BadEvidence("; ".join(f"{flaw.part}: {flaw.code}" for flaw in flaws))
    entries = unpack(data, SHAPE).entries
    return pack({**entries, ENVELOPE: envelope(entries[CASE], key, payload=CASE, payload_type=PAYLOAD_TYPE)}, SHAPE)


def check_case(data: bytes, keys: Sequence[PublicKey] = ()) -> CheckedCase:
    """Checks the bytes of an export with public keys alone, the bundles in it too. Never raises for any bytes.

    Raises EngineMissing for a signed export where `cryptography` is not installed.
    """
    opened = unpack(data, SHAPE)
    flaws = list(opened.flaws)
    record, sealed, case = opened.entries.get(CASE, b""), None, None
    if opened.entries or not flaws:  # a zip that holds nothing is readable
        flaws += (Flaw("part.missing", name) for name in SHAPE.texts if name not in opened.entries)
        if ENVELOPE in opened.entries:
            names = {"payload": CASE, "payload_type": PAYLOAD_TYPE}
            sealed, found = read_envelope(opened.entries[ENVELOPE], **names)
            flaws += [*found, *signature_flaws(sealed, record, **names)]
    if record:
        try:
            plain = decode(record)
            case = _case(plain)
            flaws += _parts(plain, case, opened.entries)
            flaws += _trail(plain["trail"], case.id)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            newer = newer_form(record, KIND, SCHEMA)
            flaws.append(Flaw(NEWER, CASE, newer) if newer else Flaw("report.form", CASE, str(error)))
    signer, doubts = signer_of(sealed, keys) if sealed or not flaws else (None, ())
    return CheckedCase(state_of(flaws, doubts), tuple(flaws), doubts, case, signer)


def lines_of(case: Case, lang: str) -> Iterator[str]:
    """What an exported case says, in one language: where, when, who, and of each product both findings."""
    when = messages.moment(case.inspected.astimezone(THAILAND), lang)
    yield f"{case.id}  {case.place.name}  {when}  {case.officer.name} ({case.officer.key_id})"
    for number, product in enumerate(case.products, 1):
        ours = say(f"verdict.{product.judged.verdict}", lang) if product.judged else say("case.unjudged", lang)
        own = f"{say('case.own', lang)}: {say(f'verdict.{product.finding.verdict}', lang)}" if product.finding else ""
        yield f"{number}. {product.name or '–'}  {say('case.ours', lang)}: {ours}  {own}".rstrip()


def _case(plain: Mapping[str, Any]) -> Case:
    """The case of an export. Raises ValueError and others where it is not in the form in which it is written."""
    if (plain["kind"], plain["schema"]) != (KIND, SCHEMA) or set(plain) != KEYS:
        raise ValueError(f"not a {KIND} of version {SCHEMA}")
    require_form(plain["case"], Case, "case")
    case = case_from_plain(plain["case"])
    again = _head(case, datetime.fromisoformat(plain["exported"]))
    if encode(again) != encode({name: plain[name] for name in again}):
        raise ValueError("the case is spelled in another way than it is written")
    if sorted(plain["bundles"]) != sorted(product.id for product in case.products):
        raise ValueError("its bundles are of other products")
    if any(product.finding and product.finding.verdict not in list(VerdictKind) for product in case.products):
        raise ValueError("a finding of the officer is none")
    require_form(plain["versions"], dict[str, str], "versions")
    return case


def _parts(plain: Mapping[str, Any], case: Case, entries: Mapping[str, bytes]) -> Iterator[Flaw]:
    """Files that are missing, changed or too many, and what the case says of a product against its bundle."""
    named: Mapping[str, str] = plain["files"]
    for name, sha256 in named.items():
        if name not in entries:
            yield Flaw("part.missing", name)
        elif hashlib.sha256(entries[name]).hexdigest() != sha256:
            yield Flaw("part.changed", name)
    used = set(SHAPE.texts)
    for product in case.products:
        name = plain["bundles"][product.id]
        if name is not None and name in entries and name not in used:
            yield from _bundle(name, product, entries[name])
            used.add(name)
        elif product.judged is not None or name is not None:
            yield Flaw("part.missing", name or f"product {product.id}")
        else:
            for photo in product.photos:
                found = [path for path in entries if path.startswith(f"photos/{photo.sha256}.")]
                used.update(found)
                if [len(entries[path]) for path in found] != [photo.size]:
                    yield Flaw("part.changed" if found else "part.missing", f"photo {photo.sha256}")
    yield from (Flaw("part.extra", name) for name in entries if name not in used or name not in {*named, *SHAPE.texts})


def _bundle(name: str, product: Product, data: bytes) -> Iterator[Flaw]:
    """What is wrong with the bundle of a product, and where the case says another thing of it."""
    checked = check(data)
    yield from (Flaw(flaw.code, f"{name}/{flaw.part}", flaw.detail) for flaw in checked.flaws)
    if product.judged is None or checked.record_sha256 != product.judged.record:
        yield Flaw("part.changed", name)
    elif checked.record is not None:
        if [part.sha256 for part in checked.record.photos] != [photo.sha256 for photo in product.photos]:
            yield Flaw("part.changed", f"{name}/photos")
        framings = [product.framing(photo.sha256) for photo in product.photos]
        framed = framings == [sight.photo.framing for sight in checked.record.sights]
        if not framed or judged_of(product.judged.record, checked.record) != product.judged:
            yield Flaw("report.does_not_follow", f"product {product.id}")


def _trail(plain: Mapping[str, Any], case_id: str) -> Iterator[Flaw]:
    """Entries that are none of this case, or stand in another order than they were made in."""
    before: Entry | None = None
    for place, told in enumerate(plain["entries"]):
        entry = parse(encode(told))
        if entry.case != case_id or (before is not None and not _follows(entry, before)):
            yield Flaw("trail.broken", f"entry {place}")
        before = entry
    if before is None or set(plain) != {"entries", "head"} or not HEX_KEY.fullmatch(plain["head"]):
        yield Flaw("trail.form", "trail")


def _follows(entry: Entry, before: Entry) -> bool:
    """Whether it is a later entry; of two that were made one after the other the hash must fit as well."""
    fits = entry.before == hashlib.sha256(before.data()).hexdigest()
    return entry.n > before.n + 1 or (entry.n == before.n + 1 and fits)
