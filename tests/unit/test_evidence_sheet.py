"""The PDF of a bundle: what went in comes out as text, the report is attached, and twice is the same."""

import io
import re
from dataclasses import replace

import pytest

from tests.support.bundles import JUDGED, bundle, entries, public_key
from tests.support.fakes import (
    QR_LINK,
    TODAY,
    FakeCodeReader,
    FakeLineReader,
    FakeRegistry,
    licence,
    make_verifier,
    photo_bytes,
)
from tests.support.shelf import LEFT, RIGHT, looking, shelf, shelf_photo
from verifier import messages
from verifier.days import THAILAND
from verifier.domain import Framing, LicenceStatus
from verifier.errors import BadEvidence, EngineMissing
from verifier.evidence.archive import REPORT
from verifier.evidence.bundle import make_bundle
from verifier.evidence.check import check
from verifier.evidence.sheet import make_pdf, qr_text
from verifier.evidence.sheet_data import sheet_data
from verifier.evidence.sheet_pictures import pictures
from verifier.evidence.typeset import settable
from verifier.messages.grounds import ground, grounds
from verifier.rules.book import book
from verifier.settings import Settings

pytest.importorskip("typst", reason="the extra `evidence` is not installed")
pytest.importorskip("cryptography", reason="the extra `evidence` is not installed")
pdfium = pytest.importorskip("pypdfium2", reason="PDFs are read by pypdfium2")

HOSTILE = 'https://x.example/#read("/etc/passwd") *b* $1$ \u202e😀\x07 "\\" น้ำ ป้าย'


def text_of(pdf: bytes) -> str:
    """All text of a PDF, as a reader would copy it, without the spaces and hyphens at which lines were broken."""
    document = pdfium.PdfDocument(pdf)
    return squeezed("".join(document[n].get_textpage().get_text_range() for n in range(len(document))))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\ufffe\u00ad]+", "", text)


def texts(data) -> list[str]:
    """Every text that is set; names of files and words for the source are not."""
    if isinstance(data, dict):
        hidden = ("path", "outcome", "lang", "alt", "attached", "points", "made")
        return [text for key, value in data.items() if key not in hidden for text in texts(value)]
    if isinstance(data, list | tuple):
        return [text for value in data for text in texts(value)]
    return [data] if isinstance(data, str) else []


def checked_of(*seeds, **seams):
    photos = [photo_bytes(seed) for seed in seeds or (0,)]
    report, sights = make_verifier(**seams).examine(photos, today=TODAY, category="power_bank")
    return check(
        make_bundle(report, sights, photos, day=TODAY, judged=JUDGED, category="power_bank", list_max_age_days=45)
    )


@pytest.mark.parametrize("lang", ["th", "en"])
def test_text_pulled_out_is_what_went_in(lang):
    checked = check(bundle(0, 1), [public_key()])
    found = text_of(make_pdf(checked, lang))
    data = sheet_data(checked, checked.record, pictures(checked.record, checked.entries, Settings()), lang)
    said = texts(data)
    assert len(said) > 60
    assert [text for text in said if squeezed(settable(text)) not in found] == []


@pytest.mark.parametrize(("lang", "word"), [("th", "ข้อสังเกต"), ("en", "note")])
def test_what_only_informs_is_a_note_as_on_the_page(lang, word):
    """A bar code beside a label that agrees: nothing is required of it, and nothing is left open by it."""
    checked = checked_of(code_reader=FakeCodeReader((QR_LINK, "8850999320014")))
    data = sheet_data(checked, checked.record, pictures(checked.record, checked.entries, Settings()), lang)
    assert checked.record.report["verdict"] == "agrees"
    told = {finding["code"]: finding for finding in checked.record.report["findings"]}
    (row,) = [row for row in data["findings"]["rows"] if row["said"] == told["code.unrelated"]["message"][lang]]
    assert row["word"] == word and told["code.unrelated"]["outcome"] == "unknown"
    (number,) = [item["number"] for item in data["photos"][0]["items"] if "8850999320014" in item["seen"]]
    outlined = {outline["number"]: outline["outcome"] for outline in data["photos"][0]["outlines"]}
    assert outlined[number] is None
    assert word in text_of(make_pdf(checked, lang))


