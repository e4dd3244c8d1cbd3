"""Cases on paper, as PDF/A-3: a case with the form of each judged product, and the figures of a month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from verifier import messages
from verifier.cases.export import product_bundle
from verifier.cases.model import Case, Product
from verifier.cases.store import CaseStore
from verifier.cases.summary import NUMBERS, Figures, Summary, first_day, row_name
from verifier.days import THAILAND
from verifier.errors import CaseTooLarge
from verifier.evidence.check import check
from verifier.evidence.sheet import FORM, form_of
from verifier.evidence.signing import PublicKey, SigningKey
from verifier.evidence.typeset import Source, moment, typeset
from verifier.messages.cases import say
from verifier.settings import Settings

CASE_SHEET: Source = ("verifier.cases", "case.typ")
SUMMARY_SHEET: Source = ("verifier.cases", "summary.typ")
PARTS = (("agrees", "pass"), ("conflicts", "fail"), ("cannot_tell", "unknown"), ("not_judged", "none_"))
SHOWN = ("products", "conflicts", "own_conflicts", "quantity")


def case_pdf(
    store: CaseStore,
    case: Case,
    lang: str,
    *,
    at: datetime,
    key: SigningKey | None = None,
    keys: Sequence[PublicKey] = (),
    settings: Settings | None = None,
    most_photos: int | None = None,
) -> bytes:
    """The PDF of a case, in `th` or `en`: the same bytes for the same arguments.

    Each photo takes a third of a second. Raises CaseTooLarge where products that were judged have more than
    `most_photos` of them, BadEvidence, StoreProblem, BadPhoto, and EngineMissing where typst or a Thai font is not
    installed.
    """
    if most_photos is not None and sum(len(one.photos) for one in case.products if one.judged) > most_photos:
        raise CaseTooLarge(f"more than {most_photos} photos", limit=most_photos)
    files: dict[str, bytes] = {}
    forms: list[dict[str, Any]] = []
    for number, product in enumerate(case.products, 1):
        if product.judged is not None:
            checked = check(product_bundle(store, product, key), keys)
            data, mine = form_of(checked, lang, settings or Settings())
            folder = f"product-{number:03}/"
            files |= {folder + name: content for name, content in mine.items()}
            heading = say("case.report", lang, number=number, name=product.name or "–")
            forms.append({**data, "folder": folder, "attached_as": f"report-{number:03}.json", "heading": heading})
    return typeset((CASE_SHEET, FORM), {**case_data(case, lang, at), "forms": forms}, files, at)


def case_data(case: Case, lang: str, at: datetime) -> dict[str, Any]:
    """What the first pages of a case say."""
    head = ("no", "product", "ours", "own", "amount", "tag")
    return {
        "lang": lang,
        "made": moment(at.astimezone(THAILAND)),
        "title": say("case.title", lang),
        "footer": say("case.footer", lang, case=case.id),
        "rows": list(_rows(case, lang)),
        "products": {
            "title": say("case.products", lang),
            "head": [say(f"case.{name}", lang) for name in head],
            "rows": [_product(number, product, lang) for number, product in enumerate(case.products, 1)],
            "told": [
                {"name": f"{number}. {product.name or '–'}", "lines": lines}
                for number, product in enumerate(case.products, 1)
                if (lines := [text for text in (product.finding and product.finding.words, product.notes) if text])
            ],
        },
        "photos": {
            "title": say("case.photos", lang),
            "lines": [
                {"name": f"{number}. {product.name or '–'} · {photo.size:,} B", "sha256": photo.sha256}
                for number, product in enumerate(case.products, 1)
                for photo in product.photos
            ],
        },
    }


def _rows(case: Case, lang: str) -> Iterator[tuple[str, str]]:
    place = case.place
    kind = say(f"kind.{place.kind}", lang)
    named = place.name.casefold().startswith(kind.casefold())  # แผง 7 says itself that it is a stall
    yield say("case.place", lang), place.name if named else f"{kind} {place.name}"
    for text in (place.address, " ".join(part for part in (place.district, place.province) if part)):
        if text:
            yield "", text
    if place.latitude is not None:
        yield say("case.coordinates", lang), f"{place.latitude:.5f}, {place.longitude:.5f}"
    yield say("case.officer", lang), f"{case.officer.name} ({case.officer.key_id})"
    inspected = case.inspected.astimezone(THAILAND)
    yield say("case.inspected", lang), f"{messages.day(inspected.date(), lang)} {inspected:%H:%M}"
    yield say("case.keep_until", lang), messages.day(case.keep_until, lang)
    if case.held:
        yield say("case.held", lang), case.held
    if case.closed:
        yield say("case.closed", lang), messages.moment(case.closed.at.astimezone(THAILAND), lang)
    if case.notes:
        yield say("case.notes", lang), case.notes


def _product(number: int, product: Product, lang: str) -> list[str]:
    ours = say(f"verdict.{product.judged.verdict}", lang) if product.judged else say("case.unjudged", lang)
    own = say(f"verdict.{product.finding.verdict}", lang) if product.finding else "–"
    amount = " × ".join(str(part) for part in (product.quantity, product.price_thb) if part is not None)
    return [str(number), product.name or "–", ours, own, amount or "–", product.seizure_tag or "–"]


def summary_pdf(summary: Summary, lang: str, *, at: datetime) -> bytes:
    """The PDF of a month, in `th` or `en`. Raises EngineMissing where typst or a Thai font is not installed."""
    return typeset((SUMMARY_SHEET, FORM), summary_data(summary, lang, at), {}, at)


def summary_data(summary: Summary, lang: str, at: datetime) -> dict[str, Any]:
    """What the sheet of a month says."""
    month = messages.month(first_day(summary.month), lang)
    most = max((figures.products for rows in summary.tables.values() for _, figures in rows), default=1)
    return {
        "lang": lang,
        "made": moment(at.astimezone(THAILAND)),
        "title": say("summary.title", lang, month=month),
        "footer": say("summary.footer", lang, month=month),
        "note": say("summary.note", lang),
        "legend": [{"word": say(f"count.{name}", lang), "outcome": outcome} for name, outcome in PARTS],
        "total": [(say(f"count.{name}", lang), f"{getattr(summary.total, name):,}") for name in NUMBERS],
        "tables": [
            {
                "title": say(f"summary.{name}", lang),
                "head": ["", *(say(f"count.{number}", lang) for number in SHOWN)],
                "rows": [_bar(row_name(name, row, lang), figures, most) for row, figures in rows]
                + [{"name": say("summary.total", lang), "parts": [], "numbers": _numbers(summary.total)}],
            }
            for name, rows in summary.tables.items()
        ],
    }


def _bar(name: str, figures: Figures, most: int) -> dict[str, Any]:
    """A row with its bar: lengths as shares of the longest."""
    parts = [
        {"share": getattr(figures, verdict) / most, "outcome": outcome}
        for verdict, outcome in PARTS
        if getattr(figures, verdict)
    ]
    return {"name": name, "parts": parts, "numbers": _numbers(figures)}


def _numbers(figures: Figures) -> list[str]:
    return [f"{getattr(figures, name):,}" for name in SHOWN]
