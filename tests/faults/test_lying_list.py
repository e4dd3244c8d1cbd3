"""A list that lies: whatever a registry answers, only what the label itself shows leads to a licence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bench.worlds.memory_registry import MemoryRegistry
from tests.support.cases import (
    CARRYING,
    DAY,
    HOLDER,
    OTHER_FIRM,
    TODAY,
    case,
    catalogue,
    claim,
    code,
    firm,
    lic,
    number,
    row,
    std,
)
from tests.support.findings import only
from verifier.domain import Claim, Licence, LicenceStatus, Snapshot, VerdictKind
from verifier.registry.lookup import look_up
from verifier.rules import Case, judge
from verifier.rules.verdict import conclude

SNAPSHOT = Snapshot("lying", TODAY - DAY, frozenset({"all"}), 1)
A, C, N = VerdictKind.AGREES, VerdictKind.CONFLICTS, VerdictKind.CANNOT_TELL


class Lying(MemoryRegistry):
    """A list of one row that gives this row whatever it is asked for, in one of its ways."""

    def __init__(self, way: str, given: Licence) -> None:
        super().__init__([given], SNAPSHOT)
        self._lie = (way, given)

    def __getattribute__(self, name: str) -> Any:
        way, given = object.__getattribute__(self, "__dict__").get("_lie", ("", None))
        return (lambda *asked: [given]) if name == way else super().__getattribute__(name)


def judged(seen: Claim, registry: MemoryRegistry) -> Case:
    return Case(seen, look_up(seen, registry), TODAY, catalogue(), None, 45)


LIES: dict[str, tuple[str, dict[str, object], Licence]] = {
    "another number for a printed one": ("by_licence", {"licences": [number("ท8821-57/2879")]}, row()),
    "another number for one in a link": ("by_licence", {"codes": [code(CARRYING + "ท8821-57/2879")]}, row()),
    "another id for one in a link": ("by_qr_id", {"codes": [code()]}, row(qr_id="888000111")),
    "no id for one in a link": ("by_qr_id", {"codes": [code()]}, row(qr_id=None)),
    "another firm for a name": ("by_holder", {"holders": [firm()]}, row(holder=OTHER_FIRM)),
    "another standard for a name": ("by_holder", {"holders": [firm()]}, row("ท31-41/166", "166-2549")),
    "a neighbour for a printed number": ("neighbours", {"licences": [number("ท7014-9/2879")]}, row()),
}


@pytest.mark.parametrize("name", LIES)
def test_what_the_label_does_not_show_leads_nowhere(name: str) -> None:
    way, shown, given = LIES[name]
    lying = MemoryRegistry([given], SNAPSHOT) if way == "neighbours" else Lying(way, given)
    found = judged(claim(**only(**shown)), lying)
    assert found.links() == []
    assert conclude(judge(found)).kind is not A


@pytest.mark.parametrize("way", ["by_licence", "by_qr_id", "by_holder"])
def test_the_same_answers_lead_to_the_licence_where_the_label_shows_it(way: str) -> None:
    """Else the test before this could not fail."""
    shown = {
        "by_licence": {"licences": [number()]},
        "by_qr_id": {"codes": [code()]},
        "by_holder": {"holders": [firm()]},
    }
    found = judged(claim(**only(**shown[way])), Lying(way, row()))
    assert [link.number for link in found.links()] == [lic("ท7014-4/2879")]
    assert conclude(judge(found)).kind is A


CONTRADICTING: dict[str, Callable[[Licence], Licence]] = {
    "another holder": lambda one: replace(one, holder=OTHER_FIRM),
    "another holder, and revoked": lambda one: replace(one, holder=OTHER_FIRM, status=LicenceStatus.REVOKED),
    "another id, and revoked": lambda one: replace(one, qr_id="888000111", status=LicenceStatus.REVOKED),
    "another standard": lambda one: replace(one, standard=std("166-2549")),
    "revoked": lambda one: replace(one, status=LicenceStatus.REVOKED),
    "of a state that the list does not tell": lambda one: replace(one, status=LicenceStatus.UNSTATED),
}


@pytest.mark.parametrize(
    "shown",
    [{"licences": [number()]}, {"codes": [code()]}, {"holders": [firm()]}, {}],
    ids=["number", "code", "name", "all"],
)
@pytest.mark.parametrize("other", CONTRADICTING)
def test_two_rows_of_one_licence_that_contradict_each_other_lead_to_nothing(
    other: str, shown: dict[str, object]
) -> None:
    rows = [row(), CONTRADICTING[other](row())]
    for listed in (rows, rows[::-1]):
        found = case(rows=listed, **(only(**shown) if shown else {}))
        verdict = conclude(judge(found))
        assert "list.contradicts" in {finding.code for finding in judge(found)}
        assert verdict.kind is N


def test_two_rows_of_one_licence_that_say_the_same_are_one() -> None:
    again = replace(row(), qr_id=None, trade_mark="ตราอื่น")
    assert conclude(judge(case(rows=[row(), again]))).kind is A


@pytest.mark.parametrize("name", [HOLDER, OTHER_FIRM])
def test_neither_of_two_holders_of_one_licence_is_believed(name: str) -> None:
    rows = [row(), replace(row(), holder=OTHER_FIRM)]
    assert conclude(judge(case(rows=rows, holders=[firm(name)]))).kind is N
    assert conclude(judge(case(rows=rows, **only(holders=[firm(name)])))).kind is not A


RIVALS = (
    ("ABC ELECTRIC CO., LTD.", "ABG ELECTRIC CO., LTD."),
    ("ABC ELECTRIC CO., LTD.", "A8C ELECTRIC CO., LTD."),
    ("MODERN LIGHT CO., LTD.", "NODERN LIGHT CO., LTD."),
    ("POWERPLUS CO., LTD.", "FOWERPLUS CO., LTD."),
    ("JUPITER CO., LTD.", "TUPITER CO., LTD."),
    ("QUALITY CO., LTD.", "0UALITY CO., LTD."),
    ("VISION CO., LTD.", "UISION CO., LTD."),
)


@pytest.mark.parametrize(("name", "rival"), RIVALS)
def test_a_latin_name_that_readers_take_for_another_firms_leads_nowhere_while_both_are_listed(
    name: str, rival: str
) -> None:
    own = row(holder_en=name)
    other = row("ท8821-57/2879", qr_id=None, holder="บริษัท อื่นโดยสิ้นเชิง จำกัด", holder_en=rival)
    seen = only(holders=[firm(name, text=f"Imported by {name}")])
    alone, both = case(rows=[own], **seen), case(rows=[own, other], **seen)
    assert conclude(judge(alone)).kind is A
    assert both.listing.ambiguous_holders and conclude(judge(both)).kind is N