@pytest.mark.parametrize("lang", ["th", "en"])
def test_words_that_belong_together_are_not_broken(lang):
    """They were: `จำ` at the end of a line, and `กัด` at the beginning of the next."""
    broken = set()
    for length in range(1, 26, 2):
        reader = FakeLineReader(("มอก. 2879-2560", "ใบอนุญาตเลขที่ ท7014-4/2879", f"บริษัท {'ก' * length}ยาว จำกัด"))
        document = pdfium.PdfDocument(make_pdf(checked_of(length, line_reader=reader), lang))
        for page in document:
            text = page.get_textpage().get_text_range().replace("\ufffe", "")
            broken |= set(re.findall(r"จำ\s*[\r\n]+\s*กัด", text))
    assert not broken


@pytest.mark.parametrize("lang", ["th", "en"])
def test_days_and_grounds_are_of_the_tongue_of_the_page(lang):
    """One calendar a page, years of the Buddhist era in Thai; and the ground of each finding in the same tongue."""
    checked = check(bundle(0), [public_key()])
    found = text_of(make_pdf(checked, lang))
    years = {"th": ("2569", "2026"), "en": ("2026", "2569")}[lang]
    dates = re.findall(r"(?:พ\.ย\.|Nov)(\d{4})", found)
    assert set(dates) == {years[0]} and f"{years[1]}-" not in found
    assert squeezed(messages.moment(JUDGED.astimezone(THAILAND), lang)) in found
    for finding in checked.record.report["findings"]:
        assert squeezed(settable(ground(book()[finding["code"]].basis, lang))) in found


def test_every_ground_has_thai_words():
    bases = {rule.basis for rule in book().values()}
    assert bases == set(grounds())
    assert [thai for thai in grounds().values() if not re.search("[ก-๙]", thai)] == []


def test_the_report_is_attached_byte_for_byte_and_the_pdf_is_an_archive():
    checked = check(bundle(0), [public_key()])
    pdf = make_pdf(checked, "th")
    document = pdfium.PdfDocument(pdf)
    assert document.count_attachments() == 1
    attached = document.get_attachment(0)
    assert attached.get_name() == "report.json" and bytes(attached.get_data()) == checked.record_bytes
    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"/AFRelationship" in pdf


def test_the_same_bundle_gives_the_same_bytes_and_another_others():
    checked = check(bundle(0), [public_key()])
    assert make_pdf(checked, "th") == make_pdf(checked, "th") != make_pdf(checked, "en")
    assert make_pdf(checked, "th") != make_pdf(check(bundle(0)), "th")


def test_what_a_label_says_is_set_and_never_run():
    checked = checked_of(
        0, code_reader=FakeCodeReader([HOSTILE]), line_reader=FakeLineReader(("มอก. 2879-2560", "#pagebreak()"))
    )
    found = text_of(make_pdf(checked, "th"))
    assert squeezed(settable(f"QRCode {HOSTILE}")) in found
    assert "<U+202E><U+1F600><U+0007>" in found and "root:" not in found


def test_every_letter_that_is_let_through_can_be_set():
    letters = "".join(chr(code) for code in range(0x20, 0x2800) if settable(chr(code)) == chr(code))
    assert len(letters) > 400
    checked = checked_of(0, code_reader=FakeCodeReader([letters[:190], letters[190:380], letters[380:]]))
    assert squeezed(letters[:94]) in text_of(make_pdf(checked, "en"))


def test_a_long_text_without_a_space_stays_in_its_column():
    checked = checked_of(0, code_reader=FakeCodeReader(["M" * 180]))
    document = pdfium.PdfDocument(make_pdf(checked, "en"))
    for number in range(len(document)):
        page, text = document[number], document[number].get_textpage()
        places = [text.get_charbox(i) for i in range(text.count_chars()) if text.get_text_range(i, 1) == "M"]
        assert all(right < 0.7 * page.get_width() for _, _, right, _ in places[20:])
    assert "M" * 180 in text_of(make_pdf(checked, "en"))


