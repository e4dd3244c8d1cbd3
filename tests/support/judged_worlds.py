"""Worlds to judge: claims, lists and days drawn at random, and fair ones of which more than half agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.support.cases import (
    CARRYING,
    DAY,
    HOLDER,
    LOOKALIKE,
    OTHER_FIRM,
    QR,
    TODAY,
    catalogue,
    claim,
    code,
    firm,
    mark,
    number,
    statement,
)
from tests.support.cases import case as judged_case
from tests.support.cases import row as listed_row
from tests.support.cases import standard as printed
from verifier.domain import Claim, Finding, Licence, LicenceStatus, StatementKind, VerdictKind
from verifier.rules import Case, judge
from verifier.rules.verdict import conclude

FIELDS = ("marks", "standards", "licences", "holders", "codes")
STANDARDS = (
    *("2879-2560", "2879-2558", "62368 เล่ม 1-2563", "934-2558", "92-2536"),
    *("2424-2565", "2461-2565", "17025-2561", "9123-2560"),
)
LICENCES = (
    *("ท7014-4/2879", "ท7014-9/2879", "ท8821-57/2879", "ส7014-4/2879", "ท5555-66/934"),
    *("ส66-77/92", "ท9001-88/1040", "น31-41/62368"),
)
PAYLOADS = (
    *(QR + "320108935", QR + "888000111", QR + "1", CARRYING + "ท7014-4/2879", CARRYING + "น31-41/62368"),
    *("https://lin.ee/x", "https://www.tisi.go.th/", LOOKALIKE),
)
IN_LATIN = "Sample Energy Co., Ltd."
FIRMS = (HOLDER, OTHER_FIRM, IN_LATIN, "บริษัท ตัวอย่างพลังงานไทย จำกัด", "บริษัท ตัวอยางพลังงาน จำกัด")


@dataclass(frozen=True)
class World:
    """A claim, a list and what else a case is made of."""

    claim: Claim
    rows: tuple[Licence, ...]
    covers: tuple[str, ...]
    listed: date | None
    category: str | None

    def case(self) -> Case:
        return judged_case(self.claim, self.rows, covers=self.covers, listed=self.listed, category=self.category)

    def findings(self) -> tuple[Finding, ...]:
        return judge(self.case())

    def verdict(self) -> VerdictKind:
        return conclude(self.findings()).kind

    def with_(self, **items: Any) -> World:
        more = {field: (*getattr(self.claim, field), items[field]) for field in items}
        return replace(self, claim=replace(self.claim, **more))


def _placed(make: Callable[..., Any], *choices: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """At most three items of one sort; labels 0 and 1 lie in the first photo, 2 in the second."""
    label = st.sampled_from([0, 0, 0, 1, 2])
    item = st.builds(lambda at, *chosen: make(*chosen, label=at, photo=at // 2), label, *choices)
    return st.lists(item, max_size=3).map(tuple)


CLAIMS = st.builds(
    Claim,
    _placed(mark, st.sampled_from(["compulsory", "voluntary", "community"]), st.sampled_from([0.3, 0.6, 0.97])),
    _placed(printed, st.sampled_from(STANDARDS), st.booleans()),
    _placed(number, st.sampled_from(LICENCES), st.booleans()),
    _placed(firm, st.sampled_from(FIRMS), st.booleans()),
    _placed(code, st.sampled_from(PAYLOADS)),
    st.just(2),
    challenged=st.sampled_from([True, True, True, False]),
)
STATEMENTS = st.builds(
    statement,
    st.sampled_from(sorted(StatementKind)),
    st.sampled_from(["", "2879-2560", *FIRMS, "Shenzhen Bright Technology", "นายสมชาย ใจดี"]),
    line=st.integers(0, 9),
)
HONEST = st.builds(
    lambda extra: Claim(  # type: ignore[misc]
        *((*getattr(claim(), f), *getattr(extra, f)[:1]) for f in FIELDS), photos=2, challenged=True
    ),
    st.one_of(st.just(Claim()), CLAIMS),
)
DAYS = st.sampled_from([None, TODAY - 60 * DAY, TODAY - DAY, TODAY, TODAY + DAY])
ROWS = st.builds(
    lambda licence, edition, state, holder, qr_id, first, last, latin: listed_row(
        licence,
        edition,
        status=state,
        holder=holder,
        qr_id=qr_id,
        suspended_from=first,
        suspended_to=last,
        holder_en=latin,
    ),
    st.sampled_from(LICENCES),
    st.sampled_from(STANDARDS[:7]),
    st.sampled_from(LicenceStatus),
    st.sampled_from(FIRMS),
    st.sampled_from([None, "320108935", "888000111"]),
    DAYS,
    DAYS,
    st.sampled_from([None, IN_LATIN, "Tuayang Phalangngan Co., Ltd."]),
)
LISTS = st.one_of(
    st.just((listed_row(),)),
    st.builds(lambda more: (listed_row(), *more), st.lists(ROWS, max_size=2)),
    st.lists(ROWS, max_size=4).map(tuple),
)
WORLDS = st.builds(
    World,
    st.one_of(HONEST, CLAIMS),
    LISTS,
    st.sampled_from([("all",), ("all",), (), ("2879",), ("2879-2560", "934")]),
    st.one_of(st.just(TODAY - DAY), DAYS),
    st.sampled_from([None, None, *(c.key for c in catalogue().categories)]),
)


@dataclass(frozen=True)
class Goods:
    """What honest goods show and what is listed of them: standard, licence, mark, and the kind that people name."""

    standard: str
    licence: str
    mark: str
    category: str | None


GOODS = (
    Goods("2879-2560", "ท7014-4/2879", "compulsory", "power_bank"),
    Goods("62368 เล่ม 1-2563", "น31-41/62368", "compulsory", "charger"),
    Goods("166-2549", "ท31-41/166", "compulsory", "plug"),
    Goods("934-2558", "ท5555-66/934", "compulsory", "fan"),
    Goods("2424-2565", "ส12-34/2424", "voluntary", "mask"),
    Goods("92-2536", "ส66-77/92", "voluntary", None),
)
QR_ID = "320108935"
LEADS = ("licence", "id", "carried", "name")
"""The ways in which a label leads to its licence: printed, by the id in a code, in a code, by standard and firm."""
STATES: tuple[dict[str, Any], ...] = (
    {},
    {"issued": TODAY - DAY},
    {"suspended_from": TODAY + DAY},
    {"status": LicenceStatus.SUSPENDED, "suspended_from": TODAY - 30 * DAY, "suspended_to": TODAY - DAY},
)
"""Ways in which a licence is in force today."""
HARMLESS_CODES = ("https://lin.ee/x", "https://www.example.com/manual", "8850000000012")


def fair(
    goods: Goods, leads: frozenset[str], state: dict[str, Any], photos: int, sellers: list[str], codes: list[str],
    doubt: bool, said: bool, named: bool, age: int,
) -> World:  # fmt: skip
    """A label of licensed goods on which nothing is wrong, and a list of some days ago that has its licence.

    `doubt`: its number was also read another way, without certainty; `said`: it says who holds the licence.
    """
    own = listed_row(goods.licence, goods.standard, qr_id=QR_ID, **state)
    links = [QR + QR_ID] * ("id" in leads) + [CARRYING + goods.licence] * ("carried" in leads)
    licences = [number(goods.licence)] * ("licence" in leads)
    if doubt and licences:
        licences.append(number(goods.licence.replace("-", "1-", 1), certain=False))
    statements = [statement("licensee", HOLDER)] * said
    seen = claim(
        marks=[mark(goods.mark)],
        standards=[printed(goods.standard)] + [printed(goods.standard, label=1, photo=1)] * (photos > 1),
        licences=licences,
        holders=[firm()] * ("name" in leads),
        codes=[code(payload) for payload in (*links, *codes)],
        statements=statements + [statement("seller", name, line=8 + k) for k, name in enumerate(sellers)],
        photos=photos,
    )
    category = goods.category if named else None
    return World(seen, (own,), ("all",), TODAY - age * DAY, category)


FAIR = st.builds(
    fair,
    st.sampled_from(GOODS),
    st.sets(st.sampled_from(LEADS), min_size=1).map(frozenset),
    st.sampled_from(STATES),
    st.integers(1, 2),
    st.lists(st.sampled_from(FIRMS), max_size=2),
    st.lists(st.sampled_from(HARMLESS_CODES), max_size=2),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.integers(0, 45),
)
"""Worlds of which nearly all agree."""
FAIR_WORLDS = st.sampled_from([FAIR, FAIR, FAIR, WORLDS]).flatmap(lambda worlds: worlds)
"""Worlds of which more than half agree."""
