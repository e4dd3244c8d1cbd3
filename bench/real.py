"""`python -m bench real [--quick] [--alone] [--from=FOLDER] [--licensees=FILE.json] [--json=OUT.json]`.

All sets of real photos in one table: marks, kinds, standard numbers (accepted, read, wrong), firms, codes, and
coverage: with a list that knows the codes of the photos (`real_photos.coverage`), how many genuine ones agree and what
keeps the others back. Numbers stand beside those of RapidOCR off the shelf at 1,600 px, in the same run (`--alone`
leaves it out), by set, by size of mark (print under it is about a sixth as high) and by sticker. FOLDER holds folders
with a `truth.json` each; default: `../shared/data`, of which `photos` and `goods` are taken. FILE.json tells firms as a
person reads them, by the name of a photo, where the truth does not (`licensee`). The photos only measure.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import cv2

from bench.real_photos.coverage import AGREES, causes, held_by, list_of, listed, outcome
from bench.real_photos.off_the_shelf import OffTheShelf
from bench.tables.markdown import share, table
from bench.tables.photos import FOLDER
from verifier import days
from verifier.build import build_verifier
from verifier.domain import Report
from verifier.errors import MokCheckError
from verifier.evaluation.evaluate import BANDS, Hit, Score, score
from verifier.evaluation.truth import Truth, load_truth
from verifier.names.parse import normal

SETS = ("photos", "goods")
QUICK = 8
"""Of how many photos the quick mode takes one."""


@dataclass(frozen=True, slots=True)
class Shot:
    """What became of one photo.

    `read`: whether the number printed is among those read, accepted or not; `firm`: whether the firm that a person
    reads was accepted, wrong where another was accepted in its place; `covered`: `agrees`, or what leads an answer that
    does not, where the list knows the photo's code; `held`: all that keeps it back; `shelf`: RapidOCR's number.
    """

    set: str
    score: Score
    read: bool = False
    firm: Hit | None = None
    firms: tuple[str, ...] = ()
    covered: str | None = None
    held: tuple[str, ...] = ()
    shelf: Hit | None = None


def main(options: list[str]) -> int:
    """Prints the tables; 0: figures are reported here and held by tests. Skipped where there are no photos."""
    cv2.setNumThreads(1)
    given = {name: value for name, _, value in (option.partition("=") for option in options)}
    sets = sets_in(given.get("--from"))
    if not sets:
        print("Not measured: there are no photos with a truth.json.")
        return 0
    shelf = None if "--alone" in given else OffTheShelf()
    firms = json.loads(Path(given["--licensees"]).read_text("utf-8")) if given.get("--licensees") else {}
    every = QUICK if "--quick" in given else 1
    shots = [s for folder in sets for s in shots_of(folder, days.today(), shelf, firms, every)]
    print(f"{len(shots)} photos, {days.today()}; shares in per cent with 95 % intervals\n")
    for text in (numbers_table(shots), seen_table(shots), coverage_table(shots)):
        print(text + "\n")
    for line in missed(shots):
        print(line)
    if given.get("--json"):
        rows = [{**asdict(shot), "file": shot.score.file} for shot in shots]
        Path(given["--json"]).write_text(json.dumps(rows, ensure_ascii=False, indent=1, default=str), "utf-8")
    return 0


def sets_in(folder: str | None) -> list[Path]:
    """The folders with a truth.json in `folder`; those of SETS beside the repository where none is named."""
    if folder:
        return sorted(path.parent for path in Path(folder).glob("*/truth.json"))
    return [FOLDER / name for name in SETS if (FOLDER / name / "truth.json").is_file()]


def shots_of(
    folder: Path, day: date, shelf: OffTheShelf | None, firms: Mapping[str, str], every: int = 1
) -> Iterator[Shot]:
    """Every photo of a set, or each `every`th, verified against the list that knows its code."""
    truths = load_truth(folder)[::every]
    truths = [replace(truth, licensee=firms.get(truth.file, truth.licensee)) for truth in truths]
    verifier = replace(build_verifier(), registry=list_of(truths, day))
    for truth in truths:
        data = (folder / truth.file).read_bytes()
        asked = bool(truth.standards) and not truth.weak
        by_shelf = shelf.standard(data, truth) if shelf and asked else None
        try:
            report = verifier.verify([data], category=truth.category, today=day)
        except MokCheckError as error:
            covered = str(error.code) if listed(truth) else None
            yield Shot(folder.name, score(truth, None, error.code), covered=covered, shelf=by_shelf)
            continue
        yield Shot(
            folder.name,
            score(truth, report),
            read=any(seen.value in truth.standards for seen in report.claim.standards),
            firm=_firm(report, truth),
            firms=tuple(f"{h.value}{'' if h.certain else ' ?'}" for h in report.claim.holders),
            covered=outcome(report) if listed(truth) else None,
            held=held_by(report),
            shelf=by_shelf,
        )


def _firm(report: Report, truth: Truth) -> Hit | None:
    if truth.licensee is None:
        return None
    accepted = [normal(h.value) for h in report.claim.holders if h.certain]
    if normal(truth.licensee) in accepted:
        return Hit.RIGHT
    return Hit.WRONG if accepted else Hit.ABSTAINED if report.claim.holders else Hit.MISSED


def numbers_table(shots: Sequence[Shot]) -> str:
    """Standard numbers that a person reads: by set, by size of mark, by sticker."""
    asked = [shot for shot in shots if shot.score.standard is not None]
    parts: list[tuple[str, list[Shot]]] = [("all", asked)]
    parts += [(f"set {name}", [s for s in asked if s.set == name]) for name in dict.fromkeys(s.set for s in asked)]
    parts += [
        (f"mark {name}", [s for s in asked if low <= (s.score.mark_size or 0) < high]) for name, low, high in BANDS
    ]
    rows = [
        (
            name,
            len(part),
            share(_count(part, Hit.RIGHT), len(part)),
            sum(shot.read for shot in part),
            _count(part, Hit.WRONG),
            *_shelf(part),
            by_sticker(part),
        )
        for name, part in parts
        if part
    ]
    heads = ("standard number", "n", "accepted", "read", "wrong", "RapidOCR reads", "wrong", "accepted, by sticker")
    return table(heads, rows)


def _count(shots: Sequence[Shot], hit: Hit) -> int:
    return sum(shot.score.standard is hit for shot in shots)


def _shelf(shots: Sequence[Shot]) -> tuple[object, object]:
    hits = Counter(shot.shelf for shot in shots if shot.shelf is not None)
    return (share(hits[Hit.RIGHT], hits.total()), hits[Hit.WRONG]) if hits else ("-", "-")


def by_sticker(shots: Sequence[Shot]) -> str:
    """Accepted, each sticker counted as the share of its photos; photos without a known code are one each."""
    of: dict[str, list[bool]] = {}
    for shot in shots:
        of.setdefault(shot.score.sticker or shot.score.file, []).append(shot.score.standard is Hit.RIGHT)
    means = [sum(rights) / len(rights) for rights in of.values()]
    return f"{100 * sum(means) / len(means):.1f} of {len(means)}" if means else "-"


def seen_table(shots: Sequence[Shot]) -> str:
    """Marks, their kinds, codes and firms, by set."""
    names = list(dict.fromkeys(shot.set for shot in shots))

    def cell(part: Sequence[Shot], of: Callable[[Shot], Hit | None]) -> str:
        hits = [hit for shot in part if (hit := of(shot)) is not None]
        wrong = hits.count(Hit.WRONG)
        return f"{hits.count(Hit.RIGHT)} of {len(hits)}" + (f", {wrong} wrong" if wrong else "")

    def marks(low: float, high: float) -> Callable[[Shot], Hit | None]:
        return lambda shot: shot.score.mark if low <= (shot.score.mark_size or -1) < high else None

    asked: list[tuple[str, Callable[[Shot], Hit | None]]] = [
        (f"marks found, {name}", marks(low, high)) for name, low, high in BANDS
    ]
    asked += [("kind right, where found", lambda s: s.score.kind), ("codes", lambda s: s.score.qr)]
    asked += [("firm accepted, where a person noted it", lambda s: s.firm)]
    sets = [[shot for shot in shots if shot.set == name] for name in names]
    rows: list[tuple[object, ...]] = [(what, *(cell(part, of) for part in sets)) for what, of in asked]
    rows.append(("false marks, on photos without", *(_false(part) for part in sets)))
    firms = ((sum(any(not firm.endswith(" ?") for firm in s.firms) for s in part), len(part)) for part in sets)
    rows.append(("photos with an accepted firm", *(f"{n} of {of}" for n, of in firms)))
    return table(("what", *names), rows)


def _false(shots: Sequence[Shot]) -> str:
    unmarked = [shot.score.false_marks for shot in shots if shot.score.false_marks is not None]
    return f"{sum(unmarked)} on {len(unmarked)}"


def coverage_table(shots: Sequence[Shot]) -> str:
    """Genuine photos whose code the list knows: how many agree, and what keeps the others back."""
    rows: list[tuple[object, ...]] = []
    for name in dict.fromkeys(shot.set for shot in shots):
        found = [shot.covered for shot in shots if shot.set == name and shot.covered is not None]
        rows.append(
            (f"{name}: agrees", f"{found.count(AGREES)} of {len(found)}", share(found.count(AGREES), len(found)))
        )
        rows += [(f"{name}: {said}", count, "") for said, count in causes(found)]
    return table(("coverage: the list knows the code", "photos", "share"), rows)


def missed(shots: Sequence[Shot]) -> Iterator[str]:
    """Every photo whose number was not accepted or that does not agree, with what was said."""
    for shot in shots:
        one = shot.score
        if one.standard not in (None, Hit.RIGHT) or shot.covered not in (None, AGREES):
            said = ", ".join(one.said.get("standards", ())) or "no number"
            held = f"; held by {', '.join(shot.held)}" if shot.covered not in (None, AGREES) else ""
            shelf = f"; RapidOCR: {shot.shelf}" if shot.shelf else ""
            print_of = f"mark {one.mark_size:.0f} px" if one.mark_size else "no place of the mark known"
            yield f"{shot.set}/{one.file} ({print_of}): number {one.standard or 'not asked'} ({said}){shelf}{held}"
