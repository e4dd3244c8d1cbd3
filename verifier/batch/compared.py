"""Where a row of the manifest and the photos of its product do not say the same.

What the row states must be found on the goods, or lead where they lead. What cannot be compared never counts as equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verifier.batch.gtin import shown
from verifier.domain import Claim, Finding, Outcome, Param, ReachedBy, SeenCode
from verifier.domain.evidence import Evidence
from verifier.names.match import likeness
from verifier.numbers import LicenceNumber, StandardNumber
from verifier.rules import Case


def say(code: str, outcome: Outcome = Outcome.UNKNOWN, **params: Param) -> Finding:
    """A finding on a product of a stock. Its words are in `messages.stock`."""
    return Finding(code, outcome, (), params, required=outcome is not Outcome.WARN)


def bars_compared(wanted: str, bars: Iterable[str]) -> Iterator[Finding]:
    """Whether the photos show a bar code, and not the row's; both as 14 figures."""
    found = sorted(set(bars))
    if wanted and found and wanted not in found:
        yield say("stock.other_barcode", row=shown(wanted), photo=", ".join(map(shown, found)))


def compared(row: Case, goods: Case) -> Iterator[Finding]:
    """Where what the row states is otherwise on the goods."""
    yield from _standards(row.claim, goods)
    yield from _licences(row.claim, goods)
    yield from _holders(row.claim, goods)
    yield from _codes(row, goods)


def _standards(row: Claim, goods: Case) -> Iterator[Finding]:
    stated = [item.value for item in row.standards]
    printed = [item.value for _, item in goods.products()]
    if not stated or not printed:
        return
    missing = [standard for standard in stated if not any(_same(standard, other) for other in printed)]
    if missing:
        outcome = Outcome.FAIL if len(missing) == len(stated) else Outcome.UNKNOWN
        yield say("stock.other_standard", outcome, row=_join(missing), photo=_join(printed))


def _same(stated: StandardNumber, printed: StandardNumber) -> bool:
    return stated == printed or (stated.year is None and stated == printed.without_year())


def _licences(row: Claim, goods: Case) -> Iterator[Finding]:
    stated = [item.value for item in row.licences]
    numbers = _numbers(goods)
    missing = [number for number in stated if number not in numbers]
    if missing and numbers:
        sure = len(missing) == len(stated) and _sure(goods)
        yield _other_licence(missing, numbers, sure=sure)


def _holders(row: Claim, goods: Case) -> Iterator[Finding]:
    """A firm in the row that is none of the licence's holder's names; where no licence is reached, none in print."""
    stated = [item.value for item in row.holders]
    led = dict.fromkeys(licence.names for link in goods.links() for licence in link.rows)
    known = list(led) or [(holder.value,) for holder in goods.claim.holders if holder.certain]
    names = [name for firm in known for name in firm]
    missing = [firm for firm in stated if not any(likeness(firm, name) == 1 for name in names)]
    if missing and known:
        firms = [f"{first} ({', '.join(more)})" if more else first for first, *more in known]
        yield say("stock.other_holder", row=_firms(missing), photo=_firms(firms))


def _codes(row: Case, goods: Case) -> Iterator[Finding]:
    """Official codes of the row that are not on the goods.

    A code names a licence, or an id that the list ties to one: where one does this and one does that, or the goods show
    no code, the licences are compared; where the list does not know the id, nothing can be.
    """
    seen = goods.official_codes()
    led = [_leads(goods, place, code) for place, code in seen]
    for place, code in row.official_codes():
        if any(_named(code) == _named(other) for _, other in seen):
            continue
        alike = [other for _, other in seen if (other.target.qr_id is None) == (code.target.qr_id is None)]
        leads = _leads(row, place, code)
        if alike or (seen and leads and all(led) and not leads & set().union(*led)):
            photo = _join(_named(other) for _, other in seen)
            yield say("stock.other_code", Outcome.FAIL, row=_named(code), photo=photo)
        elif numbers := _numbers(goods):
            if not leads:
                yield say("stock.code_not_compared", row=_named(code))
            elif not leads & numbers:
                yield _other_licence(sorted(leads, key=str), numbers, sure=_sure(goods))


def _leads(case: Case, place: Evidence, code: SeenCode) -> set[LicenceNumber]:
    """The licences that a code names, or that the list ties its id to beyond doubt."""
    if code.target.licence is not None:
        return {code.target.licence}
    tied = [m for m in case.listing.matches if m.evidence == place and m.by is ReachedBy.QR and not case.shared(m)]
    return {match.licence.number for match in tied}


def _named(code: SeenCode) -> str:
    return str(code.target.qr_id or code.target.licence)


def _numbers(goods: Case) -> set[LicenceNumber]:
    """The licences that the goods show or lead to."""
    return {number.value for number in goods.numbers()} | {link.number for link in goods.links()}


def _sure(goods: Case) -> bool:
    return not any(goods.suspect(number) for number in goods.numbers())


def _other_licence(row: Iterable[object], goods: Iterable[object], *, sure: bool) -> Finding:
    outcome = Outcome.FAIL if sure else Outcome.UNKNOWN
    return say("stock.other_licence", outcome, row=_join(row), photo=_join(sorted(map(str, goods))))


def _firms(names: Iterable[str]) -> str:
    """Names of firms, which hold commas themselves."""
    return " / ".join(dict.fromkeys(names))


def _join(values: Iterable[object]) -> str:
    return ", ".join(dict.fromkeys(map(str, values)))
