import gc
import os
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytesseract
import pytest

from tests.support.printing import line, page, photo
from verifier.errors import EngineFailed, EngineMissing
from verifier.image.crop import clean, cut
from verifier.ocr.tesseract import LINE_HEIGHT_PX, MIN_SPACE_PX, OPTIONS, TesseractReader, pages_of
from verifier.ocr.tesseract_stream import StreamEnded, TesseractStream

PRINT = {
    (40, 40): "มอก. 2879-2560",
    (40, 100): "ใบอนุญาตเลขที่ ท99901-901/2879",
    (40, 160): "Model AX-2050",
}
LINES = [line(35, 34, 300, 80), line(35, 94, 470, 140), line(35, 156, 270, 196)]


@pytest.fixture(scope="module")
def reader() -> TesseractReader:
    return TesseractReader()


@pytest.fixture
def program(reader, monkeypatch) -> Callable[[Path | str], None]:
    """Lets the reader run another program."""

    def run(path: Path | str) -> None:
        monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(path))
        monkeypatch.setattr(reader, "_stream", TesseractStream([str(path), *OPTIONS]))

    return run


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="ascii")
    path.chmod(0o755)
    return path


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


def test_no_lines_no_spawn(reader, program):
    program("/nowhere/tesseract")
    assert reader.read(photo(page(PRINT)), []) == []


