from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from test_report_plain import full_report

from tests.support.fakes import (
    QR_LINK,
    TODAY,
    FakeCodeReader,
    FakeDetector,
    FakeLineFinder,
    make_verifier,
    photo_bytes,
)
from verifier.domain import Claim, Evidence, Finding, MarkKind, Outcome, SeenMark, VerdictKind
from verifier.domain.geometry import Quad
from verifier.errors import EngineMissing
from verifier.image.decode import open_photo
from verifier.report import fonts
from verifier.report.annotate import Look, annotate
from verifier.report.canvas import Note, Pen
from verifier.settings import Settings


@pytest.fixture(params=[(480, 360), (1600, 1200)])
def seen(request):
    data = photo_bytes(size=request.param)
    return open_photo(data, Settings()), make_verifier().verify([data])


def strip_height(photo, picture):
    """Rows of the banner: the photo's own rows follow it."""
    for top in range(picture.shape[0] - photo.height + 1):
        if np.array_equal(picture[top : top + 8, -8:], photo.pixels[:8, -8:]):
            return top
    raise AssertionError("the photo is not in the picture")


def test_the_picture_holds_the_photo_under_a_banner(seen):
    photo, report = seen
    picture = annotate(photo, report, 0)
    assert picture.dtype == np.uint8
    assert picture.shape[1] == photo.width
    assert strip_height(photo, picture) > photo.height / 40


def test_evidence_is_never_covered(seen):
    photo, report = seen
    picture = annotate(photo, report, 0)
    top = strip_height(photo, picture)
    items = [*report.claim.marks, *report.claim.codes]
    assert len(items) == 2
    for item in items:
        x0, y0, x1, y1 = (round(v) for v in item.quad.bounds)
        inner = slice(y0 + 8, y1 - 8), slice(x0 + 8, x1 - 8)
        assert np.array_equal(picture[top:][inner], photo.pixels[inner])


def test_every_item_leaves_a_trace(seen):
    photo, report = seen
    whole = annotate(photo, report, 0)
    without = annotate(photo, replace(report, claim=replace(report.claim, codes=())), 0)
    assert whole.shape != without.shape or not np.array_equal(whole, without)


def test_captions_without_a_free_place_stand_under_the_photo():
    data = photo_bytes(size=(160, 120))
    blind = make_verifier(detector=FakeDetector(()), code_reader=FakeCodeReader(()), line_finder=FakeLineFinder(0))
    photo, report = open_photo(data, Settings()), blind.verify([data])
    crowd = Claim(
        marks=tuple(
            SeenMark(MarkKind.COMPULSORY, 0, 0, Quad.of_box(x, y, x + 38, y + 28), 0.9)
            for x in (0, 40, 80, 120)
            for y in (0, 30, 60, 90)
        )
    )
    alone = annotate(photo, replace(report, claim=Claim()), 0)
    crowded = annotate(photo, replace(report, claim=crowd), 0)
    assert crowded.shape[0] > alone.shape[0] + 10 * 16


def test_verdict_and_outcomes_change_the_picture(seen):
    photo, report = seen
    pictures = {
        kind: annotate(photo, replace(report, verdict=replace(report.verdict, kind=kind)), 0).tobytes()
        for kind in VerdictKind
    }
    assert len(set(pictures.values())) == 3
    failed = replace(report, findings=(Finding("x", Outcome.FAIL, (Evidence("marks", 0),)),))
    passed = replace(report, findings=(Finding("x", Outcome.PASS, (Evidence("marks", 0),)),))
    assert not np.array_equal(annotate(photo, failed, 0), annotate(photo, passed, 0))


def test_what_only_informs_is_drawn_as_what_nothing_was_found_of():
    """A bar code beside a label that agrees bore an amber question mark under a green banner."""
    data = photo_bytes(size=(1600, 1200))
    photo = open_photo(data, Settings())
    report = make_verifier(code_reader=FakeCodeReader((QR_LINK, "8850999320014"))).verify([data], today=TODAY)
    assert report.verdict.kind is VerdictKind.AGREES
    others = tuple(finding for finding in report.findings if finding.code != "code.unrelated")
    required = tuple(replace(finding, required=True) for finding in report.findings if finding not in others)
    assert len(others) + 1 == len(report.findings)
    informed, silent, asked = (
        annotate(photo, replace(report, findings=found), 0) for found in (report.findings, others, (*others, *required))
    )
    assert np.array_equal(informed, silent) and not np.array_equal(informed, asked)


def test_the_photo_is_reduced_on_request_and_never_enlarged(seen):
    photo, report = seen
    assert annotate(photo, report, 0, look=Look(max_side=400)).shape[1] == 400
    assert annotate(photo, report, 0, look=Look(max_side=9000)).shape[1] == photo.width


def test_a_report_of_another_photo_is_refused(seen):
    photo, _ = seen
    with pytest.raises(ValueError, match="another photo"):
        annotate(photo, full_report(), 0)
    with pytest.raises(IndexError):
        annotate(photo, full_report(), 5)


def test_without_a_thai_font_the_error_says_what_to_install(seen, monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FONT_FOLDERS", (str(tmp_path),))
    fonts._font_files.cache_clear()
    fonts.font.cache_clear()
    try:
        with pytest.raises(EngineMissing, match="fonts-thai-tlwg"):
            annotate(*seen, 0)
    finally:
        monkeypatch.undo()
        fonts._font_files.cache_clear()
        fonts.font.cache_clear()


def test_the_font_has_thai_letters():
    face = fonts.font(40)
    missing = np.asarray(face.getmask("\U0010fffd"))
    for letter in "กฮ๙ท":
        assert not np.array_equal(np.asarray(face.getmask(letter)), missing)


def test_lines_are_broken_within_their_width_and_never_inside_a_cluster():
    face = fonts.font(20)
    text = "เครื่องหมายมาตรฐานผลิตภัณฑ์อุตสาหกรรมที่ไม่มีช่องว่างเลย and some words"
    lines = fonts.wrap(text, face, 150)
    assert len(lines) > 3
    assert all(face.getlength(line) <= 150 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[0] in "ะาำ\u0e31\u0e34\u0e35\u0e48\u0e49" for line in lines)
    assert not any(line[-1] in "เแโใไ" for line in lines)


def test_a_caption_stands_on_calm_ground_and_its_leader_crosses_no_other_evidence():
    picture = Image.new("RGB", (600, 400), (230, 230, 230))
    busy = np.random.default_rng(1).integers(0, 2, (120, 600, 1), dtype=np.uint8) * 255
    picture.paste(Image.fromarray(np.repeat(busy, 3, axis=2)), (0, 230))  # print below the evidence, none above
    quads = [Quad.of_box(200, 200, 300, 228), Quad.of_box(200, 160, 300, 190)]
    before, pen = np.asarray(picture.copy()), Pen(picture, 14)
    assert pen.clutter.share((0, 230, 600, 350)) > 0.5 > 0.01 > pen.clutter.share((0, 0, 600, 150))
    assert pen.show([Note(quad, "มอก. 2879-2560", Outcome.PASS) for quad in quads]) == []
    changed = np.abs(np.asarray(picture).astype(int) - before).max(axis=2) > 0
    assert changed[:230].any() and not changed[236:350].any()
    for quad in quads:
        x0, y0, x1, y1 = (round(v) for v in quad.bounds)
        assert not changed[y0 + 4 : y1 - 4, x0 + 4 : x1 - 4].any()
