import hashlib
import io
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from PIL import Image
from rich.console import Console

from api import server
from tests.support.fakes import SECRET, Crashing, FakeLineReader, FakeRegistry, licence, make_verifier, photo_bytes
from tests.support.hostile_files import hostile_files
from tests.support.reports import read_report
from verifier import cli
from verifier.cli import main, thai_help
from verifier.cli.show import _table
from verifier.domain import Finding, LicenceStatus, Outcome
from verifier.errors import AddressTaken, BadSettings, ListMissing
from verifier.image.decode import open_photo
from verifier.settings import Settings

ON = ("--on", "2026-11-23")


@pytest.fixture
def mokcheck(monkeypatch, tmp_path):
    """Runs a command line against honest fakes, with some seams replaced, in a folder with `photo.jpg`."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in __import__("os").environ if name.startswith("MOKCHECK_")]:
        monkeypatch.delenv(name)
    Path("photo.jpg").write_bytes(photo_bytes())
    Path("other.jpg").write_bytes(photo_bytes(1))

    def run(*arguments: str, **changes):
        monkeypatch.setattr("verifier.build.build_verifier", lambda settings: make_verifier(settings, **changes))
        return CliRunner().invoke(main, arguments)

    return run


def test_the_exit_code_tells_the_verdict(mokcheck):
    assert mokcheck("verify", "photo.jpg", *ON).exit_code == 0
    revoked = FakeRegistry([licence(status=LicenceStatus.REVOKED)])
    assert mokcheck("verify", "photo.jpg", *ON, registry=revoked).exit_code == 10
    assert mokcheck("verify", "photo.jpg", *ON, registry=None).exit_code == 20


def test_json_is_the_documented_report_and_nothing_else(mokcheck):
    result = mokcheck("verify", "photo.jpg", "other.jpg", "--json", *ON)
    report = read_report(result.stdout_bytes)
    assert len(report.photos) == 2
    assert "ท7014-4/2879" in result.stdout_bytes.decode("utf-8")


def test_people_read_verdict_reason_findings_next_step_and_date(mokcheck):
    report = json.loads(mokcheck("verify", "photo.jpg", "--json", *ON).stdout)
    text = "".join(mokcheck("verify", "photo.jpg", *ON).stdout.split())
    for words in (report["verdict_text"]["th"], *(f["message"]["th"] for f in report["findings"]), "ไม่ได้พิสูจน์"):
        assert "".join(words.split()) in text.replace("│", "").replace("|", "")
    english = mokcheck("verify", "photo.jpg", *ON, "--lang", "en").stdout
    assert report["verdict_text"]["en"].split(".")[0] in english
    assert "2026" in english
    assert "does not prove" in english


def test_who_gives_a_folder_is_told_what_takes_folders(mokcheck):
    assert "`mokcheck batch` takes a folder" in mokcheck("verify", ".").stderr


def test_a_pipe_into_which_nobody_writes_is_not_waited_for(mokcheck):
    os.mkfifo("photo.fifo")

    def let_go():  # whoever waits for bytes finds none, and fails this test
        with suppress(OSError):
            os.close(os.open("photo.fifo", os.O_WRONLY | os.O_NONBLOCK))

    timer = threading.Timer(1, let_go)
    timer.start()
    result = mokcheck("verify", "photo.fifo")
    timer.join()
    assert result.exit_code == 66 and "a pipe" in result.stderr


def test_an_old_list_is_judged_as_of_the_day_given(mokcheck):
    assert mokcheck("verify", "photo.jpg", "--on", "2027-06-01").exit_code == 20


def test_one_photo_is_annotated_under_the_name_given(mokcheck):
    result = mokcheck("verify", "photo.jpg", *ON, "--annotate", "seen.jpg")
    assert result.exit_code == 0
    assert "seen.jpg" in result.stderr
    with Image.open("seen.jpg") as picture:
        assert picture.width == 480
        assert picture.height > 360
        assert not picture.getexif()


def test_a_closed_pipe_does_not_cost_the_picture(mokcheck, monkeypatch):
    def closed(*_, **__):
        raise BrokenPipeError

    monkeypatch.setattr("verifier.cli.show.show", closed)
    mokcheck("verify", "photo.jpg", *ON, "--annotate", "seen.jpg")
    assert Path("seen.jpg").stat().st_size > 0


def test_a_picture_that_cannot_be_written_does_not_cost_the_answer(mokcheck):
    Path("seen.jpg").mkdir()
    result = mokcheck("verify", "photo.jpg", "--json", *ON, "--annotate", "seen.jpg")
    assert result.exit_code >= 64
    assert b"7014-4/2879" in result.stdout_bytes


def test_several_photos_are_numbered(mokcheck):
    assert mokcheck("verify", "photo.jpg", "other.jpg", *ON, "--annotate", "seen.png").exit_code == 0
    assert sorted(p.name for p in Path().glob("seen*")) == ["seen-1.png", "seen-2.png"]


@pytest.mark.parametrize(("kept_pixels", "times"), [(64_000_000, [1, 1]), (480 * 360, [1, 3]), (0, [3, 3])])
def test_a_photo_is_decoded_once_however_often_it_is_looked_at(mokcheck, monkeypatch, kept_pixels, times):
    opened = []

    def counting(data, settings):
        opened.append(hashlib.sha256(data).hexdigest())
        return open_photo(data, settings)

    for place in ("verifier.image.decode.open_photo", "verifier.pipeline.open_photo"):
        monkeypatch.setattr(place, counting)
    monkeypatch.setattr("verifier.cli.verify.KEPT_PIXELS", kept_pixels)
    monkeypatch.setattr("verifier.pipeline.awaits_challenge", lambda _: False)
    assert mokcheck("verify", "photo.jpg", "other.jpg", *ON, "--annotate", "seen.jpg").exit_code in (0, 20)
    names = [hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in ("photo.jpg", "other.jpg")]
    assert [opened.count(name) for name in names] == times


def test_a_category_is_taken_in_everyday_words(mokcheck):
    for words in ("power bank", "พาวเวอร์แบงก์", "Power  Bank"):
        result = mokcheck("verify", "photo.jpg", "--json", *ON, "--category", words)
        assert any(f["code"].startswith("category.") for f in json.loads(result.stdout)["findings"]), words


ERRORS = [
    (("verify", "missing.jpg"), 66, "request.file_missing"),
    (("verify", "."), 66, "request.file_missing"),
    (("verify", "words.jpg"), 65, "photo.unknown_format"),
    (("verify", "empty.jpg"), 65, "photo.empty"),
    (("verify", *["photo.jpg"] * 7), 64, "request.too_many_photos"),
    (("verify", "photo.jpg", "--category", "unicorn"), 64, "request.unknown_category"),
    (("verify", "photo.jpg", "--annotate", "seen.gif"), 64, "request.bad"),
    (("verify", "photo.jpg", "--annotate", "nowhere/seen.jpg"), 66, "request.file_missing"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "name"), ERRORS, ids=[name + str(n) for n, (_, _, name) in enumerate(ERRORS)]
)
def test_errors_say_what_to_do_in_both_languages(mokcheck, arguments, code, name):
    Path("words.jpg").write_text("words and words and words")
    Path("empty.jpg").touch()
    result = mokcheck(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    first, thai, english = result.stderr.strip().splitlines()
    assert name in first
    assert thai.startswith("ข้อผิดพลาด: ")
    assert english.startswith("Error: ")


HOSTILE = {name: (data, error) for name, data, error in hostile_files()}
TOLD = ("200 megapixel PNG header", "JPEG cut at 50 %", "text.jpg", "animated GIF", "animated PNG", "empty")


@pytest.mark.parametrize("name", TOLD)
def test_a_hostile_file_is_told_before_any_engine_is_loaded(monkeypatch, tmp_path, name):
    def loaded(_settings):
        raise AssertionError("engines were loaded")

    monkeypatch.setattr("verifier.build.build_verifier", loaded)
    data, error = HOSTILE[name]
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    start = time.process_time()  # the processor time of one second; other work on the machine counts in no test
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert time.process_time() - start < 1
    assert (result.exit_code, result.stdout) == (error.exit_code, "")
    assert result.exit_code >= 64
    assert error.code in result.stderr and str(path) in result.stderr


def test_of_several_photos_the_bad_one_is_named(mokcheck):
    Path("words.jpg").write_text("words and words and words")
    assert "words.jpg" in mokcheck("verify", "photo.jpg", "words.jpg", "other.jpg").stderr.splitlines()[0]


def test_the_same_photo_twice_changes_no_verdict_and_says_nothing_twice(mokcheck):
    once, twice = (mokcheck("verify", *["photo.jpg"] * n, "--lang", "en", *ON) for n in (1, 2))
    assert once.exit_code == twice.exit_code == 0
    findings = [line for line in twice.stdout.splitlines() if line.startswith("✓ pass")]
    assert len(findings) == len(set(findings)) > 5
    assert "All 2 photos show the same numbers." in findings[0]


def test_errors_keep_to_the_language_asked_for(mokcheck):
    assert "Error:" not in mokcheck("verify", "missing.jpg", "--lang", "th").stderr
    assert "ข้อผิดพลาด" not in mokcheck("verify", "missing.jpg", "--lang", "en").stderr


WRONG = [
    ("verify",),
    ("nothing",),
    ("verify", "photo.jpg", "--nothing"),
    ("verify", "photo.jpg", "--lang", "de"),
    ("verify", "photo.jpg", "--on", "tomorrow"),
    ("serve", "--port", "99999"),
]


def test_no_control_character_of_a_name_reaches_the_terminal():
    result = CliRunner().invoke(main, ["batch", "status", "a\x1b[31m\x9b2J\nb.csv"], color=True)
    assert result.exit_code == 66 and r"a\x1b[31m\x9b2J\nb.csv" in result.stderr and "\x1b" not in result.stderr


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_usage_exits_64(mokcheck, arguments):
    result = mokcheck(*arguments)
    assert result.exit_code == 64
    assert "Usage:" in result.stderr


def test_settings_come_from_the_environment_and_options_win(mokcheck, monkeypatch):
    seen = []

    def build(settings):
        seen.append(settings)
        return make_verifier(settings)

    monkeypatch.setenv("MOKCHECK_LIST_PATH", "/from/environment")
    mokcheck("verify", "photo.jpg")
    monkeypatch.setattr("verifier.build.build_verifier", build)
    CliRunner().invoke(main, ["verify", "photo.jpg"])
    CliRunner().invoke(main, ["verify", "photo.jpg", "--list", "mine.sqlite"])
    assert [str(settings.list_path) for settings in seen] == ["/from/environment", "mine.sqlite"]


def test_a_bad_setting_exits_78(mokcheck, monkeypatch):
    monkeypatch.setenv("MOKCHECK_MAX_PHOTOS", "many")
    result = mokcheck("verify", "photo.jpg")
    assert result.exit_code == 78
    assert "MOKCHECK_MAX_PHOTOS" in result.stderr


def test_a_missing_list_exits_66(mokcheck, monkeypatch):
    mokcheck()

    def build(_settings):
        raise ListMissing("no.sqlite")

    monkeypatch.setattr("verifier.build.build_verifier", build)
    assert CliRunner().invoke(main, ["verify", "photo.jpg"]).exit_code == 66


def test_an_accident_exits_70_without_a_traceback(mokcheck):
    result = mokcheck("verify", "photo.jpg", detector=Crashing())
    assert result.exit_code == 69
    assert SECRET not in result.stderr
    mokcheck()
    crash = mokcheck("verify", "photo.jpg", rules=[Crashing().fail])
    assert crash.exit_code == 70
    assert "Traceback" not in crash.stderr
    debug = mokcheck("--debug", "verify", "photo.jpg", rules=[Crashing().fail])
    assert debug.exit_code == 70
    assert "Traceback" in debug.stderr


def test_control_characters_of_a_label_do_not_reach_the_terminal(mokcheck):
    reader = FakeLineReader(("มอก. 2879-2560", "บริษัท \x1b[31mแดง\u202e จำกัด"))
    for arguments in (("verify", "photo.jpg", *ON), ("verify", "photo.jpg", "--json", *ON)):
        assert "\x1b[31m" not in mokcheck(*arguments, line_reader=reader).stdout


def test_help_and_version_work_without_any_engine():
    script = (
        "import sys; from click.testing import CliRunner; from verifier.cli import main; "
        "r = CliRunner().invoke(main, ['--help']); print(r.exit_code, r.output); "
        "heavy = {'cv2', 'numpy', 'onnxruntime', 'fastapi', 'uvicorn', 'PIL'} & set(sys.modules); print('heavy', heavy)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "heavy set()" in ran.stdout
    for name in cli.COMMANDS:
        assert name in ran.stdout
    assert CliRunner().invoke(main, ["--version"]).output.startswith("mokcheck 0.")


def every_command(command):
    yield command
    if isinstance(command, click.Group):
        names = cli.COMMANDS if command is main else command.commands
        for name in names:
            yield from every_command(command.get_command(click.Context(command), name))


def test_every_help_text_is_there_in_thai_and_none_too_many():
    commands = list(every_command(main))
    texts = [command.help for command in commands if command.help]
    texts += [p.help for command in commands for p in command.params if isinstance(p, click.Option) and p.help]
    texts += [text for _, text in cli.COMMANDS.values()]
    assert {" ".join(text.split()) for text in texts} == set(thai_help.words())
    assert len(commands) > 50 and all(re.search("[ก-ฮ]", text) for text in thai_help.words().values())


@pytest.mark.parametrize(
    ("arguments", "system", "lang"),
    [
        ((), {}, "en"),
        ((), {"LANG": "th_TH.UTF-8"}, "th"),
        ((), {"LANG": "th_TH.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        (("--lang", "th"), {}, "th"),
        (("--lang=en",), {"LANG": "th_TH.UTF-8"}, "en"),
    ],
)
def test_help_is_in_the_language_asked_for_else_in_that_of_the_system(monkeypatch, arguments, system, lang):
    for name in thai_help.LOCALE:
        monkeypatch.delenv(name, raising=False)
    for name, value in system.items():
        monkeypatch.setenv(name, value)
    for command in (("keys", "create"), ("batch",), ("webhooks", "list")):
        told = CliRunner().invoke(main, [*command, *arguments, "--help"])
        assert told.exit_code == 0
        assert ("วิธีใช้: " in told.output, "ภาษาที่ใช้" in told.output) == ((lang == "th",) * 2)
        assert ("Usage:" in told.output, "Show this" in told.output) == ((lang == "en",) * 2)
    for group in ((), ("registry",), ("keys",), ("cases",)):  # none of these has an option --lang
        told = CliRunner().invoke(main, [*group, *arguments, "--help"])
        assert told.exit_code == 0 and ("วิธีใช้: " in told.output) == (lang == "th")
    if not arguments:
        assert ("ตรวจทั้งสต๊อก" in CliRunner().invoke(main, ["--help"]).output) == (lang == "th")


def test_a_broken_room_does_not_break_the_others(mokcheck, monkeypatch):
    monkeypatch.setitem(cli.COMMANDS, "evaluate", ("verifier.cli.none_such:evaluate", "x"))
    assert mokcheck("verify", "photo.jpg", *ON).exit_code == 0
    assert mokcheck("--help").exit_code == 0
    assert mokcheck("evaluate", "x").exit_code == 70


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("verify",), "ยังขาด PHOTO..."),
        (("verify", "photo.jpg", "--nothing"), "ไม่มีตัวเลือก --nothing"),
        (("serve", "--port", "99999"), "ค่าของ --port ใช้ไม่ได้ (99999 "),
        (("batch", "stock"), "บอกที่เก็บผลด้วย --out"),
        (("batch", "--out", "r.csv"), "บอกแหล่งรูปหนึ่งแหล่ง"),
        (("batch", "s3://b/p", "--out", "r.csv", "--watch"), "--watch ใช้กับที่เก็บไฟล์บนคลาวด์ไม่ได้"),
        (("nothing",), "สั่งไม่ครบหรือไม่ถูกต้อง (No such command 'nothing')"),
    ],
)
def test_wrong_usage_is_told_in_both_languages(mokcheck, arguments, told):
    stderr = mokcheck(*arguments).stderr
    assert f"ข้อผิดพลาด: {told}" in stderr and "ดูวิธีใช้: " in stderr
    assert "Error: " in stderr and "For usage see: " in stderr


def test_wrong_usage_is_told_in_the_language_that_was_asked_for(mokcheck):
    english, thai = (mokcheck("batch", "stock", "--lang", lang).stderr for lang in ("en", "th"))
    assert "Error: --out" in english and "ข้อผิดพลาด" not in english
    assert "ข้อผิดพลาด: บอกที่เก็บผล" in thai and "Error" not in thai


def test_an_empty_variable_stands_for_none():
    settings = Settings.from_environment({"MOKCHECK_LIST_PATH": "", "MOKCHECK_LIST_URL": "postgresql://host/list"})
    assert settings.list_path is None and settings.list_location == "postgresql://host/list"
    with pytest.raises(BadSettings):
        Settings.from_environment({"MOKCHECK_WORKERS": ""})


def test_a_taken_address_is_told_before_the_engines_are_loaded(monkeypatch):
    monkeypatch.setattr("api.server.logs.configure", lambda: None)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AddressTaken) as told:
            server.run(Settings(), host="127.0.0.1", port=port, make=lambda _: pytest.fail("engines were loaded"))
    assert told.value.exit_code == 69 and str(port) in told.value.detail


def test_what_is_open_and_keeps_nothing_from_agreeing_is_a_note_and_no_doubt():
    found = [Finding("code.unrelated", Outcome.UNKNOWN, (), {}, required=needed) for needed in (False, True)]
    console = Console(record=True, width=120, file=io.StringIO())
    console.print(_table(tuple(found), "th"))
    note, doubt = console.export_text().splitlines()[-2:]
    assert "ข้อสังเกต" in note and "?" not in note and "? บอกไม่ได้" in doubt
