"""Evidence: each option and code is documented and worded, in both languages."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import click
import pytest

from verifier.cli.report import report
from verifier.cli.signing import signing
from verifier.cli.store import store
from verifier.domain.evidence import ClaimField
from verifier.evidence import archive, check, envelope, newer, stamp
from verifier.evidence import store as trail
from verifier.messages.evidence import WORDS, say

ROOT = Path(__file__).resolve().parents[2]
CLI, HOW_TO = ((ROOT / "docs" / name).read_text("utf-8") for name in ("reference/cli.md", "how-to/keep-evidence.md"))
THAI = re.compile("[\u0e00-\u0e7f]")


@pytest.mark.parametrize(
    ("heading", "group"),
    [("mokcheck report", report), ("mokcheck keys", signing), ("mokcheck report", store)],
    ids=["report", "signing", "store"],
)
def test_every_command_and_option_is_documented(heading, group):
    section = CLI.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    before = {signing: "mokcheck keys signing", report: "mokcheck report", store: "mokcheck report store"}[group]
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            continue
        (line,) = (line for line in section.splitlines() if line.startswith(f"{before} {name} "))
        for parameter in command.params:
            for shown in parameter.opts if isinstance(parameter, click.Option) else [parameter.metavar]:
                assert shown in line, f"{name} {shown}"
                assert not isinstance(parameter, click.Option) or parameter.help, shown


def test_every_code_of_a_check_is_documented_and_worded():
    source = "".join(
        Path(module.__file__).read_text("utf-8") for module in (archive, check, envelope, newer, stamp, trail)
    )
    codes = set(
        re.findall(r'"((?:archive|form|part|report|envelope|signature|key|trail|stamp)\.\w+|unsigned)"', source)
    ) - set(archive.TEXTS)
    assert len(codes) >= 23
    for code in codes:
        assert f"`{code}`" in HOW_TO and code in WORDS, code


def test_the_source_of_the_printed_form_ships_with_the_package():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shipped = settings["tool"]["setuptools"]["package-data"]["verifier"]
    assert any(path.name == "sheet.typ" for pattern in shipped for path in (ROOT / "verifier").glob(pattern))


def test_words_are_of_their_language_and_have_the_same_places():
    for key, (th, en) in WORDS.items():
        assert THAI.search(th) and not THAI.search(en), key
        assert sorted(re.findall(r"\{\w+\}", th)) == sorted(re.findall(r"\{\w+\}", en)), key


def test_no_word_is_left_over():
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "verifier").rglob("*.py") if path.name != "evidence.py"
    )
    made = ("state.", "cause.", "verdict.", "proven.", "not_proven.")
    names = {key: f"(?:sheet\\.)?{key[6:]}" if key.startswith("sheet.") else re.escape(key) for key in WORDS}
    words = {key: pattern for key, pattern in names.items() if not key.startswith(made)}
    fields = set(get_args(ClaimField))
    assert [k for k, p in words.items() if not re.search(f"[\"']{p}[\"']", source) and k[6:] not in fields] == []
    assert say("unsigned", "en").startswith("It is not signed")
