import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.schemas.report import report_schema
from tests.support.fakes import (
    HOLDER,
    LINE,
    MARK,
    NUMBER,
    QR_LINK,
    SNAPSHOT,
    STANDARD,
    licence,
    make_verifier,
    photo_bytes,
)
from tests.support.reports import read_report
from verifier.domain import (
    Claim,
    Evidence,
    Finding,
    Listing,
    MarkFault,
    MarkKind,
    MarkLikeness,
    Match,
    NearMiss,
    Outcome,
    PhotoFacts,
    Quality,
    ReachedBy,
    Report,
    SeenCode,
    SeenHolder,
    SeenLicence,
    SeenMark,
    SeenStandard,
    Target,
    TargetKind,
    Verdict,
    VerdictKind,
)
from verifier.domain.geometry import Quad
from verifier.report.plain import to_dict

ROOT = Path(__file__).resolve().parents[2]
LEADING = Finding("licence.revoked", Outcome.FAIL, (Evidence("licences", 0),), {"licence": "ท7014-4/2879"})


LIKENESS = MarkLikeness(Quad.of_box(0, 0, 30, 40), True, (MarkFault.RING_BROKEN, MarkFault.PART_ADDED))


def full_report() -> Report:
    """A report in which every field of every type is filled."""
    row = licence(issued=date(2017, 1, 2), trade_mark="ตรา", factory="โรงงาน", licence_type="ทำ")
    return Report(
        Verdict(VerdictKind.CONFLICTS, LEADING, ("report_to_tisi",)),
        (Finding("mark.found", Outcome.PASS, (Evidence("marks", 0),)), LEADING),
        Claim(
            (
                SeenMark(MarkKind.COMPULSORY, 0, 0, MARK, 0.981234567, LIKENESS),
                SeenMark(MarkKind.COMMUNITY, 0, 0, MARK, 0.9),
            ),
            (SeenStandard(STANDARD, "มอก. 2879-2560", 0, 0, LINE, 0.99, True, ("a", "b")),),
            (SeenLicence(NUMBER, "ท7014-4/2879", 0, 0, LINE, 0.98, False),),
            (SeenHolder(HOLDER, HOLDER, 0, 0, LINE, 0.9, True, ("a",)),),
            (SeenCode(QR_LINK, "QRCode", Target(TargetKind.OFFICIAL, "320108935", NUMBER), 0, 1, MARK),),
        ),
        Listing(
            (Match(row, ReachedBy.LICENCE, Evidence("licences", 0)), Match(row, ReachedBy.QR, Evidence("codes", 0))),
            (NearMiss(row, replace(NUMBER, seq=7011), 1, Evidence("licences", 0)),),
            replace(SNAPSHOT, covers=frozenset({"2879-2560", "1040"})),
            (Evidence("holders", 0),),
        ),
        (PhotoFacts("a" * 64, "0" * 16, 4000, 3000, Quality(100.0, 120.0, 200.0, 0.01)),),
        {"decode": 41.0, "total": 130.0},
        {"reader": "r/1", "detector": "d/1"},
    )


