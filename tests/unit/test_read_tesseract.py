import subprocess

import cv2
import numpy as np
import pytest

from tests.printing import line, page, photo
from verifier.errors import EngineFailed, EngineMissing
from verifier.read.clean import clean, cut
from verifier.read.libtesseract import LibTesseract
from verifier.read.tesseract import HEIGHT, SPACE, TesseractReader, words_of

PRINT = {
    (40, 40): "มอก. 2879-2560",
    (40, 100): "ใบอนุญาตเลขที่ ท99901-901/2879",
    (40, 160): "Model AX-2050",
}
LINES = [line(35, 34, 300, 80), line(35, 94, 470, 140), line(35, 156, 270, 196)]


@pytest.fixture(scope="module")
def reader() -> TesseractReader:
    return TesseractReader()


def squeezed(text: str) -> str:
    return text.replace(" ", "")


def test_reads_thai_and_latin_line_by_line(reader):
    readings = reader.read(photo(page(PRINT)), LINES)
    assert [squeezed(reading.text) for reading in readings] == [squeezed(text) for text in PRINT.values()]
    assert [reading.region for reading in readings] == LINES
    assert all(len(reading.confidences) == len(reading.text) for reading in readings)
    assert all(0.5 < reading.confidence <= 1 for reading in readings)
    assert {reading.reader for reading in readings} == {reader.version}
    assert reader.version.startswith("tesseract-") and reader.version.endswith("/Thai")


def test_the_prefix_comes_in_one_piece(reader):
    assert reader.read(photo(page(PRINT)), LINES[:1])[0].text.startswith("มอก.")


def test_a_line_reads_the_same_alone_and_in_company(reader):
    picture = photo(page(PRINT))
    assert [reader.read(picture, [region])[0] for region in LINES] == reader.read(picture, LINES)


def test_lines_without_print_keep_the_count(reader):
    blank, tiny = line(400, 250, 600, 290), line(0, 0, 1, 1)
    readings = reader.read(photo(page(PRINT)), [blank, LINES[0], tiny, LINES[2]])
    assert squeezed(readings[1].text) == squeezed(PRINT[40, 40]) and readings[3].text == "Model AX-2050"
    assert readings[0].text == "" and readings[0].confidence == 0


def test_no_lines_no_answers(reader):
    assert reader.read(photo(page(PRINT)), []) == []


def test_a_missing_library_is_named():
    with pytest.raises(EngineMissing, match="Tesseract"):
        LibTesseract("Thai", names=["libnowhere.so.1"])


def test_another_library_is_not_taken_for_it():
    with pytest.raises(EngineMissing):
        LibTesseract("Thai", names=["libc.so.6"])


def test_a_missing_model_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(EngineMissing, match="tesseract-ocr-script-thai"):
        TesseractReader()


def test_time_is_bounded(reader, monkeypatch):
    monkeypatch.setattr(reader, "_timeout_s", 0.01)
    with pytest.raises(EngineFailed, match="timeout"):
        reader.read(photo(page(PRINT)), LINES * 40)
    monkeypatch.setattr(reader, "_timeout_s", 20.0)
    assert squeezed(reader.read(photo(page(PRINT)), LINES[:1])[0].text) == squeezed(PRINT[40, 40])


def test_waiting_for_ones_turn_is_bounded(reader, monkeypatch):
    monkeypatch.setattr(reader, "_timeout_s", 0.05)
    with reader._engine._turn, pytest.raises(EngineFailed, match="waiting"):
        reader.read(photo(page(PRINT)), LINES[:1])


def test_lines_read_as_the_program_reads_them(reader, tmp_path):
    crop = clean(cut(page(PRINT), LINES[1].quad, HEIGHT))
    cv2.imwrite(str(tmp_path / "line.png"), crop)
    command = ["tesseract", str(tmp_path / "line.png"), "-", "-l", "Thai", "--psm", "7", "--dpi", "300", "tsv"]
    table = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert words_of(table) == reader.read_crops([crop])[0] and "99901-901/2879" in words_of(table)[0]


def row(level: int, text: str, confidence: float, left: int, width: int) -> str:
    """A row of Tesseract's table: level, four numbers, word, left, top, width, height, confidence, text."""
    return "\t".join(map(str, (level, 1, 1, 1, 1, 1, left, 0, width, 48, confidence, text)))


class TestWordTable:
    def test_thai_letters_join_and_words_part_at_gaps(self):
        wide = int(SPACE) + 1
        words = [("ม", 0), ("อ", 12), ("ก", 24), (".", 36), ("ท", 48 + wide), ("7195-54/1040", 62 + wide)]
        rows = [row(1, "", -1, 0, 0), *(row(5, text, 90, left, 11) for text, left in words)]
        text, confidences = words_of("\n".join(rows))
        assert text == "มอก. ท7195-54/1040" and len(confidences) == len(text)

    def test_latin_words_part_always(self):
        rows = [row(1, "", -1, 0, 0), row(5, "POWER", 96, 0, 50), row(5, "BANK", 40, 51, 40)]
        assert words_of("\n".join(rows)) == ("POWER BANK", (0.96,) * 5 + (0.4,) * 5)

    def test_an_empty_line_and_a_heading_are_no_words(self):
        assert words_of("level\tpage_num\n" + row(1, "", -1, 0, 0)) == ("", ())
        assert words_of("") == ("", ())

    def test_confidences_stay_in_their_range(self):
        assert words_of(row(5, "a", 140, 0, 5) + "\n" + row(5, "b", -3, 30, 5)) == ("a b", (1.0, 0.0, 0.0))

    @pytest.mark.parametrize("table", ["5\t1", row(5, "a", "sure", 0, 5), row(5, "a", 90, "left", 5)])
    def test_nonsense_is_a_failure(self, table):
        with pytest.raises(EngineFailed, match="nonsense"):
            words_of(table)


def test_crops_are_read_as_given(reader):
    ((text, _),) = reader.read_crops([np.full((64, 300), 255, np.uint8)])
    assert text == ""
