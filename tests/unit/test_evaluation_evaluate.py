import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from verifier.cli import evaluate as command
from verifier.domain import (
    Claim,
    Listing,
    MarkKind,
    Report,
    SeenCode,
    SeenLicence,
    SeenMark,
    SeenStandard,
    Target,
    TargetKind,
    Verdict,
    VerdictKind,
)
from verifier.domain.geometry import Quad
from verifier.errors import BadTruth, DamagedPhoto
from verifier.evaluation.evaluate import Hit, Share, score, summarise
from verifier.evaluation.truth import Truth, load_truth
from verifier.numbers import LicenceNumber, StandardNumber, parse_licence, parse_standard

BOX = (100.0, 100.0, 140.0, 140.0)
AT = Quad.of_box(*BOX)
ELSEWHERE = Quad.of_box(500, 500, 540, 540)


def report(
    *,
    marks: Sequence[tuple[MarkKind, Quad]] = (),
    codes: Sequence[tuple[str, Quad]] = (),
    standards: Sequence[SeenStandard] = (),
    licences: Sequence[SeenLicence] = (),
    verdict: VerdictKind = VerdictKind.CANNOT_TELL,
    **timings: float,
) -> Report:
    official = Target(TargetKind.OFFICIAL)
    claim = Claim(
        tuple(SeenMark(kind, 0, 0, quad, 0.9) for kind, quad in marks),
        tuple(standards),
        tuple(licences),
        (),
        tuple(SeenCode(payload, "QRCode", official, 0, 0, quad) for payload, quad in codes),
    )
    return Report(Verdict(verdict, None), (), claim, Listing(), (), timings, {})


def standard(text: str, *, certain: bool = True, quad: Quad = AT, value: str | None = None) -> SeenStandard:
    number = parse_standard(value or text)
    assert number is not None
    return SeenStandard(number, text, 0, 0, quad, 0.9, certain)


def licence(text: str, *, certain: bool = True) -> SeenLicence:
    number = parse_licence(text)
    assert number is not None
    return SeenLicence(number, text, 0, 0, AT, 0.9, certain)


@pytest.mark.parametrize(
    ("quad", "hit"),
    [
        (AT, Hit.RIGHT),
        (Quad.of_box(124, 100, 164, 140), Hit.RIGHT),  # centre in the box grown by a quarter
        (Quad.of_box(126, 100, 166, 140), Hit.MISSED),
        (Quad.of_box(108, 108, 132, 132), Hit.RIGHT),  # 0.6 of the side
        (Quad.of_box(109, 109, 131, 131), Hit.MISSED),
        (Quad.of_box(88, 88, 152, 152), Hit.RIGHT),  # 1.6 of it
        (Quad.of_box(87, 87, 153, 153), Hit.MISSED),
        (ELSEWHERE, Hit.MISSED),
    ],
)
def test_a_mark_is_found_at_its_place_and_size(quad: Quad, hit: Hit) -> None:
    truth = Truth("a", has_mark=True, mark_box=BOX)
    seen = score(truth, report(marks=[(MarkKind.COMPULSORY, quad)]))
    assert (seen.mark, seen.other_marks, seen.false_marks) == (hit, int(hit != Hit.RIGHT), None)


def test_the_kind_counts_where_the_mark_was_found() -> None:
    truth = Truth("a", has_mark=True, mark_box=BOX, kind=MarkKind.VOLUNTARY)
    assert score(truth, report(marks=[(MarkKind.VOLUNTARY, AT)])).kind == Hit.RIGHT
    assert score(truth, report(marks=[(MarkKind.COMPULSORY, AT)])).kind == Hit.WRONG
    assert score(truth, report(marks=[(MarkKind.VOLUNTARY, ELSEWHERE)])).kind is None


def test_marks_where_there_is_none_are_false_and_where_nobody_knows_they_are_not() -> None:
    two = report(marks=[(MarkKind.COMPULSORY, AT), (MarkKind.COMPULSORY, ELSEWHERE)])
    assert score(Truth("a", has_mark=False), two).false_marks == 2
    assert score(Truth("a"), two).false_marks is None


