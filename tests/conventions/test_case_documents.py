"""Cases: each command and option is documented, each word is of its language, and none is left over."""

import re
import tomllib
from pathlib import Path

import click

from verifier.cli.cases import cases
from verifier.messages.cases import WORDS

ROOT = Path(__file__).resolve().parents[2]
CLI = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
THAI = re.compile("[\u0e00-\u0e7f]")


def test_every_command_and_option_is_documented():
    section = CLI.split("\n## mokcheck cases\n")[1].split("\n## ")[0]
    for name, command in cases.commands.items():
        (line,) = (line for line in section.splitlines() if line.startswith(f"mokcheck cases {name} "))
        for parameter in command.params:
            for shown in parameter.opts if isinstance(parameter, click.Option) else [parameter.metavar]:
                assert shown in line, f"{name} {shown}"
                assert not isinstance(parameter, click.Option) or parameter.help, shown


def test_words_are_of_their_language_and_have_the_same_places():
    for key, (th, en) in WORDS.items():
        assert THAI.search(th) and not THAI.search(en), key
        assert sorted(re.findall(r"\{\w+\}", th)) == sorted(re.findall(r"\{\w+\}", en)), key


def test_no_word_is_left_over():
    folders = (ROOT / "verifier" / "cases", ROOT / "verifier" / "cli")
    source = "".join(path.read_text("utf-8") for folder in folders for path in folder.rglob("*.py"))
    made = ("verdict.", "kind.", "count.", "links.")  # of what is counted, and of kinds
    left = {key: key.partition(".")[2] for key in WORDS if not key.startswith(made)}
    assert [key for key, last in left.items() if not re.search(f"[\"'](?:{re.escape(key)}|{last})[\"']", source)] == []


def test_the_sources_of_the_sheets_ship_with_the_package():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shipped = settings["tool"]["setuptools"]["package-data"]["verifier"]
    found = {path.name for pattern in shipped for path in (ROOT / "verifier").glob(pattern)}
    assert {"case.typ", "summary.typ", "form.typ"} <= found
