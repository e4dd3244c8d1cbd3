"""Real photos: floors for what must be read, and misreads counted apart, for which the only floor is none."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from verifier.build import build_code_reader
from verifier.codes.net_places import NetCodePlaces
from verifier.domain import Code, MarkKind, Region, RegionKind, TargetKind
from verifier.domain.geometry import Quad
from verifier.finder.first_pass import FirstPass
from verifier.finder.net import FinderNet
from verifier.image.decode import open_photo
from verifier.links.target import judge_target
from verifier.settings import Settings

pytestmark = pytest.mark.shared
CASCADE = build_code_reader(NetCodePlaces(FirstPass(FinderNet())))


@dataclass
class Score:
    exact: list[str] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)
    nothing: list[str] = field(default_factory=list)

    def count(self, name: str, truth: str, payloads: list[str]) -> None:
        kind = self.exact if truth in payloads else self.misread if payloads else self.nothing
        kind.append(name)


def codes_of(path: Path, marks: list[Region] | None = None) -> list[Code]:
    return list(CASCADE.read(open_photo(path.read_bytes(), Settings()), marks or []))


@pytest.mark.parametrize("with_marks", [False, True], ids=["alone", "with its mark"])
def test_licence_codes_on_products(shared_data: Path, with_marks: bool) -> None:
    """50 pictures have a truth; on the others a code that is read must at least be a genuine-looking one, in place."""
    rows = json.loads((shared_data / "photos" / "truth.json").read_text("utf-8"))
    if with_marks:
        rows = rows[::3]
    score, more, placed = Score(), 0, 0
    for row in rows:
        marks = []
        if with_marks and row.get("mark_bbox"):
            marks = [Region(RegionKind.MARK, Quad.of_box(*row["mark_bbox"]), 1.0, MarkKind.COMPULSORY)]
        codes = [code for code in codes_of(shared_data / "photos" / row["file"], marks) if "tisi" in code.payload]
        assert all(judge_target(code.payload).kind is TargetKind.OFFICIAL for code in codes), row["file"]
        if not row.get("qr"):
            more += bool(codes)
            continue
        score.count(row["file"], row["qr"], [code.payload for code in codes])
        if row.get("qr_bbox"):
            place = Quad.of_box(*row["qr_bbox"])
            placed += any(place.distance(code.quad) == 0 for code in codes if code.payload == row["qr"])
    assert score.misread == []
    assert len(score.exact) >= (11 if with_marks else 50), score.nothing
    assert placed >= len(score.exact) - 2  # one picture has no place in its truth, one shows three like codes in a row
    assert more >= (3 if with_marks else 16)


@pytest.mark.parametrize(("folder", "floor"), [("zxing-2", 33), ("zxing-4", 39)])
def test_phone_photos_of_codes(shared_data: Path, folder: str, floor: int) -> None:
    score = Score()
    pictures = sorted(path for path in (shared_data / "qr" / folder).iterdir() if path.suffix in (".png", ".jpg"))
    for path in pictures:
        text, binary = path.with_suffix(".txt"), path.with_suffix(".bin")
        truth = text.read_bytes().decode("utf-8") if text.exists() else binary.read_bytes().decode("latin-1")
        score.count(path.name, truth, [code.payload for code in codes_of(path)])
    assert score.misread == []
    assert len(score.exact) >= floor, score.nothing


def test_packages_without_a_licence_code(shared_data: Path) -> None:
    """Food packages carry bar codes, and none of them points at anything official or dressed up as official."""
    pictures = sorted(path for path in (shared_data / "negatives").iterdir() if path.suffix != ".json")[::4]
    codes = [code for path in pictures for code in codes_of(path)]
    assert len(pictures) > 40 and len(codes) > 10, "else nothing was asked"
    assert {judge_target(code.payload).kind for code in codes} == {TargetKind.OTHER}
    assert {code.symbology for code in codes} <= {"EAN13", "EAN8", "Code128", "DataMatrix", "QRCode"}


@pytest.mark.parametrize(
    ("file", "payload"),
    [
        ("a4-03-2480x3508-300.jpg", "2000000003030"),
        ("a4-05-4000x3000-1200.jpg", "2000000005058"),
        ("qr-no-quiet-black-bg.png", "https://appdb.tisi.go.th/Q/i.php?d=9990000001"),
        ("qr-tis620-noeci.png", "https://a.tisi.go.th/l/?n=ท7014-4/2879"),
        ("qr-all-dots.png", "https://appdb.tisi.go.th/Q/i.php?d=9990000001"),
    ],
)
def test_codes_that_were_misread_or_missed_once(shared_data: Path, file: str, payload: str) -> None:
    codes = codes_of(shared_data / "faults" / file)
    kind = "QRCode" if file.startswith("qr") else "EAN13"
    assert [code.payload for code in codes if code.symbology == kind] == [payload]