@pytest.mark.parametrize(
    ("codes", "box", "hit"),
    [
        ([("https://x", AT)], BOX, Hit.RIGHT),
        ([("https://x", ELSEWHERE)], BOX, Hit.RIGHT),
        ([("https://y", AT)], BOX, Hit.WRONG),
        ([("https://y", ELSEWHERE)], BOX, Hit.MISSED),
        ([("https://y", ELSEWHERE)], None, Hit.WRONG),
        ([], BOX, Hit.MISSED),
    ],
)
def test_a_code_is_exact_wrong_or_missed(codes: list[tuple[str, Quad]], box: Any, hit: Hit) -> None:
    assert score(Truth("a", qr="https://x", qr_box=box), report(codes=codes)).qr == hit


@pytest.mark.parametrize(
    ("read", "hit"),
    [(["2121", "https://x"], Hit.RIGHT), (["https://x"], Hit.MISSED), (["https://x", "https://y"], Hit.WRONG)],
)
def test_of_several_codes_all_are_to_be_read(read: list[str], hit: Hit) -> None:
    truth = Truth("a", qr="https://x", more_codes=("2121",))
    assert score(truth, report(codes=[(text, AT) for text in read])).qr == hit


@pytest.mark.parametrize(
    ("standards", "hit"),
    [
        ([standard("มอก. 2879-2560")], Hit.RIGHT),
        ([standard("มอก. ๒๘๗๙-๒๕๖๐")], Hit.RIGHT),
        ([standard("มอก. 2819-2560")], Hit.WRONG),
        ([standard("มอก. 2879-2560"), standard("มอก. 2879-2566")], Hit.WRONG),
        ([standard("มอก. 2879")], Hit.WRONG),
        ([standard("มอก. 2879-2560", certain=False)], Hit.ABSTAINED),
        ([standard("มอก. 2879-2560", quad=Quad.of_box(5, 5, 5, 5))], Hit.WRONG),  # no place of its own
        ([standard("ผลิตในประเทศไทย", value="2879-2560")], Hit.WRONG),  # no text that says it
        ([], Hit.MISSED),
    ],
)
def test_a_standard_counts_only_with_its_own_print(standards: list[SeenStandard], hit: Hit) -> None:
    truth = Truth("a", standards=(StandardNumber(2879, year=2560),))
    assert score(truth, report(standards=standards)).standard == hit


def test_numbers_that_nobody_verified_are_listed_and_not_counted() -> None:
    seen = report(standards=[standard("มอก. 2879-2560")], licences=[licence("ท7195-54/1040")])
    silent = score(Truth("a"), seen)
    assert (silent.standard, silent.licence, silent.unverified) == (None, None, ("2879-2560", "ท7195-54/1040"))
    weak = score(Truth("a", standards=(StandardNumber(2879, year=2560),), weak=True), seen)
    assert (weak.standard, weak.unverified) == (None, ("2879-2560", "ท7195-54/1040"))


def test_licences_and_verdicts_where_the_truth_has_them() -> None:
    truth = Truth("a", licence=LicenceNumber("ท", 7195, 54, "1040"), verdict=VerdictKind.CONFLICTS)
    seen = score(truth, report(licences=[licence("ท7195-54/1040")], verdict=VerdictKind.AGREES))
    assert (seen.licence, seen.verdict) == (Hit.RIGHT, (VerdictKind.CONFLICTS, VerdictKind.AGREES))
    assert score(truth, report(licences=[licence("น7195-54/1040")])).licence == Hit.WRONG
    verdicts = summarise([seen])["verdicts"]
    assert verdicts["wrong_agrees"] == 1 and verdicts["said"] == {"agrees": 1, "conflicts": 0, "cannot_tell": 0}


def test_verdicts_are_counted_where_the_truth_has_none_too() -> None:
    seen = [score(Truth("a"), report(verdict=VerdictKind.AGREES)), score(Truth("b"), None, "photo.damaged")]
    verdicts = summarise(seen)["verdicts"]
    assert verdicts["right"]["n"] == 0 and verdicts["said"]["agrees"] == 1 and sum(verdicts["said"].values()) == 1