def test_the_form_is_the_contract():
    data = to_dict(full_report())
    assert data["schema"] == 1
    assert data["verdict"] == "conflicts"
    finding = data["findings"][1]
    assert (finding["code"], finding["outcome"], finding["evidence"]) == ("licence.revoked", "fail", ["licences/0"])
    assert finding["message"]["th"] != finding["message"]["en"]
    assert data["leading"] == 1
    place = {"photo": 0, "label": 0, "quad": [list(c) for c in MARK.corners]}
    likeness = {"clear": True, "faults": ["ring_broken", "part_added"], "mirrored": False, "squeeze": 0.75}
    assert data["claim"]["marks"] == [
        {"kind": "compulsory", **place, "score": 0.9812, "likeness": likeness},
        {"kind": "community", **place, "score": 0.9, "likeness": None},
    ]
    standard, number, code = data["claim"]["standards"][0], data["claim"]["licences"][0], data["claim"]["codes"][0]
    assert (standard["value"], standard["text"], standard["confidence"]) == ("2879-2560", "มอก. 2879-2560", 0.99)
    assert (standard["certain"], standard["readers"], number["certain"]) == (True, ["a", "b"], False)
    assert (code["payload"], code["symbology"], code["target"], code["qr_id"], code["licence"], code["label"]) == (
        QR_LINK,
        "QRCode",
        "official",
        "320108935",
        "ท7014-4/2879",
        1,
    )
    match = data["listing"]["licence"]
    assert (match["licence"], match["standard"], match["holder"], match["status"], match["by"]) == (
        "ท7014-4/2879",
        "2879-2560",
        HOLDER,
        "active",
        "licence",
    )
    assert match["issued"] == "2017-01-02"
    assert [m["by"] for m in data["listing"]["matches"]] == ["licence", "qr"]
    assert data["listing"]["near"][0]["read"] == "ท7011-4/2879"
    assert data["listing"]["snapshot"] == {
        "id": "fake",
        "date": "2026-11-01",
        "covers": "1040; 2879-2560",
        "rows": 1,
        "source": "made up",
        "sample": False,
    }
    assert data["advice"] == ["report_to_tisi"]
    assert data["advice_text"][0]["code"] == "report_to_tisi"
    assert data["photos"][0]["quality"] == {"sharpness": 100.0, "brightness": 120.0, "contrast": 200.0, "glare": 0.01}
    assert data["timings_ms"] == {"decode": 41.0, "total": 130.0}
    assert list(data["versions"]) == ["detector", "reader"]


def test_a_list_that_covers_all_says_so():
    report = replace(full_report(), listing=Listing(snapshot=SNAPSHOT))
    assert to_dict(report)["listing"]["snapshot"]["covers"] == "all"
    assert to_dict(report)["listing"]["licence"] is None


def test_an_asked_language_adds_a_summary_and_changes_nothing_else():
    plain, thai, english = (to_dict(full_report(), lang) for lang in (None, "th", "en"))
    assert "summary" not in plain
    assert thai.pop("summary").startswith(plain["verdict_text"]["th"])
    assert english.pop("summary").startswith(plain["verdict_text"]["en"])
    assert (thai.pop("lang"), english.pop("lang")) == ("th", "en")
    assert plain == thai == english


@pytest.mark.parametrize("lang", [None, "th", "en"])
def test_a_report_of_the_pipeline_validates_against_the_schema(lang):
    report = make_verifier().verify([photo_bytes(), photo_bytes(1)])
    text = json.dumps(to_dict(report, lang), ensure_ascii=False, allow_nan=False)
    read_report(text)


def test_the_full_report_validates_and_an_unknown_key_does_not():
    data = to_dict(full_report())
    read_report(json.dumps(data, allow_nan=False))


@pytest.mark.parametrize("wrong", [{"unheard": 1}, {"verdict": "genuine"}, {"photos": []}, {"lang": "de"}])
def test_what_is_not_in_the_form_is_no_report(wrong):
    with pytest.raises(ValueError, match=r"unheard|genuine|\[\]|de"):
        read_report(json.dumps(to_dict(full_report()) | wrong))


def test_bytes_of_a_code_that_are_no_text_stay_visible_and_encodable():
    claim = Claim(codes=(SeenCode("bad\udcff\x00", "QRCode", Target(TargetKind.OTHER), 0, 0, MARK),))
    data = to_dict(replace(full_report(), claim=claim))
    json.dumps(data, ensure_ascii=False).encode("utf-8")
    assert data["claim"]["codes"][0]["payload"] == "bad\\udcff\x00"


def test_what_is_no_number_never_reaches_json():
    facts = replace(full_report().photos[0], quality=Quality(math.nan, math.inf, 1.0, 0.0))
    data = to_dict(replace(full_report(), photos=(facts,)))
    assert "NaN" not in json.dumps(data, allow_nan=False)


def test_the_schema_in_the_documentation_is_not_stale():
    documented = (ROOT / "docs/reference/report.schema.json").read_text("utf-8")
    assert json.loads(documented) == json.loads(json.dumps(report_schema())), (
        "run: python -m api.schemas.report > docs/reference/report.schema.json"
    )