def test_nothing_is_left_behind(reader, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    reader.read(photo(page(PRINT)), LINES)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_program_is_named(reader, program):
    program("/nowhere/tesseract")
    with pytest.raises(EngineMissing, match=r"[Tt]esseract"):
        TesseractReader()
    with pytest.raises(EngineMissing):
        reader.read(photo(page(PRINT)), LINES)


def test_a_missing_model_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(EngineMissing, match="tesseract-ocr-script-thai"):
        TesseractReader()


def test_time_is_bounded_and_the_folder_emptied(reader, program, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    slow = script(tmp_path / "slow-tesseract", "exec sleep 30")
    program(slow)
    monkeypatch.setattr(reader, "_timeout_s", 0.3)
    with pytest.raises(EngineFailed, match="timeout"):
        reader.read(photo(page(PRINT)), LINES)
    assert list(tmp_path.iterdir()) == [slow]


def test_a_program_that_answers_nonsense(reader, program, tmp_path):
    to_a_file = 'test "$2" = - || exec > "$2.tsv"'  # one that stays is asked to write to `-`
    program(script(tmp_path / "liar", f'{to_a_file}\nprintf "level\\tpage_num\\nfive\\tsix\\n"'))
    with pytest.raises(EngineFailed, match="nonsense"):
        reader.read_crops([clean(cut(page(PRINT), LINES[0].quad, LINE_HEIGHT_PX))])


class TestTheOneThatStays:
    def pid(self, reader: TesseractReader) -> int:
        return reader._stream._running._process.pid

    def test_it_is_asked_again_and_answers_as_one_started_anew(self, reader, monkeypatch):
        picture = photo(page(PRINT))
        first = reader.read(picture, LINES)
        pid = self.pid(reader)
        assert reader.read(picture, LINES) == first and self.pid(reader) == pid
        monkeypatch.setattr(reader._stream, "table", lambda *_: (_ for _ in ()).throw(StreamEnded))
        assert reader.read(picture, LINES) == first

    def test_when_it_ended_the_lines_are_read_all_the_same(self, reader):
        picture = photo(page(PRINT))
        first, pid = reader.read(picture, LINES), self.pid(reader)
        os.kill(pid, signal.SIGKILL)
        assert reader.read(picture, LINES) == first
        assert reader.read(picture, LINES) == first and self.pid(reader) != pid

    @pytest.mark.parametrize(
        "answer",
        [
            "1\\t2\\t0\\t0\\t0\\t0\\t0\\t0\\t9\\t9\\t-1\\t\\n",  # the last page alone
            "1\\t1\\t0\\n1\\t2\\t0\\t0\\n",  # rows of another form
            "",
        ],
    )
    def test_an_answer_about_other_pages_is_not_taken(self, tmp_path, answer):
        stream = TesseractStream([str(script(tmp_path / "liar", f'read a; read b; printf "{answer}"; exec sleep 1'))])
        with pytest.raises(StreamEnded):
            stream.table([tmp_path / "a.png"], tmp_path / "b.png", 5)
        assert stream._running is None

    def test_words_are_taken_page_by_page(self, tmp_path):
        row = "{0}\\t{1}\\t1\\t1\\t1\\t1\\t5\\t5\\t9\\t9\\t90\\t{2}\\n"
        told = [row.format(1, n, "") + row.format(5, n, f"w{n}") for n in (1, 2, 3, 4)]
        text = "\n".join(f"read a; read b; printf '{told[n]}'; printf '{told[n + 1]}'" for n in (0, 2))
        stream = TesseractStream([str(script(tmp_path / "clerk", text))])
        for word in ("w1", "w3"):
            table = stream.table([tmp_path / "a.png"], tmp_path / "b.png", 5)
            assert table["text"] == ["", word] and table["page_num"] == ["1", "1"]

    def test_a_forked_copy_starts_its_own(self, reader):
        picture = photo(page(PRINT))
        first, pid = reader.read(picture, LINES), self.pid(reader)
        child = os.fork()
        if not child:
            same = reader.read(picture, LINES) == first
            os._exit(0 if same and self.pid(reader) != pid else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert reader.read(picture, LINES) == first and self.pid(reader) == pid

    def test_it_ends_with_its_reader(self):
        reader = TesseractReader()
        reader.read_crops([np.full((64, 300), 255, np.uint8)])
        pid = self.pid(reader)
        del reader
        gc.collect()
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def table(*rows: tuple[int, int, str, float, int, int]) -> dict[str, list[object]]:
    """Tesseract's word table from page, level, text, confidence, left and width."""
    names = ("page_num", "level", "text", "conf", "left", "width")
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


class TestWordTable:
    def test_thai_letters_join_and_words_part_at_gaps(self):
        wide = int(MIN_SPACE_PX) + 1
        words = [("ม", 0), ("อ", 12), ("ก", 24), (".", 36), ("ท", 48 + wide), ("7195-54/1040", 62 + wide)]
        rows = [(1, 1, "", -1, 0, 0), *((1, 5, text, 90, left, 11) for text, left in words)]
        ((text, confidences),) = pages_of(table(*rows), 1)
        assert text == "มอก. ท7195-54/1040" and len(confidences) == len(text)

    def test_latin_words_part_always(self):
        rows = [(1, 1, "", -1, 0, 0), (1, 5, "POWER", 96, 0, 50), (1, 5, "BANK", 40, 51, 40)]
        assert pages_of(table(*rows), 1) == [("POWER BANK", (0.96,) * 5 + (0.4,) * 5)]

    def test_empty_pages_count(self):
        rows = [(1, 1, "", -1, 0, 0), (2, 1, "", -1, 0, 0), (2, 5, "x", 50, 0, 5)]
        assert pages_of(table(*rows), 2) == [("", ()), ("x", (0.5,))]

    def test_a_page_too_few_or_too_many_is_a_failure(self):
        rows = [(1, 1, "", -1, 0, 0), (2, 1, "", -1, 0, 0)]
        for count in (1, 3):
            with pytest.raises(EngineFailed):
                pages_of(table(*rows), count)

    def test_confidences_stay_in_their_range(self):
        rows = [(1, 1, "", -1, 0, 0), (1, 5, "a", 140, 0, 5), (1, 5, "b", -3, 30, 5)]
        assert pages_of(table(*rows), 1) == [("a b", (1.0, 0.0, 0.0))]


def test_crops_are_read_as_given(reader):
    ((text, _),) = reader.read_crops([np.full((64, 300), 255, np.uint8)])
    assert text == ""