def test_a_photo_that_fails_misses_everything_asked() -> None:
    truth = Truth("a", has_mark=True, mark_box=BOX, qr="x", standards=(StandardNumber(1),))
    seen = score(truth, None, "photo.damaged")
    assert (seen.mark, seen.qr, seen.standard, seen.licence) == (Hit.MISSED, Hit.MISSED, Hit.MISSED, None)
    assert summarise([seen])["errors"] == {"a": "photo.damaged"}


def test_wilson_intervals() -> None:
    low, high = Share(9, 10).interval  # 0.5958, 0.9821 by hand
    assert (round(low, 4), round(high, 4)) == (0.5958, 0.9821)
    assert Share(0, 0).interval == (0.0, 1.0)
    assert Share(0, 0).to_dict()["rate"] is None


def test_the_summary_counts_by_size_and_by_sticker() -> None:
    def photo(file: str, size: float, found: bool, sticker: str, read: bool) -> Any:
        truth = Truth(file, has_mark=True, mark_box=(0, 0, size, size), qr=sticker)
        marks = [(MarkKind.COMPULSORY, Quad.of_box(0, 0, size, size))] if found else []
        return score(truth, report(marks=marks, codes=[(sticker, AT)] if read else [], total=size))

    summary = summarise(
        [
            photo("a", 23.9, False, "s1", True),
            photo("b", 24, True, "s1", True),
            photo("c", 32, True, "s1", False),
            photo("d", 48, True, "s2", False),
            score(Truth("e", has_mark=False), report(marks=[(MarkKind.COMPULSORY, AT)], total=100)),
            score(Truth("f", has_mark=False), report(total=1)),
        ]
    )
    marks = summary["marks"]
    assert [(s["hits"], s["n"]) for s in marks["found"].values()] == [(0, 1), (1, 1), (1, 1), (1, 1)]
    assert (marks["found_from_32_px"]["hits"], marks["missed"]) == (2, ["a"])
    assert (marks["false"]["marks"], marks["false"]["per_100"], marks["false"]["files"]) == (1, 50.0, ["e"])
    assert (summary["qr"]["right"]["hits"], summary["qr"]["missed"]) == (2, 2)
    assert summary["qr"]["stickers"] == {"n": 2, "ever_right": 1, "mean": 0.3333}
    assert summary["timings_ms"]["total"] == {"p50": 24, "p95": 100}
    json.dumps(summary, allow_nan=False)


# ---- truth.json -----------------------------------------------------------------------------------------------------


def folder_of(tmp_path: Path, rows: object) -> Path:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "truth.json").write_text(rows if isinstance(rows, str) else json.dumps(rows), "utf-8")
    return tmp_path


def test_truth_is_read_and_other_keys_are_ignored(tmp_path: Path) -> None:
    row = {
        "file": "a.jpg",
        "mark": True,
        "mark_bbox": [1, 2, 11, 22],
        "circle": False,
        "qr": "x",
        "standard": "มอก. ๒๘๗๙-๒๕๖๐",
        "licence": "ท7195-54/1040",
        "verdict": "agrees",
        "note": "anything",
    }
    first, second = load_truth(
        folder_of(tmp_path, [row, {"file": "b.jpg", "mark": None, "standards": ["1-2560", "2"]}])
    )
    assert (first.kind, first.mark_size, first.verdict) == (MarkKind.VOLUNTARY, 15, VerdictKind.AGREES)
    assert (str(first.standards[0]), str(first.licence)) == ("2879-2560", "ท7195-54/1040")
    assert (second.has_mark, len(second.standards)) == (None, 2)


def test_several_codes_and_numbers_of_one_photo_are_all_known(tmp_path: Path) -> None:
    link = "https://appdb.tisi.go.th/Q/i.php?d=1715996838"
    row = {"file": "a.jpg", "qr": ["2121", link], "standard": "435-2548", "standards": ["435-2548", "1568-2541"]}
    (truth,) = load_truth(folder_of(tmp_path, [row]))
    assert (truth.qr, truth.more_codes) == (link, ("2121",))
    assert [str(number) for number in truth.standards] == ["435-2548", "1568-2541"]


