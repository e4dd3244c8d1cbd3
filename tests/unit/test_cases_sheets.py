"""Cases on paper: what goes in comes out as text, reports are attached, and twice is the same."""

import io

import pytest

from tests.support.bundles import public_key, signing_key
from tests.support.fakes import photo_bytes
from tests.support.spot_checks import ANAN, NOW, place, product, send, with_products, work
from tests.unit.test_evidence_sheet import squeezed, text_of, texts
from verifier.cases.export import export_case
from verifier.cases.model import OwnFinding
from verifier.cases.sheets import case_data, case_pdf, summary_data, summary_pdf
from verifier.cases.store import CaseStore
from verifier.cases.summary import summarise
from verifier.errors import CaseTooLarge
from verifier.evidence.typeset import settable

pytest.importorskip("typst", reason="the extra `evidence` is not installed")
pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")
pdfium = pytest.importorskip("pypdfium2", reason="PDFs are read by pypdfium2")
HOSTILE = 'น้ำ ป้าย #read("/etc/passwd") *b* $1$ 😀 "\\"'


@pytest.fixture
def store(tmp_path):
    return CaseStore(tmp_path / "cases", create=True)


@pytest.fixture
def case(store):
    made = with_products(store, count=2, place=place(HOSTILE, latitude=13.7, longitude=100.5))
    made = work(store).put_product(
        made.id, product(3, name=HOSTILE, notes=HOSTILE, finding=OwnFinding("agrees", HOSTILE)), revision=made.revision
    )
    send(store, made.id, product(3).id, photo_bytes(3))
    work(store).hold(made.id, HOSTILE)
    return store.read(made.id, who=ANAN, at=NOW)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_case_is_set_as_it_is_and_the_same_twice(store, case, lang):
    pdf = case_pdf(store, case, lang, at=NOW, key=signing_key(), keys=[public_key()])
    assert pdf == case_pdf(store, case, lang, at=NOW, key=signing_key(), keys=[public_key()])
    found = text_of(pdf)
    said = texts(case_data(case, lang, NOW))
    assert len(said) > 30
    assert [text for text in said if squeezed(settable(text)) not in found] == []
    document = pdfium.PdfDocument(pdf)
    names = [document.get_attachment(n).get_name() for n in range(document.count_attachments())]
    assert names == ["report-001.json", "report-002.json"]
    assert bytes(document.get_attachment(0).get_data()) == store.files.read(case.products[0].judged.record)
    assert len(document) == 1 + 2, "a page for the case, and one for each judged product"
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in pdf


@pytest.mark.parametrize(
    ("name", "lang", "told"),
    [
        ("แผง 7 ตลาดตัวอย่าง", "th", "แผง 7 ตลาดตัวอย่าง"),
        ("ตลาดตัวอย่าง", "th", "แผง ตลาดตัวอย่าง"),
        ("stall 7", "en", "stall 7"),
        ("Market", "en", "Stall Market"),
    ],
)
def test_a_place_that_says_what_it_is_is_not_called_that_twice(store, name, lang, told):
    assert told in texts(case_data(with_products(store, count=1, place=place(name)), lang, NOW))


def test_a_case_of_too_many_photos_is_refused_and_says_so(store, case, monkeypatch):
    with pytest.raises(CaseTooLarge) as told:
        case_pdf(store, case, "th", at=NOW, most_photos=1)
    assert told.value.params == {"limit": 1} and case_pdf(store, case, "th", at=NOW, most_photos=2)
    monkeypatch.setattr("verifier.cases.export.MAX_BYTES", 10)
    with pytest.raises(CaseTooLarge):
        export_case(store, case, who=ANAN, at=NOW)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_month_is_set_as_it_is(store, case, lang):
    summary = summarise([case], "2026-11")
    found = text_of(summary_pdf(summary, lang, at=NOW))
    said = texts({name: value for name, value in summary_data(summary, lang, NOW).items() if name != "tables"})
    said += [row["name"] for table in summary_data(summary, lang, NOW)["tables"] for row in table["rows"]]
    assert [text for text in said if squeezed(settable(text)) not in found] == []
    assert summary_pdf(summary, lang, at=NOW) == summary_pdf(summary, lang, at=NOW)
    assert summary_pdf(summarise([], "2026-11"), lang, at=NOW)
    assert io.BytesIO(summary_pdf(summary, lang, at=NOW)).read(4) == b"%PDF"
