"""Secrets of the LINE channel come from settings or files, and are shown nowhere."""

import re
import sys
from pathlib import Path

import click
import pytest

from api.line.app import _secret, create_line_app
from api.line.cli import line
from verifier.errors import BadSettings
from verifier.settings import Settings

NAME = "MOKCHECK_LINE_CHANNEL_SECRET"
ROOT = Path(__file__).resolve().parents[2]


def test_a_secret_is_a_setting_or_a_file(tmp_path):
    held = tmp_path / "secret"
    held.write_text("s3cret\n", "utf-8")
    assert _secret("s3cret", None, NAME) == _secret(None, held, NAME) == "s3cret"


@pytest.mark.parametrize("value", [None, " \n", "both"])
def test_a_secret_that_is_missing_empty_or_set_twice_keeps_the_bot_from_starting(value, tmp_path):
    path = tmp_path / "there" if value == "both" else None
    with pytest.raises(BadSettings, match=NAME) as raised:
        _secret(value, path, NAME)
    assert "both" not in str(raised.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"\n"])
def test_a_file_that_holds_no_secret_keeps_the_bot_from_starting(content, tmp_path):
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadSettings, match=NAME):
        _secret(None, path, NAME)


def test_settings_do_not_show_secrets():
    settings = Settings.from_environment({NAME: "s3cret", "MOKCHECK_LINE_CHANNEL_TOKEN": "t0ken"})
    assert (settings.line_channel_secret, settings.line_channel_token) == ("s3cret", "t0ken")
    assert not re.search("s3cret|t0ken", repr(settings))


def test_without_the_sdk_the_bot_says_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "linebot"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "linebot", None)
    with pytest.raises(BadSettings, match=r"mokcheck\[line\]"):
        create_line_app(Settings(line_channel_secret="s", line_channel_token="t"))


def test_every_option_of_line_is_documented():
    section = (ROOT / "docs/reference/cli.md").read_text("utf-8").split("## mokcheck line")[1].split("\n## ")[0]
    for command in line.commands.values():
        for parameter in command.params:
            assert isinstance(parameter, click.Option) and parameter.help
            assert parameter.opts[0] in section