@pytest.mark.parametrize(
    "rows",
    [
        "{",
        [],
        {"file": "a.jpg"},
        ["a.jpg"],
        [{"mark": True}],
        [{"file": "../a.jpg"}],
        [{"file": "c.jpg"}],
        [{"file": "a.jpg"}, {"file": "a.jpg"}],
        [{"file": "a.jpg", "mark": "yes"}],
        [{"file": "a.jpg", "mark_bbox": [1, 2, 3]}],
        [{"file": "a.jpg", "mark_bbox": [3, 2, 1, 4]}],
        [{"file": "a.jpg", "mark_bbox": [1, 2, 3, True]}],
        [{"file": "a.jpg", "standard": "2879-2660"}],
        [{"file": "a.jpg", "standards": "2879-2560"}],
        [{"file": "a.jpg", "licence": "n7195-54/1040"}],
        [{"file": "a.jpg", "verdict": "genuine"}],
        [{"file": "a.jpg", "kind": "round"}],
        [{"file": "a.jpg", "qr": ["x", 1]}],
    ],
)
def test_bad_truth_is_refused(tmp_path: Path, rows: object) -> None:
    with pytest.raises(BadTruth):
        load_truth(folder_of(tmp_path, rows))


def test_a_folder_without_truth_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadTruth):
        load_truth(tmp_path / "nowhere")


# ---- the command ----------------------------------------------------------------------------------------------------


@dataclass
class FakeVerifier:
    """Answers by the photo's bytes."""

    asked: list[tuple[str | None, date | None]] = field(default_factory=list)

    def verify(self, files: Sequence[bytes], *, category: str | None = None, today: date | None = None) -> Report:
        self.asked.append((category, today))
        if files == [b"broken"]:
            raise DamagedPhoto
        return report(marks=[(MarkKind.COMPULSORY, AT)], standards=[standard("มอก. 2819-2560")], total=5.0)


def test_the_command_prints_a_table_and_writes_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"file": "a.jpg", "mark": True, "mark_bbox": [*BOX], "circle": True, "standard": "2879-2560", "category": "x"},
        {"file": "b.jpg", "mark": False},
    ]
    folder = folder_of(tmp_path, rows)
    (folder / "b.jpg").write_bytes(b"broken")
    fake = FakeVerifier()
    monkeypatch.setattr(command, "_verifier", lambda _: fake)
    out = tmp_path / "out.json"
    result = CliRunner().invoke(command.evaluate, [str(folder), "--json", str(out), "--on", "2026-11-23"])
    assert result.exit_code == 0, result.output
    assert fake.asked == [("x", date(2026, 11, 23)), (None, date(2026, 11, 23))]
    assert "standard wrong (1): a.jpg (2819-2560)" in result.output
    assert "errors (1): b.jpg (photo.damaged)" in result.output
    summary = json.loads(out.read_text("utf-8"))
    assert summary["standard"]["files"]["wrong"] == {"a.jpg": ["2819-2560"]}
    assert (summary["photos"], summary["date"]) == (2, "2026-11-23")
    limited = CliRunner().invoke(command.evaluate, [str(folder), "--limit", "1"])
    assert "1 photos" in limited.output


@pytest.mark.slow
def test_two_workers_say_what_one_says(tmp_path: Path) -> None:
    folder = Path(__file__).resolve().parents[2] / "samples"
    said = []
    for workers in ("1", "2"):
        out = tmp_path / f"{workers}.json"
        arguments = [str(folder), "--limit", "3", "--workers", workers, "--json", str(out), "--on", "2026-11-23"]
        assert CliRunner().invoke(command.evaluate, arguments).exit_code == 0
        summary = json.loads(out.read_text("utf-8"))
        del summary["timings_ms"]
        said.append(summary)
    assert said[0] == said[1]
