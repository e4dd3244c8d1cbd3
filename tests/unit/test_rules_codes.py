"""Rules on codes: what supports, what speaks against, and that every code is accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.support.cases import CARRYING, QR, case, code, mark, number, row
from tests.support.findings import OIL, REVOKED, SECOND, SUSPENDED, A, C, N
from verifier.domain import Licence, LicenceStatus, Outcome, SeenCode, VerdictKind
from verifier.rules import judge
from verifier.rules.verdict import conclude


def of_codes(*codes: SeenCode, rows: Sequence[Licence] = (), **changes: object) -> tuple[dict[str, bool], VerdictKind]:
    """Findings on codes that do not pass, and whether each is required; and the verdict."""
    findings = judge(case(rows=[row(), *rows], codes=list(codes), **changes))
    told = {f.code: f.required for f in findings if f.code.startswith("code.") and f.outcome is not Outcome.PASS}
    return told, conclude(findings).kind


def test_a_code_that_has_nothing_to_do_with_it_is_accounted_for_and_decides_nothing() -> None:
    findings = judge(case(codes=[code("https://lin.ee/abc"), code(), code("8859769700223")]))
    assert [(f.code, f.evidence, f.required) for f in findings if f.outcome is not Outcome.PASS] == [
        ("code.unrelated", ("codes/0", "codes/2"), False)
    ]
    assert conclude(findings).kind is A


def test_codes_that_are_not_tisis_are_told_from_no_codes() -> None:
    ean = replace(code("8859769700223"), symbology="EAN13")
    assert of_codes() == ({"code.none": False}, A)
    assert of_codes(ean) == ({"code.none": False, "code.unrelated": False}, A)
    assert of_codes(code("https://lin.ee/abc"), ean) == ({"code.not_tisi": False, "code.unrelated": False}, A)
    assert of_codes(code("https://lin.ee/abc")) == ({"code.not_tisi": False}, A)
    assert of_codes(code("https://lin.ee/abc"), marks=[])[0] == {"code.unrelated": False}


def test_two_codes_that_both_lead_to_the_licence_are_no_matter_and_one_that_does_not_is() -> None:
    carried = code(f"{CARRYING}ท7014-4/2879")
    assert of_codes(code(), carried) == ({}, A)
    told, verdict = of_codes(code(), code(f"{QR}123456789"))
    assert verdict is N and told["code.several"]
    two = {"rows": [row("ท31-41/166", "166-2549", qr_id="777000222")], "licences": []}
    assert of_codes(code(), code(f"{QR}777000222"), **two)[0]["code.several"], (
        "a licence of another standard does not fit"
    )


@pytest.mark.parametrize("ornament", ["#", "&utm_source=qr", "&d", "&&"])
def test_a_decorated_link_to_a_licence_that_is_not_in_force_conflicts(ornament: str) -> None:
    told, verdict = of_codes(code(), code(f"{QR}999000111{ornament}"), rows=[REVOKED])
    if ornament == "&d":  # a second `d`: which of them counts is the server's affair
        assert (told, verdict) == ({"code.official_other": True, "code.names_bad_status": True}, N)
    else:
        assert (told, verdict) == ({"code.official_other": True, "code.leads_to_bad_status": True}, C)


@pytest.mark.parametrize("status", [LicenceStatus.REVOKED, LicenceStatus.CANCELLED, SUSPENDED])
def test_which_states_are_bad(status: LicenceStatus) -> None:
    listed = replace(REVOKED, status=status)
    assert of_codes(code(f"{QR}999000111#"), rows=[listed])[1] is C
    assert of_codes(code(f"{CARRYING}ท3131-22/2879#"), rows=[listed])[1] is C
    assert of_codes(code(), code("ท3131-22/2879"), rows=[listed]) == (
        {"code.names_bad_status": True, "code.unrelated": False},
        N,
    )


def test_a_decorated_link_to_another_licence_in_force_or_to_its_own_proves_nothing() -> None:
    active = replace(REVOKED, status=LicenceStatus.ACTIVE)
    assert of_codes(code(), code(f"{QR}999000111#"), rows=[active]) == (
        {"code.official_other": True, "code.names_other": True},
        N,
    )
    assert of_codes(code(f"{QR}320108935#")) == ({"code.official_other": True}, N)
    assert of_codes(code(), code(f"{QR}320108935#")) == ({"code.official_other": True}, N)


def test_an_id_that_the_list_ties_to_two_licences_accuses_nobody() -> None:
    twin = replace(REVOKED, number=SECOND.number)
    told, verdict = of_codes(code(f"{QR}999000111#"), rows=[REVOKED, twin])
    assert (told, verdict) == ({"code.official_other": True, "code.names_bad_status": True}, N)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ใบอนุญาต ท7014-4/2879", set()),
        ("License No. T7014-4/2879", set()),
        ("มอก. 2879-2560", set()),
        ("มอก. 2879", set()),
        ("SN 320108935", set()),
        ("ใบอนุญาต ท7014-5/2879", {"code.names_other"}),
        ("ใบอนุญาต น7014-4/2879", {"code.names_other"}),
        ("License No. T7014-5/2879", {"code.names_other"}),
        ("ท7014-4/2879 ท9001-88/1040", {"code.names_other"}),
        ("SN 888000111", {"code.names_other"}),
        ("มอก. 2879-2558", {"code.names_other_standard"}),
        ("TIS 166-2549", {"code.names_other_standard"}),
    ],
)
def test_a_text_that_names_what_the_label_prints_is_neutral_and_any_other_is_not(text: str, told: set[str]) -> None:
    for rows in ([SECOND], [SECOND, OIL]):
        found, verdict = of_codes(code(), code(text), rows=rows)
        assert (set(found) - {"code.unrelated"}, verdict) == (told, N if told else A)
        assert all(found[name] for name in told)


def test_whoever_leaves_the_office_out_names_the_same_licence() -> None:
    label = {"licences": [number("(3)ท7014-4/2879")]}
    for text, named in (("ท7014-4/2879", False), ("(3)ท7014-4/2879", False), ("(5)ท7014-4/2879", True)):
        told = judge(case(rows=[row("(3)ท7014-4/2879", qr_id=None)], codes=[code(text)], **label))
        assert ("code.names_other" in [f.code for f in told]) is named


def test_what_a_code_names_is_held_against_the_print_where_there_is_no_list() -> None:
    assert "code.names_other" in of_codes(code("ท9001-88/1040"), listed=None)[0]
    assert "code.names_other" not in of_codes(code("ท9001-88/1040"), licences=[], listed=None)[0]


@pytest.mark.parametrize(
    "payload",
    [
        "https://brand.example/licence/ท7014-4/2879",
        "https://brand.example/licence/T7014-4/2879",
        "https://brand.example/?qr=320108935",
        "https://line.me/x?n=ท7014-4/2879",
        "https://brand.example/?ref=tisi.go.th",
        "mailto:info@tisi.go.th",
    ],
)
def test_a_foreign_link_that_speaks_of_the_licence_or_of_tisi_keeps_from_agreeing(payload: str) -> None:
    assert of_codes(code(), code(payload)) == ({"code.mentions_official": True}, N)


def test_a_shortened_link_matters_where_tisis_code_belongs_and_was_not_read() -> None:
    short, hidden = "https://bit.ly/3xYz", {"code.not_tisi": False, "code.hidden_target": True}
    assert of_codes(code(short)) == (hidden, N)
    assert of_codes(code(short), code("https://lin.ee/x")) == (hidden, N)
    assert of_codes(code(short), code()) == ({"code.unrelated": False}, A)
    assert of_codes(code(short, label=1)) == ({"code.not_tisi": False}, A)
    assert of_codes(code(short, label=1), marks=[mark(), mark(score=0.49, label=1)]) == ({"code.not_tisi": False}, A)
    assert of_codes(code(short, label=1), marks=[mark(), mark(score=0.5, label=1)])[1] is N


@pytest.mark.parametrize(
    "payload", ["javascript:alert(1)", "%25" * 20_000, "SN " + " ".join(map(str, range(10**7, 10**7 + 33)))]
)
def test_what_hides_more_than_is_looked_through_keeps_from_agreeing_wherever_it_stands(payload: str) -> None:
    assert of_codes(code(payload, label=1), code()) == ({"code.hidden_target": True}, N)
