"""The reference names every command, option, setting, problem type and route; what is missing fails here."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from api.app import create_app
from api.problems import problem_classes
from tests.support.fakes import make_verifier
from verifier.cli import COMMANDS, main
from verifier.settings import PREFIX, Settings

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
CLI, API = ((REFERENCE / name).read_text("utf-8") for name in ("cli.md", "api.md"))
MINE = ("verify", "check", "batch", "serve", "work")


def test_every_command_is_documented():
    for name in COMMANDS:
        assert f"| `{name}` |" in CLI


@pytest.mark.parametrize("name", MINE)
def test_every_option_is_documented(name):
    command = main.get_command(click.Context(main), name)
    section = CLI.split(f"## mokcheck {name}")[1].split("\n## ")[0]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            for option in parameter.opts:
                assert f"{option}" in section, option
        else:
            assert parameter.metavar in section


def test_every_setting_is_documented_with_its_default():
    documented = dict(re.findall(r"^\| `(MOKCHECK_\w+)` \| (\S+) \|", CLI, re.MULTILINE))
    actual = {PREFIX + f.name.upper(): "none" if f.default is None else str(f.default) for f in fields(Settings)}
    assert documented == actual


def test_every_problem_is_documented_with_its_status():
    documented = dict(re.findall(r"^\| `([\w.]+)` \| (\d{3}) \|", API, re.MULTILINE))
    assert documented == {
        kind.code: str(kind.status) for kind in problem_classes() if kind.__module__.startswith("verifier.errors")
    }


def test_every_exit_code_is_documented():
    documented = set(map(int, re.findall(r"^\| (\d+) \|", CLI, re.MULTILINE)))
    assert {kind.exit_code for kind in problem_classes()} | {0, 10, 20, 74, 130} == documented
    assert all(code >= 64 for code in documented - {0, 10, 20})


def test_every_route_is_documented():
    for path in create_app(verifier=make_verifier()).openapi()["paths"]:
        assert path in API, path


def test_links_of_the_reference_lead_somewhere():
    for text in (CLI, API):
        for target in re.findall(r"\]\(([\w.]+)(?:#\w+)?\)", text):
            assert (REFERENCE / target).exists() or target in ("registry.md", "evaluate.md"), target