def test_the_qr_code_says_the_hash_and_the_key():
    import zxingcpp

    checked = check(bundle(0), [public_key()])
    page = pdfium.PdfDocument(make_pdf(checked, "th"))[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(page)
    assert code.text == qr_text(checked) == f"mokcheck:report?sha256={checked.record_sha256}&key={public_key().id}"


def test_each_state_of_the_signature_is_told():
    for data, keys, words in (
        (bundle(0), [public_key()], "Whole: unchanged since it was signed"),
        (bundle(0), [], "no public key was given"),
        (bundle(0, key=None), [], "It is not signed"),
        (bundle(0), [public_key(revoked="2026-11-20T00:00:00+07:00")], "The key is revoked"),
    ):
        assert squeezed(words) in text_of(make_pdf(check(data, keys), "en"))


def test_a_conflict_stands_beside_its_cut_out_with_its_ground():
    revoked = FakeRegistry([licence(status=LicenceStatus.REVOKED)])
    found = text_of(make_pdf(checked_of(0, registry=revoked), "en"))
    assert squeezed("Listed: ท7014-4/2879 · 2879-2560") in found and "revoked" in found
    assert squeezed("the Act: the mark may be used by a licensee only") in found


def test_photos_in_the_pdf_hold_no_exif():
    assert b"PlantedMaker" in entries(bundle(0))[check(bundle(0)).record.photos[0].path]
    assert b"PlantedMaker" not in make_pdf(check(bundle(0)), "th")


def test_a_changed_bundle_or_one_of_other_photos_makes_no_pdf():
    with pytest.raises(BadEvidence):
        make_pdf(check(bundle(0)[:-4]), "th")
    checked = check(bundle(0))
    small = dict(checked.entries) | {checked.record.photos[0].path: photo_bytes(0, (400, 300))}
    with pytest.raises(BadEvidence):
        make_pdf(replace(checked, entries=small), "th")


def test_without_typst_it_is_said_what_is_missing(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(EngineMissing, match="mokcheck\\[evidence\\]"):
        make_pdf(check(bundle(0)), "th")


def test_no_font_and_no_list_are_told(monkeypatch):
    assert squeezed("There is no list of licences") in text_of(make_pdf(checked_of(0, registry=None), "en"))
    monkeypatch.setattr("verifier.report.fonts._font_files", _no_font)
    with pytest.raises(EngineMissing):
        make_pdf(check(bundle(0)), "th")


def _no_font():
    raise EngineMissing("no Thai font")


def test_a_printed_page_shows_the_outlines(tmp_path):
    document = pdfium.PdfDocument(make_pdf(check(bundle(0), [public_key()]), "th"))
    pages = [document[n].render(scale=1).to_pil().convert("RGB") for n in range(len(document))]
    green = [
        sum(abs(r) < 40 and 100 < g < 145 and 40 < b < 85 for r, g, b in page.get_flattened_data()) for page in pages
    ]
    assert len(pages) == 1 and green[0] > 200
    out = io.BytesIO()
    pages[0].save(out, "PNG")
    assert REPORT and len(out.getvalue()) > 10_000


def test_a_label_judged_alone_is_framed_and_the_frame_is_told():
    photo = shelf_photo()
    report, sights = looking(shelf()).examine([photo], today=TODAY, framings=[Framing(LEFT, (RIGHT,))])
    told = {"day": TODAY, "judged": JUDGED, "category": None, "list_max_age_days": 45}
    checked = check(make_bundle(report, sights, [photo], **told))
    data = sheet_data(checked, checked.record, pictures(checked.record, checked.entries, Settings()), "en")
    own, other = data["photos"][0]["frames"]
    scale = data["photos"][0]["width"] / checked.record.report["photos"][0]["width"]
    assert own == pytest.approx([side * scale for side in LEFT], abs=0.1)
    assert other == pytest.approx([side * scale for side in RIGHT], abs=0.1)
    assert squeezed("One label judged, framed photo 1: 16–520 × 16–400 px") in text_of(make_pdf(checked, "en"))


def test_what_stands_beside_a_frame_is_said_once_with_how_often():
    photo = shelf_photo()
    report, sights = looking(shelf()).examine([photo], today=TODAY, framings=[Framing(LEFT)])  # nobody frames the other
    strays = [finding for finding in report.findings if finding.code == "label.stray"]
    assert len(strays) > 1
    checked = check(make_bundle(report, sights, [photo], day=TODAY, judged=JUDGED, category=None, list_max_age_days=45))
    data = sheet_data(checked, checked.record, pictures(checked.record, checked.entries, Settings()), "en")
    said = [row["said"] for row in data["findings"]["rows"] if messages.finding(strays[0], "en") in row["said"]]
    assert said == [f"{messages.finding(strays[0], 'en')} ({len(strays)} places)"]
    (wordless,) = {item["kind"] for item in data["photos"][0]["items"] if item["seen"] == "–"}
    assert wordless == "Something else in the photo"
